"""A cell of a table is text until one writes in it: no edge without focus, and no word of it cut."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QStandardItem,
    QStandardItemModel,
    QWheelEvent,
)
from PySide6.QtWidgets import QCompleter, QStyle

from mdt_app.domain.people import Person
from mdt_app.operations.people import plain
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common import words
from mdt_app.ui.common.fields import Choice, Field, TextArea
from mdt_app.ui.common.text import elided

FLAT = """
QLineEdit, QTextEdit, QComboBox {{ border: 1px solid transparent; background: transparent; padding: 3px {side}px; }}
QLineEdit:hover, QTextEdit:hover, QComboBox:hover {{ border: 1px solid palette(dark); }}
QLineEdit:focus, QTextEdit:focus, QComboBox:focus {{
  border: 2px solid palette(highlight); background: palette(base); padding: 2px {less}px; }}
QLineEdit:read-only, QTextEdit:read-only {{ border: 1px solid transparent; background: transparent; }}
"""
AREA = "QTextEdit { padding: 4px 4px 2px 4px; } QTextEdit:focus { padding: 3px 3px 1px 3px; }"
SIDE = 4
LEAST = 20
PLAIN = int(Qt.ItemDataRole.UserRole) + 1
NAME = PLAIN + 1


def flat(side: int = SIDE) -> str:
    """A style sheet for an editor that shows no edge until it is under the mouse or has focus."""
    return FLAT.format(side=side, less=side - 1)


class CellArea(TextArea):
    """Words that wrap in a cell; Enter goes on to the next cell."""

    def __init__(self, placeholder: str = "", *, name: str) -> None:
        super().__init__(placeholder, name=name, rows=1, grows=True)
        self.setStyleSheet(flat() + AREA)
        self.document().setDocumentMargin(0)

    def sizeHint(self) -> QSize:
        """As high as its words, 32 at least."""
        high = round(self.document().size().height()) + 8
        return QSize(60, max(themes.current().px(32), high))

    def minimumSizeHint(self) -> QSize:
        """Narrower is higher."""
        return QSize(60, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)


class CellLine(Field):
    """One line in a cell; words too long for it stand in two small lines while nobody writes."""

    def __init__(self, placeholder: str = "", *, name: str) -> None:
        super().__init__(placeholder, name=name)
        self.setStyleSheet(flat())
        self.returnPressed.connect(lambda: self.focusNextChild())
        self.textChanged.connect(lambda _text: self.updateGeometry())

    def sizeHint(self) -> QSize:
        """32 high, or as high as its words in small lines."""
        return QSize(super().sizeHint().width(), max(themes.current().px(32), self._small_lines()))

    def minimumSizeHint(self) -> QSize:
        """Gives way in width."""
        return QSize(48, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrower may be higher."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line, or two small ones."""
        if self.hasFocus() or not self._small_lines():
            super().paintEvent(event)
            return
        room, said = self._room(), self._said()
        theme = themes.current()
        painter = QPainter(self)
        painter.setFont(theme.font(12))
        painter.setPen(theme.colour("text" if self.text() else "text3"))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(room, int(flags), said)

    def _said(self) -> str:
        """The words; of a placeholder only what fits in two small lines."""
        said = self.text() or self.placeholderText()
        room = 2 * (self._room().width() - LEAST)
        return said if self.text() or room <= 0 else elided(said, room, 12)

    def _room(self) -> QRect:
        return self.rect().adjusted(SIDE + 3, 0, -SIDE - 1, 0)

    def _small_lines(self) -> int:
        """How high the words are in small lines; 0 where they fit on one of full size."""
        room = self._room()
        if room.width() < LEAST or self.fontMetrics().horizontalAdvance(self._said()) <= room.width():
            return 0
        metrics = QFontMetrics(themes.current().font(12))
        tall = QRect(0, 0, room.width(), 1000)
        return metrics.boundingRect(tall, Qt.TextFlag.TextWordWrap, self._said()).height() + 2 * SIDE


class CellChoice(Choice):
    """One of a few words in a cell."""

    def __init__(self, choices: tuple[tuple[str, str], ...], *, name: str) -> None:
        super().__init__(choices, name=name)
        size = themes.current().px(12)
        self.setStyleSheet(
            flat() + f"QComboBox {{ font-size: {size}px; }} QComboBox::drop-down {{ width: {size}px; }}"
        )
        self.setMinimumContentsLength(4)
        self.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The word alone, until one comes to choose."""
        if self.hasFocus() or self.underMouse():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setFont(themes.current().font(12))
        painter.setPen(themes.current().colour("text" if self.current() else "text3"))
        room = self.rect().adjusted(SIDE + 3, 0, 0, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.currentText())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turning the wheel scrolls the page and chooses nothing."""
        event.ignore()


class NameList(QStandardItemModel):
    """Names to offer, each also without its accents, with what tells it from others; one list serves every field."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._offered: dict[str, str] = {}

    def set_names(self, offered: Mapping[str, str]) -> None:
        """Offer these names, each with what is said beside it ("" for nothing)."""
        if list(offered.items()) == list(self._offered.items()):
            return
        self._offered = dict(offered)
        self.clear()
        for name, beside in offered.items():
            item = QStandardItem(f"{name}  ·  {beside}" if beside else name)
            item.setData(plain(name), PLAIN)
            item.setData(name, NAME)
            self.appendRow(item)


def about(person: Person) -> str:
    """What tells a person or a team from another of a like name: discipline and house."""
    parts = (words.discipline(person.discipline), person.organisation)
    return ", ".join(part for part in parts if part)


class Names(QCompleter):
    """Offers names for a few letters of any part of them, whatever accents they bear. Emits `taken(name)`."""

    taken = Signal(str)

    def __init__(self, field: Field, names: NameList) -> None:
        super().__init__(field)
        self.setModel(names)
        self.setCompletionRole(PLAIN)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setMaxVisibleItems(8)
        popup = self.popup()
        if popup is not None:
            popup.setProperty("offers", True)
        self.activated.connect(lambda name: self.taken.emit(str(name)))
        field.setCompleter(self)

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """The name as written."""
        return str(index.data(NAME) or "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt makes the offers as wide as their field; here they take the width that they need."""
        done = super().eventFilter(watched, event)
        if event.type() in (QEvent.Type.Show, QEvent.Type.Resize) and watched is self.popup():
            self._widen()
        return done

    def _widen(self) -> None:
        """As wide as the longest offer, up to the window's edge, and there moved to the left."""
        popup, field = self.popup(), self.widget()
        if popup is None or field is None:
            return
        bar = popup.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        wanted = max(field.width(), popup.sizeHintForColumn(0) + bar + 2 * popup.frameWidth())
        window = field.window()
        wide = min(wanted, window.width() - 2 * SIDE)
        left, edge = field.mapTo(window, field.rect().topLeft()).x(), window.width() - SIDE
        shift = max(0, left + wide - edge)
        if popup.width() != wide:
            popup.setMinimumWidth(wide)
            popup.resize(wide, popup.height())
        popup.move(field.mapToGlobal(field.rect().topLeft()).x() - shift, popup.y())

    def splitPath(self, path: str) -> list[str]:
        """The letters without accents."""
        return [plain(path)]
