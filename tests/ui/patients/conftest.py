"""What the patients' tests get: a desk that opens a patient's page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from gui_thread import GuiThreadGuard
from pytestqt.qtbot import QtBot
from ui.meeting_window import Bench, bench

from mdt_app.ui.patients.patient_screen import PatientScreen


@dataclass
class PatientDesk(Bench):
    """A desk; `page` opens a patient."""

    def page(self, patient_id: str) -> PatientScreen:
        """A patient's page, read."""
        screen = self.show(PatientScreen)
        screen.show_patient(patient_id)
        self.settle()
        return screen


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, gui_guard: GuiThreadGuard) -> Iterator[PatientDesk]:
    """A desk that opens patients."""
    with bench(qtbot, tmp_path, gui_guard, PatientDesk) as made:
        yield made
