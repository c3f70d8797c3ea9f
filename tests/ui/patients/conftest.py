"""What the patients' tests get: a desk that really reads files and takes patients in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from gui_thread import GuiThreadGuard
from pytestqt.qtbot import QtBot
from ui.meeting_window import Bench, bench

from mdt_app.domain.incoming import IncomingPatient
from mdt_app.exchange.reading import read_file
from mdt_app.operations.importing import Imported, ImportPatient, import_patient
from mdt_app.ui.patients.patient_screen import PatientScreen
from mdt_app.ui.tasks import Tasks


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
    """A desk that imports; the team may lay out its data on the test's thread, the screens may not."""
    with gui_guard.preparing():
        made = bench(qtbot, tmp_path, gui_guard)
    made.tasks.close()
    database = made.team.database

    def take_in(source: str, incoming: IncomingPatient, meeting_id: str = "") -> Imported:
        assert not meeting_id
        return import_patient(
            made.services.command(ImportPatient, source=source), incoming, database.open_work
        )

    services = replace(made.services, read_file=read_file, import_patient=take_in)
    one = PatientDesk(qtbot, made.team, services, Tasks(services), gui_guard)
    yield one
    with gui_guard.preparing():
        one.close()
