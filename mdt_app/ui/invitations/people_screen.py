"""Who is invited to a meeting is one table with one row a person; every answer is one key, and nobody is told twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from mdt_app.domain.accounts import Right
from mdt_app.domain.agenda import MeetingState, zone_of
from mdt_app.domain.people import Person
from mdt_app.operations.invitations_view import PeopleView, PersonRow, people_view
from mdt_app.operations.work import Change, Reader
from mdt_app.ui.common.columns import ColumnsModel
from mdt_app.ui.common.frames import Pane
from mdt_app.ui.common.messages import EmptyState, InlineMessage
from mdt_app.ui.common.split import Split
from mdt_app.ui.common.table import TableView
from mdt_app.ui.common.theme import current
from mdt_app.ui.errors import explain
from mdt_app.ui.invitations.invite_form import InviteForm
from mdt_app.ui.invitations.people_bar import HOLDS, PeopleBar
from mdt_app.ui.invitations.people_columns import PeopleColumns
from mdt_app.ui.invitations.person_acts import PersonActs
from mdt_app.ui.invitations.person_panel import KEYS, MODES, WIDTH, PersonPanel
from mdt_app.ui.invitations.send_strip import SendStrip
from mdt_app.ui.invitations.sending import Sent, send, take_replies
from mdt_app.ui.live import LiveView
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Job, Tasks

NARROW = 860
UNCONCERNED = ("letter", "account", "command")
REPLY_FILES = "*.ics *.eml"


def ask_folder(parent: QWidget, title: str) -> str:
    """Where the user wants the files; "" for nowhere."""
    return QFileDialog.getExistingDirectory(parent, title, str(Path.home()))


def ask_files(parent: QWidget, title: str) -> list[str]:
    """Which files the user wants read."""
    chosen, _ = QFileDialog.getOpenFileNames(
        parent, title, str(Path.home()), f"{REPLY_FILES} ({REPLY_FILES})"
    )
    return chosen


class PeopleScreen(LiveView):
    """The people of one meeting. Signals: `go(place, id)`, `step(key)`, `said(words, undo, wrong)`, `filled()`."""

    go = Signal(str, str)
    step = Signal(str)
    said = Signal(str, object, bool)
    filled = Signal()

    def __init__(self, tasks: Tasks, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent)
        self._services = services
        self.choose_folder: Callable[[QWidget, str], str] = ask_folder
        self.choose_files: Callable[[QWidget, str], list[str]] = ask_files
        self._meeting_id = self._listing_id = self._wanted = ""
        self._view: PeopleView | None = None
        self._people: tuple[Person, ...] = ()
        self._job: Job | None = None
        self.columns = PeopleColumns(services.guidance, self)
        self.model: ColumnsModel[PersonRow] = ColumnsModel(self.columns.columns(), same=lambda row: row.key)
        self.table = TableView(self.model, name=self.tr("People of this meeting"))
        self.bar, self.strip = PeopleBar(), SendStrip()
        self.person = PersonPanel(services.guidance)
        self.form = InviteForm()
        self.acts = PersonActs(tasks, services, self, self.view)
        self.closed = InlineMessage(
            self.tr("This meeting is closed."),
            self.tr("Nobody hears anything about it any more."),
            level="info",
        )
        self._lay_out()
        self._connect()

    def show_meeting(self, meeting_id: str, listing_id: str = "") -> None:
        """Show a meeting's people; `listing_id` is the case that an invitation by hand begins with."""
        self._listing_id = listing_id
        if meeting_id != self._meeting_id:
            self._meeting_id, self._view = meeting_id, None
            self.person.clear()
            self.strip.hide()
            self.bar.segments.set_current("all")
            self.side.setCurrentWidget(self.person)
            self.pages.setCurrentWidget(self.loading)
        self.stale()
        self.table.setFocus()

    def concerns(self, change: Change) -> bool:
        """Nearly every change can call somebody, or move him."""
        return change.entity not in UNCONCERNED

    def unsaved(self) -> bool:
        """Whether words stand in the panel or the form that nobody kept."""
        return self.person.unsaved() or self.form.unsaved()

    def may(self) -> bool:
        """Whether this account may invite and tell, as the meeting stands."""
        closed = self._view is None or self._view.meeting.state == MeetingState.CLOSED
        return not closed and self._services.account.may(Right.PREPARE)

    def refresh(self) -> None:
        """Read the people anew."""
        meeting_id, sender = self._meeting_id, self._services.account.person_id

        def read(reader: Reader) -> tuple[PeopleView, tuple[Person, ...]]:
            view = people_view(reader, self._services.guidance, meeting_id, sender)
            return view, reader.find(Person, order=("family", "given"))

        if meeting_id:
            self.tasks.read(self, read, lambda found: self._show(*found))

    def _show(self, view: PeopleView, people: tuple[Person, ...]) -> None:
        if view.meeting.id != self._meeting_id:
            return
        self._view, self._people = view, people
        self.columns.zone, self.columns.on = zone_of(view.board), view.meeting.starts_at.date()
        self.bar.show_counts(view.rows, self.may())
        self.closed.setVisible(view.meeting.state == MeetingState.CLOSED)
        with QSignalBlocker(self.table):
            self.model.set_rows(view.rows)
            self._filter(self.bar.current())
        self._choose_one()
        self.filled.emit()

    def _filter(self, key: str) -> None:
        self.model.set_filter(HOLDS[key])
        everybody = self._view.rows if self._view else ()
        page = self.table if self.model.shown_rows() else self.none if everybody else self.empty
        self.pages.setCurrentWidget(page)

    def _choose_one(self) -> None:
        shown = [row for row in self.model.shown_rows() if isinstance(row, PersonRow)]
        keys = [row.key for row in shown]
        key = next((one for one in (self._wanted, self.person.key) if one in keys), keys[0] if keys else "")
        self._wanted = ""
        if key:
            self.table.choose(key)
            self._select(shown[keys.index(key)])
        else:
            self.person.clear()

    def _select(self, row: PersonRow) -> None:
        if self._view is not None:
            self.person.show_row(self._view, row, self.may())

    def current(self) -> PersonRow | None:
        """Who is chosen."""
        row = self.table.current_row()
        return row if isinstance(row, PersonRow) else None

    def _by_key(self, act: Callable[[PersonRow], None]) -> None:
        row = self.current()
        if row is not None and self.may() and not row.unknown and row.cases:
            act(row)

    def _tell(self, rows: Sequence[PersonRow]) -> None:
        if self._job is None and rows and self.may():
            self.strip.ask(rows)

    def _send(self, way: str) -> None:
        view, rows = self._view, self.strip.rows
        if view is None:
            return
        now = [found for one in rows if (found := view.row(one.key)) is not None]
        rows = tuple(one for one in now if (one.written if way == "sent" else one.due.must_hear))
        if way in ("phone", "sent"):
            self.strip.close_strip()
            (self.acts.told_by_phone if way == "phone" else self.acts.sent)(rows)
            return
        self._write(view, rows, mail=way == "mail")

    def _again(self) -> None:
        """The entry that holds goes to a file once more, under its number."""
        row = self.current()
        if self._job is None and self._view is not None and row is not None and row.written and self.may():
            self._write(self._view, (row,), mail=row.entry is not None and row.entry.how == "e-mail")

    def _write(self, view: PeopleView, rows: Sequence[PersonRow], *, mail: bool) -> None:
        folder = self.choose_folder(self, self.tr("Folder for the invitations"))
        if folder and rows:
            self.strip.show()
            self.strip.begin(len(rows))
            act = send(self.tasks, self._services, view, rows, Path(folder), mail=mail)
            self._job = self.tasks.work(
                self, act, lambda sent: self._sent(sent, rows, folder),
                lambda done, total, name: self.strip.progress.set_progress(done, total, name), self._not_sent,
            )  # fmt: skip

    def _sent(self, sent: Sent, rows: Sequence[PersonRow], folder: str) -> None:
        self._end_job()
        if sent.written:
            self.strip.ask_sent([one for one in rows if one.key in sent.people], folder)
        count = len(sent.written)
        words = (
            self.tr("1 invitation is in {folder}.")
            if count == 1
            else self.tr("{count} invitations are in {folder}.")
        )
        parts = [words.format(count=count, folder=folder)]
        if sent.stopped > 0:
            parts.append(self.tr("Stopped; {count} were not written.").format(count=sent.stopped))
        self.said.emit(" ".join([*parts, *sent.failed[:3]]), None, bool(sent.failed))

    def _not_sent(self, explained: object) -> None:
        self._end_job()
        self.said.emit(getattr(explained, "words", ""), None, True)

    def _end_job(self) -> None:
        self._job = None
        self.strip.hide()
        self.table.setFocus()
        self.stale()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _read(self) -> None:
        files = [Path(one) for one in self.choose_files(self, self.tr("Answers to read"))]
        if files:
            act = take_replies(self.tasks, self._services, self._meeting_id, files)
            self.tasks.work(self, act, lambda found: self._took(*found), failed=self._not_sent)

    def _took(self, kept: int, failed: list[str]) -> None:
        said = self.tr("1 answer was read.") if kept == 1 else self.tr("{count} answers were read.")
        self.said.emit(" ".join([said.format(count=kept), *failed[:3]]), None, bool(failed))
        self.stale()

    def _invite(self) -> None:
        if self._view is not None and self.may():
            rows = [row for row in self._view.agenda.rows if row.slot is not None]
            self.form.begin(self._people, rows, self._listing_id)
            self.side.setCurrentWidget(self.form)

    def _leave_form(self) -> None:
        self.side.setCurrentWidget(self.person)
        self.table.setFocus()

    def _came(self, person_id: str) -> None:
        """Somebody was invited by hand: the form goes, and he is chosen."""
        self._wanted = person_id
        self._leave_form()
        self.stale()

    def _refused(self, error: Exception) -> None:
        """What was refused is said where it was tried, and the screen goes back to what is stored."""
        if self.side.currentWidget() is self.form:
            self.form.say(explain(error).words)
        else:
            self.said.emit(explain(error).words, None, True)
        self.stale()

    def _answer(self, key: str, row: PersonRow) -> None:
        self.acts.answer(row, key, "")

    def _mode(self, how: str, row: PersonRow) -> None:
        self.acts.mode(row, how)

    def _restore(self, listing_id: str) -> None:
        row = self.current()
        if row is not None and self.may():
            self.acts.restore(row, listing_id)

    def _show_all(self) -> None:
        self.bar.segments.set_current("all")
        self._filter("all")
        self._choose_one()

    def view(self) -> PeopleView | None:
        """What is shown."""
        return self._view

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the agenda."""
        if event.key() == Qt.Key.Key_Escape:
            self.step.emit("prepare")
            return
        super().keyPressEvent(event)

    def _key(self, keys: str, act: Callable[[PersonRow], None]) -> None:
        made = QShortcut(QKeySequence(keys), self.table)
        made.setContext(Qt.ShortcutContext.WidgetShortcut)
        made.activated.connect(lambda: self._by_key(act))

    def _connect(self) -> None:
        for answer, key in KEYS.items():
            if key != "P":
                self._key(key, partial(self._answer, str(answer)))
        for how, key in MODES.items():
            self._key(key, partial(self._mode, str(how)))
        self._key("P", lambda row: self.person.ask_time())
        self._key("Del", lambda row: self.person.ask_reason())
        self.acts.said.connect(self.said)
        self.acts.refused.connect(self._refused)
        self.acts.came.connect(self._came)
        self.table.chosen.connect(self._select)
        self.bar.chosen.connect(self._filter)
        self.bar.back.clicked.connect(lambda: self.step.emit("prepare"))
        self.bar.invite.clicked.connect(self._invite)
        self.bar.read.clicked.connect(self._read)
        self.bar.tell.clicked.connect(lambda: self._tell(self._view.to_tell if self._view else ()))
        self.strip.way.connect(self._send)
        self.strip.stopped.connect(self._stop)
        self.strip.left.connect(self.table.setFocus)
        self.none.acted.connect(self._show_all)
        self.empty.acted.connect(self._invite)
        self.form.closed.connect(self._leave_form)
        self.form.invited.connect(self.acts.invite)
        self.person.answered.connect(
            lambda key, text: self._by_key(lambda row: self.acts.answer(row, key, text))
        )
        self.person.mode.connect(lambda how: self._by_key(lambda row: self.acts.mode(row, how)))
        self.person.left.connect(self.table.setFocus)
        self.person.tell.connect(lambda: self._tell([row for row in (self.current(),) if row is not None]))
        self.person.again.connect(self._again)
        self.person.sent.connect(lambda: self._by_key(lambda row: self.acts.sent((row,))))
        self.person.dropped.connect(lambda id, why: self._by_key(lambda row: self.acts.drop(row, id, why)))
        self.person.restored.connect(self._restore)
        self.person.wrote.connect(
            lambda id, text: self._by_key(lambda row: self.acts.keep_input(row, id, text))
        )
        self.person.form.connect(lambda id: self._by_key(lambda row: self.acts.print_form(row, id)))
        self.person.went.connect(lambda id: self.go.emit("patient", id))
        self.person.mend.connect(lambda id: self.go.emit("patient", f"{id}/care"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Short of room the side gives way first, then the table and the bar."""
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        narrow = self.split.share(self.side, self.width(), WIDTH) < current().px(NARROW)
        self.bar.set_narrow(narrow)
        if narrow != self.columns.narrow:
            self.columns.narrow = narrow
            self.model.columns = self.columns.columns()
            self.model.set_rows(self._view.rows if self._view else ())

    def _lay_out(self) -> None:
        left = Pane("pane")
        self.side, self.pages = QStackedWidget(), QStackedWidget()
        self.none = EmptyState(
            self.tr("Nobody in this view"), self.tr("Everybody is under All."), self.tr("Show all")
        )
        self.empty = EmptyState(
            self.tr("Nobody is called to this meeting"),
            self.tr("Facts of a case and the board’s rules call people; others are invited by hand."),
            self.tr("Invite"), "plus",
        )  # fmt: skip
        self.loading = EmptyState(self.tr("Reading the people …"), "")
        for page in (self.loading, self.table, self.none, self.empty):
            self.pages.addWidget(page)
        for beside in (self.person, self.form):
            self.side.addWidget(beside)
        self.split = Split((left, 1), (self.side, 0), names=(self.tr("People"), self.tr("Chosen person")))
        for part in (self.bar, self.closed, self.strip):
            left.box.addWidget(part)
        left.box.addWidget(self.pages, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.split)
        self.split.arranged.connect(self._share_room)
        self.setFocusProxy(self.table)
        self.closed.hide()
