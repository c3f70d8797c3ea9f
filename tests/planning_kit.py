"""Small meeting days for tests, written in minutes from 13:00."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from mdt_app.domain.planning_day import DayCase, DayPlan, Invited, PlanningDay
from mdt_app.domain.windows import Window

START = datetime(2026, 11, 26, 13, tzinfo=ZoneInfo("Europe/Brussels"))


def at(minute: int) -> datetime:
    return START + timedelta(minutes=minute)


def window(since: int, until: int) -> Window:
    return Window(since=at(since), until=at(until))


def gp(id: str, *windows: tuple[int, int], arrives: int | None = None) -> Invited:
    """Somebody from outside, there in these windows."""
    return Invited(
        id=id,
        name=f"Dr {id}",
        outside=True,
        windows=tuple(window(*one) for one in windows),
        arrives_at=None if arrives is None else at(arrives),
    )


def case(id: str, *people: str, minutes: int = 10, urgency: int = 0, pinned: int | None = None) -> DayCase:
    return DayCase(
        id=id,
        name=f"Case {id}",
        minutes=minutes,
        people=people,
        urgency=urgency,
        pinned_at=None if pinned is None else at(pinned),
    )


def day(
    *cases: DayCase, people: tuple[Invited, ...] = (), end: int = 60, breaks: tuple[Window, ...] = ()
) -> PlanningDay:
    return PlanningDay(starts_at=START, ends_at=at(end), cases=cases, people=people, breaks=breaks)


def starts(plan: DayPlan) -> dict[str, int]:
    """The start of each case in minutes from 13:00."""
    return {slot.case_id: (slot.since - START) // timedelta(minutes=1) for slot in plan.slots}
