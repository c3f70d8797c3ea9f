"""Every statement is a line that opens in place to its dated facts and to where the rule behind it comes from."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from mdt_app.domain.states import Evidence
from mdt_app.ui.cases.evidence import EvidenceLines
from mdt_app.ui.common import icons, marks
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.buttons import BARE, Button, Look
from mdt_app.ui.common.marks import WORD_TONE, Shape, Tone
from mdt_app.ui.common.text import breakable, set_tip, width
from mdt_app.ui.common.theme import Theme

EDGE, MARK_ROOM, CHEVRON, LEAST, TWO_LINES = 4, 18, 12, 32, 28
WRAP = int(Qt.TextFlag.TextWordWrap)


class OpenLine(Button):
    """A line that can be pressed: a mark, a statement, its day or state at the right, more in small words under it.

    Nothing is cut: what has no room wraps, and the right words go under the statement. Up and Down go to the line
    before and after, Right opens, Left closes. Emits `asked(bool)` for open or closed, `typed(str)` for a letter.
    """

    look = BARE
    asked = Signal(bool)
    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._shape: Shape | None = None
        self._quiet, self._strong, self._opened = False, False, False
        self._size = 14
        self._right = self._second = self._quoted = ""
        super().__init__("", parent=parent)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(lambda: self.asked.emit(not self._opened))

    def say(
        self, text: str, *, right: str = "", second: str = "", shape: Shape | None = None, quiet: bool = False,
        strong: bool = False, size: int = 14,
    ) -> None:  # fmt: skip
        """What the line says; all of it is also its accessible name."""
        self._right, self._second, self._shape = right, second, shape
        self._quiet, self._strong, self._size = quiet, strong, size
        self.set_words(text)
        said = ", ".join(part for part in (text, right, second) if part)
        self.setAccessibleName(said)
        set_tip(self, said)

    def set_opened(self, opened: bool) -> None:
        """Which way its chevron points."""
        self._opened = opened
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Narrower is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as its words need."""
        theme = themes.current()
        _, _, bottom = self._boxes(theme, width)
        return max(theme.px(LEAST), bottom + theme.px(4))

    def sizeHint(self) -> QSize:
        """Takes the width that there is."""
        wide = self.width() or 300
        return QSize(120, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        """May become narrow."""
        return QSize(120, self.heightForWidth(max(120, self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may be another height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, open, close; a letter is an act of whoever shows the line."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._walk(key == Qt.Key.Key_Down)
        elif key == Qt.Key.Key_Right and not self._opened:
            self.asked.emit(True)
        elif key == Qt.Key.Key_Left and self._opened:
            self.asked.emit(False)
        elif event.text().isalpha() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.typed.emit(event.text().casefold())
        else:
            super().keyPressEvent(event)

    def _walk(self, on: bool) -> None:
        following = self.nextInFocusChain if on else self.previousInFocusChain
        one = following()
        while one is not None and one is not self:
            if isinstance(one, OpenLine) and one.isVisible() and one.isEnabled():
                one.setFocus(Qt.FocusReason.TabFocusReason)
                return
            one = one.nextInFocusChain() if on else one.previousInFocusChain()

    def _left(self, theme: Theme) -> int:
        return EDGE + (theme.px(MARK_ROOM) if self._shape else 0)

    def _boxes(self, theme: Theme, wide: int) -> tuple[QRect, QRect, int]:
        """Where the statement and the right words stand, and where the line's words end."""
        left, high = self._left(theme), theme.line_height(self._size)
        room = max(60, wide - left - theme.px(CHEVRON) - 12)
        beside = width(self._right, 12) + 12 if self._right else 0
        top = (theme.px(TWO_LINES if self._second else LEAST) - high) // 2
        alone = width(self._words, self._size, self._strong) + beside <= room
        first = room - beside if alone else room
        tall = high if alone else self._tall(self._words, room, self._size, self._strong)
        text = QRect(left, top, first, tall)
        right = QRect(left + first, top, beside, high)
        bottom = top + tall
        if self._right and not alone:
            tall = self._tall(self._right, room, 12)
            right = QRect(left, bottom, room, tall)
            bottom += tall
        if self._second:
            bottom += self._tall(self._second, room, 12)
        return text, right, bottom

    def _tall(self, text: str, room: int, size: int, strong: bool = False) -> int:
        theme = themes.current()
        metrics = QFontMetrics(theme.font(size, strong))
        box = metrics.boundingRect(QRect(0, 0, room, 10_000), WRAP, breakable(text))
        lines = max(1, round(box.height() / metrics.lineSpacing()))
        return lines * max(theme.line_height(size), metrics.lineSpacing())

    def _paint_contents(self, painter: QPainter, theme: Theme, look: Look) -> None:
        text, right, bottom = self._boxes(theme, self.width())
        middle = text.top() + theme.line_height(self._size) / 2
        if self._shape is not None:
            marks.draw_mark(painter, self._shape, EDGE, middle, theme, self._quiet)
        loud = WORD_TONE.get(self._shape, Tone.PLAIN) if self._shape and not self._quiet else Tone.PLAIN
        self._wrapped(painter, theme, text, self._words, self._size, self._strong, "text")
        under = right.top() > text.top()
        tone = loud.value if self._shape in (Shape.DIAMOND, Shape.TRIANGLE) and not self._quiet else "text2"
        self._wrapped(painter, theme, right, self._right, 12, False, tone, right=not under)
        if self._second:
            top = right.bottom() + 1 if under else text.bottom() + 1
            self._wrapped(
                painter,
                theme,
                QRect(text.left(), top, self._room(theme), bottom - top),
                self._second,
                12,
                False,
                "text2",
            )
        icon = "chevron-down" if self._opened else "chevron-right"
        side = theme.px(CHEVRON)
        icons.draw(painter, icon, self.width() - side - 4, middle, side, theme.colour("text3"))

    def _room(self, theme: Theme) -> int:
        return max(60, self.width() - self._left(theme) - theme.px(CHEVRON) - 12)

    def _wrapped(
        self, painter: QPainter, theme: Theme, box: QRect, text: str, size: int, strong: bool, token: str, *,
        right: bool = False,
    ) -> None:  # fmt: skip
        if not text:
            return
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        middle = (
            Qt.AlignmentFlag.AlignVCenter
            if box.height() <= theme.line_height(size)
            else Qt.AlignmentFlag.AlignTop
        )
        painter.setPen(theme.colour(token))
        painter.setFont(theme.font(size, strong))
        painter.drawText(box, int(side) | int(middle) | WRAP, breakable(text))


class Opens(QWidget):
    """An `OpenLine` with what opens under it: why, the facts, the source, and whatever else is put into `below`."""

    def __init__(self, line: OpenLine | None = None) -> None:
        super().__init__()
        self.line = line or OpenLine()
        self.lines = EvidenceLines()
        self.below = QVBoxLayout()
        self.below.setContentsMargins(18, 0, 0, 0)
        self.below.setSpacing(0)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.line)
        box.addWidget(self.lines)
        box.addLayout(self.below)
        self.line.asked.connect(self.open)

    def show_why(self, why: str, facts: Iterable[Evidence], source: str) -> None:
        """What opens."""
        self.lines.show_why(why, facts, source)

    def open(self, opened: bool) -> None:
        """Show or hide what is behind the line."""
        self.line.set_opened(opened)
        self.lines.setVisible(opened)

    def is_open(self) -> bool:
        return not self.lines.isHidden()
