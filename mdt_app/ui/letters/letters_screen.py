"""The desk of those who review and send: what is due, what a letter is made of, and the page as it leaves the house."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdt_app.domain.accounts import Right
from mdt_app.domain.letters.letter import Letter
from mdt_app.domain.letters.wanted import kept_back
from mdt_app.operations.letter_stages import Stage
from mdt_app.operations.work import Change, Reader
from mdt_app.ui.cases.letter_wish import none_words
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.frames import Pane
from mdt_app.ui.common.messages import InlineMessage
from mdt_app.ui.common.pdf_file import save_pdf
from mdt_app.ui.common.split import Split
from mdt_app.ui.errors import Explained
from mdt_app.ui.letters import words
from mdt_app.ui.letters.acting import Acting, show_acts
from mdt_app.ui.letters.addressing import Addressing
from mdt_app.ui.letters.batches import Batches
from mdt_app.ui.letters.checking import Checking
from mdt_app.ui.letters.choosing import choose_wanted, keep_current
from mdt_app.ui.letters.data_pane import DataPane
from mdt_app.ui.letters.following import Following
from mdt_app.ui.letters.letter_acts import LetterActs
from mdt_app.ui.letters.letter_list import LetterList as ListPane
from mdt_app.ui.letters.mending import Mending
from mdt_app.ui.letters.nothing_here import nothing_here
from mdt_app.ui.letters.preview import Preview
from mdt_app.ui.letters.reading import LetterList, OneLetter, read_letter, read_list, stored_bytes
from mdt_app.ui.letters.reviewing import Shown, printed
from mdt_app.ui.letters.saving import ask_file, file_name
from mdt_app.ui.letters.screen_pages import ScreenPages
from mdt_app.ui.letters.stage_message import StageMessage
from mdt_app.ui.letters.team_needs import TeamNeeds
from mdt_app.ui.live import LiveView
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks

LISTED = frozenset({"letter", "dispatch", "meeting", "listing", "patient", "case", "fact"})
PRINTED = LISTED | {
    "discussion",
    "recommendation",
    "note",
    "attendance",
    "person",
    "board",
    "membership",
}
PAGING = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
TURN_MS = 40
ROOMY = 1240
WIDTHS = {True: (352, 400), False: (284, 328)}


class LettersScreen(LiveView):
    """Step 4 of a meeting (`show_meeting`), or all boards' letters. Signals: `go`, `said`, `step(key)`."""

    go = Signal(str, str)
    said = Signal(str, object, bool)
    step = Signal(str)

    def __init__(self, tasks: Tasks, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent)
        self._services = services
        self._meeting_id = self._wanted = self._wanted_letter = self._drawn = ""
        self._one: OneLetter | None = None
        self._page: Shown | None = None
        self._reading = 0
        may = services.account.may
        self.letters = ListPane(
            may(Right.LETTERS), may_decide=may(Right.DECIDE),
            criterion={one.id: one.name for one in services.guidance.criteria}.__getitem__,
        )  # fmt: skip
        self.data = DataPane(tasks, services)
        self.acts = LetterActs(services.account)
        self.older = InlineMessage("", level="info", act=self.tr("Back to it"))
        self.why = StageMessage(services)
        self.middle = Pane("surface")
        self.preview = Preview(tasks)
        self.checking = Checking(tasks, services, self)
        self.needs = TeamNeeds(tasks, services, self)
        self.mending = Mending(tasks, services, self.stale, self)
        self.batches = Batches(tasks, services, self)
        self.acting = Acting(tasks, services, self, self)
        self.addressing = Addressing(tasks, services, self)
        self.pages = ScreenPages()
        self.empty = QWidget()
        self._turning = QTimer(self, singleShot=True, interval=TURN_MS)
        self.following = Following(self)
        self._lay_out()
        self._connect()

    def show_meeting(self, meeting_id: str, listing_id: str = "") -> None:
        """The letters of one meeting, those of a case first where it is named."""
        if meeting_id != self._meeting_id:
            self._meeting_id = meeting_id
            self.letters.forget()
            self._show_nothing()
        self._wanted = listing_id
        self.shown()
        self.stale()

    def show_letter(self, letter_id: str) -> None:
        """One letter of the list, whatever is filtered."""
        self._wanted_letter = letter_id
        self.shown()
        self.stale()

    def shown(self) -> None:
        """The arrow keys go from letter to letter."""
        self.letters.list.setFocus()

    def concerns(self, change: Change) -> bool:
        """The page follows whatever it prints, at once; the list and the checks come behind it, a batch at its end."""
        if change.entity in PRINTED:
            self.checking.forget(change.patient_id)
            self.needs.forget(change.patient_id)
        if change.entity in PRINTED and not self.batches.running:
            of_page = self._one is not None and self._touches(change)
            self.following.hear(page=of_page, of_list=change.entity in LISTED)
        return False

    def refresh(self) -> None:
        """Read the list anew."""
        wanted, services = self._meeting_id, self._services
        self.tasks.read(
            self,
            lambda reader: read_list(reader, services.guidance, wanted, services.account),
            lambda found: self._show(wanted, found),
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
        """Page Up and Page Down turn the letter's pages from anywhere."""
        if event.key() in PAGING:
            self.preview.turn(PAGING[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window list and data give way to the page."""
        super().resizeEvent(event)
        left, middle = WIDTHS[self.width() >= themes.current().px(ROOMY)]
        self.letters.set_width(left)
        self.middle.set_width(middle)

    def save_current(self, path: Path) -> None:
        """Save the letter that is shown."""
        page = self._page
        if page is None:
            return
        self.tasks.work(
            self, lambda _: save_pdf(path, page.pdf),
            lambda written: self.said.emit(self.tr("The letter is in {file}.").format(file=written), None, False),
            failed=lambda explained: self.said.emit(explained.words, None, True),
        )  # fmt: skip

    def page(self) -> Shown | None:
        """The page that lies before somebody and is the current letter's as last read; only on it anything is done."""
        page, one = self._page, self._one
        if page is None or one is None or page.letter != one.letter:
            return None
        current = one.letter.id == self.letters.current() and not self.older.isVisibleTo(self)
        return page if current and not self.acting.busy_with(one.letter.id) else None

    def one(self) -> OneLetter | None:
        """The letter as last read."""
        return self._one

    def _touches(self, change: Change) -> bool:
        assert self._one is not None
        letter = self._one.letter
        return change.patient_id in ("", letter.patient_id) or change.entity_id == letter.id

    def _show(self, wanted: str, found: LetterList) -> None:
        if wanted != self._meeting_id:
            return
        if not found.lines:
            self._show_empty(found)
            return
        self.pages.setCurrentIndex(0)
        after = self.letters.after(self.letters.current())
        self.letters.show_letters(found.lines, self._services.today(), found.mine)
        if not self.letters.current() and after:
            self.letters.choose(after)
        self.checking.follow(found.lines)
        self.needs.follow(found.lines)
        self.mending.follow(found.mended, found.unlooked)
        letter, listing, self._wanted_letter, self._wanted = self._wanted_letter, self._wanted, "", ""
        if not choose_wanted(self.letters, letter, listing):
            self._show_nothing()
        if self._one is not None:
            self.show_acts()

    def _keep_current(self) -> None:
        """Where no letter is listed, nothing of another stays."""
        if not keep_current(self.letters):
            self._show_nothing()

    def _show_nothing(self) -> None:
        """No letter: nothing of another stays."""
        for part in (self.data, self.preview, self.acts):
            part.clear()
        self.why.show_line(None)
        self.older.hide()
        self._one = self._page = None
        self._drawn = ""

    def _show_empty(self, found: LetterList) -> None:
        self._show_nothing()
        self.pages.removeWidget(self.empty)
        self.empty.deleteLater()
        self.empty = nothing_here(found, self.go.emit, self.step.emit)
        self.pages.addWidget(self.empty)
        self.pages.setCurrentWidget(self.empty)

    def _turn(self, _: str = "") -> None:
        """Another letter was chosen: what was shown is answered for no more."""
        self.data.flush()
        self.older.hide()
        self._page = None
        self.show_acts()
        self._turning.start()

    def _read_current(self) -> None:
        id, services = self.letters.current(), self._services
        if not id or not self.isVisible() or self.older.isVisibleTo(self):
            return

        def read(reader: Reader) -> OneLetter:
            return read_letter(reader, services.guidance, id, services.today(), services.demo)

        self._reading = asked = self._reading + 1
        self.tasks.read(self, read, lambda one: self._show_one(one) if asked == self._reading else None)

    def _show_one(self, one: OneLetter) -> None:
        if one.letter.id != self.letters.current():
            return
        letter, services = one.letter, self._services
        if letter.id != self._drawn:
            self.preview.await_page()
        self._one, self._page = one, None
        self.data.show_letter(one, self.letters.line(letter.id), self.checking.found_of.get(letter.id))
        self.checking.go_on(letter.listing_id)
        self.show_acts()
        if letter.is_open and (none := kept_back(one.record, letter.level)) is not None:
            sentence = none_words(none, one.record.patient.sex, services.today())
            self.preview.show_problem(sentence, self._version(letter), self.tr("No letter is written"))
            return

        def failed(explained: Explained) -> None:
            if self._one is one:
                self.preview.show_problem(explained.words, self._version(letter))

        self.tasks.work(
            self, lambda _: printed(services, one), lambda page: self._show_page(one, page), failed=failed
        )  # fmt: skip

    def _show_page(self, one: OneLetter, page: Shown) -> None:
        if self._one is not one or self.older.isVisibleTo(self):
            return
        letter = one.letter
        anew, self._page, self._drawn = letter.id != self._drawn, page, letter.id
        earlier = page.since.shown
        read = earlier is not None and earlier is page.since.read
        self.preview.show_pdf(
            page.pdf, self._version(letter), anew=anew, before=earlier.pdf if earlier else None,
            older=earlier.version if earlier else 0, newer=letter.version,
            at_once=page.is_changed or (read and self._services.account.may(Right.DECIDE)),
        )  # fmt: skip
        self.data.show_reading(page.reading)
        self.data.show_since(one, page)
        self.show_acts()

    def show_acts(self) -> None:
        """What can be done with the letter that is shown, once its page is there."""
        line = self.letters.line(self.letters.current())
        self.why.show_line(line, self.letters.newer(line))
        if self._one is None or line is None:
            self.acts.clear()
        elif line.id == self._one.letter.id:
            page = self.page()
            changed = page.is_changed if page is not None else self.letters.is_changed(line)
            show_acts(self.acts, self._one, line, page, changed=changed)
        else:
            self.acts.show_letter(line.due.letter, line.stage, False)

    def _show_needs(self) -> None:
        """The records are read: each letter for a palliative team stands where its patient's record puts it."""
        self.letters.show_needs(self.needs.of)
        self._keep_current()

    def _show_found(self, listing_id: str) -> None:
        self.letters.show_found(self.checking.found_of)
        if self._one is not None and self._one.letter.listing_id == listing_id:
            self.data.show_found(self._one, self.checking.found_of.get(self._one.letter.id))
            self.show_acts()

    def _catch_up(self, of_list: bool) -> None:
        """The page is there: the list is read again where a change is about it, and what waits is checked."""
        if of_list:
            self.stale()
        self.checking.go_on(self._one.letter.listing_id if self._one else "")

    def _show_older(self, letter: Letter) -> None:
        """The stored bytes of another version, in the place of the page, until somebody goes back."""

        def show(pdf: bytes) -> None:
            self.older.set_text(self.tr("You see version {n}.").format(n=letter.version))
            self.older.show()
            self._page, self._drawn = None, ""
            self.show_acts()
            self.preview.show_pdf(pdf, self._version(letter), anew=True)

        self.tasks.read(self, lambda reader: stored_bytes(reader, letter), show)

    def _leave_older(self) -> None:
        self.older.hide()
        self.preview.await_page()
        self._read_current()

    def _version(self, letter: Letter) -> str:
        said = self.tr("version {n}, {state}").format(n=letter.version, state=words.state(letter.state))
        if not letter.is_frozen:
            return said
        return f"{said}, {self.tr('signed') if letter.signed_by else self.tr('not signed')}"

    def _ask_file(self) -> None:
        line = self.letters.line(self.letters.current())
        if line is None or self._page is None:
            return
        if chosen := ask_file(self, file_name(line)):
            self.save_current(Path(chosen))

    def _batch_ended(self) -> None:
        self.letters.show_progress("")
        self._page = None
        self.stale()
        self._read_current()

    def _connect(self) -> None:
        self._turning.timeout.connect(self._read_current)
        self.following.page_wanted.connect(self._read_current)
        self.following.rest_wanted.connect(self._catch_up)
        self.preview.settled.connect(self.following.page_came)
        self.checking.found.connect(self._show_found)
        self.letters.chosen.connect(self._turn)
        self.letters.narrowed.connect(self._keep_current)
        self.letters.address_asked.connect(lambda: self.addressing.address(self.letters.at(Stage.NAMED)))
        self.needs.found.connect(self._show_needs)
        self.letters.list.installEventFilter(self)
        self.letters.opened.connect(lambda _: self.data.focus())
        self.letters.issue_asked.connect(lambda: self.batches.ask_issue(self.letters.at(Stage.ISSUE)))
        self.letters.send_asked.connect(lambda: self.batches.ask_send(self.letters.at(Stage.SEND)))
        self.letters.sign_asked.connect(lambda: self.batches.ask_sign(self.letters.unsigned()))
        self.letters.stopped.connect(self.batches.stop)
        self.batches.began.connect(self.letters.show_progress)
        self.batches.step.connect(self.letters.progress.set_progress)
        self.batches.ended.connect(self._batch_ended)
        self.older.acted.connect(self._leave_older)
        self.preview.save_asked.connect(self._ask_file)
        self.data.version_asked.connect(self._show_older)
        self.acting.sibling_wanted.connect(self.show_letter)
        for part in (self.data, self.batches, self.acting, self.addressing):
            part.said.connect(self.said)
        for place in (self.data, self.why):
            place.go.connect(self.go)
        self.data.change_asked.connect(self.preview.look_for)

    def _lay_out(self) -> None:
        self.middle.box.addWidget(self.data, 1)
        self.middle.box.addWidget(self.why)
        self.middle.box.addWidget(self.older)
        self.middle.box.addWidget(self.acts)
        self.older.hide()
        names = (self.tr("Letters"), self.tr("From the meeting"), self.tr("Page"))
        self.split = Split((self.letters, 0), (self.middle, 0), (self.preview, 1), names=names)
        self.pages.addWidget(self.split)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.pages)
