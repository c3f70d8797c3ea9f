"""A batch is issued letter by letter: each is final once it is stored, and one that is refused stops no other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from mdt_app.operations.letter_life import IssueLetter
from mdt_app.operations.letter_stages import DeskLine
from mdt_app.ui.errors import explain
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks


@dataclass
class Issued:
    """What became of a batch: how many are issued, sentences of those refused, how many were not reached."""

    count: int = 0
    refused: tuple[str, ...] = ()
    left: int = 0


class Issuing(QObject):
    """Signals: `step(done, of)`, `ended(Issued)`."""

    step = Signal(int, int)
    ended = Signal(object)

    def __init__(self, tasks: Tasks, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._services = tasks, services
        self._waiting: list[DeskLine] = []
        self._total = 0
        self._issued = Issued()

    def begin(self, lines: Sequence[DeskLine]) -> None:
        """Issue these, in their order."""
        self._waiting, self._total, self._issued = list(lines), len(lines), Issued()
        self._next()

    def stop(self) -> None:
        """End after the letter under way."""
        self._issued.left, self._waiting = len(self._waiting), []

    def _next(self) -> None:
        self.step.emit(self._total - len(self._waiting) - self._issued.left, self._total)
        if not self._waiting:
            self.ended.emit(self._issued)
            return
        line = self._waiting.pop(0)
        command = self._services.command(IssueLetter, letter_id=line.id)

        def failed(error: Exception) -> None:
            said = f"{line.due.case_number} {line.due.letter.number}: {explain(error).words}"
            self._issued.refused = (*self._issued.refused, said)
            self._next()

        self._tasks.write(command, lambda _: self._count(), failed, self)

    def _count(self) -> None:
        self._issued.count += 1
        self._next()
