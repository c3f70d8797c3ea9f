"""Closing is one act: what will happen stands here in numbers with the names behind each, then one button."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from mdt_app.domain.accounts import Right
from mdt_app.domain.agenda import MeetingState, zone_of
from mdt_app.operations.closing import CloseMeeting, ReopenMeeting
from mdt_app.operations.closing_rows import ClosingCase, ClosingView, MeetingEvent
from mdt_app.operations.closing_view import closing_view
from mdt_app.operations.work import Change
from mdt_app.ui.closing import words
from mdt_app.ui.closing.attendance_part import AttendancePart
from mdt_app.ui.closing.outcome_row import OutcomeRow
from mdt_app.ui.common.buttons import Button, PrimaryButton
from mdt_app.ui.common.dialogs import FinalDialog
from mdt_app.ui.common.frames import Line, Pane, ScrollPanel, column, empty, row
from mdt_app.ui.common.list_tools import ListTools
from mdt_app.ui.common.marks import Shape, Status
from mdt_app.ui.common.messages import EmptyState
from mdt_app.ui.common.text import Label, SectionTitle
from mdt_app.ui.common.theme import current
from mdt_app.ui.errors import explain
from mdt_app.ui.live import LiveView
from mdt_app.ui.meetings.ask_first import AskFirst
from mdt_app.ui.meetings.words import before_close, lacking, said_start
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks

WIDTH = 1000


class CloseScreen(LiveView):
    """What closing does, or did.

    Signals: `go(place, id)`, `opened(listing id)`, `step(key)`, `said(words, undo, wrong)`.
    """

    go = Signal(str, str)
    opened = Signal(str)
    step = Signal(str)
    said = Signal(str, object, bool)

    def __init__(self, tasks: Tasks, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent)
        self._services = services
        self._meeting_id = ""
        self._view: ClosingView | None = None
        self.dialog: FinalDialog | None = None
        self.outcomes: list[OutcomeRow] = []
        orders = (("agenda", self.tr("As on the agenda")), ("name", self.tr("By name")))
        self.tools = ListTools(self.tr("Name or number"), orders, name=self.tr("Cases"), folds=True)
        self.tools.changed.connect(self._arrange_names)
        self.title = Label("", "title", wrap=True)
        self.lead = Label("", "secondary", wrap=True)
        self.foot_words = Label("", "small", wrap=True)
        self.first = AskFirst((0, 0, 0, 8))
        self.attendance = AttendancePart(tasks, services)
        self.close_button = PrimaryButton(self.tr("Close meeting"))
        self.reopen = Button(self.tr("Reopen meeting"), "undo")
        self.letters = PrimaryButton(self.tr("Go to the letters"))
        self._lay_out()
        self.close_button.clicked.connect(self._ask_close)
        self.first.agreed.connect(self._ask_finally)
        self.first.left.connect(self.close_button.setFocus)
        self.reopen.clicked.connect(self._ask_reopen)
        self.letters.clicked.connect(lambda: self.step.emit("letters"))
        self.empty.acted.connect(lambda: self.step.emit("prepare"))
        self.attendance.opened.connect(self.opened)
        self.attendance.people_wanted.connect(lambda: self.go.emit("people", ""))
        self.attendance.said.connect(self.said)

    def show_meeting(self, meeting_id: str, listing_id: str = "") -> None:
        """Show what closing this meeting does."""
        if meeting_id != self._meeting_id:
            self._meeting_id, self._view = meeting_id, None
            self.first.hide()
            self.tools.forget()
            self.pages.setCurrentWidget(self.loading)
            self.attendance.show_meeting(meeting_id)
        self.stale()

    def concerns(self, change: Change) -> bool:
        """Every recorded word may make a case decided."""
        return change.entity not in ("account", "person")

    def refresh(self) -> None:
        """Read anew what closing would do."""
        meeting_id, next_start = self._meeting_id, self._services.next_start
        if meeting_id:
            self.tasks.read(self, lambda reader: closing_view(reader, meeting_id, next_start), self._show)

    def _show(self, view: ClosingView) -> None:
        if view.meeting.id != self._meeting_id:
            return
        before, self._view = self._view, view
        closed = view.meeting.state == MeetingState.CLOSED
        some = any((view.decided, view.talked, view.carried, view.standard, view.withdrawn))
        self.pages.setCurrentWidget(self.page if some or closed else self.empty)
        self.title.set_text(self.tr("This meeting is closed") if closed else self.tr("What closing will do"))
        self.lead.set_text(
            self._closed_words(view) if closed else self.tr("Nothing happens before you press Close meeting.")
        )
        self._show_outcomes(view, closed)
        self._show_history(view)
        may = self._services.account.may(Right.CLOSE)
        self.close_button.setVisible(not closed)
        if closed:
            self.first.hide()
        self.close_button.setEnabled(may)
        self.reopen.setVisible(closed)
        self.reopen.setEnabled(may)
        self.letters.setVisible(closed)
        if before is not None and before.meeting.state != view.meeting.state and self.isVisible():
            (self.letters if closed else self.close_button).setFocus()
        self.foot_words.set_text("" if may else self.tr("Your account may not close or reopen a meeting."))

    def _closed_words(self, view: ClosingView) -> str:
        at = view.meeting.closed_at
        when = said_start(at, zone_of(view.board), self._services.now()) if at else ""
        said = self.tr("Closed {when} by {name}. Decisions and attendance are frozen.")
        closed = said.format(when=when, name=_closed_by(view))
        held = words.held_early(view, self._services.now())
        return f"{held} {closed}" if held else closed

    def _show_outcomes(self, view: ClosingView, closed: bool) -> None:
        for place in (self._outcome_place, self._warning_place):
            empty(place)
        now = self._services.now()
        where = words.where_to(view, now)
        letters = self.tr("{count} letters become drafts").format(count=view.letters)
        decided = self.tr("frozen; their letters are made") if closed or not view.letters else letters
        if view.kept_back:
            names = ", ".join(one.name for one in view.kept_back)
            decided += "; " + self.tr("kept back, as the patient wants no letter: {names}").format(
                names=names
            )
        went = self.tr("undecided, listed again or waiting")
        self.outcomes = [
            OutcomeRow(self.tr("Decided"), decided, view.decided),
            OutcomeRow(self.tr("Talked about, not decided"), went if closed else where, view.talked),
            OutcomeRow(self.tr("Not discussed"), went if closed else where, view.carried),
            OutcomeRow(
                self.tr("Standard of care"), self.tr("settled without discussion, no letters"), view.standard
            ),
            OutcomeRow(self.tr("Taken off"), self.tr("not carried over"), view.withdrawn),
        ]
        for made in self.outcomes:
            made.opened.connect(self.opened)
            self._outcome_place.addWidget(made)
            self._outcome_place.addWidget(Line())
        self._warn(view)
        if self.tools.at_work():
            self._arrange_names()

    def _arrange_names(self) -> None:
        """The names behind each number, narrowed or in another order; the numbers stay."""
        for made in self.outcomes:
            made.show_names(lambda cases: self.tools.arranged(cases, _words, _KEYS))

    def _warn(self, view: ClosingView) -> None:
        if view.meeting.state == MeetingState.PLANNED:
            self._warning_place.addWidget(
                Status(Shape.TRIANGLE, self.tr("This meeting has not been started"))
            )
        if not view.quorum.met:
            text = self.tr("Quorum not met: {missing}").format(missing=lacking(view.quorum.missing))
            self._warning_place.addWidget(Status(Shape.TRIANGLE, text))
        if view.unheard and view.meeting.state != MeetingState.CLOSED:
            text = self.tr("Not read back to the room as decided")
            made = OutcomeRow(text, self.tr("open the case to read it back"), view.unheard, look=True)
            made.opened.connect(self.opened)
            self._warning_place.addWidget(made)
        if view.no_gp:
            text = self.tr("No GP on file: their letter to primary care has no recipient")
            made = OutcomeRow(
                text, self.tr("open the patient to name one"), view.no_gp, by_patient=True, look=True
            )
            made.opened.connect(lambda id: self.go.emit("patient", id))
            self._warning_place.addWidget(made)

    def _show_history(self, view: ClosingView) -> None:
        empty(self._history_place)
        if not view.history:
            return
        self._history_place.addWidget(SectionTitle(self.tr("History of this meeting")))
        for event in view.history:
            self._history_place.addWidget(Label(self._event_words(event, view), wrap=True))

    def _event_words(self, event: MeetingEvent, view: ClosingView) -> str:
        when = said_start(event.at, zone_of(view.board), self._services.now())
        if event.state == MeetingState.CLOSED:
            return self.tr("{when}: closed by {name}").format(when=when, name=event.by)
        return self.tr("{when}: reopened by {name}, because {reason}").format(
            when=when, name=event.by, reason=event.reason
        )

    def _ask_close(self) -> None:
        if self._view is None:
            return
        unusual = before_close(self._view.meeting, self._view.board, self._services.now())
        if unusual:
            self.first.ask(unusual, self.tr("Close it all the same"), self.tr("Leave it as it is"))
        else:
            self._ask_finally()

    def _ask_finally(self) -> None:
        if self._view is not None:
            facts = words.facts(self._view, self._services.now())
            self._ask(self.tr("Close this meeting?"), facts, self.tr("Close meeting"), self._close)

    def _ask_reopen(self) -> None:
        facts = [
            self.tr("Everybody may write in this meeting again. The reason stays in its history."),
            self.tr("Letters already issued stay as they are. Closing again makes none twice."),
        ]
        self._ask(
            self.tr("Reopen this meeting?"), facts, self.tr("Reopen meeting"), self._reopen, self.tr("Reason")
        )

    def _ask(self, title: str, facts: Sequence[str], verb: str, act: object, reason: str = "") -> None:
        self.dialog = FinalDialog(self, title, facts, verb, reason=reason)
        self.dialog.accepted.connect(act)
        self.dialog.open()

    def _close(self) -> None:
        command = self._services.command(CloseMeeting, meeting_id=self._meeting_id)
        self.close_button.setEnabled(False)
        self.tasks.write(command, lambda _: self._done(self.tr("The meeting is closed.")), self._failed, self)

    def _reopen(self) -> None:
        reason = self.dialog.reason.text().strip() if self.dialog else ""
        command = self._services.command(ReopenMeeting, meeting_id=self._meeting_id, reason=reason)
        self.tasks.write(
            command, lambda _: self._done(self.tr("The meeting is open again.")), self._failed, self
        )

    def _done(self, text: str) -> None:
        self.said.emit(text, None, False)

    def _failed(self, error: Exception) -> None:
        self.said.emit(explain(error).words, None, True)
        self.stale()

    def _lay_out(self) -> None:
        self._outcome_place, self._warning_place, self._history_place = (
            column(spacing=gap) for gap in (0, 8, 4)
        )
        head = row(self.title, self.tools.button)
        head.setStretch(0, 1)
        inner = QWidget()
        inner.setMaximumWidth(current().px(WIDTH))
        inner.setLayout(
            column(
                head, self.lead, 12, self.tools, 4, Line(), self._outcome_place, 12,
                self._warning_place, 16, self.attendance, 16, self._history_place, None, spacing=0,
            )
        )  # fmt: skip
        scroll = ScrollPanel(margins=(24, 24, 24, 24))
        middle = row(inner, spacing=0)
        scroll.box.addLayout(middle)
        foot = Pane("pane", across=True, margins=(24, 8, 24, 8), spacing=12)
        acts = QWidget()
        acts.setMaximumWidth(current().px(WIDTH))
        buttons = row(self.close_button, self.letters, self.reopen, self.foot_words, None, spacing=12)
        acts.setLayout(column(self.first, buttons, spacing=0))
        foot.box.addWidget(acts)
        self.page = Pane("surface")
        self.page.box.addWidget(scroll, 1)
        self.page.box.addWidget(Line())
        self.page.box.addWidget(foot)
        self.empty = EmptyState(
            self.tr("No case on this agenda"),
            self.tr("There is nothing to close yet. Put cases on the agenda in step Prepare."),
            self.tr("Go to Prepare"),
        )
        self.loading = EmptyState(self.tr("Reading the meeting …"), "")
        self.pages = QStackedWidget()
        for page in (self.loading, self.page, self.empty):
            self.pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)


def _words(one: ClosingCase) -> str:
    return f"{one.name} {one.number}"


_KEYS = {"name": lambda one: one.name.casefold()}


def _closed_by(view: ClosingView) -> str:
    """Who closed the meeting, as its history names him."""
    closings = [one.by for one in view.history if one.state == MeetingState.CLOSED]
    return closings[-1] if closings else view.meeting.closed_by
