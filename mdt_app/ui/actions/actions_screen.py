"""Every decided action over all boards, one's own first; each is marked where it stands and leads to its case."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from mdt_app.domain.accounts import Right
from mdt_app.domain.decisions import Fate
from mdt_app.operations.actions import ActionRow, marked_actions, open_actions
from mdt_app.operations.work import Change, Reader
from mdt_app.ui.actions.action_pane import ActionPane
from mdt_app.ui.actions.columns import columns
from mdt_app.ui.actions.marking import Marking
from mdt_app.ui.common.columns import Band, ColumnsModel
from mdt_app.ui.common.fields import Choice, Field
from mdt_app.ui.common.frames import Line, Pane
from mdt_app.ui.common.messages import EmptyState
from mdt_app.ui.common.segments import SegmentedButton
from mdt_app.ui.common.split import Split
from mdt_app.ui.common.table import TableView
from mdt_app.ui.common.text import Label
from mdt_app.ui.live import LiveView
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks

CONCERNS = frozenset({"recommendation", "listing", "meeting", "board", "patient", "case", "person"})
OPEN, MARKED = "open", "marked"
KEYS = {Qt.Key.Key_D: Fate.CARRIED_OUT, Qt.Key.Key_C: Fate.CHANGED, Qt.Key.Key_N: Fate.NOT_DONE}


class ActionTable(TableView):
    """A letter marks the row that is current: emits `marked(fate)`."""

    marked = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """D carried out, C changed, N not done; Enter opens the case."""
        fate = KEYS.get(Qt.Key(event.key()))
        if fate is not None and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.marked.emit(fate)
        else:
            super().keyPressEvent(event)


class ActionsScreen(LiveView):
    """The table of actions and the one that is chosen. Emits `go(place, id)` and `said(words, undo, wrong)`."""

    go = Signal(str, str)
    said = Signal(str, object, bool)

    def __init__(self, tasks: Tasks, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent)
        self._services = services
        self._rows: tuple[ActionRow, ...] = ()
        self._read_for = self._wanted = ""
        states = ((OPEN, self.tr("Open")), (MARKED, self.tr("Marked lately")))
        self.state = SegmentedButton(states, OPEN, name=self.tr("Which actions"))
        self.board = Choice(name=self.tr("Show the actions of"))
        self.search = Field(self.tr("Patient, action or name"), name=self.tr("Filter actions"))
        self.count = Label("", "secondary")
        reasons = services.guidance.fate_reasons
        self.model = ColumnsModel(columns(reasons, services.today), same=lambda one: one.id)
        self.table = ActionTable(self.model, name=self.tr("Actions"))
        self.nothing = EmptyState(
            self.tr("No action is open"),
            self.tr("What a closed meeting decided stands here until somebody says what became of it."),
            icon="check",
        )
        self.pane = ActionPane(reasons)
        self.marking = Marking(tasks, services, self)
        self._lay_out()
        self._connect()

    def shown(self) -> None:
        """The arrows go from action to action."""
        self.table.setFocus()

    def show_action(self, id: str) -> None:
        """Come to one open action, or to the list where none is named."""
        if not id:
            return
        self._wanted = id
        self.state.set_current(OPEN)
        self.board.set_current("")
        self.search.set_text("")
        self.model.set_query("")
        self.stale()

    def concerns(self, change: Change) -> bool:
        """Whatever changes what is decided, or whose it is."""
        return change.entity in CONCERNS

    def patient_id(self) -> str:
        """Whose action is chosen."""
        row = self.table.current_row()
        return row.recommendation.patient_id if row is not None else ""

    def refresh(self) -> None:
        """Read anew what is open, or what was marked lately."""
        account, today, state = self._services.account, self._services.today(), self.state.current()
        reading: Callable[[Reader], tuple[ActionRow, ...]] = (
            (lambda reader: marked_actions(reader, account, today))
            if state == MARKED
            else (lambda reader: open_actions(reader, account, today))
        )
        self.tasks.read(self, reading, lambda rows: self._show(rows, state))

    def _show(self, rows: tuple[ActionRow, ...], state: str) -> None:
        if state != self.state.current():
            return
        self._rows, self._read_for = rows, state
        boards = dict(sorted({one.board_id: one.board for one in rows}.items(), key=lambda one: one[1]))
        kept = self.board.current()
        choices = [("", self.tr("All boards")), *boards.items()]
        self.board.set_choices(choices, kept if kept in dict(choices) else "")
        self._arrange()

    def _arrange(self) -> None:
        rows = [one for one in self._rows if self.board.current() in ("", one.board_id)]
        place = self.table.currentIndex().row()
        self.model.set_rows(self._banded(rows))
        self.pages.setCurrentWidget(self.table if rows else self.nothing)
        self.count.set_text(self._counted(rows))
        if self._wanted and self.table.choose(self._wanted):
            self._wanted = ""
        self._choose_near(place)

    def _choose_near(self, place: int) -> None:
        """Where the action that was chosen is gone, the one that came into its place, else the first."""
        shown = [one for one in self.model.shown_rows() if isinstance(one, ActionRow)]
        if shown and self.table.current_row() is None:
            following = self.model.row_at(place)
            self.table.choose(following.id if isinstance(following, ActionRow) else shown[0].id)
        self._show_chosen()

    def _banded(self, rows: Sequence[ActionRow]) -> list[ActionRow | Band]:
        """One's own under a title, then everybody else's; what was marked lately stands in its own order."""
        if self._read_for == MARKED:
            return list(rows)
        mine, others = [one for one in rows if one.mine], [one for one in rows if not one.mine]
        found: list[ActionRow | Band] = []
        for title, group in ((self.tr("Mine"), mine), (self.tr("Everybody else’s"), others)):
            if group:
                found += [Band(title, str(len(group))), *group]
        return found

    def _counted(self, rows: Sequence[ActionRow]) -> str:
        if self._read_for == MARKED or not rows:
            return ""
        late = sum(one.late for one in rows)
        said = self.tr("{n} open").format(n=len(rows))
        return self.tr("{open}, {late} overdue").format(open=said, late=late) if late else said

    def _show_chosen(self) -> None:
        row = self.table.current_row()
        self.pane.panel.setVisible(row is not None)
        if row is not None:
            may = self._services.account.may(Right.RECORD)
            self.pane.show_action(row, self._services.today(), may)

    def _mark_by_key(self, fate: str) -> None:
        """What was done needs nothing more; the others go on to their reason."""
        row = self.table.current_row()
        if row is None or not self._services.account.may(Right.RECORD):
            return
        if fate == Fate.CARRIED_OUT:
            self.marking.mark(row.recommendation, Fate.CARRIED_OUT)
        else:
            self.split.reveal(self.pane)
            self.pane.form.begin(Fate(fate))

    def _keep(self, fate: str, code: str, note: str, day: date) -> None:
        row = self.table.current_row()
        if row is not None:
            self.marking.mark(row.recommendation, Fate(fate), code, note, day, done=self.table.setFocus)

    def _clear(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.marking.mark(row.recommendation, Fate.OPEN)

    def _connect(self) -> None:
        self.state.chosen.connect(lambda _: self.stale())
        self.board.chosen.connect(lambda _: self._arrange())
        self.search.textEdited.connect(self._narrow)
        self.table.chosen.connect(lambda _: self._show_chosen())
        self.table.opened.connect(self._open_case)
        self.table.marked.connect(self._mark_by_key)
        self.pane.form.kept.connect(self._keep)
        self.pane.form.cleared.connect(self._clear)
        self.pane.case.clicked.connect(lambda: self._open_case(self.table.current_row()))
        self.pane.patient.clicked.connect(lambda: self.go.emit("patient", self.patient_id()))
        self.marking.said.connect(self.said)

    def _open_case(self, row: ActionRow | None) -> None:
        if row is not None:
            self.go.emit("meeting", f"{row.place}/meet")

    def _narrow(self, text: str) -> None:
        self.model.set_query(text)
        self._choose_near(-1)

    def _lay_out(self) -> None:
        head = Pane("pane", across=True, margins=(16, 0, 16, 0), spacing=12)
        head.set_height(56)
        self.search.setMinimumWidth(160)
        self.board.give_way(12)
        for part in (Label(self.tr("Actions"), "title"), self.state, self.board):
            head.box.addWidget(part)
        head.box.addWidget(self.search, 1)
        head.box.addStretch(1)
        foot = Pane("pane", across=True, margins=(16, 0, 16, 0), spacing=12)
        foot.set_height(40)
        keys = self.tr("D carried out    C changed    N not done    Enter opens the case")
        foot.box.addWidget(Label(keys, "hint", elide=True), 1)
        foot.box.addWidget(self.count)
        self.pages = QStackedWidget()
        for page in (self.table, self.nothing):
            self.pages.addWidget(page)
        left = Pane("surface")
        left.box.addWidget(self.pages, 1)
        left.box.addWidget(Line())
        left.box.addWidget(foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(Line())
        names = (self.tr("Actions"), self.tr("Chosen action"))
        self.split = Split((left, 1), (self.pane, 0), names=names)
        layout.addWidget(self.split, 1)
        self.pane.panel.hide()
