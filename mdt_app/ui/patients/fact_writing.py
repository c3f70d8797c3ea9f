"""A fact that is corrected or withdrawn here gets a newer one beside it, and one press says the old one again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from mdt_app.domain.facts import Fact
from mdt_app.domain.payloads import Payload
from mdt_app.operations.commands import new_id
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.work import Change
from mdt_app.ui.common.dialogs import FinalDialog
from mdt_app.ui.errors import explain
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks


@dataclass(frozen=True, kw_only=True)
class Corrected:
    """What a fact says from now on."""

    payload: Payload
    true_from: date
    true_to: date | None = None


class FactWriter(QObject):
    """Emits `said(words, undo, wrong)` once it is kept, or where it could not be."""

    said = Signal(str, object, bool)

    def __init__(self, tasks: Tasks, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._services = tasks, services

    def correct(
        self, fact: Fact, right: Corrected, done: Callable[[], None], failed: Callable[[Exception], None]
    ) -> None:
        """Record what is right in the place of a fact."""
        id = new_id()

        def kept(_: tuple[Change, ...]) -> None:
            done()
            self.said.emit(
                self.tr("Corrected. The old entry is kept."), partial(self._restore, fact, id), False
            )

        self._write(fact, right, id, fact.id, kept, failed)

    def ask_withdraw(self, fact: Fact, text: str, beside: QWidget) -> FinalDialog:
        """Ask before a fact is withdrawn; `text` is what it says."""
        sentences = (
            text,
            self.tr(
                "It was entered in error: from now on nothing uses it, no page, no suggestion and no new letter."
            ),
            self.tr("Kept are the entry itself, and who withdrew it and when; no reason is asked."),
            self.tr("Letters issued before keep what they say. If one of them says it, correct that letter."),
        )
        dialog = FinalDialog(beside, self.tr("Withdraw this entry?"), sentences, self.tr("Withdraw"))
        dialog.accepted.connect(partial(self._withdraw, fact))
        return dialog

    def _withdraw(self, fact: Fact) -> None:
        id = new_id()

        def kept(_: tuple[Change, ...]) -> None:
            words = self.tr("Withdrawn as entered in error. The entry is kept.")
            self.said.emit(words, partial(self._restore, fact, id), False)

        same = Corrected(payload=fact.payload, true_from=fact.true_from, true_to=fact.true_to)
        self._write(fact, same, id, fact.id, kept, self._say_failed, withdrawn=True)

    def _restore(self, fact: Fact, after: str) -> None:
        """Say again what stood before `after`."""
        same = Corrected(payload=fact.payload, true_from=fact.true_from, true_to=fact.true_to)
        taken_back = self.tr("Taken back.")
        self._write(
            fact, same, new_id(), after, lambda _: self.said.emit(taken_back, None, False), self._say_failed
        )

    def _write(
        self, fact: Fact, right: Corrected, id: str, replaces: str, done: Callable[[tuple[Change, ...]], None],
        failed: Callable[[Exception], None], *, withdrawn: bool = False,
    ) -> None:  # fmt: skip
        command = self._services.command(
            RecordFact, fact_id=id, patient_id=fact.patient_id, kind=fact.kind, payload=right.payload,
            true_from=right.true_from, true_at=fact.at if right.true_from == fact.true_from else None,
            true_to=right.true_to, replaces=replaces, withdrawn=withdrawn, case_id=fact.case_id,
        )  # fmt: skip
        self._tasks.write(command, done, failed, self)

    def _say_failed(self, error: Exception) -> None:
        self.said.emit(explain(error).words, None, True)
