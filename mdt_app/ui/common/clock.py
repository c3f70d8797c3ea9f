"""The case clock shows the time of the present case in one number, one bar and words; it counts nothing itself."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from mdt_app.ui.common.messages import Bar
from mdt_app.ui.common.text import Label


class CaseClock(QWidget):
    """03:12 of 6 min, a bar, "Case 15 of 38", "4 min late". Call `show_time` each second."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = Label("00:00", "clock")
        self.planned = Label("", "secondary")
        self.bar = Bar(4)
        self.left = Label("", "small")
        self.right = Label("", "small")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.number)
        head.addWidget(self.planned)
        head.addStretch(1)
        self._foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._foot.addWidget(self.left)
        self._foot.addStretch(1)
        self._foot.addWidget(self.right)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 10, 16, 10)
        box.setSpacing(0)
        box.addLayout(head)
        box.addWidget(self.bar)
        box.addSpacing(8)
        box.addLayout(self._foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Too narrow for both words: one under the other."""
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        needed = self.left.sizeHint().width() + self.right.sizeHint().width() + 40
        self._foot.setDirection(way.LeftToRight if needed <= self.width() else way.TopToBottom)

    def show_time(
        self, seconds: int, planned_minutes: int, left: str = "", right: str = "", over: bool = False
    ) -> None:
        """Seconds spoken of this case, minutes planned for it; `over` marks the words at the right."""
        self.number.set_text(f"{seconds // 60:02d}:{seconds % 60:02d}")
        self.planned.set_text(self.tr("of {minutes} min").format(minutes=planned_minutes))
        done = seconds / max(1, planned_minutes * 60)
        self.bar.set_share(done, 0.0)
        self.left.set_text(left)
        self.right.set_text(right)
        self.right.set_tone("look" if over else "")
        self.setAccessibleName(f"{self.number.whole_text()} {self.planned.whole_text()}, {left}, {right}")
