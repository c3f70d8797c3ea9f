"""What was typed in another language than the letter's is told, and only where it is clear."""

from __future__ import annotations

import pytest

from mdt_app.domain.letters.typed_language import another_language

TEXTS = {
    "en": "The cancer has grown. It is now also in your liver. We cannot cure it, but you will get help for the pain.",
    "nl": "De kanker is gegroeid. Hij zit nu ook in uw lever. We kunnen hem niet genezen, maar u krijgt hulp voor de "
    "pijn als het nodig is.",
    "fr": "Le cancer a grandi. Il est aussi dans le foie. Nous ne pouvons pas le guérir, mais vous recevez une aide "
    "pour la douleur.",
    "de": "Der Krebs ist gewachsen. Er ist auch in der Leber. Wir können ihn nicht heilen, aber Sie bekommen Hilfe "
    "gegen die Schmerzen, und wir sind für Sie da.",
}


@pytest.mark.parametrize("letter", TEXTS)
@pytest.mark.parametrize("written", TEXTS)
def test_each_language_is_told_from_each_other(written: str, letter: str) -> None:
    assert another_language([TEXTS[written]], letter) == ("" if written == letter else written)


def test_a_few_words_are_not_enough_to_tell() -> None:
    assert another_language(["Radiation for the pain."], "nl") == ""


def test_names_of_medicines_and_scores_tell_nothing() -> None:
    assert another_language(["Oxycodone 20 mg, ECOG 2, CT, MRI, FOLFIRI, Dr Zielińska"] * 20, "fr") == ""


def test_a_text_of_two_languages_is_not_clear() -> None:
    assert another_language([TEXTS["nl"], TEXTS["en"]], "fr") == ""
    assert another_language([TEXTS["nl"], TEXTS["en"]], "nl") == ""


def test_a_whole_quote_in_the_letters_own_language_does_not_hide_a_long_foreign_text() -> None:
    assert another_language([TEXTS["en"]] * 4 + [TEXTS["nl"]], "nl") == "en"
