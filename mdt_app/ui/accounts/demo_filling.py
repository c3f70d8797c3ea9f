"""While the demo is invented, how far it is stands there, and it can be stopped with nothing left of it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from mdt_app.ui.accounts.sign_in import CenteredPage
from mdt_app.ui.common.messages import ProgressRow


class DemoFilling(CenteredPage):
    """Emits `stopped()`; Escape stops too."""

    stopped = Signal()

    def __init__(self, patients: int, parent: QWidget | None = None) -> None:
        super().__init__(
            QCoreApplication.translate("SignIn", "Inventing a board with its patients"),
            QCoreApplication.translate("SignIn", "It takes a moment. Stopping leaves nothing of it."),
            parent,
        )
        self._patients = patients
        self.progress = ProgressRow(self.tr("Patients and their meetings"))
        self.progress.set_progress(0, 1, self.tr("getting ready"))
        self.column.addWidget(self.progress)
        self.progress.cancelled.connect(self.stopped)

    def shown(self) -> None:
        self.progress.cancel.setFocus()

    def show_step(self, done: int, of: int, patients: int) -> None:
        """How far it is: `done` entries of `of`, and how many patients are among them."""
        said = self.tr("{n} of {all} patients").format(n=patients, all=self._patients)
        self.progress.set_progress(done, of, said if patients < self._patients else self._share(done, of))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape stops."""
        if event.key() == Qt.Key.Key_Escape:
            self.progress.cancel.click()
            return
        super().keyPressEvent(event)

    def _share(self, done: int, of: int) -> str:
        """All patients are there; what is written of them still comes."""
        return self.tr("{all} patients, {share} % written").format(all=self._patients, share=100 * done // of)
