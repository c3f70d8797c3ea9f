"""What a letter rests on, a line each; what is not recorded is said, and no survival figure stands by the patient's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mdt_app.domain.acp import code_status
from mdt_app.domain.attendance import Presence
from mdt_app.domain.fact_text import UNITS, number
from mdt_app.domain.holders import holders
from mdt_app.domain.letters.checks import SHORTENED, Check, left_out
from mdt_app.domain.letters.compose import presence_of
from mdt_app.domain.letters.facts import sayings, told
from mdt_app.domain.letters.named import holder_of
from mdt_app.domain.letters.parts import Clause, Saying, Told
from mdt_app.domain.letters.record import LetterRecord
from mdt_app.domain.letters.shared import asks, clauses
from mdt_app.domain.people import CareLevel
from mdt_app.ui.acp.words import banner, doubt, state_line
from mdt_app.ui.common.words import presence, said_day
from mdt_app.ui.letters import sources
from mdt_app.ui.letters.reading import OneLetter
from mdt_app.ui.letters.words import tr

LEVELS = (CareLevel.PRIMARY, CareLevel.SECONDARY, CareLevel.TERTIARY)


@dataclass(frozen=True)
class DataLine:
    """A label and the lines beside it; `quiet` where nothing is recorded; `source` is where it is mended."""

    label: str
    lines: tuple[str, ...]
    quiet: bool = False
    source: str = ""


def data_lines(one: OneLetter, check: Check | None) -> tuple[DataLine, ...]:
    """The lines for a letter's own level; `check` is what was found of it, as far as it was checked."""
    record, level = one.record, one.letter.level
    found = [DataLine(tr("Decision"), _decision(record), source=sources.CASE)]
    if level == CareLevel.PATIENT:
        found += [_told(record), *_knows(record)]
    else:
        found.append(_asked(record, level))
        found += [_told(record), _code_status(record), _prognosis(record), _present(record, level)]
    remarks = check.remarks if check else ()
    more = (
        (tr("Left out"), _left_out(one), sources.PLANNING), (tr("Shortened"), _shortened(check), ""),
        (tr("To know"), remarks, ""),
    )  # fmt: skip
    return (*found, *(DataLine(label, lines, source=source) for label, lines, source in more if lines))


def source_lines(one: OneLetter) -> tuple[DataLine, ...]:
    """What else a letter is made of, a line for each place where it is mended."""
    letter, record = one.letter, one.record
    facts = (tr("medication, scores, what happened"),)
    found = (
        [] if letter.level == CareLevel.PATIENT else [DataLine(tr("Facts"), facts, source=sources.TIMELINE)]
    )
    if letter.level == CareLevel.PRIMARY and record.discussion is not None:
        signs = _joined(*record.discussion.red_flags.splitlines())
        found.append(
            DataLine(
                tr("Call when"),
                (signs or tr("no signs yet"),),
                quiet=not signs,
                source=sources.PATIENTS_LETTER,
            )
        )
    named = holders(record.record)
    for level in LEVELS:
        name = named[level].name if level in named else ""
        shown = (name or tr("nobody named"),)
        found.append(DataLine(_holder_label(level), shown, quiet=not name, source=sources.holder(level)))
    head = record.board.letterhead
    said = _joined(head.hospital or record.board.name, head.unit)
    return (*found, DataLine(tr("Letterhead"), (said,), source=sources.SETTINGS))


def _holder_label(level: str) -> str:
    return {
        CareLevel.PRIMARY: tr("GP"), CareLevel.SECONDARY: tr("Oncology"), CareLevel.TERTIARY: tr("Palliative"),
    }[CareLevel(level)]  # fmt: skip


def _left_out(one: OneLetter) -> tuple[str, ...]:
    near = one.record.meeting_at.date()
    return tuple(
        _joined(part.what, said_day(part.day, near) if part.day else "")
        for part in left_out(one.record, one.letter.level)
    )


def _shortened(check: Check | None) -> tuple[str, ...]:
    return tuple(SHORTENED[part] for part in check.shortened) if check else ()


def _decision(record: LetterRecord) -> tuple[str, ...]:
    text = record.decision_text.strip()
    return (text,) if text else tuple(_ask_words(record, row, who=True) for row in clauses(record))


def _asked(record: LetterRecord, level: str) -> DataLine:
    label, rows = tr("Asked in it"), asks(record, level)
    if not rows:
        return DataLine(label, (tr("nothing in particular"),), quiet=True, source=sources.CASE)
    return DataLine(label, tuple(_ask_words(record, row) for row in rows), source=sources.CASE)


def _ask_words(record: LetterRecord, row: Clause, who: bool = False) -> str:
    day = said_day(row.due, record.meeting_at.date(), weekday=True) if row.due else ""
    owner = row.owner.short or row.owner.name if who and row.owner else ""
    return _joined(row.what, owner, day, row.condition)


def _told(record: LetterRecord) -> DataLine:
    label = {"female": tr("She was told"), "male": tr("He was told")}.get(
        record.patient.sex, tr("They were told")
    )
    found = told(record)
    near = record.meeting_at.date()
    day = said_day(found.day, near) if found.day else ""
    said = _joined(found.words or _told_word(found), day)
    by = tr("Told by {who}").format(who=found.teller.short) if found.teller else ""
    heard = [_saying(one, near) for one in sayings(record, "told")[:1]]
    lines = tuple(one for one in (said, *heard, by) if one)
    return DataLine(label, lines or (tr("not recorded"),), quiet=not lines, source=sources.PLANNING)


def _knows(record: LetterRecord) -> tuple[DataLine, ...]:
    """What the patient knows of the illness, where that was recorded."""
    label = {"female": tr("She knows"), "male": tr("He knows")}.get(record.patient.sex, tr("They know"))
    near = record.meeting_at.date()
    lines = tuple(_saying(one, near) for one in told(record).knows[:1])
    return (DataLine(label, lines, source=sources.PLANNING),) if lines else ()


def _saying(one: Saying, near: date) -> str:
    return _joined(one.text.rstrip("."), said_day(one.day, near) if one.day else "")


def _told_word(found: Told) -> str:
    return {
        "yes": tr("told"), "no": tr("not told yet"), "does-not-wish": tr("does not wish to know"),
    }.get(found.told, "")  # fmt: skip


def _code_status(record: LetterRecord) -> DataLine:
    found = code_status(record.record)
    if found.state == "none":
        return DataLine(tr("Code status"), (tr("not recorded"),), quiet=True, source=sources.PLANNING)
    near = record.meeting_at.date()
    value = found.value if found.in_force else banner(found, near)
    doubts = [doubt(fact, found, near) for fact in found.doubts]
    lines = (_joined(value, state_line(found, near)), *doubts)
    return DataLine(tr("Code status"), lines, source=sources.PLANNING)


def _prognosis(record: LetterRecord) -> DataLine:
    found = told(record)
    if found.estimate is None:
        return DataLine(tr("Prognosis"), (tr("no estimate recorded"),), quiet=True, source=sources.PLANNING)
    estimate = found.estimate
    unit = UNITS.get(estimate.unit, estimate.unit)
    day = said_day(estimate.day, record.meeting_at.date())
    lines = [_joined(f"{number(estimate.amount)} {unit}", estimate.method, estimate.by, day)]
    if found.told == "does-not-wish":
        lines.append(tr("The patient wishes to hear no number."))
    return DataLine(tr("Prognosis"), tuple(lines), source=sources.PLANNING)


def _present(record: LetterRecord, level: str) -> DataLine:
    here = [one for one in record.attendances if one.presence.live]
    holder, how = holder_of(record, level), presence_of(record, level)
    lines = []
    if holder and how is not Presence.UNKNOWN:
        lines.append(_joined(holder.short or holder.name, presence(how)))
    elif holder:
        lines.append(tr("{who}: not marked").format(who=holder.short or holder.name))
    if here:
        lines.append(tr("{n} people at this case").format(n=len(here)))
    said = tuple(lines) or (tr("not recorded"),)
    return DataLine(tr("Present"), said, quiet=not lines, source=sources.CASE)


def _joined(*parts: str) -> str:
    return ", ".join(part for part in _said(parts))


def _said(parts: Iterable[str]) -> Iterable[str]:
    return (part.strip() for part in parts if part.strip())
