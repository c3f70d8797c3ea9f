"""What can be pressed looks the same everywhere, is 32 px high, works by key, and shows its focus inside itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

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

    The hint is only shown; give `shortcut` for the key to work. Without words an icon button needs `name`.
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
            self.setShortcut(shortcut)

    def set_words(self, words: str) -> None:
        """Show other words, which may come from data."""
        self._words = words
        shortcut = self.shortcut()
        self.setText(literal(words))
        self.setShortcut(shortcut)
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
        """The same as the hint: words on buttons are never cut."""
        return self.sizeHint()

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
        if self._hint:
            self._write(painter, theme, x, self._hint, 12, False, "text3" if look.words != "on_accent" else "on_accent")

    def _start(self, theme: Theme, strong: bool) -> float:
        present = self._contents_width(theme)
        if self.isCheckable() and not strong:
            present += width(self._words, 14) - width(self._words, 14, True)
        return (self.width() - present) / 2

    def _write(self, painter: QPainter, theme: Theme, x: float, words: str, size: int, strong: bool, token: str) -> int:
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
        """Draw the box with its tick, the words and the mark."""
        theme = themes.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.px(16)
        box = QRectF(0.5, (self.height() - side) / 2 + 0.5, side - 1, side - 1)
        painter.setPen(QPen(theme.colour("accent" if self.underMouse() else "field"), 1))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(box, 3, 3)
        if self.isChecked():
            icons.draw(painter, "check", 1, self.height() / 2, side - 2, theme.colour("text"))
        strong = self._mark is not None and not self.isChecked()
        tone = marks.WORD_TONE.get(self._mark.shape, marks.Tone.PLAIN) if strong and self._mark else marks.Tone.PLAIN
        room = self._write(painter, theme, side + 8, self._words, 14, strong, tone.value)
        if strong and self._mark:
            marks.draw_mark(painter, self._mark.shape, side + 8 + room + 8, self.height() / 2, theme)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), theme)


class Segment(Button):
    """One part of a SegmentedButton."""

    def __init__(self, words: str, place: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent=parent)
        self._place = place
        self.setCheckable(True)

    def _paint_box(self, painter: QPainter, theme: Theme, look: Look) -> None:
        over = self.isEnabled() and self.underMouse()
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.save()
        painter.setClipRect(self.rect())
        if self._place in ("middle", "last"):
            box.setLeft(box.left() - (themes.RADIUS * 2 if self._place == "middle" else themes.RADIUS * 2))
        if self._place in ("middle", "first"):
            box.setRight(box.right() + themes.RADIUS * 2)
        painter.setPen(QPen(theme.colour(look.edge or "field"), 1))
        painter.setBrush(theme.colour(look.hover if over else look.fill or "surface"))
        painter.drawRoundedRect(box, themes.RADIUS, themes.RADIUS)
        painter.restore()
        painter.setPen(QPen(theme.colour(look.edge or "field"), 1))
        if self._place in ("middle", "first") or self.isChecked():
            painter.drawLine(self.width() - 0.5, 0.5, self.width() - 0.5, self.height() - 0.5)
        if self.isChecked() and self._place in ("middle", "last"):
            painter.drawLine(0.5, 0.5, 0.5, self.height() - 0.5)


class SegmentedButton(QWidget):
    """One choice out of a few, or one act out of a few when nothing is chosen yet. Arrow keys move, space takes.

    Emits `chosen(key)` only when the user takes one. `choices` are (key, words).
    """

    chosen = Signal(str)

    def __init__(
        self, choices: Sequence[tuple[str, str]], current: str = "", *, name: str = "", stretch: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._segments: dict[str, Segment] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for number, (key, words) in enumerate(choices):
            place = "only" if len(choices) == 1 else {0: "first", len(choices) - 1: "last"}.get(number, "middle")
            segment = Segment(words, place, self)
            segment.clicked.connect(lambda _checked=False, key=key: self._take(key))
            segment.installEventFilter(self)
            self._segments[key] = segment
            self._group.addButton(segment)
            row.addWidget(segment, 1 if stretch else 0)
        self.setSizePolicy(
            QSizePolicy.Policy.Minimum if stretch else QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed
        )
        self.set_current(current)

    def current(self) -> str:
        """The key of the choice that is shown as chosen, or "" when none is."""
        return next((key for key, segment in self._segments.items() if segment.isChecked()), "")

    def set_current(self, key: str) -> None:
        """Show a choice as chosen without emitting; "" shows none."""
        for other, segment in self._segments.items():
            segment.setChecked(other == key)

    def set_words(self, key: str, words: str) -> None:
        """Change the words of one choice, for a count that moved."""
        self._segments[key].set_words(words)

    def segment(self, key: str) -> Segment:
        """The button of one choice, to disable it or give it focus."""
        return self._segments[key]

    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:  # type: ignore[override]
        """Left and right arrows move the focus inside the group."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
            if step:
                segments = list(self._segments.values())
                place = segments.index(watched) + step  # type: ignore[arg-type]
                if 0 <= place < len(segments):
                    segments[place].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _take(self, key: str) -> None:
        self.set_current(key)
        self.chosen.emit(key)


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
