"""The agenda of a meeting on paper: cases in order with their time, and room for notes beside each."""

from __future__ import annotations

import re
from datetime import date

from mdt_app.domain.agenda_content import REASONS, AgendaCase, AgendaContent
from mdt_app.domain.letters.texts import LetterTexts
from mdt_app.domain.phrases import bold
from mdt_app.letters.blocks import Block, Space
from mdt_app.letters.kit import Kit
from mdt_app.letters.list_paper import list_paper, printable
from mdt_app.letters.measures import mm
from mdt_app.letters.metadata import About
from mdt_app.letters.wording import Item, Say, spaced

SHARES = (21.0, 37.0, 42.0, 41.0, 24.0)
ROW = 17 * mm
"""Least height of a case, so that there is room to write."""

PARTS = re.compile(r"(, |; )")
DAY = re.compile(r"\b\d{2}-\d{2}-\d{4}\b")


def render_agenda(content: AgendaContent, texts: LetterTexts) -> bytes:
    """The agenda as PDF. Raises `Refused` where a character of its head cannot be printed."""
    say = Say(texts, content.starts_at.date())
    title = texts.agenda.title.text(board=content.board)
    about = About(f"{title}, {content.starts_at:%Y-%m-%d}", texts.language, content.hospital or content.board)
    return list_paper(content, say, title, about, blocks(content, Kit(say)))


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
