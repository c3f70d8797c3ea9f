"""Everyone is there within his hours and outside people wait least; what cannot be is said, and the nearest offered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Thread
from time import monotonic

from mdt_app.domain.planning_checks import require_sound
from mdt_app.domain.planning_day import Planned, PlanningDay, Wish
from mdt_app.domain.planning_effect import outside_waiting, plan_at, starts_in_order, unmet, waiting
from mdt_app.domain.planning_grid import Grid, Span, grid_of, kept_starts

SECONDS = 9.0
STEPS, LAST_STEPS = 2500, 800
"""Steps of each search, and of the last one, which brings the members' cases together."""
SHARE = 0.5
"""The part of the time after which wishes that collide are no longer looked for."""


def _never() -> bool:
    return False


def plan_slots(
    day: PlanningDay,
    *,
    now: datetime,
    seed: int = 0,
    seconds: float = SECONDS,
    stop: Callable[[], bool] = _never,
) -> Planned:
    """A plan of the day within `seconds`; `stop` is asked all the time and ends the work with what is found by then.

    Goals, each before the next: pins, breaks and one case at a time always; as many wishes as possible (`WishKind`);
    the least waiting of outside people (`Stay`); the least waiting of members, and an early end. Where the order made
    by hand keeps all wishes, outside people never wait longer than in it. The same day, seed and version of the solver
    give the same plan, unless time ran out on the way. Refuses a day with a fault.
    """
    require_sound(day, now)
    if not day.cases:
        return Planned(plan=plan_at(grid_of(day), []), bound=0, best=True)
    return _Planner(grid_of(day), seed, seconds, stop).planned()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Footing:
    """What the search stands on: starts to begin from, the starts that each case may have, the urgent cases that need
    not come first, and what could be said of wishes that collide."""

    starts: tuple[int, ...]
    allowed: tuple[tuple[Span, ...], ...]
    waived: frozenset[int]
    collides: tuple[Wish, ...] = ()
    undecided: bool = False


class _Planner:
    def __init__(self, grid: Grid, seed: int, seconds: float, stop: Callable[[], bool]) -> None:
        # The solver is imported when something is planned: it costs more than a window.
        from mdt_app.planner import orders, parts, search, timetable, wishes

        self._orders, self._parts, self._search = orders, parts, search
        self._timetable, self._wishes = timetable, wishes
        self._grid, self._seed, self._cancel = grid, seed, stop
        self._seconds, self._until = seconds, monotonic() + seconds

    def planned(self) -> Planned:
        grid = self._grid
        footing = self._footing()
        bound, starts = self._least_waiting(footing)
        waited = outside_waiting(grid, starts)
        return Planned(
            plan=plan_at(grid, starts),
            bound=min(bound, waited),
            best=waited <= bound,
            collides=footing.collides,
            undecided=footing.undecided,
            cancelled=self._cancel(),
        )

    def _stop(self) -> bool:
        return self._cancel() or monotonic() > self._until

    def _left(self) -> float:
        return self._until - monotonic()

    def _footing(self) -> _Footing:
        """The order made by hand where it keeps all wishes; else what keeps most."""
        grid = self._grid
        hand = tuple(starts_in_order(grid, range(len(grid.minutes))))
        kept = tuple(kept_starts(grid, case) for case in range(len(grid.minutes)))
        if not unmet(grid, hand):
            return _Footing(starts=hand, allowed=kept, waived=frozenset())
        found = self._wishes.nearest(grid, self._left() * SHARE, self._stop, self._seed)
        if found and found.kept:
            return _Footing(starts=found.starts, allowed=kept, waived=frozenset())
        starts, proved = hand, bool(found and found.proved)
        if found and len(unmet(grid, found.starts)) <= len(unmet(grid, hand)):
            starts = found.starts
        collides = self._wishes.colliding(grid, self._left() * SHARE, self._stop) if proved else ()
        return _Footing(
            starts=starts,
            allowed=tuple(tuple(one) for one in self._wishes.allowed_around(grid, starts)),
            waived=frozenset(self._wishes.overtaken(grid, starts)),
            collides=collides,
            undecided=not proved,
        )

    def _least_waiting(self, footing: _Footing) -> tuple[int, tuple[int, ...]]:
        """The bound, and the best starts found. The bound is worked out beside the search, which does not need it."""
        grid = self._grid
        minutes = [self._timetable.minutes_of(one) for one in footing.allowed]
        proofs: list[object] = []
        table = self._timetable.Timetable(grid, minutes, footing.waived)
        beside = Thread(target=lambda: proofs.append(table.solved(self._left(), self._stop)), daemon=True)
        beside.start()
        search = self._search.Search(
            self._orders.Orders(grid, footing.allowed, footing.waived), self._seed, self._stop
        )
        movable = [case for case, pin in enumerate(grid.pins) if pin is None]
        best = footing.starts
        first = search.bettered(search.judged(_in_time(movable, footing.starts)), STEPS, 0)
        best = self._better(best, first.starts, footing)
        beside.join()
        proof = proofs[0]
        bound = proof.minutes or 0
        if proof.starts and outside_waiting(grid, best) > bound:
            second = search.bettered(
                search.judged(_in_time(movable, proof.starts)), STEPS, self._search.enough(bound)
            )
            best = self._better(best, second.starts, footing)
        best = self._parts.bettered_in_parts(
            grid, minutes, footing.waived, best, enough=bound, seed=self._seed, stop=self._stop
        )
        last = search.bettered(search.judged(_in_time(movable, best)), LAST_STEPS, 0, heat=0)
        return bound, self._better(best, last.starts, footing)

    def _better(self, one: tuple[int, ...], other: tuple[int, ...], footing: _Footing) -> tuple[int, ...]:
        """The other where it breaks no more wishes and lets outside people, then members, wait no longer."""
        return min(one, other, key=self._rank)

    def _rank(self, starts: Sequence[int]) -> tuple[int, int, int]:
        grid = self._grid
        return len(unmet(grid, starts)), outside_waiting(grid, starts), all_waiting(grid, starts)


def all_waiting(grid: Grid, starts: Sequence[int]) -> int:
    """Minutes that everybody waits, and the meeting's end in minutes: the less, the closer together."""
    waits = sum(waiting(grid, starts, person) for person, own in enumerate(grid.cases) if own)
    return waits + max(start + grid.minutes[case] for case, start in enumerate(starts))


def _in_time(cases: Sequence[int], starts: Sequence[float]) -> list[int]:
    return sorted(cases, key=lambda case: (starts[case], case))
