"""How a case is met and how long it takes are set beside its question."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mdt_app.domain.agenda import Listing
from mdt_app.ui.common.fields import Choice, Field
from mdt_app.ui.common.text import Label
from mdt_app.ui.common.theme import current

LONGEST = 120


class SlotFields(QWidget):
    """Triage and minutes of one listing. Emits `changed(field, value)` for what the user sets."""

    changed = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        choices = [("discuss", self.tr("Discuss")), ("complex", self.tr("Complex"))]
        self.triage = Choice(choices, name=self.tr("Triage"))
        self.minutes = Field(name=self.tr("Minutes"))
        self.minutes.setFixedWidth(current().px(64))
        self._shown = 0
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.triage, 1)
        row.addWidget(self.minutes)
        row.addWidget(Label(self.tr("minutes"), "secondary"))
        self.triage.chosen.connect(lambda key: self.changed.emit("triage", key))
        self.minutes.editingFinished.connect(self._set_minutes)

    def show_listing(self, listing: Listing, editable: bool) -> None:
        """What is stored; minutes that are being typed stay."""
        self.triage.set_current(listing.triage)
        self._shown = listing.minutes
        if not self.minutes.hasFocus():
            self.minutes.set_text(str(listing.minutes))
            self.minutes.set_wrong(False)
        self.setEnabled(editable)

    def _set_minutes(self) -> None:
        text = self.minutes.text().strip()
        good = text.isdigit() and 1 <= int(text) <= LONGEST
        self.minutes.set_wrong(not good)
        if good and int(text) != self._shown:
            self._shown = int(text)
            self.changed.emit("minutes", int(text))
