"""Who wants no letter gets none, in words that say since when; a later yes brings it back."""

from __future__ import annotations

import letter_case
import pytest

from mdt_app.domain.facts import Kind
from mdt_app.domain.letters.compose import compose
from mdt_app.domain.letters.record import LetterRecord
from mdt_app.domain.letters.wanted import kept_back, no_patient_letter, why_none
from mdt_app.domain.payloads import Answer, Event

YES, NO = Answer(value=True), Answer(value=False)


def told(*said: tuple[str, Answer]) -> LetterRecord:
    facts = letter_case.Facts()
    for day, answer in said:
        facts.add(Kind.PATIENT_LETTER, day, answer)
    return letter_case.letter_record(tuple(facts.facts))


@pytest.mark.parametrize(
    ("said", "none"),
    [
        ((), False),
        ((("2026-11-01", YES),), False),
        ((("2026-11-01", NO),), True),
        ((("2026-11-01", YES), ("2026-11-02", NO)), True),
        ((("2026-11-01", NO), ("2026-11-02", YES)), False),
        ((("2026-11-02", YES), ("2026-11-02", NO)), True),
        ((("2027-01-01", NO),), False),
    ],
)
def test_the_newest_answer_counts_and_none_is_no_refusal(
    said: tuple[tuple[str, Answer], ...], none: bool
) -> None:
    assert (no_patient_letter(told(*said).record) is not None) is none


def test_only_the_patients_own_letter_is_kept_back() -> None:
    one = told(("2026-11-01", NO))
    assert [level for level in ("primary", "secondary", "tertiary", "patient") if kept_back(one, level)] == [
        "patient"
    ]


def test_a_letter_that_nobody_gets_is_no_copy() -> None:
    asked, refused = told(), told(("2026-11-01", NO))
    assert "patient" in [copy.level for copy in compose("primary", asked).shared.copies]
    assert "patient" not in [copy.level for copy in compose("primary", refused).shared.copies]


@pytest.mark.parametrize(("sex", "who"), [("female", "she"), ("male", "he"), ("", "the patient")])
def test_the_reason_is_one_sentence_with_its_day(sex: str, who: str) -> None:
    none = kept_back(told(("2026-11-01", NO)), "patient")
    assert none is not None
    assert why_none(none, sex) == f"No letter to the patient: {who} wants none, said on 2026-11-01."


def test_the_dead_get_none_whatever_they_wanted() -> None:
    facts = letter_case.Facts()
    facts.add(Kind.PATIENT_LETTER, "2026-11-01", YES)
    facts.add(Kind.DEATH, "2026-11-10", Event())
    none = kept_back(letter_case.letter_record(tuple(facts.facts)), "patient")
    assert none is not None
    assert why_none(none, "female") == "No letter to the patient, who died on 2026-11-10."
