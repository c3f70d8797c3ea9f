"""Presence and contribution are recorded per listing and person, each on its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar
from uuid import UUID, uuid5

from mdt_app.domain.accounts import Right
from mdt_app.domain.agenda import Listing, Meeting, Membership, Outcome
from mdt_app.domain.attendance import Attendance, Contribution, Presence
from mdt_app.domain.errors import Refused
from mdt_app.domain.people import Person
from mdt_app.operations.commands import Command
from mdt_app.operations.decisions import listing_to_record
from mdt_app.operations.listings import decided_ids
from mdt_app.operations.room import require_past
from mdt_app.operations.work import Change, OpenWork, Reader, Work

CALL = "call"
"""The deed that a call in vain leaves on somebody's attendance at a case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkPresent(Command):
    """Who is here and how; `onward` says so for this case and every later one not yet discussed. `joined_at` is since
    when, where somebody says so."""

    offline: ClassVar[bool] = True
    listing_id: str
    person_id: str
    presence: Presence
    onward: bool = False
    joined_at: datetime | None = None


def mark_present(command: MarkPresent, open_work: OpenWork) -> tuple[Change, ...]:
    """Raises `Refused` at a closed meeting, and for a time that is still to come."""
    require_past(command.joined_at, command.at)
    with open_work(command) as work:
        work.require(Right.RECORD)
        listing = listing_to_record(work, command.listing_id)
        for one in (listing, *(_later(work, listing) if command.onward else ())):
            row = replace(attendance_of(work, one, command.person_id), presence=command.presence)
            said = command.joined_at is not None and one.id == listing.id
            work.put(replace(row, joined_at=command.joined_at) if said else row)
        return work.commit()


@dataclass(frozen=True, slots=True, kw_only=True)
class SayNoAnswer(Command):
    """Somebody was called for a case and did not answer. He is absent, and the record says that he was called."""

    offline: ClassVar[bool] = True
    listing_id: str
    person_id: str


def say_no_answer(command: SayNoAnswer, open_work: OpenWork) -> tuple[Change, ...]:
    """Raises `Refused` at a closed meeting, and where he is here by now."""
    with open_work(command) as work:
        work.require(Right.RECORD)
        listing = listing_to_record(work, command.listing_id)
        row = attendance_of(work, listing, command.person_id)
        if row.presence.live:
            raise Refused("Somebody marked this person as here meanwhile.")
        row = replace(row, presence=Presence.ABSENT)
        work.put(row)
        work.record(row, **{CALL: "no answer"})
        return work.commit()


def calls_without_answer(reader: Reader, attendance_id: str) -> tuple[datetime, ...]:
    """When somebody was called for a case in vain, oldest first."""
    changes = reader.changes(entity_id=attendance_id)
    return tuple(one.at for one in changes if any(field.name == CALL for field in one.fields))


@dataclass(frozen=True, slots=True, kw_only=True)
class SayTimes(Command):
    """From when to when somebody was at a case. Who left is away from the later cases; who is not marked and joined was
    on site."""

    offline: ClassVar[bool] = True
    listing_id: str
    person_id: str
    joined_at: datetime | None = None
    left_at: datetime | None = None


def say_times(command: SayTimes, open_work: OpenWork) -> tuple[Change, ...]:
    """None takes a time back. Raises `Refused` for times that cannot be, and at a closed meeting."""
    joined, left = command.joined_at, command.left_at
    if joined is not None and left is not None and left < joined:
        raise Refused("Nobody leaves before he joins.")
    for moment in (joined, left):
        require_past(moment, command.at)
    with open_work(command) as work:
        work.require(Right.RECORD)
        listing = listing_to_record(work, command.listing_id)
        row = attendance_of(work, listing, command.person_id)
        was_here = row.presence.live or (joined is None and left is None)
        presence = row.presence if was_here else Presence.ON_SITE
        work.put(replace(row, joined_at=joined, left_at=left, presence=presence))
        if left is not None and row.left_at is None:
            _send_away(work, listing, command.person_id)
        return work.commit()


def _send_away(work: Work, listing: Listing, person_id: str) -> None:
    """Absent from the later cases: where he was marked as here, and as a member everywhere."""
    board_id = work.get(Meeting, listing.meeting_id).board_id
    member = bool(work.find(Membership, board_id=board_id, person_id=person_id))
    for one in _later(work, listing):
        row = attendance_of(work, one, person_id)
        if row.presence.live or (member and row.presence == Presence.UNKNOWN):
            work.put(replace(row, presence=Presence.ABSENT))


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkMembers(Command):
    """Every member of whom nobody said anything is here, at every case of the meeting that is still to be discussed."""

    offline: ClassVar[bool] = False
    meeting_id: str
    presence: Presence = Presence.ON_SITE


def mark_members(command: MarkMembers, open_work: OpenWork) -> tuple[Change, ...]:
    """What was said of somebody stays. Raises `Refused` at a closed meeting."""
    with open_work(command) as work:
        work.require(Right.RECORD)
        work.lock_meeting(command.meeting_id)
        meeting = work.get(Meeting, command.meeting_id)
        meeting.require_not_closed()
        coming = _to_be_discussed(work, meeting.id)
        seats = work.find(Membership, board_id=meeting.board_id)
        marked = {one.id: one for one in work.find(Attendance, listing_id=[one.id for one in coming])}
        for listing in coming:
            for seat in seats:
                row = marked.get(attendance_id(listing.id, seat.person_id)) or _of_member(listing, seat)
                if row.presence == Presence.UNKNOWN:
                    work.put(replace(row, presence=command.presence))
        return work.commit()


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeMarksBack(Command):
    """Nobody said anything after all of those who were marked by one act; who was marked again since stays so."""

    offline: ClassVar[bool] = False
    meeting_id: str
    attendance_ids: tuple[str, ...]
    presence: Presence


def take_marks_back(command: TakeMarksBack, open_work: OpenWork) -> tuple[Change, ...]:
    """Raises `Refused` at a closed meeting."""
    with open_work(command) as work:
        work.require(Right.RECORD)
        work.lock_meeting(command.meeting_id)
        work.get(Meeting, command.meeting_id).require_not_closed()
        ours = {one.id for one in work.find(Listing, meeting_id=command.meeting_id)}
        for row in work.find(Attendance, id=list(command.attendance_ids)):
            if row.listing_id in ours and row.presence == command.presence:
                work.put(replace(row, presence=Presence.UNKNOWN))
        return work.commit()


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkContribution(Command):
    offline: ClassVar[bool] = True
    listing_id: str
    person_id: str
    contribution: Contribution
    text: str = ""


def mark_contribution(command: MarkContribution, open_work: OpenWork) -> tuple[Change, ...]:
    with open_work(command) as work:
        work.require(Right.RECORD)
        listing = listing_to_record(work, command.listing_id)
        row = attendance_of(work, listing, command.person_id)
        work.put(replace(row, contribution=command.contribution, contribution_text=command.text))
        return work.commit()


def _later(work: Work, listing: Listing) -> list[Listing]:
    after = work.find(Listing, meeting_id=listing.meeting_id, outcome=Outcome.LISTED, order=("position",))
    return [one for one in after if one.position > listing.position and one.ended_at is None]


def _to_be_discussed(work: Work, meeting_id: str) -> Sequence[Listing]:
    """The cases not yet discussed, and the one that is being discussed."""
    listed = work.find(Listing, meeting_id=meeting_id, outcome=Outcome.LISTED, order=("position",))
    decided = decided_ids(work, listed)
    return [
        one for one in listed if one.ended_at is None and (one.id not in decided or one.began_at is not None)
    ]


def _of_member(listing: Listing, seat: Membership) -> Attendance:
    return Attendance(
        id=attendance_id(listing.id, seat.person_id),
        listing_id=listing.id,
        case_id=listing.case_id,
        patient_id=listing.patient_id,
        person_id=seat.person_id,
        discipline=seat.discipline,
        level=seat.level,
    )


def attendance_of(work: Work, listing: Listing, person_id: str) -> Attendance:
    id = attendance_id(listing.id, person_id)
    known = work.find(Attendance, id=id)
    if known:
        return known[0]
    person = work.get(Person, person_id)
    board_id = work.get(Meeting, listing.meeting_id).board_id
    seats = work.find(Membership, board_id=board_id, person_id=person_id)
    return Attendance(
        id=id,
        listing_id=listing.id,
        case_id=listing.case_id,
        patient_id=listing.patient_id,
        person_id=person_id,
        discipline=seats[0].discipline if seats else person.discipline,
        level=seats[0].level if seats else person.level,
    )


def attendance_id(listing_id: str, person_id: str) -> str:
    """Two desks that mark the same person at the same case meet in one row."""
    return str(uuid5(UUID(listing_id), person_id))
