"""The page turns back to any day: typed, or from one day on which something happened to the next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mdt_app.ui.cases.days import parse_day
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.buttons import BareButton, LinkButton
from mdt_app.ui.common.fields import Field
from mdt_app.ui.common.text import Label
from mdt_app.ui.patients.words import full_day


class DayControl(QWidget):
    """Emits `turned(date)`. Its two keys step between the days that it is given; `known` asks what was known then."""

    turned = Signal(object)

    def __init__(self, *, known: bool = False) -> None:
        super().__init__()
        self._day = self._today = date.min
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
        self.field.returnPressed.connect(self._typed)
        self.field.editingFinished.connect(self._typed)

    def show_day(self, day: date, today: date, days: Sequence[date]) -> None:
        """The day that the page shows, and those on which something is recorded."""
        self._day, self._today, self._days = day, today, tuple(days)
        self.field.set_text(full_day(day))
        self.field.set_wrong(False)
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

    def _typed(self) -> None:
        try:
            found = parse_day(self.field.text(), self._today)
        except ValueError:
            self.field.set_wrong(True)
            return
        if found is not None and found > self._today:
            found = self._past(found)
        self.field.set_wrong(found is None)
        if found is not None and found != self._day:
            self.turned.emit(found)

    def _past(self, found: date) -> date | None:
        """A day written without its year is the last one that was; a day to come has no page."""
        if self.field.text().strip().endswith(str(found.year)):
            return None
        try:
            return found.replace(year=found.year - 1)
        except ValueError:
            return None
