"""Behind the list the letters that something was corrected of are looked at, some at a time, until all are."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from mdt_app.operations.letter_mended import MendedLetters, mended_letters
from mdt_app.ui.errors import Explained
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks


class Mending(QObject):
    """`stale()` is called where letters were found since the list was read."""

    def __init__(self, tasks: Tasks, services: Services, stale: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._services, self._stale = tasks, services, stale
        self._listed = 0
        self._running = False

    def follow(self, listed: int, left: int) -> None:
        """`listed` letters are known to carry an error, and `left` are to be looked at."""
        self._listed = listed
        if left:
            self._go_on()

    def _go_on(self) -> None:
        if self._running:
            return
        self._running = True
        guidance = self._services.guidance
        self._tasks.read(self, lambda reader: mended_letters(reader, guidance), self._came, self._failed)

    def _came(self, found: MendedLetters) -> None:
        self._running = False
        if found.left:
            self._go_on()
        elif len(found.by_id) != self._listed:
            self._stale()

    def _failed(self, problem: Explained) -> None:
        self._running = False
        self._tasks.failed.emit(problem)
