"""What the palliative view's tests get: a desk that opens it for a patient, and records facts about one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from gui_thread import GuiThreadGuard
from pytestqt.qtbot import QtBot
from ui.meeting_window import Bench, bench

from mdt_app.domain.facts import Kind
from mdt_app.domain.payloads import Payload
from mdt_app.operations.commands import new_id
from mdt_app.operations.facts import RecordFact
from mdt_app.ui.palliative.palliative_screen import PalliativeScreen


@dataclass
class PalliativeDesk(Bench):
    """A desk; `page` opens a patient's palliative view, `record` writes a fact."""

    def page(self, place: str, width: int = 1368, height: int = 804) -> PalliativeScreen:
        screen = self.show(PalliativeScreen, width, height)
        screen.show_palliative(place)
        self.settle()
        return screen

    def record(self, patient: str, kind: Kind, payload: Payload, day: date) -> str:
        id = new_id()
        self.team.act(RecordFact, fact_id=id, patient_id=patient, kind=kind, payload=payload, true_from=day)
        return id


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, gui_guard: GuiThreadGuard) -> Iterator[PalliativeDesk]:
    with bench(qtbot, tmp_path, gui_guard, PalliativeDesk) as made:
        yield made
