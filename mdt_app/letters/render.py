"""A letter's content and the words of a language give its bytes, always the same ones, without asking anyone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from mdt_app.domain.letters.brief import versions
from mdt_app.domain.letters.checks import MOST_PAGES, MOST_WORDS, Length
from mdt_app.domain.letters.contents import (
    LetterContent,
    PatientContent,
    PrimaryContent,
    SecondaryContent,
    TertiaryContent,
)
from mdt_app.domain.letters.parts import Shared
from mdt_app.domain.letters.texts import LetterTexts
from mdt_app.domain.people import CareLevel
from mdt_app.letters import measures as m
from mdt_app.letters import page, patient, primary, secondary, tertiary
from mdt_app.letters.blocks import Block
from mdt_app.letters.flow import KEEP, PART, Page, draw_page, paged, room_left
from mdt_app.letters.fonts import REGULAR, register
from mdt_app.letters.glyphs import require_drawable
from mdt_app.letters.kit import Kit
from mdt_app.letters.wording import Say

CLOSE = (m.CLOSE, m.CLOSE_HEADING, m.CLOSE_CELL)
"""A slightly closer setting, for a letter that would pass its length by a few lines."""


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A letter's blocks on its pages; `words` and `shortened` are a GP's letter's."""

    pages: list[Page]
    words: int = 0
    shortened: tuple[str, ...] = ()


def render(content: LetterContent, texts: LetterTexts) -> bytes:
    """The letter as PDF. Raises `Refused`, in one sentence, where it cannot be printed as it should be."""
    return printed(content, texts)[0]


def measure(content: LetterContent, texts: LetterTexts) -> Length:
    """How long the letter is as printed. Raises `Refused` as `render` does."""
    laid = printed(content, texts)[1]
    return Length(pages=len(laid.pages), words=laid.words, shortened=laid.shortened)


def printed(content: LetterContent, texts: LetterTexts) -> tuple[bytes, LaidOut]:
    require_drawable(content)
    shared = content.shared
    say = Say(texts, shared.issued_on, shared.patient.sex)
    for_patient = isinstance(content, PatientContent)
    laid = laid_out(content, say)
    pages = laid.pages
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
    return out.getvalue(), laid


def laid_out(content: LetterContent, say: Say) -> LaidOut:
    """The pages in the widest setting that keeps the letter to its length, else in the usual setting."""
    most = MOST_PAGES[CareLevel(content.shared.level)]
    if isinstance(content, PrimaryContent):
        return gp_letter(content, say, most)
    if isinstance(content, SecondaryContent):
        kit = Kit(say, m.BODY_SMALL, m.HEADING_SMALL)
        tries = ((kit, KEEP), (kit, PART), (Kit(say, *CLOSE, below=2.8), PART))
        return LaidOut(shortest(((secondary.blocks(content, one), keep) for one, keep in tries), most))
    if isinstance(content, TertiaryContent):
        kit = Kit(say)
        return LaidOut(shortest(((tertiary.blocks(content, kit), keep) for keep in (KEEP, PART)), most))
    blocks = patient.blocks(content, say)
    room = room_left(paged(blocks, m.PATIENT_BODY_TOP), m.PATIENT_BODY_TOP)
    return LaidOut(paged([*blocks, patient.questions(say, room)], m.PATIENT_BODY_TOP))


def gp_letter(content: PrimaryContent, say: Say, most: int) -> LaidOut:
    """The fullest version that keeps page and words; else the fullest that keeps the page; else all of it."""
    kits = (Kit(say), Kit(say, *CLOSE, below=2.8))
    longer: list[PrimaryContent] = []
    for version in versions(content):
        above = primary.above(version, kits[0])
        if words_in(above) > MOST_WORDS:
            longer.append(version)
            continue
        found = gp_page(version, above, kits, most)
        if len(found.pages) <= most:
            return found
    for version in longer:
        found = gp_page(version, primary.above(version, kits[0]), kits, most)
        if len(found.pages) <= most:
            return found
    return gp_page(content, primary.above(content, kits[0]), kits[:1], most)


def gp_page(content: PrimaryContent, above: list[Block], kits: tuple[Kit, ...], most: int) -> LaidOut:
    """One version in the widest setting that keeps it to its page; `above` is made with the first of the kits."""
    words = words_in(above)
    tries = (
        ([*(above if kit is kits[0] else primary.above(content, kit)), *primary.below(content, kit)], KEEP)
        for kit in kits
    )
    return LaidOut(shortest(tries, most), words, content.shortened)


def words_in(blocks: Iterable[Block]) -> int:
    return sum(block.words() for block in blocks)


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
