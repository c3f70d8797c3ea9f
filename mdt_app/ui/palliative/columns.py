"""The page has as many columns as can be read with ease, and every part keeps its place among its neighbours."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.frames import ScrollPanel

LEAST = 330
"""Below this width, at 100 %, a column is no longer read with ease."""


class PageColumns(ScrollPanel):
    """Three columns side by side, or two, or one; what has no column of its own goes under the first ones."""

    def __init__(self, columns: Sequence[Sequence[QWidget]]) -> None:
        super().__init__(margins=(24, 4, 24, 16))
        self._columns = [list(one) for one in columns]
        self._places = [QWidget() for _ in columns]
        self._count = 0
        row = QHBoxLayout()
        row.setSpacing(32)
        for place in self._places:
            box = QVBoxLayout(place)
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(0)
            row.addWidget(place, 1, Qt.AlignmentFlag.AlignTop)
        self.box.addLayout(row)
        self.box.addStretch(1)
        self._arrange(len(columns))

    def count(self) -> int:
        """How many columns stand side by side."""
        return self._count

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may hold other columns."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """So may another text scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and "_places" in self.__dict__:
            self._fit()

    def _fit(self) -> None:
        room = self.viewport().width() - 48
        fitting = max(1, (room + 32) // (themes.current().px(LEAST) + 32))
        self._arrange(min(len(self._columns), fitting))

    def _arrange(self, count: int) -> None:
        if count == self._count:
            return
        self._count = count
        for number, parts in enumerate(self._columns):
            for part in parts:
                box = self._places[number % count].layout()
                assert box is not None
                box.addWidget(part)
        for number, place in enumerate(self._places):
            place.setVisible(number < count)
