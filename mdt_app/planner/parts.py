"""A plan is bettered part by part: one hour is solved anew while the rest of the day stays."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mdt_app.domain.planning_effect import outside_waiting
from mdt_app.domain.planning_grid import Grid
from mdt_app.planner.timetable import Timetable

HOUR, STEP = 70, 35
SECONDS = 2.0
"""What one part may take; on an idle machine it is the branches that end it (`NODES`)."""


def bettered_in_parts(
    grid: Grid,
    minutes: Sequence[Sequence[int]],
    waived: frozenset[int],
    starts: Sequence[int],
    *,
    enough: int,
    seed: int,
    stop: Callable[[], bool],
) -> tuple[int, ...]:
    """Starts by which outside people wait no longer, until no part gets better or `enough` is reached. `minutes[c]` are
    the starts that case c may have."""
    best, idle, at = tuple(starts), 0, 0
    parts = range(0, max(1, grid.horizon - STEP), STEP)
    while idle < len(parts) and not stop():
        waited = outside_waiting(grid, best)
        if waited <= enough:
            break
        found = _part(grid, minutes, waived, best, parts[at % len(parts)], waited, seed, stop)
        best, idle, at = (found, 0, at + 1) if found else (best, idle + 1, at + 1)
    return best


def _part(
    grid: Grid,
    minutes: Sequence[Sequence[int]],
    waived: frozenset[int],
    starts: tuple[int, ...],
    since: int,
    waited: int,
    seed: int,
    stop: Callable[[], bool],
) -> tuple[int, ...] | None:
    """Better starts for the cases that lie within the part, or None."""
    until = since + HOUR
    allowed = []
    for case, start in enumerate(starts):
        last = until - grid.minutes[case]
        moves = since <= start <= last
        allowed.append([one for one in minutes[case] if since <= one <= last] if moves else [start])
    if all(len(one) == 1 for one in allowed):
        return None
    return Timetable(grid, allowed, waived).below(waited, SECONDS, stop, seed).starts
