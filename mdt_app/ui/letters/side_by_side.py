"""Two versions of a letter lie side by side, in a narrow place one above the other, and scroll as one."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.frames import Line
from mdt_app.ui.letters.compare_bar import Legend, all_said
from mdt_app.ui.letters.differences import Change, Stretch
from mdt_app.ui.letters.page_drawing import ENDLESS, Sheets
from mdt_app.ui.letters.paper import MARGIN, Desk, Kind, Mark, Paper

ROOMY = 1040
"""Pixels from which two pages side by side are still read."""


class SideBySide(QWidget):
    """One page, or the older version's before the newer one's. Emits `resized()`."""

    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._comparing, self._apart, self._linking = False, 0, False
        self.paper, self.old_paper = Paper(), Paper()
        self.old_paper.setAccessibleName(self.tr("Version before"))
        self.desk, self.old_desk = Desk(self.paper), Desk(self.old_paper)
        self.legend = Legend(Kind.ADDED, self.tr("added: underlined twice"))
        self.old_legend = Legend(Kind.REMOVED, self.tr("removed: struck through"))
        self._line = Line()
        self.old_side, self.new_side = QWidget(), QWidget()
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._lay_out()
        self.desk.resized.connect(self.resized)
        bar, old_bar = self.desk.verticalScrollBar(), self.old_desk.verticalScrollBar()
        bar.valueChanged.connect(lambda value: self._link(old_bar.setValue, value + self._apart))
        old_bar.valueChanged.connect(lambda value: self._link(bar.setValue, value - self._apart))

    def set_comparing(self, comparing: bool, older: int, newer: int) -> None:
        """Show one version or two; `older` is the number of the one before, 0 of what was read last of this one."""
        self._comparing = comparing
        said = self.tr("Version {n}")
        self.old_legend.set_version(said.format(n=older) if older else self.tr("Read last"))
        self.legend.set_version(said.format(n=newer) if older else self.tr("Now"))
        for part in (self.legend, self.old_side, self._line):
            part.setVisible(comparing)
        self._turn()

    def room(self, whole: QSize) -> tuple[int, int]:
        """Pixels for one page: all of it fits, or where two are compared its width."""
        edge = 2 * MARGIN + 4
        if not self._comparing:
            return whole.width() - edge, whole.height() - edge
        wide = whole.width() // 2 if _is_roomy(whole.width()) else whole.width()
        return wide - edge - self.desk.verticalScrollBar().sizeHint().width(), ENDLESS

    def show_sheets(self, sheets: Sheets, current: int, *, top: bool) -> None:
        """Show what was drawn with what differs marked, `current` as where somebody is."""
        self._linking = True
        new, old = sheets.new, sheets.old
        marks = tuple(_marks(sheets, Kind.ADDED, new.number, current)) if old else ()
        words = f"{all_said(sheets.changes)}\n{new.words}" if old else new.words
        self.desk.show_page(new.image, words, new.zoom, marks, top=top)
        if old is not None:
            gone = tuple(_marks(sheets, Kind.REMOVED, old.number, current))
            self.old_desk.show_page(old.image, old.words, old.zoom, gone, top=top)
        if top:
            self._apart = 0
        self._linking = False

    def reveal(self, change: Change) -> None:
        """Bring a change to the middle of both, and let them scroll from there together."""
        self._linking = True
        self.desk.reveal(change.new_at.box)
        self.old_desk.reveal(change.old_at.box)
        self._apart = self.old_desk.verticalScrollBar().value() - self.desk.verticalScrollBar().value()
        self._linking = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side only where both can be read."""
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        directions = QBoxLayout.Direction
        beside = _is_roomy(self.width())
        self._box.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
        self._line.setVisible(self._comparing and not beside)

    def _link(self, scroll: Callable[[int], None], value: int) -> None:
        if self._comparing and not self._linking:
            self._linking = True
            scroll(value)
            self._linking = False

    def _lay_out(self) -> None:
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        for side, legend, desk in (
            (self.old_side, self.old_legend, self.old_desk),
            (self.new_side, self.legend, self.desk),
        ):
            box = QVBoxLayout(side)
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(0)
            box.addWidget(legend)
            box.addWidget(desk, 1)
        self._box.addWidget(self.old_side, 1)
        self._box.addWidget(self._line)
        self._box.addWidget(self.new_side, 1)


def _is_roomy(width: int) -> bool:
    return width >= themes.current().px(ROOMY)


def _marks(sheets: Sheets, kind: Kind, page: int, current: int) -> Iterator[Mark]:
    for number, change in enumerate(sheets.changes):
        places: tuple[Stretch, ...] = change.added_at if kind is Kind.ADDED else change.removed_at
        for one in places:
            if one.page == page:
                yield Mark(one.box, kind, number == current)
