"""One field finds everything: it shows what the window's finder gives, and the keys never leave the field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from mdt_app.ui.common import icons
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.hits import Hit
from mdt_app.ui.common.text import width

if TYPE_CHECKING:
    from mdt_app.ui.common.hit_list import HitList

WAIT_MS = 60


class JumpField(QLineEdit):
    """Search or jump. Emits `asked(text)` after typing, `chosen(Hit)`; answer with `show_hits(text, hits)`.

    Shift+Enter chooses the other kind of a hit, where it has one.
    """

    asked = Signal(str)
    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(self.tr("Search or jump to …"))
        self.setAccessibleName(self.tr("Search or jump"))
        self._hits: tuple[Hit, ...] = ()
        self._list: HitList | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(lambda: self.asked.emit(self.text().strip()))
        self.textEdited.connect(self._typed)
        self.returnPressed.connect(self._take)
        self.installEventFilter(self)
        self.refit()

    def refit(self) -> None:
        """Leave room for the magnifier and the key hint."""
        theme = themes.current()
        self.setTextMargins(theme.px(16) + 8, 0, width("Ctrl+K", 12) + 8, 0)
        self.setMinimumWidth(200)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """368 wide at 100 %."""
        return QSize(themes.current().px(368), super().sizeHint().height())

    def show_hits(self, text: str, hits: Sequence[Hit]) -> None:
        """Show the finds for a text; an answer to an older text is dropped."""
        if text != self.text().strip():
            return
        self._hits = tuple(hits)
        self._made_list().show_under(self, self._hits)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows walk the list, Escape closes it, leaving the field hides it."""
        if event.type() == QEvent.Type.FocusOut:
            self._hide_list()
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step and self._list is not None and self._list.isVisible():
            self._list.rows.step(step)
            return True
        if event.key() == Qt.Key.Key_Escape:
            self._hide_list()
            self.clear()
            return True
        entered = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if entered and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._take(other=True)
            return True
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field, the magnifier and the hint."""
        super().paintEvent(event)
        theme = themes.current()
        painter = QPainter(self)
        icons.draw(painter, "search", 10, self.height() / 2, theme.px(16), theme.colour("text2"))
        if not self.text():
            painter.setFont(theme.font(12))
            painter.setPen(theme.colour("text3"))
            right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(QRectF(self.rect()).adjusted(0, 0, -10, 0), right, "Ctrl+K")

    def _typed(self, text: str) -> None:
        if text.strip():
            self._timer.start(WAIT_MS)
        else:
            self._timer.stop()
            self._hide_list()

    def _made_list(self) -> HitList:
        """The finds, made at the first one, so that the window need not wait for what a list is made of."""
        from mdt_app.ui.common.hit_list import HitList

        if self._list is None:
            self._list = HitList(self)
            self._list.opened.connect(self._take)
        return self._list

    def _hide_list(self) -> None:
        if self._list is not None:
            self._list.hide()

    def _take(self, key: object = None, *, other: bool = False) -> None:
        if self._list is None:
            return
        number = key if isinstance(key, int) else self._list.rows.current_key()
        if isinstance(number, int) and self._list.isVisible():
            self._list.hide()
            self.clear()
            hit = self._hits[number]
            self.chosen.emit(replace(hit, kind=hit.other) if other and hit.other else hit)
