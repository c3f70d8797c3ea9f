"""What the tests of conversations get: a desk that opens a patient's page at its planning."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from gui_thread import GuiThreadGuard
from pytestqt.qtbot import QtBot
from ui.meeting_window import Bench, bench

from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.payloads import Acp, Payload
from mdt_app.operations.commands import new_id
from mdt_app.operations.facts import RecordFact
from mdt_app.ui.patients.patient_screen import PatientScreen


@dataclass
class TalkDesk(Bench):
    """A desk; `page` opens a patient at the planning, with a form where one is named."""

    def page(self, patient_id: str, form: str = "") -> PatientScreen:
        """The page, read, and the form, asked for."""
        screen = self.show(PatientScreen)
        screen.show_patient(f"{patient_id}/planning/{form}")
        self.settle()
        self.settle()
        return screen

    def record(self, patient: str, kind: Kind, payload: Payload, day: date) -> str:
        """A fact; gives its id."""
        id = new_id()
        with self.guard.preparing():
            self.team.act(
                RecordFact, fact_id=id, patient_id=patient, kind=kind, payload=payload, true_from=day
            )
        return id

    def settled(self, patient: str, item: str, value: str, day: date) -> None:
        """An item completed and documented on a day."""
        for state in ("completed", "documented"):
            self.record(patient, Kind.ACP, Acp(item=item, state=state, value=value), day)

    def facts(self, patient: str) -> tuple[Fact, ...]:
        """Every fact of a patient, the ones taken back among them."""
        with self.guard.preparing(), self.team.database.reader() as reader:
            return reader.facts([patient])[patient]


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, gui_guard: GuiThreadGuard) -> Iterator[TalkDesk]:
    """A desk that opens patients at their planning."""
    with bench(qtbot, tmp_path, gui_guard, TalkDesk) as made:
        yield made
