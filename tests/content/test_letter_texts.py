"""A language of letters is complete, or refused with file, key and reason."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from mdt_app.content.letter_texts import folder, languages, letter_texts, read
from mdt_app.domain.errors import Refused
from mdt_app.domain.phrases import Phrase, words

ENGLISH = folder() / "en.toml"


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


@pytest.mark.parametrize("language", languages())
def test_every_language_fills_the_same_gaps(language: str) -> None:
    english, other = phrases(letter_texts("en")), phrases(letter_texts(language))
    for place in english.keys() & other.keys():
        assert other[place].gaps <= english[place].gaps, place


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
