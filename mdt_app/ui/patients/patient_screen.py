"""One patient on one page and on any day: who, what matters, the illness, who cares, what is due, and why."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from mdt_app.domain.accounts import Right
from mdt_app.operations.agenda import ListCase
from mdt_app.operations.commands import new_id
from mdt_app.operations.work import Change
from mdt_app.ui.acp.planning_view import PlanningView
from mdt_app.ui.assessments.trends import TrendsView, Whose
from mdt_app.ui.careteam.care_view import CareView
from mdt_app.ui.common import keys
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common import words as said
from mdt_app.ui.common.frames import Line, Pane, column
from mdt_app.ui.common.segments import SegmentedButton
from mdt_app.ui.common.split import Split
from mdt_app.ui.errors import explain
from mdt_app.ui.live import LiveView
from mdt_app.ui.patients.checks import Checks
from mdt_app.ui.patients.fact_acts import FactActs
from mdt_app.ui.patients.header import PatientHeader
from mdt_app.ui.patients.overview import Overview
from mdt_app.ui.patients.page_forms import PageForms
from mdt_app.ui.patients.person_column import PersonColumn
from mdt_app.ui.patients.reading import PatientPage, read_page
from mdt_app.ui.patients.timeline import Timeline
from mdt_app.ui.patients.words import said_number
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks

ROOMY = 1200
WIDTHS = {True: (320, 384), False: (264, 324)}
PARTS = ("overview", "planning", "care", "timeline", "trends")
OF_EVERYBODY = frozenset({"meeting", "board", "person"})


class PatientScreen(LiveView):
    """`show_patient(id)` opens the page on today, "id/trends" at the trends, "id/planning/talk" at a form,
    "id/care/handover" where a handover waits, "id/care/primary" at that level, "id/overview/address" in the address;
    "id/care/name-primary" opens the form that names a level's holder, "id/care/address-primary" at his address,
    "id/care/phone-primary" at his number,
    "id/timeline/letters" what letters may be made of.

    Signals: `go(place, id)`, `said(words, undo, wrong)`, `scores_asked(patient id)`.
    """

    go = Signal(str, str)
    said = Signal(str, object, bool)
    scores_asked = Signal(str)

    def __init__(self, tasks: Tasks, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent)
        self._services = services
        self._patient_id = self._care_place = self._wanted = ""
        self._on: date | None = None
        self.page: PatientPage | None = None
        self.header = PatientHeader(services.guidance.patient_wills)
        self.person = PersonColumn(services.guidance.fate_reasons)
        self.overview, self.timeline, self.trends = Overview(), Timeline(services.guidance), TrendsView()
        self.planning, self.care = PlanningView(), CareView(services.guidance)
        words = (
            self.tr("Overview"), self.tr("Planning"), self.tr("Care"), self.tr("Timeline"), self.tr("Trends"),
        )  # fmt: skip
        parts = tuple(zip(PARTS, words, strict=True))
        self.parts = SegmentedButton(parts, "overview", name=self.tr("Part of the page"))
        self.middle = QStackedWidget()
        self.checks = Checks(services.guidance)
        self.side = QStackedWidget()
        self.forms = self._made_forms()
        guidance, box = services.guidance, self.timeline.fact
        self.facts = FactActs(box, guidance, lambda: self.page, lambda: self.forms, self)
        self._waiting: dict[str, PageForms] = {}
        self._to_begin = False
        self._came_from: QWidget | None = None
        self._lay_out()
        self._connect()

    def show_patient(self, patient_id: str) -> None:
        """Open a patient's page on today; "id/part" opens it at that part."""
        patient_id, part, form = [*patient_id.split("/"), "", ""][:3]
        another = patient_id != self._patient_id
        self._to_begin = True
        if another:
            self._change_forms(patient_id)
            self.checks.forget()
            self.page = None
        if another or (part == "timeline" and form):
            self.timeline.forget()
        if another:
            self.body.setVisible(False)
            part = part or "overview"
        if part in PARTS:
            self._show_part(part)
        if part in PARTS and part != PARTS[0]:
            self._split.reveal(self.middle)
        self._patient_id, self._on = patient_id, None
        self._show_side()
        self._wanted = form if part == "overview" or (part == "care" and "-" in form) else ""
        self._care_place = (form or part) if part == "care" and not self._wanted else ""
        if form and part == "timeline":
            self.timeline.ask_for(form)
        elif form and part not in ("care", "overview"):
            self._talk(form)
        self.stale()

    def patient_id(self) -> str:
        """Whose page it is."""
        return self._patient_id

    def concerns(self, change: Change) -> bool:
        """This patient's own changes, and the meetings and people named on the page."""
        return change.patient_id == self._patient_id or change.entity in OF_EVERYBODY

    def refresh(self) -> None:
        """Read the page anew."""
        if not self._patient_id:
            return
        wanted, guidance, today = self._patient_id, self._services.guidance, self._services.today()
        on = self._on or today
        self.tasks.read(
            self,
            lambda reader: read_page(reader, guidance, wanted, on, today),
            lambda page: self._show(wanted, on, page),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the sides give way first."""
        super().resizeEvent(event)
        left, right = WIDTHS[self.width() >= themes.current().px(ROOMY)]
        self._left.set_width(left)
        self.person.room = left
        self._right.set_width(right)

    def changeEvent(self, event: QEvent) -> None:
        """At another text scale the panes are set out anew; the trends then take their room again."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and "_split" in self.__dict__:
            QTimer.singleShot(0, self, self._make_room)

    def turn_to(self, day: date) -> None:
        """Show the page as on another day."""
        today = self._services.today()
        self._on = None if day >= today else day
        self._show_side()
        self.stale()

    def open_fact(self, fact_id: str) -> None:
        """Show a fact in the timeline."""
        self._show_part("timeline")
        self.timeline.open_fact(fact_id)

    def _show(self, wanted: str, on: date, page: PatientPage) -> None:
        today = self._services.today()
        if wanted != self._patient_id or on != (self._on or today):
            return
        self.page = page
        is_today, may = self._on is None, self._services.account.may
        self.header.show_page(page, is_today, may(Right.PREPARE))
        self.header.measure.setVisible(is_today and may(Right.RECORD))
        self.header.ask.setVisible(is_today and may(Right.RECORD))
        self.header.day.show_day(on, today, page.days)
        self.person.show_page(page, is_today and may(Right.RECORD))
        self.overview.show_background(page.view.background)
        self.timeline.show_page(page, is_today and may(Right.RECORD))
        self.trends.show_trends(page.trends, _whose(page))
        self.planning.show_planning(page.planning, page.view.prompts, is_today and may(Right.RECORD))
        self.care.show_care(page.care, is_today and may(Right.RECORD))
        self.checks.show_page(page, is_today and may(Right.RECORD))
        if self.forms.shows(self.forms.identity):
            self.forms.identity.show_patient(page.view.patient, page.versions)
        to_begin, self._to_begin = self._to_begin or self.body.isHidden(), False
        self.body.setVisible(True)
        self._open_wanted(page)
        if to_begin and not keys.writes_elsewhere(self):
            self._begin_keys()
        if self._care_place:
            QTimer.singleShot(0, self, lambda: self._split.reveal(self.middle))
        self._care_place = ""

    def _open_wanted(self, page: PatientPage) -> None:
        """Somebody was sent to write one thing: its form is open, with the keys in its field."""
        wanted, self._wanted = self._wanted, ""
        if not wanted or not self._services.account.may(Right.RECORD if "-" in wanted else Right.PREPARE):
            return
        act, _, level = wanted.partition("-")
        if not self.forms.free():
            return
        if level:
            self.forms.care.begin("holder", level, page.care, page.people)
            if act in ("address", "phone"):
                self.forms.care.holder.complete(page.care.team.level(level).holder, act)
        else:
            self.forms.edit(page, wanted)

    def _begin_keys(self) -> None:
        """A form that is open has the keys, then what waits in the care where that part is opened, else the parts."""
        if self.middle.currentWidget() is self.timeline and self.timeline.take_keys():
            return
        if self.side.currentWidget() is self.forms:
            self.forms.take_keys()
        elif self.middle.currentWidget() is self.care:
            self.care.take_keys(self._care_place)
        else:
            self.parts.segment(self.parts.current()).setFocus()

    def _show_part(self, part: str) -> None:
        self.parts.set_current(part)
        self._turn(part)

    def _turn(self, part: str) -> None:
        self.middle.setCurrentIndex(PARTS.index(part))
        self._make_room()

    def _make_room(self) -> None:
        """Trends take the room of what is due, until a form is asked for there."""
        trends, checks = self.middle.currentWidget() is self.trends, self.side.currentWidget() is self.checks
        if not self._split.shows_one():
            self._right.setVisible(not (trends and checks))

    def _note_taken(self, patient_id: str, how: str) -> None:
        """What leaves the program is in the log of who saw what."""
        self.tasks.read(self, lambda reader: reader.log_read(patient_id, f"trends, {how}"), lambda _: None)

    def _talk(self, form: str, key: str = "") -> None:
        """Ask for a conversation, a prognosis or a shared decision beside the page."""
        if self.forms.free():
            self.forms.talks.begin(form, self._patient_id, key=key)

    def _made_forms(self) -> PageForms:
        """A set of forms for one patient; another waits while something typed on it is not kept."""
        forms = PageForms(self.tasks, self._services)
        forms.opened.connect(self._begin_form)
        forms.closed.connect(self._end_form)
        forms.said.connect(self.said)
        forms.quick.more_asked.connect(lambda id: self.go.emit("assessments", id))
        forms.list.asked.connect(lambda *asked: self._put_on(forms, *asked))
        forms.list.plan_asked.connect(lambda: self.go.emit("meetings", ""))
        self.side.addWidget(forms)
        return forms

    def _change_forms(self, patient_id: str) -> None:
        """What is typed about a patient and not kept waits until that patient is shown again."""
        left, self.forms = self.forms, self._waiting.pop(patient_id, self.forms)
        if left.unsaved():
            self._waiting[left.patient_id] = left
            name = self.page.view.patient.name if self.page is not None else self.tr("the patient before")
            self.said.emit(
                self.tr("What you typed about {name} waits on that page.").format(name=name), None, False
            )
            if self.forms is left:
                self.forms = self._made_forms()
        elif self.forms is not left:
            self.side.removeWidget(left)
            left.deleteLater()
        if self.forms.patient_id != patient_id:
            self.forms.show_patient(patient_id)

    def _begin_form(self) -> None:
        if not keys.holds(self.forms):
            self._came_from = self.window().focusWidget()
        self._show_side()

    def _end_form(self) -> None:
        """The keys go back to what asked for the form."""
        had = keys.holds(self.side)
        self._show_side()
        if had:
            back = self._came_from
            if back is not None and isValid(back) and back.isVisible() and self.isAncestorOf(back):
                back.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                self._begin_keys()

    def _show_side(self) -> None:
        """An open form stands where what is due stands else; on a day that is past nothing is entered."""
        opened = self.forms.is_open and self._on is None
        self.side.setCurrentWidget(self.forms if opened else self.checks)
        self._make_room()

    def _ask_care(self, form: str, key: str) -> None:
        """Ask who holds a level or a task, or about a handover, a carer or the family after a death."""
        if self.page is not None and self.forms.free():
            self.forms.care.begin(form, key, self.page.care, self.page.people)

    def _confirm_handover(self, fact_id: str) -> None:
        if self.page is not None and fact_id in self.page.facts:
            self.forms.care.confirm(self.page.facts[fact_id])

    def _edit(self) -> None:
        if self.page is not None and self.forms.free():
            self.forms.edit(self.page)

    def _list(self) -> None:
        if self.page is not None and self.forms.free():
            self.forms.put_on_list(self.page)

    def _measure(self) -> None:
        if self.page is not None and self.forms.free():
            self.forms.measure()

    def _put_on(self, forms: PageForms, meeting_id: str, question: str, asked_by: str) -> None:
        listing_id = new_id()
        command = self._services.command(
            ListCase, listing_id=listing_id, case_id=new_id(), meeting_id=meeting_id, patient_id=forms.patient_id,
            question=question, asked_by=asked_by,
        )  # fmt: skip

        def done(_: tuple[Change, ...]) -> None:
            forms.close_form()
            self.said.emit(self.tr("On the agenda. The meeting stands under Tumour boards."), None, False)

        self.tasks.write(command, done, lambda error: forms.list.say(explain(error).words), self)

    def _lay_out(self) -> None:
        self._left, self._right = left, right = Pane("pane"), Pane("surface")
        left.box.addWidget(self.person)
        middle = Pane("surface")
        top = column(self.parts, spacing=0)
        top.setContentsMargins(24, 12, 24, 8)
        middle.box.addLayout(top)
        for part in (self.overview, self.planning, self.care, self.timeline, self.trends):
            self.middle.addWidget(part)
        middle.box.addWidget(self.middle, 1)
        self.side.addWidget(self.checks)
        self.side.setCurrentWidget(self.checks)
        right.box.addWidget(self.side)
        self.body = _Body()
        inside = QVBoxLayout(self.body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self.header)
        inside.addWidget(Line())
        names = (self.tr("Person"), self.tr("Illness"), self.tr("Due"))
        self._split = Split((left, 0), (middle, 1), (right, 0), names=names)
        self._split.arranged.connect(self._make_room)
        inside.addWidget(self._split, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.body)
        self.body.hide()

    def _connect(self) -> None:
        self.parts.chosen.connect(self._turn)
        self.header.day.turned.connect(self.turn_to)
        self.header.past.acted.connect(lambda: self.turn_to(self._services.today()))
        self.header.edit_asked.connect(self._edit)
        self.header.list_asked.connect(self._list)
        self.header.board_asked.connect(lambda: self.go.emit("requests", f"new/{self._patient_id}"))
        self.header.palliative.clicked.connect(lambda: self.go.emit("palliative", self._patient_id))
        self.header.measure_asked.connect(self._measure)
        self.header.code.clicked.connect(lambda: self._show_part("planning"))
        self.planning.asked.connect(self._talk)
        self.planning.fact_asked.connect(self.open_fact)
        self.checks.form_asked.connect(self._talk)
        self.scores_asked.connect(lambda id: self.go.emit("assessments", id))
        self.care.asked.connect(self._ask_care)
        self.care.confirmed.connect(self._confirm_handover)
        self.care.no_carer.connect(lambda: self.forms.care.no_carer())
        self.care.step_taken.connect(lambda *step: self.forms.care.take_step(*step))
        self.care.fact_asked.connect(self.open_fact)
        self.care.cover_asked.connect(lambda: self.go.emit("settings", ""))
        self.person.holder_asked.connect(lambda level: self._ask_care("holder", level))
        self.person.carers_asked.connect(lambda: self._show_part("care"))
        self.person.words_asked.connect(lambda: self._talk("words"))
        self.person.case_asked.connect(lambda place: self.go.emit("meeting", place))
        self.person.request_asked.connect(lambda case_id: self.go.emit("requests", case_id))
        self.facts.talk_asked.connect(self._talk)
        self.facts.care_asked.connect(self._ask_care)
        self.facts.scores_asked.connect(lambda: self.scores_asked.emit(self._patient_id))
        self.trends.said.connect(self.said)
        self.trends.taken.connect(self._note_taken)
        self.trends.record_asked.connect(lambda: self.scores_asked.emit(self._patient_id))


def _whose(page: PatientPage) -> Whose:
    """Name, birth date and first number, as they stand on a picture."""
    patient, numbers = page.view.patient, page.view.identifiers
    parts = [said.born(patient.birth_date, page.view.on), *(said_number(*one) for one in numbers[:1])]
    return Whose(patient_id=patient.id, name=patient.name, details="   ".join(parts))


class _Body(QWidget):
    """Its columns scroll by themselves, so the page never asks for more height than the window has."""

    def hasHeightForWidth(self) -> bool:
        """No: what wraps here scrolls."""
        return False
