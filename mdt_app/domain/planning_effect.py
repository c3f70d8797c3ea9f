"""What an order made by hand does to everyone's waiting is said at once, by the same measure as the planner's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mdt_app.domain.errors import Refused
from mdt_app.domain.planning_day import DayPlan, Slot, Stay, Wish, WishKind
from mdt_app.domain.planning_grid import Grid, Span, common, joined

PATIENCE = 10
"""Minutes that the room waits for somebody rather than go on without him, when an order is laid out by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a move does to one person: minutes of waiting before and after, and the cases newly outside (`misses`) or
    newly within (`reaches`) his windows."""

    person_id: str
    name: str
    outside: bool
    before: int
    after: int
    misses: tuple[str, ...] = ()
    reaches: tuple[str, ...] = ()

    @property
    def hurts(self) -> bool:
        return self.after > self.before or bool(self.misses)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """The plan that an order gives and what is different for whom, the worst hurt first; `broken` and `mended` are the
    wishes newly unmet and newly met, those of the people included."""

    plan: DayPlan
    changes: tuple[Change, ...]
    broken: tuple[Wish, ...]
    mended: tuple[Wish, ...]

    @property
    def hurt(self) -> tuple[Change, ...]:
        return tuple(one for one in self.changes if one.hurts)


def effect_of(grid: Grid, order: Sequence[str], before: DayPlan) -> Effect:
    """What the cases in this order (their ids, each once) would do, against the plan before."""
    after = plan_in_order(grid, order)
    was = {stay.person_id: stay.minutes for stay in before.stays}
    broken, mended = set(after.unmet) - set(before.unmet), set(before.unmet) - set(after.unmet)
    changes = [
        Change(
            person_id=stay.person_id,
            name=stay.name,
            outside=stay.outside,
            before=was.get(stay.person_id, 0),
            after=stay.minutes,
            misses=_cases(broken, stay.person_id),
            reaches=_cases(mended, stay.person_id),
        )
        for stay in after.stays
    ]
    touched = [one for one in changes if one.before != one.after or one.misses or one.reaches]
    touched.sort(key=lambda one: (not one.outside, not one.misses, one.before - one.after, one.name))
    return Effect(
        plan=after, changes=tuple(touched), broken=tuple(sorted(broken)), mended=tuple(sorted(mended))
    )


def plan_in_order(grid: Grid, order: Sequence[str]) -> DayPlan:
    """The plan that an order gives: one case after the other, pins and breaks kept, and up to `PATIENCE` minutes
    waited for people still to come."""
    numbers = {case.id: number for number, case in enumerate(grid.day.cases)}
    if sorted(order) != sorted(numbers):
        raise Refused("The agenda has changed meanwhile. Look at it again before you move a case.")
    return plan_at(grid, starts_in_order(grid, [numbers[id] for id in order]))


def starts_in_order(grid: Grid, order: Sequence[int]) -> list[int]:
    """The start of each case, by its number, in minutes."""
    fixed = [(at, at + grid.minutes[case]) for case, at in enumerate(grid.pins) if at is not None]
    taken = joined((*grid.closed, *fixed))
    starts = [0 if pin is None else pin for pin in grid.pins]
    reached = 0
    for case in order:
        if grid.pins[case] is not None:
            continue
        length = grid.minutes[case]
        starts[case] = _clear(taken, _welcome(grid, case, _clear(taken, reached, length)), length)
        reached = starts[case] + length
    return starts


def plan_at(grid: Grid, starts: Sequence[int]) -> DayPlan:
    """The plan of the cases at these starts."""
    in_time = sorted(range(len(starts)), key=lambda case: (starts[case], case))
    ids = [case.id for case in grid.day.cases]
    return DayPlan(
        slots=tuple(
            Slot(
                case_id=ids[case],
                since=grid.moment(starts[case]),
                until=grid.moment(starts[case] + grid.minutes[case]),
            )
            for case in in_time
        ),
        stays=tuple(_stay(grid, starts, person) for person in range(len(grid.cases)) if grid.cases[person]),
        unmet=unmet(grid, starts),
    )


def waiting(grid: Grid, starts: Sequence[int], person: int) -> int:
    """Minutes that the person waits (the measure: `Stay`)."""
    since, until = _presence(grid, starts, person)
    return until - since - sum(grid.minutes[case] for case in grid.cases[person])


def outside_waiting(grid: Grid, starts: Sequence[int]) -> int:
    """Minutes that outside people wait, all together."""
    return sum(
        waiting(grid, starts, person)
        for person, cases in enumerate(grid.cases)
        if grid.outside[person] and cases
    )


def unmet(grid: Grid, starts: Sequence[int]) -> tuple[Wish, ...]:
    """The wishes that these starts do not keep, in order."""
    cases, people = grid.day.cases, grid.day.people
    found = [
        Wish(kind=WishKind.WINDOW, case_id=cases[case].id, person_id=people[person].id)
        for case, start in enumerate(starts)
        for person in grid.people[case]
        if not grid.there(case, person, start)
    ]
    found += [
        Wish(kind=WishKind.END, case_id=cases[case].id)
        for case, start in enumerate(starts)
        if start + grid.minutes[case] > grid.end
    ]
    found += [Wish(kind=WishKind.URGENCY, case_id=cases[case].id) for case in overtaken(grid, starts)]
    return tuple(sorted(found))


def overtaken(grid: Grid, starts: Sequence[int]) -> list[int]:
    """The cases before which a less urgent one comes though they could have started."""
    urgent = [case for case, level in enumerate(grid.urgency) if grid.pins[case] is None and level]
    return [
        case
        for case in urgent
        if any(
            grid.opens[case] <= starts[other] < starts[case]
            for other, level in enumerate(grid.urgency)
            if level < grid.urgency[case] and grid.pins[other] is None
        )
    ]


def _stay(grid: Grid, starts: Sequence[int], person: int) -> Stay:
    since, until = _presence(grid, starts, person)
    one = grid.day.people[person]
    return Stay(
        person_id=one.id,
        name=one.name,
        outside=one.outside,
        since=grid.moment(since),
        until=grid.moment(until),
        minutes=waiting(grid, starts, person),
    )


def _presence(grid: Grid, starts: Sequence[int], person: int) -> Span:
    """From arrival to the end of the last slot. Who is planned before he comes is there from that slot on."""
    own = grid.cases[person]
    first, arrives = min(starts[case] for case in own), grid.arrives[person]
    since = first if arrives is None else min(first, arrives)
    return since, max(starts[case] + grid.minutes[case] for case in own)


def _welcome(grid: Grid, case: int, reached: int) -> int:
    """The first start within `PATIENCE` at which everybody is there; where there is none, now."""
    found: tuple[Span, ...] = ((reached, reached + PATIENCE),)
    for person in grid.people[case]:
        spans = grid.starts(case, person)
        found = found if spans is None else common(found, spans)
    return min((since for since, _ in found), default=reached)


def _clear(taken: Sequence[Span], start: int, length: int) -> int:
    """The first start from here on at which so many minutes are clear of what is taken."""
    for since, until in taken:
        if start < until and since < start + length:
            start = until
    return start


def _cases(wishes: set[Wish], person_id: str) -> tuple[str, ...]:
    return tuple(
        sorted(one.case_id for one in wishes if one.kind == WishKind.WINDOW and one.person_id == person_id)
    )
