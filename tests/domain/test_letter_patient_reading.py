"""What a reviewer is told of a patient's letter is of that letter: its fixed words, and what was written for it."""

from __future__ import annotations

from dataclasses import replace

import letter_case
import pytest

from mdt_app.content.glossary import load_glossary
from mdt_app.content.letter_texts import languages, letter_texts
from mdt_app.content.readability import load_gates
from mdt_app.domain.agenda import Outcome
from mdt_app.domain.letters.compose import compose
from mdt_app.domain.letters.contents import PatientContent
from mdt_app.domain.letters.patient_reading import Miss, PatientReading, patient_reading
from mdt_app.domain.letters.prose import FIXED, fixed_prose, written_prose
from mdt_app.paths import resources

CONTENT = resources() / "content"
GATES = load_gates(CONTENT / "readability.toml")
GLOSSARY = load_glossary(CONTENT / "glossary.toml")


def the_content(**changes: object) -> PatientContent:
    content = compose("patient", letter_case.colpaert())
    assert isinstance(content, PatientContent)
    return replace(content, **changes)  # type: ignore[arg-type]


def told(**changes: object) -> PatientReading:
    return patient_reading(the_content(**changes), letter_texts(), GATES, GLOSSARY)


def test_the_letter_of_the_case_is_plain_and_says_by_which_formula() -> None:
    found = told()
    assert (found.formula, found.least, found.misses) == ("Flesch Reading Ease", 70, ())
    assert found.score is not None
    assert 75 <= found.score <= 95
    assert found.mean_words is not None
    assert 5 <= found.mean_words <= 10
    assert dict(found.beside)["LIX"] < 25


def test_each_word_to_make_plain_is_told_with_the_part_it_stands_in() -> None:
    hits = told(disease="The metastases grow.", red_flags=("dyspnoea",), open=("Your ECOG.",)).hits
    assert {(hit.concept, hit.where) for hit in hits} >= {
        ("metastasis", "disease"), ("dyspnoea", "red_flags"), ("performance-status", "open"),
    }  # fmt: skip


def test_the_fixed_words_are_measured_and_never_pointed_out() -> None:
    silent = told(short=(), disease="", feel="", length="", again="", days=(), open=(), red_flags=())
    assert silent.hits == ()
    assert silent.longest is not None
    assert silent.longest.where == FIXED
    assert silent.words > 50


def test_one_long_sentence_is_found_in_the_part_that_holds_it() -> None:
    long = " ".join(["we go"] * 15) + "."
    found = told(again=long)
    assert Miss.LONGEST in found.misses
    assert found.longest is not None
    assert (found.longest.where, found.longest.text, found.longest.words) == ("again", long, 30)


def test_what_holds_until_a_decision_is_measured_and_its_fixed_words_are_those_printed() -> None:
    waiting = the_content(outcome=Outcome.DEFERRED, short=("Keep taking your tablets.",))
    assert ("short", "Keep taking your tablets.") in {(one.where, one.text) for one in written_prose(waiting)}
    said = " ".join(one.text for one in fixed_prose(waiting, letter_texts()))
    assert "We have no advice yet." in said
    assert "Here is our advice" not in said


def test_no_number_to_ring_and_no_table_is_measured() -> None:
    content = the_content()
    everything = " ".join(
        part.text for part in (*fixed_prose(content, letter_texts()), *written_prose(content))
    )
    head = content.shared.letterhead
    assert head.day_phone
    assert head.day_phone not in everything
    assert head.night_phone
    assert head.night_phone not in everything
    assert letter_texts().table.patient_heading.text() not in everything


@pytest.mark.parametrize("language", languages())
def test_the_fixed_words_of_each_language_keep_its_gates_on_their_own(language: str) -> None:
    content = the_content(short=(), disease="", feel="", length="", again="", days=(), open=(), red_flags=())
    found = patient_reading(content, letter_texts(language), GATES, GLOSSARY)
    assert found.language == language
    assert found.misses == (), (found.score, found.mean_words, found.longest)


def test_hostile_words_for_the_patient_are_told_about_as_text() -> None:
    found = told(disease="x" * 200_000, feel="<b>ECOG</b> {who} %s \u202e", again="metastasis " * 10_000)
    assert Miss.LONGEST in found.misses
    assert {hit.where for hit in found.hits} >= {"feel", "again"}
