"""A day may be typed in the ways in which people write it, and nothing is guessed."""

from __future__ import annotations

from datetime import date

import pytest

from mdt_app.ui.cases.days import parse_day

THURSDAY = date(2026, 10, 15)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20 Oct", date(2026, 10, 20)),
        ("20 october 2027", date(2027, 10, 20)),
        ("Mon 20 Oct", date(2026, 10, 20)),
        ("20/10", date(2026, 10, 20)),
        ("20.10.26", date(2026, 10, 20)),
        ("20-10-2026", date(2026, 10, 20)),
        ("2026-10-20", date(2026, 10, 20)),
        ("+7", date(2026, 10, 22)),
        ("+2w", date(2026, 10, 29)),
        ("today", THURSDAY),
        ("tomorrow", date(2026, 10, 16)),
        ("fri", date(2026, 10, 16)),
        ("thu", date(2026, 10, 22)),
        ("29 feb 2028", date(2028, 2, 29)),
    ],
)
def test_a_day_is_understood_as_people_write_it(text: str, day: date) -> None:
    assert parse_day(text, THURSDAY) == day


def test_a_day_that_has_passed_this_year_is_meant_for_the_next() -> None:
    assert parse_day("3 Jan", THURSDAY) == date(2027, 1, 3)


def test_nothing_typed_is_no_day() -> None:
    assert parse_day("  ", THURSDAY) is None


@pytest.mark.parametrize(
    "text", ["soon", "31/2", "32 Oct", "20 Okt 2026 or so", "7", "2026-13-01", "+", "in a week"]
)
def test_what_is_no_day_is_refused_and_not_guessed(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_day(text, THURSDAY)
