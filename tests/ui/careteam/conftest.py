"""What the tests of a patient's care get: a desk that opens the page at its care."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from gui_thread import GuiThreadGuard
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from ui.meeting_window import Bench, bench

from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.payloads import Payload
from mdt_app.domain.record import Record
from mdt_app.operations.commands import new_id
from mdt_app.operations.facts import RecordFact
from mdt_app.ui.patients.patient_screen import PatientScreen

TODAY = date(2026, 10, 1)


@dataclass
class CareDesk(Bench):
    """A desk on 1 October 2026; `page` opens a patient's care."""

    def page(self, patient_id: str, place: str = "care") -> PatientScreen:
        """A patient's page at its care, read."""
        screen = self.show(PatientScreen)
        screen.show_patient(f"{patient_id}/{place}")
        self.settle()
        return screen

    def say(self, patient_id: str, kind: Kind, payload: Payload, day: date = date(2026, 9, 20)) -> str:
        """A fact of a day."""
        id = new_id()
        self.team.act(
            RecordFact, fact_id=id, patient_id=patient_id, kind=kind, payload=payload, true_from=day
        )
        return id

    def facts(self, patient_id: str, kind: Kind) -> tuple[Fact, ...]:
        """The facts of a kind that stand on record today, oldest first."""
        with self.guard.preparing(), self.team.database.reader() as reader:
            return Record(reader.facts([patient_id])[patient_id], TODAY).of(kind)


def words(widget: QWidget) -> str:
    """All that is written on a widget."""
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, gui_guard: GuiThreadGuard) -> Iterator[CareDesk]:
    """A desk that opens the care of patients."""
    with bench(qtbot, tmp_path, gui_guard, CareDesk) as made:
        yield made
