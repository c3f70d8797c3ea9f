"""Every clock beside a meeting is that of the board's place, and says so where the machine's clock is another."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

import pytest
from gui_thread import GuiThreadGuard
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui.walk import Walk, walking

from mdt_app.application import Application
from mdt_app.operations.listings import next_meeting_id

pytestmark = pytest.mark.skipif(not hasattr(time, "tzset"), reason="the machine's zone cannot be set here")


@pytest.fixture
def walk(
    demo: Application, qtbot: QtBot, qapp: QApplication, gui_guard: GuiThreadGuard
) -> Iterator[tuple[Walk, str]]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = "America/New_York"
    time.tzset()
    with walking(qtbot, qapp, demo) as made:
        with gui_guard.preparing(), demo.reader() as reader:
            meeting = next_meeting_id(reader, made.desktop.screens._services.today())
        yield made, meeting
    os.environ.pop("TZ")
    if before is not None:
        os.environ["TZ"] = before
    time.tzset()


def test_what_is_kept_beside_a_meeting_has_the_boards_time(walk: tuple[Walk, str]) -> None:
    window, meeting = walk
    shown = window.desktop.window.top_bar.save_words.time
    window.go("meeting", meeting)
    window.desktop.screens._saving(0)
    assert shown.whole_text().endswith(" Brussels")
    window.go("patients")
    window.desktop.screens._saving(0)
    assert shown.whole_text()[-2:].isdigit()
