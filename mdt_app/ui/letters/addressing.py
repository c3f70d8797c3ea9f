"""Letters made for nobody are addressed together once somebody is on record; each is still read before it goes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from mdt_app.operations.letter_stages import DeskLine
from mdt_app.operations.letters import AddressLetter
from mdt_app.ui.errors import explain
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks


class Addressing(QObject):
    """Signal: `said(words, undo, wrong)` once all are done."""

    said = Signal(str, object, bool)

    def __init__(self, tasks: Tasks, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._services = tasks, services
        self._left, self._done, self._refused = 0, 0, ""

    def address(self, lines: Sequence[DeskLine]) -> None:
        """Address these to whom the records name by now."""
        if self._left or not lines:
            return
        self._left, self._done, self._refused = len(lines), 0, ""
        for one in lines:
            command = self._services.command(AddressLetter, letter_id=one.id)
            self._tasks.write(command, lambda _: self._over(1), self._failed, self)

    def _failed(self, error: Exception) -> None:
        self._refused = explain(error).words
        self._over(0)

    def _over(self, done: int) -> None:
        self._left -= 1
        self._done += done
        if self._left:
            return
        said = (
            self.tr("1 letter is addressed. Review it next.")
            if self._done == 1
            else self.tr("{n} letters are addressed. Review them next.").format(n=self._done)
        )
        words = (said if self._done else "", self._refused)
        self.said.emit(" ".join(one for one in words if one), None, bool(self._refused))
