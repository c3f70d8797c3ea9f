"""Out of hours: what was decided, what limits hold, whom to ring and what is severe, in large type on one screen."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mdt_app.operations.palliative_view import PalliativeView, Ring
from mdt_app.ui.acp import words as acp
from mdt_app.ui.common import frames
from mdt_app.ui.common.frames import Line, Pane, ScrollPanel, row
from mdt_app.ui.common.marks import Shape, Status
from mdt_app.ui.common.text import Label
from mdt_app.ui.common.words import said_dates, said_day
from mdt_app.ui.palliative import words

BEGINS, ENDS, WEEKEND = 18, 8, 5
"""The hours of the night and the first day of the weekend [own]: which number stands large."""


class NightPage(Pane):
    """Fill it with `show_page(page, now)`; by night and in the weekend the night numbers stand first."""

    def __init__(self) -> None:
        super().__init__("surface", across=True)
        left, right = (
            ScrollPanel(margins=(32, 16, 32, 16), spacing=4),
            ScrollPanel(margins=(32, 16, 32, 16), spacing=0),
        )
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        for box, panel in ((self._left, left), (self._right, right)):
            box.setSpacing(4)
            panel.box.addLayout(box)
            panel.box.addStretch(1)
        self.box.addWidget(left, 5)
        self.box.addWidget(Line(standing=True))
        self.box.addWidget(right, 4)

    def show_page(self, page: PalliativeView, now: datetime) -> None:
        """Everything that is asked at three in the morning."""
        for box in (self._left, self._right):
            frames.empty(box)
        self._show_code(page)
        self._show_decision(page)
        self._show_severe(page)
        self._show_medication(page)
        self._show_ring(page, is_night(now))

    def _title(self, box: QVBoxLayout, text: str, right: str = "") -> None:
        if box.count():
            box.addSpacing(8)
            box.addWidget(Line())
            box.addSpacing(4)
        box.addLayout(row(Label(text, "section"), None, Label(right, "small"), spacing=8))

    def _show_code(self, page: PalliativeView) -> None:
        found = page.page.background.code
        if page.page.background.dead is not None:
            died = said_day(page.page.background.dead, page.on)
            self._left.addWidget(Label(self.tr("Died {day}").format(day=died), "clock", wrap=True))
        mark = Status(acp.shape(found), "", 14)
        first = row(mark, Label(acp.banner(found, page.on), "title", wrap=True), spacing=4)
        first.setStretch(1, 1)
        self._left.addLayout(first)
        will = page.planning.wills.named(found.value) if found.value else None
        lines = [will.words if will else "", acp.state_line(found, page.on) if found.state != "none" else ""]
        if not found.in_force:
            lines.append(self.tr("No treatment limit is in force."))
        for text in lines:
            if text:
                self._left.addWidget(Label(text, "lead", wrap=True))

    def _show_decision(self, page: PalliativeView) -> None:
        last = page.last_decision
        day = said_day(last.fact.true_from, page.on) if last else ""
        self._title(self._left, self.tr("Last decision"), day)
        if last is None:
            self._left.addWidget(Label(self.tr("None recorded"), "lead"))
            return
        self._left.addWidget(Label(last.text, "lead", wrap=True))
        for one in last.recommendations:
            if one.condition and one.what.strip() != last.text.strip():
                self._left.addWidget(Label(f"{one.condition}: {one.what}", wrap=True))

    def _show_severe(self, page: PalliativeView) -> None:
        self._title(self._left, self.tr("Severe symptoms"))
        for one in page.severe:
            day = said_day(one.newest.day, page.on)
            text = f"{one.label.partition(' (')[0]} {one.newest.value:g}"
            line = row(Status(Shape.DIAMOND, text, 14, strong=True), Label(day, "small"), None, spacing=12)
            self._left.addLayout(line)
        if not page.severe:
            words_ = self.tr("None scored as severe") if page.symptoms else self.tr("Never measured")
            self._left.addWidget(Label(words_, "lead"))

    def _show_medication(self, page: PalliativeView) -> None:
        back = page.page.background
        self._title(self._left, self.tr("Medication"))
        text = "; ".join(one.text for one in back.medication) or self.tr("None recorded")
        self._left.addWidget(Label(said_dates(text, page.on), wrap=True))
        allergies = ", ".join(one.text for one in back.allergies)
        self._title(self._left, self.tr("Allergies"))
        shape = Shape.TRIANGLE if allergies else Shape.DOT
        said = allergies or self.tr("None recorded")
        mark, words_ = (
            Status(shape, "", 14, quiet=not allergies),
            Label(said, "heading" if allergies else "lead", wrap=True),
        )
        line = row(mark, words_, spacing=4)
        line.setStretch(1, 1)
        self._left.addLayout(line)

    def _show_ring(self, page: PalliativeView, night: bool) -> None:
        title = self.tr("Ring now: night numbers first") if night else self.tr("Ring now: day numbers first")
        self._title(self._right, title)
        for one in page.ring:
            self._right.addWidget(RingLine(one, night))
        gaps = [level.id for level in page.care.team.levels if level.holder is None]
        for level in gaps:
            text = self.tr("{role}: none yet").format(role=words.role(level))
            self._right.addLayout(row(Status(Shape.RING, text, 14), None))


class RingLine(QWidget):
    """Who, and the number that answers now in large type, the other one under it."""

    def __init__(self, one: Ring, night: bool) -> None:
        super().__init__()
        first, second = (one.night, one.day) if night else (one.day, one.night)
        now = first or second
        who = Label(words.role(one.role), "small")
        name = Label(words.ring_name(one), "body", wrap=True)
        number = Label(now or self.tr("no number"), "title")
        other = self._other(first, second, night)
        inner = QVBoxLayout()
        inner.setSpacing(0)
        inner.addWidget(who)
        inner.addWidget(name)
        numbers = QVBoxLayout()
        numbers.setSpacing(0)
        numbers.addWidget(number)
        if other:
            numbers.addWidget(Label(other, "small"))
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 6)
        box.setSpacing(16)
        box.addLayout(inner, 1)
        box.addLayout(numbers)
        self.setAccessibleName(", ".join(part for part in (who.text(), one.name, now, other) if part))

    def _other(self, first: str, second: str, night: bool) -> str:
        """What the large number is not, or that it does not answer now."""
        kind, otherwise = (self.tr("night"), self.tr("day")) if night else (self.tr("day"), self.tr("night"))
        if first:
            return f"{otherwise} {second}" if second and second != first else ""
        return self.tr("{kind} number; no {now} number").format(kind=otherwise, now=kind) if second else ""


def is_night(now: datetime) -> bool:
    """Whether the day numbers do not answer."""
    return now.weekday() >= WEEKEND or now.hour >= BEGINS or now.hour < ENDS
