"""Beside a case that is prepared stand its Belgian kind, where the board uses it, and what came before it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdt_app.operations.case_rows import CaseView
from mdt_app.ui.actions.earlier import Earlier
from mdt_app.ui.actions.moc_kind import MocKindField
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks


class BesideCase(QWidget):
    """Emits `wanted(place, id)` where a line leads to, and `said(words, undo, wrong)`."""

    wanted = Signal(str, str)
    said = Signal(str, object, bool)

    def __init__(self, tasks: Tasks, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = MocKindField(tasks, services)
        self.earlier = Earlier(tasks, services)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 0)
        box.setSpacing(4)
        box.addWidget(self.kind)
        box.addWidget(self.earlier)
        self.kind.said.connect(self.said)
        self.earlier.opened.connect(lambda place: self.wanted.emit("meeting", f"{place}/meet"))

    def stops(self) -> tuple[QWidget, ...]:
        """What the tabulator stops at, as the eye goes."""
        return self.kind.kind, self.earlier.fold

    def show_case(self, view: CaseView, editable: bool) -> None:
        """Show what belongs to this case."""
        self.kind.show_case(view, editable)
        self.earlier.show_listing(view.patient.id, view.listing.id)
