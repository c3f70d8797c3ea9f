"""The finds hang under the field that asked for them, and leave the keys to it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.hits import Hit
from mdt_app.ui.common.listed_rows import SideRow
from mdt_app.ui.common.lists import SideList
from mdt_app.ui.common.text import Label


class HitList(QFrame):
    """Emits `opened(number)` for a find that is clicked."""

    opened = Signal(object)

    def __init__(self, field: QWidget) -> None:
        super().__init__(field.window())
        self.setProperty("pane", "surface")
        self.setObjectName("hits")
        self.rows = SideList(name=self.tr("Finds"))
        self.rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.rows.clicked.connect(lambda _index: self.opened.emit(self.rows.current_key()))
        self.nothing = Label(self.tr("Nothing found. Try fewer letters."), "secondary")
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 4, 1, 4)
        box.addWidget(self.rows)
        self.nothing.setContentsMargins(16, 8, 16, 8)
        box.addWidget(self.nothing)
        self.other = Label(self.tr("Shift+Enter: palliative view"), "hint")
        self.other.setContentsMargins(16, 0, 16, 0)
        box.addWidget(self.other)
        self.hide()

    def show_under(self, field: QWidget, hits: Sequence[Hit]) -> None:
        """Show finds under their field; where there are none, say so."""
        rows = [
            SideRow(n, hit.title, hit.detail or hit.kind, right=hit.kind, right_icon=hit.icon)
            for n, hit in enumerate(hits)
        ]
        self.rows.set_rows(rows)
        self.rows.setVisible(bool(hits))
        self.nothing.setVisible(not hits)
        others = any(hit.other for hit in hits)
        self.other.setVisible(others)
        if hits:
            self.rows.choose(0)
        if self.parentWidget() is not field.window():
            self.setParent(field.window())
        high = themes.current().px(52) * min(8, len(hits)) + 10 if hits else themes.current().px(44)
        high += themes.current().line_height(12) + 16 if others else 0
        self.setGeometry(0, 0, max(field.width(), themes.current().px(368)), high)
        self.move(field.mapTo(field.window(), QPoint(0, field.height() + 4)))
        self.show()
        self.raise_()
