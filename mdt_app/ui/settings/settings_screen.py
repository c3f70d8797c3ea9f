"""Settings are few: the boards, how the program looks, where the data lies, and who may sign in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QLocale, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from mdt_app.domain.agenda import Board, Letterhead, Rhythm, Session
from mdt_app.domain.people import Person
from mdt_app.operations.agenda import MakeBoard, SeatMember
from mdt_app.operations.agenda_view import member_rows
from mdt_app.operations.commands import new_id
from mdt_app.operations.rows import MemberRow
from mdt_app.operations.work import Change, Reader
from mdt_app.ui.accounts.accounts_page import AccountsPage
from mdt_app.ui.accounts.lock_time import IN_MEETING, NEVER, keep_minutes, kept_minutes
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.buttons import Button
from mdt_app.ui.common.frames import Pane, ScrollPanel, row
from mdt_app.ui.common.list_tools import ListTools, inset
from mdt_app.ui.common.listed_rows import SideGroup, SideRow
from mdt_app.ui.common.lists import SideList
from mdt_app.ui.common.segments import SegmentedButton
from mdt_app.ui.common.split import Split
from mdt_app.ui.common.text import Label, SectionTitle
from mdt_app.ui.common.theme import Appearance
from mdt_app.ui.errors import Explained, explain
from mdt_app.ui.live import LiveView
from mdt_app.ui.services import Services
from mdt_app.ui.settings.board_form import BoardForm
from mdt_app.ui.settings.head_picture import head_image
from mdt_app.ui.settings.mark_file import mark_from
from mdt_app.ui.settings.members import Members
from mdt_app.ui.settings.rhythm_dates import SHOWN
from mdt_app.ui.tasks import Job, Tasks

LIST, WIDEST = 352, 880
LOOKS, ACCOUNTS, NEW = "looks", "accounts", "new"
LOCKS = (5, 10, 20, 30, 60)
SCALES = (("1.0", "100 %"), ("1.25", "125 %"), ("1.5", "150 %"), ("2.0", "200 %"))


class SettingsScreen(LiveView):
    """Boards, appearance, lock, database. Emits `said(words, undo, wrong)` and `lock_chosen(minutes)`."""

    said = Signal(str, object, bool)
    lock_chosen = Signal(int)

    def __init__(
        self, tasks: Tasks, services: Services, appearance: Appearance, parent: QWidget | None = None
    ) -> None:
        super().__init__(tasks, parent)
        self._services, self._appearance = services, appearance
        self._boards: dict[str, Board] = {}
        self._wanted = ""
        self._shown = ""
        self._head: Letterhead | None = None
        self.list = SideList(name=self.tr("Settings"))
        orders = (
            ("name", self.tr("By name")), ("day", self.tr("By weekday")), ("prefix", self.tr("By case number")),
        )  # fmt: skip
        self.tools = ListTools(self.tr("Find a board"), orders)
        self.tools.lead_to(self.list)
        self.tools.changed.connect(self._fill)
        self.new = Button(self.tr("New board"), "plus")
        self.title = Label("", "title", wrap=True)
        self.form = BoardForm(today=services.today)
        self.members = Members()
        self.mode = SegmentedButton(
            [("system", self.tr("As the system")), ("light", self.tr("Light")), ("dark", self.tr("Dark"))],
            appearance.mode,
            name=self.tr("Theme"),
        )
        self.scale = SegmentedButton(SCALES, str(appearance.scale), name=self.tr("Text size"))
        self.lock = self._locks()
        self.pages = QStackedWidget()
        self.accounts = AccountsPage(tasks, services)
        self._lay_out()
        self._connect()

    def shown(self) -> None:
        """The arrows go from board to board."""
        self.list.setFocus()

    def concerns(self, change: Change) -> bool:
        return change.entity in ("board", "membership", "person")

    def refresh(self) -> None:
        self.tasks.read(self, lambda reader: reader.find(Board, order=("name",)), self._show)

    def show_board(self, board_id: str) -> None:
        """Open one board where it is known, now or once the boards are read; "id/letterhead" at its letterhead."""
        self._wanted = board_id
        if self._boards:
            self._open_wanted()

    def _open_wanted(self) -> None:
        (wanted, _, part), self._wanted = self._wanted.partition("/"), ""
        if wanted in self._boards:
            self.split.reveal(self.pages)
            self.show_part(wanted)
            self.list.choose(wanted)
        if part and wanted in self._boards:
            QTimer.singleShot(0, self, self._go_to_letterhead)

    def _go_to_letterhead(self) -> None:
        """Once the form is laid out."""
        field = self.form.fields["hospital"]
        field.setFocus()
        self.board.ensureWidgetVisible(self.form.fields["night_who"])
        self.board.ensureWidgetVisible(field)

    def show_part(self, key: str) -> None:
        """Show a board by its id, NEW for a new one, LOOKS or ACCOUNTS."""
        self._shown = key
        self.form.say("")
        self.pages.setCurrentIndex({LOOKS: 1, ACCOUNTS: 2}.get(key, 0))
        if key in (LOOKS, ACCOUNTS):
            return
        board = self._boards.get(key)
        self.title.set_text(board.name if board else self.tr("New board"))
        self.form.show_board(board)
        self.members.setVisible(board is not None)
        if board is not None:
            self._read_members()

    def _connect(self) -> None:
        self.list.chosen.connect(self.show_part)
        self.list.opened.connect(lambda _: self.split.reveal(self.pages))
        self.new.clicked.connect(self._begin_new)
        self.form.kept.connect(self._keep)
        self.form.refused.connect(self.tasks.refuse)
        self.form.rhythm_changed.connect(self._show_dates)
        self.form.head_changed.connect(self._show_head)
        self.form.looks.mark_chosen.connect(self._read_mark)
        self.members.seated.connect(self._seat)
        self.mode.chosen.connect(lambda _: self._look())
        self.scale.chosen.connect(lambda _: self._look())
        self.lock.chosen.connect(self._lock_after)
        self.accounts.said.connect(self.said)

    def _begin_new(self) -> None:
        self.split.reveal(self.pages)
        self.show_part(NEW)

    def _lay_out(self) -> None:
        side = Pane("pane", margins=(0, 0, 0, 12), spacing=12)
        side.set_width(LIST)
        above = inset(self.tools)
        above.setContentsMargins(16, 12, 16, 0)
        side.box.addLayout(above)
        side.box.addWidget(self.list, 1)
        side.box.addLayout(row(16, self.new, None))
        self.board = ScrollPanel(margins=(24, 16, 24, 16), spacing=12)
        for part in (self.title, self.form, self.members):
            part.setMaximumWidth(themes.current().px(WIDEST))
            self.board.box.addWidget(part)
        self.board.box.addStretch(1)
        self.pages.addWidget(self.board)
        self.pages.addWidget(self._looks())
        self.pages.addWidget(self.accounts)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self.split = Split((side, 0), (self.pages, 1), names=(self.tr("Boards"), self.tr("Details")))
        box.addWidget(self.split)

    def _looks(self) -> QWidget:
        page = Pane("surface", margins=(24, 16, 24, 16), spacing=12)
        where = Label(self._services.database_name, "secondary", wrap=True)
        for part in (
            Label(self.tr("This desk"), "title"), SectionTitle(self.tr("Theme")), self.mode,
            SectionTitle(self.tr("Text size")), self.scale,
            SectionTitle(self.tr("Lock by itself")), self.lock, Label(self._of_lock(), "small", wrap=True),
            SectionTitle(self.tr("Database")), where,
        ):  # fmt: skip
            page.box.addWidget(part)
        page.box.addStretch(1)
        return page

    def _show(self, boards: Sequence[Board]) -> None:
        self._boards = {one.id: one for one in boards}
        self._fill()
        if self._shown not in (*self._boards, LOOKS, ACCOUNTS, NEW):
            self.show_part(boards[0].id if boards else NEW)
        elif self._shown in self._boards:
            self.title.set_text(self._boards[self._shown].name)
            self._read_members()
        self.list.choose(self._shown)
        self._open_wanted()

    def _fill(self) -> None:
        boards = tuple(self._boards.values())
        shown = self.tools.arranged(boards, lambda one: f"{one.name} {self._of_board(one)}", _KEYS)
        rows: list[SideRow | SideGroup] = [SideGroup(self.tr("Boards"), str(len(boards)))]
        rows += [SideRow(one.id, one.name, second=self._of_board(one)) for one in shown]
        looks = SideRow(
            LOOKS, self.tr("Appearance and lock"), second=self.tr("theme, text size, lock, database")
        )
        accounts = SideRow(
            ACCOUNTS, self.tr("Accounts and keys"), second=self.tr("who signs in, password, recovery key")
        )
        rows += [SideGroup(self.tr("This desk")), looks, SideGroup(self.tr("This database")), accounts]
        self.list.set_rows(rows)

    def _of_board(self, board: Board) -> str:
        rhythm = board.rhythm
        day = QLocale().standaloneDayName(rhythm.weekday + 1) if rhythm else self.tr("no rhythm")
        return ", ".join(part for part in (board.prefix, day, board.place) if part)

    def _read_members(self) -> None:
        board_id = self._shown

        def read(reader: Reader) -> tuple[str, tuple[MemberRow, ...], tuple[Person, ...]]:
            return board_id, member_rows(reader, board_id), reader.find(Person, order=("family", "given"))

        self.tasks.read(self, read, self._show_members)

    def _show_members(self, read: tuple[str, Sequence[MemberRow], Sequence[Person]]) -> None:
        board_id, members, people = read
        if board_id == self._shown:
            self.members.show_members(members, people)

    def _keep(self, values: dict[str, object]) -> None:
        board_id = self._shown if self._shown in self._boards else new_id()

        def done(_: tuple[Change, ...]) -> None:
            self._shown = board_id
            self.said.emit(self.tr("Board kept."), None, False)
            self.stale()

        def write() -> None:
            command = self._services.command(MakeBoard, board_id=board_id, **values)
            self.tasks.write(command, done, lambda error: self.form.say(explain(error).words), self)

        rhythm = values["rhythm"]
        if not isinstance(rhythm, Rhythm) or not rhythm.holidays:
            write()
            return
        # A code that no calendar knows would be found out when a meeting closes, with nobody there to mend it.
        next_session, now = self._services.next_session, self._services.now()
        self.tasks.aside(
            self,
            lambda: next_session(rhythm, now),
            lambda _: write(),
            lambda wrong: self._say_holidays(wrong),
        )

    def _say_holidays(self, wrong: Explained) -> None:
        self.form.dates.say_wrong(wrong.words)
        self.form.say(wrong.words)

    def _show_dates(self, rhythm: Rhythm) -> None:
        """The next dates of a rhythm, looked for off the GUI thread: holidays take a moment to load."""
        next_session, now = self._services.next_session, self._services.now()

        def look() -> tuple[Session, ...]:
            found = [next_session(rhythm, now)]
            while len(found) < SHOWN:
                found.append(next_session(rhythm, found[-1].starts_at))
            return tuple(found)

        def show(found: tuple[Session, ...]) -> None:
            self.form.dates.show_sessions(found, ZoneInfo(rhythm.zone))

        self.tasks.aside(self.form, look, show, lambda wrong: self.form.dates.say_wrong(wrong.words))

    def _show_head(self, head: Letterhead, board: str) -> None:
        """The head of a letter as it would print, drawn off the GUI thread; only the newest is shown."""
        self._head, looks, on = head, self.form.looks, self._services.today()
        press, width = self._services.press, looks.picture.device_width()

        def draw(_: Job) -> QImage:
            return head_image(press().sample(head, board, on), width)

        def show(image: QImage) -> None:
            if self._head is head:
                looks.show_picture(image)

        def refuse(wrong: Explained) -> None:
            if self._head is head:
                looks.show_problem(wrong.words)

        # The lane of all that draws: what makes pictures of a PDF may not run beside itself.
        self.tasks.work(self, draw, show, failed=refuse)

    def _read_mark(self, path: Path) -> None:
        looks = self.form.looks
        self.tasks.aside(
            self, lambda: mark_from(path), looks.set_mark, lambda wrong: looks.say_wrong(wrong.words)
        )

    def _seat(self, person_id: str, chair: bool) -> None:
        command = self._services.command(
            SeatMember, membership_id=new_id(), board_id=self._shown, person_id=person_id, chair=chair
        )

        def refused(error: Exception) -> None:
            words = explain(error).words
            self.members.say(words)
            self.tasks.refuse(words)

        self.tasks.write(command, lambda _: self.tasks.refuse(self.form.refusal), refused, self)

    def _locks(self) -> SegmentedButton:
        """The times to choose from; one that was kept and is not among them stands there too."""
        kept = kept_minutes()
        minutes = sorted({*LOCKS, kept} - {NEVER})
        choices = [(str(one), self.tr("{n} min").format(n=one)) for one in minutes]
        never = (str(NEVER), self.tr("Never"))
        return SegmentedButton([*choices, never], str(kept), name=self.tr("Lock by itself"))

    def _of_lock(self) -> str:
        said = self.tr(
            "After so long without a key or a touch; while a meeting is held on Meet, not before {n} minutes. Ctrl+L "
            "locks at once."
        )
        return said.format(n=IN_MEETING)

    def _lock_after(self, key: str) -> None:
        keep_minutes(int(key))
        self.lock_chosen.emit(int(key))

    def _look(self) -> None:
        self._appearance.keep(self.mode.current(), float(self.scale.current()))


_KEYS: dict[str, Callable[[Board], Any]] = {
    "name": lambda one: one.name.casefold(),
    "day": lambda one: (one.rhythm is None, one.rhythm.weekday if one.rhythm else 0, one.name.casefold()),
    "prefix": lambda one: one.prefix.casefold(),
}
