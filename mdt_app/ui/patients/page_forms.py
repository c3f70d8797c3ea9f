"""What is typed beside a patient's page stays with that patient until it is kept, or left on purpose."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from mdt_app.domain.facts import Fact
from mdt_app.ui.acp.talk_forms import TalkForms
from mdt_app.ui.assessments.quick_form import QuickForm
from mdt_app.ui.careteam.care_forms import CareForms
from mdt_app.ui.patients.fact_form import FactForm
from mdt_app.ui.patients.identity_form import IdentityForm
from mdt_app.ui.patients.list_form import ListForm
from mdt_app.ui.patients.reading import PatientPage
from mdt_app.ui.patients.side_form import SideForm
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks


class PageForms(QStackedWidget):
    """All forms beside one patient's page, one of them open at a time.

    Signals: `opened()`, `closed()` of the open form, `said(words, undo, wrong)`.
    """

    opened = Signal()
    closed = Signal()
    said = Signal(str, object, bool)

    def __init__(self, tasks: Tasks, services: Services) -> None:
        super().__init__()
        self.patient_id = ""
        self.is_open = False
        self.list = ListForm()
        self.identity, self.quick = IdentityForm(tasks, services), QuickForm(tasks, services)
        self.talks, self.care = TalkForms(tasks, services), CareForms(tasks, services)
        self.fact = FactForm(tasks, services)
        for form in (self.list, self.identity, self.quick, self.talks, self.care, self.fact):
            self.addWidget(form)
            form.closed.connect(self.close_form)
        for group in (self.talks, self.care):
            group.opened.connect(lambda group=group: self._open(group))
            group.said.connect(self.said)
        self.quick.said.connect(self.said)
        self.fact.said.connect(self.said)

    def show_patient(self, patient_id: str) -> None:
        """Whom everything is about from now on."""
        self.patient_id = patient_id
        self.is_open = False
        self.talks.leave()
        self.care.show_patient(patient_id)

    def form(self) -> SideForm | None:
        """The form that is open."""
        shown = self.currentWidget()
        if isinstance(shown, TalkForms | CareForms):
            shown = shown.currentWidget()
        return shown if self.is_open and isinstance(shown, SideForm) else None

    def unsaved(self) -> bool:
        """Whether something is typed that is not kept."""
        form = self.form()
        return form is not None and form.typed()

    def free(self) -> bool:
        """Whether another form may take the place; else the one with words in it says that they are not kept."""
        form = self.form()
        if form is None or not form.typed():
            return True
        form.say_unkept()
        self.opened.emit()
        self.take_keys()
        return False

    def close_form(self) -> None:
        """The open form is done with."""
        self.is_open = False
        self.closed.emit()

    def take_keys(self) -> None:
        """Put the keys where the open form begins."""
        form = self.form()
        if form is not None:
            form.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def edit(self, page: PatientPage, field: str = "") -> None:
        """Ask who the patient is, or one field of that alone."""
        self._open(self.identity)
        self.identity.begin(page.view.patient, page.versions, field)

    def put_on_list(self, page: PatientPage) -> None:
        """Ask for a meeting and its question."""
        self._open(self.list)
        self.list.begin(page.meetings)

    def measure(self) -> None:
        """Ask for a patient's ECOG and distress."""
        self._open(self.quick)
        self.quick.begin(self.patient_id)

    def correct(self, page: PatientPage, fact: Fact) -> None:
        """Ask what is right in the place of a fact."""
        self._open(self.fact)
        self.fact.begin(fact, page)

    def shows(self, form: QWidget) -> bool:
        """Whether this form is open."""
        return self.is_open and self.currentWidget() is form

    def _open(self, form: QWidget) -> None:
        self.setCurrentWidget(form)
        self.is_open = True
        self.opened.emit()
