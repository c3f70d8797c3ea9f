"""What these tests get: a bench with a window's lanes on a real database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from gui_thread import GuiThreadGuard
from pytestqt.qtbot import QtBot
from ui.meeting_window import Bench, bench


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, gui_guard: GuiThreadGuard) -> Iterator[Bench]:
    """A bench whose team may lay out its data on the test's thread; the screens may not."""
    with gui_guard.preparing():
        made = bench(qtbot, tmp_path, gui_guard)
    yield made
    with gui_guard.preparing():
        made.close()
