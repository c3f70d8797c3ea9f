"""A meeting moves planned -> open -> closed, and a closed one changes only by being reopened with a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from mdt_app.domain.errors import Refused

DEFAULT_ZONE = "Europe/Brussels"


class MeetingState(StrEnum):
    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"


class Outcome(StrEnum):
    """What became of a listing. Talked about without a decision is deferred."""

    LISTED = "listed"
    DISCUSSED = "discussed"
    DEFERRED = "deferred"
    STANDARD = "standard of care"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuorumRule:
    """At least `minimum` people of `discipline` present; "" counts disciplines of any kind."""

    discipline: str
    minimum: int = 1


class OnHoliday(StrEnum):
    """What becomes of a session that falls on a public holiday."""

    SKIP = "skip"
    NEXT_WORKING_DAY = "next working day"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRule:
    """A board's own rule: `person_id`, or the member of `discipline`, is called to every case, or only to those with
    `when` ("progression", "criterion", "discharge", "advanced", "request")."""

    discipline: str = ""
    person_id: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A pause of a meeting, from and to aware."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """When a board meets: every `weeks` weeks on `weekday` (0 Monday) at `time` ("13:00") in `zone` (IANA).

    `holidays` names whose public holidays are heeded, by ISO 3166 code ("BE", "DE-BY"); none where it is "".
    """

    weekday: int
    time: str
    weeks: int = 1
    minutes: int = 90
    zone: str = DEFAULT_ZONE
    holidays: str = ""
    on_holiday: OnHoliday = OnHoliday.SKIP


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A board's next start (aware), and the sessions before it that a public holiday took: each day with the holiday's
    name. `moved_from` is the day from which this one was moved, None where it is on its own day."""

    starts_at: datetime
    moved_from: date | None = None
    holidays: tuple[tuple[date, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """What a board's letters say of the house that sends them, and how to reach it by day and by night.

    `language` is that of its letters, BCP 47, where a reader has none of their own. `cover` names who evaluates
    symptoms, advises on medication and is on call day and night; `cover_reviewed` is the day on which the team last
    looked whether that still holds (EOL-1). `logo` is a PNG as `mark_of` reads it, b"" for none; `accent` the colour of
    headings, "#17475A", "" for the usual one; `foot` up to two lines, such as a registration number; `country` is whose
    window envelopes it uses.
    """

    hospital: str = ""
    unit: str = ""
    patient_unit: str = ""
    address: tuple[str, ...] = ()
    contact: str = ""
    day_phone: str = ""
    day_hours: str = ""
    night_phone: str = ""
    night_who: str = ""
    doctor_line: str = ""
    cover: str = ""
    cover_reviewed: date | None = None
    language: str = "en"
    logo: bytes = b""
    accent: str = ""
    foot: tuple[str, ...] = ()
    country: str = "be"


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """A tumour board. `prefix` begins its case numbers ("LUNG"); `minutes` is what a case gets unless said.

    `calls` are its own rules of whom a case calls to the table, `standards` the agreed standards of care that may meet
    a case without discussion, `asks` what its request form asks for (`needs.THINGS`). `moc` switches the Belgian kinds
    and codes on.
    """

    id: str
    board_id: str
    name: str
    prefix: str
    quorum: tuple[QuorumRule, ...] = ()
    rhythm: Rhythm | None = None
    place: str = ""
    video_link: str = ""
    minutes: int = 6
    letterhead: Letterhead = Letterhead()
    calls: tuple[CallRule, ...] = ()
    standards: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    moc: bool = False


def zone_of(board: Board) -> ZoneInfo:
    """The time zone in which a board meets."""
    return ZoneInfo(board.rhythm.zone if board.rhythm else DEFAULT_ZONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A person's seat on a board."""

    id: str
    board_id: str
    person_id: str
    discipline: str
    level: str = ""
    chair: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One dated session of a board; `starts_at` and `closed_at` are aware."""

    id: str
    board_id: str
    starts_at: datetime
    minutes: int = 90
    place: str = ""
    video_link: str = ""
    state: MeetingState = MeetingState.PLANNED
    closed_at: datetime | None = None
    closed_by: str = ""
    reopened_because: str = ""
    opened_at: datetime | None = None
    chair_id: str = ""
    moderator_id: str = ""
    breaks: tuple[Break, ...] = ()

    def require_not_closed(self) -> None:
        if self.state == MeetingState.CLOSED:
            raise Refused("This meeting is closed. Reopen it with a reason to change it.")

    def opened(self, at: datetime) -> Meeting:
        self.require_not_closed()
        return replace(self, state=MeetingState.OPEN, opened_at=self.opened_at or at)

    def closed(self, at: datetime, by: str) -> Meeting:
        self.require_not_closed()
        return replace(self, state=MeetingState.CLOSED, closed_at=at, closed_by=by)

    def reopened(self, reason: str) -> Meeting:
        if self.state != MeetingState.CLOSED:
            raise Refused("Only a closed meeting can be reopened.")
        if not reason.strip():
            raise Refused("Reopening a meeting takes a reason.")
        return replace(self, state=MeetingState.OPEN, reopened_because=reason.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """When a meeting was held, and the closing that ended it, None before that; both in the board's own zone."""

    at: datetime
    ended: datetime | None = None


Turns = Sequence[tuple[MeetingState, datetime]]
"""The states that a meeting took, and when, in order."""


def may_be_early(meeting: Meeting, zone: ZoneInfo) -> bool:
    """Whether only its history can tell when a meeting was held, and not its planned day and last closing alone."""
    if meeting.closed_at is None:
        return False
    early = meeting.closed_at.astimezone(zone).date() < meeting.starts_at.astimezone(zone).date()
    return early or bool(meeting.reopened_because)


def held(meeting: Meeting, zone: ZoneInfo, turns: Turns) -> Held:
    """A meeting closed before its planned day was held when it was started; any other, as planned.

    What was closed early and reopened before its planned day came is held on that day; what happens after it, closing
    late, reopening, closing again, moves nothing.
    """
    planned = meeting.starts_at.astimezone(zone)
    local = [(state, at.astimezone(zone)) for state, at in turns]
    early = [(state, at) for state, at in local if at.date() < planned.date()]
    if early and early[-1][0] == MeetingState.CLOSED:
        begun = next(at for state, at in early if state != MeetingState.PLANNED)
        return Held(at=begun, ended=early[-1][1])
    ends = (at for state, at in local if state == MeetingState.CLOSED and at.date() >= planned.date())
    return Held(at=planned, ended=next(ends, None))


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A case's place on one meeting's agenda; positions count from 1 in order, without holes.

    `starts_at` is the planned start, None where it follows the case before; `pinned` keeps it there. `standard` names
    the agreed standard of care that meets it. `began_at`, `ended_at` and `read_back_at` say what happened in the room.
    """

    id: str
    meeting_id: str
    case_id: str
    patient_id: str
    position: int
    minutes: int = 6
    triage: str = "discuss"
    outcome: Outcome = Outcome.LISTED
    carried_from: str = ""
    starts_at: datetime | None = None
    pinned: bool = False
    urgency: int = 0
    standard: str = ""
    began_at: datetime | None = None
    ended_at: datetime | None = None
    read_back_at: datetime | None = None


def needs_slot(listing: Listing) -> bool:
    """Met by standard of care or taken off, a case takes no time of the meeting."""
    return listing.outcome not in (Outcome.STANDARD, Outcome.WITHDRAWN)


def slots(
    listings: Sequence[Listing], starts_at: datetime, breaks: Sequence[Break] = ()
) -> dict[str, tuple[datetime, datetime]]:
    """From and to of each listing that needs a slot, by id, in the zone of `starts_at` (the board's own).

    A pinned case has its time. The others follow each other in order of position, clear of breaks and pins, none
    before its planned start. What was planned for another day than this one counts no more.
    """
    begin, zone = starts_at.astimezone(UTC), starts_at.tzinfo
    on_day = [one for one in sorted(listings, key=lambda one: one.position) if needs_slot(one)]
    wanted = {
        one.id: one.starts_at.astimezone(UTC)
        for one in on_day
        if one.starts_at is not None and one.starts_at.astimezone(zone).date() == starts_at.date()
    }
    fixed = [
        (wanted[one.id], wanted[one.id] + _length(one)) for one in on_day if one.pinned and one.id in wanted
    ]
    closed = [(one.since.astimezone(UTC), one.until.astimezone(UTC)) for one in breaks]
    clear_of, reached = sorted((*closed, *fixed)), begin
    taken: dict[str, tuple[datetime, datetime]] = {}
    for one in on_day:
        start = wanted.get(one.id, begin)
        if not (one.pinned and one.id in wanted):
            start = reached = _clear(clear_of, max(start, reached), _length(one))
            reached += _length(one)
        taken[one.id] = (start.astimezone(zone), (start + _length(one)).astimezone(zone))
    return taken


def _length(listing: Listing) -> timedelta:
    return timedelta(minutes=listing.minutes)


def _clear(taken: Sequence[tuple[datetime, datetime]], start: datetime, length: timedelta) -> datetime:
    """The first start from here on that is clear of what is taken (in order)."""
    for since, until in taken:
        if start < until and since < start + length:
            start = until
    return start


def in_order_of_time(listings: Sequence[Listing], starts: Mapping[str, datetime]) -> tuple[Listing, ...]:
    """The listings renumbered from 1 by these starts (aware); one without stays behind the one before it."""
    after, keys = datetime.min.replace(tzinfo=UTC), {}
    for one in sorted(listings, key=lambda one: one.position):
        after = starts[one.id].astimezone(UTC) if one.id in starts else after
        keys[one.id] = (after, one.id not in starts, one.position)
    ordered = sorted(listings, key=lambda one: keys[one.id])
    return tuple(replace(one, position=number) for number, one in enumerate(ordered, start=1))


def moved(listings: tuple[Listing, ...], listing_id: str, position: int) -> tuple[Listing, ...]:
    """The listings renumbered from 1 after `listing_id` went to `position` (clamped to the agenda's length)."""
    ordered = sorted(listings, key=lambda one: one.position)
    mover = next((one for one in ordered if one.id == listing_id), None)
    if mover is None:
        raise Refused("This case is no longer on the agenda.")
    rest = [one for one in ordered if one.id != listing_id]
    place = max(1, min(position, len(ordered)))
    rest.insert(place - 1, mover)
    return tuple(replace(one, position=number) for number, one in enumerate(rest, start=1))
