"""A part of a fact is written under its name; what is wrong with it is said right below it, in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from math import isfinite
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdt_app.domain.fact_text import number
from mdt_app.domain.plain_text import one_line
from mdt_app.ui.acp.words import past_day
from mdt_app.ui.cases.days import parse_day
from mdt_app.ui.common import frames
from mdt_app.ui.common.fields import Choice, Field, TextArea
from mdt_app.ui.common.messages import InlineMessage
from mdt_app.ui.common.segments import SegmentedButton
from mdt_app.ui.common.text import Label
from mdt_app.ui.patients.fact_fields import Part, Sort
from mdt_app.ui.patients.words import full_day, tr

LONG = 36
"""Letters that one line of the form shows; what is longer is written on as many lines as it takes."""

Widget = Field | TextArea | Choice | SegmentedButton


class PartEntry(QWidget):
    """One part with its value; `ahead` says that its day may lie ahead."""

    def __init__(self, part: Part, value: Any, today: date, *, ahead: bool = False) -> None:
        super().__init__()
        self.part, self._before = part, value
        self._today, self._ahead = today, ahead
        self.field = _widget(part, value)
        self.wrong = InlineMessage("")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addWidget(Label(part.label, "small", wrap=True))
        box.addWidget(self.field)
        box.addWidget(self.wrong)
        self.wrong.hide()

    def value(self) -> Any:
        """What is written. Raises ValueError in a sentence."""
        if isinstance(self.field, Choice):
            return self.field.current()
        if isinstance(self.field, SegmentedButton):
            return self.field.current() == "yes"
        written = self.field.text().strip()
        if self.part.needed and not written:
            raise ValueError(tr("{part}: this cannot be empty.").format(part=self.part.label))
        if isinstance(self._before, str) and written == self._before.strip():
            return self._before
        return self._reader()(written)

    def say(self, sentence: str, *, take_keys: bool = True) -> None:
        """What is wrong here, or nothing; the keys go where it is."""
        self.wrong.set_text(sentence)
        self.wrong.setVisible(bool(sentence))
        if isinstance(self.field, Field):
            self.field.set_wrong(bool(sentence))
        if sentence and take_keys:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            frames.reveal(self)

    def _reader(self) -> Callable[[str], Any]:
        readers: dict[Sort, Callable[[str], Any]] = {
            Sort.LINE: one_line, Sort.LINES: str, Sort.WHOLE: _whole, Sort.AMOUNT: _amount, Sort.DAY: self._day,
        }  # fmt: skip
        return readers[self.part.sort]

    def _day(self, written: str) -> date | None:
        if not written:
            return None
        try:
            found = parse_day(written, self._today) if self._ahead else past_day(written, self._today)
        except ValueError:
            ahead = tr("Write the day as 20 Oct 2026.")
            raise ValueError(
                ahead if self._ahead else tr("Write the day as 20 Oct; it cannot lie ahead.")
            ) from None
        return found


def _widget(part: Part, value: Any) -> Widget:
    if part.sort is Sort.CHOICE:
        known = [*part.choices]
        known += [(str(value), str(value))] if str(value) not in dict(known) else []
        return Choice(known, str(value), name=part.label)
    if part.sort is Sort.YES_NO:
        answers = (("yes", tr("Yes")), ("no", tr("No")))
        return SegmentedButton(answers, "yes" if value else "no", name=part.label, stretch=True)
    if part.sort is Sort.LINES or (part.sort is Sort.LINE and len(str(value)) > LONG):
        area = TextArea(name=part.label, rows=1, grows=True)
        area.set_text(str(value))
        return area
    return Field(name=part.label, text=_written(value))


def _written(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return full_day(value)
    return number(value) if isinstance(value, float) else str(value)


def _whole(written: str) -> int:
    try:
        return int(written)
    except ValueError:
        raise ValueError(tr("Write a whole number.")) from None


def _amount(written: str) -> float | None:
    if not written:
        return None
    try:
        found = float(written.replace(",", "."))
    except ValueError:
        found = float("nan")
    if not isfinite(found):
        raise ValueError(tr("Write a number."))
    return found
