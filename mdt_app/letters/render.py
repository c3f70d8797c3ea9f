"""A letter's content and the words of a language give its bytes, always the same ones, without asking anyone."""

from __future__ import annotations

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
from mdt_app.domain.letter_vocabulary import LetterTexts
from mdt_app.letters import measures as m
from mdt_app.letters import page, patient, primary, secondary, tertiary
from mdt_app.letters.flow import Page, draw_page, paged, room_left
from mdt_app.letters.fonts import REGULAR, register
from mdt_app.letters.kit import Kit
from mdt_app.letters.wording import Say


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
    if isinstance(content, PrimaryContent):
        return tightest(content, say)
    if isinstance(content, SecondaryContent):
        return paged(secondary.blocks(content, Kit(say, m.BODY_SMALL, m.HEADING_SMALL)), m.BODY_TOP)
    if isinstance(content, TertiaryContent):
        return paged(tertiary.blocks(content, Kit(say)), m.BODY_TOP)
    blocks = patient.blocks(content, say)
    room = room_left(paged(blocks, m.PATIENT_BODY_TOP), m.PATIENT_BODY_TOP)
    return paged([*blocks, patient.questions(say, room)], m.PATIENT_BODY_TOP)


def tightest(content: PrimaryContent, say: Say) -> list[Page]:
    """The GP's letter on one page where a slightly closer setting allows it, else in the usual one on two."""
    settings = (Kit(say), Kit(say, m.CLOSE, m.CLOSE_HEADING, m.CLOSE_CELL, below=2.8))
    tried = (paged(primary.blocks(content, kit), m.BODY_TOP) for kit in settings)
    first = next(tried)
    return first if len(first) == 1 else next((pages for pages in tried if len(pages) == 1), first)


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
