"""An action in a table: its day, what it is, whose patient, who sees to it, and where it was decided."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from mdt_app.domain.decisions import Fate
from mdt_app.domain.fates import FateReason
from mdt_app.operations.actions import ActionRow
from mdt_app.ui.actions import words
from mdt_app.ui.common.columns import Cell, Column
from mdt_app.ui.common.marks import Tone
from mdt_app.ui.common.words import said_day

WHAT = 1


def columns(reasons: Sequence[FateReason], today: Callable[[], date]) -> tuple[Column[ActionRow], ...]:
    return (
        Column(words.tr("By"), lambda row: _day(row, today()), 132, key=lambda row: row.recommendation.due or date.max),
        Column(
            words.tr("Action"), lambda row: _what(row, reasons), 220, stretch=True,
            key=lambda row: row.recommendation.what.casefold(),
        ),
        Column(words.tr("Patient"), _patient, 184, key=lambda row: row.patient.casefold()),
        Column(words.tr("Who"), _who, 156, key=lambda row: words.owner(row.recommendation).casefold()),
        Column(
            words.tr("Board"), lambda row: _board(row, today()), 190, key=lambda row: (row.board, row.decided_on),
            under=WHAT,
        ),
    )  # fmt: skip


def _day(row: ActionRow, today: date) -> Cell:
    one = row.recommendation
    if one.fate != Fate.OPEN:
        return Cell(said_day(one.fate_on, today) if one.fate_on else "", words.fate(one.fate),
                    marks=(words.mark(one, today),))  # fmt: skip
    if one.due is None:
        return Cell(words.tr("no day"), tone=Tone.SECOND)
    late = (today - one.due).days
    if late <= 0:
        return Cell(said_day(one.due, today, weekday=True))
    days = words.tr("1 day over") if late == 1 else words.tr("{n} days over").format(n=late)
    return Cell(said_day(one.due, today), days, marks=(words.mark(one, today),), tone=Tone.LOOK,
                second_tone=Tone.LOOK)  # fmt: skip


def _what(row: ActionRow, reasons: Sequence[FateReason]) -> Cell:
    one = row.recommendation
    more = words.why(one, reasons) if one.fate != Fate.OPEN else one.condition
    return Cell(one.what, more, tip="\n".join(part for part in (one.what, more) if part))


def _patient(row: ActionRow) -> Cell:
    return Cell(row.patient, row.case_number, name=True)


def _who(row: ActionRow) -> Cell:
    named = bool(row.recommendation.owner.strip())
    return Cell(words.owner(row.recommendation), tone=Tone.PLAIN if named else Tone.LOOK, two_lines=True)


def _board(row: ActionRow, today: date) -> Cell:
    return Cell(row.board, words.tr("decided {day}").format(day=said_day(row.decided_on, today)))
