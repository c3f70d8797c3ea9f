"""Letters whose recipient is another by now are addressed together; each is still read before it goes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from mdt_app.operations.addressing import ToAddress
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
        self._left, self._done = 0, 0
        self._refused: list[str] = []
        self._reviewed: tuple[str, ...] = ()

    def address(self, lines: Sequence[DeskLine | ToAddress], reviewed: Sequence[ToAddress] = ()) -> None:
        """Address these to whom the records name by now; of each that is refused it is said why, and which `reviewed`
        ones wait for somebody to send them back."""
        if self._left or not lines:
            return
        self._left, self._done, self._refused = len(lines), 0, []
        self._reviewed = tuple(one.about for one in reviewed)
        for one in lines:
            command = self._services.command(AddressLetter, letter_id=one.id)
            self._tasks.write(command, lambda _: self._over(1), partial(self._failed, _about(one)), self)

    def _failed(self, about: str, error: Exception) -> None:
        self._refused.append(f"{about}: {explain(error).words}")
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
        wait = self.tr("Reviewed, to be sent back first: {letters}.").format(
            letters="; ".join(self._reviewed)
        )
        words = (said if self._done else "", *self._refused, wait if self._reviewed else "")
        self.said.emit(" ".join(one for one in words if one), None, bool(self._refused))


def _about(one: DeskLine | ToAddress) -> str:
    return one.about if isinstance(one, ToAddress) else f"{one.due.patient.name}, {one.due.letter.number}"
