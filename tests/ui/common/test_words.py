"""Days are said as people say them, wherever a rule wrote them."""

from __future__ import annotations

from datetime import date

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
