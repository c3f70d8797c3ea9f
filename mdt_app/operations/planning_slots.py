"""When each case is planned is written in one act under the meeting's lock, only over the agenda that was seen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import ClassVar

from mdt_app.domain.accounts import Right
from mdt_app.domain.agenda import Board, Break, Listing, Meeting, in_order_of_time, needs_slot, slots, zone_of
from mdt_app.domain.errors import Refused
from mdt_app.domain.inviting import Availability
from mdt_app.domain.people import Person
from mdt_app.domain.plain_text import one_line
from mdt_app.domain.when import Hours, fault_of, windows_text
from mdt_app.domain.windows import Window
from mdt_app.operations.commands import Command
from mdt_app.operations.work import Change, OpenWork, Work

CHANGED = "The agenda has changed since this was planned. Plan again."


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where one listing stands: its position, its planned start (None: after the case before), and for how long."""

    listing_id: str
    position: int
    starts_at: datetime | None = None
    pinned: bool = False
    minutes: int = 0
    outcome: str = ""


def places_of(listings: Iterable[Listing]) -> tuple[Place, ...]:
    """Where the listings of an agenda stand, in order of their ids; moments in UTC, so that two readings are equal."""
    return tuple(
        Place(
            listing_id=one.id,
            position=one.position,
            starts_at=one.starts_at.astimezone(UTC) if one.starts_at else None,
            pinned=one.pinned,
            minutes=one.minutes,
            outcome=one.outcome.value,
        )
        for one in sorted(listings, key=lambda one: one.id)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepPlan(Command):
    """Give every listing of a meeting its place, where it stood at `before`; the two exchanged take it back."""

    offline: ClassVar[bool] = False
    meeting_id: str
    places: tuple[Place, ...]
    before: tuple[Place, ...]


def keep_plan(command: KeepPlan, open_work: OpenWork) -> tuple[Change, ...]:
    """Raises `Refused` at a closed meeting, and where the agenda is no longer the one that was planned."""
    with open_work(command) as work:
        work.require(Right.PREPARE)
        _, listings = _taken(work, command.meeting_id)
        if places_of(listings) != _in_utc(command.before):
            raise Refused(CHANGED)
        places = {one.listing_id: one for one in command.places}
        positions = sorted(one.position for one in command.places)
        if set(places) != {one.id for one in listings} or positions != list(range(1, len(listings) + 1)):
            raise Refused(CHANGED)
        for one in listings:
            to = places[one.id]
            if to.starts_at is not None and to.starts_at.tzinfo is None:
                raise Refused("A planned start needs a time zone.")
            work.put(replace(one, position=to.position, starts_at=to.starts_at, pinned=to.pinned))
        return work.commit()


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetPlan(Command):
    """Let the cases follow one another again; pinned ones stay. `KeepPlan` with the places before takes it back."""

    offline: ClassVar[bool] = False
    meeting_id: str


def forget_plan(command: ForgetPlan, open_work: OpenWork) -> tuple[Change, ...]:
    """Raises `Refused` at a closed meeting."""
    with open_work(command) as work:
        work.require(Right.PREPARE)
        _, listings = _taken(work, command.meeting_id)
        for one in listings:
            if not one.pinned:
                work.put(replace(one, starts_at=None))
        return work.commit()


@dataclass(frozen=True, slots=True, kw_only=True)
class PinListing(Command):
    """Keep a case at `starts_at`, or at the time that it has now. `ReleaseListing` takes the pin off."""

    offline: ClassVar[bool] = False
    listing_id: str
    starts_at: datetime | None = None


def pin_listing(command: PinListing, open_work: OpenWork) -> tuple[Change, ...]:
    """Raises `Refused` for a case without a slot, a time outside the meeting, in a break or at another pin."""
    with open_work(command) as work:
        work.require(Right.PREPARE)
        meeting_id = work.get(Listing, command.listing_id).meeting_id
    # A unit of its own: positions are read under the lock alone.
    with open_work(command) as work:
        meeting, listings = _taken(work, meeting_id)
        start = meeting.starts_at.astimezone(zone_of(work.get(Board, meeting.board_id)))
        slot = slots(listings, start, meeting.breaks).get(command.listing_id)
        if slot is None:
            raise Refused("This case has no slot that could be pinned.")
        at = (command.starts_at or slot[0]).astimezone(start.tzinfo)
        pinned = [
            replace(one, starts_at=at.astimezone(UTC), pinned=True) if one.id == command.listing_id else one
            for one in listings
        ]
        _require_free(pinned, command.listing_id, Hours.of(start, meeting.minutes), meeting.breaks)
        taken = slots(pinned, start, meeting.breaks)
        for one in in_order_of_time(pinned, {id: since for id, (since, _) in taken.items()}):
            work.put(one)
        return work.commit()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseListing(Command):
    """Let a pinned case move again. It keeps its time where a plan gives others theirs, else it follows the others."""

    offline: ClassVar[bool] = False
    listing_id: str


def release_listing(command: ReleaseListing, open_work: OpenWork) -> tuple[Change, ...]:
    """Raises `Refused` at a closed meeting."""
    with open_work(command) as work:
        work.require(Right.PREPARE)
        meeting_id = work.get(Listing, command.listing_id).meeting_id
    with open_work(command) as work:
        _, listings = _taken(work, meeting_id)
        listing = next(one for one in listings if one.id == command.listing_id)
        planned = any(one.starts_at and not one.pinned for one in listings)
        work.put(replace(listing, pinned=False, starts_at=listing.starts_at if planned else None))
        return work.commit()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetBreaks(Command):
    """The breaks of a meeting, all of them; `before` are those that were seen."""

    offline: ClassVar[bool] = False
    meeting_id: str
    breaks: tuple[Break, ...]
    before: tuple[Break, ...] = ()


def set_breaks(command: SetBreaks, open_work: OpenWork) -> tuple[Change, ...]:
    """Raises `Refused` for breaks that run backwards, overlap, lie outside the meeting, or were changed elsewhere."""
    with open_work(command) as work:
        work.require(Right.PREPARE)
        meeting, _ = _taken(work, command.meeting_id)
        zone = zone_of(work.get(Board, meeting.board_id))
        hours = Hours.of(meeting.starts_at.astimezone(zone), meeting.minutes)
        if _pauses(meeting.breaks) != _pauses(command.before):
            raise Refused("Somebody else has changed the breaks meanwhile. Look again.")
        wanted = tuple(
            Break(since=one.since.astimezone(UTC), until=one.until.astimezone(UTC))
            for one in sorted(command.breaks, key=lambda one: one.since.astimezone(UTC))
        )
        _require_breaks(wanted, hours)
        work.put(replace(meeting, breaks=wanted))
        return work.commit()


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveAvailability(Command):
    """When one person can be at one meeting, and how he comes; no windows: any time. `before` are those seen."""

    offline: ClassVar[bool] = False
    availability_id: str
    meeting_id: str
    person_id: str
    windows: tuple[Window, ...] = ()
    before: tuple[Window, ...] = ()
    arrives_at: datetime | None = None
    phone: str = ""
    note: str = ""


def give_availability(command: GiveAvailability, open_work: OpenWork) -> tuple[Change, ...]:
    """Raises `Refused` at a closed meeting, for times outside it or past, and over times given meanwhile."""
    with open_work(command) as work:
        work.require(Right.PREPARE)
        work.lock_meeting(command.meeting_id, exclusive=True)  # two desks must not both make the first row
        meeting = work.get(Meeting, command.meeting_id)
        meeting.require_not_closed()
        person, board = work.get(Person, command.person_id), work.get(Board, meeting.board_id)
        hours = Hours.of(meeting.starts_at.astimezone(zone_of(board)), meeting.minutes)
        found = work.find(Availability, meeting_id=meeting.id, person_id=person.id)
        stored = found[0].windows if found else ()
        if _spans(stored) != _spans(command.before) and _spans(stored) != _spans(command.windows):
            said = windows_text(stored, hours) or "any time"
            raise Refused(
                f"Somebody else has given other times for {person.name} meanwhile: {said}. Look again."
            )
        for window in command.windows:
            _require_window(window, person.name, hours, command.at)
        work.put(
            Availability(
                id=found[0].id if found else command.availability_id,
                board_id=board.id,
                meeting_id=meeting.id,
                person_id=person.id,
                windows=tuple(
                    Window(since=one.since.astimezone(UTC), until=one.until.astimezone(UTC), mode=one.mode)
                    for one in command.windows
                ),
                arrives_at=command.arrives_at,
                phone=one_line(command.phone),
                note=one_line(command.note),
            )
        )
        return work.commit()


def _taken(work: Work, meeting_id: str) -> tuple[Meeting, tuple[Listing, ...]]:
    """The meeting, taken alone and not closed, and its listings."""
    work.lock_meeting(meeting_id, exclusive=True)
    meeting = work.get(Meeting, meeting_id)
    meeting.require_not_closed()
    return meeting, work.find(Listing, meeting_id=meeting_id, order=("position",))


def _in_utc(places: Iterable[Place]) -> tuple[Place, ...]:
    found = (
        replace(one, starts_at=one.starts_at.astimezone(UTC) if one.starts_at else None) for one in places
    )
    return tuple(sorted(found, key=lambda one: one.listing_id))


def _require_free(
    listings: Iterable[Listing], listing_id: str, hours: Hours, breaks: Iterable[Break]
) -> None:
    """Raises `Refused` where the pin lies outside the meeting, in a break or on another pin."""
    pins = {one.id: pin for one in listings if (pin := _pin(one))}
    since, until = pins.pop(listing_id)
    local = since.astimezone(hours.since.tzinfo)
    if since < hours.since.astimezone(UTC) or until > hours.until.astimezone(UTC):
        raise Refused(f"{local:%H:%M} lies outside the meeting. Pin the case to a time within it.")
    if any(since < one.until.astimezone(UTC) and one.since.astimezone(UTC) < until for one in breaks):
        raise Refused(f"There is a break at {local:%H:%M}. Pin the case to another time.")
    if any(since < last and first < until for first, last in pins.values()):
        raise Refused(f"Another case is pinned to {local:%H:%M}. Release it first.")


def _pin(listing: Listing) -> tuple[datetime, datetime] | None:
    """From and to of a pinned listing, in UTC; None for one that is not, or that takes no time."""
    if listing.starts_at is None or not listing.pinned or not needs_slot(listing):
        return None
    since = listing.starts_at.astimezone(UTC)
    return since, since + timedelta(minutes=listing.minutes)


def _require_breaks(breaks: tuple[Break, ...], hours: Hours) -> None:
    zone = hours.since.tzinfo
    for one in breaks:
        said = f"{one.since.astimezone(zone):%H:%M} to {one.until.astimezone(zone):%H:%M}"
        if one.until <= one.since:
            raise Refused(f"The break {said} ends before it begins. Correct it.")
        if one.since < hours.since.astimezone(UTC) or one.until > hours.until.astimezone(UTC):
            raise Refused(f"The break {said} does not lie within the meeting. Move it.")
    for first, second in pairwise(breaks):
        if second.since < first.until:
            raise Refused("Two breaks overlap. Make one of them.")


def _require_window(window: Window, name: str, hours: Hours, now: datetime) -> None:
    if window.since.tzinfo is None or window.until.tzinfo is None:
        raise Refused(f"{name}: a time needs a time zone.")
    if fault := fault_of(window, hours):
        raise Refused(f"{name}: {fault}")
    if window.until.astimezone(UTC) <= now.astimezone(UTC):
        since, until = (at.astimezone(hours.since.tzinfo) for at in (window.since, window.until))
        raise Refused(f"{name}: {since:%H:%M} to {until:%H:%M} has passed. Ask for another time.")


def _spans(windows: Iterable[Window]) -> list[tuple[datetime, datetime, str]]:
    return sorted((one.since.astimezone(UTC), one.until.astimezone(UTC), one.mode.value) for one in windows)


def _pauses(breaks: Iterable[Break]) -> list[tuple[datetime, datetime]]:
    return sorted((one.since.astimezone(UTC), one.until.astimezone(UTC)) for one in breaks)
