"""Closing freezes what was decided, carries the rest over and makes draft letters, all or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from mdt_app.domain.accounts import Right
from mdt_app.domain.agenda import Board, Listing, Meeting, MeetingState, Outcome, Rhythm
from mdt_app.domain.attendance import Attendance
from mdt_app.domain.cases import Case, CaseState
from mdt_app.domain.decisions import Recommendation, is_decided, proposed
from mdt_app.domain.facts import Event, Fact, Kind, Trace
from mdt_app.operations.agenda import new_listing
from mdt_app.operations.commands import Command, new_id
from mdt_app.operations.letters import draft_letters
from mdt_app.operations.work import Change, OpenWork, Work

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
        listings = work.find(Listing, meeting_id=meeting.id, order=("position",))
        undecided = [one for one in listings if not _settle(work, one, closed)]
        if undecided:
            _carry_over(work, undecided, meeting, next_start)
        work.put(closed)
        return work.commit()


def _settle(work: Work, listing: Listing, meeting: Meeting) -> bool:
    """Freeze one listing; False when it still has to be discussed."""
    if listing.outcome in (Outcome.WITHDRAWN, Outcome.STANDARD):
        state = CaseState.WITHDRAWN if listing.outcome == Outcome.WITHDRAWN else CaseState.DECIDED
        work.put(replace(work.get(Case, listing.case_id), state=state))
        return True
    recommendations = work.find(Recommendation, listing_id=listing.id, removed=False, order=("position",))
    decision = work.note(listing.id, "decision")
    if not is_decided(decision, recommendations):
        work.put(replace(listing, outcome=Outcome.DEFERRED))
        return False
    work.put(replace(listing, outcome=Outcome.DISCUSSED))
    work.put(replace(work.get(Case, listing.case_id), state=CaseState.DECIDED))
    for again in work.find(Listing, carried_from=listing.id):
        work.put(replace(again, outcome=Outcome.WITHDRAWN))
    _leave_facts(work, listing, recommendations, decision)
    draft_letters(work, listing, work.get(Board, meeting.board_id))
    return True


def _leave_facts(
    work: Work, listing: Listing, recommendations: tuple[Recommendation, ...], decision: str
) -> None:
    """What the checklist counts of a meeting: the decision, treatments proposed, and partners who were there."""
    command, on = work.command, work.get(Meeting, listing.meeting_id).starts_at
    first = decision.strip() or next(one.what for one in recommendations if one.what.strip())

    def fact(kind: Kind, payload: Event | Trace, key: str) -> Fact:
        return Fact(
            id=new_id(),
            patient_id=listing.patient_id,
            case_id=listing.case_id,
            kind=kind,
            payload=payload,
            true_from=on.date(),
            at=on,
            recorded_at=command.at,
            recorded_by=command.actor,
            source="meeting",
            source_key=f"{listing.id}/{key}",
        )

    work.add_fact(fact(Kind.DECISION, Event(text=first[:500]), "decision"))
    for one in recommendations:
        proposal = proposed(one)
        if proposal is not None:
            work.add_fact(
                replace(
                    fact(Kind.DECISION, Event(), f"proposed/{one.id}"),
                    kind=Kind.TREATMENT_PROPOSED,
                    payload=proposal,
                )
            )
    live = [one for one in work.find(Attendance, listing_id=listing.id) if one.presence.live]
    for level in sorted({one.level for one in live if one.level in ("primary", "tertiary")}):
        trace = Trace(level=level, note="live at the tumour board")
        work.add_fact(fact(Kind.PARTNER_CONTACT, trace, f"live/{level}"))


def _carry_over(work: Work, undecided: list[Listing], meeting: Meeting, next_start: NextStart) -> None:
    board = work.get(Board, meeting.board_id)
    following = _next_meeting(work, board, meeting, next_start)
    if following is None:
        for listing in undecided:
            work.put(replace(work.get(Case, listing.case_id), state=CaseState.WAITING))
        return
    there = work.find(Listing, meeting_id=following.id)
    listed = {one.case_id for one in there}
    position = len(there)
    for listing in undecided:
        if listing.case_id in listed:
            continue
        position += 1
        case = work.get(Case, listing.case_id)
        work.put(new_listing(case, following.id, position, listing.minutes, listing.id))


def _next_meeting(work: Work, board: Board, meeting: Meeting, next_start: NextStart) -> Meeting | None:
    later = [
        one
        for one in work.find(Meeting, board_id=board.id, order=("starts_at",))
        if one.starts_at > meeting.starts_at and one.state != MeetingState.CLOSED
    ]
    if later:
        return later[0]
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
        for listing in work.find(Listing, meeting_id=meeting.id, outcome=Outcome.DISCUSSED):
            work.put(replace(work.get(Case, listing.case_id), state=CaseState.OPEN))
        return work.commit()
