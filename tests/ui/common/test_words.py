"""Days are said as people say them, wherever a rule wrote them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from mdt_app.ui.common import words


def test_a_sentence_of_a_rule_says_its_days() -> None:
    written = "Medication adjusted on 2026-11-09; born 12-03-1951."
    assert words.said_dates(written) == "Medication adjusted on 9 Nov 2026; born 12 Mar 1951."


def test_the_year_is_left_out_where_it_is_the_year_of_the_page() -> None:
    assert (
        words.said_dates("due 2026-11-09, told 2025-12-01", date(2026, 11, 23))
        == "due 9 Nov, told 1 Dec 2025"
    )


def test_what_is_no_day_stays_as_it_is() -> None:
    assert words.said_dates("case LUNG-2026-0028, number 2026-13-45, phone 09-00-4410") == (
        "case LUNG-2026-0028, number 2026-13-45, phone 09-00-4410"
    )


def test_a_clock_of_another_place_says_the_place_and_this_machines_own_says_none() -> None:
    at = datetime(2026, 11, 23, 13, 6, 5, tzinfo=UTC)
    here = at.astimezone().utcoffset() or timedelta()
    assert words.said_clock(at, timezone(here)) == f"{at.astimezone():%H:%M}"
    there = "Pacific/Kiritimati" if here < timedelta(hours=12) else "America/New_York"
    clock = f"{at.astimezone(ZoneInfo(there)):%H:%M:%S}"
    said = words.said_clock(at, ZoneInfo(there), seconds=True)
    assert said == f"{clock} {there.rpartition('/')[2].replace('_', ' ')}"


def test_a_day_to_come_has_a_shape_and_a_word() -> None:
    assert words.said_from(date(2026, 12, 12), date(2026, 11, 23), date(2026, 1, 1)) == "○ from 12 Dec"
    assert words.said_from(date(2026, 11, 23), date(2026, 11, 23), date(2026, 1, 1)) == "23 Nov"
