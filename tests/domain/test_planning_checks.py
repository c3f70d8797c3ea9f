"""A day that makes no sense is refused in one sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest
from planning_kit import START, at, case, day, gp, window

from mdt_app.domain.errors import Refused
from mdt_app.domain.planning_checks import faults, require_sound
from mdt_app.domain.planning_day import PlanningDay

GOOD = day(case("a", "gp"), people=(gp("gp", (0, 30)),))


def test_a_day_that_makes_sense_has_no_fault() -> None:
    assert list(faults(GOOD, START)) == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (day(end=-10), "The meeting ends before it starts"),
        (day(end=2000), "longer than a day"),
        (replace(GOOD, starts_at=START.replace(tzinfo=None)), "has no time zone"),
        (day(case("a", minutes=0)), "Case a: a case takes at least 1 minute"),
        (day(case("a"), case("a")), "Case a stands twice on the agenda"),
        (day(case("a", "x", "x"), people=(gp("x"),)), "Dr x is invited twice to Case a"),
        (day(case("a", "x")), "Case a: somebody invited is not among the people"),
        (day(people=(gp("x"), gp("x"))), "Dr x stands twice among the people"),
        (day(people=(gp("x", (30, 10)),)), "Dr x: the time 13:30 to 13:10 ends before it begins"),
        (day(people=(gp("x", (10, 10)),)), "Dr x: the time 13:10 to 13:10 is empty"),
        (day(people=(gp("x", (-30, -10)),)), "Dr x: the time 12:30 to 12:50 has passed"),
        (
            day(people=(replace(gp("x", (0, 30)), elsewhere=(window(-10, 15), window(10, 40))),)),
            "Dr x is at another meeting during all the time given",
        ),
        (day(people=(replace(gp("x"), elsewhere=(window(-10, 90),)),)), "Dr x is at another meeting"),
        (
            day(people=(replace(gp("x"), elsewhere=(window(9, 3),)),)),
            "Dr x: the other meeting 13:09 to 13:03 ends",
        ),
        (day(breaks=(window(20, 10),)), "The break 13:20 to 13:10 ends before it begins"),
        (day(breaks=(window(70, 80),)), "The break 14:10 to 14:20 lies outside the meeting"),
        (day(case("a", pinned=0), case("b", pinned=5)), "Case a and Case b are pinned to the same time"),
        (day(case("a", pinned=55)), "Case a is pinned to a time outside the meeting"),
        (day(case("a", pinned=5), breaks=(window(10, 20),)), "Case a is pinned into a break"),
    ],
)
def test_each_fault_is_one_sentence(wrong: PlanningDay, said: str) -> None:
    found = list(faults(wrong, START))
    assert len(found) == 1
    assert said in found[0]
    with pytest.raises(Refused, match=r"[.]$"):
        require_sound(wrong, START)


def test_a_time_passes_while_the_meeting_runs() -> None:
    assert list(faults(GOOD, at(29))) == []
    assert list(faults(GOOD, at(30))) == ["Dr gp: the time 13:00 to 13:30 has passed. Ask for another time."]


def test_another_meeting_that_leaves_some_time_is_no_fault() -> None:
    busy = replace(gp("x", (0, 30)), elsewhere=(window(0, 20),))
    assert list(faults(day(case("a", "x"), people=(busy,)), START)) == []
