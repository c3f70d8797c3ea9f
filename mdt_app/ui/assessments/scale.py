"""A scale shows all of its values side by side, so that a 1 never looks like a 10; a key or a press takes one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mdt_app.domain.assessments import Last
from mdt_app.domain.fact_text import number
from mdt_app.domain.guidance import Item
from mdt_app.ui.assessments.words import tr
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.buttons import paint_focus
from mdt_app.ui.common.theme import Theme

HIGH, LEAST, MOST, GAP = 32, 24, 44, 2
MOST_CELLS = 11
NOT_ANSWERED = "–"


class ScaleStrip(QWidget):
    """The values of an item in cells, least first, and unless it has to be a value one cell for "not answered".

    `taken(value)` is what the user presses (None: not answered); `keyed(event)` what he types while it has the focus.
    """

    taken = Signal(object)
    keyed = Signal(object)
    entered = Signal()

    def __init__(self, item: Item, *, unanswered: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = item
        values = range(item.minimum, item.maximum + 1)
        self.values: tuple[float | None, ...] = (*values, None) if unanswered else tuple(values)
        self._value: float | None = None
        self._has_value = False
        self._last: Last | None = None
        self._over = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._tell()

    def set_value(self, value: float | None, has_value: bool) -> None:
        """Show an answer, silently; without one no cell is chosen."""
        self._value, self._has_value = value, has_value
        self._tell()
        self.update()

    def set_last(self, last: Last | None) -> None:
        """Dot the cells of the last answer."""
        self._last = last
        self._tell()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the widest cells."""
        theme = themes.current()
        return QSize(len(self.values) * (theme.px(MOST) + GAP), theme.px(HIGH))

    def minimumSizeHint(self) -> QSize:
        """As wide as the narrowest."""
        theme = themes.current()
        return QSize(len(self.values) * (theme.px(LEAST) + GAP), theme.px(HIGH))

    def cell(self, place: int) -> QRectF:
        """Where the n-th cell lies; the one for "not answered" stands a little apart."""
        theme = themes.current()
        wide = min(theme.px(MOST), self.width() / len(self.values) - GAP - 1)
        apart = 2 * GAP if self.values[place] is None else 0
        return QRectF(place * (wide + GAP) + apart, 0, wide, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cells, the chosen one filled, the last answer dotted, severe values on their band."""
        theme = themes.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            painter.setOpacity(0.8)
        for place, value in enumerate(self.values):
            self._paint_cell(painter, theme, place, value)
        if self.hasFocus():
            right = self.cell(len(self.values) - 1).right()
            paint_focus(painter, QRectF(0, 0, right, self.height()), theme)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What a key means, the form knows."""
        if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            super().keyPressEvent(event)
            return
        event.setAccepted(False)
        self.keyed.emit(event)
        if not event.isAccepted():
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press takes the cell under it."""
        place = self._at(event.position().toPoint())
        if place >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.taken.emit(self.values[place])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The cell under the pointer shows that it can be pressed."""
        self._hover(self._at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        """No cell is under the pointer."""
        self._hover(-1)

    def focusInEvent(self, event: object) -> None:
        """The form stands at this item."""
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.entered.emit()

    def _at(self, point: QPoint) -> int:
        return next((n for n in range(len(self.values)) if self.cell(n).contains(point)), -1)

    def _hover(self, place: int) -> None:
        if place != self._over:
            self._over = place
            self.update()

    def _paint_cell(self, painter: QPainter, theme: Theme, place: int, value: float | None) -> None:
        box = self.cell(place).adjusted(0.5, 0.5, -0.5, -0.5)
        chosen = self._has_value and value == self._value
        over = place == self._over and self.isEnabled()
        severe = value is not None and self.item.is_severe(value)
        fill = "accent" if chosen else "sunk" if over else "band" if severe else "surface"
        painter.setPen(QPen(theme.colour("accent" if chosen else "line"), 1))
        painter.setBrush(theme.colour(fill))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(theme.colour("on_accent" if chosen else "text2"))
        painter.setFont(theme.font(14, chosen))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, NOT_ANSWERED if value is None else number(value))
        if self._last is not None and value in self._last.values:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("on_accent" if chosen else "text3"))
            dot = theme.px(4)
            painter.drawEllipse(QRectF(box.center().x() - dot / 2, box.bottom() - dot - 2, dot, dot))

    def _tell(self) -> None:
        """The same in words, for who cannot see it."""
        self.setAccessibleName(
            tr("{item}, {least} to {most}").format(
                item=self.item.label, least=self.item.minimum, most=self.item.maximum
            )
        )
        value = tr("not answered") if self._value is None else number(self._value)
        said = [value if self._has_value else tr("no entry")]
        if self._last is not None:
            said.append(
                tr("last {values}").format(values=", ".join(number(one) for one in self._last.values))
            )
        self.setAccessibleDescription(", ".join(said))
