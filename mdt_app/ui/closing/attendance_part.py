"""After the meeting its attendance stands case by case as recorded, and goes onto one list with everybody's number."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from mdt_app.domain.accounts import Account, Right
from mdt_app.domain.attendance_list import LEVELS, AttendanceList, CaseAttendance
from mdt_app.operations.attendance_kept import KeepAttendanceList, SendAttendanceList, kept, sendings
from mdt_app.operations.attendance_list import attendance_list
from mdt_app.operations.work import Change, Reader
from mdt_app.ui.closing import attendance_words as words
from mdt_app.ui.common.buttons import Button, CheckRow, LinkButton
from mdt_app.ui.common.columns import Cell, Column, ColumnsModel
from mdt_app.ui.common.fields import Field
from mdt_app.ui.common.frames import column, row
from mdt_app.ui.common.marks import Shape, Status
from mdt_app.ui.common.pdf_file import pdf_name, save_pdf
from mdt_app.ui.common.table import TableView
from mdt_app.ui.common.text import Label, SectionTitle
from mdt_app.ui.common.theme import current
from mdt_app.ui.common.words import level, said_day
from mdt_app.ui.errors import explain
from mdt_app.ui.live import LiveView
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Job, Tasks

CONCERNS = frozenset({"attendance", "listing", "meeting", "case", "person", "invitation", "board", "request"})
ROW, TO_WHOM = 52, 240
Sendings = tuple[tuple[str, Change], ...]


class AttendancePart(LiveView):
    """Presence and contribution of one meeting by level of care, and its list as PDF.

    Signals: `opened(listing id)`, `people_wanted()`, `said(words, undo, wrong)`.
    """

    opened = Signal(str)
    people_wanted = Signal()
    said = Signal(str, object, bool)

    def __init__(self, tasks: Tasks, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent)
        self._services = services
        self._meeting_id = ""
        self._list: AttendanceList | None = None
        self._columns_for: bool | None = None
        self._table_place = column(spacing=0)
        self.table: TableView | None = None
        self.print = Button(self.tr("Attendance list as PDF …"), "print")
        self.signatures = CheckRow(self.tr("with a column to sign in"))
        self.made = Label("", "small", wrap=True)
        self.sent = Button(self.tr("It was sent …"), "check")
        self.to_whom = Field(self.tr("To whom it was sent"), name=self.tr("To whom the list was sent"))
        self.no_number = Status(Shape.RING, "", plain=True)
        self.names = Label("", "small", wrap=True)
        self.to_people = LinkButton(self.tr("People"), low=True)
        title = SectionTitle(self.tr("Who took part, by level of care"))
        title.set_note(self.tr("presence is live; a contribution is no presence"), "second")
        made = row(self.print, self.signatures, self.made, spacing=12)
        made.setStretch(2, 1)
        box = column(
            title, self._table_place, 8, made,
            row(self.sent, self.to_whom, None, spacing=8),
            row(self.no_number, self.to_people, None, spacing=4), self.names, spacing=4,
        )  # fmt: skip
        box.setContentsMargins(0, 0, 0, 0)
        self.setLayout(box)
        self.sent.hide()
        self.to_whom.hide()
        self.to_whom.setMinimumWidth(current().px(TO_WHOM))
        self.print.clicked.connect(self._ask_file)
        self.sent.clicked.connect(self._ask_to_whom)
        self.to_whom.returnPressed.connect(self._say_sent)
        self.to_people.clicked.connect(self.people_wanted)

    def show_meeting(self, meeting_id: str) -> None:
        """Show the attendance of this meeting."""
        if meeting_id != self._meeting_id:
            self._meeting_id, self._list = meeting_id, None
            self.signatures.setChecked(False)
            self.sent.hide()
            self._leave_sent()
            if self.table is not None:
                self.model.set_rows(())
                self.table.fit_rows()
        self.stale()

    def concerns(self, change: Change) -> bool:
        """What changes who took part."""
        return change.entity in CONCERNS

    def refresh(self) -> None:
        """Read the list anew."""
        meeting_id, guidance, demo = self._meeting_id, self._services.guidance, self._services.demo

        def read(reader: Reader) -> tuple[AttendanceList, Change | None, Sendings, dict[str, str]]:
            names = {one.user: one.name for one in reader.find(Account)}
            found = attendance_list(reader, guidance, meeting_id, demo=demo)
            return found, kept(reader, meeting_id), sendings(reader, meeting_id), names

        if meeting_id:
            self.tasks.read(self, read, lambda found: self._show(*found))

    def _show(
        self, found: AttendanceList, made: Change | None, sent: Sendings, names: dict[str, str]
    ) -> None:
        if found.meeting_id != self._meeting_id:
            return
        self._list = found
        self._show_table(found)
        missing = found.numbers_missing
        said = self.tr("No professional number on file for 1") if len(missing) == 1 else self.tr(
            "No professional number on file for {n}").format(n=len(missing))  # fmt: skip
        self.no_number.set_state(Shape.RING, said)
        self.names.set_text(", ".join(missing))
        parts: tuple[QWidget, ...] = (self.no_number, self.to_people, self.names)
        for part in parts:
            part.setVisible(bool(missing))
        said_sent = [
            self.tr("sent to {whom} {day}").format(whom=to, day=self._day(change)) for to, change in sent
        ]
        self.made.set_text(", ".join([self._said_made(found, made, names), *said_sent]))
        self.sent.setVisible(made is not None and self._may_send())

    def _day(self, change: Change) -> str:
        return said_day(change.at.astimezone().date(), self._services.today())

    def _may_send(self) -> bool:
        return any(self._services.account.may(one) for one in (Right.LETTERS, Right.PREPARE))

    def _said_made(self, found: AttendanceList, made: Change | None, names: dict[str, str]) -> str:
        if made is not None:
            name = names.get(made.actor, made.actor)
            return self.tr("made {day} by {name}").format(day=self._day(made), name=name)
        return (
            self.tr("not made yet")
            if found.closed
            else self.tr("may still change until the meeting is closed")
        )

    def _show_table(self, found: AttendanceList) -> None:
        """The columns follow whether the board uses the Belgian kinds."""
        if self.table is None or self._columns_for != found.moc:
            if self.table is not None:
                self.table.deleteLater()
            self._columns_for = found.moc
            self.model = ColumnsModel(self._columns(found.moc), same=lambda one: one.listing_id)
            self.table = TableView(self.model, name=self.tr("Attendance by case"), row_height=ROW, flush=True)
            self.table.opened.connect(lambda one: self.opened.emit(one.listing_id))
            self._table_place.addWidget(self.table)
        self.model.set_rows(found.cases)
        self.table.fit_rows()

    def _columns(self, moc: bool) -> list[Column[CaseAttendance]]:
        made = [
            Column(self.tr("Case"), lambda one: Cell(one.patient, one.number, name=True), 168,
                   key=lambda one: one.patient.casefold()),
            *(
                Column(level(key), partial(words.level_cell, level=key), 150, stretch=True)
                for key in LEVELS
            ),
            Column(self.tr("Contributed"), words.contribution_cell, 150, stretch=True, under=0),
        ]  # fmt: skip
        return [*made, Column(self.tr("MOC"), words.moc_cell, 150, under=0)] if moc else made

    def _ask_file(self) -> None:
        if self._list is None:
            return
        title = self.tr("Save the attendance list as PDF")
        name = pdf_name("Attendance", self._list.board, self._list.starts_at.date())
        chosen, _ = QFileDialog.getSaveFileName(self, title, str(Path.home() / name), "PDF (*.pdf)")
        if chosen:
            self.save(Path(chosen))

    def save(self, path: Path) -> None:
        """Write the list, as it stands now, and record that it was made once the meeting is closed."""
        meeting_id, guidance, demo = self._meeting_id, self._services.guidance, self._services.demo
        signed, services = self.signatures.isChecked(), self._services

        def act(_: Job) -> tuple[Path, bool]:
            with services.open_reader() as reader:
                made = attendance_list(reader, guidance, meeting_id, demo=demo, signatures=signed)
            return save_pdf(path, services.render_attendance(made)), made.closed

        self.tasks.work(
            self, act, lambda done: self._saved(meeting_id, *done),
            failed=lambda explained: self.said.emit(explained.words, None, True),
        )  # fmt: skip

    def _saved(self, meeting_id: str, written: Path, closed: bool) -> None:
        self.said.emit(self.tr("The attendance list is in {file}.").format(file=written), None, False)
        if closed:
            command = self._services.command(KeepAttendanceList, meeting_id=meeting_id)
            self.tasks.write(command, None, self._refused, self)

    def _ask_to_whom(self) -> None:
        self.to_whom.show()
        self.to_whom.setFocus()

    def _say_sent(self) -> None:
        """Who has the list is kept as it is typed."""
        if self.to_whom.text().strip():
            to = self.to_whom.text().strip()
            command = self._services.command(SendAttendanceList, meeting_id=self._meeting_id, to=to)
            self.tasks.write(command, lambda _: self._leave_sent(), self._refused, self)

    def _leave_sent(self) -> None:
        self.to_whom.clear()
        self.to_whom.hide()

    def _refused(self, error: Exception) -> None:
        self.said.emit(explain(error).words, None, True)
