"""What became of a patient's earlier cases stands where the next one is prepared and discussed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdt_app.domain.decisions import Fate, Recommendation
from mdt_app.domain.fates import FateReason
from mdt_app.operations.history import CaseHistory, before, case_histories
from mdt_app.operations.work import Change
from mdt_app.ui.actions import words
from mdt_app.ui.actions.marked_words import MarkedWords
from mdt_app.ui.common.buttons import LinkButton
from mdt_app.ui.common.frames import column, empty, row
from mdt_app.ui.common.text import Label
from mdt_app.ui.common.words import said_day
from mdt_app.ui.live import LiveView
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks

CONCERNS = frozenset({"recommendation", "listing", "meeting", "case", "request", "note", "discussion"})


class Earlier(LiveView):
    """The history of one patient before one listing: one line until it is opened. Emits `opened(place)` with "meeting
    id/listing id". It takes no room where there is nothing to tell."""

    opened = Signal(str)

    def __init__(self, tasks: Tasks, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent)
        self._services = services
        self._patient_id = self._listing_id = ""
        self.histories: tuple[CaseHistory, ...] = ()
        self.fold = LinkButton(self.tr("Earlier"), "chevron-right", low=True)
        self.fold.setCheckable(True)
        self.line = Label("", "secondary", elide=True)
        self._head, self._body = QWidget(), QWidget()
        head = row(self.fold, self.line, spacing=4)
        head.setContentsMargins(0, 0, 0, 0)
        head.setStretch(1, 1)
        self._head.setLayout(head)
        self.fold.toggled.connect(self._body.setVisible)
        self._inner = column(spacing=4)
        self._inner.setContentsMargins(8, 0, 0, 8)
        self._body.setLayout(self._inner)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for part in (self._head, self._body):
            box.addWidget(part)
            part.hide()

    def show_listing(self, patient_id: str, listing_id: str) -> None:
        """Show what came before this listing; another patient's history goes at once."""
        if listing_id == self._listing_id:
            return
        self._patient_id, self._listing_id = patient_id, listing_id
        self.fold.setChecked(False)
        self._show(())
        self.stale()

    def concerns(self, change: Change) -> bool:
        """Whatever is written about this patient's cases, and about meetings."""
        return change.entity in CONCERNS and change.patient_id in ("", self._patient_id)

    def refresh(self) -> None:
        """Read the history anew."""
        patient_id, listing_id = self._patient_id, self._listing_id
        if listing_id:
            self.tasks.read(
                self,
                lambda reader: before(case_histories(reader, patient_id), listing_id),
                lambda found: self._show(found) if listing_id == self._listing_id else None,
            )

    def _show(self, histories: tuple[CaseHistory, ...]) -> None:
        self.histories = histories
        empty(self._inner)
        today, reasons = self._services.today(), self._services.guidance.fate_reasons
        for one in histories:
            self._inner.addWidget(case_history(one, reasons, today, self.opened.emit))
        words_of = summary(histories, today)
        self.line.set_text(words_of)
        self.fold.setAccessibleName(self.tr("Earlier: {what}").format(what=words_of))
        self._head.setVisible(bool(histories))
        self._body.setVisible(bool(histories) and self.fold.isChecked())


def summary(histories: Sequence[CaseHistory], today: date) -> str:
    """ "actions: 2 carried out, 1 not done; 14 Oct not reached; 21 Oct decided"."""
    listed = [day for one in histories for day in one.listed]
    listed.sort(key=lambda day: day.on)
    days = [
        words.tr("{day} {outcome}").format(outcome=words.outcome(day), day=said_day(day.on, today))
        for day in listed[-2:]
    ]
    more = words.tr("{n} times in all").format(n=len(listed)) if len(listed) > len(days) else ""
    return "; ".join(part for part in (counted(histories), *days, more) if part)


def counted(histories: Iterable[CaseHistory]) -> str:
    """How many recommendations came to what: "2 carried out, 1 not done, 1 open"."""
    fates = [one.fate for history in histories for one in history.recommendations]
    order = (Fate.CARRIED_OUT, Fate.CHANGED, Fate.NOT_DONE, Fate.OPEN)
    said = [f"{fates.count(one)} {words.fate(one)}" for one in order if one in fates]
    return words.tr("actions: {counts}").format(counts=", ".join(said)) if said else ""


def case_history(
    one: CaseHistory,
    reasons: Sequence[FateReason],
    today: date,
    opened: Callable[[str], object] | None = None,
) -> QWidget:
    """A case with its agendas in order, each leading there, and what became of what was decided."""
    made = QWidget()
    box = column(Label(f"{one.case.number}, {one.board}", "small", wrap=True), spacing=0)
    box.setContentsMargins(0, 0, 0, 4)
    for day in one.listed:
        link = LinkButton(said_day(day.on, today), low=True)
        if opened is not None:
            link.clicked.connect(partial(opened, day.place))
        line = row(link, Label(words.outcome(day), wrap=True), spacing=4)
        line.setStretch(1, 1)
        box.addLayout(line)
    for each in one.recommendations:
        box.addWidget(became(each, reasons, today))
    made.setLayout(box)
    return made


def became(one: Recommendation, reasons: Sequence[FateReason], today: date) -> QWidget:
    """A recommendation, and under it what became of it with its shape."""
    made = QWidget()
    mark = words.mark(one, today)
    said = words.became(one, reasons, today)
    box = column(Label(one.what, wrap=True), MarkedWords(mark, said, "small"), spacing=0)
    box.setContentsMargins(4, 2, 0, 2)
    made.setLayout(box)
    made.setAccessibleName(f"{one.what}: {said}")
    return made
