"""A section of the case writes and says things through here alone, so that each write has its owner and its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from mdt_app.domain.accounts import Right
from mdt_app.domain.agenda import MeetingState
from mdt_app.domain.facts import Kind
from mdt_app.domain.payloads import Payload
from mdt_app.domain.people import Person
from mdt_app.operations.commands import new_id
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.rows import CaseView
from mdt_app.operations.work import Change
from mdt_app.ui.common.words import tr
from mdt_app.ui.errors import explain
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks

Done = Callable[[tuple[Change, ...]], None]
Failed = Callable[[Exception], None]
Payloads = Mapping[Kind, Payload]
RETRY_MS = 3000


class CaseActs(QObject):
    """What may be done at one listing. `said(words, undo or None, wrong)` asks for a message with the way back."""

    said = Signal(str, object, bool)
    went = Signal(str, str)
    again = Signal()

    def __init__(self, tasks: Tasks, services: Services, view: CaseView, parent: QObject) -> None:
        super().__init__(parent)
        self.tasks, self.services, self.view = tasks, services, view
        self.people: tuple[Person, ...] = ()
        self.names: Mapping[str, str] = {}
        self._held: set[int] = set()

    @property
    def listing_id(self) -> str:
        return self.view.listing.id

    @property
    def editable(self) -> bool:
        """Whether this account may record in this meeting, as it stands."""
        closed = self.view.meeting.state == MeetingState.CLOSED
        return not closed and self.services.account.may(Right.RECORD)

    @property
    def decides(self) -> bool:
        """Whether this account may decide on criteria."""
        return self.editable and self.services.account.may(Right.DECIDE)

    def name_of(self, user: str) -> str:
        """Who an account's user name is."""
        return self.names.get(user, user)

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

    def hold(self, words: QObject, held: bool) -> None:
        """Whether these words stand on the screen alone; while any do, nothing is called kept."""
        key = id(words)
        if held != (key in self._held):
            (self._held.add if held else self._held.discard)(key)
            self.tasks.hold(1 if held else -1)

    def not_kept(self, error: Exception) -> None:
        """Say why, and ask for another reading, after which what was not kept is sent again where it may be."""
        self.say_error(error)
        QTimer.singleShot(RETRY_MS, self, self.again.emit)

    def record(self, kind: Kind, payload: Payload, words: str) -> None:
        """A fact of today, with the way back."""
        self.write_facts(
            RecordFact, {kind: payload}, words, fact_id=new_id(), kind=kind, payload=payload,
            true_from=self.services.today(), true_at=self.services.now(),
        )  # fmt: skip

    def write_facts(self, command: type[Any], payloads: Payloads, words: str, **payload: Any) -> None:
        """A command that adds facts of these kinds; undoing takes each of them back."""
        view = self.view

        def done(changes: tuple[Change, ...]) -> None:
            self.say(words, lambda: self._take_back(tuple(_facts_of(changes)), payloads))

        self.write(command, done, patient_id=view.patient.id, case_id=view.case.id, **payload)

    def _take_back(self, facts: tuple[tuple[str, Kind], ...], payloads: Payloads) -> None:
        for fact_id, kind in facts:
            self.write(
                RecordFact, fact_id=new_id(), patient_id=self.view.patient.id, case_id=self.view.case.id, kind=kind,
                payload=payloads[kind], true_from=self.services.today(), replaces=fact_id, withdrawn=True,
            )  # fmt: skip
        self.say(tr("Taken back."))


def _facts_of(changes: Iterable[Change]) -> Iterable[tuple[str, Kind]]:
    for change in changes:
        kinds = [one.new for one in change.fields if one.name == "kind"]
        if change.entity == "fact" and kinds:
            yield change.entity_id, Kind(kinds[0])
