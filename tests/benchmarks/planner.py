"""Twenty meeting days of 60 cases and 90 people's windows, planned; and one case dragged through such a day."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from figure import Figure, middle
from planner_days import START, MadeDay, hand_waiting, made_day

from mdt_app.domain.planning_day import Planned
from mdt_app.domain.planning_effect import effect_of, plan_in_order
from mdt_app.domain.planning_grid import grid_of
from mdt_app.planner.slots import plan_slots

DAYS = int(os.environ.get("MDT_PLANNER_DAYS", "20"))
NEAR, NEAR_SHARE = 5, 0.05
MOVES = 200


@dataclass(frozen=True)
class Run:
    """One day planned: `seconds` with the solver imported before, `hand` the outside waiting it began from."""

    made: MadeDay
    planned: Planned
    seconds: float
    hand: int

    @property
    def waiting(self) -> int:
        return self.planned.plan.outside_waiting

    @property
    def beyond(self) -> float:
        """How far the waiting is from the solver's bound, in parts of what is allowed (5 % or 5 person-minutes)."""
        allowed = max(NEAR, NEAR_SHARE * self.planned.bound)
        return (self.waiting - self.planned.bound) / allowed


def figures() -> Iterator[Figure]:
    made = [made_day(number, known) for number in range((DAYS + 1) // 2) for known in (True, False)][:DAYS]
    plan_slots(made[0].day, now=START, seconds=1.0)
    runs = [_run(one) for one in made]
    known = [run for run in runs if run.made.known]
    for run in runs:
        print(
            f"    {run.made.name:<10} by hand {run.hand:>5} min, planned {run.waiting:>3},"
            f" bound {run.planned.bound:>3}, {len(run.planned.plan.unmet)} wishes unmet, {run.seconds:.1f} s",
            flush=True,
        )
    worst = max(runs, key=lambda run: run.seconds)
    yield Figure("planning 60 cases, slowest day", worst.seconds, 10.0, "the limit", "s", 10.0, absolute=True)
    far = max(runs, key=lambda run: run.beyond)
    yield Figure(
        "waiting beyond the bound, worst day (allowed: 1)",
        far.beyond,
        1.0,
        "5 % or 5 min",
        "",
        1.0,
        absolute=True,
    )
    worse = max(run.waiting - run.hand for run in runs)
    yield Figure(
        "waiting against the hand order, worst day", worse, 1.0, "a minute", "min", 0.0, absolute=True
    )
    waits = [_median_stay(run) for run in known]
    yield Figure(
        "outside waiting, median, where 0 is known",
        max(waits, default=0),
        1.0,
        "a minute",
        "min",
        5.0,
        absolute=True,
    )
    yield _dragging(made[0])


def _run(made: MadeDay) -> Run:
    began = time.perf_counter()
    planned = plan_slots(made.day, now=START)
    return Run(made, planned, time.perf_counter() - began, hand_waiting(grid_of(made.day)))


def _median_stay(run: Run) -> float:
    return median(stay.minutes for stay in run.planned.plan.stays if stay.outside)


def _dragging(made: MadeDay) -> Figure:
    grid = grid_of(made.day)
    order = [case.id for case in made.day.cases]
    before, took = plan_in_order(grid, order), []
    for place in range(MOVES):
        moved = order.copy()
        moved.insert(place % len(order), moved.pop((7 * place) % len(order)))
        began = time.perf_counter()
        effect_of(grid, moved, before)
        took.append(time.perf_counter() - began)
    return Figure(
        "effect of one drag, slowest",
        max(took) * 1000,
        middle(took),
        "the median",
        "ms",
        100.0,
        absolute=True,
    )
