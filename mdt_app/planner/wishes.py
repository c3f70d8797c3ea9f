"""Where not all wishes can be kept, as many as possible are, and those given up are missed by as little as possible."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import monotonic

from mdt_app.domain.planning_grid import Grid, Span, joined, kept_starts, possible_starts
from mdt_app.planner.linear import Program
from mdt_app.planner.timetable import Columns, chosen, first_of_all, minutes_of, one_case_at_a_time, one_start_each

NEAR, SURE = 0.99, 1e-3
OFF = 1e-4
"""What a minute beside a wish costs, where the wish itself costs 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """`starts` break the fewest wishes found, `waived` are the urgent cases that come too late by them; `proved` says
    that no starts keep all wishes, `kept` that these do."""

    starts: tuple[int, ...]
    waived: frozenset[int]
    kept: bool
    proved: bool


def nearest(grid: Grid, seconds: float, stop: Callable[[], bool], seed: int) -> Nearest | None:
    """The starts that keep most wishes; None where none were found in the time."""
    program = Program()
    at = []
    for case in range(len(grid.minutes)):
        minutes = minutes_of(possible_starts(grid, case))
        at.append({minute: program.column(_cost(grid, case, minute), whole=True) for minute in minutes})
    one_start_each(program, at)
    one_case_at_a_time(program, grid, at)
    late = {
        case: program.column(1.0, whole=True)
        for case, level in enumerate(grid.urgency)
        if level and grid.pins[case] is None
    }
    for case, column in late.items():
        first_of_all(program, grid, at, case, column)
    found = _fewest(program, at, seconds, stop, seed)
    if found is None:
        return None
    values, bound = found
    starts = chosen(at, values)
    waived = frozenset(case for case, column in late.items() if values[column] > 0.5)
    kept = not waived and not any(_missed(grid, case, start) for case, start in enumerate(starts))
    return Nearest(starts=starts, waived=waived, kept=kept, proved=not kept and bound > SURE)


def _fewest(
    program: Program, at: Columns, seconds: float, stop: Callable[[], bool], seed: int
) -> tuple[Sequence[float], float] | None:
    """The columns' values at the least cost, and the cost that nothing falls below.

    What no fraction of a plan would use is closed first: what is left is small, and holds the best plan where that
    costs less than one wish more than the bound. If it holds none, nothing is closed.
    """
    until = monotonic() + seconds
    relaxed = program.solved(seconds, stop)
    if relaxed.values is None:
        return None
    closed = [column for one in at for column in one.values() if relaxed.saves[column] > NEAR]
    highs = program.highs[:]
    program.close(closed)
    answer = program.solved(until - monotonic(), stop, whole=True, seed=seed)
    if answer.values is None and not stop():
        program.highs = highs
        answer = program.solved(until - monotonic(), stop, whole=True, seed=seed)
    return None if answer.values is None else (answer.values, relaxed.bound)


def allowed_around(grid: Grid, starts: Sequence[int]) -> list[list[Span]]:
    """By case, the starts that break no wish that these starts keep, and none by more minutes."""
    return [
        _no_worse(grid, case, start) if _missed(grid, case, start) else list(kept_starts(grid, case))
        for case, start in enumerate(starts)
    ]


def _no_worse(grid: Grid, case: int, start: int) -> list[Span]:
    given_up, off = _missed(grid, case, start), _off(grid, case, start)
    minutes = [
        minute
        for minute in minutes_of(possible_starts(grid, case))
        if _missed(grid, case, minute) <= given_up and _off(grid, case, minute) <= off
    ]
    return [(since, until - 1) for since, until in joined((one, one + 1) for one in minutes)]


def _missed(grid: Grid, case: int, start: int) -> frozenset[int]:
    """The people of the case who are not there at this start, and -1 where the meeting has ended."""
    late = {-1} if start + grid.minutes[case] > grid.end else set()
    return frozenset(late | {one for one in grid.people[case] if not grid.there(case, one, start)})


def _off(grid: Grid, case: int, start: int) -> int:
    """By how many minutes in all this start lies beside the wishes that it breaks."""
    late = max(0, start + grid.minutes[case] - grid.end)
    return late + sum(_beside(grid.starts(case, one), start) for one in grid.people[case])


def _beside(spans: tuple[Span, ...] | None, start: int) -> int:
    if spans is None:
        return 0
    return min((max(since - start, start - until, 0) for since, until in spans), default=0)


def _cost(grid: Grid, case: int, start: int) -> float:
    broken = len(_missed(grid, case, start))
    return broken + OFF * _off(grid, case, start) if broken else 0.0
