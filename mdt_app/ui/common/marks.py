"""A state is a shape with a word beside it; colour only repeats what the shape says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.text import width
from mdt_app.ui.common.theme import Theme


class Shape(Enum):
    """DONE dot with tick, HALF half dot, RING empty ring, TRIANGLE look, DIAMOND act, DOT plain."""

    DONE = "done"
    HALF = "half"
    RING = "ring"
    TRIANGLE = "triangle"
    DIAMOND = "diamond"
    DOT = "dot"


class Tone(Enum):
    """The colour of a word: the values are theme tokens."""

    PLAIN = "text"
    SECOND = "text2"
    QUIET = "text3"
    LOOK = "look"
    ACT = "act"
    ACCENT = "accent"


_MARK_TOKEN = {
    Shape.DONE: "text3",
    Shape.HALF: "look_mark",
    Shape.RING: "look_mark",
    Shape.TRIANGLE: "look_mark",
    Shape.DIAMOND: "act_mark",
    Shape.DOT: "text2",
}
WORD_TONE = {Shape.TRIANGLE: Tone.LOOK, Shape.RING: Tone.LOOK, Shape.HALF: Tone.LOOK, Shape.DIAMOND: Tone.ACT}
SIZE = 12


@dataclass(frozen=True)
class Mark:
    """One shape and the word that a screen reader says for it; a quiet ring is grey: expected, nothing is wrong."""

    shape: Shape
    word: str = ""
    quiet: bool = False


def draw_mark(
    painter: QPainter, shape: Shape, x: float, middle: float, theme: Theme, quiet: bool = False
) -> None:
    """Paint a shape 12 px wide (scaled), left edge at x, centred on `middle`."""
    size = theme.px(SIZE)
    box = QRectF(x, middle - size / 2, size, size)
    colour = theme.colour("text3" if quiet else _MARK_TOKEN[shape])
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if shape is Shape.RING:
        _ring(painter, box, colour)
    elif shape is Shape.HALF:
        _ring(painter, box, colour)
        painter.setBrush(colour)
        painter.drawPie(box.adjusted(0.8, 0.8, -0.8, -0.8), -90 * 16, 180 * 16)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        _solid(painter, shape, box, theme)
    painter.restore()


def _ring(painter: QPainter, box: QRectF, colour: QColor) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, box.width() / 8))
    painter.drawEllipse(box.adjusted(0.8, 0.8, -0.8, -0.8))


def _solid(painter: QPainter, shape: Shape, box: QRectF, theme: Theme) -> None:
    unit = box.width() / 12
    left, top = box.left(), box.top()

    def points(*pairs: tuple[float, float]) -> QPolygonF:
        return QPolygonF([QPointF(left + x * unit, top + y * unit) for x, y in pairs])

    if shape is Shape.TRIANGLE:
        painter.drawPolygon(points((6, 1), (11.4, 10.8), (0.6, 10.8)))
    elif shape is Shape.DIAMOND:
        painter.drawPolygon(points((6, 0.8), (11.2, 6), (6, 11.2), (0.8, 6)))
    elif shape is Shape.DOT:
        painter.drawEllipse(box.adjusted(2, 2, -2, -2))
    else:
        painter.drawEllipse(box)
        pen = QPen(theme.colour("surface"), 1.6 * unit)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolyline(points((3.3, 6.3), (5.3, 8.2), (8.8, 4.2)))


class Status(QWidget):
    """A shape and its word, for example Status(Shape.DONE, "Quorum met"). Never red or amber text without its shape.

    size 12 or 14; `quiet` greys the shape; `plain` writes the word in text colour (a heading with its mark before it).
    """

    def __init__(
        self, shape: Shape, word: str, size: int = 14, quiet: bool = False, strong: bool | None = None,
        plain: bool = False, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._size = size
        self._strong, self._plain = strong, plain
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_state(shape, word, quiet)

    def set_state(self, shape: Shape, word: str, quiet: bool = False) -> None:
        """Show another state; the word is also the accessible name."""
        self._shape, self._word, self._quiet = shape, word, quiet
        self.setAccessibleName(word)
        self.updateGeometry()
        self.update()

    def word(self) -> str:
        """The word beside the shape."""
        return self._word

    def _is_strong(self) -> bool:
        loud = self._shape in WORD_TONE and not self._quiet
        return loud if self._strong is None else self._strong

    def sizeHint(self) -> QSize:
        """Wide enough for shape, gap and word; as high as one line."""
        theme = themes.current()
        words = width(self._word, self._size, self._is_strong())
        return QSize(theme.px(SIZE) + 6 + words, max(theme.line_height(self._size), theme.px(SIZE) + 2))

    def minimumSizeHint(self) -> QSize:
        """The same as the hint: a state is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the shape and the word."""
        theme = themes.current()
        painter = QPainter(self)
        draw_mark(painter, self._shape, 0, self.height() / 2, theme, self._quiet)
        tone = (
            Tone.PLAIN
            if self._plain
            else Tone.SECOND
            if self._quiet
            else WORD_TONE.get(self._shape, Tone.SECOND)
        )
        painter.setPen(theme.colour(tone.value))
        painter.setFont(theme.font(self._size, self._is_strong()))
        box = self.rect().adjusted(theme.px(SIZE) + 6, 0, 0, 0)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, self._word)
