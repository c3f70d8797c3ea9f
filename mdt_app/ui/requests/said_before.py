"""What earlier cases and the record say stands beside the form, and is taken over by one key, with its own day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from mdt_app.operations.requests import TAKEABLE
from mdt_app.operations.requests_rows import Earlier
from mdt_app.ui.common.buttons import LinkButton
from mdt_app.ui.common.frames import Line, ScrollPanel, column, row
from mdt_app.ui.common.text import Label
from mdt_app.ui.requests import words

KEYS = 9
LONGEST = 400


class SaidBefore(ScrollPanel):
    """Emits `taken(Earlier)`; Ctrl+1 to Ctrl+9 take the first nine."""

    taken = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margins=(16, 12, 16, 16), spacing=4, parent=parent)
        self._offered: list[Earlier] = []
        self.buttons: list[LinkButton] = []
        for number in range(KEYS):
            key = QShortcut(QKeySequence(f"Ctrl+{number + 1}"), self.window())
            key.setParent(self)
            key.activated.connect(lambda number=number: self._take(number))

    def show_earlier(self, found: Sequence[Earlier], asks: Sequence[str], near: date) -> None:
        """Show everything; what the form of this board asks for can be taken over."""
        while self.box.count():
            item = self.box.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        self._offered, self.buttons = [], []
        self.box.addWidget(Label(self.tr("On record already"), "heading", wrap=True))
        if not found:
            none = self.tr("Nothing yet: no earlier case, no words of the patient, no performance status.")
            self.box.addWidget(Label(none, "secondary", wrap=True))
        for one in found:
            self.box.addWidget(self._part(one, one.field in TAKEABLE and _is_asked(one, asks), near))
            self.box.addWidget(Line())
        self.box.addStretch(1)

    def _part(self, one: Earlier, offered: bool, near: date) -> QWidget:
        made = QWidget()
        head = row(Label(words.field(one.field), "strong", wrap=True), spacing=8)
        head.setStretch(0, 1)
        if offered:
            self._offered.append(one)
            number = len(self._offered)
            hint = f"Ctrl+{number}" if number <= KEYS else ""
            name = self.tr("Take over: {what}").format(what=f"{words.field(one.field)}, {one.text}")
            button = LinkButton(self.tr("Take over"), hint=hint, name=name)
            button.clicked.connect(lambda _=False, one=one: self.taken.emit(one))
            self.buttons.append(button)
            head.addWidget(button)
        text = one.text if len(one.text) <= LONGEST else f"{one.text[: LONGEST - 1]}…"
        made.setLayout(
            column(
                head, Label(text, wrap=True), Label(words.source(one, near), "small", wrap=True), spacing=2
            )
        )
        return made

    def _take(self, number: int) -> None:
        if self.isVisible() and number < len(self._offered):
            self.taken.emit(self._offered[number])


def _is_asked(one: Earlier, asks: Sequence[str]) -> bool:
    return one.field in ("question", "knows", "ecog") or one.field in asks
