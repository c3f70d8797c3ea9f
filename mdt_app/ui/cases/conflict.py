"""When two people wrote one field, all three values are shown and a person chooses; none is lost."""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy

from mdt_app.domain.errors import Conflict
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.buttons import Button
from mdt_app.ui.common.frames import row
from mdt_app.ui.common.marks import Shape, Status
from mdt_app.ui.common.text import Label


class Contested(Protocol):
    """A field that may meet a conflict: what stood there, what stands in the editor, and the two ways out."""

    conflict: Any
    settled: Any

    @property
    def fetched(self) -> Any: ...

    @property
    def words(self) -> str: ...

    def keep_mine(self) -> None: ...

    def take_stored(self) -> None: ...


class ConflictBox(QFrame):
    """As fetched, as typed, as stored; hidden, and hardly there, until there is a conflict."""

    def __init__(self) -> None:
        super().__init__()
        self._keeper: Contested | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.hide()

    def watch(self, keeper: Contested, about: str) -> None:
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
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, themes.RADIUS, themes.RADIUS)

    def _show(self, keeper: Contested, about: str, clash: Conflict) -> None:
        if self._keeper is None:
            self._lay_out()
        self._keeper = keeper
        words = self.tr("{field}: changed elsewhere while you wrote. Yours is not kept yet.").format(
            field=about
        )
        nothing = self.tr("(empty)")
        self.title.set_text(words)
        self.fetched.set_text(str(keeper.fetched or "") or nothing)
        self.typed.set_text(keeper.words or nothing)
        self.stored.set_text(str(clash.stored or "") or nothing)
        self.setAccessibleName(words)
        self.show()

    def _choose(self, *, mine: bool) -> None:
        assert self._keeper is not None
        if mine:
            self._keeper.keep_mine()
        else:
            self._keeper.take_stored()

    def _lay_out(self) -> None:
        self.title = Label("", "strong", tone="look", wrap=True)
        self.fetched, self.typed, self.stored = (Label("", wrap=True) for _ in range(3))
        self.mine, self.theirs = Button(self.tr("Keep mine")), Button(self.tr("Keep theirs"))
        self.mine.clicked.connect(lambda: self._choose(mine=True))
        self.theirs.clicked.connect(lambda: self._choose(mine=False))
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 8, 12, 8)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.addLayout(row(Status(Shape.TRIANGLE, ""), self.title, spacing=0), 0, 0, 1, 2)
        values = (
            (self.tr("As fetched"), self.fetched),
            (self.tr("As typed"), self.typed),
            (self.tr("As stored"), self.stored),
        )
        for number, (words, value) in enumerate(values, start=1):
            grid.addWidget(Label(words, "small"), number, 0)
            grid.addWidget(value, number, 1)
        grid.setColumnStretch(1, 1)
        grid.addLayout(row(self.mine, self.theirs, None), 4, 0, 1, 2)
