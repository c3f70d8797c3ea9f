"""The coming cases' expected times follow from what has happened and what was planned, and from nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from mdt_app.domain.agenda import Break, Listing, Meeting, MeetingState, Outcome, slots
from mdt_app.domain.slipping import Expected, Stage, calls_for, expected, late_by, spent

BRUSSELS = ZoneInfo("Europe/Brussels")
START = datetime(2026, 10, 15, 13, tzinfo=BRUSSELS)


def meeting(**more: object) -> Meeting:
    base = Meeting(id="m", board_id="b", starts_at=START, state=MeetingState.OPEN, opened_at=START)
    return replace(base, **more)  # type: ignore[arg-type]


def at(minutes: float) -> datetime:
    return START.astimezone(UTC) + timedelta(minutes=minutes)


def case(number: int, minutes: int = 6, **more: object) -> Listing:
    base = Listing(
        id=f"case{number}", meeting_id="m", case_id=f"c{number}", patient_id=f"p{number}", position=number,
        minutes=minutes,
    )  # fmt: skip
    return replace(base, **more)  # type: ignore[arg-type]


def starts(course: tuple[Expected, ...]) -> dict[str, float]:
    return {one.listing_id: (one.since - START).total_seconds() / 60 for one in course}


def test_before_anything_has_happened_the_plan_stands() -> None:
    course = expected(meeting(), [case(1), case(2), case(3)], at(-5))
    assert starts(course) == {"case1": 0, "case2": 6, "case3": 12}
    assert late_by(course) == 0


def test_a_case_that_takes_too_long_moves_everyone_after_it() -> None:
    listings = [case(1, began_at=at(0)), case(2), case(3)]
    course = expected(meeting(), listings, at(18))
    assert starts(course) == {"case1": 0, "case2": 18, "case3": 24}
    assert [one.late for one in course] == [0, 12, 12]
    assert late_by(course) == 12


def test_a_case_that_is_over_sooner_brings_the_next_ones_forward() -> None:
    listings = [case(1, began_at=at(0), ended_at=at(2)), case(2, began_at=at(2)), case(3)]
    course = expected(meeting(), listings, at(3))
    assert starts(course)["case3"] == 8
    assert late_by(course) == -4


def test_a_pinned_case_comes_no_earlier_than_its_time() -> None:
    listings = [case(1, began_at=at(0), ended_at=at(2)), case(2, starts_at=at(6), pinned=True), case(3)]
    assert starts(expected(meeting(), listings, at(2))) == {"case1": 0, "case2": 6, "case3": 12}


def test_a_case_for_which_the_plan_waits_comes_no_earlier() -> None:
    listings = [case(1, began_at=at(0), ended_at=at(2)), case(2, starts_at=at(10)), case(3)]
    assert starts(expected(meeting(), listings, at(2)))["case2"] == 10


def test_a_break_that_lies_ahead_is_kept() -> None:
    pause = Break(since=at(12), until=at(22))
    listings = [case(1, began_at=at(0)), case(2), case(3)]
    course = expected(meeting(breaks=(pause,)), listings, at(8))
    assert starts(course) == {"case1": 0, "case2": 22, "case3": 28}


def test_a_case_passed_over_comes_last_where_the_jump_left_no_time() -> None:
    listings = [case(1), case(2, began_at=at(6)), case(3)]
    course = expected(meeting(), listings, at(7))
    assert [one.listing_id for one in course] == ["case2", "case3", "case1"]


def test_withdrawn_deferred_and_decided_cases_take_no_time() -> None:
    listings = [
        case(1, began_at=at(0)), case(2, outcome=Outcome.WITHDRAWN), case(3, outcome=Outcome.DEFERRED), case(4),
        case(5),
    ]  # fmt: skip
    course = expected(meeting(), listings, at(1), done={"case4"})
    assert [one.listing_id for one in course] == ["case1", "case5"]


def test_a_meeting_opened_on_another_day_counts_from_its_opening() -> None:
    opened = at(24 * 60 * 3 + 17)
    course = expected(meeting(opened_at=opened), [case(1), case(2)], opened)
    assert late_by(course) == 0
    assert course[1].since - course[0].since == timedelta(minutes=6)


def test_a_meeting_left_open_is_not_called_days_late() -> None:
    course = expected(meeting(), [case(1, began_at=at(0)), case(2)], at(60 * 24 * 3))
    assert late_by(course) is None


def test_the_clock_goes_on_from_the_same_plan_when_the_first_case_begins() -> None:
    decided = {f"case{number}" for number in range(1, 24)}
    for opened in (None, at(1), at(119), at(138), at(-125)):
        day, now = meeting(opened_at=opened), at(253)
        listings = [case(number) for number in range(1, 31)]
        before = expected(day, listings, now, decided)
        listings[23] = replace(listings[23], began_at=now)
        after = expected(day, listings, now, decided)
        assert late_by(after) == late_by(before)
        plan = {one.listing_id: one.planned for one in before}
        assert {one.listing_id: one.planned for one in after} == plan


def test_a_case_passed_over_makes_nobody_late() -> None:
    listings = [case(1), case(2), case(3, began_at=at(12)), case(4)]
    course = expected(meeting(), listings, at(12))
    assert [one.passed_over for one in course] == [False, False, True, True]
    assert late_by(course) == 0
    listings[2:] = [case(3, began_at=at(12), ended_at=at(18)), case(4, began_at=at(18))]
    assert late_by(expected(meeting(), listings, at(20))) == 0


def test_a_jump_ahead_over_undecided_cases_makes_the_meeting_neither_late_nor_early() -> None:
    listings = [case(1, began_at=at(0), ended_at=at(6)), *(case(number) for number in range(2, 11))]
    assert late_by(expected(meeting(), listings, at(6))) == 0
    for jumped in (5, 9, 10):
        after = [*listings]
        after[jumped - 1] = case(jumped, began_at=at(6))
        assert late_by(expected(meeting(), after, at(6))) == 0
        after[jumped - 1] = case(jumped, began_at=at(6), ended_at=at(12))
        assert late_by(expected(meeting(), after, at(12))) == 0


def test_the_cases_passed_over_fill_the_time_that_the_jump_left() -> None:
    listings = [case(1), case(2), case(3, began_at=at(0)), case(4)]
    assert starts(expected(meeting(), listings, at(1))) == {"case3": 0, "case1": 6, "case2": 12, "case4": 18}


def test_time_won_before_a_jump_is_still_won_after_it() -> None:
    listings = [
        *(case(number, began_at=at(number - 1), ended_at=at(number)) for number in range(1, 6)),
        case(6), case(7, began_at=at(5)), case(8),
    ]  # fmt: skip
    assert late_by(expected(meeting(), listings, at(5))) == 11 + 6 - 42


def test_time_lost_before_a_jump_stays_lost_as_far_as_the_jump_did_not_win_it_back() -> None:
    listings = [case(1, began_at=at(0), ended_at=at(30)), case(2), case(3, began_at=at(30)), case(4)]
    assert late_by(expected(meeting(), listings, at(30))) == 36 - 18


def test_cases_passed_over_and_then_taken_off_make_the_meeting_early() -> None:
    listings = [case(1), case(2), case(3, began_at=at(0)), case(4)]
    assert late_by(expected(meeting(), listings, at(0))) == 0
    assert late_by(expected(meeting(), listings, at(0), done={"case1", "case2"})) == -12


def test_stepping_through_undecided_cases_to_a_later_one_is_a_jump_over_them() -> None:
    listings = [
        case(1, began_at=at(0), ended_at=at(6)),
        *(case(number, began_at=at(6), ended_at=at(6.05)) for number in (2, 3, 4)),
        case(5, began_at=at(6.1)), case(6),
    ]  # fmt: skip
    course = expected(meeting(), listings, at(7))
    assert late_by(course) == 0
    assert [one.listing_id for one in course if one.passed_over] == ["case2", "case3", "case4"]
    decided = {"case2", "case3", "case4"}
    assert late_by(expected(meeting(), listings, at(7), decided)) == -17


def test_nobody_planned_later_is_called_early_because_of_a_jump() -> None:
    listings = [case(1), case(2), case(3, began_at=at(0)), case(4)]
    course = expected(meeting(), listings, at(5))
    assert calls_for(course, at(5), 3) == ("case3", "case1")


def test_whoever_is_outside_is_called_shortly_before_the_case_is_expected() -> None:
    listings = [case(1, began_at=at(0)), case(2), case(3)]

    def called(minute: float) -> tuple[str, ...]:
        return calls_for(expected(meeting(), listings, at(minute)), at(minute), 3)

    assert called(2.9) == ("case1",)
    assert called(3) == ("case1", "case2")
    assert called(20) == ("case1", "case2")


def test_nobody_is_called_long_before_the_first_case() -> None:
    course = expected(meeting(), [case(1)], at(-10))
    assert calls_for(course, at(-10), 3) == ()
    assert calls_for(course, at(-3), 3) == ("case1",)


def test_lateness_is_right_across_the_end_of_summer_time() -> None:
    begin = datetime(2026, 10, 25, 2, 50, tzinfo=BRUSSELS)
    night = meeting(starts_at=begin, opened_at=begin)
    listings = [case(1, 30, began_at=begin.astimezone(UTC)), case(2)]
    course = expected(night, listings, begin.astimezone(UTC) + timedelta(minutes=35))
    assert [one.late for one in course] == [0, 5]


def test_the_clock_leaves_out_a_case_that_came_in_between() -> None:
    first, second = case(1, began_at=at(0)), case(2, began_at=at(5), ended_at=at(10))
    assert spent(first, [first, second], at(12)) == timedelta(minutes=7)
    assert spent(second, [first, second], at(12)) == timedelta(minutes=5)
    assert spent(case(3), [first, second], at(12)) == timedelta(0)


@st.composite
def days(draw: st.DrawFn) -> tuple[Meeting, list[Listing], datetime]:
    """A meeting somewhere in its course: some cases over, perhaps one running, pins and a break ahead or behind."""
    count = draw(st.integers(1, 9))
    listings, clock = [], draw(st.integers(-5, 15))
    begun = draw(st.integers(0, count))
    for number in range(1, count + 1):
        one = case(number, draw(st.integers(1, 15)))
        if number <= begun:
            took = draw(st.integers(0, 20))
            last = number == begun and draw(st.booleans())
            one = replace(one, began_at=at(clock), ended_at=None if last else at(clock + took))
            clock += took
        elif draw(st.booleans()):
            one = replace(one, starts_at=at(draw(st.integers(0, 120))), pinned=draw(st.booleans()))
        listings.append(one)
    since = draw(st.integers(0, 100))
    pause = Break(since=at(since), until=at(since + draw(st.integers(5, 20))))
    breaks = (pause,) if draw(st.booleans()) else ()
    return meeting(breaks=breaks), listings, at(clock + draw(st.integers(0, 30)))


@given(days())
def test_coming_cases_begin_after_now_one_after_the_other_and_clear_of_breaks(
    day: tuple[Meeting, list[Listing], datetime],
) -> None:
    one, listings, now = day
    course = expected(one, listings, now)
    coming = [each for each in course if each.stage == Stage.TO_COME]
    assert {each.listing_id for each in course} == {each.id for each in listings}
    assert all(each.since >= now for each in coming)
    assert all(before.until <= after.since for before, after in pairwise(coming))
    assert all(
        each.until <= pause.since or pause.until <= each.since for each in coming for pause in one.breaks
    )
    pinned = {each.id: each.starts_at for each in listings if each.pinned}
    assert all(each.since >= pinned[each.listing_id] for each in coming if each.listing_id in pinned)


@given(days(), st.integers(0, 60))
def test_waiting_brings_no_case_forward_that_nobody_passed_over(
    day: tuple[Meeting, list[Listing], datetime], minutes: int
) -> None:
    one, listings, now = day
    sooner = {each.listing_id: each.since for each in expected(one, listings, now)}
    later = expected(one, listings, now + timedelta(minutes=minutes))
    assert all(each.since >= sooner[each.listing_id] for each in later if not each.passed_over)


@given(days())
def test_nothing_that_happened_is_moved_by_what_is_expected(
    day: tuple[Meeting, list[Listing], datetime],
) -> None:
    one, listings, now = day
    begun = {each.id: each for each in listings if each.began_at is not None}
    for each in expected(one, listings, now, done=begun):
        if each.listing_id in begun:
            was = begun[each.listing_id]
            assert each.since == was.began_at
            assert was.ended_at is None or each.until == was.ended_at


@given(days())
def test_a_plan_without_overlaps_stands_until_something_happens(
    day: tuple[Meeting, list[Listing], datetime],
) -> None:
    one, listings, _ = day
    fresh = [replace(each, began_at=None, ended_at=None) for each in listings]
    planned = slots(fresh, START, one.breaks)
    order = sorted(planned.values())
    pauses = [(each.since, each.until) for each in one.breaks]
    spans = sorted([*order, *pauses])
    if all(before[1] <= after[0] for before, after in pairwise(spans)):
        course = expected(one, fresh, at(-10))
        assert {each.listing_id: (each.since, each.until) for each in course} == planned
