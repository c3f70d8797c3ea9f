"""Orders are judged hundreds at a time: each case as early as its wishes let it after the one before."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mdt_app.domain.planning_grid import Grid, Span, possible_starts

Numbers = NDArray[np.int64]
WAITED = 10**5
"""What one minute of outside waiting costs; a minute of the members', or of the meeting, costs 1."""


class Orders:
    """Judges orders of the unpinned cases (`movable`), one order a row.

    `allowed[c]` are the spans of starts (ends included) that keep the wishes of case c; where none is left after the
    case before, it comes as early as breaks and pins let it. `waived` are the urgent cases that need not come first.
    """

    def __init__(self, grid: Grid, allowed: Sequence[Sequence[Span]], waived: frozenset[int]) -> None:
        self.grid = grid
        self.movable = [case for case, pin in enumerate(grid.pins) if pin is None]
        self._minutes: Numbers = np.array(grid.minutes, dtype=np.int64)
        self._width = 2 * grid.horizon + 2
        self._ends, self._misses = self._tables(allowed)
        self._pins = [(case, pin) for case, pin in enumerate(grid.pins) if pin is not None]
        self._set_stays()
        self._urgent = [
            (
                case,
                grid.opens[case],
                [other for other in self.movable if grid.urgency[other] < grid.urgency[case]],
            )
            for case in self.movable
            if grid.urgency[case] and case not in waived
        ]

    def starts(self, orders: Numbers) -> Numbers:
        """Starts in minutes, by case."""
        starts: Numbers = np.empty((len(orders), len(self._minutes)), dtype=np.int64)
        bases, at = orders.T * self._width, np.zeros(len(orders), dtype=np.int64)
        ends: Numbers = np.empty(bases.shape, dtype=np.int64)
        for place, base in enumerate(bases):
            at = self._ends.take(base + at)
            ends[place] = at
        np.put_along_axis(starts, orders, ends.T - self._minutes[orders], axis=1)
        for case, pin in self._pins:
            starts[:, case] = pin
        return starts

    def costs(self, starts: Numbers) -> tuple[Numbers, Numbers]:
        """How many wishes the cases at these starts break, and what they cost besides."""
        ends = starts + self._minutes
        missed = self._misses.take(starts + np.arange(len(self._minutes)) * self._width).sum(axis=1)
        for case, opens, others in self._urgent:
            then = starts[:, others]
            missed = missed + ((then >= opens) & (then < starts[:, case, None])).any(axis=1)
        first = np.minimum(starts[:, self._own].min(axis=2), self._arrives)
        waits = ends[:, self._own].max(axis=2) - first
        return missed, waits @ self._weights - self._own_time + ends.max(axis=1)

    def groups(self) -> list[list[int]]:
        """The movable cases of each outside person who has several."""
        grid, movable = self.grid, set(self.movable)
        found = [[c for c in own if c in movable] for p, own in enumerate(grid.cases) if grid.outside[p]]
        return [one for one in found if len(one) > 1]

    def _set_stays(self) -> None:
        """One row per person who can wait, his cases repeated to the length of the longest row."""
        grid = self.grid
        waits = [
            p for p, own in enumerate(grid.cases) if len(own) > 1 or (own and grid.arrives[p] is not None)
        ]
        longest = max((len(grid.cases[person]) for person in waits), default=1)
        self._own = np.array([(grid.cases[p] * longest)[:longest] for p in waits], dtype=np.int64).reshape(
            -1, longest
        )
        came = [grid.arrives[person] for person in waits]
        self._arrives = np.array([self._width if one is None else one for one in came], dtype=np.int64)
        self._weights = np.array([WAITED if grid.outside[person] else 1 for person in waits], dtype=np.int64)
        own = [sum(grid.minutes[case] for case in grid.cases[person]) for person in waits]
        self._own_time = int(self._weights @ np.array(own, dtype=np.int64))

    def _tables(self, allowed: Sequence[Sequence[Span]]) -> tuple[Numbers, Numbers]:
        """By case and minute: when it ends if its turn comes then; and how many wishes a start then breaks."""
        width, ends, misses = self._width, [], []
        for case, spans in enumerate(allowed):
            kept = _first_from(spans, width)
            any_start = _first_from(
                [*possible_starts(self.grid, case), (self.grid.horizon, width - 1)], width
            )
            ends.append(np.where(kept < 0, any_start, kept) + self._minutes[case])
            misses.append(np.where(_within(spans, width), 0, np.maximum(1, self._missed(case))))
        return np.concatenate(ends), np.concatenate(misses)


    def _missed(self, case: int) -> Numbers:
        """How many wishes about the case, by start."""
        missed: Numbers = (np.arange(self._width) + self.grid.minutes[case] > self.grid.end).astype(np.int64)
        for person in self.grid.people[case]:
            spans = self.grid.starts(case, person)
            missed = missed if spans is None else missed + ~_within(spans, self._width)
        return missed


def _within(spans: Sequence[Span], width: int) -> NDArray[np.bool_]:
    """By minute, whether it lies within a span, both ends included."""
    inside = np.zeros(width, dtype=np.bool_)
    for since, until in spans:
        inside[max(since, 0) : until + 1] = True
    return inside


def _first_from(spans: Sequence[Span], width: int) -> Numbers:
    """By minute, the first start from then on; -1 where there is none."""
    found: Numbers = np.full(width, -1, dtype=np.int64)
    for since, until in sorted(spans, reverse=True):
        found[: until + 1] = np.maximum(np.arange(until + 1), since)
    return found
