"""What can be pressed looks the same everywhere, is 32 px high, works by key, and shows its focus inside itself."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from mdt_app.ui.common import icons, marks
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.text import literal, set_tip, width
from mdt_app.ui.common.theme import Theme

HEIGHT = 32
PADDING = 12
ICON = 16


@dataclass(frozen=True)
class Look:
    """How one kind of button is painted: theme tokens for its fill, edge and words; None paints nothing."""

    fill: str | None
    edge: str | None
    words: str
    hover: str
    strong: bool = False


PLAIN = Look("surface", "field", "text", "sunk")
FILLED = Look("accent", None, "on_accent", "accent", strong=True)
CHOSEN = Look("accent_soft", "accent", "accent", "accent_soft", strong=True)
LINK = Look(None, None, "accent", "accent_soft")
BARE = Look(None, None, "text", "sunk")


class Button(QAbstractButton):
    """A button with words, and if wanted an icon before and a key hint after them. Emits `clicked`.

    The hint is only shown; give `shortcut` for the key to work: it acts at once, where Qt's own would wait for an
    animation and lose the keys typed meanwhile. Without words an icon button needs `name`.
    """

    look = PLAIN

    def __init__(
        self, words: str = "", icon: str = "", hint: str = "", *, name: str = "", shortcut: str = "",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._icon, self._hint = icon, hint
        self._words = ""
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.set_words(words)
        if name:
            self.setAccessibleName(name)
            set_tip(self, name)
        if shortcut:
            QShortcut(QKeySequence(shortcut), self, self.click)

    def set_words(self, words: str) -> None:
        """Show other words, which may come from data."""
        self._words = words
        self.setText(literal(words))
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def words(self) -> str:
        """The words on the button."""
        return self._words

    def sizeHint(self) -> QSize:
        """32 px high (scaled); as wide as its contents and 12 px at each side."""
        theme = themes.current()
        side = theme.px(HEIGHT)
        contents = self._contents_width(theme)
        if not self._words:
            return QSize(max(side, contents + 12), side)
        return QSize(max(side, contents + 2 * self._padding()), side)

    def minimumSizeHint(self) -> QSize:
        """Words on buttons are never cut; the key hint goes when there is no room for it."""
        size = self.sizeHint()
        hint = width(self._hint, 12) + 8 if self._hint else 0
        return QSize(size.width() - hint, size.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, the icon, the words, the hint and the focus ring."""
        theme = themes.current()
        look = self._present_look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            painter.setOpacity(0.55)
        self._paint_box(painter, theme, look)
        self._paint_contents(painter, theme, look)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), theme, look.fill == "accent")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses, as space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def _present_look(self) -> Look:
        return CHOSEN if self.isCheckable() and self.isChecked() else self.look

    def _padding(self) -> int:
        return PADDING

    def _contents_width(self, theme: Theme) -> int:
        strong = self.look.strong or self.isCheckable()
        parts = []
        if self._icon:
            parts.append(theme.px(ICON))
        if self._words:
            parts.append(width(self._words, 14, strong))
        if self._hint:
            parts.append(width(self._hint, 12))
        return sum(parts) + 8 * max(0, len(parts) - 1)

    def _paint_box(self, painter: QPainter, theme: Theme, look: Look) -> None:
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        over = self.isEnabled() and (self.underMouse() or self.isDown())
        fill = look.hover if over else look.fill
        painter.setPen(QPen(theme.colour(look.edge), 1) if look.edge else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(fill) if fill else Qt.BrushStyle.NoBrush)
        if fill or look.edge:
            painter.drawRoundedRect(box, themes.RADIUS, themes.RADIUS)
        if over and look.fill == "accent":
            veil = theme.colour("text" if not theme.dark else "surface")
            veil.setAlphaF(0.25 if self.isDown() else 0.12)
            painter.setBrush(veil)
            painter.drawRoundedRect(box, themes.RADIUS, themes.RADIUS)

    def _paint_contents(self, painter: QPainter, theme: Theme, look: Look) -> None:
        strong = look.strong
        x = self._start(theme, strong)
        middle = self.height() / 2
        if self._icon:
            icons.draw(painter, self._icon, x, middle, theme.px(ICON), theme.colour(look.words))
            x += theme.px(ICON) + 8
        if self._words:
            x += self._write(painter, theme, x, self._words, 14, strong, look.words) + 8
        if self._hint and self._has_room(theme):
            self._write(
                painter,
                theme,
                x,
                self._hint,
                12,
                False,
                "text3" if look.words != "on_accent" else "on_accent",
            )

    def _has_room(self, theme: Theme) -> bool:
        return self._contents_width(theme) <= self.width()

    def _start(self, theme: Theme, strong: bool) -> float:
        present = self._contents_width(theme)
        if self._hint and not self._has_room(theme):
            present -= width(self._hint, 12) + 8
        if self.isCheckable() and not strong:
            present += width(self._words, 14) - width(self._words, 14, True)
        return (self.width() - present) / 2

    def _write(
        self, painter: QPainter, theme: Theme, x: float, words: str, size: int, strong: bool, token: str
    ) -> int:
        painter.setPen(theme.colour(token))
        painter.setFont(theme.font(size, strong))
        room = width(words, size, strong)
        painter.drawText(
            QRectF(x, 0, room + 2, self.height()),
            int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine), words,
        )  # fmt: skip
        return room


class PrimaryButton(Button):
    """The one filled button of a screen: what most people do next."""

    look = FILLED


class LinkButton(Button):
    """An act or a way to another place in accent words; 32 px to press, though it looks like text.

    `low` makes it 24 px high for a place inside a section's title.
    """

    look = LINK

    def __init__(
        self, words: str = "", icon: str = "", hint: str = "", *, name: str = "", shortcut: str = "", low: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        self._low = low
        super().__init__(words, icon, hint, name=name, shortcut=shortcut, parent=parent)

    def sizeHint(self) -> QSize:
        """As other buttons; lower where asked."""
        size = super().sizeHint()
        return QSize(size.width(), themes.current().px(24)) if self._low else size

    def _padding(self) -> int:
        return 4


class BareButton(Button):
    """A button without an edge, for menus and icons in a bar."""

    look = BARE

    def _padding(self) -> int:
        return 8


class CheckRow(Button):
    """A box to tick with words after it and, if wanted, a mark. Emits `toggled(bool)`; a user's tick also `clicked`."""

    def __init__(self, words: str, *, mark: marks.Mark | None = None, parent: QWidget | None = None) -> None:
        super().__init__(words, parent=parent)
        self.setCheckable(True)
        self._mark = mark
        self.setAccessibleName(f"{words}, {mark.word}" if mark and mark.word else words)

    def sizeHint(self) -> QSize:
        """Box, words and mark."""
        theme = themes.current()
        room = theme.px(16) + 8 + width(self._words, 14, self._mark is not None) + 4
        return QSize(room + (theme.px(marks.SIZE) + 8 if self._mark else 0), theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box with its tick, the words and the mark; the ring stands round the words, clear of the box."""
        theme = themes.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.px(16)
        box = QRectF(0.5, (self.height() - side) / 2 + 0.5, side - 1, side - 1)
        painter.setPen(QPen(theme.colour("accent" if self.underMouse() or self.hasFocus() else "field"), 1))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(box, 3, 3)
        if self.isChecked():
            icons.draw(painter, "check", 1, self.height() / 2, side - 2, theme.colour("text"))
        strong = self._mark is not None and not self.isChecked()
        tone = (
            marks.WORD_TONE.get(self._mark.shape, marks.Tone.PLAIN)
            if strong and self._mark
            else marks.Tone.PLAIN
        )
        room = self._write(painter, theme, side + 8, self._words, 14, strong, tone.value)
        if strong and self._mark:
            marks.draw_mark(painter, self._mark.shape, side + 8 + room + 8, self.height() / 2, theme)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()).adjusted(side + 3, 0, 0, 0), theme)


def paint_focus(painter: QPainter, box: QRectF, theme: Theme, on_accent: bool = False) -> None:
    """The focus ring: 2 px of accent drawn inside the box, so that nothing moves."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour("accent"), 2))
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), themes.RADIUS - 1, themes.RADIUS - 1)
    if on_accent:
        painter.setPen(QPen(theme.colour("on_accent"), 1))
        painter.drawRoundedRect(box.adjusted(2.5, 2.5, -2.5, -2.5), themes.RADIUS - 2, themes.RADIUS - 2)
    painter.restore()
