"""The forms of a conversation are the same wherever they open; what they keep can be taken back at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from mdt_app.domain.deciding import Deciding
from mdt_app.domain.facts import Fact
from mdt_app.operations.acp import Planning, read_planning
from mdt_app.operations.talks import KeepTalk
from mdt_app.operations.work import Change
from mdt_app.ui.acp.deciding_form import DecidingForm
from mdt_app.ui.acp.keeping import KeepingForm
from mdt_app.ui.acp.prognosis_form import PrognosisForm
from mdt_app.ui.acp.talk_form import TalkForm
from mdt_app.ui.acp.words_form import WordsForm
from mdt_app.ui.errors import explain
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks

Form = TalkForm | PrognosisForm | DecidingForm | WordsForm
TALK, PROGNOSIS, DECIDING, WORDS = "talk", "prognosis", "deciding", "words"
FIELDS = {
    "acp": "items", "sdm": "steps", "option": "options", "treatment-proposed": "proposals", "prognosis": "prognoses",
}  # fmt: skip


class TalkForms(QStackedWidget):
    """`begin(which, patient id)` opens a form; `which` is talk, prognosis, deciding or words.

    Signals: `said(words, undo, wrong)`, `opened()`, `closed()`.
    """

    said = Signal(str, object, bool)
    opened = Signal()
    closed = Signal()

    def __init__(self, tasks: Tasks, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._services = tasks, services
        self._patient_id = self._case_id = ""
        self._plan: Planning | None = None
        self.forms: dict[str, Form] = {}

    def begin(
        self,
        which: str,
        patient_id: str,
        case_id: str = "",
        *,
        key: str = "",
        deciding: Deciding | None = None,
    ) -> None:
        """Read what is known, then ask; `key` is the conversation to be corrected, `deciding` what a meeting already
        knows of the decision."""
        self._patient_id, self._case_id = patient_id, case_id
        guidance, today = self._services.guidance, self._services.today()

        def show(plan: Planning) -> None:
            if plan.patient_id == self._patient_id:
                self._open(which, replace(plan, deciding=deciding or plan.deciding), key)

        self._tasks.read(self, lambda reader: read_planning(reader, guidance, patient_id, today), show)

    def leave(self) -> None:
        """Go from a patient: a form that was asked for and is still being read does not open any more."""
        self._patient_id = ""

    def take_keys(self) -> None:
        """Put the keys where the form that is shown begins."""
        form = self.currentWidget()
        if isinstance(form, KeepingForm):
            form.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def form(self, which: str) -> Form:
        """One of the forms, made when it is asked for."""
        if which not in self.forms:
            made: Form = (
                TalkForm() if which == TALK
                else PrognosisForm() if which == PROGNOSIS
                else WordsForm() if which == WORDS
                else DecidingForm(self._services.guidance)
            )  # fmt: skip
            made.kept.connect(partial(self._keep, which))
            made.closed.connect(self.closed)
            self.addWidget(made)
            self.forms[which] = made
        return self.forms[which]

    def _open(self, which: str, plan: Planning, key: str) -> None:
        form, services = self.form(which), self._services
        self._plan = plan
        self.setCurrentWidget(form)
        self.opened.emit()
        about = (plan, services.today(), services.now(), services.account.name)
        if isinstance(form, TalkForm):
            form.begin(*about, key)
        else:
            form.begin(*about)
        self.take_keys()

    def _keep(self, which: str, payload: dict[str, Any], words: str) -> None:
        plan = self._plan
        if plan is None:
            return
        known = {one.id: one for talk in plan.talks for one in talk.facts}
        patient_id, case_id = plan.patient_id, self._case_id

        def done(changes: tuple[Change, ...]) -> None:
            self.closed.emit()
            made, gone = _made(changes)
            before = tuple(known[id] for id in gone if id in known)
            undo = partial(self._undo, patient_id, case_id, made, before) if made or before else None
            self.said.emit(words, undo, False)

        def failed(error: Exception) -> None:
            self.form(which).say(explain(error).words)

        self._write(patient_id, case_id, payload, done, failed)

    def _undo(self, patient_id: str, case_id: str, made: tuple[str, ...], before: tuple[Fact, ...]) -> None:
        """Take back what was kept; what a correction had replaced is said again."""
        restored: dict[str, list[Any]] = {}
        for one in before:
            restored.setdefault(FIELDS[one.kind], []).append(one.payload)
        payload = {
            "day": before[0].true_from if before else self._services.today(),
            "true_at": before[0].at if before else None,
            "corrects": made,
            **{name: tuple(said) for name, said in restored.items()},
        }
        self._write(
            patient_id, case_id, payload, lambda _: self.said.emit(self.tr("Taken back."), None, False),
            lambda error: self.said.emit(explain(error).words, None, True),
        )  # fmt: skip

    def _write(
        self, patient_id: str, case_id: str, payload: dict[str, Any],
        done: Callable[[tuple[Change, ...]], None], failed: Callable[[Exception], None],
    ) -> None:  # fmt: skip
        command = self._services.command(KeepTalk, patient_id=patient_id, case_id=case_id, **payload)
        self._tasks.write(command, done, failed, self)


def _made(changes: tuple[Change, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The facts that were kept and stand, and those of which they took the place or that were taken back."""
    made, gone = [], []
    for change in changes:
        fields = {one.name: one.new for one in change.fields}
        if change.entity == "fact":
            gone += [str(fields["replaces"])] if fields.get("replaces") else []
            made += [] if fields.get("withdrawn") else [change.entity_id]
    return tuple(made), tuple(gone)
