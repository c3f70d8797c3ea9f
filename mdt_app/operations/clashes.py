"""Two meetings in one room, or with one member, at one time are told before anybody finds out by coming."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from mdt_app.domain.agenda import Board, Meeting, MeetingState, Membership
from mdt_app.domain.people import Person
from mdt_app.operations.work import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """A board that meets at the same time, from `since` (aware): in the same room, and with whom of both boards."""

    board: str
    since: datetime
    room: bool = False
    people: tuple[str, ...] = ()


def clashes(
    reader: Reader, board_id: str, starts_at: datetime, minutes: int, place: str, but: str = ""
) -> tuple[Clash, ...]:
    """What a meeting of a board then and there would meet with; `but` is the id of the meeting itself."""
    seats = {one.person_id for one in reader.find(Membership, board_id=board_id)}
    here = place.strip().casefold()
    found = []
    for other in overlapping(reader, starts_at, minutes, but):
        room = bool(here) and other.place.strip().casefold() == here
        others = {one.person_id for one in reader.find(Membership, board_id=other.board_id)}
        both = sorted(seats & others) if other.board_id != board_id else sorted(seats)
        if room or both:
            people = reader.find(Person, id=both, order=("family", "given")) if both else ()
            found.append(
                Clash(
                    board=reader.get(Board, other.board_id).name,
                    since=other.starts_at,
                    room=room,
                    people=tuple(one.name for one in people),
                )
            )
    return tuple(found)


def overlapping(reader: Reader, starts_at: datetime, minutes: int, but: str = "") -> tuple[Meeting, ...]:
    """Meetings, not closed, that are going on at some time between; all but one, in order."""
    since = starts_at.astimezone(UTC)
    until = since + timedelta(minutes=minutes)
    open_ones = reader.find(Meeting, state=(MeetingState.PLANNED, MeetingState.OPEN), order=("starts_at",))
    return tuple(
        one
        for one in open_ones
        if one.id != but
        and one.starts_at.astimezone(UTC) < until
        and since < one.starts_at.astimezone(UTC) + timedelta(minutes=one.minutes)
    )
