"""A Belgian national number is told by its eleven digits, and a slip of the hand by its check."""

from __future__ import annotations

import pytest

from mdt_app.domain.national_number import as_printed, check_holds, digits_of


@pytest.mark.parametrize(
    ("written", "holds"),
    [
        ("58.05.09-998.82", True),
        ("58 05 09 998 82", True),
        ("58.05.09-998.83", False),
        ("58.05.09-998", None),
        ("MRN-58050999882", None),
        ("", None),
    ],
)
def test_the_check_of_a_national_number(written: str, holds: bool | None) -> None:
    assert check_holds(written) is holds


def test_a_number_of_a_birth_since_2000_counts_with_a_two_before_it() -> None:
    stem = 40_501_123
    check = 97 - (2_000_000_000 + stem) % 97
    assert check_holds(f"{stem:09d}{check:02d}") is True


def test_it_is_printed_as_on_the_card_and_anything_else_as_it_is_written() -> None:
    assert as_printed("58050999882") == as_printed("58.05.09-998.82") == "58.05.09-998.82"
    assert as_printed("A-5805") == "A-5805"
    assert digits_of("A58050999882") == digits_of("5805099988") == ""
