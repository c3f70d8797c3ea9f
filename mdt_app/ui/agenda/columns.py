"""The agenda's columns are data over frozen rows; a move under way shows old and new times in the same cells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QPainter

from mdt_app.domain.guidance import Guidance
from mdt_app.domain.people import age
from mdt_app.operations.rows import Invited, ListingRow
from mdt_app.ui.agenda import words
from mdt_app.ui.common import icons
from mdt_app.ui.common.columns import Cell, Column
from mdt_app.ui.common.marks import Mark, Shape, Tone
from mdt_app.ui.common.theme import Theme
from mdt_app.ui.planning.waiting import Drawn, paint_waiting

if TYPE_CHECKING:
    from mdt_app.domain.planning_day import DayPlan
    from mdt_app.operations.hand_order import Standing
    from mdt_app.ui.planning.words import Naming

WIDE = (34, 112, 176, 132, 170)
NARROW = (46, 118, 150, 116, 150)


class AgendaColumns(QObject):
    """Makes the columns; `zone` is the board's, `drawn` what a move or a plan would change, `standing` who can come
    when, None until that is read, `plan` the times shown where they are not those that stand; `narrow` leaves out what
    can wait."""

    def __init__(self, guidance: Guidance, parent: QObject) -> None:
        super().__init__(parent)
        self._guidance = guidance
        self.zone: tzinfo | None = None
        self.on: datetime | None = None
        self.drawn = Drawn()
        self.standing: Standing | None = None
        self.narrow = False
        self.plan: DayPlan | None = None
        self._named: tuple[Standing, Naming] | None = None
        self.numbers: dict[str, int] = {}

    def number(self, rows: Sequence[ListingRow]) -> None:
        """Count the cases in order, without those taken off."""
        on = sorted((row for row in rows if not words.is_off(row)), key=lambda row: row.listing.position)
        self.numbers = {row.listing.id: number for number, row in enumerate(on, start=1)}

    def columns(self) -> tuple[Column[ListingRow], ...]:
        """Grip, number, slot, patient, question, triage, readiness, people, waiting; narrow without grip and triage."""
        first, slot, patient, question, people = NARROW if self.narrow else WIDE
        under = 0 if self.narrow else -1
        parts = (
            Column(self.tr("No."), self._number, first, key=lambda row: row.listing.position),
            Column(self.tr("Slot"), self._slot, slot, key=_start, under=under),
            Column(self.tr("Patient"), self._patient, patient, key=lambda row: row.patient.name.casefold()),
            Column(self.tr("Question"), self._question, question, stretch=True, key=_asked),
        )
        ready = Column(self.tr("Ready"), self._ready, 100 if self.narrow else 114, key=words.to_do)
        called = Column(self.tr("People, and why"), self._people, people, stretch=True, key=_called)
        waiting = Column(
            self.tr("Waiting"), self._waiting, 112, key=self._waited, paint=self._paint_waiting,
            hint=self.tr("What people from outside wait for this case"), under=5 if self.narrow else -1,
        )  # fmt: skip
        if self.narrow:
            return *parts, ready, called, waiting
        grip = Column("", lambda _: Cell(), 30, paint=_grip, hint=self.tr("Drag, or Alt+Up and Alt+Down"))
        triage = Column(self.tr("Triage"), self._triage, 78, key=words.triage)
        return grip, *parts, triage, ready, called, waiting

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
        if self.narrow and row.listing.urgency:
            length = f"{length}, {words.urgency(row)}"
        if row.slot is None:
            off = self.tr("taken off") if words.is_off(row) else self.tr("no slot")
            return Cell(off, tone=Tone.SECOND)
        shift = self.drawn.shifts.get(row.listing.id)
        if shift is None:
            if row.listing.pinned:
                pinned = self.tr("pinned, {length}").format(length=length)
                return Cell(self.clock(row.slot[0]), pinned, icon="lock", strong=True)
            return Cell(self.clock(row.slot[0]), length)
        before, after = shift
        moved = self.drawn.mover == row.listing.id
        tone = Tone.ACCENT if moved else Tone.LOOK if after > before and self.drawn.mover else Tone.PLAIN
        return Cell(self.clock(after), length, struck=self.clock(before), tone=tone, strong=True)

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
        strong = row.listing.triage == "complex"
        return Cell(
            words.triage(row), words.urgency(row), strong=strong, small=True, tip=row.listing.standard
        )

    def _ready(self, row: ListingRow) -> Cell:
        missing, blocking = words.to_do(row), words.blocking(row)
        second = self.tr("{count} to do").format(count=missing) if missing else self.tr("ready")
        if blocking:
            second = self.tr("blocked: {what}").format(what=words.needed(blocking[0].what).lower())
            second = self.tr("blocked") if self.narrow else second
        marks = tuple(words.ready_mark(one, self._near()) for one in row.ready)
        tip = "\n".join(mark.word for mark in marks)
        return Cell("", second, marks=marks, second_tone=Tone.LOOK if missing else Tone.SECOND, tip=tip)

    def _people(self, row: ListingRow) -> Cell:
        called = words.at_table(row)
        outside = [one for one in called if one.level != "secondary"]
        if not outside:
            return Cell(
                self.tr("board only"), tone=Tone.SECOND, tip="\n".join(self._in_full(one) for one in called)
            )
        first = next((one for one in outside if self._when(row, one)[1]), outside[0])
        more = self.tr("+{count}, ").format(count=len(outside) - 1) if len(outside) > 1 else ""
        why = more + self.tr("why: {reason}").format(reason=words.why(first, self._guidance, self._near()))
        tip = "\n".join(self._in_full(one) for one in called)
        if not first.person:
            missing = (Mark(Shape.RING, self.tr("missing")),)
            return Cell(words.invited_name(first), why, marks=missing, tone=Tone.LOOK, tip=tip)
        icon = words.mode_icon(first) if first.mode or words.is_away(first) else "people"
        when, missed = self._when(row, first)
        why = f"{when}; {why}" if when else why
        tone = Tone.LOOK if missed else Tone.SECOND
        marks = (Mark(Shape.TRIANGLE, self.tr("not met")),) if missed else ()
        name = words.table_name(first, self.narrow)
        return Cell(name, why, icon="" if missed else icon, marks=marks, second_tone=tone, tip=tip)

    def _when(self, row: ListingRow, one: Invited) -> tuple[str, bool]:
        """When somebody can come or that he cannot, and whether this case lies outside it at the times shown."""
        if words.is_away(one):
            return words.mode_words(one), False
        if self.standing is None:
            return "", False
        from mdt_app.domain.planning_day import Wish, WishKind
        from mdt_app.operations.planning_wishes import key_of

        key = key_of(one)
        wish = Wish(kind=WishKind.WINDOW, case_id=row.listing.id, person_id=key)
        plan = self.plan or self.standing.plan
        return self._naming(self.standing).comes(key), wish in plan.unmet

    def _naming(self, standing: Standing) -> Naming:
        """The names of what stands, made once for all rows."""
        from mdt_app.ui.planning.words import Naming

        if self._named is None or self._named[0] is not standing:
            self._named = standing, Naming(standing)
        return self._named[1]

    def _waiting(self, row: ListingRow) -> Cell:
        waited = self.drawn.minutes(row.listing.id)
        if self.standing is None:
            return Cell("")
        if waited is None:
            return Cell("", tip=self.tr("Nobody from outside is invited"))
        said = self.tr("waits {minutes} min").format(minutes=waited)
        return Cell(said, tone=Tone.LOOK if self.drawn.longer(row.listing.id) else Tone.PLAIN)

    def _waited(self, row: ListingRow) -> int:
        return self.drawn.minutes(row.listing.id) or 0

    def _paint_waiting(self, painter: QPainter, box: QRect, row: ListingRow, theme: Theme) -> None:
        if self.standing is not None:
            paint_waiting(painter, box, self.drawn, row.listing.id, theme)

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
