"""Whoever had an older version gets the new one under a page with their own address, which tells nothing clinical."""

from __future__ import annotations

from dataclasses import replace

from mdt_app.domain.letters.dispatch import Addressee
from mdt_app.domain.letters.letter import Recipient
from mdt_app.domain.letters.parts import Shared
from mdt_app.domain.letters.texts import LetterTexts
from mdt_app.domain.phrases import Line
from mdt_app.letters import measures as m
from mdt_app.letters.blocks import Block, Painted, Space, rule
from mdt_app.letters.flow import draw_page, paged
from mdt_app.letters.fonts import REGULAR
from mdt_app.letters.list_paper import printable
from mdt_app.letters.metadata import About
from mdt_app.letters.page import (
    body_top,
    draw_address,
    draw_folds,
    draw_letterhead,
    draw_marks,
    draw_sender,
    new_paper,
    put,
    shortened,
)
from mdt_app.letters.text import P, Style
from mdt_app.letters.wording import Say

WORDS = Style(11, 15)
TITLE = Style(13, 18, bold=True, tag="H1")


def render_address_sheet(letter: Shared, to: Addressee, texts: LetterTexts) -> bytes:
    """One page with the address in the window, made from what the issued letter says of itself: always the same bytes.

    Raises `Refused` where the address does not fit the window or a character of it cannot be printed.
    """
    shared = replace(letter, recipient=Recipient(name=to.name, lines=to.lines))
    say, words = Say(texts, shared.issued_on), texts.address_sheet
    canvas = new_paper(about(shared, texts), shared.letterhead.accent)
    draw_marks(canvas, [texts.common.demo.text()] if shared.demo else [])
    draw_letterhead(canvas, shared, say, patient=False)
    draw_sender(canvas, shared)
    with canvas.tagged("P"):
        draw_address(canvas, shared, say)
    draw_folds(canvas)
    (page,) = paged(blocks(letter, to, say), body_top(shared))
    draw_page(canvas, page)
    rule(canvas, m.LEFT, m.FOOTER_RULE, m.TEXT_WIDTH, m.HEAD_RULE)
    which = words.which.text(case=shared.case_number, letter=shared.number, version=str(shared.version))
    foot = shortened(which, REGULAR, m.FOOT, m.TEXT_WIDTH)
    put(canvas, foot, m.LEFT, m.PAGE_HEIGHT - m.FOOTER_RULE + 9.5, m.FOOT, "the case number")
    canvas.showPage()
    return canvas.finished()


def blocks(letter: Shared, to: Addressee, say: Say) -> list[Block]:
    """Whose letter it is, which version they had, and where it says what is different."""
    words = say.texts.address_sheet
    name = printable(say.addressee(letter.recipient, letter.level), say)
    version = str(letter.version)
    had = (
        words.had.line(had=str(to.had), version=version)
        if to.had
        else words.had_unknown.line(version=version)
    )
    said: list[Line] = [words.copy.line(name=name), had, words.changed.line(), words.alone.line()]
    found: list[Block] = [Painted(P(words.title.line(), TITLE, "the title")), Space(6)]
    for one in said:
        found += [Painted(P(one, WORDS, "the address sheet")), Space(5)]
    return found


def about(shared: Shared, texts: LetterTexts) -> About:
    title = f"{texts.address_sheet.title.text()}, {shared.number} {shared.case_number}"
    return About(title, texts.language, shared.letterhead.hospital or shared.board)
