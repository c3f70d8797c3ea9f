"""Text from data is drawn as the characters that it is, in lines that fit, and never with a character missing."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdt_app.domain.errors import Refused
from mdt_app.domain.phrases import Run
from mdt_app.letters.fonts import BOLD, REGULAR
from mdt_app.letters.setting import NO_BREAK
from mdt_app.letters.shaping import text_width
from mdt_app.letters.text import CAP, P, Style, clean

STYLE = Style(9, 12)
LATIN = st.text(
    st.characters(min_codepoint=0x20, max_codepoint=0x17F, exclude_categories=("Cc", "Cf")), max_size=200
)


def shown(text: str, width: float) -> list[str]:
    return ["".join(part for part, _, _ in line) for line in P(text, STYLE, "a note").lines(width)]


@given(LATIN)
def test_no_character_is_lost_in_breaking_lines(text: str) -> None:
    shown_all, whole = "".join(shown(text, 80)), clean(text)
    assert "".join(re.split(f"[ {NO_BREAK}]", shown_all)) == "".join(re.split(f"[ {NO_BREAK}]", whole))


@given(LATIN)
def test_no_line_is_wider_than_its_column(text: str) -> None:
    assert all(text_width(line, REGULAR, 9) <= 80.01 for line in shown(text, 80))


def test_a_word_may_change_weight_inside_without_a_space() -> None:
    line = (Run("pain "), Run("8", True), Run(", anxiety"))
    assert [part for part, _, _ in P(line, STYLE, "scores").lines(500)[0]] == ["pain", " 8", ", anxiety"]
    assert P(line, STYLE, "scores").lines(500)[0][1][1] == BOLD


def test_a_day_and_its_month_stay_on_one_line() -> None:
    assert (
        clean("on 10 December, 8 Gy, Dr Maes") == f"on 10{NO_BREAK}December, 8{NO_BREAK}Gy, Dr{NO_BREAK}Maes"
    )


def test_control_and_direction_characters_are_taken_out() -> None:
    assert clean("a\x00b\x1bc\x85d\u202ee\u2066f\u200bg") == "abcdefg"


def test_decomposed_letters_are_composed_before_they_are_drawn() -> None:
    assert clean("e\u0301") == "é"


def test_a_cut_is_said() -> None:
    assert clean("a" * (CAP + 3)).endswith("[… +3]")


def test_a_missing_glyph_is_refused_by_character_and_place() -> None:
    with pytest.raises(Refused, match=r"“王” \(U\+738B.*written in: the patient's name"):
        P("王小明", STYLE, "the patient's name")


def test_a_word_of_two_hundred_thousand_characters_takes_no_time() -> None:
    begun = time.perf_counter()
    lines = shown("x" * 200_000, 132)
    assert time.perf_counter() - begun < 2
    assert sum(line.count("x") for line in lines) >= CAP


def test_a_parted_text_keeps_every_line() -> None:
    text = P("one two three four five six seven eight nine ten", STYLE, "a note")
    head, tail = text.split(40, 3 * 12)
    assert head is not None
    assert tail is not None
    assert len(head.lines(40)) + len(tail.lines(40)) == len(text.lines(40))
