"""Areas are parted by one line and space, never by boxes in boxes."""

from __future__ import annotations

from functools import partial
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from mdt_app.ui.common import theme as themes

WIDEST = 1.25  # above this text scale fixed panes stop growing and their contents wrap
ANY = 16777215  # Qt's own greatest size
Box = TypeVar("Box", bound=QBoxLayout)


class Pane(QFrame):
    """An area in one of the tones desk, pane, surface, sunk, with its own column or row as `box`.

    Example: pane = Pane("pane", margins=(16, 12, 16, 12)); pane.box.addWidget(...)
    """

    def __init__(
        self, tone: str = "surface", *, across: bool = False, margins: tuple[int, int, int, int] = (0, 0, 0, 0),
        spacing: int = 0, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._width = self._height = 0
        self._free = False
        self.setProperty("pane", tone)
        self.box: QBoxLayout = QHBoxLayout(self) if across else QVBoxLayout(self)
        self.box.setContentsMargins(*margins)
        self.box.setSpacing(spacing)

    def set_width(self, width: int) -> None:
        """Fix the width, given at 100 % text scale; it follows the scale."""
        self._width = width
        self._measure()

    def set_height(self, height: int) -> None:
        """Fix the height, given at 100 % text scale; it follows the scale."""
        self._height = height
        self._measure()

    def fixed_width(self) -> int:
        """The width that `set_width` fixes, at the present scale; 0 where it is free."""
        return round(self._width * min(themes.current().scale, WIDEST))

    def set_free(self, free: bool) -> None:
        """Let a pane of fixed width take all the room, where it stands alone."""
        self._free = free
        if free and self._width:
            self.setMinimumWidth(0)
            self.setMaximumWidth(ANY)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        """Another text scale: fixed sizes follow."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()

    def _measure(self) -> None:
        theme = themes.current()
        if self._width and not self._free:
            self.setFixedWidth(self.fixed_width())
        if self._height:
            self.setFixedHeight(theme.px(self._height))


class Line(QFrame):
    """A separator one pixel thick, lying or standing. No meaning hangs on it."""

    def __init__(self, *, standing: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("pane", "line")
        fixed, wide = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding
        if standing:
            self.setFixedWidth(1)
            self.setSizePolicy(fixed, wide)
        else:
            self.setFixedHeight(1)
            self.setSizePolicy(wide, fixed)


class Roomy(QScrollArea):
    """Holds one widget and scrolls only when that cannot become smaller than its place."""

    def __init__(self, widget: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(widget)


class Section(QWidget):
    """One part of a panel: 7 px, its contents in `box`, 8 px, and a line under it unless it is the last."""

    def __init__(
        self, *, spacing: int = 4, last: bool = False, inset: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.box = QVBoxLayout()
        self.box.setContentsMargins(inset, 7, inset, 8)
        self.box.setSpacing(spacing)
        outer.addLayout(self.box)
        if not last:
            outer.addWidget(Line())


class ScrollPanel(QScrollArea):
    """A column that scrolls when it is higher than its place, without a frame; fill it through `box`."""

    BAR = 12

    def __init__(
        self,
        *,
        margins: tuple[int, int, int, int] = (0, 0, 0, 0),
        spacing: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._margins = margins
        inner = QWidget()
        self.box = QVBoxLayout(inner)
        self.box.setContentsMargins(*margins)
        self.box.setSpacing(spacing)
        self.setWidget(inner)
        self.verticalScrollBar().rangeChanged.connect(self._make_room)

    def _make_room(self, _least: int, most: int) -> None:
        """The scroll bar takes its width from the right margin, so that the contents do not move."""
        left, top, right, bottom = self._margins
        self.box.setContentsMargins(left, top, max(4, right - self.BAR) if most else right, bottom)


def row(*parts: QWidget | QLayout | int | None, spacing: int = 8) -> QHBoxLayout:
    """A row of widgets and layouts; a number is a fixed gap, None takes the free room."""
    return _filled(QHBoxLayout(), parts, spacing)


def column(*parts: QWidget | QLayout | int | None, spacing: int = 8) -> QVBoxLayout:
    """A column of widgets and layouts; a number is a fixed gap, None takes the free room."""
    return _filled(QVBoxLayout(), parts, spacing)


def reveal(widget: QWidget) -> None:
    """Scroll to a part that was only just shown, once it has its place."""
    area = widget.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if area is not None:
        QTimer.singleShot(0, widget, partial(area.ensureWidgetVisible, widget, 0, 24))


def empty(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            return
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            empty(inner)


def _filled(box: Box, parts: tuple[QWidget | QLayout | int | None, ...], spacing: int) -> Box:
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(spacing)
    for part in parts:
        if part is None:
            box.addStretch(1)
        elif isinstance(part, int):
            box.addSpacing(part)
        elif isinstance(part, QWidget):
            box.addWidget(part)
        else:
            box.addLayout(part)
    return box
