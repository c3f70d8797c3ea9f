"""A case comes onto an agenda beside the agenda: find or enter the patient, then one question to the board."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from mdt_app.operations.agenda import ListCase
from mdt_app.operations.commands import new_id
from mdt_app.operations.listings import patient_rows
from mdt_app.operations.rows import PatientRow
from mdt_app.operations.waiting import WaitingCase, waiting_cases
from mdt_app.operations.work import Change, Reader
from mdt_app.ui.agenda.new_patient import NewPatientForm
from mdt_app.ui.common.buttons import BareButton, Button, LinkButton
from mdt_app.ui.common.fields import Field, TextArea
from mdt_app.ui.common.frames import Line, Pane, ScrollPanel, column, row
from mdt_app.ui.common.list_tools import ListTools
from mdt_app.ui.common.listed_rows import SideRow
from mdt_app.ui.common.lists import SideList
from mdt_app.ui.common.messages import InlineMessage
from mdt_app.ui.common.segments import SegmentedButton
from mdt_app.ui.common.text import Label
from mdt_app.ui.common.typed import typed_in
from mdt_app.ui.errors import explain
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks

DEBOUNCE_MS = 120
FOUND = 30


class AddCase(Pane):
    """Signals: `listed(listing id)` when a case came onto the agenda, `closed()` when the panel is left, `go(place,
    id)` to a request."""

    listed = Signal(str)
    closed = Signal()
    go = Signal(str, str)

    def __init__(self, tasks: Tasks, services: Services, parent: QWidget | None = None) -> None:
        super().__init__("pane", parent=parent)
        self._tasks, self._services = tasks, services
        self._meeting_id = self._board_id = self._patient_id = ""
        self._listed: frozenset[str] = frozenset()
        self._rows: dict[object, PatientRow] = {}
        self._waiting: dict[object, WaitingCase] = {}
        self._make_fields()
        self._lay_out()
        self._connect()

    def begin(
        self, meeting_id: str, board_id: str, way: str = "find", listed: frozenset[str] = frozenset()
    ) -> None:
        """Start with a search, with a new patient ("new") or with the waiting cases ("waiting")."""
        self._meeting_id, self._board_id, self._listed = meeting_id, board_id, listed
        self.search.set_text("")
        self._unpick()
        self.ways.set_current(way)
        self._turn(way)
        self.refresh()

    def refresh(self) -> None:
        """Read the waiting cases anew, and how many they are."""
        board_id = self._board_id
        if board_id:
            self._tasks.read(self, lambda reader: waiting_cases(reader, board_id), self._show_waiting)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the panel."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def unsaved(self) -> bool:
        """Whether words stand here that nobody kept."""
        return typed_in(self)

    def _turn(self, way: str) -> None:
        self.pages.setCurrentIndex(("find", "new", "waiting").index(way))
        if way == "find":
            self._look_up()
            self.search.setFocus()
        elif way == "new":
            self.form.begin(self.search.text().strip())
        else:
            self.waiting.setFocus()

    def _look_up(self) -> None:
        text = self.search.text()

        def read(reader: Reader) -> tuple[PatientRow, ...]:
            return patient_rows(reader, text, FOUND)

        self._tasks.read(self, read, lambda rows: self._show_found(text, rows))

    def _show_found(self, text: str, rows: tuple[PatientRow, ...]) -> None:
        if text != self.search.text():
            return
        self._rows = {one.id: one for one in rows}
        self.found.set_rows([self._found_row(one) for one in rows])
        self.nobody.setVisible(not rows)
        self.found.setVisible(bool(rows))

    def _found_row(self, one: PatientRow) -> SideRow:
        born = f"{one.birth_date:%d-%m-%Y}" if one.birth_date else ""
        here = [self.tr("on this agenda")] if one.id in self._listed else []
        return SideRow(one.id, one.name, ", ".join([*here, *one.identifiers[:2]]), right=born, name=True)

    def _show_waiting(self, cases: tuple[WaitingCase, ...]) -> None:
        self._waiting = {one.case.id: one for one in cases}
        self.ways.set_words("waiting", self.tr("Waiting {count}").format(count=len(cases)))
        self.nothing_waits.setVisible(not cases)
        for part in (self.tools, self.waiting, self.again):
            part.setVisible(bool(cases))
        self._fill_waiting()

    def _fill_waiting(self) -> None:
        shown = self.tools.arranged(tuple(self._waiting.values()), _words, _KEYS)
        self.waiting.set_rows(
            [
                SideRow(one.case.id, one.patient.name, one.case.question or self.tr("no question yet"),
                        right=one.case.number, name=True)
                for one in shown
            ]
        )  # fmt: skip

    def _pick(self, patient_id: str, name: str) -> None:
        """A patient is chosen; the question comes next."""
        self._patient_id = patient_id
        self.who.set_text(name)
        self.ask.show()
        self.ways.set_current("find")
        self.pages.setCurrentIndex(3)
        self.question.set_text("")
        self._say("")
        self.question.setFocus()

    def _unpick(self) -> None:
        self._patient_id = ""
        self._say("")

    def _pick_found(self, key: object) -> None:
        chosen = self._rows.get(key)
        if chosen is not None:
            self._pick(chosen.id, chosen.name)

    def _list(self) -> None:
        if not self.question.text().strip():
            self._say(self.tr("Write the one question to the board."))
            self.question.setFocus()
            return
        self._write(
            new_id(),
            self._patient_id,
            question=self.question.text().strip(),
            asked_by=self.asked.text().strip(),
        )

    def _ask_board(self) -> None:
        """The whole form instead, for the board of this agenda."""
        self.go.emit("requests", f"new/{self._patient_id}/{self._board_id}")

    def _list_again(self) -> None:
        chosen = self._waiting.get(self.waiting.current_key())
        if chosen is not None:
            self._write(chosen.case.id, chosen.patient.id)

    def _write(self, case_id: str, patient_id: str, **said: str) -> None:
        listing_id = new_id()
        command = self._services.command(
            ListCase,
            listing_id=listing_id,
            case_id=case_id,
            meeting_id=self._meeting_id,
            patient_id=patient_id,
            **said,
        )

        def done(_: tuple[Change, ...]) -> None:
            self.listed.emit(listing_id)

        self._tasks.write(command, done, lambda error: self._say(explain(error).words), self)

    def _say(self, words: str) -> None:
        self.wrong.set_text(words)
        self.wrong.setVisible(bool(words))

    def _connect(self) -> None:
        self._soon = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._soon.timeout.connect(self._look_up)
        self.search.textEdited.connect(lambda _: self._soon.start())
        self.search.returnPressed.connect(self._take_first)
        self.found.clicked.connect(lambda _: self._pick_found(self.found.current_key()))
        self.found.opened.connect(self._pick_found)
        self.ways.chosen.connect(self._turn)
        self.form.entered.connect(self._pick)
        self.enter.clicked.connect(lambda: self._to("new"))
        self.other.clicked.connect(lambda: self._to("find"))
        self.whole.clicked.connect(self._ask_board)
        self.requests.clicked.connect(lambda: self.go.emit("requests", ""))
        self.put.clicked.connect(self._list)
        self.asked.returnPressed.connect(self._list)
        self.tools.lead_to(self.waiting)
        self.tools.changed.connect(self._fill_waiting)
        self.again.clicked.connect(self._list_again)
        self.waiting.opened.connect(lambda _: self._list_again())
        self.close_button.clicked.connect(self.closed)

    def _to(self, way: str) -> None:
        self._unpick()
        self.ways.set_current(way)
        self._turn(way)

    def _take_first(self) -> None:
        """Enter in the search field goes to the list, or takes the only one."""
        if len(self._rows) == 1:
            self._pick_found(next(iter(self._rows)))
        elif self._rows:
            self.found.setFocus()
            self.found.step(1)

    def _make_fields(self) -> None:
        ways = (("find", self.tr("Find")), ("new", self.tr("New patient")), ("waiting", self.tr("Waiting")))
        self.ways = SegmentedButton(ways, "find", name=self.tr("Where the case comes from"))
        self.search = Field(self.tr("Name, birth date or number"), name=self.tr("Find a patient"))
        self.found = SideList(name=self.tr("Patients found"))
        self.nobody = Label(
            self.tr("Nobody found. Check the spelling, or enter a new patient."), "secondary", wrap=True
        )
        self.enter = Button(self.tr("Enter a new patient"))
        self.form = NewPatientForm(self._tasks, self._services)
        self.waiting = SideList(name=self.tr("Waiting cases"))
        orders = (
            ("given", self.tr("Longest waiting first")), ("name", self.tr("By name")),
            ("number", self.tr("By case number")),
        )  # fmt: skip
        self.tools = ListTools(
            self.tr("Name, number or question"), orders, name=self.waiting.accessibleName()
        )
        self.nothing_waits = Label(
            self.tr("No case of this board waits. Cases wait here when a meeting closes and no next one is planned."),
            "secondary", wrap=True,
        )  # fmt: skip
        self.again = Button(self.tr("List again"))
        self.who = Label("", "heading", name=True)
        self.question = TextArea(self.tr("One question to the board"), name=self.tr("Question"), rows=3)
        self.asked = Field(self.tr("Who brings the question"), name=self.tr("Asked by"))
        self.other = Button(self.tr("Another patient"))
        self.whole = LinkButton(self.tr("Fill in a whole request…"), "chevron-right")
        self.requests = LinkButton(self.tr("Requests to answer"), "chevron-right")
        self.put = Button(self.tr("Put on the agenda"))
        self.wrong = InlineMessage("")
        self.close_button = BareButton(icon="close", name=self.tr("Close"))

    def _lay_out(self) -> None:
        head = row(Label(self.tr("Add case"), "title"), None, self.requests, self.close_button)
        head.setContentsMargins(16, 12, 8, 4)
        way = row(self.ways, None)
        way.setContentsMargins(16, 0, 16, 8)
        self.pages = QStackedWidget()
        find = column(self.search, self.found, self.nobody, self.enter, None)
        find.setStretch(1, 50)
        waiting = column(self.nothing_waits, self.tools, self.waiting, self.again, None)
        waiting.setStretch(2, 50)
        self.ask = QWidget()
        ask = column(
            self.who, 4, Label(self.tr("Question"), "section"), self.question,
            Label(self.tr("Asked by"), "section"), self.asked, 8, row(self.put, self.other, None),
            row(self.whole, None), None,
        )  # fmt: skip
        form = ScrollPanel(margins=(16, 12, 16, 16))
        form.box.addWidget(self.form)
        for page in (_page(find), form, _page(waiting), _page(ask, self.ask)):
            self.pages.addWidget(page)
        wrong = column(self.wrong)
        wrong.setContentsMargins(16, 0, 16, 8)
        for part in (head, way, wrong):
            self.box.addLayout(part)
        self.box.addWidget(Line())
        self.box.addWidget(self.pages, 1)
        for hidden in (self.wrong, self.nobody, self.nothing_waits):
            hidden.hide()


def _words(one: WaitingCase) -> str:
    return f"{one.patient.name} {one.case.number} {one.case.question}"


_KEYS: dict[str, Callable[[WaitingCase], Any]] = {
    "name": lambda one: one.patient.name.casefold(),
    "number": lambda one: one.case.number,
}


def _page(layout: QVBoxLayout, page: QWidget | None = None) -> QWidget:
    made = page or QWidget()
    layout.setContentsMargins(16, 12, 16, 12)
    made.setLayout(layout)
    return made
