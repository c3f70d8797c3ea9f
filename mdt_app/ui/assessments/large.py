"""For a patient everything is large: targets of 64 px and more, words of 20, nothing that needs a steady hand."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from mdt_app.domain.fact_text import number
from mdt_app.domain.guidance import Item
from mdt_app.ui.common import icons
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.buttons import paint_focus
from mdt_app.ui.common.text import literal

TARGET, SIDE, SIZE, GAP = 64, 24, 20, 8
WORDS = int(Qt.TextFlag.TextWordWrap)


class LargeButton(QAbstractButton):
    """A button with words of 20 px that wrap; `filled` for the way on, checkable ones fill when chosen."""

    def __init__(
        self, words: str, *, filled: bool = False, icon: str = "", left: bool = False, quiet: bool = False
    ) -> None:
        super().__init__()
        self._words, self._filled, self._icon, self._left, self._quiet = words, filled, icon, left, quiet
        self.setText(literal(words))
        self.setAccessibleName(words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_words(self, words: str) -> None:
        """Other words."""
        self._words = words
        self.setText(literal(words))
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Narrower is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """64 px, or what the words need."""
        theme = themes.current()
        room = QRect(0, 0, max(1, width - self._beside(theme)), 10_000)
        high = QFontMetrics(self._font(theme)).boundingRect(room, WORDS, self._words).height()
        return max(theme.px(TARGET), high + 2 * GAP)

    def sizeHint(self) -> QSize:
        """In one line."""
        theme = themes.current()
        wide = QFontMetrics(self._font(theme)).horizontalAdvance(self._words) + self._beside(theme) + 2
        return QSize(max(theme.px(TARGET), wide), self.heightForWidth(max(self.width(), wide)))

    def minimumSizeHint(self) -> QSize:
        """As narrow as the longest word."""
        theme, metrics = themes.current(), QFontMetrics(self._font(themes.current()))
        widest = max((metrics.horizontalAdvance(one) for one in self._words.split()), default=0)
        least = max(theme.px(TARGET), widest + self._beside(theme) + 2)
        return QSize(least, self.heightForWidth(max(self.width(), least)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses, as space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw box, icon, words, focus."""
        theme = themes.current()
        chosen = self._filled or self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            painter.setOpacity(0.5)
        edge = "accent" if chosen else "field"
        painter.setPen(Qt.PenStyle.NoPen if self._quiet and not chosen else QPen(theme.colour(edge), 1))
        painter.setBrush(
            theme.colour(
                "accent" if chosen else "sunk" if self.isDown() else "desk" if self._quiet else "surface"
            )
        )
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
        colour = theme.colour("on_accent" if chosen else "text2" if self._quiet else "text")
        x = self._start(theme)
        if self._icon:
            icons.draw(painter, self._icon, x, self.height() / 2, theme.px(SIZE), colour)
            x += theme.px(SIZE) + GAP
        painter.setPen(colour)
        painter.setFont(self._font(theme))
        side = Qt.AlignmentFlag.AlignLeft if self._left or self._icon else Qt.AlignmentFlag.AlignHCenter
        room = QRect(x, 0, self.width() - x - SIDE, self.height())
        painter.drawText(room, int(side | Qt.AlignmentFlag.AlignVCenter) | WORDS, self._words)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), theme, chosen)

    def _start(self, theme: themes.Theme) -> int:
        """Where icon or words begin: an icon and its words stand in the middle together."""
        if not self._icon or self._left:
            return SIDE
        words = QFontMetrics(self._font(theme)).horizontalAdvance(self._words)
        return max(SIDE, (self.width() - words - theme.px(SIZE) - GAP) // 2)

    def _font(self, theme: themes.Theme) -> QFont:
        return theme.font(16 if self._quiet else SIZE, self._filled or self.isChecked())

    def _beside(self, theme: themes.Theme) -> int:
        return 2 * SIDE + (theme.px(SIZE) + GAP if self._icon else 0)


class LargeScale(QWidget):
    """A scale as a line of large numbers, in two lines where one has no room. Emits `taken(value)`."""

    taken = Signal(object)

    def __init__(self, item: Item) -> None:
        super().__init__()
        self.item = item
        self.buttons: dict[int, LargeButton] = {}
        for value in range(item.minimum, item.maximum + 1):
            button = _Number(value, item)
            button.setParent(self)
            button.clicked.connect(lambda _checked=False, value=value: self._take(value))
            self.buttons[value] = button
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_value(self, value: float | None) -> None:
        """Show an answer, silently."""
        for one, button in self.buttons.items():
            button.setChecked(one == value)

    def hasHeightForWidth(self) -> bool:
        """Narrower may be two lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """One or more lines of large cells."""
        side = themes.current().px(TARGET)
        lines = -(-len(self.buttons) // self._in_a_line(width))
        return lines * (side + GAP) - GAP

    def sizeHint(self) -> QSize:
        """All in one line."""
        wide = len(self.buttons) * (themes.current().px(TARGET) + GAP)
        return QSize(wide, self.heightForWidth(self.width() or wide))

    def minimumSizeHint(self) -> QSize:
        """Four to a line at the least."""
        side = themes.current().px(TARGET)
        return QSize(4 * (side + GAP), self.heightForWidth(max(self.width(), 4 * (side + GAP))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the numbers."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
        side, in_a_line = themes.current().px(TARGET), self._in_a_line(self.width())
        wide = min((self.width() + GAP) // in_a_line - GAP, 2 * side)
        for place, button in enumerate(self.buttons.values()):
            x, y = place % in_a_line * (wide + GAP), place // in_a_line * (side + GAP)
            button.setGeometry(x, y, wide, side)

    def _in_a_line(self, width: int) -> int:
        fit = max(1, (width + GAP) // (themes.current().px(TARGET) + GAP))
        lines = -(-len(self.buttons) // fit)
        return -(-len(self.buttons) // lines)

    def _take(self, value: int) -> None:
        self.set_value(value)
        self.taken.emit(float(value))


class _Number(LargeButton):
    """One number of a scale."""

    def __init__(self, value: int, item: Item) -> None:
        super().__init__(number(value))
        self.setCheckable(True)
        ends = {item.minimum: item.low, item.maximum: item.high}
        self.setAccessibleName(
            ", ".join(one for one in (item.label, number(value), ends.get(value, "")) if one)
        )

    def _beside(self, theme: themes.Theme) -> int:
        return 0

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the number alone."""
        theme = themes.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        painter.setPen(QPen(theme.colour("accent" if chosen else "field"), 1))
        painter.setBrush(theme.colour("accent" if chosen else "sunk" if self.isDown() else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
        painter.setPen(theme.colour("on_accent" if chosen else "text"))
        painter.setFont(theme.font(SIZE, chosen))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), theme, chosen)
