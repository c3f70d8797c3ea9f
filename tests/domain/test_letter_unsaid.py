"""No sentence of a decision is lost to the GP: it is printed, or a printed recommendation says all of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import letter_case
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mdt_app.domain.letters.brief import versions
from mdt_app.domain.letters.checks import left_out
from mdt_app.domain.letters.compose import compose
from mdt_app.domain.letters.contents import PrimaryContent
from mdt_app.domain.letters.parts import Clause, Holder
from mdt_app.domain.letters.unsaid import folded, said_elsewhere, sentences, unsaid


def row(number: int, what: str, **more: object) -> Clause:
    values: dict[str, object] = {
        "owner": None, "due": None, "condition": "", "reason": "", "kind": "", "plain": "",
    }  # fmt: skip
    return Clause(number=number, what=what, **{**values, **more})  # type: ignore[arg-type]


ROWS = (
    row(
        1, "Palliative radiotherapy to L3", owner=Holder(name="Dr. Els Claes", short="Dr Claes"),
        due=date(2026, 11, 25), condition="if pain stays above 4",
    ),
    row(2, "No docetaxel", reason="no fourth line outside a trial"),
    row(3, "CT after 2 cycles", kind="reassessment", reason="effect shows then"),
)  # fmt: skip


@pytest.mark.parametrize(
    "said",
    [
        "Palliative radiotherapy to L3.",
        "The radiotherapy of L3, by Dr Claes",
        "Radiotherapy L3: 25 November 2026",
        "RADIOTHERAPY to L3, 25/11.",
        "1. Palliative radiotherapy to L3",
        "- No docetaxel",
        "CT after 2 cycles: effect shows then",
    ],
)
def test_a_sentence_that_one_recommendation_says_in_full_stays_out(said: str) -> None:
    assert unsaid(said, ROWS) == ""
    assert len(said_elsewhere(said, ROWS)) == 1


@pytest.mark.parametrize(
    "said",
    [
        "No fourth line outside a trial.",
        "Osimertinib goes on.",
        "Radiotherapy to L4.",
        "No radiotherapy to L3.",
        "Radiotherapy to L3 is not useful.",
        "Docetaxel.",
        "Geen radiotherapy L3.",
        "Radiotherapy to L3 without CT.",
        "Radiotherapy L3 on 26 November.",
        "CT after 2.5 cycles.",
        "Palliative radiotherapy to L3 and CT after 2 cycles.",
        "👍.",
        "2. November: CT after cycles.",
    ],
)
def test_what_differs_in_one_telling_word_or_in_a_no_is_printed(said: str) -> None:
    assert unsaid(said, ROWS) == said


def test_a_reason_that_the_letter_does_not_print_covers_nothing() -> None:
    reassessment = replace(ROWS[1], kind="reassessment")
    assert unsaid("No fourth line outside a trial.", ROWS) == "No fourth line outside a trial."
    assert unsaid("No fourth line outside a trial.", (reassessment,)) == ""


def test_accents_and_case_make_no_difference() -> None:
    rows = (row(1, "Arrêt de la chimiothérapie"),)
    assert unsaid("ARRET DE LA CHIMIOTHERAPIE", (row(1, "Arret DE LA chimiotherapie"),)) == ""
    assert unsaid("arret de la chimiotherapie.", rows) == ""


def test_each_sentence_is_printed_once_with_its_full_stop() -> None:
    assert unsaid("Osimertinib goes on\n• osimertinib goes on\nComfort first", ()) == (
        "Osimertinib goes on. Comfort first."
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Dr. Maes calls. He knows her.", ["Dr. Maes calls.", "He knows her."]),
        ("Denosumab, e.g. Xgeva, goes on. approx. 6 weeks", ["Denosumab, e.g. Xgeva, goes on. approx. 6 weeks"]),
        ("1. Denosumab goes on.\n2. No CT", ["1. Denosumab goes on.", "2. No CT"]),
        ("Dose 0.5 mg. Then 1.5 mg.", ["Dose 0.5 mg.", "Then 1.5 mg."]),
        ("Arm A. Maes calls.", ["Arm A. Maes calls."]),
        ("Hepatitis B. stays", ["Hepatitis B. stays"]),
        ("\n – \n...\n", []),
        ("", []),
    ],
)  # fmt: skip
def test_a_text_is_parted_only_where_a_sentence_surely_ends(text: str, expected: list[str]) -> None:
    assert list(sentences(text)) == expected


PIECES = "radiotherapy L3 docetaxel osimertinib no not goes on 25 Nov Dr. Claes if pain 4 0.5 CT ! . , ; : \n • 👍 1."
WORDS = st.sampled_from(PIECES.split(" "))
TEXTS = st.lists(WORDS, max_size=20).map(" ".join) | st.text(max_size=60)


@given(TEXTS)
@example("No. Docetaxel")
def test_every_word_of_a_decision_is_printed_or_said_to_be_covered(text: str) -> None:
    kept = " ".join((unsaid(text, ROWS), *(one.sentence for one in said_elsewhere(text, ROWS))))
    letters = {letter for letter in folded(text) if letter.isalnum()}
    assert letters <= set(folded(kept))
    assert unsaid(text, ()).count("osimertinib") <= text.count("osimertinib")


@given(TEXTS)
def test_what_is_covered_is_covered_by_words_of_that_recommendation(text: str) -> None:
    by_number = {one.number: one for one in ROWS}
    for one in said_elsewhere(text, ROWS):
        if one.by:
            assert unsaid(one.sentence, (by_number[one.by],)) == ""


@given(TEXTS)
def test_without_recommendations_nothing_is_covered_but_what_is_said_twice(text: str) -> None:
    assert all(one.by == 0 for one in said_elsewhere(text, ()))
    assert bool(unsaid(text, ())) == bool(list(sentences(text)))


def gp(text: str) -> PrimaryContent:
    content = compose("primary", replace(letter_case.colpaert(), decision_text=text))
    assert isinstance(content, PrimaryContent)
    return content


def test_the_gp_reads_what_stands_in_the_decisions_own_words_alone() -> None:
    text = "No third-line chemotherapy for now. No fourth line outside a trial. Osimertinib goes on"
    assert gp(text).decision_text == "No fourth line outside a trial. Osimertinib goes on."
    one = replace(letter_case.colpaert(), decision_text=text)
    assert [part.what for part in left_out(one, "primary")] == [
        "from the decision’s text: “No third-line chemotherapy for now.”; recommendation 1 says it"
    ]
    assert left_out(one, "secondary") == ()


def test_no_shortening_takes_a_decision_away() -> None:
    text = "Osimertinib goes on. " * 3 + "No fourth line outside a trial."
    content = gp(text)
    assert all(one.decision_text == content.decision_text for one in versions(content))
    assert content.decision_text == "Osimertinib goes on. No fourth line outside a trial."
