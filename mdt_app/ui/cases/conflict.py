"""When two people wrote one field, all three values are shown and a person chooses; none is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy

from mdt_app.domain.errors import Conflict
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.buttons import Button
from mdt_app.ui.common.frames import row
from mdt_app.ui.common.marks import Shape, Status
from mdt_app.ui.common.text import Label

if TYPE_CHECKING:
    from mdt_app.ui.cases.kept import FieldKeeper


class ConflictBox(QFrame):
    """As fetched, as typed, as stored; hidden until there is a conflict."""

    def __init__(self) -> None:
        super().__init__()
        self._keeper: FieldKeeper | None = None
        self._about = ""
        self.title = Status(Shape.TRIANGLE, "", strong=True)
        self.fetched, self.typed, self.stored = (Label("", wrap=True) for _ in range(3))
        self.mine = Button(self.tr("Keep mine"))
        self.theirs = Button(self.tr("Keep theirs"))
        self.mine.clicked.connect(lambda: self._keeper and self._keeper.keep_mine())
        self.theirs.clicked.connect(lambda: self._keeper and self._keeper.take_stored())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._lay_out()
        self.hide()

    def watch(self, keeper: FieldKeeper, about: str) -> None:
        """Show the conflicts of this field; `about` names it."""
        keeper.conflict.connect(lambda clash: self._show(keeper, about, clash))
        keeper.settled.connect(self.hide)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box."""
        theme = themes.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.colour("look_soft"))
        painter.setPen(QPen(theme.colour("look_line"), 1))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), themes.RADIUS, themes.RADIUS
        )

    def _show(self, keeper: FieldKeeper, about: str, clash: Conflict) -> None:
        self._keeper = keeper
        words = self.tr("{field}: changed elsewhere while you wrote. Yours is not kept yet.").format(
            field=about
        )
        self.title.set_state(Shape.TRIANGLE, words)
        nothing = self.tr("(empty)")
        self.fetched.set_text(str(keeper.fetched or "") or nothing)
        self.typed.set_text(keeper.words or nothing)
        self.stored.set_text(str(clash.stored or "") or nothing)
        self.setAccessibleName(words)
        self.show()

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 8, 12, 8)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.addWidget(self.title, 0, 0, 1, 2)
        rows = (
            (self.tr("As fetched"), self.fetched),
            (self.tr("As typed"), self.typed),
            (self.tr("As stored"), self.stored),
        )
        for number, (words, value) in enumerate(rows, start=1):
            grid.addWidget(Label(words, "small"), number, 0)
            grid.addWidget(value, number, 1)
        grid.setColumnStretch(1, 1)
        grid.addLayout(row(self.mine, self.theirs, None), 4, 0, 1, 2)
