"""The agenda's columns are data over frozen rows; a move under way shows old and new times in the same cells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, tzinfo

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QPainter

from mdt_app.domain.guidance import Guidance
from mdt_app.domain.people import age
from mdt_app.operations.rows import Invited, ListingRow
from mdt_app.ui.agenda import words
from mdt_app.ui.agenda.effect import Effect
from mdt_app.ui.common import icons
from mdt_app.ui.common.columns import Cell, Column
from mdt_app.ui.common.marks import Mark, Shape, Tone
from mdt_app.ui.common.theme import Theme

WIDE = (34, 112, 176, 132, 170)
NARROW = (46, 104, 158, 116, 150)


class AgendaColumns(QObject):
    """Makes the columns; `zone` is the board's, `effect` a move under way, `narrow` leaves out what can wait."""

    def __init__(self, guidance: Guidance, parent: QObject) -> None:
        super().__init__(parent)
        self._guidance = guidance
        self.zone: tzinfo | None = None
        self.on: datetime | None = None
        self.effect: Effect | None = None
        self.narrow = False
        self.numbers: dict[str, int] = {}

    def number(self, rows: Sequence[ListingRow]) -> None:
        """Count the cases in order, without those taken off."""
        on = sorted((row for row in rows if not words.is_off(row)), key=lambda row: row.listing.position)
        self.numbers = {row.listing.id: number for number, row in enumerate(on, start=1)}

    def columns(self) -> tuple[Column[ListingRow], ...]:
        """Grip, number, slot, patient, question, triage, readiness, people; narrow without grip and triage."""
        first, slot, patient, question, people = NARROW if self.narrow else WIDE
        under = 0 if self.narrow else -1
        parts = (
            Column(self.tr("No."), self._number, first, key=lambda row: row.listing.position),
            Column(self.tr("Slot"), self._slot, slot, key=_start, under=under),
            Column(self.tr("Patient"), self._patient, patient, key=lambda row: row.patient.name.casefold()),
            Column(self.tr("Question"), self._question, question, stretch=True, key=_asked),
        )
        ready = Column(self.tr("Ready"), self._ready, 96, key=words.to_do)
        called = Column(self.tr("People, and why"), self._people, people, stretch=True, key=_called)
        if self.narrow:
            return *parts, ready, called
        grip = Column("", lambda _: Cell(), 30, paint=_grip, hint=self.tr("Drag, or Alt+Up and Alt+Down"))
        triage = Column(self.tr("Triage"), self._triage, 78, key=words.triage)
        return grip, *parts, triage, ready, called

    def clock(self, at: datetime) -> str:
        """A time of day at the board's place."""
        return f"{at.astimezone(self.zone):%H:%M}"

    def _near(self) -> date | None:
        return self.on.date() if self.on else None

    def _number(self, row: ListingRow) -> Cell:
        return Cell(str(self.numbers.get(row.listing.id, "–")), tone=Tone.SECOND)

    def _slot(self, row: ListingRow) -> Cell:
        length = self.tr("{minutes} min").format(minutes=row.listing.minutes)
        if self.narrow and (words.is_standard(row) or row.listing.triage != "discuss"):
            length = f"{length}, {words.triage(row).casefold()}"
        if row.slot is None:
            off = self.tr("taken off") if words.is_off(row) else self.tr("no slot")
            return Cell(off, tone=Tone.SECOND)
        shift = self.effect.shift_of(row.listing.id) if self.effect else None
        if shift is None:
            return Cell(self.clock(row.slot[0]), length)
        moved = self.effect is not None and self.effect.listing_id == row.listing.id
        tone = Tone.ACCENT if moved else Tone.LOOK if shift.minutes > 0 else Tone.PLAIN
        old, new = self.clock(shift.before), self.clock(shift.after)
        return Cell(new, length, struck=old, tone=tone, strong=True)

    def _patient(self, row: ListingRow) -> Cell:
        born = row.patient.birth_date
        second = self.tr("birth date not recorded")
        if born is not None:
            on = self.on.date() if self.on else born
            second = f"{born:%d-%m-%Y}, {age(born, on)}"
        return Cell(
            row.patient.name,
            second,
            strong=True,
            name=True,
            tip=f"{row.patient.name}\n{second}\n{row.number}",
        )

    def _question(self, row: ListingRow) -> Cell:
        if not row.case.question.strip():
            return Cell(
                self.tr("no question yet"), tone=Tone.LOOK, marks=(Mark(Shape.TRIANGLE, self.tr("to do")),)
            )
        return Cell(row.case.question, two_lines=True, small=True, tip=row.case.question)

    def _triage(self, row: ListingRow) -> Cell:
        return Cell(words.triage(row), strong=row.listing.triage == "complex", small=True)

    def _ready(self, row: ListingRow) -> Cell:
        missing = words.to_do(row)
        second = self.tr("{count} to do").format(count=missing) if missing else self.tr("ready")
        marks = tuple(words.ready_mark(one) for one in row.ready)
        tip = "\n".join(mark.word for mark in marks)
        return Cell("", second, marks=marks, second_tone=Tone.LOOK if missing else Tone.SECOND, tip=tip)

    def _people(self, row: ListingRow) -> Cell:
        called = words.at_table(row)
        outside = [one for one in called if one.level != "secondary"]
        if not outside:
            return Cell(
                self.tr("board only"), tone=Tone.SECOND, tip="\n".join(self._in_full(one) for one in called)
            )
        first = outside[0]
        more = self.tr("+{count}, ").format(count=len(outside) - 1) if len(outside) > 1 else ""
        why = more + self.tr("why: {reason}").format(reason=words.why(first, self._guidance, self._near()))
        tip = "\n".join(self._in_full(one) for one in called)
        if not first.person:
            missing = (Mark(Shape.RING, self.tr("missing")),)
            return Cell(words.invited_name(first), why, marks=missing, tone=Tone.LOOK, tip=tip)
        icon = words.mode_icon(first) if first.mode else "people"
        return Cell(words.table_name(first, self.narrow), why, icon=icon, tip=tip)

    def _in_full(self, one: Invited) -> str:
        said = (
            words.role(one.level),
            words.invited_name(one),
            words.mode_words(one),
            words.why(one, self._guidance, self._near()),
        )
        return ", ".join(part for part in said if part)


def _asked(row: ListingRow) -> str:
    return row.case.question.casefold()


def _called(row: ListingRow) -> int:
    return len(row.invited)


def _start(row: ListingRow) -> tuple[bool, float]:
    return row.slot is None, row.slot[0].timestamp() if row.slot else 0.0


def _grip(painter: QPainter, box: QRect, row: ListingRow, theme: Theme) -> None:
    icons.draw(painter, "grip", box.left(), box.center().y() + 0.5, theme.px(14), theme.colour("text3"))
