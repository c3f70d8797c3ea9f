"""What somebody from outside waits is told at the case that he waits for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from mdt_app.domain.planning_day import DayPlan, PlanningDay


def waits_before(day: PlanningDay, plan: DayPlan) -> Mapping[str, int]:
    """Case id -> minutes that outside people invited to it wait for it, all together: since their case before, or since
    they came. Cases that nobody from outside is invited to are not in it; all of them make `plan.outside_waiting`."""
    slots = {one.case_id: (one.since.astimezone(UTC), one.until.astimezone(UTC)) for one in plan.slots}
    outside = {one.id: one.arrives_at for one in day.people if one.outside}
    found: dict[str, int] = {}
    for person, arrives in outside.items():
        own = sorted((case.id for case in day.cases if person in case.people), key=lambda id: slots[id])
        reached: datetime | None = arrives.astimezone(UTC) if arrives else None
        for id in own:
            since, until = slots[id]
            waited = 0 if reached is None else max(0, int((since - reached).total_seconds() // 60))
            found[id] = found.get(id, 0) + waited
            reached = max(until, reached) if reached else until
    return found
