"""What every test of the Meet step gets: an open meeting on a real database, shown on a screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from gui_thread import GuiThreadGuard
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui.cases.meet_kit import Meet, meeting

from mdt_app.ui.common import theme


@pytest.fixture
def meet(tmp_path: Path, qtbot: QtBot, gui_guard: GuiThreadGuard, qapp: QApplication) -> Iterator[Meet]:
    """The Meet step, nothing opened yet."""
    theme.apply(qapp, theme.LIGHT)
    with meeting(tmp_path, qtbot, gui_guard) as made:
        yield made
