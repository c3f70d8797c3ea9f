"""A meeting's attendance on paper: who, with which number, and per case and level who was there and who contributed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from mdt_app.domain.attendance import Quorum
from mdt_app.domain.attendance_list import AttendanceList, Attender, CaseAttendance, LevelAttendance, Part
from mdt_app.domain.errors import Refused
from mdt_app.domain.letters.texts import LetterTexts
from mdt_app.domain.moc import Biller, MocCase, Suggestion
from mdt_app.domain.phrases import Line, Phrase, bold
from mdt_app.letters.blocks import Block, Noted, Space, Titled
from mdt_app.letters.fonts import BOLD, REGULAR
from mdt_app.letters.kit import Kit
from mdt_app.letters.list_paper import list_paper
from mdt_app.letters.measures import mm
from mdt_app.letters.metadata import About
from mdt_app.letters.shaping import require_glyphs
from mdt_app.letters.table import Rows
from mdt_app.letters.text import P, clean
from mdt_app.letters.wording import Item, Say, spaced, word_of

PEOPLE = (36.0, 42.0, 25.0, 42.0, 20.0)
PEOPLE_SIGNED = (34.0, 31.0, 25.0, 29.0, 17.0, 32.0)
LEVELS = (20.0, 56.0, 44.0, 45.0)
MOC = (30.0, 18.0, 31.0, 40.0, 46.0)
SIGNED_ROW = 11 * mm
"""Least height of a row in which somebody signs."""


def render_attendance_list(content: AttendanceList, texts: LetterTexts) -> bytes:
    """The list as PDF. Raises `Refused` where a character of its head cannot be printed."""
    say = Say(texts, content.starts_at.date(), sexes=content.sexes)
    title = texts.attendance_list.title.text(board=content.board)
    about = About(f"{title}, {content.starts_at:%Y-%m-%d}", texts.language, content.hospital or content.board)
    return list_paper(content, say, title, about, blocks(content, Kit(say)), folds=True)


def blocks(content: AttendanceList, kit: Kit) -> list[Block]:
    say, words = kit.say, kit.say.texts.attendance_list
    found: list[Block] = [kit.text(one, "the meeting") for one in head(content, say)]
    found += [Space(6), kit.titled(words.people, words.people_note.line(), people(content, kit))]
    if content.numbers_missing:
        names = ", ".join(named(one, say) for one in content.numbers_missing)
        found += [kit.text(words.numbers_missing.line(names=names), "the numbers"), Space(6)]
    if content.cases:
        found += [kit.text(words.cases.line(), "the cases"), Space(4)]
        found += [case_block(one, kit) for one in content.cases]
    else:
        found.append(kit.text(words.no_cases.line(), "the cases"))
    if content.moc:
        name = words.moc.text()
        noted = Noted(P(name, kit.heading, name), P(words.moc_note.line(), kit.body, name))
        found.append(Titled(noted, consultations(content, kit), below=kit.below))
    return found


def head(content: AttendanceList, say: Say) -> list[Line]:
    """Where and when, who led it, whether there was a quorum."""
    words = say.texts.attendance_list
    place = words.place.line(place=printable(content.place, say)) if content.place else words.no_place.line()
    link = words.link.line(link=printable(content.video_link, say)) if content.video_link else ()
    chair = words.chair.line(name=named(content.chair, say)) if content.chair else words.no_chair.line()
    moderator = words.moderator.line(name=named(content.moderator, say)) if content.moderator else ()
    found = [
        spaced([place, link, timed(content, say)], " · "),
        spaced([chair, moderator, quorum(content.quorum, say)], " · "),
    ]
    return found if content.closed else [*found, words.not_closed.line()]


def timed(content: AttendanceList, say: Say) -> Line:
    words = say.texts.attendance_list
    if content.began is None or content.ended is None:
        return words.not_timed.line()
    return words.held.line(start=say.time(content.began), end=say.time(content.ended))


def quorum(reached: Quorum, say: Say) -> Line:
    words = say.texts.attendance_list
    if reached.met:
        return words.quorum_met.line()
    missing = [
        words.missing.line(
            discipline=say.role(say.texts.common.roles, one) or words.any_discipline.text(), count=str(count)
        )
        for one, count in reached.missing
    ]
    return words.quorum_missing.line(missing=say.listed(missing))


def people(content: AttendanceList, kit: Kit) -> Rows:
    """One row for each person; with a column to sign in where it is wanted."""
    words = kit.say.texts.attendance_list
    heads = (words.name, words.discipline, words.number, words.took_part, words.times)
    rows = [person_row(one, kit.say) for one in content.people]
    if not content.signatures:
        return kit.rows("the people", PEOPLE, rows, heads, closed=True)
    signed = [(*row, "") for row in rows]
    table = kit.rows("the people", PEOPLE_SIGNED, signed, (*heads, words.signature), closed=True)
    table.least = SIGNED_ROW
    return table


def person_row(one: Attender, say: Say) -> tuple[Item, ...]:
    words = say.texts.attendance_list
    name = named(one.name, say)
    role = say.role(say.texts.common.roles, one.discipline, say.sexes.get(one.name, ""))
    return (
        words.is_chair.line(name=bold(name)) if one.chair else bold(name),
        spaced([role, printable(one.organisation, say)], "\n"),
        printable(one.number, say) if one.number else words.no_number.line(),
        recorded(one, say),
        times(one.joined, one.left, say) if one.present else "",
    )


def recorded(one: Attender, say: Say) -> Line:
    """What was noted of a person, each on its own line; presence and contribution are never summed."""
    words, presences = say.texts.attendance_list, say.texts.secondary.presences
    lines: list[Line] = []
    if one.present:
        ways = say.listed(word_of(presences, way) for way in one.ways)
        said = words.present_one if one.present == 1 else words.present
        lines.append(filled(said, count=str(one.present), ways=ways))
    if one.contributed:
        said = words.contributed_one if one.contributed == 1 else words.contributed
        lines.append(filled(said, count=str(one.contributed)))
    if one.absent:
        lines.append(words.absent.line(count=str(one.absent)))
    if not lines:
        lines.append(words.unrecorded.line())
    if one.invited:
        lines.append(words.invited.line(count=str(one.invited)))
    return spaced(lines, "\n")


def times(joined: datetime | None, left: datetime | None, say: Say) -> Line:
    words = say.texts.attendance_list
    if joined and left:
        return words.span.line(start=say.time(joined), end=say.time(left))
    if joined:
        return words.from_only.line(start=say.time(joined))
    return words.until_only.line(end=say.time(left)) if left else words.no_times.line()


def case_block(one: CaseAttendance, kit: Kit) -> Titled:
    """A case with a row for each level of care, and one more where somebody has none; it is not parted needlessly."""
    say, words = kit.say, kit.say.texts.attendance_list
    heads = (words.level, words.live, words.contribution, words.not_there)
    number = f"{one.position}  {one.number}"
    about = say.listed(
        [
            bold(printable(one.patient, say)),
            born(one, say),
            went(one, say),
            word_of(words.outcomes, one.outcome) if one.held else words.not_discussed.line(),
        ]
    )
    if one.quorum is not None and not one.quorum.met:
        about = spaced([about, quorum(one.quorum, say)], "\n")
    rows = kit.rows("the cases", LEVELS, [level_row(level, say) for level in one.levels], heads, closed=False)
    return Titled(Noted(P(number, kit.heading, number), P(about, kit.body, number)), rows, below=kit.below)


def went(one: CaseAttendance, say: Say) -> Item:
    """From when to when it was discussed; a planned time is said to be planned, and none where nothing was held."""
    if one.began and one.ended:
        return say.span((one.began, one.ended))
    if one.slot is None or not one.held:
        return ""
    return say.texts.attendance_list.planned.line(span=say.span(one.slot))


def born(one: CaseAttendance, say: Say) -> str:
    common = say.texts.common
    if one.birth_date is None:
        return common.foot_no_birth_date.text()
    return common.foot_born.text(day=say.full_day(one.birth_date))


def level_row(level: LevelAttendance, say: Say) -> tuple[Item, ...]:
    words = say.texts.attendance_list
    return (
        word_of(words.levels, level.level),
        parts(level.present, say) or words.nobody.line(),
        parts(level.contributed, say, contribution=True) or say.texts.common.dash.line(),
        not_there(level, say) or say.texts.common.dash.line(),
    )


def parts(found: Iterable[Part], say: Say, contribution: bool = False) -> Line:
    words, texts = say.texts.attendance_list, say.texts.secondary
    return spaced(
        [
            words.part.line(
                name=named(one.name, say),
                how=word_of(texts.contributions, one.contribution)
                if contribution
                else word_of(texts.presences, one.presence),
            )
            for one in found
        ],
        "\n",
    )


def not_there(level: LevelAttendance, say: Say) -> Line:
    words = say.texts.attendance_list
    lines = [words.is_absent.line(name=named(one.name, say)) for one in level.absent]
    lines += [
        words.is_unsaid.line(name=named(one.name, say)) if one.name else words.nobody_named.line()
        for one in level.unsaid
    ]
    lines += [words.is_uninvited.line(name=named(one.name, say)) for one in level.uninvited]
    return spaced(lines, "\n")


def consultations(content: AttendanceList, kit: Kit) -> Rows:
    """What the Belgian nomenclature of the day says of each case."""
    words = kit.say.texts.attendance_list
    heads = (words.case, words.moc_kind, words.moc_requester, words.moc_specialists, words.moc_codes)
    rows = [moc_row(one, one.moc, kit.say) for one in content.cases if one.moc is not None]
    return kit.rows("the consultations", MOC, rows, heads, closed=True)


def moc_row(one: CaseAttendance, moc: MocCase, say: Say) -> tuple[Item, ...]:
    words = say.texts.attendance_list
    names = say.listed(named(name, say) for name in moc.specialists)
    counted = words.moc_count.line(
        count=str(len(moc.specialists)), least=str(moc.least), names=names or say.texts.common.dash.line()
    )
    others = say.listed(named(name, say) for name in moc.uncounted)
    return (
        spaced([bold(one.number), printable(one.patient, say)], "\n"),
        word_of(words.moc_kinds, moc.kind.id if moc.kind else ""),
        named(moc.requester, say) if moc.requester else words.moc_no_requester.line(),
        spaced([counted, words.moc_uncounted.line(names=others) if others else ()], "\n"),
        codes(moc, say),
    )


def codes(moc: MocCase, say: Say) -> Line:
    words = say.texts.attendance_list
    if moc.lacks:
        return words.moc_none.line(lacks=say.parted(word_of(words.moc_lacks, one) for one in moc.lacks))
    lines = [code(one, say) for one in moc.suggestions]
    return spaced([*lines, words.moc_off.line(count=str(moc.off)) if moc.off else ()], "\n")


def code(one: Suggestion, say: Say) -> Line:
    words = say.texts.attendance_list
    named_beside = one.code.biller in (Biller.SPECIALIST, Biller.SPECIALIST_AFTER)
    who = say.listed(named(name, say) for name in (() if named_beside else one.names))
    said = words.moc_code_who if who else words.moc_code
    name = words.moc_names.get(one.code.ambulatory)
    line = filled(said, numbers=one.code.numbers, name=name.text() if name else one.code.name, who=who)
    return words.moc_check.line(code=line) if one.check else line


def filled(phrase: Phrase, **values: Line | str) -> Line:
    """The phrase with those of the values that it has gaps for."""
    known = {name: value for name, value in values.items() if name in phrase.gaps}
    return phrase.line("", **known)


def named(name: str, say: Say) -> str:
    """Somebody's name with the title as the language writes it for that person."""
    return printable(say.full_name(name), say)


def printable(text: str, say: Say) -> str:
    """The text, or words in its place where the font lacks one of its characters, as on the printed agenda."""
    try:
        for font in (REGULAR, BOLD):
            require_glyphs(clean(text), font, "the attendance list")
    except Refused:
        return say.texts.attendance_list.unprintable.text()
    return text
