"""A board keeps its hour through the year, and a holiday is said and dealt with."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdt_app.domain.agenda import OnHoliday, Rhythm
from mdt_app.domain.errors import Refused
from mdt_app.planner.rhythm import next_session, next_start

BRUSSELS = ZoneInfo("Europe/Brussels")
THURSDAY = Rhythm(weekday=3, time="13:00")
LONG_AGO, LATER = datetime(2020, 1, 1), datetime(2035, 1, 1)  # noqa: DTZ001 - Hypothesis adds the zone
BELGIAN = replace(THURSDAY, holidays="BE")


def at(year: int, month: int, day: int, hour: int = 13, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=BRUSSELS)


@pytest.mark.parametrize(("before", "offset"), [((2026, 3, 26), 2), ((2026, 10, 22), 1)])
def test_a_meeting_at_13_stays_at_13_when_the_clocks_change(
    before: tuple[int, int, int], offset: int
) -> None:
    found = next_start(THURSDAY, at(*before))
    assert (found.hour, found.minute) == (13, 0)
    assert found.utcoffset() == timedelta(hours=offset)
    assert found.astimezone(UTC) - at(*before).astimezone(UTC) != timedelta(days=7)


def test_an_hour_that_the_clocks_leap_over_is_as_much_later() -> None:
    night = Rhythm(weekday=6, time="02:30")
    found = next_start(night, at(2026, 3, 22))
    assert (found.date(), found.hour, found.minute) == (date(2026, 3, 29), 3, 30)


def test_an_hour_that_the_clocks_show_twice_is_the_first() -> None:
    night = Rhythm(weekday=6, time="02:30")
    found = next_start(night, at(2026, 10, 18))
    assert (found.date(), found.hour, found.utcoffset()) == (date(2026, 10, 25), 2, timedelta(hours=2))


def test_a_leap_day_is_a_day_like_others() -> None:
    assert next_start(THURSDAY, at(2024, 2, 22)).date() == date(2024, 2, 29)
    assert next_start(THURSDAY, at(2024, 2, 29)).date() == date(2024, 3, 7)


def test_holidays_are_not_heeded_unless_a_country_is_named() -> None:
    assert next_session(THURSDAY, at(2026, 5, 7)).starts_at == at(2026, 5, 14)


def test_a_session_on_a_holiday_is_left_out_and_said() -> None:
    found = next_session(BELGIAN, at(2026, 5, 7))
    assert found.starts_at == at(2026, 5, 21)
    assert [day for day, _ in found.holidays] == [date(2026, 5, 14)]
    assert found.holidays[0][1]
    assert found.moved_from is None


def test_a_board_every_second_week_skips_a_whole_interval() -> None:
    assert next_start(replace(BELGIAN, weeks=2), at(2026, 4, 30)) == at(2026, 5, 28)


def test_a_session_on_a_holiday_moves_to_the_next_working_day_and_says_from_when() -> None:
    found = next_session(replace(BELGIAN, on_holiday=OnHoliday.NEXT_WORKING_DAY), at(2026, 5, 7))
    assert (found.starts_at, found.moved_from) == (at(2026, 5, 15), date(2026, 5, 14))


def test_the_next_working_day_is_neither_weekend_nor_another_holiday() -> None:
    fridays = Rhythm(weekday=4, time="13:00", holidays="BE", on_holiday=OnHoliday.NEXT_WORKING_DAY)
    assert next_start(fridays, at(2026, 12, 18)) == at(2026, 12, 28)
    thursdays_in_germany = Rhythm(
        weekday=3, time="13:00", zone="Europe/Berlin", holidays="DE", on_holiday=OnHoliday.NEXT_WORKING_DAY
    )
    assert next_start(thursdays_in_germany, at(2025, 12, 18)).date() == date(2025, 12, 29)


def test_after_a_moved_session_the_board_is_back_on_its_day() -> None:
    rhythm = replace(BELGIAN, on_holiday=OnHoliday.NEXT_WORKING_DAY)
    assert next_start(rhythm, at(2026, 5, 15)) == at(2026, 5, 21)


def test_a_region_has_its_own_holidays() -> None:
    thursdays = Rhythm(weekday=3, time="13:00", zone="Europe/Berlin", holidays="DE-BY")
    assert next_start(thursdays, at(2026, 5, 28)).date() == date(2026, 6, 11)
    assert next_start(replace(thursdays, holidays="DE-BE"), at(2026, 5, 28)).date() == date(2026, 6, 4)


def test_an_unknown_country_is_said_in_words() -> None:
    with pytest.raises(Refused, match="No public holidays are known for XX"):
        next_start(replace(THURSDAY, holidays="XX"), at(2026, 5, 7))


@given(
    after=st.datetimes(LONG_AGO, LATER, timezones=st.just(UTC)),
    weekday=st.integers(0, 6),
    weeks=st.integers(1, 4),
    zone=st.sampled_from(["Europe/Brussels", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"]),
)
def test_every_session_is_later_on_its_weekday_and_at_its_hour(
    after: datetime, weekday: int, weeks: int, zone: str
) -> None:
    found = next_start(Rhythm(weekday=weekday, time="13:00", weeks=weeks, zone=zone), after)
    assert found.astimezone(UTC) > after
    assert (found.weekday(), found.hour, found.minute) == (weekday, 13, 0)
    assert found.date() - after.astimezone(ZoneInfo(zone)).date() <= timedelta(weeks=weeks)
