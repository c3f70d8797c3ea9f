"""The Meet step: one case at a time, live, with nothing to switch away for and nothing typed ever lost."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from mdt_app.domain.accounts import Right
from mdt_app.domain.agenda import MeetingState, zone_of
from mdt_app.domain.people import Person
from mdt_app.operations.agenda import OpenMeeting
from mdt_app.operations.case_rows import CaseView
from mdt_app.operations.views import case_view
from mdt_app.operations.work import Change
from mdt_app.ui.cases.acts import CaseActs
from mdt_app.ui.cases.agenda_side import AgendaSide
from mdt_app.ui.cases.call_line import KEY as CALL
from mdt_app.ui.cases.case_pane import CasePane
from mdt_app.ui.cases.reading import MeetingLines, directory, meeting_lines
from mdt_app.ui.cases.room import Room
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common import words
from mdt_app.ui.common.buttons import LinkButton, PrimaryButton
from mdt_app.ui.common.frames import Line, Pane
from mdt_app.ui.common.messages import EmptyState, MessageStrip
from mdt_app.ui.common.text import Label
from mdt_app.ui.live import LiveView
from mdt_app.ui.meetings.ask_first import AskFirst
from mdt_app.ui.meetings.words import before_start
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks

TYPING_MS = 350
PANES_KEPT = 3
IN_LIST = frozenset({"listing", "meeting", "recommendation", "attendance", "patient", "person", "board"})


class CaseScreen(LiveView):
    """Call `show_meeting(meeting_id, listing_id)`. Emits `go(place, id)`, `step(step)` for another step, and
    `showing(listing id)` for the case that it turned to."""

    go = Signal(str, str)
    step = Signal(str)
    showing = Signal(str)

    def __init__(self, tasks: Tasks, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent)
        self._services = services
        self._meeting_id = self._wanted = ""
        self._lines: MeetingLines | None = None
        self._list_is_stale = self._people_are_stale = True
        self._people: tuple[Person, ...] = ()
        self.panes: dict[str, CasePane] = {}
        self.side = AgendaSide(services)
        self.notice = Notice()
        self.room = Room(tasks, services, self.side, self)
        self.ask = AskFirst((24, 8, 16, 8))
        self.stack, self.reading = QStackedWidget(), QWidget()
        self.empty = EmptyState(
            self.tr("No case on this agenda"),
            self.tr("Put patients on the agenda in Prepare."),
            self.tr("Prepare"),
            primary=True,
        )
        self.messages = MessageStrip(self)
        self._lay_out()
        self.room.acts.said.connect(self._say)
        self.room.list_asked.connect(self._show_everyone)
        QShortcut(QKeySequence(CALL), self, self._call)
        self.side.chosen.connect(self.show_case)
        self.notice.acted.connect(self._act)
        self.ask.agreed.connect(self._open)
        self.ask.left.connect(self.notice.start.setFocus)
        self.empty.acted.connect(lambda: self.step.emit("prepare"))

    def show_meeting(self, meeting_id: str, listing_id: str = "") -> None:
        """Open a meeting at one of its cases; else where it was left, or at the first that is not decided yet."""
        if meeting_id != self._meeting_id:
            self._flush()
            self._meeting_id, self._lines, self._wanted = meeting_id, None, ""
            self._forget()
        if listing_id:
            self.show_case(listing_id)
        self._list_is_stale = True
        self.stale()

    def _forget(self) -> None:
        """No word or button of the meeting before stands under the next one's name while that is read."""
        self.stack.setCurrentWidget(self.reading)
        self.side.forget()
        self.room.forget()
        for part in (self.ask, self.notice, self.messages):
            part.hide()

    def show_case(self, listing_id: str) -> None:
        """Go to another case; what was being typed in this one is sent and stays with it."""
        self._flush()
        self._wanted = listing_id
        self.showing.emit(listing_id)
        self.side.show_current(listing_id)
        pane = self.panes.get(listing_id)
        if pane is not None:
            self._raise(pane)
        self._read_case(listing_id)

    @property
    def pane(self) -> CasePane | None:
        """The case that is shown."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, CasePane) else None

    def patient_id(self) -> str:
        """Whose case is shown."""
        return self.pane.acts.patient_id if self.pane is not None else ""

    def concerns(self, change: Change) -> bool:
        """What belongs to this meeting, its patients or its people."""
        self._people_are_stale |= change.entity == "person"
        self.room.heard(change)
        self._list_is_stale |= change.entity in IN_LIST or (change.entity == "note" and self._decides(change))
        view = self.pane.acts.view if self.pane else None
        if view is None or change.entity in IN_LIST:
            return True
        return change.patient_id == view.patient.id or change.case_id == view.case.id

    def stale(self) -> None:
        """While somebody types, reading waits for a pause, so that it stands in no key's way."""
        typing = self.pane is not None and self.pane.unsaved()
        self._soon.setInterval(TYPING_MS if typing else 0)
        super().stale()

    def refresh(self) -> None:
        """Read the list where it changed, and the case that is shown."""
        if not self._meeting_id:
            return
        if self._people_are_stale:
            self._people_are_stale = False
            self.tasks.read(self, directory, self._show_people)
        if self._list_is_stale:
            self._list_is_stale = False
            meeting_id = self._meeting_id
            self.tasks.read(self, lambda reader: meeting_lines(reader, meeting_id), self._show_lines)
        if self._wanted:
            self._read_case(self._wanted)

    def hasHeightForWidth(self) -> bool:
        """Takes the height of its place, and scrolls inside."""
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Messages stand at the foot of the panel."""
        super().resizeEvent(event)
        self._place_messages()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leaving sends what is on its way."""
        self._flush()
        super().hideEvent(event)

    def _decides(self, change: Change) -> bool:
        return any(one.name == "decision" for one in change.fields)

    def _read_case(self, listing_id: str) -> None:
        guidance, today = self._services.guidance, self._services.today()
        self.tasks.read(self, lambda reader: case_view(reader, guidance, listing_id, today), self._show_view)

    def _show_lines(self, lines: MeetingLines) -> None:
        if lines.meeting.id != self._meeting_id:
            return
        self._lines = lines
        self.room.show_lines(lines)
        self.side.show_lines(lines)
        for pane in self.panes.values():
            pane.acts.names = lines.names
        ids = [one.listing_id for one in lines.lines]
        self.notice.show_meeting(lines, self._services)
        if lines.meeting.state != MeetingState.PLANNED:
            self.ask.hide()
        self.side.set_leading(bool(lines.lines) and self.notice.start.isHidden())
        if not ids:
            self.stack.setCurrentWidget(self.empty)
        elif self._wanted not in ids:
            undecided = [one.listing_id for one in lines.lines if not one.decided]
            order = (
                [one for one in self.side.to_discuss() if one in undecided] or self.side.to_discuss() or ids
            )
            self.show_case(order[0])
        else:
            self.side.show_current(self._wanted)

    def _show_people(self, people: tuple[Person, ...]) -> None:
        self._people = people
        for pane in self.panes.values():
            pane.acts.people = people
            pane.show_people()

    def _show_view(self, view: CaseView) -> None:
        pane = self.panes.get(view.listing.id)
        if pane is None and view.listing.id != self._wanted:
            return
        pane = pane or self._made(view)
        pane.show_view(view)
        if view.listing.id == self._wanted and self.pane is not pane:
            self._raise(pane)

    def _made(self, view: CaseView) -> CasePane:
        acts = CaseActs(self.tasks, self._services, view, self)
        acts.people = self._people
        acts.names = self._lines.names if self._lines else {}
        pane = self.panes[view.listing.id] = CasePane(acts)
        acts.said.connect(self._say)
        acts.again.connect(self.stale)
        acts.went.connect(self.go)
        pane.everyone.named.connect(self.room.name)
        pane.everyone.all_here.connect(self.room.acts.mark_members)
        self.stack.addWidget(pane)
        return pane

    def _raise(self, pane: CasePane) -> None:
        in_list = self.side.list.hasFocus()
        self.stack.setCurrentWidget(pane)
        if not in_list:
            pane.discussion.setFocus()
            pane.stay_at_top()
        self._let_go()

    def _let_go(self) -> None:
        """Keep a few panes for the way back, and every one with words that are not in the store."""
        spare = [
            one for one in self.panes if self.panes[one] is not self.pane and not self.panes[one].unsaved()
        ]
        for listing_id in spare[: max(0, len(self.panes) - PANES_KEPT)]:
            pane = self.panes.pop(listing_id)
            self.stack.removeWidget(pane)
            pane.deleteLater()

    def _flush(self) -> None:
        if self.pane is not None:
            self.pane.flush()

    def _act(self) -> None:
        if self._lines is None:
            return
        if self._lines.meeting.state == MeetingState.CLOSED:
            self.step.emit("close")
            return
        meeting, board = self._lines.meeting, self._lines.board
        unusual = before_start(meeting, board, self._services.now())
        if unusual:
            self.ask.ask(unusual, self.tr("Start it today"), self.tr("Leave it planned"))
        else:
            self._open()

    def _open(self) -> None:
        """The meeting starts with the case that is shown."""
        opened = self._services.command(OpenMeeting, meeting_id=self._meeting_id)
        self.tasks.write(opened, lambda _: self.room.begin_first(self._wanted), owner=self)

    def _call(self) -> None:
        if self.room.call.isHidden():
            self._say(self.tr("Nobody is to be called now."), None, False)
        else:
            self.room.call.begin()

    def _show_everyone(self) -> None:
        if self.pane is not None:
            self.pane.show_everyone()

    def _say(self, text: str, undo: Callable[[], None] | None, wrong: bool) -> None:
        self.messages.say(text, undo, wrong=wrong)
        self._place_messages()
        self.messages.raise_()

    def _place_messages(self) -> None:
        theme = themes.current()
        wide = min(self.width(), theme.px(368))
        high = max(theme.px(44), self.messages.heightForWidth(wide))
        self.messages.setGeometry(QRect(self.width() - wide, self.height() - high, wide, high))

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.notice)
        right.addWidget(self.ask)
        right.addWidget(self.room.call)
        right.addWidget(self.stack, 1)
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.reading)
        self.stack.setCurrentWidget(self.reading)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.side)
        outer.addWidget(Line(standing=True))
        outer.addLayout(right, 1)


class Notice(Pane):
    """The line over a case in a meeting that is not open: not started, closed, or only to be read. Emits `acted`."""

    acted = Signal()

    def __init__(self) -> None:
        super().__init__("sunk", across=True, margins=(24, 4, 16, 4), spacing=12)
        self.words = Label("", wrap=True)
        self.start = PrimaryButton(self.tr("Start meeting"))
        self.reopen = LinkButton(self.tr("Reopen in Close"))
        for button in (self.start, self.reopen):
            button.clicked.connect(self.acted)
        self.box.addWidget(self.words, 1)
        self.box.addWidget(self.start)
        self.box.addWidget(self.reopen)
        self.hide()

    def show_meeting(self, lines: MeetingLines, services: Services) -> None:
        """Say how the meeting stands; nothing where it is open and this account records."""
        meeting, may = lines.meeting, services.account.may(Right.RECORD)
        leads = services.account.may(Right.CLOSE)
        closed, planned = meeting.state == MeetingState.CLOSED, meeting.state == MeetingState.PLANNED
        if closed and meeting.closed_at is not None:
            day, who = (
                words.said_day(meeting.closed_at.date()),
                lines.names.get(meeting.closed_by, meeting.closed_by),
            )
            self.words.set_text(
                self.tr("Closed {day} by {who}. Nothing can be changed here.").format(day=day, who=who)
            )
        elif not may:
            self.words.set_text(self.tr("You may read here; your account does not record."))
        else:
            day = words.said_day(meeting.starts_at.date(), weekday=True)
            time = words.said_clock(meeting.starts_at, zone_of(lines.board))
            said = self.tr("Planned for {day}, {time}. It has not started.").format(day=day, time=time)
            if not leads:
                said += " " + self.tr("A coordinator or clinician can start it.")
            self.words.set_text(said)
        self.start.setVisible(planned and leads and bool(lines.lines))
        self.reopen.setVisible(closed and leads)
        self.setVisible(closed or planned or not may)
