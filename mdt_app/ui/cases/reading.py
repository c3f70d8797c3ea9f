"""The list beside a case is read in few queries, so that it may be read often."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from mdt_app.domain.accounts import Account
from mdt_app.domain.agenda import Board, Listing, Meeting, Outcome, slots
from mdt_app.domain.attendance import Attendance, Contribution, Presence
from mdt_app.domain.people import Patient, Person
from mdt_app.operations.listings import decided_ids
from mdt_app.operations.work import Reader

DIRECTORY_SHOWN = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaLine:
    """One case in the list: `gp` is how somebody of primary care is at it, UNKNOWN where nobody is marked."""

    listing_id: str
    patient: str
    minutes: int
    slot: tuple[datetime, datetime] | None
    outcome: Outcome
    decided: bool
    gp: Presence
    gp_wrote: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingLines:
    """A meeting's agenda as the list at the side needs it; `names` are the accounts' names by user."""

    meeting: Meeting
    board: Board
    lines: tuple[AgendaLine, ...]
    names: Mapping[str, str]


def meeting_lines(reader: Reader, meeting_id: str) -> MeetingLines:
    """The list of a meeting. Raises `Missing`."""
    meeting = reader.get(Meeting, meeting_id)
    listings = reader.find(Listing, meeting_id=meeting.id, order=("position",))
    patients = {one.id: one for one in reader.find(Patient, id=list({one.patient_id for one in listings}))}
    attended = reader.find(Attendance, listing_id=[one.id for one in listings], level="primary")
    decided, taken = decided_ids(reader, listings), slots(listings, meeting.starts_at)
    return MeetingLines(
        meeting=meeting,
        board=reader.get(Board, meeting.board_id),
        names={one.user: one.name for one in reader.find(Account)},
        lines=tuple(
            _line(one, patients[one.patient_id].name, taken.get(one.id), one.id in decided, attended)
            for one in listings
        ),
    )


def directory(reader: Reader) -> tuple[Person, ...]:
    """Everyone whom a name may mean, by family name."""
    return reader.find(Person, order=("family", "given"), limit=DIRECTORY_SHOWN)


def _line(
    listing: Listing,
    name: str,
    slot: tuple[datetime, datetime] | None,
    decided: bool,
    attended: tuple[Attendance, ...],
) -> AgendaLine:
    primary = [one for one in attended if one.listing_id == listing.id]
    live = [one.presence for one in primary if one.presence.live]
    return AgendaLine(
        listing_id=listing.id,
        patient=name,
        minutes=listing.minutes,
        slot=slot,
        outcome=listing.outcome,
        decided=decided,
        gp=live[0] if live else Presence.UNKNOWN,
        gp_wrote=any(one.contribution in (Contribution.WRITTEN, Contribution.MESSAGE) for one in primary),
    )
