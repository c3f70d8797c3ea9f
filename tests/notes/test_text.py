"""The merge document says what a plain text would, whatever the alphabet and whoever counts."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdt_app.domain.errors import Refused
from mdt_app.notes.text import MergeText, characters_before

PIECES = st.text(alphabet="aé\u0301ü👍👩\u200d⚕️ﷺЖ漢 \n", max_size=6)
EDITS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 8), PIECES), max_size=25)


def utf16_length(text: str) -> int:
    """How long Qt says that a text is."""
    return len(text.encode("utf-16-le")) // 2


@given(EDITS)
def test_edits_counted_in_characters_do_what_a_plain_text_does(edits: list[tuple[int, int, str]]) -> None:
    merged, plain = MergeText(), ""
    for position, removed, inserted in edits:
        start = min(position, len(plain))
        end = min(start + removed, len(plain))
        merged.replace(start, end - start, inserted)
        plain = plain[:start] + inserted + plain[end:]
        assert merged.text == plain


@given(EDITS)
def test_edits_counted_as_qt_counts_do_the_same(edits: list[tuple[int, int, str]]) -> None:
    merged, plain = MergeText(), ""
    for position, removed, inserted in edits:
        start = min(position, len(plain))
        end = min(start + removed, len(plain))
        units = utf16_length(plain[:start]), utf16_length(plain[start:end])
        merged.utf16_replace(*units, inserted)
        plain = plain[:start] + inserted + plain[end:]
        assert merged.text == plain


@given(st.lists(EDITS, min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_however_desks_interleave_and_repeat_all_read_the_same(
    desks: list[list[tuple[int, int, str]]], order: random.Random
) -> None:
    written = [updates_of(edits) for edits in desks]
    updates = [update for one in written for update in one]
    mixed: list[bytes] = []
    while any(written):
        mixed.append(order.choice([one for one in written if one]).pop(0))
        if order.random() < 0.3:
            mixed.append(order.choice(mixed))
    assert MergeText(mixed).text == MergeText(updates).text
    assert MergeText([MergeText(updates).state()]).text == MergeText(updates).text


def updates_of(edits: list[tuple[int, int, str]]) -> list[bytes]:
    mine, updates = MergeText(), []
    for position, removed, inserted in edits:
        start = min(position, len(mine.text))
        updates.append(mine.replace(start, min(removed, len(mine.text) - start), inserted))
    return updates


def test_an_update_carries_only_what_changed() -> None:
    mine = MergeText()
    mine.replace(0, 0, "x" * 10_000)
    assert len(mine.replace(5, 0, "y")) < 100


def test_words_written_apart_are_both_kept() -> None:
    base = MergeText()
    start = base.replace(0, 0, "no metastasis")
    one, other = MergeText([start]), MergeText([start])
    updates = one.replace(13, 0, " seen"), other.replace(0, 2, "No")
    assert MergeText([start, *updates]).text == "No metastasis seen"


def test_a_cut_through_a_character_takes_all_of_it() -> None:
    text = MergeText()
    text.replace(0, 0, "a👍b")
    assert characters_before("a👍b", 2) == 1
    text.utf16_replace(2, 1, "")
    assert text.text == "ab"


def test_outside_the_text_is_our_fault() -> None:
    text = MergeText()
    with pytest.raises(ValueError, match="not in a text"):
        text.replace(1, 0, "x")
    with pytest.raises(ValueError, match="not in a text"):
        text.utf16_replace(0, 1, "x")


@pytest.mark.parametrize("update", [b"", b"\x00", b"\xff" * 30, b"nonsense"])
def test_a_damaged_update_is_refused_in_words(update: bytes) -> None:
    text = MergeText()
    text.replace(0, 0, "stays")
    with pytest.raises(Refused, match="damaged"):
        text.apply(update)
    assert text.text == "stays"
