"""The clock, the calls and the leads of the meeting that is shown are kept going while cases change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from mdt_app.domain.accounts import Right
from mdt_app.domain.agenda import MeetingState, needs_slot
from mdt_app.domain.slipping import Expected, calls_for
from mdt_app.operations.calling import ToCall, people_to_call
from mdt_app.operations.work import Change
from mdt_app.ui.cases.agenda_side import AgendaSide
from mdt_app.ui.cases.call_line import CallLine
from mdt_app.ui.cases.reading import MeetingLines
from mdt_app.ui.cases.room_acts import RoomActs
from mdt_app.ui.common.words import said_time
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks

CALLED_BY = frozenset({"attendance", "invitation", "availability", "person", "listing", "meeting", "fact"})


class Room(QObject):
    """Joins the agenda at the side to what may be done about the meeting. Emits `list_asked()` for the list of people.

    `call` is the line that says whom to call; whoever places it decides where.
    """

    list_asked = Signal()

    def __init__(self, tasks: Tasks, services: Services, side: AgendaSide, parent: QWidget) -> None:
        super().__init__(parent)
        self._tasks, self._services, self._side = tasks, services, side
        self._lines: MeetingLines | None = None
        self._called: tuple[str, ...] = ()
        self._stale = False
        self.acts = RoomActs(tasks, services, self)
        self.call = CallLine()
        side.went_on.connect(self._went_on)
        side.ticked.connect(self._tick)
        side.times.begun.connect(lambda: self.acts.begin(side.current))
        side.times.ended.connect(lambda: self.acts.end(side.current))
        side.times.corrected.connect(self._correct)
        side.leads.asked.connect(self.list_asked)
        self.call.here.connect(self.acts.is_here)
        self.call.no_answer.connect(self.acts.no_answer)

    def forget(self) -> None:
        """Another meeting comes."""
        self._lines, self._called = None, ()
        self.acts.meeting = None
        self.call.show_people((), {}, self._services.now())

    def show_lines(self, lines: MeetingLines) -> None:
        """The meeting as read now."""
        self._lines = lines
        self.acts.meeting = lines.meeting
        if lines.meeting.state != MeetingState.OPEN:
            self._called = ()
            self.call.show_people((), {}, self._services.now())
        else:
            self._tick(lines.course(self._services.now()), self._services.now())

    def heard(self, change: Change) -> None:
        """What may change who is to be called; read again at the next second."""
        self._stale |= change.entity in CALLED_BY

    def begin_first(self, listing_id: str) -> None:
        """Starting a meeting starts with the case that is shown, where none was begun before."""
        listing, meeting = self._side.listing(listing_id), self.acts.meeting
        if self._lines is None or meeting is None or listing is None or not needs_slot(listing):
            return
        if all(one.began_at is None for one in self._lines.listings):
            self.acts.meeting = meeting.opened(self._services.now())
            self.acts.begin(listing_id)

    def name(self, lead: str, person_id: str, name: str) -> None:
        """Who chairs or moderates."""
        (self.acts.name_chair if lead == "chair" else self.acts.name_moderator)(person_id, name)

    def _went_on(self, listing_id: str) -> None:
        """Going on begins a case once, by those who lead meetings; others, and at a case that was over, only look."""
        listing = self._side.listing(listing_id)
        leads = self._services.account.may(Right.CLOSE)
        if leads and listing is not None and listing.began_at is None and needs_slot(listing):
            self.acts.begin(listing_id)

    def _correct(self, began: datetime | None, ended: datetime | None) -> None:
        listing = self._side.listing(self._side.current)
        if listing is not None:
            self.acts.correct(listing, began, ended)

    def _tick(self, course: Sequence[Expected], now: datetime) -> None:
        if not self.acts.running:
            return
        wanted = calls_for(course, now, self._services.guidance.settings.call_minutes)
        if wanted == self._called and not self._stale:
            self.call.show_time(now)
            return
        self._called, self._stale = wanted, False
        guidance, today = self._services.guidance, self._services.today()
        self._tasks.read(
            self,
            lambda reader: people_to_call(reader, guidance, wanted, today),
            partial(self._show_calls, wanted, {one.listing_id: one.since for one in course}),
        )

    def _show_calls(
        self, wanted: tuple[str, ...], times: dict[str, datetime], people: tuple[ToCall, ...]
    ) -> None:
        if self._lines is None or wanted != self._called:  # asked for another meeting, or for other cases
            return
        board, names = self._lines.board, {one.listing_id: one.patient for one in self._lines.lines}
        cases = {
            id: self.tr("for {time} {name}").format(time=said_time(at, board), name=names.get(id, ""))
            for id, at in times.items()
        }
        self.call.show_people(people, cases, self._services.now())
