"""The Belgian kind of a consultation is chosen where the case is prepared, on boards that have it switched on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mdt_app.domain.errors import Conflict
from mdt_app.domain.moc import Moc
from mdt_app.operations.case_rows import CaseView
from mdt_app.operations.fields import SetField
from mdt_app.ui.common.fields import Choice
from mdt_app.ui.common.frames import column
from mdt_app.ui.common.text import Label, SectionTitle
from mdt_app.ui.errors import explain
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks


class MocKindField(QWidget):
    """Kind of one case, with the words that say when it is this one. Emits `said(words, undo, wrong)`; hidden where the
    board has it off."""

    said = Signal(str, object, bool)

    def __init__(self, tasks: Tasks, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._services = tasks, services
        self._moc: Moc = services.guidance.moc
        self._case_id, self._version = "", 0
        kinds = [("", self.tr("not said yet")), *((one.id, one.name) for one in self._moc.kinds)]
        self.kind = Choice(kinds, name=self.tr("Kind of MOC"))
        self.words = Label("", "small", wrap=True)
        box = column(SectionTitle(self.tr("Kind of MOC")), self.kind, self.words, spacing=4)
        box.setContentsMargins(0, 12, 0, 0)
        self.setLayout(box)
        self.kind.chosen.connect(self._choose)
        self.hide()

    def show_case(self, view: CaseView, editable: bool) -> None:
        """What is recorded; nothing where the board does not use it."""
        self._case_id, self._version = view.case.id, view.case_versions.get("moc_kind", 0)
        self.setVisible(view.board.moc)
        self.kind.setEnabled(editable)
        self.kind.set_current(view.case.moc_kind)
        self._say(view.case.moc_kind)

    def _say(self, id: str) -> None:
        kind = self._moc.kind(id)
        self.words.set_text(kind.words if kind else self.tr("A suggestion of codes needs the kind."))

    def _choose(self, id: str) -> None:
        command = self._services.command(
            SetField, entity="case", entity_id=self._case_id, field="moc_kind", value=id,
            base_version=self._version,
        )  # fmt: skip
        self._say(id)
        self._tasks.write(command, None, self._failed, self)

    def _failed(self, error: Exception) -> None:
        """Somebody else chose first: what stands is shown by the next reading, and it is said."""
        if isinstance(error, Conflict):
            self.said.emit(
                self.tr("The kind was chosen elsewhere just now. Look, and choose again."), None, True
            )
        else:
            self.said.emit(explain(error).words, None, True)
