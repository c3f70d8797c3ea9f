"""What Qt made ends on the thread that made it, also where only the garbage collector finds it."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from mdt_app.ui.garbage import Garbage


class Knot(QObject):
    """Keeps itself, and a timer that may end on its own thread only."""

    def __init__(self) -> None:
        super().__init__()
        self.itself, self.timer = self, QTimer()
        self.timer.start(60_000)


@pytest.fixture
def collected_on() -> Iterator[set[int]]:
    """The threads on which garbage was looked for; Python looks after every hundred new things."""
    found: set[int] = set()

    def note(_phase: str, _info: dict[str, int]) -> None:
        found.add(threading.get_ident())

    before = gc.get_threshold()
    gc.enable()
    gc.collect()
    gc.set_threshold(100, 2, 2)
    gc.callbacks.append(note)
    yield found
    gc.callbacks.remove(note)
    gc.set_threshold(*before)


def make_much() -> None:
    kept = []
    for _ in range(20_000):
        kept.append([kept])


def test_no_lane_takes_away_what_the_gui_thread_made(qtbot: QtBot, collected_on: set[int]) -> None:
    garbage = Garbage(every=5)
    try:
        knot = weakref.ref(Knot())
        lane = threading.Thread(target=make_much)
        lane.start()
        lane.join()
        assert knot() is not None
        qtbot.waitUntil(lambda: knot() is None, timeout=5000)
    finally:
        garbage.end()
    assert collected_on == {threading.get_ident()}
    assert gc.isenabled()
