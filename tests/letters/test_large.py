"""Large print says all that the patient's letter says, in type of 16 points, and no letter leaves a heading alone."""

from __future__ import annotations

from dataclasses import replace

import letter_case
import letter_words
import pytest
from accepting import require_accepted
from letters.pdf_places import page_count, places, signs
from letters.test_letters import pages_of
from pdf_checks import Opened, problems

from mdt_app.content.letter_texts import letter_texts
from mdt_app.domain.letters.checks import MOST_LARGE_PAGES, MOST_PAGES, Lacking, checked, too_long
from mdt_app.domain.letters.compose import compose
from mdt_app.domain.letters.contents import PatientContent
from mdt_app.domain.letters.record import LetterRecord
from mdt_app.domain.people import CareLevel
from mdt_app.letters.render import measure, render

LANGUAGES = ("en", "nl", "fr", "de")
HEAD, FOOT = 27.0, 279.0
"""Millimetres from the top: under the letterhead, and where the foot begins."""


def usual(language: str = "en", one: LetterRecord | None = None) -> PatientContent:
    content = compose("patient", one or letter_words.spoken(language))
    assert isinstance(content, PatientContent)
    return content


def large(language: str = "en", one: LetterRecord | None = None) -> PatientContent:
    return replace(usual(language, one), large=True)


def said(content: PatientContent, language: str) -> set[str]:
    """The words of a letter, without its heads, feet and page numbers."""
    pdf = render(content, letter_texts(language))
    words: set[str] = set()
    for number in range(page_count(pdf)):
        words |= {one.strip(".,:") for one in pages_of(pdf)[number].split() if any(map(str.isalnum, one))}
    return words


def test_a_letter_in_large_print_is_one_that_was_asked_for() -> None:
    one = letter_case.colpaert()
    letters = tuple(replace(each, large_print=each.level == "patient") for each in one.letters)
    assert usual(one=replace(one, letters=letters)).large
    assert not usual(one=one).large


@pytest.mark.parametrize("language", LANGUAGES)
def test_large_print_says_the_same_words(language: str) -> None:
    small, big = said(usual(language), language), said(large(language), language)
    heads = letter_texts(language).table
    columns = {
        word for head in (heads.task, heads.holder, heads.when, heads.phone) for word in head.text().split()
    }
    assert small - big <= columns
    assert not big - small - {str(number) for number in range(10)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_large_print_has_16_points(language: str) -> None:
    content = large(language)
    pdf, recipient = render(content, letter_texts(language)), content.shared.envelope
    left = recipient.address[0]
    for number in range(page_count(pdf)):
        for one in signs(pdf, number):
            inside = FOOT > one.top > (HEAD if number == 0 else 20)
            if inside and not (number == 0 and one.top < 94 and one.left > left):
                assert one.size >= 15.9, one
            assert one.size > 6.5


def test_numbers_to_ring_have_21_points_and_the_signs_come_before_the_disease() -> None:
    content = large()
    pdf = render(content, letter_texts())
    text = " ".join(pages_of(pdf))
    assert {round(one.size) for one in places(signs(pdf), "09 000 12 40")[:1]} == {21}
    assert text.index("Our advice in short") < text.index("Call at once") < text.index("1 What we expect")
    assert text.index("112") < text.index("1 What we expect")


def test_large_print_is_heard_in_order_and_has_no_table() -> None:
    pdf = render(large(), letter_texts())
    assert problems(pdf) == []
    opened = Opened(pdf)
    assert opened.all("Table") == []
    assert any("Wishes for care" in opened.text(one) for one in opened.all("P"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_large_print_of_a_normal_case_keeps_its_pages(language: str) -> None:
    length = measure(large(language), letter_texts(language))
    assert MOST_PAGES[CareLevel.PATIENT] < length.pages <= MOST_LARGE_PAGES
    assert too_long("patient", length, language, large=True) == ()


def test_large_print_that_runs_too_long_is_told_with_its_own_limit() -> None:
    one = letter_case.colpaert()
    content = replace(large(one=one), feel="One more sentence about it. " * 300)
    length = measure(content, letter_texts())
    lacks = [lack for lack in checked(content, one, length).lacks if lack.kind == Lacking.LENGTH]
    assert [f"it may have {MOST_LARGE_PAGES} pages" in lack.sentence for lack in lacks] == [True]


def test_hours_and_names_that_find_no_room_beside_the_address_stand_in_the_letter() -> None:
    text = " ".join(pages_of(render(large(), letter_texts())))
    for words in (
        "Monday to Friday, 8:30–17:00",
        "Lieve De Smet, oncology nurse",
        "The cancer doctor on duty",
    ):
        assert text.count(words) == 1
    assert text.count("09 000 12 00") >= 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_accepted_letter_in_large_print_changes_only_with_consent(language: str) -> None:
    name = "patient-large" if language == "en" else f"patient-large-{language}"
    require_accepted(name, pages_of(render(large(language), letter_texts(language))))


def headings(content: PatientContent) -> list[str]:
    texts = letter_texts().patient
    parts = (texts.short, texts.disease, texts.feel, texts.length, texts.again, texts.open)
    more = (texts.palliative_is, texts.palliative_is_not, letter_texts().table.patient_heading)
    return [phrase.text() for phrase in (*parts, *more)]


def alone(pdf: bytes, content: PatientContent) -> list[str]:
    """Headings with nothing under them on their page, in their own column."""
    found = []
    for number in range(page_count(pdf)):
        page = signs(pdf, number)
        for heading in headings(content):
            for start in places(page, heading):
                half = (start.left - 5, start.left + 75)
                under = [
                    one
                    for one in page
                    if one.top > start.bottom + 1 and one.top < FOOT and half[0] < one.left < half[1]
                ]
                found += [] if under else [f"{heading}, page {number + 1}"]
    return found


@pytest.mark.parametrize("is_large", [False, True])
@pytest.mark.parametrize("lines", range(1, 52, 2))
def test_no_heading_is_left_alone_and_every_page_counts_whatever_the_length(
    lines: int, is_large: bool
) -> None:
    content = replace(
        usual(one=letter_case.colpaert()),
        large=is_large,
        length="\n".join(["It takes a while."] * lines),
        again="You see us again in a few days from now. " * 60,
        open=tuple(f"Whether to do thing {number}." for number in range(lines % 17)),
    )
    pdf = render(content, letter_texts())
    assert alone(pdf, content) == []
    pages = pages_of(pdf)
    for number, page in enumerate(pages, start=1):
        assert page.count(f"page {number} of {len(pages)}") == 1
    assert "Your questions" in pages[-1]


@pytest.mark.parametrize("is_large", [False, True])
@pytest.mark.parametrize("sentences", range(1, 60, 5))
def test_the_lines_for_questions_reach_the_foot_of_the_last_page(sentences: int, is_large: bool) -> None:
    content = replace(
        usual(one=letter_case.colpaert()),
        large=is_large,
        again="You see us again in a few days from now. " * sentences,
    )
    pdf = render(content, letter_texts())
    rules = ruled_lines(pdf, page_count(pdf) - 1)
    assert len(rules) >= 2
    assert 277 - (14 if is_large else 9) <= max(rules) <= 277.2


def ruled_lines(pdf: bytes, number: int) -> list[float]:
    """How far from the top the lines lie that stand under the heading of the questions."""
    import pypdfium2

    start = places(signs(pdf, number), "Your questions")[-1]
    document = pypdfium2.PdfDocument(pdf)
    edges = [
        one.get_bounds()
        for one in document[number].get_objects()
        if one.type == pypdfium2.raw.FPDF_PAGEOBJ_PATH
    ]
    document.close()
    middles = [297 - (low + top) / 2 / 72 * 25.4 for _, low, _, top in edges]
    return [one for one in middles if start.bottom < one < 278]
