"""Whose public holidays a board heeds is one code, and what they do to its next dates is shown before it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mdt_app.domain.agenda import OnHoliday, Rhythm, Session
from mdt_app.ui.common.fields import Choice, Field
from mdt_app.ui.common.frames import column, row
from mdt_app.ui.common.text import Label
from mdt_app.ui.meetings.words import holidays, said_start

SHOWN = 6


class RhythmDates(QWidget):
    """Code, what becomes of a meeting on a holiday, and the next dates. Emits `changed()` for what the user sets."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = ""
        self.code = Field(self.tr("none; BE, or DE-BY for a region"), name=self.tr("Public holidays of"))
        self.then = Choice(
            [
                (OnHoliday.SKIP.value, self.tr("there is no meeting")),
                (OnHoliday.NEXT_WORKING_DAY.value, self.tr("it moves to the next working day")),
            ],
            OnHoliday.SKIP.value,
            name=self.tr("On a public holiday"),
        )
        self.dates = Label("", "small", wrap=True)
        box = column(
            row(
                column(Label(self.code.accessibleName(), "small"), self.code, spacing=2),
                column(Label(self.then.accessibleName(), "small"), self.then, spacing=2),
                spacing=12,
            ),
            self.dates,
            spacing=4,
        )
        box.setContentsMargins(0, 0, 0, 0)
        self.setLayout(box)
        self.dates.hide()
        self.code.editingFinished.connect(self._edited)
        self.then.chosen.connect(lambda _: self.changed.emit())

    def show_rhythm(self, rhythm: Rhythm | None) -> None:
        """What a rhythm says of holidays."""
        self.code.set_text(rhythm.holidays if rhythm else "")
        self._told = self.code.text()
        self.then.set_current(rhythm.on_holiday.value if rhythm else OnHoliday.SKIP.value)
        self.code.set_wrong(False)
        self.dates.hide()

    def applied(self, rhythm: Rhythm) -> Rhythm:
        """A rhythm with the holidays that stand here."""
        code = self.code.text().strip().upper()
        return replace(rhythm, holidays=code, on_holiday=OnHoliday(self.then.current()))

    def show_sessions(self, sessions: Sequence[Session], zone: tzinfo | None) -> None:
        """The next dates, each with what holidays did on the way to it."""
        self.code.set_wrong(False)
        lines = []
        for one in sessions[:SHOWN]:
            said = " ".join(holidays(one, zone))
            lines.append(": ".join(part for part in (said_start(one.starts_at, zone), said) if part))
        self.dates.set_text("\n".join((self.tr("Next dates:"), *lines)) if lines else "")
        self.dates.set_tone("")
        self.dates.setVisible(bool(lines))

    def say_wrong(self, problem: str) -> None:
        """The code is none that is known."""
        self.code.set_wrong(True)
        self.dates.set_text(problem)
        self.dates.set_tone("look")
        self.dates.show()

    def _edited(self) -> None:
        if self.code.text() != self._told:
            self._told = self.code.text()
            self.changed.emit()
