"""Cases asked of the boards: what is to be answered stands first; one is read and answered beside the list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from mdt_app.domain.requests import RequestState
from mdt_app.operations.requests import AnswerRequest, SendAgain, SendRequest, WithdrawRequest
from mdt_app.operations.requests_rows import AskingView, RequestRow, RequestView
from mdt_app.operations.requests_view import asking_view, request_rows, request_view
from mdt_app.operations.work import Change, Reader
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.buttons import Button, LinkButton
from mdt_app.ui.common.frames import Pane, row
from mdt_app.ui.common.list_tools import ListTools, arranged_groups
from mdt_app.ui.common.listed_rows import SideGroup, SideRow
from mdt_app.ui.common.lists import SideList
from mdt_app.ui.common.messages import EmptyState
from mdt_app.ui.common.split import Split
from mdt_app.ui.common.text import Label, elided
from mdt_app.ui.common.words import said_day
from mdt_app.ui.errors import explain
from mdt_app.ui.live import LiveView
from mdt_app.ui.requests import words
from mdt_app.ui.requests.request_form import RequestForm
from mdt_app.ui.requests.request_page import RequestPage
from mdt_app.ui.requests.said_before import SaidBefore
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks

LIST, BESIDE = 352, 336
NEW = "new"
CONCERNS = frozenset({"request", "case", "need", "fact", "listing", "meeting", "board", "patient"})


class RequestsScreen(LiveView):
    """`show_requests("")` shows the list, a case's id one request, "new/patient id[/board id]" the form for a patient.

    Signals: `go(place, id)`, `said(words, undo, wrong)`.
    """

    go = Signal(str, str)
    said = Signal(str, object, bool)

    def __init__(self, tasks: Tasks, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent)
        self._services = services
        self._rows: tuple[RequestRow, ...] = ()
        self._case_id = self._asking = self._place = ""
        self.back = Button(self.tr("Tumour boards"), "chevron-left")
        self.listed = LinkButton(low=True)
        self.list = SideList(name=self.tr("Requests"))
        orders = (
            ("given", self.tr("As they are answered")), ("name", self.tr("By name")), ("board", self.tr("By board")),
        )  # fmt: skip
        self.tools = ListTools(self.tr("Name, number, question or board"), orders, name=self.tr("Requests"))
        self.page = RequestPage(tasks, services)
        self.form = RequestForm(services)
        self.before = SaidBefore()
        self.found: AskingView | None = None
        self._lay_out()
        self._connect()

    def show_requests(self, id: str = "") -> None:
        """Show the list, one request, or the form for a patient."""
        kind, _, rest = id.partition("/")
        if id:
            self.tools.forget()
            self._fill()
        if kind == NEW and rest:
            patient_id, _, board_id = rest.partition("/")
            self._begin(patient_id, board_id)
            return
        self._case_id = id or self._case_id
        if self.pages.currentWidget() is self.asking and not self.form.unsaved():
            self.pages.setCurrentWidget(self.nothing)
        self.stale()

    def patient_id(self) -> str:
        """Whose request is shown."""
        if self.pages.currentWidget() is self.page and self.page.seen is not None:
            return self.page.seen.row.patient.id
        return self.found.patient.id if self.found is not None else ""

    def shown(self) -> None:
        """The arrows go from request to request, unless a form is being written."""
        if self.pages.currentWidget() is not self.asking:
            self.list.setFocus()

    def concerns(self, change: Change) -> bool:
        return change.entity in CONCERNS

    def refresh(self) -> None:
        account, today = self._services.account, self._services.today()
        self.tasks.read(self, lambda reader: request_rows(reader, account, today), self._show)

    def _show(self, rows: tuple[RequestRow, ...]) -> None:
        self._rows = rows
        self._fill()
        ids = [one.request.id for one in rows]
        if self._case_id not in ids:
            self._case_id = next((one.request.id for one in rows if one.to_answer), "")
        if self.pages.currentWidget() is self.asking:
            return
        if self._case_id:
            self.list.choose(self._case_id)
            self._read(self._case_id)
        else:
            self.pages.setCurrentWidget(self.nothing if rows else self.none)

    def _fill(self) -> None:
        rows: list[SideGroup | SideRow] = []
        for title, group in self._groups():
            if group:
                rows.append(SideGroup(title, str(len(group))))
                rows += [self._row(one) for one in group]
        keys = {"name": lambda one: one.first.casefold(), "board": lambda one: one.second.casefold()}
        self.list.set_rows(arranged_groups(self.tools, rows, keys))

    def _groups(self) -> tuple[tuple[str, list[RequestRow]], ...]:
        states = (RequestState.RETURNED, RequestState.DEFERRED, RequestState.ACCEPTED, RequestState.WITHDRAWN)
        of = {state: [one for one in self._rows if one.request.state == state] for state in states}
        later = [one for one in of[RequestState.DEFERRED] if not one.to_answer]
        return (
            (self.tr("To answer"), [one for one in self._rows if one.to_answer]),
            (self.tr("Returned with a question"), of[RequestState.RETURNED]),
            (self.tr("Deferred"), later),
            (self.tr("Accepted"), of[RequestState.ACCEPTED]),
            (self.tr("Withdrawn"), of[RequestState.WITHDRAWN]),
        )

    def _row(self, one: RequestRow) -> SideRow:
        near = self._services.today()
        urgent = words.urgency(one.request.urgency) if one.request.urgency and one.to_answer else ""
        quiet = one.request.state in (RequestState.ACCEPTED, RequestState.WITHDRAWN)
        return SideRow(
            one.request.id, one.patient.name, name=True, second=f"{one.board}: {one.case.question}", right=urgent,
            mark=words.mark(one, near), quiet=quiet,
        )  # fmt: skip

    def _read(self, case_id: str) -> None:
        guidance, account, today = self._services.guidance, self._services.account, self._services.today()
        now = self._services.now()
        self.tasks.read(
            self,
            lambda reader: request_view(reader, guidance, account, case_id, today, now),
            self._show_request,
        )

    def _show_request(self, seen: RequestView) -> None:
        if seen.row.request.id == self._case_id and self.pages.currentWidget() is not self.asking:
            self.page.show_request(seen)
            self.pages.setCurrentWidget(self.page)

    def _choose(self, key: object) -> None:
        """Another request; words on the one before stay in its form only where it is shown again."""
        if key == self._case_id and self.pages.currentWidget() is self.page:
            return
        if self.pages.currentWidget() is self.asking:
            if self.form.unsaved():
                self.form.say(self.tr("Not sent yet. Send it, or leave it with Escape first."))
                self.list.choose(self._case_id)
                return
            self.pages.setCurrentWidget(self.nothing)
        self._case_id = str(key)
        self._read(self._case_id)

    def _begin(self, patient_id: str, board_id: str) -> None:
        self._asking = patient_id
        account, today = self._services.account, self._services.today()

        def show(found: AskingView) -> None:
            if found.patient.id != self._asking:
                return
            open_at = found.open_at.get(board_id) or (
                next(iter(found.open_at.values()), "") if not board_id else ""
            )
            if open_at:
                self.said.emit(
                    self.tr("This patient is asked for already; here is the request."), None, False
                )
                self.pages.setCurrentWidget(self.nothing)
                self.show_requests(open_at)
                return
            self.found = found
            self.form.begin(found, board_id)
            self._show_form()

        self.tasks.read(self, lambda reader: asking_view(reader, account, patient_id, today), show)

    def _complete(self, case_id: str) -> None:
        account, today, guidance = self._services.account, self._services.today(), self._services.guidance

        def read(reader: Reader) -> tuple[AskingView, RequestView]:
            seen = request_view(reader, guidance, account, case_id, today)
            return asking_view(reader, account, seen.row.patient.id, today), seen

        def show(found: tuple[AskingView, RequestView]) -> None:
            self.found = found[0]
            self.form.begin_again(*found)
            self._show_form()

        self.tasks.read(self, read, show)

    def _show_form(self) -> None:
        assert self.found is not None
        self.before.show_earlier(self.found.earlier, self.form.asks(), self._services.today())
        self.pages.setCurrentWidget(self.asking)
        self.split.reveal(self.pages)

    def _send(self, values: Mapping[str, Any]) -> None:
        new = "board_id" in values
        said = (
            {**values, "patient_id": self.found.patient.id}
            if new and self.found is not None
            else dict(values)
        )
        self._write(
            SendRequest if new else SendAgain, said, self.tr("Sent to the board."), self._sent, self.form.say
        )

    def _sent(self, case_id: str) -> None:
        self.form.leave_typed()
        self._case_id = case_id
        self.pages.setCurrentWidget(self.nothing)
        self.stale()
        self.list.setFocus()

    def _answer(self, values: Mapping[str, Any]) -> None:
        said = {
            RequestState.ACCEPTED: self._accepted_for(values),
            RequestState.RETURNED: self.tr("Returned with your question."),
            RequestState.DEFERRED: self.tr("Deferred."),
        }[values["state"]]  # fmt: skip
        place = f"{values['meeting_id']}/{values['listing_id']}/prepare" if values.get("meeting_id") else ""
        name = self.page.seen.row.patient.name if self.page.seen is not None else ""
        self._write(AnswerRequest, values, said, lambda _: self._go_on(place, name), self.page.answer.say)

    def _accepted_for(self, values: Mapping[str, Any]) -> str:
        """ "Accepted for Wed 2 Dec, Thoracic oncology board." """
        seen, near = self.page.seen, self._services.today()
        if seen is None or not values.get("meeting_id"):
            return self.tr("Accepted; the case waits for a meeting.")
        days = {one.id: one.starts_at.date() for one in (*seen.meetings, *seen.begun)}
        day = said_day(days[values["meeting_id"]], near, weekday=True)
        return self.tr("Accepted for {day}, {board}.").format(day=day, board=seen.board.name)

    def _go_on(self, place: str = "", name: str = "") -> None:
        """The next request that waits for an answer, by itself; the case accepted last is one step away."""
        self._place = place
        words = self.tr("{name}: open on the agenda").format(name=name)
        self.listed.set_words(elided(words, themes.current().px(LIST - 48)))
        self.listed.setAccessibleName(words)
        self.listed.setVisible(bool(place))
        self._case_id = ""
        self.stale()
        self.list.setFocus()

    def _withdraw(self, case_id: str, reason: str) -> None:
        values = {"case_id": case_id, "reason": reason}
        self._write(WithdrawRequest, values, self.tr("Withdrawn."), lambda _: self.stale(), self._refused)

    def _write(self, kind: type, values: Mapping[str, Any], said: str, done: Any, refused: Any) -> None:
        def kept(_: tuple[Change, ...]) -> None:
            self.said.emit(said, None, False)
            done(str(values["case_id"]))

        command = self._services.command(kind, **values)
        self.tasks.write(command, kept, lambda error: refused(explain(error).words), self)

    def _refused(self, sentence: str) -> None:
        self.said.emit(sentence, None, True)

    def _leave_form(self) -> None:
        self.form.leave_typed()
        self.pages.setCurrentWidget(self.nothing)
        self.stale()
        self.list.setFocus()

    def _lay_out(self) -> None:
        side = Pane("pane", spacing=0)
        side.set_width(LIST)
        head = Pane("pane", margins=(16, 12, 16, 8), spacing=8)
        head.box.addLayout(row(Label(self.tr("Requests"), "title"), None, self.back))
        head.box.addWidget(self.tools)
        head.box.addLayout(row(self.listed, None))
        self.listed.hide()
        side.box.addWidget(head)
        side.box.addWidget(self.list, 1)
        self.none = EmptyState(
            self.tr("No case is asked for"),
            self.tr("A request is sent from a patient's page, or from Add case on an agenda. It stays here until its "
                    "board has answered."),
            self.tr("Find a patient"), "patients",
        )  # fmt: skip
        self.nothing = EmptyState(
            self.tr("Nothing to answer"), self.tr("Choose a request to read it and what became of it.")
        )
        self.asking = QWidget()
        beside = Pane("pane")
        beside.set_width(BESIDE)
        beside.box.addWidget(self.before)
        self.both = Split((self.form, 1), (beside, 0), names=(self.tr("Request"), self.tr("On record")))
        inside = QVBoxLayout(self.asking)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.both)
        self.pages = QStackedWidget()
        for page in (self.none, self.nothing, self.page, self.asking):
            self.pages.addWidget(page)
        self.pages.setCurrentWidget(self.nothing)
        self.split = Split((side, 0), (self.pages, 1), names=(self.tr("Requests"), self.tr("Request")))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.split)

    def _connect(self) -> None:
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(self._open)
        self.tools.lead_to(self.list)
        self.tools.changed.connect(self._fill)
        self.back.clicked.connect(lambda: self.go.emit("meetings", ""))
        self.listed.clicked.connect(lambda: self.go.emit("meeting", self._place))
        self.none.acted.connect(lambda: self.go.emit("patients", ""))
        self.page.go.connect(self.go)
        self.page.said.connect(self.said)
        self.page.answered.connect(self._answer)
        self.page.again.connect(self._complete)
        self.page.withdrawn.connect(self._withdraw)
        self.form.kept.connect(self._send)
        self.form.case_asked.connect(lambda place: self.go.emit("meeting", place))
        self.form.left.connect(self._leave_form)
        self.form.board_chosen.connect(self._choose_board)
        self.before.taken.connect(self.form.take)

    def _open(self, key: object) -> None:
        self._choose(key)
        self.split.reveal(self.pages)
        self.page.take_keys()

    def _choose_board(self, _board_id: str) -> None:
        if self.found is not None:
            self.before.show_earlier(self.found.earlier, self.form.asks(), self._services.today())
