"""The list of a batch on paper: to whom, where, which file, how many pages, by way, and what is still to be done."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from mdt_app.domain.letters.dispatch import Way
from mdt_app.domain.letters.sending_list import SendingList, SentLine
from mdt_app.domain.letters.texts import LetterTexts
from mdt_app.domain.phrases import Line, Phrase, bold
from mdt_app.letters.blocks import Block, Painted, Space, Titled
from mdt_app.letters.kit import Kit
from mdt_app.letters.list_paper import list_paper, printable
from mdt_app.letters.measures import HAIR, INK, mm
from mdt_app.letters.metadata import About
from mdt_app.letters.paper import Paper
from mdt_app.letters.table import Rows
from mdt_app.letters.text import P, Text
from mdt_app.letters.wording import Item, Say, spaced

WITH_FILE = (8.0, 46.0, 37.0, 48.0, 13.0, 13.0)
WITHOUT_FILE = (9.0, 68.0, 60.0, 15.0, 13.0)
NOT_SENT = (52.0, 113.0)
BELOW = 9.0
"""Points under the last row of a way."""

SHEET = 2
"""Sides of a sheet of paper."""

BOX = 3.6 * mm


@dataclass(slots=True)
class Ticked(Rows):
    """A table with a box to tick in the last column of each row."""

    def draw_row(
        self,
        canvas: Paper,
        row: tuple[Text, ...],
        widths: list[float],
        x: float,
        top: float,
        place: Hashable | None = None,
        head: bool = False,
    ) -> None:
        Rows.draw_row(self, canvas, row, widths, x, top, place, head)
        if head or not row[0].words():  # the rest of a row that is parted over two pages
            return
        with canvas.artifact():
            canvas.setStrokeColor(INK)
            canvas.setLineWidth(2 * HAIR)
            canvas.rect(x + sum(widths[:-1]), top - self.pad - BOX, BOX, BOX)


def render_sending_list(content: SendingList, texts: LetterTexts) -> bytes:
    """The list as PDF. Raises `Refused` where a character of its head cannot be printed."""
    say = Say(texts, content.starts_at.date())
    title = texts.sending_list.title.text()
    about = About(f"{title}, {content.starts_at:%Y-%m-%d %H:%M}", texts.language, content.hospital)
    return list_paper(content, say, title, about, blocks(content, Kit(say)))


def blocks(content: SendingList, kit: Kit) -> list[Block]:
    found: list[Block] = [kit.text(one, "the batch") for one in head(content, kit.say)]
    found.append(Space(6))
    for way in Way:
        if lines := [one for one in content.lines if one.way is way]:
            found.append(group(way, lines, content, kit))
    if content.not_sent:
        words = kit.say.texts.sending_list
        rows = [
            (bold(f"{one.case_number} {one.number}"), printable(one.why, kit.say)) for one in content.not_sent
        ]
        table = kit.rows("what was not sent", NOT_SENT, rows, (words.letter, words.why))
        found.append(titled(words.not_sent, [words.not_sent_note.line()], [table], kit))
    return found


def head(content: SendingList, say: Say) -> list[Line]:
    """How many went out, by whom, and whether anything is left."""
    words = say.texts.sending_list
    count = len(content.lines)
    names = [words.by.line(name=printable(name, say)) for name in content.by]
    found = [spaced([counted(words.sent_one, words.sent, count), *names])]
    if content.locked:
        found.append(words.locked.line())
    if content.left and content.printed:
        found.append(counted(words.left_due_one, words.left_due, content.left))
    elif content.left:
        found.append(counted(words.left_one, words.left, content.left))
    return found


def counted(one: Phrase, more: Phrase, count: int) -> Line:
    return one.line() if count == 1 else more.line(count=str(count))


def group(way: Way, lines: Sequence[SentLine], content: SendingList, kit: Kit) -> Titled:
    """What went one way, with what is still to be done; a file that holds them all is named once."""
    say, words = kit.say, kit.say.texts.sending_list
    printed = content.printed and way in words.todo_printed
    todo = words.todo_printed if printed else words.todo
    files = {one.file for one in lines}
    shared = len(files) == 1 and (len(lines) > 1 or not lines[0].file or "print-" in lines[0].file)
    notes = [todo[way].line(), paper(lines, content, say)]
    if shared and lines[0].file:
        notes.append(words.in_one_file.line(file=bold(lines[0].file)))
    title = say.line_text(words.group, way=words.ways[way].text(), count=str(len(lines)))
    return titled(title, notes, [table_of(lines, shared, kit)], kit)


def table_of(lines: Sequence[SentLine], shared: bool, kit: Kit) -> Ticked:
    words = kit.say.texts.sending_list
    file = () if shared else (words.file,)
    heads = (words.number, words.to, words.letter, *file, words.page_count, words.done)
    rows = [row(number, one, kit.say, shared) for number, one in enumerate(lines, start=1)]
    made = kit.rows("the letters", WITHOUT_FILE if shared else WITH_FILE, rows, heads)
    return Ticked(made.shares, made.rows, made.head, pad=2.0, closed=made.closed, least=BOX + 2 * 2.0)


def titled(title: Phrase | str, notes: Sequence[Line], parts: Sequence[Block], kit: Kit) -> Titled:
    """A heading over the whole width, what is said under it, and a table."""
    name = title if isinstance(title, str) else kit.say.line_text(title)
    under = [kit.text(note, name) for note in notes if note]
    return Titled(
        Painted(P(name, kit.heading, name)), kit.stack(name, [*under, Space(3), *parts]), below=BELOW
    )


def paper(lines: Sequence[SentLine], content: SendingList, say: Say) -> Line:
    """How many pages, and sheets where both sides are printed."""
    words = say.texts.sending_list
    pages = counted(words.pages_one, words.pages, sum(one.pages for one in lines))
    if not content.both_sides:
        return pages
    sheets = sum(sheets_of(one) for one in lines)
    if sheets == 1:
        return words.on_sheets_one.line(pages=pages)
    return words.on_sheets.line(pages=pages, sheets=str(sheets))


def sheets_of(one: SentLine) -> int:
    """Printed on both sides; an address sheet is a sheet of its own."""
    return -(-(one.pages - one.has_sheet) // SHEET) + one.has_sheet


def row(number: int, one: SentLine, say: Say, shared: bool) -> tuple[Item, ...]:
    words = say.texts.sending_list
    number_of, version = bold(printable(one.case_number, say)), str(one.version)
    which = (
        words.which_replaces.line(
            case=number_of, letter=bold(one.number), version=version, replaces=str(one.replaces)
        )
        if one.replaces
        else words.which.line(case=number_of, letter=bold(one.number), version=version)
    )
    sheet = words.with_sheet.line() if one.has_sheet else ()
    day = words.recorded_on.line(day=say.day(one.recorded_on)) if one.recorded_on else ()
    letter = spaced([which, sheet, day], "\n")
    to = spaced([addressee(one, say), *address(one, say)], "\n")
    file: tuple[Item, ...] = () if shared else (printable(one.file.replace("/", " / "), say),)
    return (str(number), to, letter, *file, str(one.pages), "")


def addressee(one: SentLine, say: Say) -> Line:
    if one.to:
        return bold(printable(one.to, say))
    return bold(say.line_text(say.texts.sending_list.patient, case=one.case_number))


def address(one: SentLine, say: Say) -> list[Item]:
    """Where it went, on one line: the envelope's, the electronic one, or the number of an eHealthBox; a patient's
    stays on the letter."""
    words = say.texts.sending_list
    if not one.to:
        return [words.patients_address.line()]
    if one.way is Way.EHEALTH:
        return [_professional_number(one, say)]
    if not one.address:
        return [words.no_address.line()] if one.way in (Way.POST, Way.MAIL) else []
    return [printable(", ".join(one.address), say)]


def _professional_number(one: SentLine, say: Say) -> Line:
    words = say.texts.sending_list
    if not one.professional_number:
        return words.no_professional_number.line()
    return words.professional_number.line(number=printable(one.professional_number, say))
