"""All meetings in one list, those to come first; one that nobody closed is never lost among the past."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from mdt_app.domain.accounts import Right
from mdt_app.domain.agenda import MeetingState
from mdt_app.operations.agenda import PlanMeeting
from mdt_app.operations.clashes import Clash, clashes
from mdt_app.operations.commands import new_id
from mdt_app.operations.listings import meeting_rows
from mdt_app.operations.planning import BoardNext, boards_next
from mdt_app.operations.rows import MeetingRow
from mdt_app.operations.work import Change, Reader
from mdt_app.ui.common.buttons import Button, PrimaryButton
from mdt_app.ui.common.columns import Band, Cell, Column, ColumnsModel
from mdt_app.ui.common.fields import Choice, Field
from mdt_app.ui.common.frames import Line, Pane
from mdt_app.ui.common.marks import Mark, Shape, Tone
from mdt_app.ui.common.messages import EmptyState
from mdt_app.ui.common.table import TableView
from mdt_app.ui.common.text import Label
from mdt_app.ui.errors import explain
from mdt_app.ui.live import LiveView
from mdt_app.ui.meetings import words
from mdt_app.ui.meetings.plan_form import PlanForm
from mdt_app.ui.meetings.plan_several import PlanSeveral
from mdt_app.ui.planning.words import clash
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks

CONCERNS = ("meeting", "board", "listing", "recommendation", "note")
BOARD = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A meeting as the list shows it; `late` is past and never closed."""

    row: MeetingRow
    late: bool


class MeetingsScreen(LiveView):
    """Every meeting of every board. Emits `go("meeting", id)`, `go("settings", "boards")` where there is no board."""

    go = Signal(str, str)
    said = Signal(str, object, bool)

    def __init__(self, tasks: Tasks, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent)
        self._services = services
        self._boards: tuple[BoardNext, ...] = ()
        self._rows: tuple[MeetingRow, ...] = ()
        self._made, self._may_plan = "", False
        self.board = Choice(name=self.tr("Show the meetings of"))
        self.search = Field(self.tr("Board, place or day"), name=self.tr("Filter meetings"))
        self.plan = PrimaryButton(self.tr("Plan meeting"), shortcut="Ctrl+N")
        self.requests = Button(self.tr("Requests"), "speech", shortcut="Ctrl+R")
        self.form = PlanForm()
        self.series = PlanSeveral(tasks, services)
        self._told: tuple[object, ...] = ()
        self.model = ColumnsModel(self._columns(), same=lambda one: one.row.id)
        self.table = TableView(self.model, name=self.tr("Meetings"))
        self.no_board = EmptyState(
            self.tr("No board yet: make one"),
            self.tr("A board has members, a rule for quorum and a rhythm. Its meetings and cases follow from it."),
            self.tr("Make a board"), "meetings", primary=True,
        )  # fmt: skip
        self.no_meeting = EmptyState(
            self.tr("No meeting planned"),
            self.tr("Plan the first one. After that, closing a meeting makes the next from the board's rhythm."),
            self.tr("Plan meeting"), "calendar",
        )  # fmt: skip
        self._lay_out()
        self._connect()

    def shown(self) -> None:
        """The arrows go from meeting to meeting."""
        self.table.setFocus()

    def concerns(self, change: Change) -> bool:
        """Cases and decisions count in the list too."""
        return change.entity in CONCERNS

    def hasHeightForWidth(self) -> bool:
        """A screen takes the height that there is; its tables and panels scroll."""
        return False

    def refresh(self) -> None:
        """Read boards and meetings anew."""
        self.tasks.read(self, self._read, self._show)

    def _read(self, reader: Reader) -> tuple[tuple[BoardNext, ...], tuple[MeetingRow, ...]]:
        boards = boards_next(reader, self._services.now(), self._services.next_start)
        return boards, meeting_rows(reader)

    def _show(self, read: tuple[tuple[BoardNext, ...], tuple[MeetingRow, ...]]) -> None:
        self._boards, self._rows = read
        choices = [("", self.tr("All boards")), *((one.board.id, one.board.name) for one in self._boards)]
        kept = self.board.current()
        self.board.set_choices(choices, kept if kept in dict(choices) else "")
        may = self._services.account.may(Right.PREPARE)
        self._may_plan = bool(self._boards) and may and bool(self._rows)
        self._show_ways()
        if self.form.isHidden():
            self.form.show_boards(self._boards, self._services.now(), self.board.current())
        self._arrange()

    def _arrange(self) -> None:
        rows = [one for one in self._rows if self.board.current() in ("", one.board_id)]
        page: QWidget = self.table if rows else self.no_meeting
        if not self._boards:
            page = self.no_board
        for part in (self.board, self.search):
            part.setVisible(bool(self._boards) and bool(self._rows))
        self.pages.setCurrentWidget(page)
        self.model.set_rows(arranged(rows, self._services.now(), self._bands()))
        if rows and self.table.current_row() is None:
            self.table.choose(next(one.row.id for one in self.model.shown_rows() if isinstance(one, Shown)))
        if self._made and self.table.choose(self._made):
            self._made = ""
            self.table.setFocus()

    def _bands(self) -> tuple[str, str]:
        return self.tr("Coming"), self.tr("Past")

    def _show_ways(self) -> None:
        closed = self.form.isHidden() and self.series.isHidden()
        self.plan.setVisible(self._may_plan and closed)
        self.form.several.setVisible(any(one.board.rhythm for one in self._boards))

    def _open_form(self) -> None:
        self.form.show_boards(self._boards, self._services.now(), self.board.current())
        self._told = ()
        self.form.show()
        self._show_ways()
        self.form.day.setFocus()

    def _open_series(self) -> None:
        chosen = self.form.board.current() or self.board.current()
        self.series.show_boards([one.board for one in self._boards], chosen)
        self.form.hide()
        self.series.show()
        self._show_ways()
        self.series.count.setFocus()

    def _planned_several(self, count: int) -> None:
        self._close_form()
        self.said.emit(self.tr("{count} meetings planned.").format(count=count), None, False)

    def _close_form(self) -> None:
        self.form.hide()
        self.series.hide()
        self._show_ways()
        (self.table if self._rows else self.no_meeting).setFocus()

    def _plan(self, board_id: str, starts_at: datetime, minutes: int, place: str, link: str) -> None:
        """A room or a person that would be in two meetings is told first; asked again, the meeting is planned."""
        asked = (board_id, starts_at, minutes, place)

        def told(found: tuple[Clash, ...]) -> None:
            own = next(one.board.name for one in self._boards if one.board.id == board_id)
            if found and all((one.board, one.since) != (own, starts_at) for one in found):
                self._told = asked
                said = [clash(one, f"{one.since.astimezone(starts_at.tzinfo):%H:%M}") for one in found]
                self.form.say_wrong(
                    " ".join((*said, self.tr("Press Plan meeting again to plan it all the same.")))
                )
            else:
                self._write_plan(board_id, starts_at, minutes, place, link)

        if self._told == asked:
            self._write_plan(board_id, starts_at, minutes, place, link)
        else:
            self.tasks.read(self, lambda reader: clashes(reader, *asked), told)

    def _write_plan(self, board_id: str, starts_at: datetime, minutes: int, place: str, link: str) -> None:
        id = new_id()
        command = self._services.command(
            PlanMeeting, meeting_id=id, board_id=board_id, starts_at=starts_at, minutes=minutes, place=place,
            video_link=link,
        )  # fmt: skip

        def done(_: tuple[Change, ...]) -> None:
            self._made = id
            self._close_form()
            self.said.emit(self.tr("Meeting planned."), None, False)

        self.tasks.write(command, done, lambda error: self.form.say_wrong(explain(error).words), self)

    def _columns(self) -> Sequence[Column[Shown]]:
        return (
            Column(self.tr("When"), self._when, 200, key=lambda one: one.row.starts_at),
            Column(self.tr("Board"), self._board, 260, stretch=True, key=lambda one: one.row.board),
            Column(
                self.tr("Place"), self._place, 240, stretch=True, key=lambda one: one.row.place, under=BOARD
            ),
            Column(self.tr("Cases"), self._cases, 110, key=lambda one: one.row.cases),
            Column(self.tr("State"), self._state, 140, key=lambda one: one.row.state),
        )

    def _when(self, one: Shown) -> Cell:
        """Day and time whole; whose clock it is stands below, where that is not this machine's."""
        at = one.row.starts_at
        day, clock = words.day_and_clock(at, at.tzinfo, self._services.now())
        length = self.tr("{minutes} min").format(minutes=one.row.minutes)
        place = clock.partition(" ")[2]
        second = self.tr("{length}, {place} time").format(length=length, place=place) if place else length
        return Cell(f"{day}, {clock.partition(' ')[0]}", second, strong=True)

    def _board(self, one: Shown) -> Cell:
        return Cell(one.row.board, two_lines=True, tip=one.row.board)

    def _place(self, one: Shown) -> Cell:
        link = self.tr("with video") if one.row.video_link else ""
        return Cell(one.row.place or "–", link, tip=one.row.video_link)

    def _cases(self, one: Shown) -> Cell:
        if not one.row.cases:
            return Cell(self.tr("no case yet"), tone=Tone.SECOND)
        decided = self.tr("{count} decided").format(count=one.row.decided) if one.row.decided else ""
        return Cell(str(one.row.cases), decided)

    def _state(self, one: Shown) -> Cell:
        if one.late:
            mark = Mark(Shape.TRIANGLE, self.tr("to do"))
            return Cell(self.tr("not closed yet"), marks=(mark,), tone=Tone.LOOK, strong=True)
        quiet = Tone.SECOND if one.row.state == MeetingState.CLOSED else Tone.PLAIN
        return Cell(words.state(one.row.state), tone=quiet)

    def _connect(self) -> None:
        self.board.chosen.connect(lambda _: self._arrange())
        self.search.textEdited.connect(self.model.set_query)
        self.plan.clicked.connect(self._open_form)
        self.requests.clicked.connect(lambda: self.go.emit("requests", ""))
        self.no_meeting.acted.connect(self._open_form)
        self.no_board.acted.connect(lambda: self.go.emit("settings", "boards"))
        self.table.opened.connect(lambda one: self.go.emit("meeting", one.row.id))
        self.form.cancelled.connect(self._close_form)
        self.form.planned.connect(self._plan)
        self.form.several.clicked.connect(self._open_series)
        self.series.planned.connect(self._planned_several)
        self.series.cancelled.connect(self._close_form)

    def _lay_out(self) -> None:
        head = Pane("pane", across=True, margins=(16, 0, 16, 0), spacing=12)
        head.set_height(56)
        self.search.setMinimumWidth(240)
        self.board.give_way(12)
        head.box.addWidget(Label(self.tr("Meetings"), "title"))
        head.box.addSpacing(12)
        head.box.addWidget(self.board)
        head.box.addWidget(self.search)
        head.box.addStretch(1)
        head.box.addWidget(self.requests)
        head.box.addWidget(self.plan)
        self.pages = QStackedWidget()
        for page in (self.table, self.no_board, self.no_meeting):
            self.pages.addWidget(page)
        body = Pane("surface")
        body.box.addWidget(self.form)
        body.box.addWidget(self.series)
        body.box.addWidget(self.pages, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (head, Line(), body):
            layout.addWidget(part, 1 if part is body else 0)
        for hidden in (self.form, self.series, self.plan):
            hidden.hide()
        self.board.hide()
        self.search.hide()


def arranged(rows: Sequence[MeetingRow], now: datetime, bands: tuple[str, str]) -> list[Shown | Band]:
    """Meetings that are not closed first, the earliest on top, then closed ones, the newest on top."""
    shown = [_shown(one, now) for one in rows]
    coming = [one for one in shown if one.row.state != MeetingState.CLOSED]
    past = [one for one in shown if one.row.state == MeetingState.CLOSED]
    coming.sort(key=lambda one: one.row.starts_at)
    past.sort(key=lambda one: one.row.starts_at, reverse=True)
    parts: list[Shown | Band] = []
    for title, group in zip(bands, (coming, past), strict=True):
        if group:
            parts += [Band(title, str(len(group))), *group]
    return parts


def _shown(row: MeetingRow, now: datetime) -> Shown:
    late = row.starts_at.date() < now.date() and row.state != MeetingState.CLOSED
    return Shown(row=row, late=late)
