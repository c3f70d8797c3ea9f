"""A list on paper has one face, whichever list it is: title and moment above, page of pages below, each heard once."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from mdt_app.domain.errors import Refused
from mdt_app.letters import measures as m
from mdt_app.letters.blocks import Block, rule
from mdt_app.letters.flow import draw_page, paged
from mdt_app.letters.fonts import BOLD, REGULAR
from mdt_app.letters.measures import mm
from mdt_app.letters.metadata import About
from mdt_app.letters.page import draw_folds, draw_marks, new_paper, put, shortened
from mdt_app.letters.paper import Paper
from mdt_app.letters.shaping import require_glyphs
from mdt_app.letters.text import clean
from mdt_app.letters.wording import Say

TOP = 32 * mm


class Headed(Protocol):
    """What the head of a meeting's paper says beside its title; the start in the board's own time."""

    @property
    def hospital(self) -> str: ...

    @property
    def starts_at(self) -> datetime: ...

    @property
    def demo(self) -> bool: ...


def list_paper(
    content: Headed, say: Say, title: str, about: About, blocks: Sequence[Block], folds: bool = False
) -> bytes:
    """The list as PDF. Raises `Refused` where a character of its head cannot be printed."""
    pages = paged(blocks, TOP)
    canvas = new_paper(about)
    for number, page in enumerate(pages, start=1):
        with said_once(canvas, number):
            draw_marks(canvas, [say.texts.common.demo.text()] if content.demo else [])
            draw_head(canvas, content, say, title, number == 1)
        if folds and number == 1:
            draw_folds(canvas)
        draw_page(canvas, page)
        draw_foot(canvas, say, title, number, len(pages))
        canvas.showPage()
    return canvas.finished()


def printable(text: str, say: Say) -> str:
    """The text, or words in its place where the font lacks one of its characters.

    A letter is refused then; a list is for the room or the desk, where one name must not cost everybody the list:
    numbers stand beside it.
    """
    try:
        for font in (REGULAR, BOLD):
            require_glyphs(clean(text), font, "a list")
    except Refused:
        return say.texts.agenda.unprintable.text()
    return text


def said_once(canvas: Paper, page: int) -> AbstractContextManager[None]:
    """What every page repeats is heard on the first one."""
    return canvas.tagged("Div") if page == 1 else canvas.artifact()


def draw_head(canvas: Paper, content: Headed, say: Say, title: str, first: bool) -> None:
    """Title and day on the first page; one line on the others."""
    day = content.starts_at.date()
    when = say.texts.agenda.when.text(weekday=say.weekday(day), day=say.day_time(content.starts_at))
    size, y = (13.0, 20 * mm) if first else (8.4, 15.5 * mm)
    canvas.setFillColor(m.ACCENT)
    shown = shortened(title, BOLD, size, 105 * mm)
    put(canvas, shown, m.LEFT, y, size, "the board's name", weight=True, tag="H1")
    canvas.setFillColor(m.INK)
    put(canvas, when, m.RIGHT, y, 9.2 if first else 8.4, "the day", right=True)
    if first:
        put(
            canvas,
            shortened(content.hospital, REGULAR, 8.4, 105 * mm),
            m.LEFT,
            y + 4.6 * mm,
            8.4,
            "the hospital",
        )
    rule(canvas, m.LEFT, m.PAGE_HEIGHT - (28 * mm if first else 18 * mm), m.TEXT_WIDTH, m.HEAD_RULE)


def draw_foot(canvas: Paper, say: Say, title: str, page: int, pages: int) -> None:
    canvas.setFillColor(m.INK)
    rule(canvas, m.LEFT, m.FOOTER_RULE, m.TEXT_WIDTH, m.HEAD_RULE)
    y = m.PAGE_HEIGHT - m.FOOTER_RULE + 9.5
    counted = say.texts.common.page.text(page=str(page), pages=str(pages))
    with canvas.artifact():
        put(canvas, shortened(title, REGULAR, 7.4, 130 * mm), m.LEFT, y, 7.4, "the board's name")
        put(canvas, counted, m.RIGHT, y, 7.4, "the page number", weight=True, right=True)
