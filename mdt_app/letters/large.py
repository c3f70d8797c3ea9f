"""Large print says what the patient's letter says, in one column: type of 16 points, signs early, no table."""

from __future__ import annotations

from dataclasses import dataclass

from mdt_app.domain.errors import Refused
from mdt_app.domain.letters.contents import PatientContent
from mdt_app.domain.letters.parts import Clause, Shared
from mdt_app.domain.phrases import Line, Phrase, Run, bold, words
from mdt_app.letters import measures as m
from mdt_app.letters import patient
from mdt_app.letters.blocks import Block, Painted, Space, Stack, Titled
from mdt_app.letters.kit import Kit, responsibility_row
from mdt_app.letters.page import beside_left
from mdt_app.letters.paper import Paper
from mdt_app.letters.text import P, Style
from mdt_app.letters.wording import Item, Say, as_line, held, spaced

ABOVE, BELOW, BETWEEN = 6.0, 9.0, 6.0
"""Points over and under a section, and between two of its paragraphs."""


@dataclass(slots=True)
class Whole:
    """A block that no page's end parts, unless it is taller than a page."""

    block: Block

    def height(self, width: float) -> float:
        return self.block.height(width)

    def words(self) -> int:
        return self.block.words()

    def split(self, width: float, room: float) -> tuple[Block | None, Block | None]:
        high = self.block.height(width)
        if high <= room + 0.01:
            return self, None
        if high <= m.PAGE_HEIGHT - m.NEXT_TOP - m.BOTTOM - 3 * m.LARGE.leading:
            return None, self
        return self.block.split(width, room)

    def draw(self, canvas: Paper, x: float, top: float, width: float) -> None:
        self.block.draw(canvas, x, top, width)


def large_kit(say: Say) -> Kit:
    return Kit(say, m.LARGE, m.LARGE_HEADING, m.LARGE, m.LARGE, below=BELOW)


def blocks(content: PatientContent, say: Say) -> list[Block]:
    texts, kit = say.texts.patient, large_kit(say)
    day = say.full_day(content.shared.meeting_at.date())
    return [
        Painted(P(say.line(patient.title_of(content, say), day=day), m.LARGE_TITLE, "the title")),
        Space(4),
        *kit.first_lines(content.shared),
        kit.text(patient.opening(content, say), "the greeting"),
        Space(10),
        section(kit, patient.short_title(content, say), *patient.short(content, kit)),
        signs(content, kit),
        *whom_to_call(content, kit),
        *(patient_part(content, kit, name) for name in ("disease", "feel")),
        section(kit, texts.length, *patient.length(content, say), *days(content, kit)),
        patient_part(content, kit, "again"),
        section(kit, texts.open, *patient.left_open(content, kit)),
        *explained(content, kit),
        section(kit, say.texts.table.patient_heading, *tasks(content.shared, kit)),
        *(kit.text(line, "the foot of the letter") for line in content.shared.letterhead.foot),
        Space(BETWEEN),
    ]


def explained(content: PatientContent, kit: Kit) -> list[Block]:
    """What palliative care is and is not, where it is near or named."""
    if not content.palliative:
        return []
    return [ruled(patient.palliative_is(kit)), ruled(patient.palliative_is_not(content, kit))]


def section(kit: Kit, heading: Phrase, *parts: Item | Block) -> Titled:
    name = Painted(P(kit.say.line(heading), kit.heading, "a heading"))
    return Titled(name, kit.stack("the patient's letter", parts), above=ABOVE, below=BELOW)


def ruled(body: Block) -> Block:
    return Titled(Space(0), body, above=ABOVE, below=BELOW)


def patient_part(content: PatientContent, kit: Kit, name: str) -> Block:
    return ruled(patient.part(content, kit, name))


def paragraph(kit: Kit, lines: list[Item], where: str) -> list[Block]:
    """A paragraph whose first line is bold, with a little room under it."""
    first, *rest = map(as_line, lines)
    text = spaced([tuple(Run(run.text, True) for run in first), *rest], "\n")
    return [Whole(kit.text(text, where)), Space(BETWEEN)]


def days(content: PatientContent, kit: Kit) -> list[Block]:
    rows = [block for one in content.days for block in day(one, kit)]
    return [Space(BETWEEN), *rows] if rows else []


def day(one: Clause, kit: Kit) -> list[Block]:
    return paragraph(kit, list(patient.day_row(one, kit.say)), "the days")


def tasks(shared: Shared, kit: Kit) -> list[Block]:
    """The table of responsibilities, a paragraph for each row; a dash says nothing here."""
    dash = kit.say.texts.common.dash.line()
    rows = (responsibility_row(kit.say, row) for row in shared.responsibilities)
    return [
        block
        for row in rows
        for block in paragraph(kit, [cell for cell in row if as_line(cell) != dash], "the table")
    ]


def signs(content: PatientContent, kit: Kit) -> Titled:
    """When to ring at once: a section of its own, early."""
    say, texts = kit.say, kit.say.texts.patient
    parts: list[Item | Block] = [patient.point(kit, flag, "the red flags") for flag in content.red_flags]
    if not parts:
        parts = [say.not_written(texts.red_flags_part.text())]
    heading = Painted(P(words(texts.at_once.line()), kit.heading, "a heading"))
    body = kit.stack("the red flags", [*parts, texts.emergency.line()])
    return Titled(heading, body, above=ABOVE, below=BELOW)


def calls(content: PatientContent, say: Say, whole: bool) -> Stack:
    """One number for the day and one for the night; with hours and names where `whole`."""
    texts, head = say.texts.patient, content.shared.letterhead
    missing = texts.no_number.text()
    hours = f", {held(head.day_hours)}" if head.day_hours and whole else ""
    rows: list[tuple[Item, Style]] = [
        (say.line(texts.call), m.LARGE_CALL_HEADING),
        (texts.by_day.line(hours=hours), m.LARGE),
        (held(head.day_phone) or missing, m.LARGE_NUMBER if head.day_phone else m.LARGE),
        (head.contact if whole else "", m.LARGE),
        (texts.by_night.line(), m.LARGE),
        (held(head.night_phone) or missing, m.LARGE_NUMBER if head.night_phone else m.LARGE),
        (head.night_who if whole else "", m.LARGE),
    ]
    return Stack([Painted(P(item, style, "Who to call")) for item, style in rows if item])


def fits(stack: Stack) -> bool:
    return stack.height(patient.CALLS_WIDTH) <= patient.CALLS_BOTTOM - patient.CALLS_TOP


def draw_calls(canvas: Paper, content: PatientContent, say: Say) -> None:
    """Beside the address; hours and names go to the body where there is no room for them."""
    stack = calls(content, say, whole=True)
    if not fits(stack):
        stack = calls(content, say, whole=False)
    if not fits(stack):
        raise Refused("Who to call does not fit beside the address. Shorten the contacts of the board.")
    left = beside_left(content.shared)
    stack.draw(canvas, left, m.PAGE_HEIGHT - patient.CALLS_TOP, patient.CALLS_WIDTH)


def whom_to_call(content: PatientContent, kit: Kit) -> list[Block]:
    """Both numbers with hours and names, where there was no room for all of it beside the address."""
    say, texts, head = kit.say, kit.say.texts.patient, content.shared.letterhead
    if fits(calls(content, say, whole=True)):
        return []
    hours = f", {held(head.day_hours)}" if head.day_hours else ""
    missing = texts.no_number.text()
    rows: list[list[Item]] = [
        [texts.by_day.line(hours=hours), bold(held(head.day_phone) or missing), head.contact],
        [texts.by_night.line(), bold(held(head.night_phone) or missing), head.night_who],
    ]
    parts: list[Block] = [
        part for lines in rows for part in (Whole(kit.text(stacked(lines), "Who to call")), Space(BETWEEN))
    ]
    return [section(kit, texts.call, *parts)]


def stacked(lines: list[Item]) -> Line:
    return spaced(lines, "\n")
