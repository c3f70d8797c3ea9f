"""The form for written input is one page that names its patient, asks five things, and says until when."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from hostile.texts import hostile_texts, normal, spoken
from pypdf import PdfReader

from mdt_app.content.invitation_words import invitation_words
from mdt_app.content.letter_texts import languages, letter_texts
from mdt_app.domain.errors import Refused
from mdt_app.domain.input_form import InputForm
from mdt_app.letters.input_form import render_input_form

WORDS = invitation_words()["en"]
FORM = InputForm(
    patient="Peeters, Anna", birth_date=date(1951, 3, 12), case="LUNG-2026-0417", board="Thoracic oncology board",
    starts_at=datetime(2026, 10, 15, 13, tzinfo=UTC), question="Third line or best supportive care?",
    why="progression 06-10-2026", to="Dr. Samira Benali", return_to=("Secretariat", "+32 3 000 00 00"),
    by=datetime(2026, 10, 14, 12, tzinfo=UTC),
)  # fmt: skip


def page(form: InputForm) -> str:
    """The text of the form's only page."""
    made = render_input_form(form, invitation_words()[form.language], letter_texts(form.language))
    (only,) = PdfReader(BytesIO(made)).pages
    return normal(only.extract_text())


def test_the_form_says_whom_it_is_about_what_is_asked_and_until_when() -> None:
    text = page(FORM)
    for said in (
        "Peeters, Anna",
        "12 March 1951",
        "LUNG-2026-0417",
        "progression 6 Oct",
        "14 October 2026, 12:00",
    ):
        assert said in text
    for asked in (WORDS.ask_worry, WORDS.ask_wants, WORDS.ask_home, WORDS.ask_carers, WORDS.ask_board):
        assert normal(asked) in text


@pytest.mark.parametrize("text", hostile_texts(), ids=spoken)
def test_whatever_stands_in_the_record_the_form_stays_one_page(text: str) -> None:

    form = replace(
        FORM, patient=text, board=text, question=text, why=text, to=text, case=text, return_to=(text, text)
    )
    with suppress(Refused):  # a character for which no font has a sign is refused in words
        page(form)


@pytest.mark.parametrize("language", languages())
def test_who_is_asked_in_writing_is_asked_in_the_own_language(language: str) -> None:
    words = invitation_words()[language]
    text = page(replace(FORM, language=language))
    for said in (words.form_title, words.ask_worry, words.ask_board, words.form_note, words.form_why):
        assert normal(said) in text
    if language != "en":
        assert "What worries you" not in text
        assert "October" not in text


def test_a_reason_and_a_day_are_said_in_the_language_of_the_form() -> None:
    text = page(replace(FORM, language="nl"))
    assert "progressie 6 okt." in text
    assert "15 oktober 2026, 13 uur" in text
    assert "Dr. Samira Benali" in text
    assert "Dre Samira Benali" in page(replace(FORM, language="fr", sex="female"))
    assert "Dr Samira Benali" in page(replace(FORM, language="fr"))
