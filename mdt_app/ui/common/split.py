"""Panes stand side by side while there is room for their words; where there is not, one is shown and all are named."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.frames import ANY, Line, Pane
from mdt_app.ui.common.segments import SegmentedButton

LEAST = 400  # below this width, at 100 %, a pane that takes the free room is no longer read with ease
SIDE = 0.31  # of the width, for what is chosen beside a table


class Split(QWidget):
    """Split((left, 0), (middle, 1), (right, 0)) with stretches, and one standing line between.

    With `names`, one for each pane, a window too narrow for all of them shows one at a time under a row of names;
    `arranged` tells that it went from one way to the other.
    """

    arranged = Signal()

    def __init__(
        self, *parts: tuple[QWidget, int], names: tuple[str, ...] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._parts = parts
        self._narrow, self._need = False, 0
        self._lines = [Line(standing=True) for _ in parts[1:]]
        self.row = QHBoxLayout()
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(0)
        for number, (part, stretch) in enumerate(parts):
            if number:
                self.row.addWidget(self._lines[number - 1])
            self.row.addWidget(part, stretch)
        keys = [(str(number), name) for number, name in enumerate(names)]
        self.names = SegmentedButton(keys, "0", name=self.tr("Part of the screen"))
        self.names.chosen.connect(lambda _: self._arrange())
        self._bar = Pane("pane", margins=(16, 8, 16, 8))
        self._bar.box.addWidget(self.names, alignment=Qt.AlignmentFlag.AlignLeft)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._bar)
        box.addLayout(self.row, 1)
        self._bar.hide()

    def reveal(self, widget: QWidget) -> None:
        """Bring the pane that holds a widget into sight, where only one is shown."""
        for number, (part, _) in enumerate(self._parts):
            if self._narrow and (part is widget or part.isAncestorOf(widget)):
                self.names.set_current(str(number))
                self._arrange()

    def shows_one(self) -> bool:
        """Whether there is room for one pane only."""
        return self._narrow

    def share(self, side: QWidget, width: int, least: int) -> int:
        """Give the side its part of a width (`least` at 100 %), all of it where it is shown alone; gives what stays."""
        beside = 0 if self._narrow else min(themes.current().px(least), max(least, round(width * SIDE)))
        side.setMinimumWidth(beside)
        side.setMaximumWidth(beside or ANY)
        return width - beside

    def minimumSizeHint(self) -> QSize:
        """With names, as wide as the widest pane alone."""
        size = super().minimumSizeHint()
        return QSize(max(map(_least, self._parts)), size.height()) if self._has_names() else size

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Too narrow for all: one at a time."""
        super().resizeEvent(event)
        self._see_room()

    def changeEvent(self, event: QEvent) -> None:
        """Another text scale asks for other room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and "_bar" in self.__dict__ and self._has_names():
            self._narrow, self._need = False, 0
            self._arrange()
            QTimer.singleShot(0, self, self._see_room)

    def event(self, event: QEvent) -> bool:
        """Panes that came to need more room may no longer fit."""
        if event.type() == QEvent.Type.LayoutRequest and not self._narrow:
            QTimer.singleShot(0, self, self._see_room)
        return super().event(event)

    def _has_names(self) -> bool:
        return len(self._parts) > 1 and bool(self.names.current())

    def _see_room(self) -> None:
        if not self._narrow or not self._need:
            self._need = self._wanted()
        narrow = self._has_names() and self._need > self.width()
        if narrow != self._narrow:
            self._narrow = narrow
            self._arrange()
            self.arranged.emit()

    def _wanted(self) -> int:
        """Room for every pane: its fixed width, or what lets one read with ease."""
        ease = themes.current().px(LEAST)
        return sum(max(_least(one), ease if one[1] else 0) for one in self._parts) + len(self._lines)

    def _arrange(self) -> None:
        self._bar.setVisible(self._narrow)
        for line in self._lines:
            line.setVisible(not self._narrow)
        for number, (part, stretch) in enumerate(self._parts):
            part.setVisible(not self._narrow or self.names.current() == str(number))
            if isinstance(part, Pane):
                part.set_free(self._narrow)
            self.row.setStretchFactor(part, 1 if self._narrow else stretch)


def _least(part: tuple[QWidget, int]) -> int:
    widget = part[0]
    fixed = widget.fixed_width() if isinstance(widget, Pane) else 0
    return fixed or max(widget.minimumWidth(), widget.minimumSizeHint().width())
