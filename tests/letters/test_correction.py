"""A corrected letter names the version and day that it replaces, and what is different, in its reader's language."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import letter_case
import letter_words
import pytest
from letters.test_letters import pages_of

from mdt_app.content.letter_texts import letter_texts
from mdt_app.content.readability import load_gates
from mdt_app.domain.letters.compose import compose
from mdt_app.domain.letters.contents import LetterContent, PatientContent
from mdt_app.domain.letters.glossary import Glossary
from mdt_app.domain.letters.letter import LetterState
from mdt_app.domain.letters.patient_reading import patient_reading
from mdt_app.domain.letters.record import LetterRecord
from mdt_app.letters.render import measure, render
from mdt_app.paths import resources

LEVELS = ("primary", "secondary", "tertiary", "patient")
CHANGED = "radiation on 20 November"
ISSUED = datetime(2026, 11, 12, 23, 30, tzinfo=UTC)
"""In Brussels it is the 13th already."""

PROFESSIONAL = {
    "en": "Version 2 replaces version 1 of 13 November 2026: Radiation on 20 November.",
    "nl": "Versie 2 vervangt versie 1 van 13 november 2026: Radiation on 20 November.",
    "fr": "La version 2 remplace la version 1 du 13 novembre 2026 : Radiation on 20 November.",
    "de": "Version 2 ersetzt Version 1 vom 13. November 2026: Radiation on 20 November.",
}
PATIENT = {
    "en": "This letter replaces our letter of 13 November 2026. What is different: Radiation on 20 November.",
    "nl": "Deze brief vervangt onze brief van 13 november 2026. Dit is er veranderd: Radiation on 20 November.",
    "fr": "Cette lettre remplace notre lettre du 13 novembre 2026. Ce qui change : Radiation on 20 November.",
    "de": "Dieser Brief ersetzt unseren Brief vom 13. November 2026. Das hat sich geändert: Radiation on 20 November.",
}


def corrected(
    level: str, language: str = "en", changed: str = CHANGED, issued: datetime | None = ISSUED
) -> LetterRecord:
    """The case with the letter of a level issued, and a second version of it begun."""
    one = letter_words.spoken(language)
    letters = []
    for each in one.letters:
        if each.level != level:
            letters.append(each)
            continue
        before = replace(each, state=LetterState.ISSUED, issued_at=issued, sha256="x", template="t")
        letters += [before, before.next_version("later", changed, ISSUED)]
    return replace(one, letters=tuple(letters))


def content_of(level: str, language: str = "en", **more: object) -> LetterContent:
    return compose(level, corrected(level, language, **more))  # type: ignore[arg-type]


def text(content: LetterContent, language: str = "en") -> str:
    return " ".join(pages_of(render(content, letter_texts(language)))).replace("\u00a0", " ")


@pytest.mark.parametrize("language", ["en", "nl", "fr", "de"])
@pytest.mark.parametrize("level", LEVELS)
def test_a_second_version_says_once_what_it_replaces_and_what_changed(level: str, language: str) -> None:
    wanted = (PATIENT if level == "patient" else PROFESSIONAL)[language]
    assert text(content_of(level, language), language).count(wanted) == 1


@pytest.mark.parametrize("level", LEVELS)
def test_a_first_version_replaces_nothing(level: str) -> None:
    assert "replaces" not in text(compose(level, letter_case.colpaert()))


@pytest.mark.parametrize("level", LEVELS)
def test_a_letter_whose_first_version_has_no_day_names_none(level: str) -> None:
    said = text(content_of(level, issued=None))
    wanted = "replaces our earlier letter." if level == "patient" else "replaces version 1: Radiation"
    assert wanted in said
    assert "of None" not in said


@pytest.mark.parametrize("level", LEVELS)
def test_a_long_correction_is_printed_whole(level: str) -> None:
    changed = " ".join(f"thing {number} is now otherwise," for number in range(40))
    assert "thing 39 is now otherwise" in text(content_of(level, changed=changed))


@pytest.mark.parametrize("language", ["en", "nl", "fr", "de"])
def test_a_correction_costs_the_gp_neither_a_page_nor_a_word(language: str) -> None:
    first = measure(compose("primary", letter_words.spoken(language)), letter_texts(language))
    assert measure(content_of("primary", language), letter_texts(language)) == first


def test_a_correction_too_long_for_the_head_counts_no_word_against_the_gps_limit() -> None:
    changed = "the dose, the day and the hour of the visit, " * 8
    first = measure(compose("primary", letter_case.colpaert()), letter_texts())
    second = measure(content_of("primary", changed=changed), letter_texts())
    assert 0 < second.words <= first.words


def test_large_print_says_it_too() -> None:
    content = content_of("patient")
    assert isinstance(content, PatientContent)
    assert PATIENT["en"] in text(replace(content, large=True))


def test_what_changed_is_read_for_plainness_with_the_rest_of_a_patients_letter() -> None:
    content = content_of("patient", changed="We give the drug " + "very " * 30 + "often.")
    assert isinstance(content, PatientContent)
    gates = load_gates(resources() / "content" / "readability.toml")
    found = patient_reading(content, letter_texts(), gates, Glossary(entries={}))
    assert found.longest is not None
    assert found.longest.where == "changed"
