"""The next meetings of a board are shown with their dates, and what holidays and other meetings do to them, first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from mdt_app.domain.agenda import Board, zone_of
from mdt_app.domain.errors import Refused
from mdt_app.operations.commands import new_id
from mdt_app.operations.planning_meetings import Ahead, PlanMeetings, sessions_ahead
from mdt_app.operations.work import Reader
from mdt_app.ui.common.buttons import Button, PrimaryButton
from mdt_app.ui.common.fields import Choice
from mdt_app.ui.common.flow import Flow
from mdt_app.ui.common.frames import Line, Pane, column, empty
from mdt_app.ui.common.frames import row as line
from mdt_app.ui.common.marks import Shape, Status
from mdt_app.ui.common.messages import InlineMessage
from mdt_app.ui.common.text import Label
from mdt_app.ui.errors import Explained, explain
from mdt_app.ui.meetings import words
from mdt_app.ui.planning.words import clash
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks

COUNTS, GIVEN = ("2", "4", "8", "12"), "4"


class PlanSeveral(Pane):
    """A board, how many, and the dates. Signals: `planned(how many)`, `cancelled()`."""

    planned = Signal(int)
    cancelled = Signal()

    def __init__(self, tasks: Tasks, services: Services, parent: QWidget | None = None) -> None:
        super().__init__("pane", margins=(16, 12, 16, 12), spacing=8, parent=parent)
        self._tasks, self._services = tasks, services
        self._boards: dict[str, Board] = {}
        self._ahead: tuple[Ahead, ...] = ()
        self.board = Choice(name=self.tr("Board"))
        self.count = Choice([(one, one) for one in COUNTS], GIVEN, name=self.tr("How many meetings"))
        self.dates = Pane("pane", spacing=2)
        self.wrong = InlineMessage("")
        self.plan = PrimaryButton(self.tr("Plan these meetings"))
        self.cancel = Button(self.tr("Cancel"))
        self.box.addLayout(line(Label(self.tr("The next"), "body"), self.count, Label(self.tr("meetings of"), "body"),
                                self.board, None))  # fmt: skip
        for part in (self.dates, self.wrong, Flow((self.plan, self.cancel), spacing=8), Line()):
            self.box.addWidget(part)
        self.wrong.hide()
        for choice in (self.board, self.count):
            choice.chosen.connect(lambda _: self._read())
        self.plan.clicked.connect(self._plan)
        self.cancel.clicked.connect(self.cancelled)

    def show_boards(self, boards: Sequence[Board], board_id: str = "") -> None:
        """Offer the boards with a rhythm; the one named, or the first, is chosen."""
        self._boards = {one.id: one for one in boards if one.rhythm is not None}
        chosen = board_id if board_id in self._boards else next(iter(self._boards), "")
        self.board.set_choices([(one.id, one.name) for one in self._boards.values()], chosen)
        self._read()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the form."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
            return
        super().keyPressEvent(event)

    def _read(self) -> None:
        """Look for the dates off the GUI thread: a country's holidays take a moment to load."""
        self._ahead = ()
        self.plan.setEnabled(False)
        board, count = self._boards.get(self.board.current()), int(self.count.current())
        self._say(
            "" if board else self.tr("No board has a rhythm yet. Say under Settings, Boards when it meets.")
        )
        if board is None:
            return
        now, next_session = self._services.now(), self._services.next_session

        def read(reader: Reader) -> tuple[Board, tuple[Ahead, ...] | Explained]:
            try:
                return board, sessions_ahead(reader, board, count, now, next_session)
            except Refused as problem:
                return board, explain(problem)

        self._tasks.read(self, read, lambda found: self._show(*found))

    def _show(self, board: Board, found: tuple[Ahead, ...] | Explained) -> None:
        if board.id != self.board.current():
            return
        empty(self.dates.box)
        if isinstance(found, Explained):
            self._say(found.words)
            return
        self._ahead = found
        self.plan.setEnabled(bool(found))
        for one in found:
            self.dates.box.addWidget(self._date(board, one))

    def _date(self, board: Board, one: Ahead) -> QWidget:
        zone, now = zone_of(board), self._services.now()
        parts: list[QWidget] = [Label(words.said_start(one.session.starts_at, zone, now), "body")]
        parts += [Label(said, "small", wrap=True) for said in words.holidays(one.session, zone)]
        parts += [
            Status(Shape.TRIANGLE, clash(each, f"{each.since.astimezone(zone):%H:%M}"))
            for each in one.clashes
        ]
        cell = QWidget()
        inner = column(*parts, spacing=0)
        inner.setContentsMargins(0, 2, 0, 2)
        cell.setLayout(inner)
        return cell

    def _plan(self) -> None:
        starts = tuple(one.session.starts_at for one in self._ahead)
        if not starts:
            return
        command = self._services.command(
            PlanMeetings,
            board_id=self.board.current(),
            starts=starts,
            meeting_ids=tuple(new_id() for _ in starts),
        )
        self._tasks.write(
            command,
            lambda _: self.planned.emit(len(starts)),
            lambda error: self._say(explain(error).words),
            self,
        )

    def _say(self, problem: str) -> None:
        self.wrong.set_text(problem)
        self.wrong.setVisible(bool(problem))
