"""Words that a patient would not know are found in what people type, in four languages, and left as they are."""

from __future__ import annotations

from functools import cache

import pytest

from mdt_app.content.glossary import load_glossary
from mdt_app.domain.letters.glossary import Entry, Glossary, Hit, hits
from mdt_app.domain.letters.readability import Text
from mdt_app.paths import resources


@cache
def shipped() -> Glossary:
    return load_glossary(resources() / "content" / "glossary.toml")


def found(text: str, language: str) -> list[tuple[str, str]]:
    return [(hit.concept, hit.written) for hit in hits_in(text, language)]


def hits_in(text: str, language: str) -> tuple[Hit, ...]:
    return hits([Text("disease", text)], shipped().of(language), language)


FOUND = {
    "en": [
        ("There is progression of the hepatic METASTASES.", ["progression", "hepatic", "metastasis"]),
        ("ECOG 3, best supportive care.", ["performance-status", "best-supportive-care"]),
        (
            "A second-line TKI failed; DNR1.",
            ["line-of-treatment", "targeted-therapy", "treatment-failure", "dnr"],
        ),
        ("Systemic therapy with checkpoint inhibitors.", ["systemic-therapy", "immunotherapy"]),
    ],
    "nl": [
        ("De levermetastasen en de palliatieve zorg.", ["metastasis", "palliative"]),
        ("Progressieve ziekte bij CT-scan, opioïden zo nodig.", ["progression", "ct-scan", "opioid"]),
        ("Recidieven, dnr 2, ECOG.", ["recurrence", "dnr", "performance-status"]),
    ],
    "fr": [
        ("Métastases hépatiques, soins palliatifs.", ["metastasis", "hepatic", "palliative"]),
        ("L’ECOG est de 2 ; équipe palliative.", ["performance-status", "palliative"]),
        ("La radiothérapie et les corticoïdes.", ["radiotherapy", "corticosteroid"]),
    ],
    "de": [
        ("Lebermetastasen; palliative Radiotherapie.", ["metastasis", "palliative", "radiotherapy"]),
        ("Progrediente Erkrankung, DNR-Code, Opioide.", ["progression", "code-status", "opioid"]),
    ],
}


@pytest.mark.parametrize(
    ("language", "text", "concepts"), [(language, *row) for language, rows in FOUND.items() for row in rows]
)
def test_terms_are_found_with_their_endings_and_in_any_case(
    language: str, text: str, concepts: list[str]
) -> None:
    assert [concept for concept, _ in found(text, language)] == concepts


PLAIN = {
    "en": "The cancer has grown. It is now also in your liver. We pet the cat. Keep your pills. You see us at ten.",
    "nl": "De kanker is gegroeid. Hij zit nu ook in uw lever. Bestraling helpt bij 6 op de 10 mensen. Bel ons.",
    "fr": "Le cancer a grandi. Il est aussi dans le foie. Les rayons aident 6 personnes sur 10. Appelez-nous.",
    "de": "Der Krebs ist gewachsen. Er ist jetzt auch in der Leber. Die Bestrahlung hilft 6 von 10 Menschen.",
}


@pytest.mark.parametrize("language", PLAIN)
def test_plain_words_are_left_alone(language: str) -> None:
    assert found(PLAIN[language], language) == []


def test_the_longest_term_is_meant_and_a_part_of_a_word_is_none() -> None:
    assert found("palliative sedation", "en") == [("palliative-sedation", "palliative sedation")]
    assert found("A masseur, the sedated, a carpet.", "en") == []
    assert found("Stage IV, then an IV drip", "en") == [("stage", "Stage IV"), ("latin-abbreviation", "IV")]


def test_a_term_in_capitals_is_found_in_capitals_only() -> None:
    assert found("PET", "en") == [("pet-scan", "PET")]
    assert found("pet Pet", "en") == []


def test_a_hit_says_which_word_where_and_what_to_say_instead() -> None:
    (hit,) = hits([Text("feel", "All well. Your dyspnoea may grow. Bye.")], shipped().of("en"), "en")
    assert (hit.written, hit.where, hit.sentence) == ("dyspnoea", "feel", "Your dyspnoea may grow.")
    assert hit.plain == "short of breath"


def test_a_word_is_pointed_out_once_in_a_sentence_and_again_in_the_next() -> None:
    assert len(found("Sepsis is sepsis. Sepsis again.", "en")) == 2


def test_accents_are_found_whichever_way_they_are_stored() -> None:
    assert found("Me\u0301tastase", "fr") == [("metastasis", "M\u00e9tastase")]


def test_a_language_without_a_glossary_has_no_hits() -> None:
    assert hits([Text("feel", "palliative")], shipped().of("pl"), "pl") == ()


@pytest.mark.parametrize("language", ["en", "nl", "fr", "de"])
@pytest.mark.parametrize(
    "text",
    ["a" * 200_000, "metastase" * 20_000, "palliative " * 20_000, "*" * 200_000, "a-" * 100_000,
     "<b>ECOG</b>&amp;" * 2_000, "stage " * 30_000, "\u00e9" * 200_000],
)  # fmt: skip
def test_hostile_text_is_searched_at_once(text: str, language: str) -> None:
    assert all(hit.written for hit in hits_in(text, language))


def test_terms_may_hold_marks_that_mean_something_elsewhere() -> None:
    entry = Entry(concept="x", terms=("c++ (grade", "100 %"), plain="plain")
    assert [hit.written for hit in hits([Text("feel", "C++ (grade")], (entry,), "en")] == ["C++ (grade"]


def test_the_same_things_are_meant_in_all_four_languages_and_more_than_sixty_of_them() -> None:
    concepts = {
        language: {entry.concept for entry in shipped().of(language)} for language in ("en", "nl", "fr", "de")
    }
    assert len(concepts["en"]) >= 60
    assert all(found == concepts["en"] for found in concepts.values())


@pytest.mark.parametrize("language", ["en", "nl", "fr", "de"])
def test_no_plain_words_hold_a_term_of_their_own_language(language: str) -> None:
    for entry in shipped().of(language):
        told = hits([Text("plain", entry.plain)], shipped().of(language), language)
        assert [(entry.concept, hit.written) for hit in told] == []
