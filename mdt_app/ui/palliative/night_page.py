"""Out of hours: what was decided, what limits hold, whom to ring and what is severe, in large type on one screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mdt_app.domain.conditions import as_condition
from mdt_app.domain.guidance import Settings
from mdt_app.operations.palliative_view import PalliativeView, Ring
from mdt_app.ui.acp import words as acp
from mdt_app.ui.common import frames
from mdt_app.ui.common.frames import Line, Pane, ScrollPanel, row
from mdt_app.ui.common.marks import Shape, Status
from mdt_app.ui.common.text import Label
from mdt_app.ui.common.words import said_dates, said_day
from mdt_app.ui.palliative import words


@dataclass(frozen=True, slots=True)
class Sizes:
    """The roles of one size of the page."""

    loud: str
    said: str
    plain: str
    number: str


LARGE = Sizes("clock", "title", "lead", "clock")
SMALL = Sizes("title", "lead", "body", "title")


class NightPage(Pane):
    """Fill it with `show_page(page, now)`; by night and in the weekend the night numbers stand first.

    What does not fit its place in large type is shown smaller, so that nothing has to be scrolled to.
    """

    def __init__(self, settings: Settings) -> None:
        super().__init__("surface", across=True)
        self._settings = settings
        self._page: PalliativeView | None = None
        self._night = False
        self._sizes = LARGE
        self._panels = tuple(ScrollPanel(margins=(32, 16, 32, 16), spacing=0) for _ in range(2))
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        for box, panel in zip((self._left, self._right), self._panels, strict=True):
            box.setSpacing(4)
            panel.box.addLayout(box)
            panel.box.addStretch(1)
        self.box.addWidget(self._panels[0], 5)
        self.box.addWidget(Line(standing=True))
        self.box.addWidget(self._panels[1], 5)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._fit)

    def show_page(self, page: PalliativeView, now: datetime) -> None:
        """Everything that is asked at three in the morning."""
        self._page, self._night = page, self._settings.is_night(now)
        self._fill(LARGE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another height may hold the large type, or not."""
        super().resizeEvent(event)
        if self._page is not None:
            self._fill(LARGE)

    def showEvent(self, event: QShowEvent) -> None:
        """Measured once it is seen."""
        super().showEvent(event)
        self._soon.start()

    def _fit(self) -> None:
        if self._sizes is LARGE and any(one.verticalScrollBar().maximum() for one in self._panels):
            self._fill(SMALL)

    def _fill(self, sizes: Sizes) -> None:
        page, self._sizes = self._page, sizes
        if page is None:
            return
        for box in (self._left, self._right):
            frames.empty(box)
        self._show_code(page)
        self._show_decision(page)
        self._show_severe(page)
        self._show_allergies(page)
        self._show_medication(page)
        self._show_ring(page, self._night)
        self._soon.start()

    def _title(self, box: QVBoxLayout, text: str, right: str = "") -> None:
        if box.count():
            box.addSpacing(6)
            box.addWidget(Line())
            box.addSpacing(4)
        box.addLayout(row(Label(text, "section", tone="second"), None, Label(right, "small"), spacing=8))

    def _marked(self, shape: Shape, text: str, role: str) -> None:
        line = row(Status(shape, "", 14), Label(text, role, wrap=True), spacing=4)
        line.setStretch(1, 1)
        self._left.addLayout(line)

    def _show_code(self, page: PalliativeView) -> None:
        found, dead = page.page.background.code, page.page.background.dead
        if dead is not None:
            died = self.tr("Died {day}").format(day=said_day(dead, page.on))
            self._left.addWidget(Label(died, self._sizes.loud, wrap=True))
        self._marked(acp.shape(found), acp.banner(found, page.on), self._sizes.loud)
        will = page.planning.wills.named(found.value) if found.value and found.in_force else None
        lines = [will.words if will else "", acp.state_line(found, page.on) if found.state != "none" else ""]
        if not found.in_force and dead is None:
            lines.append(self.tr("No treatment limit is in force."))
        for text in lines:
            if text:
                self._left.addWidget(Label(text, self._sizes.plain, wrap=True))

    def _show_decision(self, page: PalliativeView) -> None:
        last = page.last_decision
        day = said_day(last.fact.true_from, page.on) if last else ""
        self._title(self._left, self.tr("Last decision"), day)
        said = last.text if last is not None else self.tr("None recorded")
        self._left.addWidget(Label(said, self._sizes.said, wrap=True))
        for one in last.recommendations if last is not None else ():
            if condition := as_condition(one.condition):
                self._left.addWidget(Label(f"{condition}: {one.what}", self._sizes.plain, wrap=True))

    def _show_severe(self, page: PalliativeView) -> None:
        self._title(self._left, self.tr("Severe symptoms"))
        for one in page.severe:
            text = f"{one.label.partition(' (')[0]} {one.newest.value:g}, {said_day(one.newest.day, page.on)}"
            self._marked(Shape.DIAMOND, text, self._sizes.said)
        if not page.severe:
            nothing = self.tr("None scored as severe") if page.symptoms else self.tr("Never measured")
            self._left.addWidget(Label(nothing, self._sizes.plain))

    def _show_allergies(self, page: PalliativeView) -> None:
        self._title(self._left, self.tr("Allergies"))
        known = ", ".join(one.text for one in page.page.background.allergies)
        if known:
            self._marked(Shape.TRIANGLE, known, self._sizes.said)
        else:
            self._left.addWidget(Label(self.tr("None recorded"), self._sizes.plain))

    def _show_medication(self, page: PalliativeView) -> None:
        self._title(self._left, self.tr("Medication"))
        text = "; ".join(one.text for one in page.page.background.medication) or self.tr("None recorded")
        self._left.addWidget(Label(said_dates(text, page.on), self._sizes.plain, wrap=True))

    def _show_ring(self, page: PalliativeView, night: bool) -> None:
        title = self.tr("Ring now: night numbers first") if night else self.tr("Ring now: day numbers first")
        self._title(self._right, title)
        for one in page.ring:
            self._right.addWidget(RingLine(one, night, self._sizes))
        for level in page.care.team.levels:
            if level.holder is None:
                text = self.tr("{role}: none yet").format(role=words.role(level.id))
                self._right.addLayout(row(Status(Shape.RING, text, 14), None))


class RingLine(QWidget):
    """Who, and the number that answers now in large type, the other one under it."""

    def __init__(self, one: Ring, night: bool, sizes: Sizes) -> None:
        super().__init__()
        first, second = (one.night, one.day) if night else (one.day, one.night)
        now = first or second
        who = Label(words.role(one.role), "small")
        name = Label(words.ring_name(one), sizes.plain, wrap=True)
        number = Label(now or self.tr("no number"), sizes.number if now else sizes.plain)
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
        if first and first == second:
            return self.tr("day and night")
        if first:
            return f"{otherwise} {second}" if second else ""
        return self.tr("{kind} number; no {now} number").format(kind=otherwise, now=kind) if second else ""
