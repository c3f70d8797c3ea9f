"""The patient's letter: whom to call first, then four plain parts, in type that tired eyes can read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mdt_app.domain.agenda import Outcome
from mdt_app.domain.errors import Refused
from mdt_app.domain.letters.contents import PatientContent
from mdt_app.domain.letters.parts import Clause
from mdt_app.domain.phrases import Line, Phrase, plain
from mdt_app.letters import measures as m
from mdt_app.letters.blocks import Block, Painted, Pair, RuledLines, Space, Stack, Titled
from mdt_app.letters.kit import PATIENT_TABLE_SHARES, Kit
from mdt_app.letters.measures import mm
from mdt_app.letters.page import beside_left
from mdt_app.letters.paper import Paper
from mdt_app.letters.text import P, Style
from mdt_app.letters.wording import Item, Say, as_line, held, sentence, spaced

CALLS_TOP, CALLS_BOTTOM, CALLS_WIDTH = 27.2 * mm, 93.6 * mm, 68 * mm
LINE, CLOSE_LINE = 2.2, 1.65
"""From one line to write on to the next, as parts of the type's size, and the least where that keeps a page."""

LEAST_LINES = 2
WHOLE_PAGE = m.PAGE_HEIGHT - m.NEXT_TOP - m.BOTTOM


def usual_kit(say: Say) -> Kit:
    return Kit(say, m.PATIENT, m.PATIENT_HEADING, m.PATIENT_CELL, m.PATIENT_CELL_HEAD)


def blocks(content: PatientContent, say: Say) -> list[Block]:
    texts = say.texts.patient
    kit = usual_kit(say)
    day = say.full_day(content.shared.meeting_at.date())
    title = P(say.line(title_of(content, say), day=day), m.PATIENT_TITLE, "the title")
    return [
        Painted(title),
        Space(3),
        *kit.first_lines(content.shared),
        *flags_in_body(content, kit),
        Pair(
            group(kit, None, opening(content, say)),
            group(kit, short_title(content, say), *short(content, kit)),
        ),
        Space(4),
        ruled(Pair(part(content, kit, "disease"), part(content, kit, "feel"))),
        when(content, kit),
        ruled(Pair(part(content, kit, "again"), group(kit, texts.open, *left_open(content, kit)))),
        *([ruled(Pair(palliative_is(kit), palliative_is_not(content, kit)))] if content.palliative else []),
        Titled(
            Painted(P(say.line(say.texts.table.patient_heading), m.PATIENT_HEADING, "the table")),
            kit.responsibility_rows(content.shared, PATIENT_TABLE_SHARES),
        ),
    ]


def group(kit: Kit, heading: Phrase | None, *parts: Item | Block) -> Block:
    """Texts and points, with a heading that never stays behind without them."""
    body = kit.stack("the patient's letter", parts)
    if heading is None:
        return body
    name = Painted(P(kit.say.line(heading), kit.heading, "a heading"))
    return Titled(name, body, ruled=False, above=0, below=0)


def point(kit: Kit, line: Item, where: str) -> Painted:
    return Painted(P(as_line(line), replace(kit.body, bullet=True), where))


def ruled(body: Block) -> Block:
    return Titled(Space(0), body, above=2.5, below=4)


def opening(content: PatientContent, say: Say) -> Line:
    texts, shared = say.texts.patient, content.shared
    day = say.day_month(shared.meeting_at.date())
    dear = say.line(texts.dear, family=shared.patient.family, name=shared.patient.name)
    joined: Line = ()
    if content.gp is not None and content.gp_joined.live:
        joined = say.naming(texts.gp_joined, "gp", content.gp)
    said = spaced([say.line(texts.opening, day=day), joined, *stand(content, say)])
    return spaced([dear, said], "\n")


def stand(content: PatientContent, say: Say) -> list[Line]:
    """That advice follows; or, without a decision, that there is none yet and on which day there will be."""
    texts = say.texts.patient
    if content.outcome != Outcome.DEFERRED:
        return [say.line(texts.you_decide)]
    if content.again_on is None:
        return [texts.deferred.line(), texts.you_decide_later.line()]
    day = say.weekday_full(content.again_on)
    return [texts.deferred_until.line(day=day), texts.you_decide_later.line()]


def title_of(content: PatientContent, say: Say) -> Phrase:
    texts = say.texts.patient
    return texts.title_deferred if content.outcome == Outcome.DEFERRED else texts.title


def short_title(content: PatientContent, say: Say) -> Phrase:
    """Without a decision there is no advice: the lines say why not yet, and what holds until then."""
    texts = say.texts.patient
    return texts.short_deferred if content.outcome == Outcome.DEFERRED else texts.short


def short(content: PatientContent, kit: Kit) -> list[Item | Block]:
    say, texts = kit.say, kit.say.texts.patient
    if not content.short:
        return [say.not_written(texts.parts["short"].text())]
    return [point(kit, line, "our advice in short") for line in content.short]


def part(content: PatientContent, kit: Kit, name: str) -> Block:
    """One of the four parts of COM-2; a part not written yet says so."""
    texts = kit.say.texts.patient
    heading: Phrase = getattr(texts, name)
    text: str = getattr(content, name)
    return group(kit, heading, plain(text) or kit.say.not_written(texts.parts[name].text()))


def when(content: PatientContent, kit: Kit) -> Titled:
    """How long and how often, with the days."""
    say, texts = kit.say, kit.say.texts.patient
    parts = length(content, say)
    days = [day_row(one, say) for one in content.days]
    if days:
        parts += [Space(1), kit.rows("the days", (50, 115), days, natural=True)]
    return Titled(
        Painted(P(say.line(texts.length), m.PATIENT_HEADING, "a heading")),
        kit.stack("how long and how often", parts),
        above=2.5,
        below=4,
    )


def length(content: PatientContent, say: Say) -> list[Item | Block]:
    """How long it takes in words, and whatever is not written yet."""
    texts = say.texts.patient
    parts: list[Item | Block] = [plain(content.length)]
    if not content.length:
        parts = [say.not_written(texts.parts["length"].text())]
    return parts + [
        say.not_written(say.line_text(texts.unwritten, number=number))
        for number in map(str, content.unwritten)
    ]


def day_row(one: Clause, say: Say) -> tuple[Item, Item]:
    """A day to come, or one that says that it is past when the letter is written."""
    texts = say.texts.patient
    if one.due is None:
        return say.strong(say.line_text(texts.from_now)), sentence(one.plain)
    day = say.weekday_short(one.due)
    if one.past:
        return say.line_text(texts.day_past, day=day), sentence(one.plain)
    return say.strong(day), sentence(one.plain)


def left_open(content: PatientContent, kit: Kit) -> list[Item | Block]:
    say, texts = kit.say, kit.say.texts.patient
    parts: list[Item | Block] = [point(kit, line, "what is not decided yet") for line in content.open]
    if content.wishes_open:
        line = texts.wishes_open_nobody.line()
        if content.talks_to is not None:
            line = say.naming(texts.wishes_open, "who", content.talks_to)
        parts.append(point(kit, line, "what is not decided yet"))
    if not parts:
        parts.append(texts.nothing_open.line())
    if content.says_left_out:
        parts.append(texts.not_to_write.line())
    return parts


def palliative_is(kit: Kit) -> Block:
    texts = kit.say.texts.patient
    points = [point(kit, line.line(), "palliative care") for line in texts.palliative.values()]
    return group(kit, texts.palliative_is, *points)


def palliative_is_not(content: PatientContent, kit: Kit) -> Block:
    texts, say = kit.say.texts.patient, kit.say
    points = [point(kit, line.line(), "palliative care") for line in texts.not_palliative.values()]
    end = say.naming(texts.end_of_care, "gp", content.gp) if content.gp else texts.end_of_care_nobody.line()
    return group(kit, texts.palliative_is_not, *points, point(kit, end, "palliative care"))


def calls(content: PatientContent, say: Say, flags: Sequence[str] | None) -> Stack:
    """One number for the day, one for the night, and when to ring at once; no signs where `flags` is None."""
    texts, head = say.texts.patient, content.shared.letterhead
    missing = texts.no_number.text()
    hours = f", {head.day_hours}" if head.day_hours else ""
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


def draw_calls(canvas: Paper, content: PatientContent, say: Say) -> None:
    """Beside the address; the signs go to the body where there is no room for all of them."""
    stack = calls(content, say, content.red_flags)
    if not fits(stack):
        stack = calls(content, say, None)
    if not fits(stack):
        raise Refused("Who to call does not fit beside the address. Shorten the contacts of the board.")
    stack.draw(canvas, beside_left(content.shared), m.PAGE_HEIGHT - CALLS_TOP, CALLS_WIDTH)


def flags_in_body(content: PatientContent, kit: Kit) -> list[Block]:
    """All signs before everything else, where they do not fit beside the address."""
    if fits(calls(content, kit.say, content.red_flags)):
        return []
    head = kit.text(kit.say.texts.patient.at_once.line(), "the red flags")
    return [head, *(point(kit, flag, "the red flags") for flag in content.red_flags), Space(4)]


def questions(kit: Kit, room: float) -> Titled:
    """Lines to write on to the page's end; on a page of their own where this one has no room for the least."""
    heading = P(kit.say.line(kit.say.texts.patient.questions), kit.heading, "Your questions")
    usual, close = LINE * kit.body.size, CLOSE_LINE * kit.body.size
    free = room - 1.5 * kit.heading.leading
    if free < LEAST_LINES * close:
        free, close = WHOLE_PAGE - 1.5 * kit.heading.leading, usual
    count = max(LEAST_LINES, int(free // usual))
    lines = RuledLines(count, max(close, free / count))
    return Titled(Painted(heading), lines, ruled=False, below=0)
