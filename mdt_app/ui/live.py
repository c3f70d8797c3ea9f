"""A view is marked stale by a change, and reads again when it is seen; what is being typed is left alone."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from mdt_app.operations.work import Change
from mdt_app.ui.tasks import Tasks


class LiveView(QWidget):
    """A screen fed by reading. Subclasses say what concerns them (`concerns`) and how to read (`refresh`).

    Many changes in one turn of the event loop cause one reading.
    """

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tasks = tasks
        self._stale = True
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._refresh_if_seen)
        tasks.changed.connect(self._changed)

    def concerns(self, change: Change) -> bool:
        return True

    def refresh(self) -> None:
        raise TypeError(f"{type(self).__name__} does not say how it reads")

    def stale(self) -> None:
        """Read again, now or when shown."""
        self._stale = True
        self._soon.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._soon.start()

    def _changed(self, changes: tuple[Change, ...]) -> None:
        if any(self.concerns(one) for one in changes):
            self.stale()

    def _refresh_if_seen(self) -> None:
        if self._stale and self.isVisible():
            self._stale = False
            self.refresh()
