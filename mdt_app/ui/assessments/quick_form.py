"""Beside a patient's page ECOG and distress are measured at once; everything else is one press away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal

from mdt_app.domain.facts import Kind
from mdt_app.domain.payloads import Payload
from mdt_app.operations.assessments import LastScores, last_scores
from mdt_app.operations.commands import new_id
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.work import Change
from mdt_app.ui.assessments.quick import QuickScores
from mdt_app.ui.errors import explain
from mdt_app.ui.patients.side_form import SideForm
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks


class QuickForm(SideForm):
    """Signals: `said(words, undo, wrong)`, `more_asked(patient id)`."""

    said = Signal(str, object, bool)
    more_asked = Signal(str)

    def __init__(self, tasks: Tasks, services: Services) -> None:
        super().__init__("")
        self._tasks, self._services = tasks, services
        self._patient_id = ""
        self.title.set_text(self.tr("Measure"))
        self.quick = QuickScores(services.guidance)
        self.inner.addWidget(self.quick)
        self.finish()
        self.quick.taken.connect(self._record)
        self.quick.more_asked.connect(lambda: self.more_asked.emit(self._patient_id))

    def begin(self, patient_id: str) -> None:
        """Ask for a patient's ECOG and distress."""
        self._patient_id = patient_id
        self.say("")
        self.quick.show_last(LastScores(last={}))
        self._read_last()
        self.quick.begin()

    def _read_last(self) -> None:
        guidance, on, patient_id = self._services.guidance, self._services.today(), self._patient_id
        self._tasks.read(
            self, lambda reader: last_scores(reader, guidance, patient_id, on), self.quick.show_last
        )

    def _record(self, kind: Kind, payload: Payload, words: str) -> None:
        fact_id = new_id()

        def done(_: tuple[Change, ...]) -> None:
            self.say("")
            self._read_last()
            self.said.emit(
                words, lambda: self._write(kind, payload, new_id(), self._take_back, fact_id), False
            )

        self._write(kind, payload, fact_id, done)

    def _take_back(self, _: tuple[Change, ...]) -> None:
        self._read_last()
        self.said.emit(self.tr("Taken back."), None, False)

    def _write(
        self,
        kind: Kind,
        payload: Payload,
        fact_id: str,
        done: Callable[[tuple[Change, ...]], None],
        replaces: str = "",
    ) -> None:
        command = self._services.command(
            RecordFact, fact_id=fact_id, patient_id=self._patient_id, kind=kind, payload=payload,
            true_from=self._services.today(), true_at=self._services.now(), replaces=replaces,
            withdrawn=bool(replaces),
        )  # fmt: skip
        self._tasks.write(command, done, lambda error: self.say(explain(error).words), self)
