"""The people of a meeting as columns: who, why, when, what each answered, and what each must hear."""

from __future__ import annotations

from datetime import date, tzinfo

from PySide6.QtCore import QObject

from mdt_app.domain.entries import Due
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.inviting import Answer
from mdt_app.operations.invitations_view import PersonRow
from mdt_app.ui.common.columns import Cell, Column
from mdt_app.ui.common.marks import Mark, Shape, Tone
from mdt_app.ui.common.words import presence_icon, said_day
from mdt_app.ui.invitations import words

WIDE, NARROW = (262, 148, 136, 164), (188, 108, 118, 144)
ORDER = (Due.CANCELLED, Due.MOVED, Due.NEW, Due.UNCHANGED, Due.NOTHING)


class PeopleColumns(QObject):
    """Makes the columns; `zone` is the board's, `on` the meeting's day; `narrow` is short of room."""

    def __init__(self, guidance: Guidance, parent: QObject) -> None:
        super().__init__(parent)
        self._guidance = guidance
        self.zone: tzinfo | None = None
        self.on = date.min
        self.narrow = False

    def columns(self) -> tuple[Column[PersonRow], ...]:
        """Person, why, cases, answer, what to tell."""
        who, slots, answer, told = NARROW if self.narrow else WIDE
        return (
            Column(self.tr("Person"), self._who, who, key=lambda row: words.name(row).casefold()),
            Column(self.tr("Why"), self._why, 160, stretch=True, key=lambda row: row.level),
            Column(self.tr("Cases, slots"), self._slots, slots, key=_first),
            Column(self.tr("Answer"), self._answer, answer, key=lambda row: row.answer),
            Column(self.tr("Told"), self._told, told, key=lambda row: ORDER.index(row.due)),
        )

    def _who(self, row: PersonRow) -> Cell:
        if row.unknown:
            second = self.tr("not in the directory") if row.name else words.role(row)
            marks = (Mark(Shape.RING, self.tr("missing")),)
            return Cell(words.name(row), second, marks=marks, tone=Tone.LOOK)
        return Cell(
            row.name, words.role(row), strong=bool(row.cases), icon=presence_icon(row.mode) or "people"
        )

    def _why(self, row: PersonRow) -> Cell:
        why = words.why(row, self._guidance, self.on)
        tip = "\n".join(
            ", ".join((one.row.number, one.row.patient.name, *words.facts(one, self.on))) for one in row.cases
        )
        return Cell(why, small=True, two_lines=True, tip=tip)

    def _slots(self, row: PersonRow) -> Cell:
        if not row.cases:
            return Cell("–", tone=Tone.SECOND)
        count = len(row.cases)
        second = row.cases[0].row.patient.name if count == 1 else self.tr("{count} cases").format(count=count)
        zone = self.zone
        return Cell(words.times(row, zone) if zone else "", second)

    def _answer(self, row: PersonRow) -> Cell:
        if row.unknown or not row.cases:
            return Cell("–", tone=Tone.SECOND)
        first = words.answer(row.answer)
        mixed = len({one.invited.answer for one in row.cases}) > 1
        if mixed:
            first = self.tr("Differs by case")
        second = self._beside_answer(row)
        waits = row.answer is Answer.NONE and row.entry is not None and not mixed
        if waits or row.stale:
            shown = second if row.stale else self.tr("only written") if row.written else self.tr("was told")
            return Cell(
                first, shown, tone=Tone.LOOK, second_tone=Tone.LOOK, marks=(Mark(Shape.TRIANGLE, ""),)
            )
        return Cell(first, second, tone=Tone.SECOND if row.answer is Answer.NONE else Tone.PLAIN)

    def _beside_answer(self, row: PersonRow) -> str:
        """How he comes, which time he would rather have, or his words."""
        if row.stale:
            return self.tr("to an earlier time")
        invited = row.cases[0].invited
        if row.answer is Answer.PROPOSES and invited.proposed and self.zone:
            return words.clock(invited.proposed, self.zone)
        if row.answer is Answer.WRITES:
            came = sum(bool(one.invited.input_text) for one in row.cases)
            return self.tr("input is there") if came == len(row.cases) else self.tr("input awaited")
        return words.mode(row.mode) or invited.answer_text

    def _told(self, row: PersonRow) -> Cell:
        zone = self.zone
        if row.unknown:
            return Cell(self.tr("cannot be told"), tone=Tone.SECOND)
        second = words.told(row.entry, zone, self.on) if zone else ""
        if row.written and row.entry and row.entry.sent_at and zone:
            at = row.entry.sent_at.astimezone(zone)
            second = f"{said_day(at.date(), self.on)} {at:%H:%M}"
        done = Shape.HALF if row.written else Shape.DONE
        if row.due is Due.NOTHING and row.entry is None:
            second = ""
        shape = {Due.NEW: Shape.RING, Due.MOVED: Shape.HALF, Due.CANCELLED: Shape.TRIANGLE}.get(row.due, done)
        tip = "\n".join(words.changes(row.telling, zone)) if zone else ""
        tone = Tone.LOOK if row.due.must_hear else Tone.SECOND
        marks = (Mark(shape, ""),) if row.due is not Due.NOTHING else ()
        return Cell(words.due(row.telling, row.entry), second, marks=marks, tone=tone, tip=tip)


def _first(row: PersonRow) -> float:
    starts = [one.row.slot[0].timestamp() for one in row.cases if one.row.slot]
    return min(starts, default=0.0)
