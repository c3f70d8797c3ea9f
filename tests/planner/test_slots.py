"""The planner keeps what must hold, wastes nobody's time without need, and says what collides."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from threading import Event, Timer
from time import monotonic

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from planning_kit import START, at, case, day, gp, starts, window

from mdt_app.domain.errors import Refused
from mdt_app.domain.planning_day import Planned, PlanningDay, Wish, WishKind
from mdt_app.domain.planning_effect import outside_waiting, plan_in_order, starts_in_order, unmet
from mdt_app.domain.planning_grid import grid_of
from mdt_app.planner.slots import plan_slots


def planned(one: PlanningDay, seed: int = 0) -> Planned:
    return plan_slots(one, now=START, seed=seed)


def test_everyone_is_there_within_his_hours() -> None:
    found = planned(
        day(
            case("a", "gp"),
            case("b", "radiologist"),
            case("c", "team"),
            people=(gp("gp", (20, 40)), gp("radiologist", (0, 20)), gp("team", (0, 10))),
        )
    )
    assert starts(found.plan) == {"c": 0, "b": 10, "a": 20}
    assert (found.plan.unmet, found.collides, found.best) == ((), (), True)


def test_the_cases_of_an_outside_person_follow_each_other() -> None:
    found = planned(day(case("a", "x"), case("b"), case("c", "x"), case("d", "x"), people=(gp("x"),)))
    assert (found.plan.outside_waiting, found.bound, found.best) == (0, 0, True)


def test_a_members_cases_come_close_together_too() -> None:
    member = replace(gp("m"), outside=False)
    found = planned(day(case("a", "m"), case("b"), case("c", "m"), people=(member,)))
    assert found.plan.stays[0].minutes == 0


def test_urgent_cases_come_first_and_pinned_ones_stay() -> None:
    found = planned(day(case("a"), case("b", pinned=10), case("u", urgency=2), case("v", urgency=1)))
    assert starts(found.plan) == {"u": 0, "b": 10, "v": 20, "a": 30}


def test_no_case_lies_in_a_break() -> None:
    found = planned(day(case("a", minutes=20), case("b", minutes=15), breaks=(window(15, 25),), end=60))
    assert starts(found.plan) == {"b": 0, "a": 25}


def test_a_day_without_cases_has_an_empty_plan() -> None:
    assert planned(day()).plan.slots == ()


def test_two_who_can_come_only_at_the_same_time_are_named_and_one_keeps_it() -> None:
    found = planned(
        day(case("a", "x"), case("b", "y"), case("c"), people=(gp("x", (0, 10)), gp("y", (0, 10))))
    )
    wishes = {Wish(kind=WishKind.WINDOW, case_id=c, person_id=p) for c, p in (("a", "x"), ("b", "y"))}
    assert set(found.collides) == wishes
    assert len(found.plan.unmet) == 1
    assert set(found.plan.unmet) < wishes
    assert set(starts(found.plan).values()) >= {0, 10}, "the wish given up is missed by as little as can be"


def test_somebody_who_comes_only_after_the_end_is_named_alone() -> None:
    found = planned(day(case("a", "x"), people=(gp("x", (90, 120)),)))
    assert found.collides == (Wish(kind=WishKind.WINDOW, case_id="a", person_id="x"),)


def test_a_pin_against_a_window_is_named_and_stays() -> None:
    found = planned(day(case("a", "x", pinned=30), people=(gp("x", (0, 20)),)))
    assert set(found.collides) == {
        Wish(kind=WishKind.PIN, case_id="a"),
        Wish(kind=WishKind.WINDOW, case_id="a", person_id="x"),
    }
    assert starts(found.plan) == {"a": 30}


def test_more_cases_than_time_collide_with_the_end_and_run_past_it_least() -> None:
    found = planned(day(case("a"), case("b"), case("c"), end=25))
    assert found.collides == (Wish(kind=WishKind.END),)
    assert len(found.plan.unmet) == 1
    assert found.plan.slots[-1].until == at(30)


def test_a_window_given_up_still_leaves_him_waiting_least() -> None:
    found = planned(
        day(
            case("a", "x"),
            case("b", "y", pinned=0),
            case("c", "x"),
            case("d"),
            people=(gp("x", (0, 10)), gp("y")),
        )
    )
    assert len(found.plan.unmet) == 2
    assert found.plan.outside_waiting == 0


@pytest.mark.parametrize("wrong", [day(case("a", minutes=0)), day(end=-5)])
def test_a_day_with_a_fault_is_refused(wrong: PlanningDay) -> None:
    with pytest.raises(Refused):
        planned(wrong)


def crowded(cases: int) -> PlanningDay:
    """A day in which everybody is wanted everywhere."""
    people = tuple(gp(f"p{number}") for number in range(cases))
    listed = [
        case(f"c{n}", f"p{n}", f"p{(n * 7 + 3) % cases}", f"p{(n * 5 + 1) % cases}", minutes=5)
        for n in range(cases)
    ]
    cleared = [replace(one, people=tuple(dict.fromkeys(one.people))) for one in listed]
    return day(*cleared, people=people, end=cases * 5)


def test_a_stop_ends_the_work_soon_with_what_was_found() -> None:
    stop = Event()
    Timer(1.0, stop.set).start()
    began, busy = monotonic(), crowded(40)
    found = plan_slots(busy, now=START, stop=stop.is_set)
    assert found.cancelled
    assert monotonic() - began < 5
    assert len(found.plan.slots) == 40
    by_hand = plan_in_order(grid_of(busy), [one.id for one in busy.cases])
    assert found.plan.outside_waiting <= by_hand.outside_waiting


def test_the_time_given_is_kept_however_hard_the_day() -> None:
    began = monotonic()
    found = plan_slots(crowded(40), now=START, seconds=3.0)
    assert monotonic() - began < 6
    assert found.bound <= found.plan.outside_waiting


def test_the_same_seed_gives_the_same_plan() -> None:
    one = day(*(case(f"c{n}", f"p{n % 3}") for n in range(6)), people=tuple(gp(f"p{n}") for n in range(3)))
    assert planned(one, seed=7) == planned(one, seed=7)


def test_the_solver_is_imported_only_when_something_is_planned() -> None:
    code = "import sys, mdt_app.planner.slots; sys.exit('ortools' in sys.modules or 'pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@st.composite
def days(draw: st.DrawFn) -> PlanningDay:
    """Small days of all kinds, many of which no plan fits."""
    count = draw(st.integers(1, 6))
    minutes = [draw(st.integers(3, 12)) for _ in range(count)]
    people = []
    for number in range(draw(st.integers(0, 4))):
        since = draw(st.integers(0, 50))
        spans = draw(st.sampled_from([[], [(since, since + draw(st.integers(5, 40)))], [(0, 15), (30, 45)]]))
        arrives = draw(st.sampled_from([None, None, 0, 20]))
        people.append(replace(gp(f"p{number}", *spans, arrives=arrives), outside=draw(st.booleans())))
    cases = [
        case(
            f"c{number}",
            *(draw(st.sets(st.sampled_from([one.id for one in people]), max_size=3)) if people else ()),
            minutes=minutes[number],
            urgency=draw(st.sampled_from([0, 0, 0, 1])),
            pinned=draw(st.sampled_from([None, None, None, 40])) if number == 0 else None,
        )
        for number in range(count)
    ]
    pause = draw(st.sampled_from([(), (window(15, 20),)]))
    return day(*cases, people=tuple(people), end=draw(st.sampled_from([52, 60, 80])), breaks=pause)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(days())
def test_whatever_the_day_the_plan_holds_and_says_what_it_gives_up(one: PlanningDay) -> None:
    found, grid = planned(one), grid_of(one)
    at_minute = starts(found.plan)
    chosen = [at_minute[each.id] for each in one.cases]
    spans = sorted((start, start + each.minutes) for start, each in zip(chosen, one.cases, strict=True))
    assert all(first[1] <= then[0] for first, then in pairwise(spans))
    assert all(end <= since or until <= start for start, end in spans for since, until in grid.closed)
    assert all(pin in (None, start) for pin, start in zip(grid.pins, chosen, strict=True))
    assert found.plan.unmet == unmet(grid, chosen)
    assert found.plan.outside_waiting == outside_waiting(grid, chosen) >= found.bound
    by_hand = starts_in_order(grid, range(len(one.cases)))
    assert len(found.plan.unmet) <= len(unmet(grid, by_hand))
    if not unmet(grid, by_hand):
        assert found.plan.outside_waiting <= outside_waiting(grid, by_hand)
    assert bool(found.plan.unmet) == bool(found.collides or found.undecided)
