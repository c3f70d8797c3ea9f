"""Answers lie on their scale; the last ones stand beside them, and a big change is seen."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from domain.histories import guidance

from mdt_app.domain.assessments import (
    Last,
    answered,
    in_language,
    jump,
    last_answers,
    last_ecog,
    misfits,
    off_scale,
    totals,
    with_answer,
)
from mdt_app.domain.criteria import evaluate
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.payloads import Assessment, Payload, Score
from mdt_app.domain.record import Record

ON = date(2026, 11, 20)
ESAS = guidance().instruments["esas-r"]
PAIN = ESAS.items[0]


def fact(
    number: int,
    day: date,
    payload: Payload,
    kind: Kind = Kind.ASSESSMENT,
    hour: int | None = None,
    replaces: str = "",
) -> Fact:
    return Fact(
        id=f"f{number}", patient_id="p", kind=kind, payload=payload, true_from=day,
        at=None if hour is None else datetime(day.year, day.month, day.day, hour, tzinfo=UTC),
        recorded_at=datetime(2026, 11, 20, tzinfo=UTC), recorded_by="owner", replaces=replaces,
    )  # fmt: skip


def filled(**answers: float | None) -> Assessment:
    return Assessment(instrument="esas-r", answers=tuple(answers.items()))


def record(*facts: Fact) -> Record:
    return Record(facts, ON)


def test_the_newest_answer_to_each_item_is_the_last_one() -> None:
    old, new = date(2026, 8, 6), date(2026, 11, 6)
    last = last_answers(
        record(fact(1, old, filled(pain=3, nausea=2)), fact(2, new, filled(pain=8, nausea=None))), ESAS
    )
    assert last["pain"] == Last(values=(8,), day=new, fact_id="f2")
    assert (last["nausea"].value, last["nausea"].day) == (2, old)
    assert "anxiety" not in last


def test_two_answers_of_one_day_that_no_time_orders_are_both_shown() -> None:
    day = date(2026, 11, 6)
    both = last_answers(record(fact(1, day, filled(pain=3)), fact(2, day, filled(pain=7))), ESAS)["pain"]
    assert sorted(both.values) == [3, 7]
    assert both.value is None
    timed = last_answers(
        record(fact(1, day, filled(pain=3), hour=9), fact(2, day, filled(pain=7), hour=8)), ESAS
    )
    assert timed["pain"].value == 3


def test_a_fact_that_is_being_corrected_is_not_its_own_last_time() -> None:
    facts = record(fact(1, date(2026, 8, 6), filled(pain=3)), fact(2, date(2026, 11, 6), filled(pain=8)))
    assert last_answers(facts, ESAS, but_not="f2")["pain"].value == 3


def test_the_last_ecog_is_known_too() -> None:
    assert last_ecog(record()) is None
    found = last_ecog(record(fact(1, date(2026, 11, 6), Score(value=2), Kind.ECOG)))
    assert found is not None
    assert found.value == 2


@pytest.mark.parametrize(
    ("value", "last", "points"), [(1, 10, -9), (10, 1, 9), (6, 1, 5), (5, 1, None), (0, 0, None)]
)
def test_a_change_of_half_the_scale_is_a_jump(value: float, last: float, points: float | None) -> None:
    found = jump(PAIN, value, Last(values=(last,), day=date(2026, 8, 6), fact_id="f"), 50)
    assert (found.points if found else None) == points


def test_a_jump_is_counted_from_the_farther_of_two_last_values() -> None:
    found = jump(PAIN, 1, Last(values=(2, 10), day=date(2026, 8, 6), fact_id="f"), 50)
    assert found is not None
    assert found.points == -9


def test_without_a_last_time_or_an_answer_there_is_no_jump() -> None:
    assert jump(PAIN, 10, None, 50) is None
    assert jump(PAIN, None, Last(values=(10,), day=ON, fact_id="f"), 50) is None


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"pain": 11}, "Pain: 11 is not on its scale, 0 to 10."),
        ({"pain": -1}, "Pain: -1 is not on its scale, 0 to 10."),
        ({"pain": 3.5}, "Pain: 3.5 is not on its scale, 0 to 10."),
        ({"itch": 3}, '"itch" is no item of this instrument.'),
        ({}, "Nothing was entered yet."),
    ],
)
def test_what_is_off_the_scale_is_said(answers: dict[str, float], said: str) -> None:
    assert misfits(filled(**answers), ESAS) == (said,)


def test_zero_and_not_answered_are_answers_that_fit() -> None:
    given = filled(pain=0, nausea=None, anxiety=10)
    assert misfits(given, ESAS) == ()
    assert answered(given) == 2


def test_who_and_where_are_of_the_known_words() -> None:
    wrong = Assessment(instrument="esas-r", answers=(("pain", 1),), by="cat", setting="moon")
    assert len(misfits(wrong, ESAS)) == 2


def test_a_total_needs_all_of_its_items() -> None:
    phq = guidance().instruments["phq-4"]
    sums = totals({"nervous": 2, "worrying": 3, "interest": 1, "down": None}, phq)
    assert sums == {"phq-4 anxiety": 5, "phq-4 depression": None}


@pytest.mark.parametrize(
    ("kind", "value", "wrong"),
    [(Kind.ECOG, 6, True), (Kind.ECOG, 5, False), (Kind.KARNOFSKY, 101, True), (Kind.KARNOFSKY, 0, False)],
)
def test_a_grade_off_its_scale_is_said(kind: Kind, value: int, wrong: bool) -> None:
    assert bool(off_scale(kind, value)) is wrong


def test_a_changed_answer_takes_the_place_of_the_former() -> None:
    given = with_answer(with_answer(with_answer(filled(), "pain", 3), "nausea", None), "pain", 4)
    assert dict(given.answers) == {"nausea": None, "pain": 4}


def test_no_rule_counts_what_nobody_reviewed() -> None:
    draft = fact(1, date(2026, 11, 19), filled(pain=9), Kind.ASSESSMENT_DRAFT)
    assert last_answers(record(draft), ESAS) == {}
    assert {one.id: one.state for one in evaluate(record(draft), guidance())}["N1"] == "cannot be evaluated"
    kept = fact(2, date(2026, 11, 19), filled(pain=9), replaces="f1")
    assert record(draft, kept).of(Kind.ASSESSMENT_DRAFT) == ()
    assert {one.id: one.state for one in evaluate(record(draft, kept), guidance())}["N1"] == "suggested"


def test_the_words_around_a_form_are_english_where_there_are_none() -> None:
    words = guidance().form_words
    found = in_language(guidance().instruments["distress"], "fr-BE", words)
    assert found is not None
    assert found[1] is words["fr"]
    assert in_language(ESAS, "nl", words) is None


@pytest.mark.parametrize(
    ("percent", "value", "jumps"), [(50, 6, True), (50, 5, False), (80, 8, False), (80, 9, True)]
)
def test_how_far_a_jump_is_stands_in_the_content(percent: int, value: float, jumps: bool) -> None:
    last = Last(values=(1,), day=date(2026, 8, 6), fact_id="f")
    assert (jump(PAIN, value, last, percent) is not None) is jumps
