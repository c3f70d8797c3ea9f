"""How the head of a letter will look is shown on a letter about nobody, drawn by what draws the letters."""

from __future__ import annotations

from datetime import UTC, date, datetime

from mdt_app.domain.agenda import Letterhead
from mdt_app.domain.letters.envelope import Envelope
from mdt_app.domain.letters.letter import LetterState, Recipient
from mdt_app.domain.letters.parts import PatientBlock, Shared
from mdt_app.domain.letters.texts import LetterTexts
from mdt_app.domain.people import CareLevel
from mdt_app.letters import measures as m
from mdt_app.letters import page
from mdt_app.letters.foot import draw_foot
from mdt_app.letters.kit import Kit
from mdt_app.letters.measures import mm
from mdt_app.letters.metadata import About
from mdt_app.letters.paper import Paper
from mdt_app.letters.wording import Say

UNKNOWN = "…"


def sample(head: Letterhead, board: str, envelope: Envelope, texts: LetterTexts, on: date) -> bytes:
    """The first page of a letter to a GP without its text. Raises `Refused` where the head cannot be printed."""
    shared = shared_by_nobody(head, board, envelope, texts, on)
    say = Say(texts, on)
    canvas = page.new_paper(About(texts.primary.title.text(), texts.language), head.accent)
    with canvas.artifact():
        draw_window(canvas, envelope)
    page.draw_first(canvas, shared, say, texts.primary.title.text())
    top = m.PAGE_HEIGHT - page.body_top(shared)
    kit, words = Kit(say), texts.primary
    for heading in (words.decided, words.changed):
        section = kit.section(heading, UNKNOWN)
        section.draw(canvas, m.LEFT, top, m.TEXT_WIDTH)
        top -= section.height(m.TEXT_WIDTH)
    draw_foot(canvas, shared, say, 1, 1)
    canvas.showPage()
    return canvas.finished()


def draw_window(canvas: Paper, envelope: Envelope) -> None:
    """Where the address may stand, in dashes."""
    left, top, right, bottom = (edge * mm for edge in envelope.address)
    low, high = m.PAGE_HEIGHT - bottom, m.PAGE_HEIGHT - top
    canvas.setStrokeColor(m.INK)
    canvas.setLineWidth(m.HAIR)
    canvas.setDash(2, 2)
    canvas.lines([(left, low, right, low), (left, high, right, high)])
    canvas.lines([(left, low, left, high), (right, low, right, high)])
    canvas.setDash()


def shared_by_nobody(
    head: Letterhead, board: str, envelope: Envelope, texts: LetterTexts, on: date
) -> Shared:
    """What a letter's page needs, without a patient; the recipient is a function."""
    nobody = texts.common.nobody[CareLevel.PRIMARY].text()
    return Shared(
        level=CareLevel.PRIMARY,
        language=texts.language,
        letterhead=head,
        board=board,
        case_number=UNKNOWN,
        meeting_at=datetime(on.year, on.month, on.day, 14, tzinfo=UTC),
        patient=PatientBlock(family=UNKNOWN, given="", sex="", birth_date=None, age=None),
        recipient=Recipient(name=nobody, lines=(UNKNOWN, UNKNOWN)),
        number="P1",
        version=1,
        state=LetterState.DRAFT,
        issued_on=on,
        demo=False,
        signer=None,
        responsibilities=(),
        copies=(),
        envelope=envelope,
    )
