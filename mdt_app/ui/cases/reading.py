"""The list beside a case is read in few queries, so that it may be read often."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from mdt_app.domain.accounts import Account
from mdt_app.domain.agenda import Board, Listing, Meeting, Outcome, slots
from mdt_app.domain.attendance import Attendance, Contribution, Presence
from mdt_app.domain.people import Patient, Person
from mdt_app.domain.slipping import Expected, expected
from mdt_app.operations.held import as_held
from mdt_app.operations.listings import decided_ids
from mdt_app.operations.meeting_head import Heads, heads_of
from mdt_app.operations.read_back import Heard, heard
from mdt_app.operations.work import Reader

DIRECTORY_SHOWN = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaLine:
    """One case in the list: `gp` is how somebody of primary care is at it, UNKNOWN where nobody is marked. `heard` says
    whether its decision was read back."""

    listing_id: str
    patient: str
    minutes: int
    slot: tuple[datetime, datetime] | None
    outcome: Outcome
    decided: bool
    gp: Presence
    gp_wrote: bool
    heard: Heard


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingLines:
    """A meeting's agenda as the list at the side needs it; `names` are the accounts' names by user, `listings` what
    its times are computed from."""

    meeting: Meeting
    board: Board
    lines: tuple[AgendaLine, ...]
    names: Mapping[str, str]
    listings: tuple[Listing, ...]
    heads: Heads

    def course(self, now: datetime) -> tuple[Expected, ...]:
        """Every case that takes time, as it was or is expected to be."""
        decided = {one.listing_id for one in self.lines if one.decided}
        return expected(self.meeting, self.listings, now, decided)

    @property
    def running(self) -> Listing | None:
        """The case that is being discussed."""
        return next((one for one in self.listings if one.began_at and not one.ended_at), None)


def meeting_lines(reader: Reader, meeting_id: str) -> MeetingLines:
    """The list of a meeting. Raises `Missing`."""
    planned = reader.get(Meeting, meeting_id)
    board = reader.get(Board, planned.board_id)
    meeting = as_held(reader, planned, board)
    listings = reader.find(Listing, meeting_id=meeting.id, order=("position",))
    patients = {one.id: one for one in reader.find(Patient, id=list({one.patient_id for one in listings}))}
    attended = reader.find(Attendance, listing_id=[one.id for one in listings], level="primary")
    decided, taken = decided_ids(reader, listings), slots(listings, meeting.starts_at, meeting.breaks)
    told = heard(reader, listings)
    return MeetingLines(
        meeting=meeting,
        board=board,
        names={one.user: one.name for one in reader.find(Account)},
        lines=tuple(
            _line(
                one,
                patients[one.patient_id].name,
                taken.get(one.id),
                attended,
                decided=one.id in decided,
                told=told[one.id],
            )
            for one in listings
        ),
        listings=listings,
        heads=heads_of(reader, meeting),
    )


def directory(reader: Reader) -> tuple[Person, ...]:
    """Everyone whom a name may mean, by family name."""
    return reader.find(Person, order=("family", "given"), limit=DIRECTORY_SHOWN)


def _line(
    listing: Listing,
    name: str,
    slot: tuple[datetime, datetime] | None,
    attended: tuple[Attendance, ...],
    *,
    decided: bool,
    told: Heard,
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
        heard=told,
    )
