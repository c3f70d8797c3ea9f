"""A letter that will be signed keeps a free place for it, and says nowhere that it is not signed; in every language."""

from __future__ import annotations

import letter_case
import pypdfium2
import pytest
from signing_kit import AT, PIN, Cards

from mdt_app.content.letter_texts import letter_texts
from mdt_app.domain.letters.compose import compose
from mdt_app.domain.letters.pin import Pin
from mdt_app.domain.letters.texts import LetterTexts
from mdt_app.letters.foot import signature_box
from mdt_app.letters.render import render
from mdt_app.letters.signature import for_signing, signature_mark
from mdt_app.signing.session import Session, Unsigned

LEVELS = ("primary", "secondary", "tertiary", "patient")
SIGNED = {
    "en": "signed by Anna Peeters on 23 November 2026",
    "nl": "ondertekend door Anna Peeters op 23 november 2026",
    "fr": "signé par Anna Peeters le 23 novembre 2026",
    "de": "unterschrieben von Anna Peeters am 23. November 2026",
}


def texts_of(pdf: bytes) -> list[str]:
    """What stands on each page."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("language", SIGNED)
def test_the_place_is_free_and_no_page_says_not_signed(level: str, language: str) -> None:
    texts = letter_texts(language)
    content = compose(level, letter_case.colpaert())
    unsigned, ready = render(content, texts), for_signing(content, texts)
    no = texts.common.not_signed.text()
    assert all(no in page for page in texts_of(unsigned))
    first, *others = texts_of(ready)
    assert no not in first
    assert all(texts.common.signature_place.text() in page and no not in page for page in others)
    left, bottom, right, top = signature_box()
    with pypdfium2.PdfDocument(ready) as document:
        inside = document[0].get_textpage().get_text_bounded(left - 1, bottom, right, top)
    assert inside.strip() == ""


@pytest.mark.parametrize("language", SIGNED)
def test_the_mark_is_in_the_letters_language(language: str) -> None:
    texts: LetterTexts = letter_texts(language)
    mark = signature_mark(compose("patient", letter_case.colpaert()), texts, "Anna Peeters", AT.date())
    assert mark.words == SIGNED[language]
    assert mark.spoken.endswith(mark.words)
    assert mark.language == language


def test_a_letter_made_ready_twice_is_the_same(soft: Cards, letter: Unsigned) -> None:
    again = for_signing(compose("primary", letter_case.colpaert()), letter_texts())
    assert again == letter.pdf
    with Session(soft.module, soft.certificate("doctor"), Pin(PIN), AT) as card:
        assert card.sign(letter)[: len(again)] == again
