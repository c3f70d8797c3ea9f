"""What has happened in the room moves what is still to come: expected times are computed from it, never kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from mdt_app.domain.agenda import Break, Listing, Meeting, Outcome, slots

AS_PLANNED = timedelta(hours=2)
"""A meeting opened further than this from its planned start was moved: its plan counts from its opening."""

LATEST = 12 * 60
"""Minutes from which on a meeting is not late but was left open, and nothing is said of it."""

STEPPED_THROUGH = timedelta(minutes=1)
"""A case left undecided sooner than this was only passed on the way to a later one."""

Span = tuple[datetime, datetime]


class Stage(StrEnum):
    """Where a case is in its meeting."""

    TO_COME = "to come"
    RUNNING = "running"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One case: its planned slot, and from when to when it was, is or is expected to be; `passed_over` where the
    meeting went on to a later one while this one was neither discussed nor decided."""

    listing_id: str
    stage: Stage
    planned: Span
    since: datetime
    until: datetime
    passed_over: bool = False

    @property
    def late(self) -> int:
        """Whole minutes that it begins after its planned time; below 0 it is early."""
        return whole_minutes(self.since.astimezone(UTC) - self.planned[0].astimezone(UTC))


def whole_minutes(length: timedelta) -> int:
    """Minutes towards nought: 59 seconds late or early are on time."""
    return int(length.total_seconds() / 60)


def expected(
    meeting: Meeting, listings: Sequence[Listing], now: datetime, done: Collection[str] = ()
) -> tuple[Expected, ...]:
    """Every case that takes time, in the order in which it was, is or will be discussed.

    `meeting.starts_at` is in the board's own zone, `now` the moment. `done` are the ids of cases decided although
    nobody began them: they take no time any more. None begins before now, none within a break that still lies ahead,
    and none before its planned time where it is pinned or where the plan waits before it for somebody.

    A jump ahead moves nobody else: whether the meeting comes back to the cases passed over is not known, so those
    planned later stay at their times if that is possible with or without them. Only what was discussed, decided or
    taken off makes the meeting late or early. The cases passed over fill the time that the jump left, or come last.
    """
    begin, breaks = _begin(meeting), _breaks(meeting)
    planned = slots(listings, begin, breaks)
    in_room = [one for one in listings if one.id in planned and _was_discussed(one, done)]
    over = sorted((one for one in in_room if one.ended_at is not None), key=_began)
    running = sorted((one for one in in_room if one.ended_at is None), key=_began)
    found = [_as_it_was(one, planned[one.id], now) for one in (*over, *running)]
    reached = max(
        [now.astimezone(UTC)]
        + [one.until.astimezone(UTC) for one in found if one.stage == Stage.RUNNING]
        + ([] if in_room else [begin.astimezone(UTC)])
    )
    at = _start_of(planned, running or sorted(over, key=_ended))
    coming = _to_come([one for one in listings if one not in in_room], planned, at, done)
    left = [one for one in coming if _before(planned, one, at)]
    room = _Room(planned, _kept_times(planned, begin, breaks, listings), breaks)
    starts = room.starts([one for one in coming if one not in left], left, reached)
    for one in sorted(coming, key=lambda one: starts[one.id]):
        found.append(
            Expected(
                listing_id=one.id, stage=Stage.TO_COME, planned=planned[one.id],
                since=starts[one.id].astimezone(begin.tzinfo),
                until=(starts[one.id] + _length(one)).astimezone(begin.tzinfo), passed_over=one in left,
            )
        )  # fmt: skip
    return tuple(found)


def late_by(course: Sequence[Expected]) -> int | None:
    """Minutes by which the meeting is late for those who are still to come, below 0 early; None where nothing of it can
    be said. Where only cases passed over are left, it is late as far as it will end late even without them, and early
    as far as it will end early even with them; at the end, as late as the case that came last."""
    ahead = next((one for one in course if one.stage == Stage.TO_COME and not one.passed_over), None)
    left = [one for one in course if one.passed_over]
    if ahead is None and left:
        planned = max(one.planned[1].astimezone(UTC) for one in course)
        last = max(one.until.astimezone(UTC) for one in left)
        ends = _between(planned, min(one.since.astimezone(UTC) for one in left), last)
        late = whole_minutes(ends - planned)
    elif course:
        late = (ahead or course[-1]).late
    else:
        return None
    return late if abs(late) < LATEST else None


def spent(listing: Listing, listings: Iterable[Listing], now: datetime) -> timedelta:
    """How long a case has been discussed: from its beginning on, without the cases that came and went in between."""
    if listing.began_at is None:
        return timedelta(0)
    began, until = listing.began_at, listing.ended_at or max(now, listing.began_at)
    others = sorted(
        (one.began_at, one.ended_at)
        for one in listings
        if one.id != listing.id and one.began_at is not None and one.ended_at is not None
        and began <= one.began_at and one.ended_at <= until
    )  # fmt: skip
    total, reached = until - began, began
    for since, end in others:
        total -= max(timedelta(0), end - max(since, reached))
        reached = max(reached, end)
    return total


def _began(listing: Listing) -> datetime:
    assert listing.began_at is not None
    return listing.began_at


def _ended(listing: Listing) -> datetime:
    assert listing.ended_at is not None
    return listing.ended_at


def _was_discussed(listing: Listing, done: Collection[str]) -> bool:
    """Whether the meeting came to a case: not where it only stepped through it and decided nothing."""
    if listing.began_at is None or listing.ended_at is None:
        return listing.began_at is not None
    stepped = listing.ended_at - listing.began_at < STEPPED_THROUGH
    return not (stepped and listing.id not in done and listing.outcome == Outcome.LISTED)


def _begin(meeting: Meeting) -> datetime:
    """When the plan begins: as planned, or when the meeting was opened on another day or far from its time.

    No case that begins moves this: what was planned for those outside would be another time from one key to the next.
    """
    opened = meeting.opened_at
    if opened is None or abs(opened - meeting.starts_at) <= AS_PLANNED:
        return meeting.starts_at
    return opened.astimezone(meeting.starts_at.tzinfo).replace(second=0, microsecond=0)


def _breaks(meeting: Meeting) -> tuple[Break, ...]:
    """The breaks, as far from the beginning as they were planned."""
    by = _begin(meeting).astimezone(UTC) - meeting.starts_at.astimezone(UTC)
    return tuple(
        replace(one, since=one.since.astimezone(UTC) + by, until=one.until.astimezone(UTC) + by)
        for one in meeting.breaks
    )


def _kept_times(
    planned: dict[str, Span], begin: datetime, breaks: Sequence[Break], listings: Sequence[Listing]
) -> dict[str, datetime]:
    """The cases that come no earlier than planned, and when: pinned ones, and those before which the plan waits."""
    by_id, reached = {one.id: one for one in listings}, begin.astimezone(UTC)
    kept = {}
    for id, (since, until) in sorted(planned.items(), key=lambda one: one[1][0].astimezone(UTC)):
        start = since.astimezone(UTC)
        if by_id[id].pinned or start > _clear(breaks, reached, _length(by_id[id])):
            kept[id] = start
        reached = max(reached, until.astimezone(UTC))
    return kept


def _as_it_was(listing: Listing, planned: Span, now: datetime) -> Expected:
    began, zone = _began(listing), planned[0].tzinfo
    ended = listing.ended_at
    until = max(began + _length(listing), now) if ended is None else ended
    return Expected(
        listing_id=listing.id,
        stage=Stage.RUNNING if ended is None else Stage.OVER,
        planned=planned,
        since=began.astimezone(zone),
        until=until.astimezone(zone),
    )


@dataclass(frozen=True, slots=True)
class _Room:
    """What cases to come are laid out by: planned slots, times before which some do not begin, and breaks."""

    planned: dict[str, Span]
    kept: dict[str, datetime]
    breaks: Sequence[Break]

    def first(self, one: Listing, reached: datetime) -> datetime:
        """The first start of a case once the meeting has come so far."""
        return _clear(self.breaks, max(reached, self.kept.get(one.id, reached)), _length(one))

    def ahead(
        self, listings: Sequence[Listing], left: Sequence[Listing], reached: datetime
    ) -> dict[str, datetime]:
        """The starts of the cases planned later: as planned, where that lies between going on without those `left` and
        taking them all first; else the nearer of the two."""
        without = with_all = reached
        for one in left:
            with_all = self.first(one, with_all) + _length(one)
        found: dict[str, datetime] = {}
        for one in listings:
            soonest, latest = self.first(one, without), self.first(one, with_all)
            since = _between(self.planned[one.id][0].astimezone(UTC), soonest, latest)
            found[one.id] = start = self.first(one, max(reached, since))
            reached = start + _length(one)
            without, with_all = soonest + _length(one), latest + _length(one)
        return found

    def starts(
        self, ahead: Sequence[Listing], left: Sequence[Listing], reached: datetime
    ) -> dict[str, datetime]:
        """The starts of all: those `left` come one after the other where there is time between, or after all."""
        found = self.ahead(ahead, left, reached)
        taken = [(found[one.id], found[one.id] + _length(one)) for one in ahead]
        for one in left:
            since = self.first(one, reached)
            for first, last in taken:
                if since < last and first < since + _length(one):
                    since = self.first(one, last)
            found[one.id], reached = since, since + _length(one)
        return found


def _to_come(
    listings: Sequence[Listing],
    planned: dict[str, Span],
    at: datetime | None,
    done: Collection[str],
) -> list[Listing]:
    """Those still to come in order of their planned times; those planned before the case reached (`at`) come after."""
    waiting = [
        one for one in listings if one.id in planned and one.id not in done and one.outcome == Outcome.LISTED
    ]
    return sorted(
        waiting,
        key=lambda one: (_before(planned, one, at), planned[one.id][0].astimezone(UTC), one.position),
    )


def _start_of(planned: dict[str, Span], reached: Sequence[Listing]) -> datetime | None:
    """The planned time of the case that the meeting has come to; None where it has come to none."""
    return planned[reached[-1].id][0].astimezone(UTC) if reached else None


def _before(planned: dict[str, Span], one: Listing, at: datetime | None) -> bool:
    return at is not None and planned[one.id][0].astimezone(UTC) < at


def _length(listing: Listing) -> timedelta:
    return timedelta(minutes=listing.minutes)


def _between(at: datetime, soonest: datetime, latest: datetime) -> datetime:
    return min(max(at, soonest), latest)


def _clear(breaks: Sequence[Break], start: datetime, length: timedelta) -> datetime:
    """The first start from here on that runs into no break."""
    for one in sorted(breaks, key=lambda one: one.since):
        if start < one.until and one.since < start + length:
            start = one.until
    return start


def calls_for(course: Sequence[Expected], now: datetime, minutes: int) -> tuple[str, ...]:
    """The cases for which whoever is outside has to be called: the one that runs, and the next one once it is expected
    within so many minutes."""
    running = [one.listing_id for one in course if one.stage == Stage.RUNNING]
    coming = next((one for one in course if one.stage == Stage.TO_COME), None)
    soon = coming is not None and coming.since.astimezone(UTC) <= now.astimezone(UTC) + timedelta(
        minutes=minutes
    )
    return (*running, *((coming.listing_id,) if coming is not None and soon else ()))
