"""What a move by hand does is said at once, person by person."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from planning_kit import START, at, case, day, gp, starts, window

from mdt_app.domain.errors import Refused
from mdt_app.domain.planning_day import PlanningDay, Wish, WishKind
from mdt_app.domain.planning_effect import effect_of, plan_in_order
from mdt_app.domain.planning_grid import grid_of

TWO_OF_ONE = day(case("a", "x"), case("b", "x"), case("c"), people=(gp("x"),))


def test_cases_follow_each_other_round_breaks_and_pins() -> None:
    plan = plan_in_order(
        grid_of(day(case("a"), case("b"), case("p", pinned=30), case("c"), breaks=(window(15, 20),))),
        ("a", "b", "p", "c"),
    )
    assert starts(plan) == {"a": 0, "b": 20, "p": 30, "c": 40}


def test_waiting_counts_from_the_first_slot_to_the_last_less_the_own_cases() -> None:
    grid = grid_of(TWO_OF_ONE)
    assert plan_in_order(grid, ("a", "b", "c")).outside_waiting == 0
    assert plan_in_order(grid, ("a", "c", "b")).outside_waiting == 10


def test_who_comes_at_a_time_of_his_own_waits_from_then() -> None:
    grid = grid_of(day(case("a"), case("b", "x"), people=(gp("x", arrives=0),)))
    assert plan_in_order(grid, ("a", "b")).stays[0].minutes == 10
    assert plan_in_order(grid, ("b", "a")).stays[0].minutes == 0


def test_a_move_names_whom_it_hurts_and_by_how_much() -> None:
    grid = grid_of(TWO_OF_ONE)
    effect = effect_of(grid, ("a", "c", "b"), plan_in_order(grid, ("a", "b", "c")))
    assert [(one.person_id, one.name, one.before, one.after) for one in effect.hurt] == [("x", "Dr x", 0, 10)]


def test_a_move_names_who_can_no_longer_be_there() -> None:
    grid = grid_of(day(case("a", "x"), case("b"), people=(gp("x", (0, 10)),)))
    before = plan_in_order(grid, ("a", "b"))
    effect = effect_of(grid, ("b", "a"), before)
    assert effect.hurt[0].misses == ("a",)
    assert effect.broken == (Wish(kind=WishKind.WINDOW, case_id="a", person_id="x"),)
    back = effect_of(grid, ("a", "b"), effect.plan)
    assert (back.hurt, back.mended, back.changes[0].reaches) == ((), effect.broken, ("a",))


def test_a_less_urgent_case_before_an_urgent_one_is_said() -> None:
    grid = grid_of(day(case("a"), case("u", urgency=1)))
    assert plan_in_order(grid, ("a", "u")).unmet == (Wish(kind=WishKind.URGENCY, case_id="u"),)
    assert plan_in_order(grid, ("u", "a")).unmet == ()


def test_before_its_people_can_be_there_an_urgent_case_lets_others_go_first() -> None:
    grid = grid_of(day(case("a"), case("u", "x", urgency=1), people=(gp("x", (10, 30)),)))
    assert plan_in_order(grid, ("a", "u")).unmet == ()


def test_a_case_past_the_end_is_said() -> None:
    plan = plan_in_order(grid_of(day(case("a"), case("b"), end=15)), ("a", "b"))
    assert plan.unmet == (Wish(kind=WishKind.END, case_id="b"),)


def test_the_room_waits_a_little_for_somebody_but_not_long() -> None:
    soon, late = (day(case("a", "x"), case("b"), people=(gp("x", (since, 50)),)) for since in (8, 25))
    assert starts(plan_in_order(grid_of(soon), ("a", "b")))["a"] == 8
    assert starts(plan_in_order(grid_of(late), ("a", "b")))["a"] == 0


def test_another_meeting_takes_its_time_from_a_persons_windows() -> None:
    busy = replace(gp("x", (0, 30)), elsewhere=(window(0, 15),))
    grid = grid_of(day(case("a", "x"), people=(busy,)))
    assert grid.free == (((15, 30),),)


def test_an_order_that_is_not_this_agenda_is_refused() -> None:
    grid = grid_of(TWO_OF_ONE)
    with pytest.raises(Refused, match="agenda has changed"):
        plan_in_order(grid, ("a", "b"))


def test_slots_last_their_minutes_while_the_clocks_change() -> None:
    brussels = ZoneInfo("Europe/Brussels")
    night = PlanningDay(
        starts_at=datetime(2026, 10, 25, 2, 50, tzinfo=brussels),
        ends_at=datetime(2026, 10, 25, 4, 0, tzinfo=brussels),
        cases=(case("a", minutes=20), case("b", minutes=20)),
    )
    grid = grid_of(night)
    assert grid.end == 130
    plan = plan_in_order(grid, ("a", "b"))
    for slot in plan.slots:
        assert slot.until.astimezone(UTC) - slot.since.astimezone(UTC) == timedelta(minutes=20)
    assert [(slot.since.hour, slot.since.minute, slot.since.fold) for slot in plan.slots] == [
        (2, 50, 0),
        (2, 10, 1),
    ]


def test_a_window_given_in_another_zone_is_the_same_moment() -> None:
    there = gp("x", (0, 30))
    abroad = tuple(
        replace(
            one, since=one.since.astimezone(ZoneInfo("America/New_York")), until=one.until.astimezone(UTC)
        )
        for one in there.windows
    )
    assert grid_of(day(people=(replace(there, windows=abroad),))).free == (((0, 30),),)
    assert (START, at(30)) == (abroad[0].since, abroad[0].until)
