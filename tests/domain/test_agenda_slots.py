"""Who looks at an agenda sees the same times everywhere: planned ones, and those that follow."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from mdt_app.domain.agenda import Break, Listing, Outcome, in_order_of_time, slots

BRUSSELS = ZoneInfo("Europe/Brussels")
START = datetime(2026, 11, 26, 13, tzinfo=BRUSSELS)


def listing(position: int, minutes: int = 10, at: int | None = None, **more: object) -> Listing:
    return Listing(
        id=f"l{position}", meeting_id="m", case_id=f"c{position}", patient_id=f"p{position}", position=position,
        minutes=minutes, starts_at=None if at is None else (START + timedelta(minutes=at)).astimezone(UTC), **more,
    )  # fmt: skip


def starts(*listings: Listing, breaks: tuple[Break, ...] = ()) -> dict[str, int]:
    found = slots(listings, START, breaks)
    return {id: (since - START) // timedelta(minutes=1) for id, (since, _) in found.items()}


def test_cases_without_a_planned_start_follow_each_other() -> None:
    assert starts(listing(2), listing(1, 6)) == {"l1": 0, "l2": 6}


def test_a_planned_start_counts_and_the_next_case_follows_it() -> None:
    assert starts(listing(1, at=5), listing(2), listing(3, at=40)) == {"l1": 5, "l2": 15, "l3": 40}


def test_a_case_that_grew_pushes_those_planned_after_it_but_no_pin() -> None:
    found = starts(listing(1, 20, at=0), listing(2, at=10), listing(3, at=30, pinned=True), listing(4, at=40))
    assert found == {"l1": 0, "l2": 20, "l3": 30, "l4": 40}


def test_nothing_lies_in_a_break() -> None:
    pause = Break(since=START + timedelta(minutes=15), until=START + timedelta(minutes=25))
    assert starts(listing(1), listing(2), listing(3), breaks=(pause,)) == {"l1": 0, "l2": 25, "l3": 35}


def test_a_pin_stays_and_the_others_go_round_it() -> None:
    assert starts(listing(1, at=5, pinned=True), listing(2), listing(3)) == {"l1": 5, "l2": 15, "l3": 25}


def test_cases_taken_off_and_standard_ones_have_no_slot() -> None:
    off, standard = listing(1, at=0, outcome=Outcome.WITHDRAWN), listing(2, outcome=Outcome.STANDARD)
    assert starts(off, standard, listing(3)) == {"l3": 0}


def test_times_planned_for_another_day_count_no_more() -> None:
    held = START - timedelta(days=1)
    found = slots((listing(1, at=30), listing(2, at=10, pinned=True)), held)
    assert [since for since, _ in found.values()] == [held, held + timedelta(minutes=10)]


def test_an_hour_that_the_clocks_show_twice_is_two_hours_long() -> None:
    night = datetime(2026, 10, 25, 2, 30, tzinfo=BRUSSELS)
    found = slots((listing(1, 60), listing(2, 60)), night)
    said = [(since.strftime("%H:%M %z"), until.strftime("%H:%M %z")) for since, until in found.values()]
    assert said == [("02:30 +0200", "02:30 +0100"), ("02:30 +0100", "03:30 +0100")]


def test_positions_follow_the_times_and_a_case_without_one_stays_behind_its_neighbour() -> None:
    agenda = (listing(1), listing(2, outcome=Outcome.STANDARD), listing(3, at=0, pinned=True))
    starts = {id: since for id, (since, _) in slots(agenda, START).items()}
    assert [one.id for one in in_order_of_time(agenda, starts)] == ["l3", "l1", "l2"]
