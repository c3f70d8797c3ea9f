"""What became of an action is written at once, and the way back is offered with the same words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal

from mdt_app.domain.decisions import Fate, Recommendation
from mdt_app.operations.fates import MarkFate
from mdt_app.ui.actions import words
from mdt_app.ui.errors import explain
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks


class Marking(QObject):
    """Emits `said(words, undo, wrong)`."""

    said = Signal(str, object, bool)

    def __init__(self, tasks: Tasks, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._services = tasks, services

    def mark(
        self, one: Recommendation, fate: Fate, code: str = "", note: str = "", on: date | None = None, *,
        done: Callable[[], None] | None = None,
    ) -> None:  # fmt: skip
        """Write what became of `one`; taking it back is another mark, so nothing is lost."""

        def finished(_: object) -> None:
            if done is not None:
                done()
            self.said.emit(self._kept(one, fate), partial(self._put_back, one), False)

        self._write(one.id, fate, code, note, on, finished)

    def _put_back(self, before: Recommendation) -> None:
        self._write(
            before.id, before.fate, before.fate_code, before.fate_note, before.fate_on,
            lambda _: self.said.emit(words.tr("Taken back."), None, False),
        )  # fmt: skip

    def _write(
        self, id: str, fate: Fate, code: str, note: str, on: date | None, done: Callable[[object], None]
    ) -> None:
        command = self._services.command(
            MarkFate, recommendation_id=id, fate=fate, code=code, note=note, on=on
        )
        self._tasks.write(command, done, self._say_failed, self)

    def _kept(self, one: Recommendation, fate: Fate) -> str:
        if fate == Fate.OPEN:
            return words.tr("{what}: open again.").format(what=one.what)
        return words.tr("{what}: {fate}.").format(what=one.what, fate=words.fate(fate))

    def _say_failed(self, error: Exception) -> None:
        self.said.emit(explain(error).words, None, True)
