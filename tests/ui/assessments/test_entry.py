"""One key, one answer; a 1 that was meant as a 10 never passes unseen."""

from __future__ import annotations

from datetime import date

import pytest
from ui.meeting_window import guidance

from mdt_app.domain.assessments import Last
from mdt_app.ui.assessments.entry import Entry
from mdt_app.ui.assessments.words import ecog_instrument

DAY = date(2026, 8, 6)


def entry(**last: float) -> Entry:
    known = {code: Last(values=(value,), day=DAY, fact_id="f") for code, value in last.items()}
    return Entry(guidance().instruments["esas-r"], known, jump_percent=50)


def typed(one: Entry, keys: str) -> Entry:
    for key in keys:
        done = one.ten() if key == "x" else one.type(int(key))
        if done:
            one.go(one.at + 1)
    return one


def doubted(one: Entry) -> dict[str, tuple[bool, bool]]:
    return {doubt.item.code: (doubt.slip, doubt.jump is not None) for doubt in one.doubts()}


def test_each_digit_is_one_answer_and_zero_is_one_too() -> None:
    assert dict(typed(entry(), "305").answers) == {"pain": 3, "tiredness": 0, "drowsiness": 5}


def test_ten_has_a_key_of_its_own() -> None:
    assert dict(typed(entry(), "x2").answers) == {"pain": 10, "tiredness": 2}


def test_a_10_typed_as_1_and_0_is_held_in_doubt() -> None:
    assert doubted(typed(entry(), "103")) == {"pain": (True, False)}


def test_a_1_and_a_0_not_typed_one_after_the_other_are_no_slip() -> None:
    one = typed(entry(), "12")
    one.go(1)
    one.type(0)
    assert doubted(one) == {}


def test_answering_the_doubted_item_anew_settles_the_slip() -> None:
    one = typed(entry(), "10")
    one.go(0)
    one.ten()
    assert doubted(one) == {}


def test_a_0_typed_past_the_last_item_after_a_1_is_a_slip_too() -> None:
    one = entry()
    one.go(9)
    one.type(1)
    assert doubted(one) == {}
    one.beyond(0)
    assert doubted(one) == {"other": (True, False)}


def test_a_jump_against_the_last_time_is_held_in_doubt() -> None:
    assert doubted(typed(entry(pain=10, tiredness=4), "15")) == {"pain": (False, True)}


def test_a_value_off_the_scale_changes_nothing() -> None:
    one = Entry(guidance().instruments["phq-4"], {}, jump_percent=50)
    assert not one.type(7)
    assert not one.ten()
    assert one.answers == {}
    assert one.type(3)


def test_not_answered_is_an_answer_and_a_cleared_item_has_none() -> None:
    one = entry()
    one.put(None)
    assert one.in_order() == (("pain", None),)
    one.clear()
    assert one.in_order() == ()


def test_answers_come_in_the_order_of_the_items_however_they_were_typed() -> None:
    one = entry()
    one.go(4)
    one.type(2)
    one.go(0)
    one.type(3)
    assert one.in_order() == (("pain", 3), ("appetite", 2))


@pytest.mark.parametrize(
    ("key", "digit"), [("&", 1), ("é", 2), ('"', 3), ("§", 6), ("ç", 9), ("à", 0), ("7", 7)]
)
def test_the_top_row_of_a_belgian_keyboard_needs_no_shift(key: str, digit: int) -> None:
    assert entry().digit(key) == digit


def test_with_shift_the_signs_of_other_keyboards_are_no_digits() -> None:
    assert entry().digit("!", shifted=True) is None
    assert entry().digit("5", shifted=True) == 5
    assert entry().digit("k") is None


def test_ecog_has_the_grades_0_to_4_in_words() -> None:
    (item,) = ecog_instrument().items
    assert (item.minimum, item.maximum, len(item.choices)) == (0, 4, 5)
