"""Painted words wrap in their column and give its height, so that no name is ever cut."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.marks import SIZE, Shape, draw_mark
from mdt_app.ui.common.text import breakable
from mdt_app.ui.common.theme import Theme

FLAGS = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
MARK_GAP = 6
HUGE = 100_000


@dataclass(frozen=True)
class Passage:
    """One wrapped text: `size` 12 to 16, `token` its colour, `shape` the mark before it, `below` the gap under it."""

    text: str
    size: int = 14
    strong: bool = False
    token: str = "text"
    shape: Shape | None = None
    quiet: bool = False
    below: int = 0


def height(texts: tuple[Passage, ...], room: int) -> int:
    """The pixels that they need in a column so wide."""
    return sum(_box(one, 0, 0, room).height() + one.below for one in texts)


def paint(painter: QPainter, texts: tuple[Passage, ...], x: int, y: int, room: int, theme: Theme) -> None:
    """Write them one under the other."""
    for one in texts:
        box = _box(one, x, y, room)
        if one.shape is not None:
            middle = y + theme.line_height(one.size) / 2
            draw_mark(painter, one.shape, x, middle, theme, one.quiet)
        painter.setFont(theme.font(one.size, one.strong))
        painter.setPen(theme.colour(one.token))
        painter.drawText(box, FLAGS, breakable(one.text))
        y += box.height() + one.below


def _box(one: Passage, x: int, y: int, room: int) -> QRect:
    theme = themes.current()
    indent = theme.px(SIZE) + MARK_GAP if one.shape is not None else 0
    metrics = QFontMetrics(theme.font(one.size, one.strong))
    wide = max(1, room - indent)
    needed = metrics.boundingRect(QRect(0, 0, wide, HUGE), FLAGS, breakable(one.text)).height()
    return QRect(x + indent, y, wide, max(needed, theme.line_height(one.size)))
