"""The patient's letter: whom to call first, then four plain parts, in type that tired eyes can read."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas

from mdt_app.domain.agenda import Outcome
from mdt_app.domain.errors import Refused
from mdt_app.domain.letters.contents import PatientContent
from mdt_app.domain.letters.parts import Clause
from mdt_app.domain.phrases import Line, Phrase, plain
from mdt_app.letters import measures as m
from mdt_app.letters.blocks import Block, Painted, Pair, RuledLines, Space, Stack, Titled
from mdt_app.letters.kit import PATIENT_TABLE_SHARES, Kit
from mdt_app.letters.measures import mm
from mdt_app.letters.text import P, Style
from mdt_app.letters.wording import Item, Say, as_line, held, sentence, spaced

CALLS_TOP, CALLS_BOTTOM, CALLS_WIDTH = 27.2 * mm, 93.6 * mm, 68 * mm
LINE, CLOSE_LINE = 24.0, 18.0
"""Points from one line to write on to the next, and the least where that keeps a page."""

LEAST_LINES, MOST_LINES = 2, 14


def blocks(content: PatientContent, say: Say) -> list[Block]:
    texts = say.texts.patient
    kit = Kit(say, m.PATIENT, m.PATIENT_HEADING, m.PATIENT_CELL, m.PATIENT_CELL_HEAD)
    day = say.full_day(content.shared.meeting_at.date())
    title = P(say.line(texts.title, day=day), m.PATIENT_TITLE, "the title")
    return [
        Painted(title),
        Space(3),
        *kit.long_name(content.shared),
        *flags_in_body(content, kit),
        Pair(group(kit, None, opening(content, say)), group(kit, texts.short, *short(content, say))),
        Space(4),
        ruled(Pair(part(content, kit, "disease"), part(content, kit, "feel"))),
        when(content, kit),
        ruled(Pair(part(content, kit, "again"), group(kit, texts.open, *left_open(content, say)))),
        ruled(Pair(palliative_is(kit), palliative_is_not(content, kit))),
        Titled(
            Painted(P(say.line(say.texts.table.patient_heading), m.PATIENT_HEADING, "the table")),
            kit.responsibility_rows(content.shared, PATIENT_TABLE_SHARES),
        ),
    ]


def group(kit: Kit, heading: Phrase | None, *parts: Item | Block) -> Stack:
    """A heading with its texts and points."""
    blocks: list[Block] = []
    if heading is not None:
        blocks.append(Painted(P(kit.say.line(heading), m.PATIENT_HEADING, "a heading")))
    return Stack([*blocks, *kit.stack("the patient's letter", parts).blocks])


def point(line: Item, where: str) -> Painted:
    return Painted(P(as_line(line), m.PATIENT_BULLET, where))


def ruled(body: Block) -> Block:
    return Titled(Space(0), body, above=2.5, below=4)


def opening(content: PatientContent, say: Say) -> Line:
    texts, shared = say.texts.patient, content.shared
    day = say.day_month(shared.meeting_at.date())
    dear = say.line(texts.dear, family=shared.patient.family, name=shared.patient.name)
    joined: Line = ()
    if content.gp is not None and content.gp_joined.live:
        joined = texts.gp_joined.line(gp=say.holder(content.gp))
    said = spaced([say.line(texts.opening, day=day), joined, say.line(texts.you_decide)])
    return spaced([dear, said], "\n")


def short(content: PatientContent, say: Say) -> list[Item | Block]:
    texts = say.texts.patient
    if content.outcome == Outcome.DEFERRED:
        return [texts.deferred.line()]
    if not content.short:
        return [say.not_written(texts.parts["short"].text())]
    return [point(line, "our advice in short") for line in content.short]


def part(content: PatientContent, kit: Kit, name: str) -> Stack:
    """One of the four parts of COM-2; a part not written yet says so."""
    texts = kit.say.texts.patient
    heading: Phrase = getattr(texts, name)
    text: str = getattr(content, name)
    return group(kit, heading, plain(text) or kit.say.not_written(texts.parts[name].text()))


def when(content: PatientContent, kit: Kit) -> Titled:
    """How long and how often, with the days."""
    say, texts = kit.say, kit.say.texts.patient
    parts: list[Item | Block] = [plain(content.length)]
    if not content.length:
        parts = [say.not_written(texts.parts["length"].text())]
    parts += [
        say.not_written(say.line_text(texts.unwritten, number=number))
        for number in map(str, content.unwritten)
    ]
    days = [day_row(one, say) for one in content.days]
    if days:
        parts += [Space(1), kit.rows("the days", (50, 115), days)]
    return Titled(
        Painted(P(say.line(texts.length), m.PATIENT_HEADING, "a heading")),
        kit.stack("how long and how often", parts),
        above=2.5,
        below=4,
    )


def day_row(one: Clause, say: Say) -> tuple[Item, Item]:
    """A day to come, or one that says that it is past when the letter is written."""
    texts = say.texts.patient
    if one.due is None:
        return say.strong(say.line_text(texts.from_now)), sentence(one.plain)
    day = say.weekday_short(one.due)
    if one.past:
        return say.line_text(texts.day_past, day=day), sentence(one.plain)
    return say.strong(day), sentence(one.plain)


def left_open(content: PatientContent, say: Say) -> list[Item | Block]:
    texts = say.texts.patient
    parts: list[Item | Block] = [point(line, "what is not decided yet") for line in content.open]
    if content.wishes_open:
        who = say.holder(content.talks_to) if content.talks_to else ()
        line = texts.wishes_open.line(who=who) if who else texts.wishes_open_nobody.line()
        parts.append(point(line, "what is not decided yet"))
    if not parts:
        parts.append(texts.nothing_open.line())
    if content.asked_not_to_write:
        parts.append(texts.not_to_write.line())
    return parts


def palliative_is(kit: Kit) -> Stack:
    texts = kit.say.texts.patient
    points = [point(line.line(), "palliative care") for line in texts.palliative.values()]
    return group(kit, texts.palliative_is, *points)


def palliative_is_not(content: PatientContent, kit: Kit) -> Stack:
    texts, say = kit.say.texts.patient, kit.say
    points = [point(line.line(), "palliative care") for line in texts.not_palliative.values()]
    end = texts.end_of_care.line(gp=say.holder(content.gp)) if content.gp else texts.end_of_care_nobody.line()
    return group(kit, texts.palliative_is_not, *points, point(end, "palliative care"))


def calls(content: PatientContent, say: Say, flags: Sequence[str] | None) -> Stack:
    """One number for the day, one for the night, and when to ring at once; no signs where `flags` is None."""
    texts, head = say.texts.patient, content.shared.letterhead
    missing = texts.no_number.text()
    hours = f", {held(head.day_hours)}" if head.day_hours else ""
    rows: list[tuple[Item, Style]] = [
        (say.line(texts.call), m.CALL_HEADING),
        (texts.by_day.line(hours=hours), m.CALL),
        (held(head.day_phone) or missing, m.PATIENT_NUMBER),
        (head.contact, m.CALL),
        (texts.by_night.line(), m.CALL),
        (held(head.night_phone) or missing, m.PATIENT_NUMBER),
        (head.night_who, m.CALL),
        (texts.at_once.line() if flags is not None else (), m.CALL),
    ]
    lines: list[Block] = [Painted(P(item, style, "Who to call")) for item, style in rows if item]
    if flags:
        lines += [Painted(P(flag, m.CALL_BULLET, "the red flags")) for flag in flags]
    elif flags is not None:
        lines.append(Painted(P(say.not_written(texts.red_flags_part.text()), m.CALL, "the red flags")))
    lines.append(Painted(P(texts.emergency.line(), m.CALL, "Who to call")))
    return Stack(lines)


def fits(stack: Stack) -> bool:
    return stack.height(CALLS_WIDTH) <= CALLS_BOTTOM - CALLS_TOP


def draw_calls(canvas: Canvas, content: PatientContent, say: Say) -> None:
    """Beside the address; the signs go to the body where there is no room for all of them."""
    stack = calls(content, say, content.red_flags)
    if not fits(stack):
        stack = calls(content, say, None)
    if not fits(stack):
        raise Refused("Who to call does not fit beside the address. Shorten the contacts of the board.")
    stack.draw(canvas, m.LEFT, m.PAGE_HEIGHT - CALLS_TOP, CALLS_WIDTH)


def flags_in_body(content: PatientContent, kit: Kit) -> list[Block]:
    """All signs before everything else, where they do not fit beside the address."""
    if fits(calls(content, kit.say, content.red_flags)):
        return []
    head = kit.text(kit.say.texts.patient.at_once.line(), "the red flags")
    return [head, *(point(flag, "the red flags") for flag in content.red_flags), Space(4)]


def questions(say: Say, room: float) -> Titled:
    """Lines to write on, as many as the page has room for; on a page of their own where it has none for the least."""
    texts = say.texts.patient
    heading = P(say.line(texts.questions), m.PATIENT_HEADING, "Your questions")
    free = room - 1.5 * heading.style.leading
    if free < LEAST_LINES * CLOSE_LINE:
        return Titled(Painted(heading), RuledLines(MOST_LINES, LINE), ruled=False, below=0)
    count = max(LEAST_LINES, min(MOST_LINES, int(free // LINE)))
    lines = RuledLines(count, max(CLOSE_LINE, min(LINE, free / count)))
    return Titled(Painted(heading), lines, ruled=False, below=0)
