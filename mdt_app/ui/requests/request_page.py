"""One request whole: what is asked and known, how far it is, what happened to it, and the answer."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mdt_app.domain.accounts import Right
from mdt_app.domain.facts import Fact
from mdt_app.domain.payloads import PatientWords, Score
from mdt_app.domain.requests import OPEN, RequestState
from mdt_app.operations.requests_rows import RequestView
from mdt_app.ui.acp.banner import CodeStatusBanner
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.buttons import Button, LinkButton
from mdt_app.ui.common.fields import Field
from mdt_app.ui.common.frames import ScrollPanel, column, empty, row
from mdt_app.ui.common.marks import Status
from mdt_app.ui.common.messages import InlineMessage
from mdt_app.ui.common.text import Label, SectionTitle
from mdt_app.ui.common.words import born, said_day
from mdt_app.ui.readiness.ready_list import ReadyList
from mdt_app.ui.requests import words
from mdt_app.ui.requests.answer_form import AnswerForm
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks

WIDEST = 760


class RequestPage(ScrollPanel):
    """Signals: `go(place, id)`, `said(...)`, `answered(values)`, `again(case id)`, `withdrawn(case id, reason)`."""

    go = Signal(str, str)
    said = Signal(str, object, bool)
    answered = Signal(dict)
    again = Signal(str)
    withdrawn = Signal(str, str)

    def __init__(self, tasks: Tasks, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(margins=(24, 16, 24, 24), spacing=12, parent=parent)
        self._services = services
        self.seen: RequestView | None = None
        self._head = column(spacing=4)
        self._past = column(spacing=4)
        self.lacks = InlineMessage("")
        self.answer = AnswerForm(services)
        self.ready = ReadyList(tasks, services, following=False)
        self.complete = Button(self.tr("Complete and send again…"))
        self.withdraw = LinkButton(self.tr("Withdraw…"))
        self.reason = Field(self.tr("Why it is withdrawn"), name=self.tr("Reason"))
        self.sure = Button(self.tr("Withdraw"))
        self._lay_out()
        self.answer.answered.connect(self.answered)
        self.ready.said.connect(self.said)
        self.complete.clicked.connect(lambda: self._with_id(self.again.emit))
        self.withdraw.clicked.connect(self._ask_why)
        self.sure.clicked.connect(self._withdraw)
        self.reason.returnPressed.connect(self._withdraw)

    def show_request(self, seen: RequestView) -> None:
        """Everything of one request, and what this account may do about it."""
        another = self.seen is None or self.seen.row.request.id != seen.row.request.id
        self.seen = seen
        request, may = seen.row.request, self._services.account.may
        empty(self._head)
        empty(self._past)
        self._fill_head(seen)
        self.lacks.setVisible(bool(seen.lacks) and request.state != RequestState.WITHDRAWN)
        if seen.lacks:
            self.lacks.set_text(words.lacks(seen.lacks))
        self.ready.show_ready(request.case_id, seen.ready, may(Right.RECORD))
        asks = request.state in OPEN and may(Right.PREPARE)
        self.answer.setVisible(asks)
        if asks:
            self.answer.show_request(seen)
        again = request.state in (RequestState.RETURNED, RequestState.WITHDRAWN) and may(Right.RECORD)
        self.complete.setVisible(again)
        self.withdraw.setVisible(request.state in (*OPEN, RequestState.RETURNED) and may(Right.RECORD))
        if another:
            self._why.hide()
            self.reason.set_text("")
            self.verticalScrollBar().setValue(0)
        self._fill_past(seen)

    def unsaved(self) -> bool:
        """Whether words stand here that nobody kept."""
        return (not self.answer.isHidden() and self.answer.unsaved()) or self.ready.unsaved()

    def take_keys(self) -> None:
        """Put the keys where the answer begins, else where it is sent again."""
        for part in (self.answer.way.segment(self.answer.way.current()), self.complete, self.withdraw):
            if part.isVisible():
                part.setFocus()
                return

    def _fill_head(self, seen: RequestView) -> None:
        near, request = self._services.today(), seen.row.request
        patient = LinkButton(self.tr("Open patient"))
        patient.clicked.connect(lambda: self.go.emit("patient", request.patient_id))
        head = row(Label(seen.row.patient.name, "title", name=True), None, patient)
        if seen.listing:
            listed = LinkButton(self.tr("Open on the agenda"), "chevron-right")
            listed.clicked.connect(lambda: self.go.emit("meeting", f"{seen.listing}/prepare"))
            head.addWidget(listed)
        self._head.addLayout(head)
        who = f"{born(seen.row.patient.birth_date, near)}, {seen.row.case.number}, {seen.row.board}"
        self._head.addWidget(Label(who, "small", wrap=True))
        banner = CodeStatusBanner(self._services.guidance.patient_wills)
        banner.show_status(seen.code, near)
        banner.clicked.connect(lambda: self.go.emit("patient", f"{request.patient_id}/planning"))
        self._head.addLayout(row(banner, None))
        mark = words.mark(seen.row, near)
        self._head.addLayout(row(Status(mark.shape, mark.word), None))
        self._head.addWidget(Label(words.details(seen.row, near), "secondary", wrap=True))
        if request.answer:
            answered = Label(
                words.step(seen.history[-1], near) if seen.history else request.answer, wrap=True
            )
            self._head.addWidget(answered)
        self._head.addSpacing(8)
        self._say("question", seen.row.case.question, "", lead=True)
        self._say("knows", _words_of(seen.knows), _day_of(seen.knows, near))
        self._say("ecog", _score_of(seen.ecog), _day_of(seen.ecog, near))

    def _say(self, field: str, text: str, day: str, *, lead: bool = False) -> None:
        """A field of the request under its name, with its fact's day, or where it was taken over from."""
        if not text:
            return
        assert self.seen is not None
        found = self.seen.taken_over.get(field)
        mark = words.taken_over(found, self._services.today()) if found else day
        self._head.addWidget(SectionTitle(words.field(field), right=mark))
        self._head.addWidget(Label(text, "lead" if lead else "body", wrap=True))
        self._head.addSpacing(4)

    def _fill_past(self, seen: RequestView) -> None:
        near = self._services.today()
        self._past.addWidget(SectionTitle(self.tr("What happened")))
        for one in reversed(seen.history):
            self._past.addWidget(Label(words.step(one, near), wrap=True))
            self._past.addWidget(Label(f"{one.by}, {said_day(one.at.date(), near)}", "small", wrap=True))
        if seen.earlier:
            self._past.addSpacing(8)
            self._past.addWidget(SectionTitle(self.tr("On record already")))
        for before in seen.earlier:
            said = f"{words.field(before.field)}: {before.text}"
            self._past.addWidget(Label(said, wrap=True))
            self._past.addWidget(Label(words.source(before, near), "small", wrap=True))

    def _with_id(self, act: object) -> None:
        if self.seen is not None and callable(act):
            act(self.seen.row.request.id)

    def _ask_why(self) -> None:
        self._why.show()
        self.reason.setFocus()

    def _withdraw(self) -> None:
        self.reason.set_wrong(not self.reason.text().strip())
        if self.seen is not None and self.reason.text().strip():
            self.withdrawn.emit(self.seen.row.request.id, self.reason.text().strip())

    def _lay_out(self) -> None:
        self._why = QWidget()
        why = row(self.reason, self.sure, spacing=8)
        self._why.setLayout(why)
        acts = row(self.complete, self.withdraw, None, spacing=8)
        inner = column(spacing=12)
        inner.addLayout(self._head)
        inner.addWidget(self.lacks)
        inner.addWidget(self.answer)
        inner.addLayout(acts)
        inner.addWidget(self._why)
        inner.addWidget(self.ready)
        inner.addLayout(self._past)
        sheet = QWidget()
        sheet.setLayout(inner)
        sheet.setMaximumWidth(themes.current().px(WIDEST))
        self.box.addWidget(sheet)
        self.box.addStretch(1)
        for hidden in (self.lacks, self._why):
            hidden.hide()


def _words_of(fact: Fact | None) -> str:
    return fact.payload.text if fact is not None and isinstance(fact.payload, PatientWords) else ""


def _score_of(fact: Fact | None) -> str:
    return str(fact.payload.value) if fact is not None and isinstance(fact.payload, Score) else ""


def _day_of(fact: Fact | None, near: date) -> str:
    return said_day(fact.true_from, near) if fact is not None else ""
