"""How a case is met and how long it takes are set beside its question."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mdt_app.domain.agenda import Listing
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
        self._shown = 0
        self.urgent = CheckRow(self.tr("Urgent: comes first"))
        self.pin = CheckRow(self.tr("Pinned to its time (Alt+T)"))
        first = line(self.triage, self.minutes, Label(self.tr("minutes"), "secondary"))
        first.setStretchFactor(self.triage, 1)
        box = column(first, self.urgent, self.pin, spacing=0)
        box.setContentsMargins(0, 8, 0, 0)
        self.setLayout(box)
        self.triage.chosen.connect(lambda key: self.changed.emit("triage", key))
        self.minutes.editingFinished.connect(self._set_minutes)
        self.urgent.clicked.connect(lambda: self.changed.emit("urgency", int(self.urgent.isChecked())))
        self.pin.clicked.connect(self._want_pin)

    def show_listing(self, listing: Listing, editable: bool) -> None:
        """What is stored; minutes that are being typed stay."""
        self.triage.set_current(listing.triage)
        self.urgent.setChecked(listing.urgency > 0)
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

    def _set_minutes(self) -> None:
        text = self.minutes.text().strip()
        good = text.isdigit() and 1 <= int(text) <= LONGEST
        self.minutes.set_wrong(not good)
        if good and int(text) != self._shown:
            self._shown = int(text)
            self.changed.emit("minutes", int(text))
