"""What is said of the care is kept as facts, one after the other, and can be taken back at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from PySide6.QtCore import QObject, Signal

from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.handovers import confirmed
from mdt_app.domain.payloads import Transition
from mdt_app.operations.commands import new_id
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.work import Change
from mdt_app.ui.careteam import words
from mdt_app.ui.careteam.saying import Said
from mdt_app.ui.errors import explain
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks

Failed = Callable[[Exception], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """A fact that was kept, and what it took the place of."""

    id: str
    said: Said


class CareWriter(QObject):
    """Emits `said(words, undo, wrong)` once everything is kept, or where it could not be."""

    said = Signal(str, object, bool)

    def __init__(self, tasks: Tasks, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._services = tasks, services

    def write(
        self, patient_id: str, facts: Sequence[Said], day: date | None, said: str, *,
        at: datetime | None = None, done: Callable[[], None] | None = None, failed: Failed | None = None,
    ) -> None:  # fmt: skip
        """Keep the facts one after the other; after the last `done` is called and the way back is offered."""
        kept = [_Kept(id=new_id(), said=one) for one in facts]

        def finished(_: tuple[Change, ...]) -> None:
            if done is not None:
                done()
            self.said.emit(said, partial(self._undo, patient_id, kept), False)

        today = self._services.today()
        moment = at or (self._services.now() if day in (None, today) else None)
        for place, one in enumerate(kept):
            when, fact = one.said.day or day or today, one.said.corrects
            known = fact.at if fact is not None and fact.true_from == when else None
            command = self._services.command(
                RecordFact, fact_id=one.id, patient_id=patient_id, kind=one.said.kind, payload=one.said.payload,
                true_from=when, true_at=known or (moment if when == today else None),
                true_to=one.said.until, replaces=fact.id if fact else "",
            )  # fmt: skip
            last = place == len(kept) - 1
            self._tasks.write(command, finished if last else None, failed or self._say_failed, self)

    def confirm(self, patient_id: str, fact: Fact, name: str = "", move: str = "") -> None:
        """The receiver confirmed a handover today; `name` and `move` say whose and which, away from the page."""
        if not isinstance(fact.payload, Transition):
            return
        by = fact.payload.holder or self._services.account.name
        told = confirmed(fact.payload, self._services.today(), by)
        said = Said(kind=Kind.TRANSITION, payload=told, corrects=fact, day=fact.true_from)
        text = words.tr("Handover confirmed by {who}.").format(who=by)
        if name:
            text = words.tr("{name}, {move}: confirmed by {who}.").format(name=name, move=move, who=by)
        self.write(patient_id, (said,), None, text)

    def _undo(self, patient_id: str, kept: Sequence[_Kept]) -> None:
        """Take back what was kept, as recorded withdrawals; what was corrected is said again."""
        for one in kept:
            before = one.said.corrects
            command = self._services.command(
                RecordFact, fact_id=new_id(), patient_id=patient_id, kind=one.said.kind,
                payload=before.payload if before else one.said.payload,
                true_from=before.true_from if before else self._services.today(), true_at=before.at if before else None,
                true_to=before.true_to if before else None, replaces=one.id, withdrawn=before is None,
            )  # fmt: skip
            self._tasks.write(command, None, self._say_failed, self)
        self.said.emit(words.tr("Taken back."), None, False)

    def _say_failed(self, error: Exception) -> None:
        self.said.emit(explain(error).words, None, True)
