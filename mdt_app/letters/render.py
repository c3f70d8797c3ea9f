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
from mdt_app.letters.blocks import Block
from mdt_app.letters.flow import draw_page, paged
from mdt_app.letters.fonts import REGULAR, register
from mdt_app.letters.kit import Kit
from mdt_app.letters.wording import Say


def render(content: LetterContent, texts: LetterTexts) -> bytes:
    """The letter as PDF. Raises `Refused`, in one sentence, where it cannot be printed as it should be."""
    shared = content.shared
    say = Say(texts, shared.issued_on, shared.patient.sex)
    for_patient = isinstance(content, PatientContent)
    pages = paged(body(content, say), m.PATIENT_BODY_TOP if for_patient else m.BODY_TOP)
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


def body(content: LetterContent, say: Say) -> list[Block]:
    if isinstance(content, PrimaryContent):
        return primary.blocks(content, Kit(say))
    if isinstance(content, SecondaryContent):
        return secondary.blocks(content, Kit(say, m.BODY_SMALL, m.HEADING_SMALL))
    if isinstance(content, TertiaryContent):
        return tertiary.blocks(content, Kit(say))
    return patient.blocks(content, say)


def title_of(content: LetterContent, texts: LetterTexts) -> str:
    if isinstance(content, SecondaryContent):
        return texts.secondary.title.text(board=content.shared.board)
    if isinstance(content, TertiaryContent):
        return texts.tertiary.title.text()
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
