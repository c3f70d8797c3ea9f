"""What an act still needs, a reason or a day, is asked in place, under what was pressed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from mdt_app.ui.cases.days import parse_day
from mdt_app.ui.common.buttons import Button
from mdt_app.ui.common.fields import Field
from mdt_app.ui.common.frames import row
from mdt_app.ui.common.marks import Shape, Status

Read = Callable[[str, date], date | None]


class Ask(QWidget):
    """One line to fill in; Enter keeps it, Escape leaves. Hidden until something is asked."""

    def __init__(self) -> None:
        super().__init__()
        self._given: Callable[[str], None] | None = None
        self._back: QWidget | None = None
        self._day: date | None = None
        self._made, self._needed = False, True
        self._read: Read = parse_day
        self.hide()

    def reason(
        self, question: str, given: Callable[[str], None], back: QWidget | None = None, *, needed: bool = True
    ) -> None:
        """Ask for words; `given(text)` gets them, the focus goes to `back`. Where none is needed, Enter is enough."""
        self._begin(question, given, back, None)
        self._needed = needed

    def day(
        self, question: str, on: date, given: Callable[[date], None], back: QWidget | None = None,
        read: Read = parse_day,
    ) -> None:  # fmt: skip
        """Ask for a day, seen from `on`; `read` says which days are meant, those to come unless said."""
        self._begin(question, lambda text: given(read(text, on) or on), back, on)
        self._read = read

    def unsaved(self) -> bool:
        """Whether words stand here that nobody kept."""
        return not self.isHidden() and bool(self.field.text().strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self._end()
        else:
            super().keyPressEvent(event)

    def _begin(
        self, question: str, given: Callable[[str], None], back: QWidget | None, day: date | None
    ) -> None:
        self._given, self._back, self._day, self._needed = given, back, day, True
        if not self._made:
            self._lay_out()
        self.field.clear()
        self.field.setPlaceholderText(question)
        self.field.setAccessibleName(question)
        self.wrong.hide()
        self.show()
        self.field.setFocus()

    def _lay_out(self) -> None:
        self._made = True
        self.field = Field()
        self.keep = Button(self.tr("Keep"))
        self.wrong = Status(Shape.TRIANGLE, "", 12)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 4)
        box.setSpacing(4)
        box.addLayout(row(self.field, self.keep, spacing=4))
        box.addWidget(self.wrong)
        self.field.returnPressed.connect(self._take)
        self.keep.clicked.connect(self._take)

    def _take(self) -> None:
        text = self.field.text().strip()
        problem = self._problem(text)
        self.wrong.setVisible(bool(problem))
        self.wrong.set_state(Shape.TRIANGLE, problem)
        if not problem and self._given is not None:
            given = self._given
            self._end()
            given(text)

    def _problem(self, text: str) -> str:
        if not text:
            return self.tr("Write a few words, or Esc.") if self._needed else ""
        if self._day is not None:
            try:
                self._read(text, self._day)
            except ValueError:
                return self.tr("Write the day as 20 Oct, 20/10, +7.")
        return ""

    def _end(self) -> None:
        self.hide()
        self.field.clear()
        if self._back is not None and isValid(self._back):
            self._back.setFocus()
