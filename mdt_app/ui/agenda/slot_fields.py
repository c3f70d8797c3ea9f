"""How a case is met, how long it takes and how soon it comes are set beside its question, as they were asked for."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mdt_app.domain.agenda import Listing
from mdt_app.domain.requests import Urgency
from mdt_app.ui.common.buttons import CheckRow
from mdt_app.ui.common.fields import Choice, Field
from mdt_app.ui.common.frames import column
from mdt_app.ui.common.frames import row as line
from mdt_app.ui.common.text import Label
from mdt_app.ui.common.theme import current

LONGEST = 120


class SlotFields(QWidget):
    """Triage, minutes, urgency and pin of one listing. Emits `changed(field, value)` for what the user sets, and
    `pin_wanted()` for a pin to be set or released."""

    changed = Signal(str, object)
    pin_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        choices = [("discuss", self.tr("Discuss")), ("complex", self.tr("Complex"))]
        self.triage = Choice(choices, name=self.tr("Triage"))
        self.minutes = Field(name=self.tr("Minutes"))
        self.minutes.setFixedWidth(current().px(64))
        self._shown = self._urgency = 0
        levels = (
            (Urgency.ROUTINE, self.tr("Routine")), (Urgency.SOON, self.tr("Soon: before routine cases")),
            (Urgency.URGENT, self.tr("Urgent: before all others")),
        )  # fmt: skip
        self.urgency = Choice([(str(int(one)), words) for one, words in levels], name=self.tr("Urgency"))
        self.pin = CheckRow(self.tr("Pinned to its time (Alt+T)"))
        first = line(self.triage, self.minutes, Label(self.tr("minutes"), "secondary"))
        first.setStretchFactor(self.triage, 1)
        box = column(first, 4, self.urgency, self.pin, spacing=0)
        box.setContentsMargins(0, 8, 0, 0)
        self.setLayout(box)
        self.triage.chosen.connect(lambda key: self.changed.emit("triage", key))
        self.minutes.editingFinished.connect(self._set_minutes)
        self.urgency.chosen.connect(self._set_urgency)
        self.pin.clicked.connect(self._want_pin)

    def show_listing(self, listing: Listing, editable: bool) -> None:
        """What is stored; minutes that are being typed stay."""
        self.triage.set_current(listing.triage)
        self._urgency = listing.urgency
        self.urgency.set_current(str(int(listing.urgency)))
        self.pin.setChecked(listing.pinned)
        self._shown = listing.minutes
        if not self.minutes.hasFocus():
            self.minutes.set_text(str(listing.minutes))
            self.minutes.set_wrong(False)
        self.setEnabled(editable)

    def _want_pin(self) -> None:
        """The pin shows what is stored, until it is."""
        self.pin.setChecked(not self.pin.isChecked())
        self.pin_wanted.emit()

    def _set_urgency(self, key: str) -> None:
        if int(key) != self._urgency:
            self.changed.emit("urgency", int(key))

    def _set_minutes(self) -> None:
        text = self.minutes.text().strip()
        good = text.isdigit() and 1 <= int(text) <= LONGEST
        self.minutes.set_wrong(not good)
        if good and int(text) != self._shown:
            self._shown = int(text)
            self.changed.emit("minutes", int(text))
