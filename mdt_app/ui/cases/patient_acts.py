"""What is done about a patient is written and said through here, so that each write has its owner and its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Signal

from mdt_app.domain.accounts import Right
from mdt_app.domain.facts import Kind
from mdt_app.domain.payloads import Payload
from mdt_app.operations.commands import new_id
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.work import Change
from mdt_app.ui.common.words import tr
from mdt_app.ui.errors import explain
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks

Done = Callable[[tuple[Change, ...]], None]
Failed = Callable[[Exception], None]
Payloads = Mapping[Kind, Payload]


class PatientActs(QObject):
    """What may be done about one patient. `said(words, undo or None, wrong)` asks for a message with the way back,
    `asked(form)` for the form of a conversation."""

    said = Signal(str, object, bool)
    went = Signal(str, str)
    asked = Signal(str)

    def __init__(self, tasks: Tasks, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self.tasks, self.services = tasks, services
        self.names: Mapping[str, str] = {}

    @property
    def patient_id(self) -> str:
        """Who it is about."""
        raise TypeError(f"{type(self).__name__} does not say whom it is about")

    @property
    def case_id(self) -> str:
        """The case that is written to, "" where it is about the patient alone."""
        return ""

    @property
    def on(self) -> date:
        """The day that is looked at."""
        return self.services.today()

    @property
    def editable(self) -> bool:
        """Whether this account may record here."""
        return self.services.account.may(Right.RECORD)

    @property
    def decides(self) -> bool:
        """Whether this account may decide on criteria."""
        return self.editable and self.services.account.may(Right.DECIDE)

    def write(
        self, kind: type[Any], /, done: Done | None = None, failed: Failed | None = None, **payload: Any
    ) -> None:
        """Make the command and send it; what fails without a `failed` of its own is said in words."""
        command = self.services.command(kind, **payload)
        self.tasks.write(command, done=done, failed=failed or self.say_error, owner=self)

    def say(self, words: str, undo: Callable[[], None] | None = None) -> None:
        self.said.emit(words, undo, False)

    def say_error(self, error: Exception) -> None:
        self.said.emit(explain(error).words, None, True)

    def record(self, kind: Kind, payload: Payload, words: str) -> None:
        """A fact of today, with the way back."""
        self.write_facts(
            RecordFact, {kind: payload}, words, fact_id=new_id(), kind=kind, payload=payload,
            true_from=self.services.today(), true_at=self.services.now(),
        )  # fmt: skip

    def write_facts(self, command: type[Any], payloads: Payloads, words: str, **payload: Any) -> None:
        """A command that adds facts of these kinds; undoing takes each of them back."""
        patient_id, case_id = self.patient_id, self.case_id

        def done(changes: tuple[Change, ...]) -> None:
            self.say(words, lambda: self._take_back(patient_id, case_id, tuple(_facts_of(changes)), payloads))

        self.write(command, done, patient_id=patient_id, case_id=case_id, **payload)

    def _take_back(
        self, patient_id: str, case_id: str, facts: tuple[tuple[str, Kind], ...], payloads: Payloads
    ) -> None:
        for fact_id, kind in facts:
            self.write(
                RecordFact, fact_id=new_id(), patient_id=patient_id, case_id=case_id, kind=kind,
                payload=payloads[kind], true_from=self.services.today(), replaces=fact_id, withdrawn=True,
            )  # fmt: skip
        self.say(tr("Taken back."))


def _facts_of(changes: Iterable[Change]) -> Iterable[tuple[str, Kind]]:
    for change in changes:
        kinds = [one.new for one in change.fields if one.name == "kind"]
        if change.entity == "fact" and kinds:
            yield change.entity_id, Kind(kinds[0])
