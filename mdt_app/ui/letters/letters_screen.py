"""Letters are read beside what they are made of, as they will be printed; in this place they are drafts and say so."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from mdt_app.domain.agenda import MeetingState
from mdt_app.domain.letters.letter import Letter
from mdt_app.domain.letters.record import LetterRecord
from mdt_app.domain.letters.wanted import kept_back
from mdt_app.operations.letter_records import letter_record
from mdt_app.operations.rows import LetterRow
from mdt_app.operations.work import Change, Reader
from mdt_app.ui.cases.letter_wish import none_words
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.messages import EmptyState
from mdt_app.ui.common.pdf_file import save_pdf
from mdt_app.ui.common.split import Split
from mdt_app.ui.errors import Explained
from mdt_app.ui.letters import words
from mdt_app.ui.letters.checking import Checking
from mdt_app.ui.letters.data_pane import DataPane
from mdt_app.ui.letters.letter_list import LetterList as ListPane
from mdt_app.ui.letters.preview import Preview
from mdt_app.ui.letters.reading import LetterList, OneLetter, read_letter, read_list
from mdt_app.ui.letters.saving import Saved, ask_file, ask_folder, file_name, save_letters
from mdt_app.ui.live import LiveView
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Job, Tasks

LISTED = frozenset({"letter", "meeting", "listing", "patient", "case"})
PRINTED = LISTED | {
    "discussion",
    "recommendation",
    "note",
    "fact",
    "attendance",
    "person",
    "board",
    "membership",
}
PAGING = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
TURN_MS, REDRAW_MS = 40, 300
ROOMY = 1240
WIDTHS = {True: (352, 400), False: (284, 320)}


class LettersScreen(LiveView):
    """Step 4 of a meeting (`show_meeting`), or all boards' letters. Signals: `go`, `said`, `step(key)`."""

    go = Signal(str, str)
    said = Signal(str, object, bool)
    step = Signal(str)

    def __init__(self, tasks: Tasks, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent)
        self._services = services
        self._meeting_id = self._wanted = self._shown = ""
        self._one: OneLetter | None = None
        self._pdf = b""
        self._stale_page = False
        self._job: Job | None = None
        self.letters = ListPane()
        self.data = DataPane(tasks, services)
        self.preview = Preview(tasks)
        self.checking = Checking(tasks, services, self)
        self.pages = QStackedWidget()
        self.empty = QWidget()
        names = (self.tr("Letters"), self.tr("From the meeting"), self.tr("Page"))
        self.split = Split((self.letters, 0), (self.data, 0), (self.preview, 1), names=names)
        self.pages.addWidget(self.split)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.pages)
        self._turning = QTimer(self, singleShot=True, interval=TURN_MS)
        self._redrawing = QTimer(self, singleShot=True, interval=REDRAW_MS)
        self._connect()

    def show_meeting(self, meeting_id: str, listing_id: str = "") -> None:
        """The letters of one meeting, those of a case first where it is named."""
        if meeting_id != self._meeting_id:
            self._meeting_id, self._shown = meeting_id, ""
            self.data.clear()
            self.preview.clear()
        self._wanted = listing_id
        self.shown()
        self.stale()

    def shown(self) -> None:
        """The arrow keys go from letter to letter."""
        self.letters.list.setFocus()

    def concerns(self, change: Change) -> bool:
        """The list follows letters and their patients; the page follows whatever it prints."""
        if change.entity in PRINTED:
            self.checking.forget(change.patient_id)
            self._stale_page |= self._one is not None and self._touches(change)
            self._redrawing.start()
        return change.entity in LISTED

    def refresh(self) -> None:
        """Read the list anew."""
        wanted = self._meeting_id
        self.tasks.read(
            self, lambda reader: read_list(reader, wanted), lambda found: self._show(wanted, found)
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Seen again, the letter is read again."""
        super().showEvent(event)
        self._turning.start()
        self.checking.go_on()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the list, too, Page Up and Page Down turn the letter's pages."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in PAGING:
            self.preview.turn(PAGING[Qt.Key(event.key())])
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page Up and Page Down turn the letter's pages from anywhere; Ctrl with arrows goes to another letter."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.letters.list.step(step)
        elif event.key() in PAGING:
            self.preview.turn(PAGING[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window list and data give way to the page."""
        super().resizeEvent(event)
        left, middle = WIDTHS[self.width() >= themes.current().px(ROOMY)]
        self.letters.set_width(left)
        self.data.set_width(middle)

    def save_into(self, folder: Path) -> None:
        """Save every letter of the list into a folder."""
        letters, services = self.letters.shown, self._services

        def act(job: Job) -> Saved:
            return save_letters(job, letters, folder, self._record, services.render_letter)

        self.letters.show_saving(True)
        self.letters.progress.set_progress(0, len(letters))
        self._job = self.tasks.work(
            self,
            act,
            self._saved,
            lambda done, total, _: self.letters.progress.set_progress(done, total),
            self._not_saved,
        )

    def _record(self, listing_id: str) -> LetterRecord:
        """From the work lane: one record, read on the store lane."""
        services = self._services

        def read() -> LetterRecord:
            with services.open_reader() as reader:
                return letter_record(reader, services.guidance, listing_id, services.today(), services.demo)

        return self.tasks.in_store_lane(read)

    def _touches(self, change: Change) -> bool:
        assert self._one is not None
        letter = self._one.letter
        return change.patient_id in ("", letter.patient_id) or change.entity_id == letter.id

    def _show(self, wanted: str, found: LetterList) -> None:
        if wanted != self._meeting_id:
            return
        if not found.rows:
            self._show_empty(found)
            return
        self.pages.setCurrentIndex(0)
        self.letters.show_letters(found.rows, self._services.now())
        mine = [one.id for one in found.rows if one.listing_id == self._wanted] if self._wanted else []
        self._wanted = ""
        self.checking.follow(found.rows)
        if mine:
            self.letters.choose(mine[0])
        elif not self.letters.current():
            self.letters.choose(found.rows[0].id)

    def _show_empty(self, found: LetterList) -> None:
        self.data.clear()
        self.preview.clear()
        self._shown, self._one = "", None
        self.pages.removeWidget(self.empty)
        self.empty.deleteLater()
        self.empty = self._nothing(found)
        self.pages.addWidget(self.empty)
        self.pages.setCurrentWidget(self.empty)

    def _nothing(self, found: LetterList) -> EmptyState:
        if found.meeting is None:
            state = EmptyState(
                self.tr("No letters yet"),
                self.tr("When a meeting is closed, each decided case gets its letters. They wait here."),
                self.tr("Open meetings"), "letters", primary=True,
            )  # fmt: skip
            state.acted.connect(lambda: self.go.emit("meetings", ""))
        elif found.meeting.state == MeetingState.CLOSED:
            state = EmptyState(
                self.tr("This meeting decided no case"),
                self.tr("Only a decided case gets letters. What closing did with the others stands under Close."),
                self.tr("See what closing did"), "letters", primary=True,
            )  # fmt: skip
            state.acted.connect(lambda: self.step.emit("close"))
        else:
            state = EmptyState(
                self.tr("Letters are made when the meeting is closed"),
                self.tr("Closing freezes what was decided. Each decided case then gets its letters, as drafts."),
                self.tr("Go to Close"), "letters", primary=True,
            )  # fmt: skip
            state.acted.connect(lambda: self.step.emit("close"))
        return state

    def _turn(self, _: str = "") -> None:
        self.data.flush()
        self._turning.start()

    def _read_current(self) -> None:
        id, services = self.letters.current(), self._services
        if not id or not self.isVisible():
            return

        def read(reader: Reader) -> OneLetter:
            return read_letter(reader, services.guidance, id, services.today(), services.demo)

        self.tasks.read(self, read, self._show_one)

    def _show_one(self, one: OneLetter) -> None:
        if one.letter.id != self.letters.current():
            return
        anew = one.letter.id != self._shown
        self._one, self._shown = one, one.letter.id
        self.data.show_letter(one, self.checking.checks.get(one.letter.id))
        services, letter = self._services, one.letter
        if (none := kept_back(one.record, letter.level)) is not None:
            self._pdf = b""
            sentence = none_words(none, one.record.patient.sex, services.today())
            self.preview.show_problem(sentence, self._version(letter), self.tr("No letter is written"))
            return

        def failed(explained: Explained) -> None:
            if self._is_shown(letter):
                self._pdf = b""
                self.preview.show_problem(explained.words, self._version(letter))

        self.tasks.work(
            self, lambda _: services.render_letter(one.record, letter.level),
            lambda pdf: self._print(letter, pdf, anew), failed=failed,
        )  # fmt: skip

    def _show_checks(self, listing_id: str) -> None:
        self.letters.show_checks(self.checking.checks)
        if self._one is not None and self._one.letter.listing_id == listing_id:
            self.data.show_check(self._one, self.checking.checks.get(self._one.letter.id))

    def _redraw(self) -> None:
        """Something changed: read the letter again if it is about it, and check what is to be checked again."""
        if self._stale_page:
            self._stale_page = False
            self._read_current()
        self.checking.go_on(self._one.letter.listing_id if self._one else "")

    def _print(self, letter: Letter, pdf: bytes, anew: bool) -> None:
        if self._is_shown(letter):
            self._pdf = pdf
            self.preview.show_pdf(pdf, self._version(letter), anew=anew)

    def _is_shown(self, letter: Letter) -> bool:
        return self._one is not None and self._one.letter.id == letter.id

    def _version(self, letter: Letter) -> str:
        return self.tr("version {n}, {state}").format(n=letter.version, state=words.state(letter.state))

    def _ask_folder(self) -> None:
        chosen = ask_folder(self)
        if chosen:
            self.save_into(Path(chosen))

    def _ask_file(self) -> None:
        row = self._current_row()
        if row is None or not self._pdf:
            return
        chosen = ask_file(self, file_name(row))
        if chosen:
            self.save_current(Path(chosen))

    def save_current(self, path: Path) -> None:
        """Save the letter that is shown."""
        pdf = self._pdf
        self.tasks.work(
            self, lambda _: save_pdf(path, pdf),
            lambda written: self.said.emit(self.tr("The letter is in {file}.").format(file=written), None, False),
            failed=lambda explained: self.said.emit(explained.words, None, True),
        )  # fmt: skip

    def _current_row(self) -> LetterRow | None:
        id = self.letters.current()
        return next((one for one in self.letters.shown if one.id == id), None)

    def _saved(self, saved: Saved) -> None:
        self.letters.show_saving(False)
        self._job = None
        if saved.cancelled:
            self.said.emit(self.tr("Stopped. No letter was written."), None, False)
            return
        said = self.tr("{n} letters are in {folder}.").format(n=saved.count, folder=saved.folder)
        if saved.none:
            said += " " + self.tr("Patients without a letter, dead or wanting none: {n}.").format(
                n=saved.none
            )
        if saved.refused:
            said += " " + self.tr("{n} cannot be printed yet: {first}").format(
                n=len(saved.refused), first=saved.refused[0]
            )
        self.said.emit(said, None, bool(saved.refused))

    def _not_saved(self, explained: Explained) -> None:
        self.letters.show_saving(False)
        self._job = None
        self.said.emit(explained.words, None, True)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _connect(self) -> None:
        self._turning.timeout.connect(self._read_current)
        self._redrawing.timeout.connect(self._redraw)
        self.checking.found.connect(self._show_checks)
        self.letters.chosen.connect(self._turn)
        self.letters.list.installEventFilter(self)
        self.letters.opened.connect(lambda _: self.data.focus())
        self.letters.save_asked.connect(self._ask_folder)
        self.letters.progress.cancelled.connect(self._stop)
        self.preview.save_asked.connect(self._ask_file)
        self.data.go.connect(self.go)
        self.data.said.connect(self.said)
