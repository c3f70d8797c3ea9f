"""A condition reads as one in every letter and on every screen, and nothing that was typed is changed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from letter_case import colpaert

from mdt_app.content.letter_texts import letter_texts
from mdt_app.domain.conditions import as_condition
from mdt_app.domain.letters.shared import clauses
from mdt_app.domain.phrases import words
from mdt_app.letters.wording import Say


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("worse", "if worse"),
        (" bilirubin falls enough ", "if bilirubin falls enough"),
        ("not working", "if not working"),
        ("worse after chemotherapy", "if worse after chemotherapy"),
        ("iffy taste", "if iffy taste"),
        ("Na < 130", "if Na < 130"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_what_does_not_begin_like_a_condition_gets_an_if(typed: str, read: str) -> None:
    assert as_condition(typed) == read


@pytest.mark.parametrize(
    "typed",
    [
        "if worse", "If worse", "when he wishes", "unless she refuses", "in case of fever", "as long as it helps",
        "once home", "after the scan", "before the holiday", "until the next board", "sooner if worse", "(if tight)",
        "Als hij slechter wordt", "tenzij zij weigert", "zodra thuis", "na 3 weken", "bij koorts",
        "si elle le souhaite", "s’il va mal", "lorsqu’il rentre", "à moins de refus", "en cas de fièvre",
        "dès que possible",
        "früher, falls es schlechter geht", "plus tôt, si besoin",
        "wenn schlechter", "falls Fieber", "sobald möglich", "bei Fieber", "nur wenn sie will",
    ],
)  # fmt: skip
def test_what_begins_like_a_condition_in_one_of_four_languages_stays_as_typed(typed: str) -> None:
    assert as_condition(typed) == typed


def test_an_accent_written_as_two_signs_is_the_same_accent() -> None:
    assert as_condition("a\u0300 moins de refus") == "a\u0300 moins de refus"


@pytest.mark.parametrize(
    ("language", "read"), [("en", "if worse"), ("nl", "als worse"), ("fr", "condition\u00a0: worse")]
)
def test_the_letters_read_it_so_each_in_its_language(language: str, read: str) -> None:
    record = colpaert()
    said = tuple(replace(one, condition="worse") for one in record.recommendations)
    say = Say(letter_texts(language), record.on)
    conditions = {one.condition for one in clauses(replace(record, recommendations=said))}
    assert {words(say.condition(one)) for one in conditions} == {read}
