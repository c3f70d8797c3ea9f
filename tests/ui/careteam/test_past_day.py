"""What has been has a day that has been: without its year the last one, and never a day to come."""

from __future__ import annotations

from datetime import date

import pytest

from mdt_app.ui.acp.words import past_day

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20 nov", date(2026, 11, 20)), ("Tue 24 Nov", date(2025, 11, 24)), ("24/11", date(2025, 11, 24)),
        ("23-11-2026", TODAY), ("today", TODAY), ("20/11/26", date(2026, 11, 20)), ("2026-11-01", date(2026, 11, 1)),
    ],
)  # fmt: skip
def test_a_day_without_its_year_is_the_last_one_that_was(text: str, day: date) -> None:
    assert past_day(text, TODAY) == day


@pytest.mark.parametrize("text", ["2027-01-01", "01-01-2027", "20/12/26", "tomorrow", "+7", "fri", ""])
def test_a_day_that_was_said_to_lie_ahead_is_refused_and_not_moved_a_year_back(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        past_day(text, TODAY)
