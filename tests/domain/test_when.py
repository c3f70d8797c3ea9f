"""People say when they can come in their own words, and read back what was understood."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from mdt_app.domain.attendance import Presence
from mdt_app.domain.errors import Refused
from mdt_app.domain.when import Hours, moment_from, windows_from, windows_text

BRUSSELS = ZoneInfo("Europe/Brussels")
HOURS = Hours.of(datetime(2026, 11, 26, 13, tzinfo=BRUSSELS), 90)


@pytest.mark.parametrize(
    ("said", "understood"),
    [
        ("13:10-13:30", "13:10-13:30"),
        ("13.10 – 13.30", "13:10-13:30"),
        ("13h10 to 13h30", "13:10-13:30"),
        ("-14:00", "until 14:00"),
        ("until 14", "until 14:00"),
        ("13:30-", "from 13:30"),
        ("from 13:30", "from 13:30"),
        ("first 30", "until 13:30"),
        ("First half hour", "until 13:30"),
        ("last 20 min", "from 14:10"),
        ("14:00-14:10, 13:10-13:20", "13:10-13:20, 14:00-14:10"),
        ("13:10-13:20 and 14:00-14:10", "13:10-13:20, 14:00-14:10"),
        ("", ""),
        ("any time", ""),
    ],
)
def test_a_line_is_understood_and_said_back(said: str, understood: str) -> None:
    windows = windows_from(said, HOURS)
    assert windows_text(windows, HOURS) == understood
    assert windows_from(understood, HOURS) == windows


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("13:x", "“13:x” says no time"),
        ("tomorrow", "Write 13:10-13:30, until 14:00"),
        ("13:30-13:10", "13:30 to 13:10 ends before it begins"),
        ("13:10-13:10", "ends before it begins"),
        ("15:00-15:30", "lies outside the meeting, which is from 13:00 to 14:30"),
        ("until 12:00", "12:00"),
        ("25:00-26:00", "25:00 is not a time of day"),
        ("13:10-13:75", "13:75 is not a time of day"),
        ("first 0", "ends before it begins"),
    ],
)
def test_what_is_no_time_of_the_meeting_is_refused_in_a_sentence(said: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        windows_from(said, HOURS)


def test_how_somebody_comes_goes_with_the_time() -> None:
    (window,) = windows_from("13:10-13:30", HOURS, Presence.PHONE)
    assert window.mode == Presence.PHONE


def test_times_after_midnight_are_those_of_the_night() -> None:
    late = Hours.of(datetime(2026, 11, 26, 23, tzinfo=BRUSSELS), 120)
    assert moment_from("00:30", late).day == 27


def test_of_an_hour_shown_twice_the_one_within_the_meeting_is_meant() -> None:
    night = Hours.of(datetime(2026, 10, 25, 2, 45, fold=0, tzinfo=BRUSSELS), 60)
    assert moment_from("02:30", night).astimezone(UTC) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert moment_from("02:50", night).astimezone(UTC) == datetime(2026, 10, 25, 0, 50, tzinfo=UTC)
