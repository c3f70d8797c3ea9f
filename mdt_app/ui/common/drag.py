"""A dragged row floats above a still table: nothing moves until it is dropped, and Escape puts it back."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap
from PySide6.QtWidgets import QApplication, QTableView

from mdt_app.ui.common import theme as themes


class RowDrag:
    """Where the mouse took hold of a row and over which place it hangs now; -1 means nowhere."""

    def __init__(self, table: QTableView) -> None:
        self._table = table
        self._picture = QPixmap()
        self._pressed: QPoint | None = None
        self._hand = self._y = 0
        self.carried = self.target = -1

    def press(self, point: QPoint) -> None:
        """The mouse went down on the table."""
        self._pressed = point

    def wants_to_start(self, point: QPoint) -> bool:
        """True once the mouse has gone far enough from where it went down."""
        far = QApplication.startDragDistance()
        return (
            self._pressed is not None
            and self.carried < 0
            and (point - self._pressed).manhattanLength() >= far
        )

    def start(self) -> None:
        """Take up the row on which the mouse went down."""
        if self._pressed is None:
            return
        place = self._table.rowAt(self._pressed.y())
        self._hand = self._pressed.y() - self._table.rowViewportPosition(place)
        self._picture = self._table.viewport().grab(self.row_box(place))
        self.carried = place

    def move(self, y: int) -> bool:
        """Carry the row to a height; True when it hangs over another place than before."""
        self._y = y
        middle = y - self._hand + self._table.rowHeight(self.carried) // 2
        target = self._table.rowAt(max(0, min(middle, self._table.viewport().height() - 1)))
        changed = target >= 0 and target != self.target
        self.target = target if changed else self.target
        self._table.viewport().update()
        return changed

    def end(self) -> None:
        """Let go."""
        self._pressed, self.carried, self.target = None, -1, -1
        self._table.viewport().update()

    def row_box(self, place: int) -> QRect:
        """The box of a row in the table's viewport."""
        table = self._table
        return QRect(
            0, table.rowViewportPosition(place), table.viewport().width(), table.rowHeight(place) - 1
        )

    def paint(self, painter: QPainter) -> None:
        """Draw the row's empty home, the line where it would land, and the row itself with its shadow."""
        theme = themes.current()
        home = self.row_box(self.carried)
        painter.fillRect(home, theme.colour("desk"))
        landing = self.row_box(self.target) if self.target >= 0 else home
        edge = landing.top() if self.target < self.carried else landing.bottom()
        painter.fillRect(QRect(0, edge - 1, landing.width(), 2), theme.colour("accent"))
        box = QRectF(home.translated(0, self._y - self._hand - home.top())).adjusted(6, 1, -6, -1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("shadow"))
        painter.drawRoundedRect(box.translated(0, 3), themes.RADIUS, themes.RADIUS)
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(box, themes.RADIUS, themes.RADIUS)
        painter.drawPixmap(box.topLeft(), self._picture)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.drawRoundedRect(box, themes.RADIUS, themes.RADIUS)
