"""A section of the case writes and says things through here alone, so that each write has its owner and its words."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal

from mdt_app.domain.accounts import Right
from mdt_app.domain.agenda import MeetingState
from mdt_app.domain.people import Person
from mdt_app.operations.case_rows import CaseView
from mdt_app.ui.cases.patient_acts import PatientActs
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks

RETRY_MS = 3000


class CaseActs(PatientActs):
    """What may be done at one listing, about its patient and its case."""

    again = Signal()

    def __init__(self, tasks: Tasks, services: Services, view: CaseView, parent: QObject) -> None:
        super().__init__(tasks, services, parent)
        self.view = view
        self.people: tuple[Person, ...] = ()
        self._held: set[int] = set()

    @property
    def listing_id(self) -> str:
        return self.view.listing.id

    @property
    def patient_id(self) -> str:
        """Who it is about."""
        return self.view.patient.id

    @property
    def case_id(self) -> str:
        """The case that is written to."""
        return self.view.case.id

    @property
    def on(self) -> date:
        """The meeting's day; today where it is open before that."""
        day, meeting = self.view.meeting.starts_at.date(), self.view.meeting
        return min(day, self.services.today()) if meeting.state == MeetingState.OPEN else day

    @property
    def editable(self) -> bool:
        """Whether this account may record in this meeting, as it stands."""
        closed = self.view.meeting.state == MeetingState.CLOSED
        return not closed and self.services.account.may(Right.RECORD)

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
