"""The forms of care stand beside the page; what they keep can be taken back at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.payloads import Assessment, CareHolder, Carer, Payload
from mdt_app.domain.people import Person
from mdt_app.operations.care import Care
from mdt_app.ui.careteam import words
from mdt_app.ui.careteam.carer_form import CarerForm
from mdt_app.ui.careteam.grief_form import GriefForm
from mdt_app.ui.careteam.handover_form import HandoverForm
from mdt_app.ui.careteam.saying import Said
from mdt_app.ui.careteam.steps import KINDS, payload_of, said_of
from mdt_app.ui.careteam.writing import CareWriter
from mdt_app.ui.errors import explain
from mdt_app.ui.patients.holder_form import HolderForm
from mdt_app.ui.patients.side_form import SideForm
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks


class CareForms(QStackedWidget):
    """`begin(form, key, care, people)` opens one. Signals: `said(words, undo, wrong)`, `opened()`, `closed()`."""

    said = Signal(str, object, bool)
    opened = Signal()
    closed = Signal()

    def __init__(self, tasks: Tasks, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.writer = CareWriter(tasks, services, self)
        self.writer.said.connect(self.said)
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
        self.writer.confirm(self._patient_id, fact)

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
        """Keep the facts; after the last the form closes, and what went wrong is said in it."""

        def failed(error: Exception) -> None:
            assert form is not None
            form.say(explain(error).words)

        self.writer.write(
            self._patient_id, facts, day, said, at=at, done=self.closed.emit if form and not stays else None,
            failed=failed if form else None,
        )  # fmt: skip
