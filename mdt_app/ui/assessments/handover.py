"""Handed to a patient, the program shows that patient's questions alone, and every answer is kept as it is given."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from mdt_app.domain.assessments import in_language
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.guidance import Instrument
from mdt_app.domain.payloads import Assessment
from mdt_app.domain.people import Patient
from mdt_app.operations.commands import new_id
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.work import Change
from mdt_app.ui.assessments.patient_mode import PatientMode
from mdt_app.ui.own_password import OwnPassword
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks


class Handover(QObject):
    """Emits `given_back(fact_id)` once the staff has it again; "" where nothing was answered.

    The answers are one draft, a fact that each answer replaces: a kill loses none, and no rule counts them before
    somebody reviewed them. While one write is under way the newest answers wait for it.
    """

    given_back = Signal(str)

    def __init__(self, tasks: Tasks, services: Services, owner: QWidget) -> None:
        super().__init__(owner)
        self._tasks, self._services, self._owner = tasks, services, owner
        self.screen: PatientMode | None = None
        self._patient_id = ""
        self._draft_id = ""
        self._began: tuple[date, datetime] | None = None
        self._writing = False
        self._waiting: Assessment | None = None

    def begin(
        self, patient: Patient, instrument: Instrument, language: str, draft: Fact | None = None
    ) -> None:
        """Show the instrument's questions in a language that it has; go on with a draft where there is one."""
        if self.screen is not None:
            return
        guidance, now = self._services.guidance, self._services.now()
        worded = in_language(instrument, language, guidance.form_words)
        assert worded is not None, "the screen offers no other language"
        self._patient_id = patient.id
        self._draft_id = draft.id if draft else ""
        self._began = (draft.true_from, draft.at or now) if draft else (now.date(), now)
        by = "carer" if instrument.subject == "carer" else "patient"
        filled = Assessment(instrument=instrument.id, answers=(), by=by, language=language)
        if draft is not None and isinstance(draft.payload, Assessment):
            filled = draft.payload
        given = f"{patient.given} {patient.family}".strip()
        self.screen = PatientMode(*worded, given, filled)
        self.screen.changed.connect(self._keep)
        password = OwnPassword(self._tasks, self._services, self.screen)
        self.screen.release_asked.connect(password.ask)
        password.right.connect(self._return)
        password.refused.connect(self.screen.refuse)
        self.screen.showFullScreen()
        self._owner.window().hide()

    def _keep(self, filled: Assessment) -> None:
        self._waiting = filled
        if not self._writing:
            self._write()

    def _write(self) -> None:
        """Keep the newest answers as the draft; those that come meanwhile follow."""
        filled, self._waiting = self._waiting, None
        assert filled is not None
        assert self._began is not None
        self._writing = True
        fact_id, (day, at) = new_id(), self._began
        command = self._services.command(
            RecordFact, fact_id=fact_id, patient_id=self._patient_id, kind=Kind.ASSESSMENT_DRAFT, payload=filled,
            true_from=day, true_at=at, replaces=self._draft_id,
        )  # fmt: skip
        self._tasks.write(command, lambda changes: self._kept(fact_id, changes), self._failed, self)

    def _kept(self, fact_id: str, _: tuple[Change, ...]) -> None:
        self._draft_id, self._writing = fact_id, False
        if self._waiting is not None:
            self._write()

    def _failed(self, _: Exception) -> None:
        """The next answer brings all of them again; the patient is told, in plain words."""
        self._writing = False
        if self._waiting is not None:
            self._write()
        elif self.screen is not None:
            self.screen.not_kept()

    def _return(self) -> None:
        """The program is back before the questions go."""
        screen, self.screen = self.screen, None
        window = self._owner.window()
        window.show()
        window.activateWindow()
        if screen is not None:
            screen.release()
        self.given_back.emit(self._draft_id)
