"""How late a letter is counts working days, and the day of a moment is that of the board's place."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mdt_app.domain.letters.dispatch import (
    SATURDAY,
    day_at,
    late_from,
    workday_before,
    workdays_between,
)

FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("days", "working"), [(-3, 0), (0, 0), (1, 0), (2, 0), (3, 1), (7, 5), (8, 5), (10, 6), (21, 15)]
)
def test_a_weekend_is_no_working_day(days: int, working: int) -> None:
    assert workdays_between(FRIDAY, FRIDAY + timedelta(days=days)) == working


def test_working_days_are_counted_as_they_are_waited_for() -> None:
    for start in range(14):
        held = FRIDAY + timedelta(days=start)
        for allowed in range(6):
            assert workdays_between(held, late_from(held, allowed)) == allowed + 1


@pytest.mark.parametrize("allowed", range(1, 6))
@pytest.mark.parametrize("start", range(7))
def test_the_last_day_for_a_letter_is_a_working_day(start: int, allowed: int) -> None:
    """A letter that is late on Monday was to be out on Friday, and then it is due."""
    held = FRIDAY + timedelta(days=start)
    late_on = late_from(held, allowed)
    last = workday_before(late_on)
    assert last.isoweekday() < SATURDAY
    assert (workdays_between(held, last), workdays_between(last, late_on)) == (allowed, 1)


def test_late_at_night_it_is_the_next_day_in_brussels_already() -> None:
    held = datetime(2026, 11, 19, 13, tzinfo=ZoneInfo("Europe/Brussels"))
    assert day_at(datetime(2026, 11, 20, 22, 59, tzinfo=UTC), held) == date(2026, 11, 20)
    assert day_at(datetime(2026, 11, 20, 23, 30, tzinfo=UTC), held) == date(2026, 11, 21)
