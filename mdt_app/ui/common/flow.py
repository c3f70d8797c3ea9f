"""What stands side by side goes under each other when the room is too narrow for the words; nothing is cut."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class Flow(QWidget):
    """Widgets from left to right, on as many lines as it takes; one that is hidden takes no room.

    `even` sets them in columns (`most` at most); `right` sets them at the right end.
    """

    def __init__(
        self, widgets: Sequence[QWidget] = (), *, spacing: int = 4, even: bool = False, right: bool = False,
        most: int = 99, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._spacing, self._even, self._right, self._most = spacing, even, right, most
        self._widgets: list[QWidget] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_widgets(widgets)

    def set_widgets(self, widgets: Sequence[QWidget]) -> None:
        """Show other widgets; those that no longer belong are let go."""
        for widget in self._widgets:
            if widget not in widgets:
                widget.hide()
                widget.deleteLater()
        self._widgets = list(widgets)
        for widget in self._widgets:
            widget.setParent(self)
            widget.show()
        self._place()
        self.updateGeometry()

    def set_right(self, right: bool) -> None:
        """Set them at the right end, or at the left."""
        self._right = right
        self._place()

    def refit(self) -> None:
        """One of them was shown or hidden; where none is left, neither is the flow."""
        self.setVisible(bool(self._seen()))
        self._place()
        self.updateGeometry()

    def widgets(self) -> tuple[QWidget, ...]:
        """What is shown, in order."""
        return tuple(self._widgets)

    def heightForWidth(self, width: int) -> int:
        """How high the lines are together at a width."""
        return max((box.bottom() + 1 for box in self._boxes(width)), default=0)

    def hasHeightForWidth(self) -> bool:
        """Narrower is higher."""
        return True

    def sizeHint(self) -> QSize:
        """All on one line if there is room."""
        wide = sum(_wanted(widget).width() for widget in self._seen()) + self._spacing * max(
            0, len(self._seen()) - 1
        )
        return QSize(wide, self.heightForWidth(self.width() or wide))

    def minimumSizeHint(self) -> QSize:
        """As wide as the widest alone."""
        widest = max((_wanted(widget).width() for widget in self._seen()), default=0)
        return QSize(widest, self.heightForWidth(max(self.width(), widest)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the widgets again."""
        super().resizeEvent(event)
        self._place()
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def event(self, event: QEvent) -> bool:
        """Other words in one of them are another width: place them again."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
            self.updateGeometry()
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Place them by the sizes that they have once they are dressed."""
        super().showEvent(event)
        self._place()

    def _seen(self) -> list[QWidget]:
        return [one for one in self._widgets if not one.isHidden()]

    def _place(self) -> None:
        for widget, box in zip(self._seen(), self._boxes(self.width()), strict=True):
            widget.setGeometry(box)

    def _boxes(self, room: int) -> list[QRect]:
        hints = [_wanted(widget) for widget in self._seen()]
        if self._even and hints:
            return self._in_columns(hints, room)
        boxes: list[QRect] = []
        line: list[QRect] = []
        x = y = high = 0
        for hint in hints:
            if x and x + hint.width() > room:
                boxes += self._sided(line, room)
                line, x, y, high = [], 0, y + high + self._spacing, 0
            line.append(QRect(x, y, hint.width(), hint.height()))
            x += hint.width() + self._spacing
            high = max(high, hint.height())
        return boxes + self._sided(line, room)

    def _sided(self, line: list[QRect], room: int) -> list[QRect]:
        shift = max(0, room - line[-1].right() - 1) if self._right and line else 0
        return [box.translated(shift, 0) for box in line]

    def _in_columns(self, hints: list[QSize], room: int) -> list[QRect]:
        """As many columns as fit, each as wide as its widest member, the spare room shared."""
        widths = [max(hint.width() for hint in hints)]
        for columns in range(min(self._most, len(hints)), 1, -1):
            wanted = [max(hint.width() for hint in hints[start::columns]) for start in range(columns)]
            if sum(wanted) + self._spacing * (columns - 1) <= room:
                widths = wanted
                break
        spare = max(0, room - sum(widths) - self._spacing * (len(widths) - 1)) // len(widths)
        high = max(hint.height() for hint in hints)
        boxes = []
        for place in range(len(hints)):
            line, column = divmod(place, len(widths))
            x = sum(widths[:column]) + (spare + self._spacing) * column
            boxes.append(QRect(x, line * (high + self._spacing), widths[column] + spare, high))
        return boxes


def _wanted(widget: QWidget) -> QSize:
    """The size that it asks for, or is held to: Qt gives it no less."""
    return widget.sizeHint().expandedTo(widget.minimumSize())
