"""The calendar and the solver are loaded when something is planned, not when a window opens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mdt_app.domain.agenda import Rhythm, Session
    from mdt_app.domain.planning_day import Planned, PlanningDay


def next_start(rhythm: Rhythm, after: datetime) -> datetime:
    """A board's next start after a moment. Raises `Refused`."""
    from mdt_app.planner import rhythm as calendar

    return calendar.next_start(rhythm, after)


def next_session(rhythm: Rhythm, after: datetime) -> Session:
    """The next start, and what public holidays did on the way to it. Raises `Refused`."""
    from mdt_app.planner import rhythm as calendar

    return calendar.next_session(rhythm, after)


def plan_slots(day: PlanningDay, *, now: datetime, stop: Callable[[], bool]) -> Planned:
    """A plan of the day; may take ten seconds (work lane). Raises `Refused`."""
    from mdt_app.planner import slots

    return slots.plan_slots(day, now=now, stop=stop)
