"""Words for a room are as large as they may be; where they are too many, their end is seen, for that is being typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QPainter, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument

from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.text import breakable


@dataclass(frozen=True)
class Words:
    """A paragraph: plain text, in which colour token, and whether it is strong. `apart` leaves room before it."""

    text: str
    token: str = "text"
    strong: bool = False
    apart: bool = False


def font(pixels: float, strong: bool = False) -> QFont:
    """The window's family at a size for a wall."""
    made = themes.current().font(28, strong)
    made.setPixelSize(max(8, round(pixels)))
    return made


def document(paragraphs: Sequence[Words], pixels: float, width: float) -> QTextDocument:
    """Plain paragraphs laid out in a width."""
    made = QTextDocument()
    made.setDocumentMargin(0)
    made.setDefaultFont(font(pixels))
    cursor = QTextCursor(made)
    for number, one in enumerate(paragraphs):
        block, letters = QTextBlockFormat(), QTextCharFormat()
        block.setTopMargin(pixels * 0.4 if one.apart else 0.0)
        letters.setFont(font(pixels, one.strong))
        letters.setForeground(themes.current().colour(one.token))
        if number:
            cursor.insertBlock(block, letters)
        else:
            cursor.setBlockFormat(block)
            cursor.setCharFormat(letters)
        cursor.insertText(breakable(one.text), letters)
    made.setTextWidth(max(1.0, width))
    return made


def fitting(
    paragraphs: Sequence[Words], sizes: Sequence[float], width: float, height: float
) -> QTextDocument:
    """The words at the largest of the sizes that fits, else at the smallest."""
    for pixels in sizes[:-1]:
        made = document(paragraphs, pixels, width)
        if made.size().height() <= height:
            return made
    return document(paragraphs, sizes[-1], width)


def paint(painter: QPainter, words: QTextDocument, box: QRectF, *, end: bool = False) -> float:
    """Draw the words into a box, clipped; with `end` their last lines where they are too many. Gives the height."""
    high = words.size().height()
    over = max(0.0, high - box.height()) if end else 0.0
    painter.save()
    painter.setClipRect(box)
    painter.translate(box.left(), box.top() - over)
    words.drawContents(painter)
    painter.restore()
    return min(high, box.height())
