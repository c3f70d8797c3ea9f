"""Planning is asked for, can be stopped, and is kept or discarded by a person: the planner itself writes nothing."""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from mdt_app.domain.planning_day import Planned
from mdt_app.operations.hand_order import Standing
from mdt_app.ui.common.buttons import BareButton, Button, LinkButton, PrimaryButton
from mdt_app.ui.common.frames import Line, Pane, column
from mdt_app.ui.common.frames import row as line
from mdt_app.ui.common.messages import ProgressRow
from mdt_app.ui.common.text import Label
from mdt_app.ui.errors import Explained
from mdt_app.ui.planning.hours_page import HoursPage
from mdt_app.ui.planning.proposal import Proposal
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Job, Tasks

SECONDS, TICK = 9, 200


class PlanSide(Pane):
    """Hours, then the plan under way, then the plan proposed.

    Signals: `proposed(Planned or None)` to be shown at the rows, `keep(Planned)`, `forget()`, `release(listing id)`,
    `closed()`, `said(words, undo, wrong)`.
    """

    proposed = Signal(object)
    keep = Signal(object)
    forget = Signal()
    release = Signal(str)
    closed = Signal()
    said = Signal(str, object, bool)

    def __init__(self, tasks: Tasks, services: Services, parent: QWidget | None = None) -> None:
        super().__init__("pane", parent=parent)
        self._tasks, self._services = tasks, services
        self._standing: Standing | None = None
        self._asked: Standing | None = None
        self._planned: Planned | None = None
        self._job: Job | None = None
        self._began = 0.0
        self.title = Label("", "heading")
        self.close_button = BareButton(icon="close", name=self.tr("Back to the case"))
        self.hours = HoursPage(tasks, services)
        self.proposal = Proposal()
        self.progress = ProgressRow(self.tr("Planning"))
        self.working = Pane("pane", margins=(16, 12, 16, 12))
        self.pages = QStackedWidget()
        self.plan = PrimaryButton(self.tr("Plan slots"), hint="Ctrl+Shift+S")
        self.drop_plan = LinkButton(self.tr("Forget planned times"))
        self.keep_plan = PrimaryButton(self.tr("Keep these times"))
        self.discard = Button(self.tr("Discard"))
        self._ticks = QTimer(self, interval=TICK)
        self._lay_out()
        self._connect()
        self._show_page(self.hours)

    def show_standing(self, standing: Standing, editable: bool) -> None:
        """The agenda as it is now. A proposal for another day than this one is no longer one."""
        self._standing = standing
        self.hours.show_standing(standing, editable)
        self.plan.setEnabled(editable and bool(standing.day.cases))
        self.drop_plan.setVisible(editable and standing.planned)
        if self._planned is not None and self._asked is not None and self._asked.day != standing.day:
            self._leave_proposal()
            self.said.emit(self.tr("The agenda has changed since this was planned. Plan again."), None, True)

    def start(self) -> None:
        """Plan in the work lane; what it started from is remembered."""
        standing = self._standing
        if standing is None or self._job is not None or not self.plan.isEnabled():
            return
        self._leave_proposal()
        self._asked, now = standing, self._services.now()
        plan_slots, day = self._services.plan_slots, standing.day

        def act(job: Job) -> Planned:
            return plan_slots(day, now=now, stop=lambda: job.cancelled or self._tasks.closing)

        self._began = monotonic()
        self._job = self._tasks.work(self, act, self._show_planned, failed=self._failed)
        self.progress.cancel.setEnabled(True)
        self._tick()
        self._ticks.start()
        self._show_page(self.working)
        self.progress.cancel.setFocus()

    def busy(self) -> bool:
        """Whether a plan is under way."""
        return self._job is not None

    def show_hours(self, person_id: str = "") -> None:
        """Go to the hours, of one person where he is named."""
        self._leave_proposal()
        if person_id:
            self.hours.choose(person_id)
        else:
            self.hours.list.setFocus()

    def leave(self) -> None:
        """Nothing is proposed any more, and nothing under way."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self._ticks.stop()
        self._leave_proposal()

    def _leave_proposal(self) -> None:
        if self._planned is not None:
            self._planned = None
            self.proposed.emit(None)
        self._show_page(self.hours)

    def _show_planned(self, planned: Planned) -> None:
        if self._job is None:
            return
        self._job = None
        self._ticks.stop()
        standing, asked = self._standing, self._asked
        if standing is None or asked is None or standing.day != asked.day:
            self._show_page(self.hours)
            self.said.emit(self.tr("The agenda changed while it was planned. Plan again."), None, True)
            return
        self._planned = planned
        self.proposal.show_planned(standing, planned)
        self._show_page(self.proposal)
        self.proposed.emit(planned)
        self.keep_plan.setFocus()

    def _failed(self, problem: Explained) -> None:
        self._job = None
        self._ticks.stop()
        self._show_page(self.hours)
        self.said.emit(problem.words, None, True)

    def _keep(self) -> None:
        planned, self._planned = self._planned, None
        if planned is not None:
            self._show_page(self.hours)
            self.keep.emit(planned)

    def _stop(self) -> None:
        """Take what is found by now."""
        if self._job is not None:
            self._job.cancel()

    def _tick(self) -> None:
        past = int(monotonic() - self._began)
        said = self.tr("{seconds} s of at most {most}").format(seconds=past, most=SECONDS)
        self.progress.set_progress(min(past, SECONDS), SECONDS, said)

    def _show_page(self, page: QWidget) -> None:
        """What had the focus may go with its page; then the next thing to do has it."""
        focused = QApplication.focusWidget()
        inside = focused is not None and self.isAncestorOf(focused) and page is not self.pages.currentWidget()
        if inside:
            self.close_button.setFocus()
        self.pages.setCurrentWidget(page)
        titles: dict[QWidget, str] = {
            self.hours: self.tr("When people can come"),
            self.proposal: self.tr("Proposed times"),
        }
        self.title.set_text(titles.get(page, self.tr("Planning the slots")))
        self.plan_foot.setVisible(page is self.hours)
        self.keep_foot.setVisible(page is self.proposal)
        if inside and page is self.hours:
            (self.plan if self.plan.isEnabled() else self.hours.list).setFocus()

    def _connect(self) -> None:
        self._ticks.timeout.connect(self._tick)
        self.progress.cancelled.connect(self._stop)
        self.plan.clicked.connect(self.start)
        self.drop_plan.clicked.connect(self.forget)
        self.keep_plan.clicked.connect(self._keep)
        self.discard.clicked.connect(self._leave_proposal)
        self.close_button.clicked.connect(self.closed)
        self.proposal.change.connect(self.show_hours)
        self.proposal.release.connect(self.release)
        self.hours.said.connect(self.said)

    def _lay_out(self) -> None:
        head, self.plan_foot, self.keep_foot = QWidget(), QWidget(), QWidget()
        for part, content in (
            (head, line(self.title, None, self.close_button)),
            (self.plan_foot, line(self.drop_plan, None, self.plan)),
            (self.keep_foot, line(self.discard, None, self.keep_plan)),
        ):
            content.setContentsMargins(16, 8, 16, 8)
            part.setLayout(content)
        working = column(self.progress, None)
        self.working.box.addLayout(working, 1)
        for page in (self.hours, self.working, self.proposal):
            self.pages.addWidget(page)
        self.box.addWidget(head)
        self.box.addWidget(self.pages, 1)
        self.box.addWidget(Line())
        self.box.addWidget(self.plan_foot)
        self.box.addWidget(self.keep_foot)
