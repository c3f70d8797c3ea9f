"""Setting a field from data is silent; only what a person types is announced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QMimeData, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QComboBox, QLineEdit, QSizePolicy, QTextEdit, QWidget

from mdt_app.domain.plain_text import seen
from mdt_app.ui.common import icons
from mdt_app.ui.common import theme as themes

PARAGRAPH_GAP = 4


class Field(QLineEdit):
    """One line. role "question" is 16/24 and 40 high. Emits `textEdited(str)` for what the user types."""

    def __init__(
        self,
        placeholder: str = "",
        *,
        name: str = "",
        role: str = "",
        text: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name or placeholder)
        self.setProperty("role", role)
        self.setCursorPosition(0)

    def text(self) -> str:
        """What can be seen in the field; pasted controls go, for nobody could find and remove them."""
        return seen(super().text())

    def set_text(self, text: str) -> None:
        """Show a text from data: its beginning, or around the cursor where someone is typing."""
        if text != self.text():
            place = self.cursorPosition() if self.hasFocus() else 0
            self.setText(text)
            self.setCursorPosition(min(place, len(text)))

    def set_wrong(self, wrong: bool) -> None:
        """Mark the field as not acceptable; say why beside it with an InlineMessage."""
        self.setProperty("wrong", wrong)
        self.style().unpolish(self)
        self.style().polish(self)


class Choice(QComboBox):
    """One of several values: `choices` are (key, words). Emits `chosen(key)` only when the user takes one."""

    chosen = Signal(str)

    def __init__(
        self,
        choices: Sequence[tuple[str, str]] = (),
        current: str = "",
        *,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.set_choices(choices, current)
        self.activated.connect(lambda place: self.chosen.emit(str(self.itemData(place))))

    def give_way(self, letters: int) -> None:
        """Be no wider than so many letters ask for; the list itself shows every word."""
        self.setMinimumContentsLength(letters)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def set_choices(self, choices: Sequence[tuple[str, str]], current: str = "") -> None:
        """Offer other values, silently."""
        self.clear()
        for key, words in choices:
            self.addItem(words, key)
        self.set_current(current)

    def set_current(self, key: str) -> None:
        """Show one value, silently; an unknown key shows none."""
        self.setCurrentIndex(self.findData(key))

    def current(self) -> str:
        """The key of the value shown, or ""."""
        return str(self.currentData() or "")

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling a page over it changes nothing; the list that it opens scrolls by itself."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field, then the chevron."""
        super().paintEvent(event)
        theme = themes.current()
        painter = QPainter(self)
        size = theme.px(14)
        icons.draw(
            painter, "chevron-down", self.width() - size - 8, self.height() / 2, size, theme.colour("text2")
        )


@dataclass(frozen=True)
class OtherCaret:
    """Where another person writes: a place in the text (UTF-16 units), the name, and token "p1" or "p2"."""

    position: int
    name: str
    token: str = "p1"


class TextArea(QTextEdit):
    """Wide plain text: line height 20, 4 px after a paragraph. Emits `edited()` for what the user changes.

    `grows` makes it as high as its text, from `rows` lines on; else it takes the room that the layout gives.
    """

    edited = Signal()

    def __init__(
        self,
        placeholder: str = "",
        *,
        name: str = "",
        rows: int = 2,
        grows: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._rows, self._grows = rows, grows
        self._silent = False
        self._line = themes.current().line_height(14)
        self._others: tuple[OtherCaret, ...] = ()
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name or placeholder)
        self.document().setDocumentMargin(2)
        if grows:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.set_text("")
        self.textChanged.connect(self._changed)

    def set_text(self, text: str) -> None:
        """Show a text from data: nothing is announced, the undo history starts anew."""
        self._silent = True
        place = self.textCursor().position()
        self.setPlainText(text)
        self.format_lines()
        self.document().clearUndoRedoStacks()
        cursor = self.textCursor()
        cursor.setPosition(min(place, self.document().characterCount() - 1))
        self.setTextCursor(cursor)
        self._silent = False
        self.updateGeometry()

    def text(self) -> str:
        """The text with newlines between paragraphs."""
        return self.toPlainText()

    def format_lines(self) -> None:
        """Give every paragraph the fixed line height; call after changing the document directly."""
        line = QTextBlockFormat()
        line.setLineHeight(
            themes.current().line_height(14), QTextBlockFormat.LineHeightTypes.FixedHeight.value
        )
        line.setBottomMargin(PARAGRAPH_GAP)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(line)

    def changeEvent(self, event: QEvent) -> None:
        """Another text scale: other lines."""
        super().changeEvent(event)
        line = themes.current().line_height(14)
        if event.type() == QEvent.Type.StyleChange and self.__dict__.get("_line", line) != line:
            self._line, self._silent = line, True
            self.format_lines()
            self.document().clearUndoRedoStacks()
            self._silent = False
            self.updateGeometry()

    def set_others(self, others: Sequence[OtherCaret]) -> None:
        """Show where others write."""
        self._others = tuple(others)
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """At least `rows` lines; when it grows, as high as its text."""
        line = themes.current().line_height(14)
        height = self._rows * line + 18
        if self._grows:
            height = max(height, round(self.document().size().height()) - PARAGRAPH_GAP + 18)
        return QSize(320, height)

    def minimumSizeHint(self) -> QSize:
        """`rows` lines, or all of them when it grows."""
        return QSize(
            120,
            self.sizeHint().height() if self._grows else self._rows * themes.current().line_height(14) + 18,
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrower area wraps to more lines."""
        super().resizeEvent(event)
        if self._grows:
            self.updateGeometry()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste words only, and of these what can be seen."""
        if source.hasText():
            self.textCursor().insertText(seen(source.text()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text, then the carets of others with their names in free space."""
        super().paintEvent(event)
        if self._others:
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for other in self._others:
                self._paint_other(painter, other)

    def _changed(self) -> None:
        if self._grows:
            self.updateGeometry()
        if not self._silent:
            self.edited.emit()

    def _paint_other(self, painter: QPainter, other: OtherCaret) -> None:
        theme = themes.current()
        cursor = QTextCursor(self.document())
        cursor.setPosition(max(0, min(other.position, self.document().characterCount() - 1)))
        caret = self.cursorRect(cursor)
        painter.setPen(QPen(theme.colour(other.token), 2))
        painter.drawLine(caret.left(), caret.top(), caret.left(), caret.bottom())
        font = theme.font(12, strong=True)
        left = self._free_place(cursor, caret.left() + 2)
        name = _short_enough(other.name, QFontMetrics(font), self.viewport().width() - left - 12)
        if not name:
            return
        room = QFontMetrics(font).horizontalAdvance(name) + 12
        flag = QRectF(left, caret.center().y() - theme.px(16) / 2 + 0.5, room, theme.px(16))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(other.token))
        painter.drawRoundedRect(flag, 3, 3)
        painter.setPen(theme.colour("mark_on"))
        painter.setFont(font)
        painter.drawText(flag, Qt.AlignmentFlag.AlignCenter, name)

    def _free_place(self, cursor: QTextCursor, left: int) -> int:
        """Right of the caret when the line ends there, else after the last word of that line."""
        end = QTextCursor(cursor)
        end.movePosition(QTextCursor.MoveOperation.EndOfLine)
        return left if end.position() == cursor.position() else self.cursorRect(end).left() + 12


def _short_enough(name: str, metrics: QFontMetrics, room: int) -> str:
    """The name, the first name or the initials, whichever fits; "" when none does, for a flag never covers words."""
    words = name.split()
    initials = "".join(word[0] for word in words)
    return next(
        (
            one
            for one in (name, words[0] if words else "", initials)
            if metrics.horizontalAdvance(one) <= room
        ),
        "",
    )
