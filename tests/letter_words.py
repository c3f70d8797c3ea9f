"""Mrs Colpaërt's case as colleagues of each language would have typed it, on the letterhead of a house of theirs."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import letter_case

from mdt_app.domain.checklist import evaluate as evaluate_checklist
from mdt_app.domain.criteria import evaluate as evaluate_criteria
from mdt_app.domain.letters.record import LetterRecord
from mdt_app.domain.record import Record

LANGUAGES = ("en", "nl", "fr", "de")
TYPED = Path(__file__).parent / "files" / "letters"


def spoken(language: str) -> LetterRecord:
    """The case with everything that somebody typed, its record included, in that language."""
    one = letter_case.colpaert()
    letters = tuple(replace(each, language=language) for each in one.letters)
    if language == "en":
        return replace(one, letters=letters)
    assert one.discussion is not None
    typed = tomllib.loads((TYPED / f"typed-{language}.toml").read_text(encoding="utf-8"))
    said = typed["record"]
    head = replace(one.board.letterhead, language=language, **typed["letterhead"])
    pairs = zip(one.recommendations, typed["recommendation"], strict=True)
    record = Record(
        tuple(replace(fact, payload=worded(fact.payload, said)) for fact in one.record.facts), one.on
    )
    return replace(
        one,
        case=worded(one.case, said),
        letters=tuple(replace(each, recipient=recipient(each.recipient, said)) for each in letters),
        people={id: worded(person, said) for id, person in one.people.items()},
        record=record,
        elements=evaluate_checklist(record, one.guidance),
        criteria=evaluate_criteria(record, one.guidance),
        discussion=replace(one.discussion, **typed["discussion"]),
        recommendations=tuple(replace(recommendation, **words) for recommendation, words in pairs),
        board=replace(one.board, name=typed["board"], letterhead=head),
    )


def worded(value: Any, said: Mapping[str, str]) -> Any:
    """The same with each text that the language says otherwise said so."""
    texts = {field.name: getattr(value, field.name) for field in fields(value)}
    return replace(
        value, **{name: said[text] for name, text in texts.items() if isinstance(text, str) and text in said}
    )


def recipient(value: Any, said: Mapping[str, str]) -> Any:
    return replace(worded(value, said), lines=tuple(said.get(line, line) for line in value.lines))
