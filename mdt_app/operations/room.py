"""What happens in the room is recorded once, when it happens; a wrong time is corrected by saying it anew."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, ClassVar

from mdt_app.domain.accounts import Right
from mdt_app.domain.agenda import Listing, Meeting, MeetingState, needs_slot
from mdt_app.domain.decisions import Recommendation, is_decided
from mdt_app.domain.errors import Refused
from mdt_app.domain.people import Person
from mdt_app.operations.commands import Command
from mdt_app.operations.decisions import listing_to_record
from mdt_app.operations.work import Change, OpenWork, Work

DESKS_DIFFER = timedelta(minutes=5)
"""How far the clocks of two desks may be apart before a time counts as one that is still to come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginCase(Command):
    """The meeting comes to a case; whichever was being discussed is over. A case that was over goes on."""

    offline: ClassVar[bool] = True
    meeting_id: str
    listing_id: str


def begin_case(command: BeginCase, open_work: OpenWork) -> tuple[Change, ...]:
    """When it began is kept the first time only. Raises `Refused` at a meeting that is not open, and for a case that
    is not to be discussed."""
    with open_work(command) as work:
        work.require(Right.RECORD)
        listings = _listings_alone(work, command.meeting_id)
        chosen = _of(listings, command.listing_id)
        if not needs_slot(chosen):
            raise Refused("This case is not discussed at this meeting.")
        for one in listings:
            if one.id != chosen.id and one.began_at is not None and one.ended_at is None:
                work.put(replace(one, ended_at=max(command.at, one.began_at)))
        work.put(replace(chosen, began_at=chosen.began_at or command.at, ended_at=None))
        return work.commit()


@dataclass(frozen=True, slots=True, kw_only=True)
class EndCase(Command):
    """Nobody speaks of a case any more, and of no other yet."""

    offline: ClassVar[bool] = True
    meeting_id: str
    listing_id: str


def end_case(command: EndCase, open_work: OpenWork) -> tuple[Change, ...]:
    """Raises `Refused` at a meeting that is not open, and for a case that nobody began."""
    with open_work(command) as work:
        work.require(Right.RECORD)
        listing = _of(_listings_alone(work, command.meeting_id), command.listing_id)
        if listing.began_at is None:
            raise Refused("This case has not begun.")
        if listing.ended_at is None:
            work.put(replace(listing, ended_at=max(command.at, listing.began_at)))
        return work.commit()


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectTimes(Command):
    """From when to when a case was discussed, said anew; both None where it was begun by mistake."""

    offline: ClassVar[bool] = False
    meeting_id: str
    listing_id: str
    began_at: datetime | None
    ended_at: datetime | None = None


def correct_times(command: CorrectTimes, open_work: OpenWork) -> tuple[Change, ...]:
    """Raises `Refused` for times that cannot be, and at a meeting that is not open."""
    began, ended = command.began_at, command.ended_at
    if ended is not None and (began is None or ended < began):
        raise Refused("A case ends after it begins.")
    for moment in (began, ended):
        require_past(moment, command.at)
    with open_work(command) as work:
        work.require(Right.RECORD)
        listings = _listings_alone(work, command.meeting_id)
        listing = _of(listings, command.listing_id)
        running = [one for one in listings if one.began_at is not None and one.ended_at is None]
        if began is not None and ended is None and any(one.id != listing.id for one in running):
            raise Refused("Another case is being discussed; say when this one ended.")
        work.put(replace(listing, began_at=began, ended_at=ended))
        return work.commit()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBack(Command):
    """The decision was read back to the room; `taken_back` where that was said by mistake."""

    offline: ClassVar[bool] = True
    listing_id: str
    taken_back: bool = False


def read_back(command: ReadBack, open_work: OpenWork) -> tuple[Change, ...]:
    """Raises `Refused` where nothing is decided yet, and at a closed meeting."""
    with open_work(command) as work:
        work.require(Right.RECORD)
        listing = listing_to_record(work, command.listing_id)
        standing = work.find(Recommendation, listing_id=listing.id, removed=False)
        if not command.taken_back and not is_decided(work.note(listing.id, "decision"), standing):
            raise Refused("Nothing is decided yet that could be read back.")
        work.put(replace(listing, read_back_at=None if command.taken_back else command.at))
        return work.commit()


@dataclass(frozen=True, slots=True, kw_only=True)
class NameChair(Command):
    """Who chairs the meeting; "" where nobody is named any more."""

    offline: ClassVar[bool] = False
    meeting_id: str
    person_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NameModerator(Command):
    """Who moderates the meeting; "" where nobody is named any more."""

    offline: ClassVar[bool] = False
    meeting_id: str
    person_id: str


def name_chair(command: NameChair, open_work: OpenWork) -> tuple[Change, ...]:
    """Raises `Refused` at a closed meeting, `Missing` for somebody who is not in the directory."""
    return _name(command, open_work, "chair_id")


def name_moderator(command: NameModerator, open_work: OpenWork) -> tuple[Change, ...]:
    """Raises `Refused` at a closed meeting, `Missing` for somebody who is not in the directory."""
    return _name(command, open_work, "moderator_id")


def _name(command: NameChair | NameModerator, open_work: OpenWork, field: str) -> tuple[Change, ...]:
    with open_work(command) as work:
        work.require(Right.RECORD)
        work.lock_meeting(command.meeting_id, exclusive=True)
        meeting = work.get(Meeting, command.meeting_id)
        meeting.require_not_closed()
        if command.person_id:
            work.get(Person, command.person_id)
        named: dict[str, Any] = {field: command.person_id}
        work.put(replace(meeting, **named))
        return work.commit()


def require_past(moment: datetime | None, now: datetime) -> None:
    """Raises `Refused` for a moment that is still to come."""
    if moment is not None and moment > now + DESKS_DIFFER:
        raise Refused("That time is still to come.")


def _listings_alone(work: Work, meeting_id: str) -> tuple[Listing, ...]:
    """The listings of an open meeting, held alone so that two desks do not begin two cases at once."""
    work.lock_meeting(meeting_id, exclusive=True)
    meeting = work.get(Meeting, meeting_id)
    meeting.require_not_closed()
    if meeting.state != MeetingState.OPEN:
        raise Refused("This meeting has not started. Start it, then begin its cases.")
    return work.find(Listing, meeting_id=meeting_id, order=("position",))


def _of(listings: tuple[Listing, ...], listing_id: str) -> Listing:
    found = next((one for one in listings if one.id == listing_id), None)
    if found is None:
        raise Refused("This case is no longer on the agenda.")
    return found
