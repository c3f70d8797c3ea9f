"""Preparing is one table and, beside it, the selected case: nothing here blocks, everything says what it lacks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from mdt_app.domain.accounts import Right
from mdt_app.domain.agenda import MeetingState, Outcome, slots, zone_of
from mdt_app.operations.agenda_view import agenda_view
from mdt_app.operations.rows import AgendaView, ListingRow
from mdt_app.operations.work import Change
from mdt_app.ui.agenda import words
from mdt_app.ui.agenda.bars import EffectBar, Legend
from mdt_app.ui.agenda.columns import AgendaColumns
from mdt_app.ui.agenda.effect import Effect, effect, ends_at
from mdt_app.ui.agenda.filter_bar import FilterBar
from mdt_app.ui.agenda.printing import ask_file, file_name, print_agenda
from mdt_app.ui.agenda.selected_case import WIDTH, SelectedCase
from mdt_app.ui.common.columns import ColumnsModel
from mdt_app.ui.common.frames import ANY, Pane, column
from mdt_app.ui.common.messages import EmptyState, InlineMessage
from mdt_app.ui.common.split import Split
from mdt_app.ui.common.table import TableView
from mdt_app.ui.common.theme import current
from mdt_app.ui.errors import explain
from mdt_app.ui.live import LiveView
from mdt_app.ui.meetings.ask_first import AskFirst
from mdt_app.ui.meetings.words import before_start
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks

if TYPE_CHECKING:
    from mdt_app.ui.agenda.add_case import AddCase

NARROW = 860
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
        self.choose_file: Callable[[QWidget, str], str] = ask_file
        self._meeting_id = self._wanted = ""
        self._view: AgendaView | None = None
        self._moved: tuple[Effect, str] | None = None
        self.columns = AgendaColumns(services.guidance, self)
        self.model: ColumnsModel[ListingRow] = ColumnsModel(
            self.columns.columns(), same=lambda row: row.listing.id
        )
        self.table = TableView(self.model, name=self.tr("Agenda"), movable=True)
        self.filters = FilterBar()
        self.effect_bar = EffectBar()
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
            self._view = self._moved = None
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
        if self._view is None or all(row.case.id != case_id for row in self._view.rows):
            return
        rows = tuple(
            replace(row, case=replace(row.case, question=question)) if row.case.id == case_id else row
            for row in self._view.rows
        )
        self._view = replace(self._view, rows=rows)
        self._show_rows(rows)
        self.case.question_changed(next(row for row in rows if row.case.id == case_id))

    def refresh(self) -> None:
        """Read the agenda anew."""
        meeting_id = self._meeting_id
        if meeting_id:
            self.tasks.read(
                self, lambda reader: agenda_view(reader, self._services.guidance, meeting_id), self._show
            )

    def _show(self, view: AgendaView) -> None:
        if view.meeting.id != self._meeting_id:
            return
        self._view = view
        self.columns.zone, self.columns.on = zone_of(view.board), view.meeting.starts_at
        with QSignalBlocker(self.table):
            self._show_rows(view.rows)
        may = self._services.account.may(Right.PREPARE) and view.meeting.state != MeetingState.CLOSED
        self.filters.show_state(view.meeting.state, may, self._services.account.may(Right.RECORD))
        if not view.rows:
            self.filters.start.hide()
        if view.meeting.state != MeetingState.PLANNED:
            self.ask.hide()
        self.closed.setVisible(view.meeting.state == MeetingState.CLOSED)
        if not self._adding():
            self._choose_one()
        self.filled.emit()

    def _show_rows(self, rows: tuple[ListingRow, ...]) -> None:
        self.columns.number(rows)
        self.filters.show_counts(rows)
        self._filter(self.filters.current())
        self.model.set_rows(rows)
        self.tables.setCurrentWidget(self.table if self.model.shown_rows() else self.none)
        self._show_totals()
        self.pages.setCurrentWidget(self.page if rows else self.empty)

    def _choose_one(self) -> None:
        """Keep the case that is selected; else the one that was asked for, else the first."""
        shown = [row for row in self.model.shown_rows() if isinstance(row, ListingRow)]
        ids = [row.listing.id for row in shown]
        wanted = next(
            (one for one in (self._wanted, self.case.listing_id()) if one in ids), ids[0] if ids else ""
        )
        self._wanted = ""
        if not wanted:
            self._show_side(self.nothing)
            return
        self.table.choose(wanted)
        self._select(shown[ids.index(wanted)])

    def _select(self, row: ListingRow) -> None:
        if self._moved is not None and self._moved[0].listing_id != row.listing.id:
            self._moved = None
            self._show_totals()
        self.case.show_row(row)
        self._show_side(self.case)
        if self.table.hasFocus():
            self.selected.emit(row.listing.id)

    def _show_side(self, page: QWidget) -> None:
        self.side.setCurrentWidget(page)

    def _show_totals(self) -> None:
        self.columns.effect = None
        if self._moved is not None:
            self.effect_bar.show_effect(*self._moved, self.columns.clock, dropped=True)
        elif self._view is not None:
            view = self._view
            listings = tuple(row.listing for row in view.rows)
            end = ends_at(slots(listings, view.meeting.starts_at), view.meeting.starts_at)
            self.effect_bar.show_totals(view.rows, view.meeting.starts_at, end, self.columns.clock)
        self.table.viewport().update()

    def _position(self, place: int) -> int:
        """The agenda position that stands at a place of the table, filtered or not."""
        rows = [row for row in self.model.shown_rows() if isinstance(row, ListingRow)]
        return rows[max(0, min(place, len(rows) - 1))].listing.position

    def _dragging(self, row: ListingRow, place: int) -> None:
        view = self._view
        if view is None:
            return
        listings = [one.listing for one in view.rows]
        found = effect(listings, view.meeting.starts_at, row.listing.id, self._position(place))
        self.columns.effect = found
        self.effect_bar.show_effect(found, row.patient.name, self.columns.clock)
        self.table.viewport().update()

    def _move(self, row: ListingRow, place: int) -> None:
        """Move at once on the screen; the stored order comes back the usual way."""
        from mdt_app.operations.agenda import MoveListing

        view, listing_id = self._view, row.listing.id
        position, back = self._position(place), row.listing.position
        if view is None or view.meeting.state == MeetingState.CLOSED or position == back:
            return
        found = effect([one.listing for one in view.rows], view.meeting.starts_at, listing_id, position)
        by_id = {one.listing.id: one for one in view.rows}
        taken = slots(found.listings, view.meeting.starts_at)
        rows = tuple(replace(by_id[one.id], listing=one, slot=taken.get(one.id)) for one in found.listings)
        self._view = replace(view, rows=rows)
        name = by_id[listing_id].patient.name
        self._moved = found, name
        self._show_rows(rows)
        number = self.columns.numbers.get(listing_id, position)
        self._write(
            MoveListing, self.tr("{name} is number {number} now.").format(name=name, number=number),
            {"position": back}, listing_id=listing_id, position=position,
        )  # fmt: skip

    def _settle(self, listing_id: str, outcome: str) -> None:
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
            SettleListing, said.format(name=name), {"outcome": row.outcome},
            listing_id=listing_id, outcome=Outcome(outcome),
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

    def _write(self, kind: type, said: str, before: Mapping[str, object], **payload: object) -> None:
        """Write and say so; the way back is the same command with what was `before`."""

        def undo() -> None:
            self._moved = None
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
        chosen = self.choose_file(self, file_name(self._view))
        if chosen:
            print_agenda(self, self.tasks, self._services, self._view, chosen, self.said.emit)

    def _filter(self, key: str) -> None:
        self.model.set_filter(self.filters.keeps(key))
        self.tables.setCurrentWidget(self.table if self.model.shown_rows() else self.none)

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
        made.closed.connect(self._leave_add)
        self.side.addWidget(made)
        return made

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
        rows = [row for row in self.model.shown_rows() if isinstance(row, ListingRow)]
        here = self.model.place_of(self.case.listing_id())
        following = [*rows[here + 1 :], *rows[: here + 1]]
        found = next((row for row in following if words.is_unready(row) and not words.is_off(row)), None)
        if found is not None:
            self.table.choose(found.listing.id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Short of room, the table leaves out grip and triage, and the side gives way before it."""
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        alone = self.split.shows_one()
        beside = min(current().px(WIDTH), max(WIDTH, round(self.width() * 0.31)))
        self.side.setMinimumWidth(0 if alone else beside)
        self.side.setMaximumWidth(ANY if alone else beside)
        narrow = self.width() - (0 if alone else beside) < current().px(NARROW)
        if narrow != self.columns.narrow:
            self.columns.narrow = narrow
            self.model.columns = self.columns.columns()
            self.model.set_rows(self._view.rows if self._view else ())

    def _connect(self) -> None:
        self.table.chosen.connect(self._select)
        self.table.opened.connect(lambda _: self.case.focus_question())
        self.table.dragging.connect(self._dragging)
        self.table.drag_ended.connect(self._show_totals)
        self.table.moved.connect(self._move)
        self.filters.chosen.connect(self._filter)
        self.filters.add.clicked.connect(lambda: self._add())
        self.filters.bring.clicked.connect(lambda: self.go.emit("import", self._meeting_id))
        self.filters.print.clicked.connect(self._print)
        self.filters.start.clicked.connect(self._start)
        self.ask.agreed.connect(self._open)
        self.ask.left.connect(self.filters.start.setFocus)
        self.empty.acted.connect(lambda: self._add())
        self.none.acted.connect(lambda: self.filters.choose("all"))
        self.closed.acted.connect(lambda: self.step.emit("close"))
        self.case.settle.connect(self._settle)
        self.case.next_wanted.connect(self._next_unready)
        self.case.patient_wanted.connect(lambda id: self.go.emit("patient", id))
        self.case.said.connect(self.said)

    def _lay_out(self) -> None:
        """From the outside in: what already stands in the window is dressed once, not again at each step."""
        left, self.nothing = Pane("pane"), Pane("pane")
        self.side, self.pages, self.tables = QStackedWidget(), QStackedWidget(), QStackedWidget()
        self.page = Pane("surface")
        self.none = EmptyState(
            self.tr("No case in this view"), self.tr("The whole agenda is under All."), self.tr("Show all")
        )
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
        for page in (self.loading, self.page, self.empty):
            self.pages.addWidget(page)
        self.page.box.addWidget(self.effect_bar)
        self.page.box.addWidget(self.tables, 1)
        self.page.box.addWidget(Legend())
        for stack, parts in ((self.tables, (self.table, self.none)), (self.side, (self.nothing, self.case))):
            for part in parts:
                stack.addWidget(part)
        self.setFocusProxy(self.table)
        self.split.arranged.connect(self._share_room)
        self.closed.hide()
