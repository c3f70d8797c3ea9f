"""A language of letters is complete, or refused with file, key and reason."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from mdt_app import paths
from mdt_app.content import guidance as guidance_files
from mdt_app.content.letter_texts import folder, languages, letter_texts, read
from mdt_app.domain.errors import Refused
from mdt_app.domain.letters.language import LANGUAGES
from mdt_app.domain.people import DISCIPLINES
from mdt_app.domain.phrases import Gap, Phrase, words

ENGLISH = folder() / "en.toml"

WITHOUT_A_GAP = {
    "fr": {"patient.dear", "primary.dear_named"},
}
"""What a language says without a name, or a day, that English says: "Madame"."""

SAME: dict[str, set[str]] = {
    "nl": {
        *("1 week", "Agenda", "Checklist", "Contact", "Distress", "Moderator", "Prof", "Video"),
        *("mediastinum", "pancreas", "was"),
    },
    "fr": {
        *(
            "Communication",
            "Condition",
            "Contribution",
            "Coordination",
            "Date",
            "Discipline, organisation",
            "Dose",
        ),
        *("NISS", "Notes", "Patient", "Prof", "Psychosocial", "Question", "Signature", "incident", "patient"),
        *("progression", "prostate", "1 page", "pages", "Pages", "version"),
    },
    "de": {"Depression", "Name", "Operation", "Prof", "Prof. Dr", "Video"},
}
"""Words that a language shares with English."""


def written(tmp_path: Path, *changes: tuple[str, str]) -> Path:
    text = ENGLISH.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = tmp_path / "xx.toml"
    path.write_text(text, encoding="utf-8")
    return path


def phrases(value: object, where: str = "") -> dict[str, Phrase]:
    found: dict[str, Phrase] = {}
    for field in fields(value):  # type: ignore[arg-type]
        inner, place = getattr(value, field.name), f"{where}{field.name}"
        if isinstance(inner, Phrase):
            found[place] = inner
        elif is_dataclass(inner):
            found |= phrases(inner, f"{place}.")
        elif not isinstance(inner, str):
            found |= {f"{place}.{key}": phrase for key, phrase in inner.items()}
    return found


def test_letters_are_there_in_four_languages() -> None:
    assert languages() == LANGUAGES


@pytest.mark.parametrize("language", languages())
def test_every_text_is_there_in_every_language(language: str) -> None:
    assert phrases(letter_texts(language)).keys() == phrases(letter_texts("en")).keys()


@pytest.mark.parametrize("language", languages())
def test_every_language_fills_the_same_gaps(language: str) -> None:
    english, other = phrases(letter_texts("en")), phrases(letter_texts(language))
    unequal = {place for place in english if other[place].gaps != english[place].gaps}
    assert unequal == WITHOUT_A_GAP.get(language, set())


@pytest.mark.parametrize("language", languages())
def test_every_form_of_a_phrase_fills_its_gaps(language: str) -> None:
    """But for how somebody is greeted, which may do without a name."""
    for place, phrase in phrases(letter_texts(language)).items():
        filled = {
            frozenset(one.name for one in form if isinstance(one, Gap)) for form in phrase.forms.values()
        }
        assert len(filled) == 1 or place in ("patient.dear", "primary.dear_named"), place


@pytest.mark.parametrize("language", ["de", "fr", "nl"])
def test_no_english_is_left_but_words_that_are_the_same(language: str) -> None:
    english, other = phrases(letter_texts("en")), phrases(letter_texts(language))
    same = {
        text
        for place in english
        if not place.startswith("dates.")
        and (text := words_of(english[place]))
        and text == words_of(other[place])
        and re.search(r"[^\W\d]{3}", text)
    }
    assert same == SAME[language]


def words_of(phrase: Phrase) -> str:
    """What a phrase says itself, its gaps left out."""
    return "".join(" " if isinstance(one, Gap) else one.text for one in phrase.form()).strip(" .,:;·–()*")


@pytest.mark.parametrize("language", languages())
def test_every_discipline_has_a_word(language: str) -> None:
    assert set(DISCIPLINES) <= letter_texts(language).common.roles.keys()


@pytest.mark.parametrize("language", languages())
def test_every_item_of_the_instruments_has_a_word(language: str) -> None:
    shared, instruments = letter_texts(language).shared, guidance_files.load(paths.resources()).instruments
    for instrument in instruments.values():
        assert {item.code for item in instrument.items} <= shared.symptoms.keys(), instrument.id
        assert {total.id for total in instrument.totals} <= shared.symptoms.keys(), instrument.id
        assert instrument.id in shared.instruments or instrument.id in ("esas-r", "phq-4")


@pytest.mark.parametrize("language", languages())
def test_the_patients_own_sentences_are_short(language: str) -> None:
    patient = {k: one for k, one in phrases(letter_texts(language)).items() if k.startswith("patient.")}
    text = [
        sentence.split()
        for one in patient.values()
        for sentence in re.split(r"(?<=[.?!…])\s", one.text(**dict.fromkeys(one.gaps, "Xx")))
    ]
    lengths = [sum(1 for word in sentence if any(map(str.isalnum, word))) for sentence in text]
    assert max(lengths) <= 20
    assert sum(lengths) / len(lengths) <= 10


def test_french_marks_stand_beside_a_space_that_does_not_break() -> None:
    for place, phrase in phrases(letter_texts("fr")).items():
        for form in phrase.forms.values():
            text = "".join("x" if isinstance(one, Gap) else one.text for one in form)
            assert not re.search(r" [:;?!»](?:\s|$)|« ", text), place
            assert not re.search(r"[\wé][;?!»]", text), place


def test_a_phrase_that_names_two_people_differs_by_both(tmp_path: Path) -> None:
    old = 'you_decide = "'
    new = 'you_decide = { ff = "1", fm = "2", m = "3", xf = "4", x = "5" }\n#"'
    phrase = read(written(tmp_path, (old, new))).patient.you_decide
    assert [phrase.text(*sexes) for sexes in (("female", "female"), ("female", "male"), ("male", "female"))] == [
        "1", "2", "3",
    ]  # fmt: skip
    assert [phrase.text(*sexes) for sexes in (("", "female"), ("female", ""), ("", ""))] == ["4", "5", "5"]


def test_a_value_that_ends_in_a_full_stop_ends_its_sentence() -> None:
    shared = letter_texts("nl").shared
    assert shared.code_status.text(value="DNR 2", day="5 nov.") == "DNR 2, vastgelegd op 5 nov."
    assert letter_texts("en").secondary.step_said.text(step="A", day="5 Nov.", note="") == "A: 5 Nov."


def test_a_missing_key_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"xx\.toml: primary\.decided is missing"):
        read(written(tmp_path, ('decided = "Decided"\n', "")))


def test_an_unknown_key_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"xx\.toml: primary\.surprise is not a key"):
        read(written(tmp_path, ('decided = "Decided"\n', 'decided = "Decided"\nsurprise = "x"\n')))


@pytest.mark.parametrize("text", ["by *{day}", "by {day", "by {day!r}", "by {0}"])
def test_a_faulty_phrase_is_refused_by_name(tmp_path: Path, text: str) -> None:
    with pytest.raises(Refused, match=r"primary\.by_day"):
        read(written(tmp_path, ('by_day = "*by {day}*"', f'by_day = "{text}"')))


def test_a_form_for_everyone_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"common\.title: the form x is missing"):
        read(
            written(tmp_path, ('title = { f = "Mrs", m = "Mr", x = "" }', 'title = { f = "Mrs", m = "Mr" }'))
        )


def test_a_file_that_is_no_toml_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "xx.toml"
    path.write_text("not = = toml", encoding="utf-8")
    with pytest.raises(Refused, match=r"xx\.toml"):
        read(path)


def test_a_language_without_letters_is_refused_in_words() -> None:
    with pytest.raises(Refused, match="no letters in this language"):
        letter_texts("tlh")
    with pytest.raises(Refused, match="no letters in this language"):
        letter_texts("../letters/en")


def test_a_phrase_differs_by_sex_and_never_reads_marks_in_data() -> None:
    told = letter_texts().primary.told
    assert [told.text(sex) for sex in ("female", "male", "other")] == [
        "She was told",
        "He was told",
        "What was told",
    ]
    line = letter_texts().primary.by_day.line(day="*{day}*")
    assert words(line) == "by *{day}*"
    assert all(run.bold for run in line)
