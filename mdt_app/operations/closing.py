"""Closing freezes what was decided, carries the rest over and makes draft letters, all or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from mdt_app.domain.accounts import Right
from mdt_app.domain.agenda import Board, Listing, Meeting, MeetingState, Outcome, Rhythm
from mdt_app.domain.cases import Case, CaseState
from mdt_app.domain.decisions import Recommendation
from mdt_app.operations.agenda import new_listing
from mdt_app.operations.closing_facts import leave_facts, take_facts_back
from mdt_app.operations.commands import Command, new_id
from mdt_app.operations.held import held_meeting
from mdt_app.operations.letters import draft_letters
from mdt_app.operations.settling import Settled, following_meeting, other_place, settled, taken_off
from mdt_app.operations.work import Change, OpenWork, Reader, Work

NextStart = Callable[[Rhythm, datetime], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseMeeting(Command):
    offline: ClassVar[bool] = False
    meeting_id: str


def close_meeting(command: CloseMeeting, open_work: OpenWork, next_start: NextStart) -> tuple[Change, ...]:
    """Close a meeting. `next_start` gives the board's next session after a moment, from its rhythm."""
    with open_work(command) as work:
        work.require(Right.CLOSE)
        work.lock_meeting(command.meeting_id, exclusive=True)
        meeting = work.get(Meeting, command.meeting_id)
        closed = meeting.closed(command.at, command.actor)
        board = work.get(Board, meeting.board_id)
        held_at = held_meeting(work, meeting, board, ((MeetingState.CLOSED, command.at),)).at
        found = work.find(Listing, meeting_id=meeting.id, order=("position",))
        listings = tuple(_over(work, one, command.at) for one in found)
        places = Places.of(work, listings)
        undecided = [one for one in listings if not _settle(work, one, board, held_at, places)]
        homeless = [one for one in undecided if not _has_place(work, one, places)]
        if homeless:
            _carry_over(work, homeless, meeting, board, next_start)
        work.put(closed)
        return work.commit()


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where the cases of an agenda are listed besides, and which of those meetings are closed."""

    by_case: dict[str, list[Listing]]
    closed: frozenset[str]

    @classmethod
    def of(cls, reader: Reader, listings: tuple[Listing, ...]) -> Places:
        """Read for a whole agenda at once."""
        by_case: dict[str, list[Listing]] = {one.case_id: [] for one in listings}
        for one in reader.find(Listing, case_id=list(by_case), order=("id",)):
            by_case[one.case_id].append(one)
        meeting_ids = {one.meeting_id for found in by_case.values() for one in found}
        closed = reader.find(Meeting, id=list(meeting_ids), state=MeetingState.CLOSED)
        return cls(by_case=by_case, closed=frozenset(one.id for one in closed))


def _over(work: Work, listing: Listing, at: datetime) -> Listing:
    """The case that is being discussed when its meeting closes is over then."""
    if listing.began_at is None or listing.ended_at is not None:
        return listing
    ended = replace(listing, ended_at=max(at, listing.began_at))
    work.put(ended)
    return ended


def _settle(work: Work, listing: Listing, board: Board, held_at: datetime, places: Places) -> bool:
    """Freeze one listing of a meeting held then; False when it still has to be discussed."""
    recommendations = work.find(Recommendation, listing_id=listing.id, removed=False, order=("position",))
    decision = work.note(listing.id, "decision")
    becomes = settled(listing, decision, recommendations, talked=False)
    if becomes in (Settled.WITHDRAWN, Settled.STANDARD):
        _settle_unspoken(work, listing, becomes, places)
        return True
    if becomes != Settled.DECIDED:
        work.put(replace(listing, outcome=Outcome.DEFERRED))
        take_facts_back(work, listing)
        return False
    work.put(replace(listing, outcome=Outcome.DISCUSSED))
    work.put(replace(work.get(Case, listing.case_id), state=CaseState.DECIDED))
    for again in places.by_case[listing.case_id]:
        if again.carried_from == listing.id and again.meeting_id not in places.closed:
            work.lock_meeting(again.meeting_id)
            work.put(replace(again, outcome=Outcome.WITHDRAWN))
    leave_facts(work, listing, recommendations, decision, held_at)
    draft_letters(work, listing, board)
    return True


def _settle_unspoken(work: Work, listing: Listing, becomes: Settled, places: Places) -> None:
    """A case taken off ends here unless it stands on another agenda."""
    elsewhere = [
        one
        for one in places.by_case[listing.case_id]
        if one.id != listing.id and one.outcome != Outcome.WITHDRAWN
    ]
    take_facts_back(work, listing)
    if becomes == Settled.STANDARD:
        work.put(replace(work.get(Case, listing.case_id), state=CaseState.DECIDED))
    elif not elsewhere:
        work.put(replace(work.get(Case, listing.case_id), state=CaseState.WITHDRAWN))


def _has_place(work: Work, listing: Listing, places: Places) -> bool:
    """Whether an undecided case is listed elsewhere; one that an earlier closing had taken off comes back."""
    of_case = places.by_case[listing.case_id]
    if other_place(listing, of_case, places.closed) is not None:
        return True
    back = taken_off(listing, of_case, places.closed)
    if back is not None:
        work.lock_meeting(back.meeting_id)
        work.put(replace(back, outcome=Outcome.LISTED))
    return back is not None


def _carry_over(
    work: Work, homeless: list[Listing], meeting: Meeting, board: Board, next_start: NextStart
) -> None:
    following = _next_meeting(work, board, meeting, next_start)
    if following is None:
        for listing in homeless:
            work.put(replace(work.get(Case, listing.case_id), state=CaseState.WAITING))
        return
    position = work.count(Listing, meeting_id=following.id)
    for listing in homeless:
        position += 1
        case = work.get(Case, listing.case_id)
        work.put(replace(case, state=CaseState.OPEN))
        work.put(new_listing(case, following.id, position, listing.minutes, listing.id))


def _next_meeting(work: Work, board: Board, meeting: Meeting, next_start: NextStart) -> Meeting | None:
    planned = following_meeting(work.find(Meeting, board_id=board.id), meeting)
    if planned is not None:
        work.lock_meeting(planned.id, exclusive=True)
        work.get(Meeting, planned.id).require_not_closed()
        return planned
    if board.rhythm is None:
        return None
    made = Meeting(
        id=new_id(),
        board_id=board.id,
        starts_at=next_start(board.rhythm, meeting.starts_at),
        minutes=board.rhythm.minutes,
        place=board.place,
        video_link=board.video_link,
    )
    work.put(made)
    return made


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenMeeting(Command):
    offline: ClassVar[bool] = False
    meeting_id: str
    reason: str


def reopen_meeting(command: ReopenMeeting, open_work: OpenWork) -> tuple[Change, ...]:
    """Open a closed meeting again. The reason stays in its history; drafts follow the record, as they always do."""
    with open_work(command) as work:
        work.require(Right.CLOSE)
        work.lock_meeting(command.meeting_id, exclusive=True)
        meeting = work.get(Meeting, command.meeting_id).reopened(command.reason)
        work.put(meeting)
        listings = work.find(Listing, meeting_id=meeting.id)
        places = Places.of(work, listings)
        for listing in listings:
            if other_place(listing, places.by_case[listing.case_id], places.closed) is None:
                work.put(replace(work.get(Case, listing.case_id), state=CaseState.OPEN))
        return work.commit()
