"""The forms of care stand beside the page; what they keep can be taken back at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.handovers import confirmed
from mdt_app.domain.payloads import Assessment, CareHolder, Carer, Payload, Transition
from mdt_app.domain.people import Person
from mdt_app.operations.care import Care
from mdt_app.operations.commands import new_id
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.work import Change
from mdt_app.ui.careteam import words
from mdt_app.ui.careteam.carer_form import CarerForm
from mdt_app.ui.careteam.grief_form import GriefForm
from mdt_app.ui.careteam.handover_form import HandoverForm
from mdt_app.ui.careteam.saying import Said
from mdt_app.ui.careteam.steps import KINDS, payload_of, said_of
from mdt_app.ui.errors import explain
from mdt_app.ui.patients.holder_form import HolderForm
from mdt_app.ui.patients.side_form import SideForm
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks

Failed = Callable[[Exception], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """A fact that was kept, and what it took the place of."""

    id: str
    said: Said


class CareForms(QStackedWidget):
    """`begin(form, key, care, people)` opens one. Signals: `said(words, undo, wrong)`, `opened()`, `closed()`."""

    said = Signal(str, object, bool)
    opened = Signal()
    closed = Signal()

    def __init__(self, tasks: Tasks, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._services = tasks, services
        self._patient_id = ""
        self.holder = HolderForm()
        self.handover, self.carer = HandoverForm(services.guidance), CarerForm(services.guidance)
        self.grief = GriefForm()
        for form in (self.holder, self.handover, self.carer, self.grief):
            self.addWidget(form)
            form.closed.connect(self.closed)
        for kept in (self.handover, self.carer, self.grief):
            kept.kept.connect(partial(self._keep, kept))
        self.holder.named.connect(self._keep_holder)
        self.carer.scored.connect(self._score)
        self.carer.ended.connect(self._end_carer)

    def show_patient(self, patient_id: str) -> None:
        """Whom everything is about."""
        self._patient_id = patient_id

    def begin(self, form: str, key: str, care: Care, people: Sequence[Person]) -> None:
        """Open a form: "holder" with a level (or level/task), "handover", "carer" or "grief"."""
        today, now = self._services.today(), self._services.now()
        if form == "holder":
            level, _, task = key.partition("/")
            self._open(self.holder)
            self.holder.begin(level, people, task)
            return
        shown = {"handover": self.handover, "carer": self.carer, "grief": self.grief}[form]
        assert isinstance(shown, HandoverForm | CarerForm | GriefForm)
        self._open(shown)
        shown.begin(care, key, today, now)
        shown.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def confirm(self, fact: Fact) -> None:
        """The receiver confirmed a handover today."""
        if isinstance(fact.payload, Transition):
            by = fact.payload.holder or self._services.account.name
            told = confirmed(fact.payload, self._services.today(), by)
            said = Said(kind=Kind.TRANSITION, payload=told, corrects=fact, day=fact.true_from)
            self._write((said,), None, words.tr("Handover confirmed by {who}.").format(who=by))

    def no_carer(self) -> None:
        """There is no carer."""
        self._write(
            (Said(kind=Kind.CARER, payload=Carer(none=True)),), None, words.tr("Kept: there is no carer.")
        )

    def take_step(self, step: str, yes: bool, day: date | None) -> None:
        """A step of a referral was taken, today unless another day is said."""
        said = Said(kind=KINDS[step], payload=payload_of(step, yes))
        self._write((said,), day, said_of(step, yes))

    def _open(self, form: SideForm) -> None:
        self.setCurrentWidget(form)
        self.opened.emit()

    def _keep_holder(self, holder: CareHolder) -> None:
        what = words.task(holder.task, holder.task) if holder.task else words.level(holder.level)
        said = words.tr("{what}: {name}").format(what=what, name=holder.name)
        self._write((Said(kind=Kind.CARE_HOLDER, payload=holder),), None, said, self.holder)

    def _score(self, kind: Kind, payload: Payload, said: str) -> None:
        if isinstance(payload, Assessment):
            payload = replace(payload, carer=self.carer.carer_name())
        self._write((Said(kind=kind, payload=payload),), None, said, self.carer, stays=True)

    def _end_carer(self, fact: Fact) -> None:
        until = max(self._services.today(), fact.true_from)
        ended = Said(kind=Kind.CARER, payload=fact.payload, corrects=fact, day=fact.true_from, until=until)
        self._write((ended,), None, words.tr("No longer a carer."), self.carer)

    def _keep(self, form: HandoverForm | CarerForm | GriefForm, payload: dict[str, Any], said: str) -> None:
        self._write(payload["facts"], payload["day"], said, form, at=payload["true_at"])

    def _write(
        self, facts: Sequence[Said], day: date | None, said: str, form: SideForm | None = None, *,
        at: datetime | None = None, stays: bool = False,
    ) -> None:  # fmt: skip
        """Keep the facts one after the other; after the last the form closes and the way back is offered."""
        kept = [_Kept(id=new_id(), said=one) for one in facts]
        patient_id = self._patient_id

        def failed(error: Exception) -> None:
            if form is None:
                self.said.emit(explain(error).words, None, True)
            else:
                form.say(explain(error).words)

        def done(_: tuple[Change, ...]) -> None:
            if form is not None and not stays:
                self.closed.emit()
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
            self._tasks.write(command, done if place == len(kept) - 1 else None, failed, self)

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
            self._tasks.write(command, None, self._undo_failed, self)
        self.said.emit(words.tr("Taken back."), None, False)

    def _undo_failed(self, error: Exception) -> None:
        self.said.emit(explain(error).words, None, True)
