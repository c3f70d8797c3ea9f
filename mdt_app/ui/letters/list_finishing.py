"""Whoever comes to the letters gets the lists that batches left behind as the program ended, and is told where."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from mdt_app.domain.accounts import Right
from mdt_app.operations.dispatching import SendLetter
from mdt_app.operations.letter_batch import Batch, Item, Options
from mdt_app.operations.work import Reader
from mdt_app.ui.letters.outcome_words import finished_words
from mdt_app.ui.services import FinishedLists, Services
from mdt_app.ui.tasks import Tasks


def batch_of(
    tasks: Tasks,
    services: Services,
    items: tuple[Item, ...] = (),
    options: Options | None = None,
    step: Callable[[int, int], bool] = lambda done, of: True,
) -> Batch:
    """A batch at this desk; from the work lane it reads and records in the store lane."""

    def read(reading: Callable[[Reader], Any]) -> Any:
        def act() -> Any:
            with services.open_reader() as reader:
                return reading(reader)

        return tasks.in_store_lane(act)

    def send(command: SendLetter) -> object:
        return tasks.in_store_lane(lambda: services.carry_out(command))

    return Batch(
        items=items, options=options or Options(), read=read, send=send, step=step, at=services.now()
    )


class ListFinishing(QObject):
    """Looks each time that a screen is shown. Signals: `said(words, undo, wrong)`."""

    said = Signal(str, object, bool)

    def __init__(self, tasks: Tasks, services: Services, screen: QWidget) -> None:
        super().__init__(screen)
        self._tasks, self._services = tasks, services
        self._told: tuple[str, ...] = ()
        if services.account.may(Right.LETTERS):
            screen.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The screen is shown."""
        if event.type() == QEvent.Type.Show:
            self.finish()
        return super().eventFilter(watched, event)

    def finish(self) -> None:
        """Write what is missing; nothing is said where nothing is, nor the same trouble twice."""
        if not self._services.outgoing.lists_missing():
            return
        tasks, services = self._tasks, self._services
        tasks.work(
            self, lambda _: services.outgoing.finish_lists(batch_of(tasks, services)), self._finished,
            failed=lambda _: None,
        )  # fmt: skip

    def _finished(self, done: FinishedLists) -> None:
        told, self._told = self._told, done.refused
        if done.files or (done.refused and done.refused != told):
            self.said.emit(finished_words(done), None, bool(done.refused))
