"""A letter's content and the words of a language give its bytes, always the same ones, without asking anyone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mdt_app.domain.letters.brief import versions
from mdt_app.domain.letters.checks import MOST_PAGES, Length, most_words
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
from mdt_app.letters import large, page, patient, primary, secondary, tertiary
from mdt_app.letters import measures as m
from mdt_app.letters.blocks import Block
from mdt_app.letters.flow import KEEP, PART, Page, draw_page, paged, room_left
from mdt_app.letters.foot import draw_foot, require_room
from mdt_app.letters.glyphs import require_drawable
from mdt_app.letters.kit import Kit
from mdt_app.letters.metadata import About
from mdt_app.letters.paper import Paper
from mdt_app.letters.text import WORD
from mdt_app.letters.wording import Say

CLOSE = (m.CLOSE, m.CLOSE_HEADING, m.CLOSE_CELL)
"""A slightly closer setting, for a letter that would pass its length by a few lines."""

CLOSEST = (m.CLOSEST, m.CLOSEST_HEADING, m.CLOSEST_CELL)
"""The closest there is, for a GP's letter that has nothing left to drop."""

CLOSE_BELOW = (2.8, 1.6)
"""Points under a section of it: a language that takes more room begins them nearer to each other."""


TABLE_AND_CLOSING, PLANNING_AND_UNKNOWN = 2, 2
"""Blocks with which a letter to professionals ends, and those before them in the palliative team's."""


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A letter's blocks on its pages; `words` and `shortened` are a GP's letter's."""

    pages: list[Page]
    words: int = 0
    shortened: tuple[str, ...] = ()


def render(content: LetterContent, texts: LetterTexts) -> bytes:
    """The letter as PDF. Raises `Refused`, in one sentence, where it cannot be printed as it should be."""
    return printed(content, texts)


def measure(content: LetterContent, texts: LetterTexts) -> Length:
    """How long the letter is as printed, only laid out. Raises `Refused` as `render` does."""
    laid, say = set_out(content, texts)
    draw_head(page.new_paper(about(content.shared, texts)), content, say)
    return Length(pages=len(laid.pages), words=laid.words, shortened=laid.shortened)


def printed(content: LetterContent, texts: LetterTexts) -> bytes:
    laid, say = set_out(content, texts)
    shared, pages = content.shared, laid.pages
    canvas = page.new_paper(about(shared, texts), shared.letterhead.accent)
    for number, one in enumerate(pages, start=1):
        if number == 1:
            draw_head(canvas, content, say)
        else:
            with canvas.artifact():
                page.draw_state(canvas, shared, say)
                page.draw_next(canvas, shared, texts.common.subjects[shared.level].text())
        draw_page(canvas, one)
        draw_foot(canvas, shared, say, number, len(pages), foot_size(content))
        canvas.showPage()
    return canvas.finished()


def set_out(content: LetterContent, texts: LetterTexts) -> tuple[LaidOut, Say]:
    """The letter's pages, and the words that they are made with. Raises `Refused`."""
    require_drawable(content)
    patient_block = content.shared.patient
    say = Say(texts, content.shared.issued_on, patient_block.sex, gone=patient_block.died is not None)
    return laid_out(content, say), say


def draw_head(canvas: Paper, content: LetterContent, say: Say) -> None:
    """What stands above the text of the first page; here alone a letter can still be refused."""
    shared, for_patient = content.shared, isinstance(content, PatientContent)
    require_room(shared)
    page.draw_state(canvas, shared, say)
    page.draw_first(canvas, shared, say, title_of(content, say.texts), for_patient)
    if isinstance(content, PatientContent):
        draw_calls = large.draw_calls if content.large else patient.draw_calls
        draw_calls(canvas, content, say)


def laid_out(content: LetterContent, say: Say) -> LaidOut:
    """The pages in the widest setting that keeps the letter to its length, else in the usual setting."""
    most = MOST_PAGES[CareLevel(content.shared.level)]
    if isinstance(content, PrimaryContent):
        return gp_letter(content, say, most)
    if isinstance(content, SecondaryContent):
        kit = Kit(say, m.BODY_SMALL, m.HEADING_SMALL)
        closer = (Kit(say, *CLOSE, below=below) for below in CLOSE_BELOW)
        tries = ((kit, KEEP), (kit, PART), *((one, PART) for one in closer))
        tried = ((secondary.blocks(content, one), keep) for one, keep in tries)
        return LaidOut(shortest(tried, most, page.body_top(content.shared)))
    if isinstance(content, TertiaryContent):
        return palliative_letter(content, say, most)
    return patient_letter(content, say)


def palliative_letter(content: TertiaryContent, say: Say, most: int) -> LaidOut:
    """In the usual setting. Where the table would stand on a page of its own, all on one page if a closer setting can
    hold it, else the care planning goes over with the table."""
    blocks, top = tertiary.blocks(content, Kit(say)), page.body_top(content.shared)
    pages = shortest(((blocks, keep) for keep in (KEEP, PART)), most, top)
    if len(pages) != most or len(pages[-1]) > TABLE_AND_CLOSING:
        return LaidOut(pages)
    for below in CLOSE_BELOW:
        closer = paged(tertiary.blocks(content, Kit(say, *CLOSE, below=below)), top)
        if len(closer) < len(pages):
            return LaidOut(closer)
    over = len(pages[-1]) + PLANNING_AND_UNKNOWN
    return LaidOut([*paged(blocks[:-over], top), *paged(blocks[-over:], m.NEXT_TOP)])


def patient_letter(content: PatientContent, say: Say) -> LaidOut:
    """In usual or large print, with lines to write on down to the end of the last page."""
    kit = large.large_kit(say) if content.large else patient.usual_kit(say)
    blocks = large.blocks(content, say) if content.large else patient.blocks(content, say)
    top = page.body_top(content.shared)
    room = room_left(paged(blocks, top), top)
    pages = paged([*blocks, patient.questions(kit, room)], top)
    if content.large or len(pages[-1]) > 1 or len(pages) == 1:
        return LaidOut(pages)
    return LaidOut([*paged(blocks[:-1], top), *table_and_questions(blocks[-1], kit)])


def table_and_questions(table: Block, kit: Kit) -> list[Page]:
    """Who does what beside the lines for questions: two calm pages, where these would be alone on theirs."""
    room = room_left(paged([table], m.NEXT_TOP), m.NEXT_TOP)
    return paged([table, patient.questions(kit, room)], m.NEXT_TOP)


def foot_size(content: LetterContent) -> float:
    """The type at the foot of each page, in points."""
    return m.LARGE_FOOT if isinstance(content, PatientContent) and content.large else m.FOOT


def gp_letter(content: PrimaryContent, say: Say, most: int) -> LaidOut:
    """The fullest version that keeps page and words; else the fullest that keeps the page; else all of it."""
    kits = (Kit(say), *(Kit(say, *CLOSE, below=below) for below in CLOSE_BELOW))
    closest = (Kit(say, *CLOSEST, below=CLOSE_BELOW[-1]),)
    tried: list[PrimaryContent] = []
    longer: list[PrimaryContent] = []
    for version in versions(content):
        tried.append(version)
        above = primary.above(version, kits[0])
        if gp_words(above, version, say) > most_words(say.texts.language):
            longer.append(version)
            continue
        found = gp_page(version, say, above, kits, most)
        if len(found.pages) <= most:
            return found
    for version, settings in (*((one, kits) for one in longer), *((one, closest) for one in tried)):
        found = gp_page(version, say, primary.above(version, settings[0]), settings, most)
        if len(found.pages) <= most:
            return found
    return gp_page(content, say, primary.above(content, kits[0]), kits[:1], most)


def gp_page(
    content: PrimaryContent, say: Say, above: list[Block], kits: tuple[Kit, ...], most: int
) -> LaidOut:
    """One version in the widest setting that keeps it to its page; `above` is made with the first of the kits."""
    words = gp_words(above, content, say)
    tries = (
        ([*(above if kit is kits[0] else primary.above(content, kit)), *primary.below(content, kit)], KEEP)
        for kit in kits
    )
    return LaidOut(shortest(tries, most, page.body_top(content.shared)), words, content.shortened)


def gp_words(above: Iterable[Block], content: PrimaryContent, say: Say) -> int:
    """The words above the table, but for the marks of days that went by: no letter grows too long while it waits."""
    mark = len(WORD.findall(say.texts.table.past.text(when="")))
    gone = sum(one.past for one in (*content.decided, *content.asks, *content.later_asks))
    return sum(block.words() for block in above) - mark * gone


def shortest(tries: Iterable[tuple[list[Block], float]], most: int, top: float) -> list[Page]:
    """The first try with at most so many pages; where none has, the first of all."""
    first: list[Page] = []
    for blocks, keep in tries:
        pages = paged(blocks, top, keep)
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


def about(shared: Shared, texts: LetterTexts) -> About:
    """What the file says of itself: which letter it is, never about whom."""
    subject = texts.common.subjects[shared.level].text()
    return About(
        title=f"{subject}, {shared.number} {shared.case_number}",
        language=texts.language,
        author=shared.letterhead.hospital or shared.board,
        subject=subject,
    )
