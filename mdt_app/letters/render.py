"""A letter's content and the words of a language give its bytes, always the same ones, without asking anyone."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from mdt_app.domain.letter_contents import (
    LetterContent,
    PatientContent,
    PrimaryContent,
    SecondaryContent,
    TertiaryContent,
)
from mdt_app.domain.letter_parts import Shared
from mdt_app.domain.letter_texts import LetterTexts
from mdt_app.letters import measures as m
from mdt_app.letters import page, patient, primary, secondary, tertiary
from mdt_app.letters.blocks import Block
from mdt_app.letters.flow import KEEP, PART, Page, draw_page, paged, room_left
from mdt_app.letters.fonts import REGULAR, register
from mdt_app.letters.kit import Kit
from mdt_app.letters.wording import Say

CLOSE = (m.CLOSE, m.CLOSE_HEADING, m.CLOSE_CELL)
"""A slightly closer setting, for a letter that would pass its length by a few lines."""


def render(content: LetterContent, texts: LetterTexts) -> bytes:
    """The letter as PDF. Raises `Refused`, in one sentence, where it cannot be printed as it should be."""
    shared = content.shared
    say = Say(texts, shared.issued_on, shared.patient.sex)
    for_patient = isinstance(content, PatientContent)
    pages = laid_out(content, say)
    out = BytesIO()
    canvas = new_canvas(out, shared, texts)
    title = title_of(content, texts)
    for number, one in enumerate(pages, start=1):
        page.draw_state(canvas, shared, say)
        if number == 1:
            page.draw_first(canvas, shared, say, title, for_patient)
            if isinstance(content, PatientContent):
                patient.draw_calls(canvas, content, say)
        else:
            page.draw_next(canvas, shared, texts.common.subjects[shared.level].text())
        draw_page(canvas, one)
        page.draw_foot(canvas, shared, say, number, len(pages))
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def laid_out(content: LetterContent, say: Say) -> list[Page]:
    """The pages in the widest setting that keeps the letter to its length, else in the usual setting."""
    if isinstance(content, PrimaryContent):
        kits = (Kit(say), Kit(say, *CLOSE, below=2.8))
        return shortest(((primary.blocks(content, kit), KEEP) for kit in kits), 1)
    if isinstance(content, SecondaryContent):
        kit = Kit(say, m.BODY_SMALL, m.HEADING_SMALL)
        tries = ((kit, KEEP), (kit, PART), (Kit(say, *CLOSE, below=2.8), PART))
        return shortest(((secondary.blocks(content, one), keep) for one, keep in tries), 2)
    if isinstance(content, TertiaryContent):
        kit = Kit(say)
        return shortest(((tertiary.blocks(content, kit), keep) for keep in (KEEP, PART)), 2)
    blocks = patient.blocks(content, say)
    room = room_left(paged(blocks, m.PATIENT_BODY_TOP), m.PATIENT_BODY_TOP)
    return paged([*blocks, patient.questions(say, room)], m.PATIENT_BODY_TOP)


def shortest(tries: Iterable[tuple[list[Block], float]], most: int) -> list[Page]:
    """The first try with at most so many pages; where none has, the first of all."""
    first: list[Page] = []
    for blocks, keep in tries:
        pages = paged(blocks, m.BODY_TOP, keep)
        if len(pages) <= most:
            return pages
        first = first or pages
    return first


def title_of(content: LetterContent, texts: LetterTexts) -> str:
    if isinstance(content, SecondaryContent):
        return texts.secondary.title.text(board=page.beginning(content.shared.board))
    if isinstance(content, TertiaryContent):
        return (texts.tertiary.title if content.referred else texts.tertiary.title_outcome).text()
    return texts.primary.title.text()


def new_canvas(out: BytesIO, shared: Shared, texts: LetterTexts) -> Canvas:
    """A canvas that begins in an embedded font, writes no time and puts no patient's name in the file's properties."""
    register()
    canvas = Canvas(
        out,
        pagesize=(m.PAGE_WIDTH, m.PAGE_HEIGHT),
        invariant=True,
        pageCompression=1,
        initialFontName=REGULAR,
        lang=texts.language,
    )
    canvas.setTitle(f"{shared.number} {shared.case_number}")
    canvas.setAuthor(shared.letterhead.hospital or shared.board)
    canvas.setSubject(texts.common.subjects[shared.level].text())
    canvas.setCreator("mdt")
    canvas.setProducer("mdt")
    return canvas
