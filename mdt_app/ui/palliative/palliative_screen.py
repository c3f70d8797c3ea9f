"""A palliative team opens this page first: what matters, what is due and suggested, the plan and the people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from mdt_app.operations.palliative_view import PalliativeView, palliative_view
from mdt_app.operations.work import Change
from mdt_app.ui.cases.criteria import CriteriaSection
from mdt_app.ui.common import keys
from mdt_app.ui.common.frames import Line
from mdt_app.ui.common.text import Label
from mdt_app.ui.live import LiveView
from mdt_app.ui.palliative import printing, statements
from mdt_app.ui.palliative.acts import PalliativeActs
from mdt_app.ui.palliative.columns import PageColumns
from mdt_app.ui.palliative.element_list import ElementList
from mdt_app.ui.palliative.fill import Lines
from mdt_app.ui.palliative.header import PalliativeHeader
from mdt_app.ui.palliative.night_page import NightPage
from mdt_app.ui.palliative.open_line import EDGE
from mdt_app.ui.palliative.prompts import Prompts
from mdt_app.ui.palliative.symptoms import Symptoms
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks

NIGHT = "night"
OF_EVERYBODY = frozenset({"meeting", "board", "person"})


class PalliativeScreen(LiveView):
    """`show_palliative("patient id")`, or "patient id/night" for the page out of hours.

    Signals: `go(place, id)`, `said(words, undo, wrong)`.
    """

    go = Signal(str, str)
    said = Signal(str, object, bool)

    def __init__(self, tasks: Tasks, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent)
        self._services = services
        self._patient_id = ""
        self._on: date | None = None
        self._known: date | None = None
        self._to_begin = False
        self.page: PalliativeView | None = None
        self.acts = PalliativeActs(tasks, services, self)
        self.header = PalliativeHeader(services.guidance.patient_wills)
        self.matters = Lines(self.tr("What matters"), "Alt+W", most=3)
        self.not_asked = Label("", "secondary", wrap=True)
        self.not_asked.setContentsMargins(EDGE, 4, 0, 0)
        self.matters.box.addWidget(self.not_asked)
        self.phase = Lines(self.tr("Where the illness stands"))
        self.planning = Lines(self.tr("Care planning"), "Alt+A", self.tr("New conversation"), last=True)
        self.people = Lines(self.tr("People"), "Alt+P", last=True)
        self.due = ElementList(self.acts)
        self.symptoms = Symptoms(self.acts)
        self.criteria = CriteriaSection(self.acts)
        self.board = Lines(self.tr("Tumour board"), "Alt+B", self.tr("Open"), most=4)
        self.medication = Lines(self.tr("Medication"))
        self.prompts = Prompts(self.acts)
        self.night = NightPage(services.guidance.settings)
        self.pages = QStackedWidget()
        self._lay_out()
        self._connect()

    def show_palliative(self, place: str) -> None:
        """Open a patient on today."""
        patient_id, _, part = place.partition("/")
        if patient_id != self._patient_id:
            self.page = None
            self.body.hide()
        self._patient_id, self._on, self._known = patient_id, None, None
        self._to_begin = True
        self._turn(part == NIGHT)
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
        on, known = self._on or today, self._known
        self.tasks.read(
            self,
            lambda reader: palliative_view(reader, guidance, wanted, on, known, today),
            lambda page: self._show(wanted, page),
        )

    def turn_to(self, day: date) -> None:
        """Show the page as on another day."""
        self._on = None if day >= self._services.today() else day
        self.stale()

    def know_on(self, day: date) -> None:
        """Show what was known on another day."""
        self._known = None if day >= self._services.today() else day
        self.stale()

    def back_to_today(self) -> None:
        """Turn both days to today."""
        self._on = self._known = None
        self.stale()

    def _show(self, wanted: str, page: PalliativeView) -> None:
        if wanted != self._patient_id:
            return
        first, self.page = self.page is None, page
        guidance, today = self._services.guidance, self._services.today()
        self.body.show()  # what is laid out while hidden keeps the heights of what stood there before
        self.acts.show_page(page, page.on == today and page.known_on is None)
        self.header.show_page(page, today)
        matters = statements.matters(page)
        self.matters.show_lines(matters)
        self.not_asked.set_text(self.tr("Not asked yet: what does the patient know, want, hope and fear?"))
        self.not_asked.setVisible(not matters)
        self.phase.show_lines(statements.phase(page))
        self.planning.show_lines(statements.planning(page))
        self.planning.link.setVisible(self.acts.editable)
        self.people.show_lines(statements.people(page, guidance))
        self.medication.show_lines(statements.medication(page))
        self.board.show_lines(statements.board(page))
        self.board.title.set_note("" if page.next_meeting else self.tr("no next meeting"))
        self.board.link.setVisible(self._board_place() != "")
        for part in (self.due, self.symptoms, self.prompts):
            part.show_page(page)
        self.criteria.show_view(page.page)
        self.night.show_page(page, self._services.now())
        to_begin, self._to_begin = self._to_begin or first, False
        if to_begin and not keys.writes_elsewhere(self):
            QTimer.singleShot(0, self, self._focus_first)

    def _focus_first(self) -> None:
        if self.pages.currentWidget() is self.columns:
            self.due.focus()
        else:
            self.header.night.setFocus()

    def _turn(self, night: bool) -> None:
        """The whole page, or the short one for the night."""
        self.pages.setCurrentWidget(self.night if night else self.columns)
        self.header.night.set_words(self.tr("Whole view") if night else self.tr("Out of hours"))

    def toggle_night(self) -> None:
        """From the whole page to the short one, and back."""
        self._turn(self.pages.currentWidget() is not self.night)

    def _board_place(self) -> str:
        page = self.page
        if page is None:
            return ""
        if page.next_meeting is not None:
            return page.next_meeting.place
        return page.last_decision.place if page.last_decision is not None else ""

    def _print(self) -> None:
        if self.page is not None:
            night = self.pages.currentWidget() is self.night
            printing.ask_and_print(self, self.tasks, self._services, self.page, night, self._say)

    def _say(self, words: str, undo: Callable[[], None] | None, wrong: bool) -> None:
        self.said.emit(words, undo, wrong)

    def _lay_out(self) -> None:
        self.columns = PageColumns(
            (
                (self.matters, self.phase, self.planning),
                (self.due, self.symptoms, self.medication, self.prompts),
                (_inset(self.criteria), self.board, self.people),
            )
        )
        self.pages.addWidget(self.columns)
        self.pages.addWidget(self.night)
        self.body = QWidget()
        inside = QVBoxLayout(self.body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        for part in (self.header, Line()):
            inside.addWidget(part)
        inside.addWidget(self.pages, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.body)
        self.body.hide()

    def _connect(self) -> None:
        self.header.day.turned.connect(self.turn_to)
        self.header.known.turned.connect(self.know_on)
        self.header.past.acted.connect(self.back_to_today)
        self.header.patient_asked.connect(lambda: self.go.emit("patient", self._patient_id))
        self.header.night_asked.connect(self.toggle_night)
        self.header.print_asked.connect(self._print)
        self.header.code.clicked.connect(lambda: self.go.emit("patient", f"{self._patient_id}/planning"))
        self.planning.link.clicked.connect(lambda: self._talk("talk"))
        self.board.link.clicked.connect(lambda: self.go.emit("meeting", self._board_place()))
        self.acts.said.connect(self.said)
        self.acts.went.connect(self.go)
        self.acts.asked.connect(self._talk)
        for pressed, act in (
            ("Alt+W", self.matters.focus), ("Alt+A", self.planning.focus), ("Alt+P", self.people.focus),
            ("Alt+U", self.due.focus), ("Alt+S", self.symptoms.focus), ("Alt+C", self.criteria.focus),
            ("Alt+B", self.board.focus), ("Alt+G", self.prompts.focus),
        ):  # fmt: skip
            QShortcut(QKeySequence(pressed), self, act)

    def _talk(self, form: str) -> None:
        if form == "scores":
            self.go.emit("assessments", self._patient_id)
        else:
            self.go.emit("patient", f"{self._patient_id}/planning/{form}")

    def hasHeightForWidth(self) -> bool:
        """Its columns scroll, so the page never asks for more height than the window has."""
        return False


def _inset(part: QWidget) -> QWidget:
    """A part whose words begin where those of the lines begin."""
    holder = QWidget()
    box = QVBoxLayout(holder)
    box.setContentsMargins(EDGE, 0, 0, 0)
    box.addWidget(part)
    return holder
