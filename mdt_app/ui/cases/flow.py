"""What does not fit on one line goes on to the next: nothing is cut where room is short or letters are large."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Flow(QLayout):
    """Widgets from left to right over as many lines as they need.

    With `lead`, that widget stands at the left and the others at the right of the first line while all fit on it.
    """

    def __init__(self, *widgets: QWidget, lead: QWidget | None = None, spacing: int = 4) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._lead = lead
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)
        for widget in ((lead, *widgets) if lead else widgets):
            self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        """Take one more."""
        self._items.append(item)

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        """One of them, or None."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        """Give one back."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Takes no more height than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Narrower means higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines."""
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, box: QRect) -> None:
        """Put everything in its place."""
        super().setGeometry(box)
        self._place(box, move=True)

    def sizeHint(self) -> QSize:
        """All on one line."""
        shown = self._shown()
        wide = sum(item.sizeHint().width() for item in shown) + self.spacing() * max(0, len(shown) - 1)
        return QSize(wide, max((item.sizeHint().height() for item in shown), default=0))

    def minimumSize(self) -> QSize:
        """The widest of them."""
        hints = [item.sizeHint() for item in self._shown()]
        return QSize(max((one.width() for one in hints), default=0), max((one.height() for one in hints), default=0))

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, box: QRect, *, move: bool) -> int:
        shown = self._shown()
        fits = self.sizeHint().width() <= box.width()
        x, y, high = box.left(), box.top(), 0
        spare = box.width() - self.sizeHint().width() if fits and self._lead else 0
        first_alone = bool(self._lead) and not fits
        for number, item in enumerate(shown):
            hint = item.sizeHint()
            new_line = x > box.left() and (x + hint.width() > box.right() + 1 or (first_alone and number == 1))
            if new_line:
                x, y, high = box.left(), y + high, 0
            if move:
                line = max((one.sizeHint().height() for one in shown), default=0) if fits else hint.height()
                item.setGeometry(QRect(QPoint(x, y + (line - hint.height()) // 2), hint))
            x += hint.width() + self.spacing() + (spare if number == 0 else 0)
            high = max(high, hint.height())
        return y + high - box.top()


class FlowRow(QWidget):
    """A widget that holds a Flow."""

    def __init__(self, *widgets: QWidget, lead: QWidget | None = None, spacing: int = 4) -> None:
        super().__init__()
        self.setLayout(Flow(*widgets, lead=lead, spacing=spacing))
