"""The rail names every place with an icon and a word; Alt and a number goes there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QSizePolicy, QWidget

from mdt_app.ui.common import icons
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.buttons import Button, paint_focus
from mdt_app.ui.common.frames import Pane
from mdt_app.ui.common.text import set_tip, width

WIDTH, ITEM, GAP = 72, 56, 4


class RailItem(Button):
    """One place: icon over word; the present one in accent, with a mark at the window's edge."""

    def __init__(self, words: str, icon: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(words, icon, parent=parent)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        set_tip(self, f"{words} ({key})")

    def sizeHint(self) -> QSize:
        """As wide as its word in 600 needs, 56 high."""
        theme = themes.current()
        return QSize(
            max(theme.px(WIDTH) if theme.scale <= 1 else WIDTH, width(self._words, 12, True) + 16),
            theme.px(ITEM),
        )

    def minimumSizeHint(self) -> QSize:
        """On a low window the air goes, not the words."""
        theme = themes.current()
        return QSize(self.sizeHint().width(), theme.px(20) + theme.line_height(12) + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the item."""
        theme = themes.current()
        here = self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        box = QRectF(self.rect()).adjusted(4, 0, -4, 0)
        if self.isEnabled() and (here or self.underMouse()):
            painter.setBrush(theme.colour("accent_soft" if here else "sunk"))
            painter.drawRoundedRect(box, themes.RADIUS, themes.RADIUS)
        if here:
            painter.fillRect(QRectF(0, 10, 3, self.height() - 20), theme.colour("accent"))
        token = ("accent" if here else "text2") if self.isEnabled() else "text3"
        size, line = theme.px(20), theme.line_height(12)
        top = (self.height() - size - line - 4) / 2
        icons.draw(painter, self._icon, (self.width() - size) / 2, top + size / 2, size, theme.colour(token))
        painter.setFont(theme.font(12, here))
        painter.setPen(theme.colour(token))
        painter.drawText(
            QRectF(0, top + size + 4, self.width(), line), Qt.AlignmentFlag.AlignCenter, self._words
        )
        if self.hasFocus():
            paint_focus(painter, box, theme)


class Rail(Pane):
    """The places of the window. Emits `chosen(key)` on a click or Alt+number. `places` are (key, words, icon)."""

    chosen = Signal(str)

    def __init__(self, places: Sequence[tuple[str, str, str]], *, parent: QWidget | None = None) -> None:
        super().__init__("desk", margins=(0, 8, 0, 8), spacing=GAP, parent=parent)
        self.setAccessibleName(self.tr("Places"))
        self._items: dict[str, RailItem] = {}
        for number, (key, words, icon) in enumerate(places, start=1):
            item = RailItem(words, icon, f"Alt+{number}", self)
            item.clicked.connect(lambda _checked=False, key=key: self._take(key))
            shortcut = QShortcut(QKeySequence(f"Alt+{number}"), self)
            shortcut.activated.connect(lambda key=key: self._take(key))
            self._items[key] = item
            self.box.addWidget(item)
        self.box.addStretch(1)
        self._fit()

    def set_current(self, key: str) -> None:
        """Show where the user is, silently."""
        for other, item in self._items.items():
            item.setChecked(other == key)

    def current(self) -> str:
        """The present place, or ""."""
        return next((key for key, item in self._items.items() if item.isChecked()), "")

    def item(self, key: str) -> RailItem:
        """One place's button."""
        return self._items[key]

    def refit(self) -> None:
        """Take the width that the words need now, after another text scale."""
        self._fit()

    def _fit(self) -> None:
        wide = max([WIDTH, *(item.sizeHint().width() for item in self._items.values())])
        self.setFixedWidth(wide)
        for item in self._items.values():
            item.setFixedWidth(wide)

    def _take(self, key: str) -> None:
        self.set_current(key)
        self.chosen.emit(key)
