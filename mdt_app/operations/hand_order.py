"""Moving a case by hand lays the whole day out again: whom it hurts is known before anything is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from mdt_app.domain.agenda import Listing, in_order_of_time, moved, slots
from mdt_app.domain.planning_day import DayPlan, PlanningDay
from mdt_app.domain.planning_effect import Effect, effect_of, plan_at
from mdt_app.domain.planning_grid import Grid, grid_of
from mdt_app.domain.planning_waits import waits_before
from mdt_app.operations.planning_wishes import PlanningView, day_of
from mdt_app.operations.rows import ListingRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How an agenda stands: its day, the plan that its slots make, and the minutes waited for each case."""

    view: PlanningView
    day: PlanningDay
    grid: Grid
    plan: DayPlan
    waits: Mapping[str, int]

    @property
    def planned(self) -> bool:
        """Whether times were planned, rather than cases following one another."""
        return any(row.listing.starts_at and not row.listing.pinned for row in self.view.agenda.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What a case at another place does: to people (`effect`), to the cases' starts (`shifts`, those that change), and
    the listings as they would stand. `plain` says that cases just follow one another, before and after."""

    listing_id: str
    position_before: int
    position: int
    before: tuple[Listing, ...]
    effect: Effect
    shifts: Mapping[str, tuple[datetime, datetime]]
    listings: tuple[Listing, ...]
    waits: Mapping[str, int]
    plain: bool
    ends_before: datetime
    ends_after: datetime


def standing_of(view: PlanningView) -> Standing:
    """How an agenda stands now."""
    day = day_of(view.agenda, view.wishes)
    grid = grid_of(day)
    taken = {row.listing.id: row.slot for row in view.agenda.rows if row.slot}
    starts = [grid.minute(taken[case.id][0]) for case in day.cases]
    plan = plan_at(grid, starts)
    return Standing(view=view, day=day, grid=grid, plan=plan, waits=waits_before(day, plan))


def moved_to(standing: Standing, listing_id: str, position: int) -> Moved:
    """What it does when a listing goes to a position of the agenda, from 1. Raises `Refused` when it is gone."""
    agenda = standing.view.agenda
    after = moved(tuple(row.listing for row in agenda.rows), listing_id, position)
    known = {case.id for case in standing.day.cases}
    effect = effect_of(standing.grid, [one.id for one in after if one.id in known], standing.plan)
    return _laid_out(standing, listing_id, position, after, effect)


def laid_out(standing: Standing, plan: DayPlan) -> tuple[Listing, ...]:
    """The listings as a plan has them: its starts, and positions in order of time."""
    return _with_starts(standing, [row.listing for row in standing.view.agenda.rows], plan)


def rows_of(standing: Standing, listings: Sequence[Listing]) -> tuple[ListingRow, ...]:
    """The rows of the agenda with these listings, in their order, with their slots."""
    agenda = standing.view.agenda
    by_id = {row.listing.id: row for row in agenda.rows}
    taken = slots(listings, standing.day.starts_at, agenda.meeting.breaks)
    return tuple(
        replace(by_id[one.id], listing=one, outcome=one.outcome, slot=taken.get(one.id))
        for one in sorted(listings, key=lambda one: one.position)
    )


def shifts_between(before: DayPlan, after: DayPlan) -> Mapping[str, tuple[datetime, datetime]]:
    """Case id -> start before and after, of those that differ."""
    was = {one.case_id: one.since for one in before.slots}
    return {
        one.case_id: (was[one.case_id], one.since)
        for one in after.slots
        if one.case_id in was and was[one.case_id].astimezone(UTC) != one.since.astimezone(UTC)
    }


def ends_at(plan: DayPlan, day: PlanningDay) -> datetime:
    """When the last case ends; the start where there is none."""
    return max((one.until for one in plan.slots), default=day.starts_at, key=lambda at: at.astimezone(UTC))


def _laid_out(
    standing: Standing, listing_id: str, position: int, after: tuple[Listing, ...], effect: Effect
) -> Moved:
    day = standing.day
    follow = slots(after, day.starts_at, standing.view.agenda.meeting.breaks)
    starts = {one.case_id: one.since for one in effect.plan.slots}
    plain = not standing.planned and {id: since for id, (since, _) in follow.items()} == starts
    before = tuple(row.listing for row in standing.view.agenda.rows)
    return Moved(
        listing_id=listing_id,
        position_before=next(one.position for one in before if one.id == listing_id),
        position=position,
        before=before,
        effect=effect,
        shifts=shifts_between(standing.plan, effect.plan),
        listings=after if plain else _with_starts(standing, after, effect.plan),
        waits=waits_before(day, effect.plan),
        plain=plain,
        ends_before=ends_at(standing.plan, day),
        ends_after=ends_at(effect.plan, day),
    )


def _with_starts(standing: Standing, listings: Sequence[Listing], plan: DayPlan) -> tuple[Listing, ...]:
    starts = {one.case_id: one.since.astimezone(UTC) for one in plan.slots}
    placed = [replace(one, starts_at=starts[one.id]) if one.id in starts else one for one in listings]
    return in_order_of_time(placed, starts)
