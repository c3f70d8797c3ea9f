"""The page turns back to any day, typed or stepped to; what is no such day is said, and the page stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mdt_app.ui.cases.days import parse_day
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.buttons import BareButton, LinkButton
from mdt_app.ui.common.fields import Field
from mdt_app.ui.common.messages import InlineMessage
from mdt_app.ui.common.text import Label
from mdt_app.ui.patients.words import full_day


class DayControl(QWidget):
    """Emits `turned(date)`. Its two keys step between the days that it is given; `known` asks what was known then.

    `wrong` says why a typed day was not taken; whoever shows the control gives it a line of its own.
    """

    turned = Signal(object)

    def __init__(self, *, known: bool = False) -> None:
        super().__init__()
        self._day = self._today = date.min
        self._known = known
        self._days: tuple[date, ...] = ()
        keys = "Alt+Shift+" if known else "Alt+"
        earlier, later = self.tr("Earlier ({key})"), self.tr("Later ({key})")
        self.before = BareButton(
            icon="chevron-left", name=earlier.format(key=f"{keys}Left"), shortcut=f"{keys}Left"
        )
        self.after = BareButton(
            icon="chevron-right", name=later.format(key=f"{keys}Right"), shortcut=f"{keys}Right"
        )
        asked = (
            self.tr("Show what was known on this day") if known else self.tr("Show the page as on this day")
        )
        self.field = Field(name=asked)
        self.wrong = InlineMessage("")
        self.wrong.hide()
        self.today = LinkButton(self.tr("Today"))
        self.field.setFixedWidth(themes.current().px(116))
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        title = self.tr("As known on") if known else self.tr("As on")
        for part in (Label(title, "small"), self.before, self.field, self.after, self.today):
            box.addWidget(part)
        self.before.clicked.connect(lambda: self._step(-1))
        self.after.clicked.connect(lambda: self._step(1))
        self.today.clicked.connect(lambda: self.turned.emit(self._today))
        self.field.textEdited.connect(lambda _: self._say(""))
        self.field.returnPressed.connect(self._typed)
        self.field.editingFinished.connect(self._typed)

    def show_day(self, day: date, today: date, days: Sequence[date]) -> None:
        """The day that the page shows, and those on which something is recorded; words being typed stay."""
        same = day == self._day
        self._day, self._today, self._days = day, today, tuple(days)
        if not (same and self._typing()):
            self.field.set_text(full_day(day))
            self._say("")
        self.today.setEnabled(day != today)
        self.before.setEnabled(any(one < day for one in days))
        self.after.setEnabled(day < today)

    def _step(self, by: int) -> None:
        if by < 0:
            found = max((one for one in self._days if one < self._day), default=None)
        else:
            found = min((one for one in self._days if one > self._day), default=self._today)
        if found is not None:
            self.turned.emit(found)

    def _typing(self) -> bool:
        """Whether something else is written than the day that is shown."""
        written = self.field.text().strip() != full_day(self._day)
        return written and (self.field.hasFocus() or not self.wrong.isHidden())

    def _typed(self) -> None:
        text = self.field.text().strip()
        try:
            found = parse_day(text, self._today)
        except ValueError:
            self._refuse(
                self.tr("“{text}” is no day. Write 20 Oct, 20-10-2026 or 2026-10-20").format(text=text)
            )
            return
        if found is not None and found > self._today:
            ahead, found = found, self._past(found)
            if found is None:
                words = self.tr("{day} is still to come, and the page turns back only").format(
                    day=full_day(ahead)
                )
                self._refuse(words)
                return
        self._say("")
        self.field.set_text(full_day(found or self._day))
        if found is not None and found != self._day:
            self.turned.emit(found)

    def _refuse(self, why: str) -> None:
        """Why a day is not taken, and what the page still shows."""
        shown = self.tr("{why}; the page still shows {day}.")
        if self._known:
            shown = self.tr("{why}; the page still shows what was known on {day}.")
        self._say(shown.format(why=why, day=full_day(self._day)))

    def _say(self, words: str) -> None:
        self.field.set_wrong(bool(words))
        self.field.setAccessibleDescription(words)
        self.wrong.set_text(words)
        self.wrong.setVisible(bool(words))

    def _past(self, found: date) -> date | None:
        """A day written without its year is the last one that was; a day to come has no page."""
        if self.field.text().strip().endswith(str(found.year)):
            return None
        try:
            return found.replace(year=found.year - 1)
        except ValueError:
            return None
