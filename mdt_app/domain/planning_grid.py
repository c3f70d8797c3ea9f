"""A day in whole minutes from its start, measured in real time whatever the clocks do: what planning counts with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from mdt_app.domain.planning_day import PlanningDay
from mdt_app.domain.windows import Window

Span = tuple[int, int]
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A day by numbers: cases and people by their place in it, times in minutes from its start.

    `free[p]` are the spans in which person p can be there, None where he said nothing; `arrives[p]` is when he comes
    whatever his slot. `closed` are the breaks, `opens[c]` the first minute at which case c can start with everybody
    there, 0 where there is none. By the `horizon` all cases can be over, whatever their order.
    """

    day: PlanningDay
    end: int
    horizon: int
    minutes: tuple[int, ...]
    people: tuple[tuple[int, ...], ...]
    cases: tuple[tuple[int, ...], ...]
    free: tuple[tuple[Span, ...] | None, ...]
    arrives: tuple[int | None, ...]
    outside: tuple[bool, ...]
    urgency: tuple[int, ...]
    pins: tuple[int | None, ...]
    closed: tuple[Span, ...]
    opens: tuple[int, ...] = ()

    def starts(self, case: int, person: int) -> tuple[Span, ...] | None:
        """First and last starts at which the case lies within one of the person's spans; None: whenever."""
        free, length = self.free[person], self.minutes[case]
        if free is None:
            return None
        return tuple((since, until - length) for since, until in free if until - since >= length)

    def there(self, case: int, person: int, start: int) -> bool:
        """Whether the person is there for the whole case when it starts then."""
        free = self.free[person]
        return free is None or any(
            since <= start and start + self.minutes[case] <= until for since, until in free
        )

    def moment(self, minute: int) -> datetime:
        """The minute as a time in the meeting's own zone."""
        return (self.day.starts_at.astimezone(UTC) + minute * MINUTE).astimezone(self.day.starts_at.tzinfo)

    def minute(self, moment: datetime) -> int:
        """The minute in which an aware moment lies."""
        return _down(self.day, moment)


def grid_of(day: PlanningDay) -> Grid:
    """The grid of a sound day (`require_sound`)."""
    numbers = {person.id: number for number, person in enumerate(day.people)}
    people = tuple(tuple(numbers[id] for id in case.people) for case in day.cases)
    cases: list[list[int]] = [[] for _ in day.people]
    for case, invited in enumerate(people):
        for person in invited:
            cases[person].append(case)
    end, closed = _down(day, day.ends_at), joined(_span(day, one) for one in day.breaks)
    lengths = tuple(case.minutes for case in day.cases)
    pauses = sum(until - since for since, until in closed)
    fixed = len(closed) + sum(1 for case in day.cases if case.pinned_at)
    bare = Grid(
        day=day,
        end=end,
        horizon=max(end, sum(lengths) + pauses + max(lengths, default=0) * (fixed + 1)),
        minutes=lengths,
        people=people,
        cases=tuple(tuple(one) for one in cases),
        free=tuple(_free(day, number) for number in range(len(day.people))),
        arrives=tuple(max(0, _up(day, one.arrives_at)) if one.arrives_at else None for one in day.people),
        outside=tuple(one.outside for one in day.people),
        urgency=tuple(case.urgency for case in day.cases),
        pins=tuple(_up(day, case.pinned_at) if case.pinned_at else None for case in day.cases),
        closed=closed,
    )
    return _opened(bare)


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in order, those that overlap or touch made one, empty ones left out."""
    found: list[Span] = []
    for since, until in sorted(spans):
        if until <= since:
            continue
        if found and since <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], until))
        else:
            found.append((since, until))
    return tuple(found)


def without(spans: Iterable[Span], taken: Iterable[Span]) -> tuple[Span, ...]:
    """What is left of the spans outside those taken."""
    left = list(joined(spans))
    for since, until in taken:
        left = [
            part
            for first, last in left
            for part in ((first, min(last, since)), (max(first, until), last))
            if part[0] < part[1]
        ]
    return tuple(left)


def common(one: Iterable[Span], other: Iterable[Span]) -> tuple[Span, ...]:
    """Where spans of starts (both ends included) overlap."""
    others = tuple(other)
    return tuple((max(a, c), min(b, d)) for a, b in one for c, d in others if max(a, c) <= min(b, d))


def possible_starts(grid: Grid, case: int) -> tuple[Span, ...]:
    """Starts at which the case keeps clear of breaks and of other cases' pins, from 0 to the horizon, ends included."""
    pin = grid.pins[case]
    if pin is not None:
        return ((pin, pin),)
    length = grid.minutes[case]
    fixed = [
        (start, start + grid.minutes[other]) for other, start in enumerate(grid.pins) if start is not None
    ]
    taken = [(since - length + 1, until) for since, until in (*grid.closed, *fixed)]
    return tuple((since, until - 1) for since, until in without([(0, grid.horizon - length + 1)], taken))


def kept_starts(grid: Grid, case: int) -> tuple[Span, ...]:
    """Those possible starts at which everybody invited is there and the meeting has not ended."""
    found = common(possible_starts(grid, case), [(0, grid.end - grid.minutes[case])])
    for person in grid.people[case]:
        spans = grid.starts(case, person)
        found = found if spans is None else common(found, spans)
    return found


def _opened(grid: Grid) -> Grid:
    opens = tuple(
        min((since for since, _ in kept_starts(grid, case)), default=0) for case in range(len(grid.minutes))
    )
    return replace(grid, opens=opens)


def _free(day: PlanningDay, number: int) -> tuple[Span, ...] | None:
    person = day.people[number]
    if not person.windows and not person.elsewhere and not person.arrives_at:
        return None
    given = [_span(day, one) for one in person.windows] or [(0, 10**6)]
    if person.arrives_at:
        came = _up(day, person.arrives_at)
        given = [(max(since, came), until) for since, until in given]
    taken = [(_down(day, one.since), _up(day, one.until)) for one in person.elsewhere]
    return without(given, taken)


def _span(day: PlanningDay, window: Window) -> Span:
    return _up(day, window.since), _down(day, window.until)


def _up(day: PlanningDay, moment: datetime) -> int:
    return -((day.starts_at.astimezone(UTC) - moment.astimezone(UTC)) // MINUTE)


def _down(day: PlanningDay, moment: datetime) -> int:
    return (moment.astimezone(UTC) - day.starts_at.astimezone(UTC)) // MINUTE
