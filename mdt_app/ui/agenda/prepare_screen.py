"""Preparing is one table and, beside it, the selected case: nothing here blocks, everything says what it lacks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from mdt_app.domain.accounts import Right
from mdt_app.domain.agenda import MeetingState, Outcome
from mdt_app.operations.agenda_first import first_view
from mdt_app.operations.rows import AgendaView, ListingRow
from mdt_app.operations.work import Change, Reader
from mdt_app.ui.agenda import words
from mdt_app.ui.agenda.filter_bar import FilterBar
from mdt_app.ui.agenda.selected_case import WIDTH, SelectedCase
from mdt_app.ui.agenda.sheet import AgendaSheet
from mdt_app.ui.common.drawing import draw_now
from mdt_app.ui.common.frames import Pane, column
from mdt_app.ui.common.messages import EmptyState, InlineMessage
from mdt_app.ui.common.split import Split
from mdt_app.ui.common.theme import current
from mdt_app.ui.errors import explain
from mdt_app.ui.live import LiveView
from mdt_app.ui.meetings.ask_first import AskFirst
from mdt_app.ui.meetings.words import before_start
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks

if TYPE_CHECKING:
    from mdt_app.operations.hand_order import Moved
    from mdt_app.operations.planning_wishes import PlanningView
    from mdt_app.ui.agenda.add_case import AddCase
    from mdt_app.ui.agenda.planning import Planning

NARROW = 940
UNCONCERNED = ("letter", "account", "command")


class PrepareScreen(LiveView):
    """The agenda of one meeting.

    Signals: `go(place, id)`, `step(key)`, `said(words, undo, wrong)`, `selected(listing id)` when the user takes one.
    """

    go = Signal(str, str)
    step = Signal(str)
    selected = Signal(str)
    said = Signal(str, object, bool)
    filled = Signal()

    def __init__(self, tasks: Tasks, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent)
        self._services = services
        self.choose_file: Callable[[QWidget, str], str] = _ask_file
        self._meeting_id = self._wanted = ""
        self.filters = FilterBar()
        self.sheet = AgendaSheet(services.guidance, self.filters)
        self.model, self.table, self.effect_bar = self.sheet.model, self.sheet.table, self.sheet.effect_bar
        self.closed = InlineMessage(
            self.tr("This meeting is closed."), self.tr("Reopen it with a reason to change it."), level="info",
            act=self.tr("Go to Close"),
        )  # fmt: skip
        self.ask = AskFirst((16, 0, 16, 8))
        self.case = SelectedCase(tasks, services)
        self._lay_out()
        self._connect()

    def show_meeting(self, meeting_id: str, listing_id: str = "") -> None:
        """Show a meeting's agenda, with one case selected where it is named."""
        self._wanted = listing_id
        if meeting_id != self._meeting_id:
            self._meeting_id = meeting_id
            self.sheet.forget()
            self.filters.choose("all")
            if self._plans():
                self.planning.forget()
            self.ask.hide()
            self.pages.setCurrentWidget(self.loading)
            self._show_side(self.nothing)
        self.stale()

    def patient_id(self) -> str:
        """Who is chosen on the agenda."""
        row = self.table.current_row()
        return row.patient.id if isinstance(row, ListingRow) else ""

    def concerns(self, change: Change) -> bool:
        """Nearly every change shows here; a question that is being written changes its own row alone."""
        if change.entity == "case" and {one.name for one in change.fields} == {"question"}:
            self._take_question(change.entity_id, str(change.fields[0].new or ""))
            return False
        return change.entity not in UNCONCERNED

    def _take_question(self, case_id: str, question: str) -> None:
        row = self.sheet.show_question(case_id, question)
        if row is not None:
            self.case.question_changed(row)

    @property
    def _view(self) -> AgendaView | None:
        return self.sheet.agenda()

    def refresh(self) -> None:
        """Read the agenda anew; one that was not seen yet comes first, and who waits right after it."""
        guidance, meeting_id = self._services.guidance, self._meeting_id
        if not meeting_id:
            return
        if self.sheet.standing is None:
            self.tasks.read(self, lambda reader: first_view(reader, guidance, meeting_id), self._show_first)
        else:
            self._read_times()

    def _read_times(self) -> None:
        guidance, meeting_id = self._services.guidance, self._meeting_id

        def times(reader: Reader) -> PlanningView:
            from mdt_app.operations.planning_wishes import planning_view

            return planning_view(reader, guidance, meeting_id)

        self.tasks.read(self, times, self._show)

    def _show_first(self, found: AgendaView | PlanningView) -> None:
        if not isinstance(found, AgendaView):
            self._show(found)
            return
        if found.meeting.id != self._meeting_id:
            return
        with QSignalBlocker(self.table):
            self.sheet.show_first(found)
        self._show_around(found)
        self._choose_place()
        self.filled.emit()
        draw_now(self)
        QTimer.singleShot(0, self, self._go_on)

    def _go_on(self) -> None:
        """The agenda is drawn: now comes what stands beside it, and who waits."""
        if not self._adding():
            self._choose_one()
        self._read_times()

    def _show(self, found: PlanningView) -> None:
        if found.agenda.meeting.id != self._meeting_id:
            return
        with QSignalBlocker(self.table):
            self.sheet.show(found)
        self._show_around(found.agenda)
        if not self._adding():
            self._choose_one()
        self.filled.emit()

    def _show_around(self, view: AgendaView) -> None:
        with QSignalBlocker(self.table):
            self.pages.setCurrentWidget(self.sheet if view.rows else self.empty)
        may = self._services.account.may(Right.PREPARE) and view.meeting.state != MeetingState.CLOSED
        self.filters.show_state(view.meeting.state, may, self._services.account.may(Right.CLOSE))
        if not view.rows:
            self.filters.start.hide()
        if view.meeting.state != MeetingState.PLANNED:
            self.ask.hide()
        self.closed.setVisible(view.meeting.state == MeetingState.CLOSED)
        if self._plans():
            self.planning.follow()

    def _choose_one(self) -> None:
        """Show the case in whose row the table stands."""
        row = self._choose_place()
        self._wanted = ""
        if row is None:
            self._show_side(self.nothing)
        else:
            self._select(row)

    def _choose_place(self) -> ListingRow | None:
        """Keep the case that is selected; else the one that was asked for, else the first."""
        shown = {row.listing.id: row for row in self.sheet.listing_rows()}
        wanted = next((one for one in (self._wanted, self.case.listing_id(), *shown) if one in shown), "")
        with QSignalBlocker(self.table):
            self.table.choose(wanted)
        return shown.get(wanted)

    def _select(self, row: ListingRow) -> None:
        self.sheet.settle_on(row.listing.id)
        self.case.show_row(row)
        if not self._plans() or not self.planning.is_shown():
            self._show_side(self.case)
        if self.table.hasFocus():
            self.selected.emit(row.listing.id)

    def _show_side(self, page: QWidget) -> None:
        self.side.setCurrentWidget(page)

    def _move(self, moved: Moved, name: str) -> None:
        """Store a move that the sheet shows already: as an order alone, or with the times that it gives."""
        from mdt_app.operations.agenda import MoveListing

        number = self.sheet.columns.numbers.get(moved.listing_id, moved.position)
        said = self.tr("{name} is number {number} now.").format(name=name, number=number)
        if moved.plain:
            self._write(
                MoveListing, said, {"position": moved.position_before}, listing_id=moved.listing_id,
                position=moved.position,
            )  # fmt: skip
            return
        self.planning.acts.move(self._meeting_id, moved, said)

    def _settle(self, listing_id: str, outcome: str, standard: str = "") -> None:
        from mdt_app.operations.agenda import SettleListing

        rows = {row.listing.id: row for row in self._view.rows} if self._view else {}
        row = rows.get(listing_id)
        if row is None:
            return
        name = row.patient.name
        said = {
            Outcome.WITHDRAWN: self.tr("{name} is taken off the agenda."),
            Outcome.STANDARD: self.tr("{name} is met by standard of care."),
        }.get(Outcome(outcome), self.tr("{name} is on the agenda."))
        self._write(
            SettleListing, said.format(name=name), {"outcome": row.outcome, "standard": row.listing.standard},
            listing_id=listing_id, outcome=Outcome(outcome), standard=standard,
        )  # fmt: skip

    def _start(self) -> None:
        if self._view is not None and self._view.meeting.state == MeetingState.PLANNED:
            unusual = before_start(self._view.meeting, self._view.board, self._services.now())
            if unusual:
                self.ask.ask(unusual, self.tr("Start it today"), self.tr("Leave it planned"))
            else:
                self._open()
        else:
            self.step.emit("meet")

    def _open(self) -> None:
        from mdt_app.operations.agenda import OpenMeeting

        command = self._services.command(OpenMeeting, meeting_id=self._meeting_id)
        self.tasks.write(command, lambda _: self.step.emit("meet"), self._failed, self)

    def _write(self, kind: type, said: str, before: Mapping[str, object], /, **payload: object) -> None:
        """Write and say so; the way back is the same command with what was `before`."""

        def undo() -> None:
            self.sheet.forget_move()
            back = self._services.command(kind, **{**payload, **before})
            self.tasks.write(
                back, lambda _: self.said.emit(self.tr("Taken back."), None, False), self._failed, self
            )

        command = self._services.command(kind, **payload)
        self.tasks.write(command, lambda _: self.said.emit(said, undo, False), self._failed, self)

    def _failed(self, error: Exception) -> None:
        """What was refused is said, and the screen goes back to what is stored."""
        self.said.emit(explain(error).words, None, True)
        self.stale()

    def _print(self) -> None:
        if self._view is None:
            return
        from mdt_app.ui.agenda.printing import file_name, print_agenda

        chosen = self.choose_file(self, file_name(self._view))
        if chosen:
            print_agenda(self, self.tasks, self._services, self._view, chosen, self.said.emit)

    def _add(self, way: str = "find") -> None:
        if self._view is not None and self.filters.add.isEnabled():
            listed = frozenset(row.patient.id for row in self._view.rows if not words.is_off(row))
            self.add.begin(self._meeting_id, self._view.board.id, way, listed)
            self._show_side(self.add)

    @cached_property
    def add(self) -> AddCase:
        """The side that lists another case, made when first asked for."""
        from mdt_app.ui.agenda.add_case import AddCase

        made = AddCase(self.tasks, self._services)
        made.listed.connect(self._listed)
        made.go.connect(self.go)
        made.closed.connect(self._leave_add)
        self.side.addWidget(made)
        return made

    @cached_property
    def planning(self) -> Planning:
        """Hours, proposed times and pins, made when first asked for."""
        from mdt_app.ui.agenda.planning import Planning

        made = Planning(self.tasks, self._services, self.sheet, self.filters, self.side)
        made.said.connect(self.said)
        made.failed.connect(self._failed)
        made.left.connect(self._leave_add)
        return made

    def _plans(self) -> bool:
        return "planning" in self.__dict__

    def _adding(self) -> bool:
        return "add" in self.__dict__ and self.side.currentWidget() is self.add

    def _leave_add(self) -> None:
        self._show_side(self.nothing)
        self._choose_one()
        self.table.setFocus()

    def _listed(self, listing_id: str) -> None:
        self.filters.choose("all")
        self._wanted = listing_id
        self._show_side(self.nothing)
        self.said.emit(self.tr("The case is on the agenda."), None, False)
        self.stale()
        self.table.setFocus()

    def _next_unready(self) -> None:
        rows = self.sheet.listing_rows()
        here = next((n for n, row in enumerate(rows) if row.listing.id == self.case.listing_id()), -1)
        following = [*rows[here + 1 :], *rows[: here + 1]]
        found = next((row for row in following if words.is_unready(row) and not words.is_off(row)), None)
        if found is not None:
            self.table.choose(found.listing.id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Short of room, the table leaves out grip and triage, and the side gives way before it."""
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        self.sheet.take_narrow(self.split.share(self.side, self.width(), WIDTH) < current().px(NARROW))

    def _connect(self) -> None:
        self.table.chosen.connect(self._select)
        self.table.opened.connect(lambda _: self.case.focus_question())
        self.sheet.moved.connect(self._move)
        self.sheet.said.connect(self.said)
        self.filters.plan.clicked.connect(lambda: self.planning.plan())
        self.filters.hours.triggered.connect(lambda: self.planning.show_hours())
        self.case.slot.pin_wanted.connect(lambda: self.planning.pin(self.case.listing_id()))
        QShortcut(QKeySequence("Alt+T"), self, lambda: self.planning.pin(self.case.listing_id()))
        self.filters.add.clicked.connect(lambda: self._add())
        self.filters.people.clicked.connect(lambda: self.step.emit("people"))
        self.filters.bring.triggered.connect(lambda: self.go.emit("import", self._meeting_id))
        self.filters.print.triggered.connect(lambda: self._print())
        self.filters.start.clicked.connect(self._start)
        self.ask.agreed.connect(self._open)
        self.ask.left.connect(self.filters.start.setFocus)
        self.empty.acted.connect(lambda: self._add())
        self.closed.acted.connect(lambda: self.step.emit("close"))
        self.case.settle.connect(self._settle)
        self.case.next_wanted.connect(self._next_unready)
        self.case.wanted.connect(self.go)
        self.sheet.legend.lists_wanted.connect(lambda: self.go.emit("preparation", self._meeting_id))
        self.case.said.connect(self.said)

    def _lay_out(self) -> None:
        """From the outside in: what already stands in the window is dressed once, not again at each step."""
        left, self.nothing = Pane("pane"), Pane("pane")
        self.side, self.pages, self.none = QStackedWidget(), QStackedWidget(), self.sheet.none
        self.empty = EmptyState(
            self.tr("No case on this agenda yet"),
            self.tr("Find or enter a patient and write one question to the board. Waiting cases can be listed again."),
            self.tr("Add case"), "plus", primary=True,
        )  # fmt: skip
        self.loading = EmptyState(self.tr("Reading the agenda …"), "")
        self.split = Split((left, 1), (self.side, 0), names=(self.tr("Agenda"), self.tr("Selected case")))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.split)
        closed = column(self.closed)
        closed.setContentsMargins(16, 0, 16, 8)
        left.box.addWidget(self.filters)
        left.box.addLayout(closed)
        left.box.addWidget(self.ask)
        left.box.addWidget(self.pages, 1)
        for page in (self.loading, self.sheet, self.empty):
            self.pages.addWidget(page)
        for part in (self.nothing, self.case):
            self.side.addWidget(part)
        self.setFocusProxy(self.table)
        self.split.arranged.connect(self._share_room)
        self.closed.hide()


def _ask_file(parent: QWidget, name: str) -> str:
    from mdt_app.ui.agenda.printing import ask_file

    return ask_file(parent, name)
