"""Whoever compares two letters reads whole phone numbers, days and doses, in each language of the letters."""

from __future__ import annotations

import pytest

from mdt_app.ui.letters.tokens import tokens


def words(text: str) -> list[str]:
    return [one.group() for one in tokens(text)]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Ring 0471 23 45 67 now", "0471 23 45 67"),
        ("Ring 0471 23 45 67.", "0471 23 45 67."),
        ("Bel 011 22 33 44, of", "011 22 33 44,"),
        ("Bel 09/123.45.67 of", "09/123.45.67"),
        ("Appelez le 01 23 45 67 89 le jour", "01 23 45 67 89"),
        ("Tel. +32 471 23 45 67 (Tag)", "+32 471 23 45 67"),
        ("Anruf (0221 470 00) nachts", "(0221 470 00)"),
        ("Telefon +49 (0) 221 4710 jederzeit", "+49 (0) 221 4710"),
        ("Seen on 3 November 2026 at noon", "3 November 2026"),
        ("op 3 nov. bij u", "3 nov."),
        ("le 1er août 2026, à", "1er août 2026,"),
        ("am 3. März 2026 um", "3. März 2026"),
        ("before (14 Nov).", "(14 Nov)."),
        ("morphine 10 mg twice", "10 mg"),
        ("fentanyl 12 µg/h, elke", "12 µg/h,"),
        ("docétaxel 75 mg/m² toutes", "75 mg/m²"),
        ("Oxycodon 2,5 mg/12 h bei", "2,5 mg/12 h"),
        ("bestraald met 20 Gy in", "20 Gy"),
        ("paracetamol 1 g zo nodig", "1 g"),
        ("fever above 38 °C", "38 °C"),
        ("in 40 % of", "40 %"),
    ],
)
def test_a_number_a_day_and_a_dose_are_one_word(text: str, whole: str) -> None:
    assert whole in words(text)


@pytest.mark.parametrize(
    "text",
    [
        "5 weeks",
        "3500 Hasselt",
        "3 graden",
        "line 2 of 3",
        "3 mayors",
        "2 hours",
        "ECOG 2",
        "10 genomen",
        "pages 1 2",
    ],
)
def test_other_numbers_stay_words_of_their_own(text: str) -> None:
    assert words(text) == text.split()


def test_two_numbers_side_by_side_stay_two() -> None:
    assert words("011 22 33 44 011 30 90 00") == ["011 22 33 44", "011 30 90 00"]


def test_a_day_broken_over_two_lines_is_one() -> None:
    assert words("on 3\r\nNovember 2026 again") == ["on", "3\r\nNovember 2026", "again"]


def test_a_phone_number_ends_with_its_line() -> None:
    assert words("0471 23 45 67\r\n12 rue") == ["0471 23 45 67", "12", "rue"]
