"""What the tests of a screen get: a bench with a window's lanes on a real database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from gui_thread import GuiThreadGuard
from PySide6.QtCore import QLocale
from pytestqt.qtbot import QtBot
from ui.meeting_window import Bench, bench

from mdt_app.window import ENGLISH


@pytest.fixture(autouse=True)
def english_days() -> None:
    """As the window says them, whatever machine the tests run on."""
    QLocale.setDefault(ENGLISH)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, gui_guard: GuiThreadGuard) -> Iterator[Bench]:
    """One screen at a time, with what the window gives it."""
    with bench(qtbot, tmp_path, gui_guard) as made:
        yield made
