"""What is done about the meeting as a whole is written and said through here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Signal

from mdt_app.domain.accounts import Right
from mdt_app.domain.agenda import Listing, Meeting, MeetingState
from mdt_app.domain.attendance import Presence
from mdt_app.operations.attendance import MarkMembers, MarkPresent, SayNoAnswer, TakeMarksBack
from mdt_app.operations.room import BeginCase, CorrectTimes, EndCase, NameChair, NameModerator
from mdt_app.operations.work import Change
from mdt_app.ui.errors import explain
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks


class RoomActs(QObject):
    """Acts at the meeting that is shown (`meeting`). Emits `said(words, undo or None, wrong)`."""

    said = Signal(str, object, bool)

    def __init__(self, tasks: Tasks, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._services = tasks, services
        self.meeting: Meeting | None = None

    @property
    def running(self) -> bool:
        """Whether the meeting is open and this account records."""
        open_now = self.meeting is not None and self.meeting.state == MeetingState.OPEN
        return open_now and self._services.account.may(Right.RECORD)

    @property
    def editable(self) -> bool:
        """Whether presence may be written: at a meeting that is not closed."""
        not_closed = self.meeting is not None and self.meeting.state != MeetingState.CLOSED
        return not_closed and self._services.account.may(Right.RECORD)

    def begin(self, listing_id: str) -> None:
        """The meeting comes to a case."""
        if self.running:
            self._write(BeginCase, listing_id=listing_id)

    def end(self, listing_id: str) -> None:
        """Nobody speaks of it any more."""
        if self.running:
            self._write(EndCase, listing_id=listing_id)

    def correct(self, listing: Listing, began: datetime | None, ended: datetime | None) -> None:
        """Say its times anew, with the way back."""

        def done(_: tuple[Change, ...]) -> None:
            self.said.emit(self.tr("Times corrected."), lambda: self._times(listing, before), False)

        before = (listing.began_at, listing.ended_at)
        self._write(CorrectTimes, done, listing_id=listing.id, began_at=began, ended_at=ended)

    def name_chair(self, person_id: str, name: str) -> None:
        """Who chairs."""
        words = self.tr("{name} chairs this meeting.").format(name=name)
        self._name(NameChair, person_id, words, self.meeting.chair_id if self.meeting else "")

    def name_moderator(self, person_id: str, name: str) -> None:
        """Who moderates."""
        words = self.tr("{name} moderates this meeting.").format(name=name)
        self._name(NameModerator, person_id, words, self.meeting.moderator_id if self.meeting else "")

    def mark_members(self) -> None:
        """Every member of whom nothing was said is on site, at all cases still to come."""

        def done(changes: tuple[Change, ...]) -> None:
            ids = tuple(one.entity_id for one in changes if one.entity == "attendance")
            if not ids:
                self.said.emit(self.tr("Every member is marked already."), None, False)
                return
            self.said.emit(
                self.tr("All members not marked yet are on site, for every case to come."),
                lambda: self._write(TakeMarksBack, attendance_ids=ids, presence=Presence.ON_SITE),
                False,
            )

        if self.editable:
            self._write(MarkMembers, done)

    def is_here(self, listing_id: str, person_id: str, how: Presence) -> None:
        """Somebody called has joined now."""
        self._mark(MarkPresent, listing_id, person_id, presence=how, joined_at=self._services.now())

    def no_answer(self, listing_id: str, person_id: str) -> None:
        """Somebody called did not answer."""
        self._mark(SayNoAnswer, listing_id, person_id)

    def _mark(self, kind: type[Any], listing_id: str, person_id: str, **payload: Any) -> None:
        command = self._services.command(kind, listing_id=listing_id, person_id=person_id, **payload)
        self._tasks.write(command, failed=self._failed, owner=self)

    def _times(self, listing: Listing, before: tuple[datetime | None, datetime | None]) -> None:
        self._write(CorrectTimes, listing_id=listing.id, began_at=before[0], ended_at=before[1])

    def _name(self, kind: type[Any], person_id: str, words: str, before: str) -> None:
        if self.editable:
            undo = lambda: self._write(kind, person_id=before)  # noqa: E731
            self._write(kind, lambda _: self.said.emit(words, undo, False), person_id=person_id)

    def _write(
        self, kind: type[Any], done: Callable[[tuple[Change, ...]], None] | None = None, **payload: Any
    ) -> None:
        if self.meeting is not None:
            command = self._services.command(kind, meeting_id=self.meeting.id, **payload)
            self._tasks.write(command, done, self._failed, self)

    def _failed(self, error: Exception) -> None:
        self.said.emit(explain(error).words, None, True)
