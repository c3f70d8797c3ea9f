"""One choice out of a few lies side by side in one control, and under each other where the words need the room."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.buttons import Button, Look
from mdt_app.ui.common.theme import Theme

LINE_GAP = 4
STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}


class Segment(Button):
    """One part of a SegmentedButton."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent=parent)
        self.place = "only"
        self.setCheckable(True)

    def _paint_box(self, painter: QPainter, theme: Theme, look: Look) -> None:
        over = self.isEnabled() and self.underMouse()
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.save()
        painter.setClipRect(self.rect())
        if self.place in ("middle", "last"):
            box.setLeft(box.left() - themes.RADIUS * 2)
        if self.place in ("middle", "first"):
            box.setRight(box.right() + themes.RADIUS * 2)
        painter.setPen(QPen(theme.colour(look.edge or "field"), 1))
        painter.setBrush(theme.colour(look.hover if over else look.fill or "surface"))
        painter.drawRoundedRect(box, themes.RADIUS, themes.RADIUS)
        painter.restore()
        painter.setPen(QPen(theme.colour(look.edge or "field"), 1))
        if self.place in ("middle", "first") or self.isChecked():
            painter.drawLine(
                QPointF(self.width() - 0.5, 0.5), QPointF(self.width() - 0.5, self.height() - 0.5)
            )
        if self.isChecked() and self.place in ("middle", "last"):
            painter.drawLine(QPointF(0.5, 0.5), QPointF(0.5, self.height() - 0.5))


class SegmentedButton(QWidget):
    """One choice out of a few, or one act out of a few when nothing is chosen yet.

    Tab comes to it once, at the choice that is shown; arrow keys move inside, space takes. Emits `chosen(key)` only
    when the user takes one. `choices` are (key, words).
    """

    chosen = Signal(str)

    def __init__(
        self, choices: Sequence[tuple[str, str]], current: str = "", *, name: str = "", stretch: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setAccessibleName(name)
        self._stretch = stretch
        self._segments: dict[str, Segment] = {}
        self._measured: list[QSize] = []
        for key, words in choices:
            segment = Segment(words, self)
            segment.clicked.connect(lambda _checked=False, key=key: self._take(key))
            segment.installEventFilter(self)
            self._segments[key] = segment
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_current(current)

    def current(self) -> str:
        """The key of the choice that is shown as chosen, or "" when none is."""
        return next((key for key, segment in self._segments.items() if segment.isChecked()), "")

    def set_current(self, key: str) -> None:
        """Show a choice as chosen without emitting; "" shows none."""
        for other, segment in self._segments.items():
            segment.setChecked(other == key)
        self._stop_at_current()

    def set_words(self, key: str, words: str) -> None:
        """Change the words of one choice, for a count that moved."""
        self._segments[key].set_words(words)
        self._measured = []
        self.updateGeometry()
        self._lay_out()

    def segment(self, key: str) -> Segment:
        """The button of one choice, to disable it or give it focus."""
        return self._segments[key]

    def hasHeightForWidth(self) -> bool:
        """Narrower may be higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """One line of 32, or as many as the words need."""
        lines = -(-len(self._segments) // self._in_a_line(width))
        return lines * self._height() + (lines - 1) * LINE_GAP

    def sizeHint(self) -> QSize:
        """All side by side."""
        wide = self._width_of(len(self._segments))
        return QSize(wide, self.heightForWidth(self.width() if 0 < self.width() < wide else wide))

    def minimumSizeHint(self) -> QSize:
        """As wide as the longest words."""
        widest = max((one.width() for one in self._sizes()), default=0)
        return QSize(widest, self.heightForWidth(max(self.width(), widest)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the parts again."""
        super().resizeEvent(event)
        self._lay_out()
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        """Another text scale: other widths."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measured = []
            self.updateGeometry()
            self._lay_out()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move the focus inside the group; where it is, there Tab goes on from."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = STEPS.get(Qt.Key(event.key()), 0)
            if step:
                self._move_focus(watched, step)
                return True
        elif event.type() == QEvent.Type.FocusIn and isinstance(watched, Segment):
            self._stop_at(watched)
        elif event.type() in (QEvent.Type.FocusOut, QEvent.Type.EnabledChange):
            self._stop_at_current()
        return super().eventFilter(watched, event)

    def _move_focus(self, start: QObject, step: int) -> None:
        parts = [one for one in self._segments.values() if one.isEnabled() or one is start]
        place = next(at for at, one in enumerate(parts) if one is start) + step
        if 0 <= place < len(parts):
            parts[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _stop_at_current(self) -> None:
        """Tab comes to what is chosen, else to the first that can be."""
        parts = sorted(self._segments.values(), key=lambda one: (not one.isEnabled(), not one.isChecked()))
        focused = next((one for one in parts if one.hasFocus()), None)
        if parts:
            self._stop_at(focused or parts[0])

    def _stop_at(self, stop: Segment) -> None:
        for one in self._segments.values():
            one.setFocusPolicy(Qt.FocusPolicy.StrongFocus if one is stop else Qt.FocusPolicy.ClickFocus)

    def _take(self, key: str) -> None:
        self.set_current(key)
        self.chosen.emit(key)

    def _sizes(self) -> list[QSize]:
        """What each part wants; measured once, for a layout asks many times."""
        if not self._measured:
            self._measured = [one.sizeHint() for one in self._segments.values()]
        return self._measured

    def _height(self) -> int:
        return max((one.height() for one in self._sizes()), default=0)

    def _width_of(self, in_a_line: int) -> int:
        hints = [one.width() for one in self._sizes()]
        return max(hints, default=0) * in_a_line if in_a_line < len(hints) else sum(hints)

    def _in_a_line(self, width: int) -> int:
        count = max(1, len(self._segments))
        for lines in range(1, count + 1):
            in_a_line = -(-count // lines)
            if self._width_of(in_a_line) <= width:
                return in_a_line
        return 1

    def _lay_out(self) -> None:
        parts = list(self._segments.values())
        in_a_line, high = self._in_a_line(self.width()), self._height()
        for start in range(0, len(parts), in_a_line):
            line = parts[start : start + in_a_line]
            y = start // in_a_line * (high + LINE_GAP)
            for part, (x, wide) in zip(line, self._spread(line, in_a_line), strict=True):
                first, last = part is line[0], part is line[-1]
                part.place = "only" if first and last else "first" if first else "last" if last else "middle"
                part.setGeometry(QRect(x, y, wide, high))

    def _spread(self, line: list[Segment], in_a_line: int) -> list[tuple[int, int]]:
        """Left edge and width of each part: the room shared by need, or just what the words need."""
        hints = [part.sizeHint().width() for part in line]
        spare = max(0, self.width() - sum(hints))
        even = self._stretch or in_a_line < len(self._segments)
        edges = [0]
        for number, hint in enumerate(hints):
            share = (spare * (number + 1) // len(hints) - spare * number // len(hints)) if even else 0
            edges.append(edges[-1] + hint + share)
        return [(left, right - left) for left, right in pairwise(edges)]
