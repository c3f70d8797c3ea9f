"""The agenda of a meeting on paper: cases in order with their time, and room for notes beside each."""

from __future__ import annotations

import re
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Protocol

from mdt_app.domain.agenda_content import REASONS, AgendaCase, AgendaContent
from mdt_app.domain.errors import Refused
from mdt_app.domain.letters.texts import LetterTexts
from mdt_app.domain.phrases import bold
from mdt_app.letters import measures as m
from mdt_app.letters.blocks import Block, Space, rule
from mdt_app.letters.flow import draw_page, paged
from mdt_app.letters.fonts import BOLD, REGULAR
from mdt_app.letters.kit import Kit
from mdt_app.letters.measures import mm
from mdt_app.letters.metadata import About
from mdt_app.letters.page import draw_marks, new_paper, put, shortened
from mdt_app.letters.paper import Paper
from mdt_app.letters.shaping import require_glyphs
from mdt_app.letters.text import clean
from mdt_app.letters.wording import Item, Say, spaced

SHARES = (21.0, 37.0, 42.0, 41.0, 24.0)
ROW = 17 * mm
"""Least height of a case, so that there is room to write."""

TOP = 32 * mm

PARTS = re.compile(r"(, |; )")
DAY = re.compile(r"\b\d{2}-\d{2}-\d{4}\b")


class Headed(Protocol):
    """What the head of a meeting's paper says beside its title; the start in the board's own time."""

    @property
    def hospital(self) -> str: ...

    @property
    def starts_at(self) -> datetime: ...


def render_agenda(content: AgendaContent, texts: LetterTexts) -> bytes:
    """The agenda as PDF. Raises `Refused` where a character of its head cannot be printed."""
    say = Say(texts, content.starts_at.date())
    pages = paged(blocks(content, Kit(say)), TOP)
    title = texts.agenda.title.text(board=content.board)
    about = About(f"{title}, {content.starts_at:%Y-%m-%d}", texts.language, content.hospital or content.board)
    canvas = new_paper(about)
    for number, page in enumerate(pages, start=1):
        with said_once(canvas, number):
            draw_marks(canvas, [texts.common.demo.text()] if content.demo else [])
            draw_head(canvas, content, say, title, number == 1)
        draw_page(canvas, page)
        draw_foot(canvas, say, title, number, len(pages))
        canvas.showPage()
    return canvas.finished()


def blocks(content: AgendaContent, kit: Kit) -> list[Block]:
    words = kit.say.texts.agenda
    place = words.place.line(place=content.place) if content.place else words.no_place.line()
    link = words.link.line(link=content.video_link) if content.video_link else ()
    count = (words.case_one if len(content.cases) == 1 else words.cases).line(count=str(len(content.cases)))
    head: list[Block] = [kit.text(spaced([place, link, count], " · "), "Place"), Space(6)]
    if not content.cases:
        return [*head, kit.text(words.no_cases.line(), "the cases")]
    rows = [case_row(one, kit.say) for one in content.cases]
    titles = (words.slot, words.patient, words.question, words.invited, words.notes)
    table = kit.rows("the agenda", SHARES, rows, titles, closed=True)
    table.least, table.pad = ROW, 2.0
    return [*head, table]


def case_row(one: AgendaCase, say: Say) -> tuple[Item, ...]:
    words = say.texts.agenda
    slot = say.span(one.slot) if one.slot else words.no_slot.text()
    born = say.full_day(one.birth_date) if one.birth_date else say.texts.common.foot_no_birth_date.text()
    question = printable(one.question, say) if one.question else words.no_question.line()
    return (
        spaced([bold(str(one.position)), slot], "\n"),
        spaced([bold(printable(one.patient, say)), born, one.number], "\n"),
        spaced([question, bold(outcome(one.outcome, say))], "\n"),
        "\n".join(printable(invited(name, say), say) for name in one.invited) or words.nobody.line(),
        "",
    )


def outcome(text: str, say: Say) -> str:
    """What became of a case in the paper's language, with the standard that meets it as it was named."""
    word, _, standard = text.partition(": ")
    known = say.texts.attendance_list.outcomes.get(word)
    said = known.text() if known else word
    return say.texts.shared.said_first.text(first=said, rest=standard) if standard else said


def invited(text: str, say: Say) -> str:
    """Whom a case calls and why: a level that nobody holds, and reasons, in the paper's language."""
    who, _, why = text.partition(": ")
    levels = say.texts.common.levels
    name = levels[who].text() if who in levels else say.full_name(who)
    return say.texts.shared.said_first.text(first=name, rest=reason(why, say)) if why else name


def reason(text: str, say: Say) -> str:
    """Reasons to invite somebody; what somebody typed stays as typed, and so does a day within it."""
    parts = PARTS.split(text)
    for place, part in enumerate(parts):
        begin = next((one for one in REASONS if part == one or part.startswith((f"{one} ", f"{one}:"))), "")
        if begin:
            rest = DAY.sub(lambda day: written(day[0], say), part[len(begin) :])
            parts[place] = say.texts.agenda.reasons[begin].text() + rest
    return "".join(parts)


def written(day: str, say: Say) -> str:
    """A day of a reason as the language writes it; what is none stays as typed."""
    try:
        return say.day(date(*map(int, reversed(day.split("-")))))
    except ValueError:
        return day


def printable(text: str, say: Say) -> str:
    """The text, or words in its place where the font lacks one of its characters.

    A letter is refused then; the agenda is for the room, where one name must not cost everybody the list: birth date
    and case number stand beside it.
    """
    try:
        for font in (REGULAR, BOLD):
            require_glyphs(clean(text), font, "the agenda")
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
