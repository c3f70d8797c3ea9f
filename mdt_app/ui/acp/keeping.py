"""A form of a conversation says its day, is kept with one key, and says what is wrong in its own place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QWidget

from mdt_app.ui.acp import words
from mdt_app.ui.common.buttons import Button
from mdt_app.ui.common.fields import Field
from mdt_app.ui.common.frames import Line, Pane, column, row
from mdt_app.ui.common.text import Label
from mdt_app.ui.patients.side_form import SideForm

UNKNOWN = date.min


class KeepingForm(SideForm):
    """Emits `kept(payload of KeepTalk, words)` on Ctrl+Enter."""

    kept = Signal(object, str)

    def __init__(self, title: str, verb: str) -> None:
        super().__init__(title)
        self.today = UNKNOWN
        self._now: datetime | None = None
        self.day = Field(name=self.tr("Day of the conversation"))
        self.first = self.day
        self.keep = Button(verb, hint="Ctrl+Enter", shortcut="Ctrl+Return")
        self.keep.clicked.connect(self._keep)

    def payload(self) -> dict[str, Any]:
        """What is to be kept, but for its day. Raises ValueError in a sentence."""
        raise ValueError(type(self).__name__)

    def kept_words(self) -> str:
        """What is said after keeping."""
        return ""

    def start(self, today: date, now: datetime, day: date | None = None) -> None:
        """Begin on a day, today unless another is said."""
        self.today, self._now = today, now
        self.day.set_text(f"{day or today:%d-%m-%Y}")
        self.day.set_wrong(False)
        self.begin_typing()

    def unkept_words(self) -> str:
        """What keeps it, and what leaves it."""
        return self.tr("Not kept yet. Ctrl+Enter keeps it; Escape once more leaves it.")

    def moment_of(self, day: date) -> datetime | None:
        """The hour of what is said today; of another day none is known."""
        return self._now if day == self.today else None

    def read(self, field: Field, how: Callable[[str, date], Any], wrong: str) -> Any:
        """A field's value. Marks it and raises ValueError with the sentence `wrong` where it has none."""
        try:
            found = how(field.text(), self.today)
        except ValueError:
            field.set_wrong(True)
            field.setFocus()
            raise ValueError(wrong) from None
        field.set_wrong(False)
        return found

    def labelled(self, field: QWidget, shown: QLayout | None = None) -> None:
        """A field under its name."""
        held = column(Label(field.accessibleName(), "small"), shown or field, spacing=2)
        self.inner.addLayout(held)

    def close_with_key(self) -> None:
        """Put the button, and what is wrong, under everything; they never scroll away."""
        self.inner.addStretch(1)
        foot = Pane("surface", margins=(16, 8, 16, 8), spacing=8)
        foot.box.addWidget(self.wrong)
        foot.box.addLayout(row(self.keep, None))
        self.wrong.hide()
        self.box.addWidget(Line())
        self.box.addWidget(foot)

    def _keep(self) -> None:
        try:
            wrong = self.tr("Write the day as 20 Oct; it cannot lie ahead.")
            day = self.read(self.day, words.past_day, wrong)
            payload = {"day": day, "true_at": self.moment_of(day), **self.payload()}
        except ValueError as problem:
            self.say(str(problem))
            return
        self.kept.emit(payload, self.kept_words())
