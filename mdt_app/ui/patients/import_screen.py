"""Files are chosen or dropped and taken in one after the other; a bad one says why and the rest goes on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from mdt_app.operations.listings import coming_meetings
from mdt_app.operations.rows import MeetingRow
from mdt_app.operations.work import Change
from mdt_app.ui.common import frames
from mdt_app.ui.common.buttons import Button, LinkButton, PrimaryButton
from mdt_app.ui.common.fields import Choice
from mdt_app.ui.common.frames import Line, Pane, ScrollPanel, row
from mdt_app.ui.common.list_tools import ListTools
from mdt_app.ui.common.messages import EmptyState, ProgressRow
from mdt_app.ui.common.text import Label
from mdt_app.ui.errors import Explained
from mdt_app.ui.live import LiveView
from mdt_app.ui.patients import words
from mdt_app.ui.patients.import_rows import FileResult, FileRow
from mdt_app.ui.patients.taking_in import take_in
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Job, Tasks

_KEYS: dict[str, Callable[[FileRow], Any]] = {
    "name": lambda one: one.path.name.casefold(),
    "asks": lambda one: -one.looks(),
}
KINDS = "*.json *.ndjson *.csv *.xlsx *.xml"


class ImportScreen(LiveView):
    """`show_import(meeting_id="")` begins; `take(paths)` takes files in. Signals: `go(place, id)`, `said(...)`."""

    go = Signal(str, str)
    said = Signal(str, object, bool)

    def __init__(self, tasks: Tasks, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent)
        self._services = services
        self._waiting: list[FileRow] = []
        self._job: Job | None = None
        self.rows: list[FileRow] = []
        self.choose = PrimaryButton(self.tr("Choose files…"), "folder")
        self.back = Button(self.tr("Patients"), "chevron-left")
        self.meetings = Choice(name=self.tr("Put their questions on"))
        self.meetings.give_way(12)
        self.progress = ProgressRow(self.tr("Reading"))
        self.summary = Label("", "strong", wrap=True)
        self.agenda = LinkButton(self.tr("Open the agenda"), "chevron-right")
        self.empty = EmptyState(
            self.tr("Drop files here, or choose them"),
            self.tr(
                "FHIR bundles, tumour conference registrations, CSV and XLSX worklists. Reading the same file twice "
                "changes nothing; whoever looks like a known patient is shown and never merged."
            ),
            icon="import",
        )
        orders = (
            ("given", self.tr("As chosen")), ("name", self.tr("By name")),
            ("asks", self.tr("What asks for a look first")),
        )  # fmt: skip
        self.tools = ListTools(self.tr("File or what came of it"), orders, name=self.tr("Files"))
        self.tools.changed.connect(self._arrange)
        self.body = ScrollPanel(margins=(24, 4, 24, 24))
        self._lay_out()
        self._connect()
        self.setAcceptDrops(True)

    def show_import(self, meeting_id: str = "") -> None:
        """Begin anew; questions go on the agenda of a meeting where one is named."""
        self._wanted = meeting_id
        if self._job is None:
            self._clear()
        self.stale()

    @property
    def results(self) -> list[FileResult]:
        """What came of each file that was read so far."""
        return [line.result for line in self.rows if line.result is not None]

    def shown(self) -> None:
        """Enter chooses files."""
        self.choose.setFocus()

    def concerns(self, change: Change) -> bool:
        """The meetings on offer."""
        return change.entity in ("meeting", "board")

    def refresh(self) -> None:
        """Read the coming meetings."""
        today = self._services.today()
        self.tasks.read(self, lambda reader: coming_meetings(reader, today), self._show_meetings)

    def take(self, paths: Sequence[Path]) -> None:
        """Take these files in, after those that wait."""
        for path in paths:
            line = FileRow(path)
            line.open_asked.connect(lambda id: self.go.emit("patient", id))
            line.columns_said.connect(partial(self._keep_columns, line))
            self.rows.append(line)
            self._waiting.append(line)
            self._list.addWidget(line)
        self.empty.setVisible(not self.rows)
        self.body.setVisible(bool(self.rows))
        self.tools.setVisible(len(self.rows) > 1)
        if self._job is None:
            self._next()

    def _arrange(self) -> None:
        """The files as far as they fit what is typed, in the order chosen."""
        shown = self.tools.arranged(self.rows, FileRow.spoken, _KEYS)
        for line in self.rows:
            self._list.removeWidget(line)
            line.setVisible(line in shown)
        for line in shown:
            self._list.addWidget(line)

    def stop(self) -> None:
        """Stop between two patients; what was kept stays."""
        self._waiting.clear()
        if self._job is not None:
            self._job.cancel()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere here."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the dropped files in."""
        self.take([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the patients while nothing runs."""
        if event.key() == Qt.Key.Key_Escape and self._job is None:
            self.go.emit("patients", "")
        else:
            super().keyPressEvent(event)

    def _next(self) -> None:
        if not self._waiting:
            self._finish()
            return
        line = self._waiting.pop(0)
        line.show_reading()
        done, total = len(self.results), len(self.rows)
        self.progress.show()
        self.progress.cancel.setEnabled(True)
        self.progress.title.set_text(line.path.name)
        self.progress.set_progress(done, total)
        path, meeting_id = line.path, self.meetings.current()

        def step(at: int, of: int, name: str) -> None:
            self.progress.set_progress(done * of + at, total * of, self.tr("{n} of {all}  {name}").format(
                n=at + 1, all=of, name=name))  # fmt: skip

        self._job = self.tasks.work(
            self, lambda job: take_in(job, path, meeting_id, self.tasks, self._services),
            lambda result: self._took(line, result), step, lambda problem: self._failed(line, problem),
        )  # fmt: skip

    def _took(self, line: FileRow, result: FileResult) -> None:
        line.show_result(result)
        self._next()

    def _keep_columns(self, line: FileRow, fields: tuple[str, ...]) -> None:
        """Keep what the columns of a worklist are, and read it and its like that wait for the same answer."""
        columns = line.result.columns if line.result else ()

        def read_again(_: None) -> None:
            headers = [one.header for one in columns]
            for other in self.rows:
                asks = other.result is not None and (other is line or other.result.asks)
                if asks and other.result and [one.header for one in other.result.columns] == headers:
                    other.show_waiting()
                    self._waiting.append(other)
            if self._job is None:
                self._next()

        def failed(problem: Explained) -> None:
            if line.form is not None:
                line.form.say(problem.words)

        self.tasks.work(
            self, lambda _: self._services.keep_columns(columns, fields), read_again, failed=failed
        )

    def _failed(self, line: FileRow, problem: Explained) -> None:
        self._took(line, FileResult(path=line.path, error=f"{line.path.name}: {problem.words}"))

    def _finish(self) -> None:
        self._job = None
        self.progress.hide()
        created, updated = sum(one.created for one in self.results), sum(one.updated for one in self.results)
        unchanged, bad = (
            sum(one.unchanged for one in self.results),
            sum(bool(one.error) and not one.asks for one in self.results),
        )
        asking = sum(one.asks for one in self.results)
        said = [self.tr("{n} new").format(n=created), self.tr("{n} brought up to date").format(n=updated),
                self.tr("{n} unchanged").format(n=unchanged)]  # fmt: skip
        if bad:
            said.append(
                self.tr("1 file not read") if bad == 1 else self.tr("{n} files not read").format(n=bad)
            )
        if asking:
            said.append(
                self.tr("1 file asks which column is what")
                if asking == 1
                else self.tr("{n} files ask which column is what").format(n=asking)
            )
        left = len(self.rows) - len(self.results)
        if left or any(one.stopped for one in self.results):
            said.append(self.tr("stopped; what was taken in stays"))
        self.summary.set_text(", ".join(said))
        self.summary.show()
        self.agenda.setVisible(bool(self.meetings.current()))

    def _clear(self) -> None:
        frames.empty(self._list)
        self.rows = []
        self.summary.hide()
        self.agenda.hide()
        self.progress.hide()
        self.body.hide()
        self.empty.show()

    def _show_meetings(self, coming: tuple[MeetingRow, ...]) -> None:
        choices = [("", self.tr("no agenda yet"))]
        choices += [(one.id, words.meeting(one.starts_at, one.board)) for one in coming]
        known = {key for key, _ in choices}
        kept = self._wanted or self.meetings.current()
        self._wanted = ""
        self.meetings.set_choices(choices, kept if kept in known else "")

    def _ask(self) -> None:
        title, kinds = self.tr("Files to import"), self.tr("Patient files ({kinds})").format(kinds=KINDS)
        chosen, _ = QFileDialog.getOpenFileNames(
            self, title, str(Path.home()), f"{kinds};;{self.tr('All files')} (*)"
        )
        if chosen:
            self.take([Path(one) for one in chosen])

    def _lay_out(self) -> None:
        self._wanted = ""
        bar = Pane("surface", margins=(16, 12, 16, 12), spacing=8)
        self.meetings.setMinimumWidth(200)
        self.meetings.setMaximumWidth(480)
        label = Label(self.meetings.accessibleName(), "small")
        title = Label(self.tr("Import"), "title")
        line = row(self.back, 8, title, None, label, self.meetings, 8, self.choose)
        line.setStretch(5, 9)
        bar.box.addLayout(line)
        bar.box.addWidget(self.progress)
        bar.box.addWidget(self.summary)
        bar.box.addLayout(row(self.agenda, None))
        page = Pane("surface")
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.body.box.addWidget(self.tools)
        self.body.box.addLayout(self._list)
        self.body.box.addStretch(1)
        for part in (bar, Line(), self.empty, self.body):
            page.box.addWidget(part, 0 if part is bar else 1)
        page.box.setStretch(1, 0)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(page)
        self._clear()

    def _connect(self) -> None:
        self.choose.clicked.connect(self._ask)
        self.agenda.clicked.connect(lambda: self.go.emit("meeting", self.meetings.current()))
        self.back.clicked.connect(lambda: self.go.emit("patients", ""))
        self.progress.cancelled.connect(self.stop)
