"""Many letters are issued, signed or sent together; what happens is said in numbers before, and in words after."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from mdt_app.domain.people import CareLevel
from mdt_app.operations.letter_batch import into_folder, items, on_paper
from mdt_app.operations.letter_stages import DeskLine
from mdt_app.ui.common.dialogs import FinalDialog
from mdt_app.ui.errors import Explained
from mdt_app.ui.letters.export_dialog import ExportDialog, Wanted
from mdt_app.ui.letters.issuing import Issued, Issuing
from mdt_app.ui.letters.list_finishing import ListFinishing, batch_of
from mdt_app.ui.letters.outcome_words import issued_words, sent_words
from mdt_app.ui.letters.printing import LetterPrinter
from mdt_app.ui.letters.signing_dialog import SigningDialog
from mdt_app.ui.services import SentOut, Services
from mdt_app.ui.tasks import Job, Tasks


class Batches(QObject):
    """Signals: `began(title)`, `step(done, of)`, `ended()`, `said(words, undo, wrong)`."""

    began = Signal(str)
    step = Signal(int, int)
    ended = Signal()
    said = Signal(str, object, bool)

    def __init__(self, tasks: Tasks, services: Services, screen: QWidget) -> None:
        super().__init__(screen)
        self._tasks, self._services, self._screen = tasks, services, screen
        self._job: Job | None = None
        self.running = False
        self.dialog: FinalDialog | ExportDialog | SigningDialog | None = None
        self.finishing = ListFinishing(tasks, services, screen)
        self.finishing.said.connect(self.said)
        self.issuing = Issuing(tasks, services, self)
        self.issuing.step.connect(self.step)
        self.issuing.ended.connect(self._issued)

    def ask_issue(self, lines: Sequence[DeskLine]) -> None:
        """Say what issuing does, then issue."""
        if not lines or self.running:
            return
        count, patients = len(lines), sum(one.due.letter.level == CareLevel.PATIENT for one in lines)
        title = self.tr("Issue 1 letter?") if count == 1 else self.tr("Issue {n} letters?").format(n=count)
        facts = [
            self.tr("What is issued is final: it is stored as it is and never changes. It cannot be undone."),
            self.tr("A mistake is mended by a corrected version that goes to everyone who had this one."),
        ]
        if patients and count > 1:
            words = (
                self.tr("1 of them goes to a patient.")
                if patients == 1
                else self.tr("{n} of them go to patients.")
            )
            facts.insert(0, words.format(n=patients))
        verb = self.tr("Issue 1 letter") if count == 1 else self.tr("Issue {n} letters").format(n=count)
        dialog = FinalDialog(self._screen, title, facts, verb)
        dialog.accepted.connect(lambda: self.issue(lines))
        self._open(dialog)

    def issue(self, lines: Sequence[DeskLine]) -> None:
        """Issue these letters, one after the other."""
        if not lines or self.running:
            return
        self._begin(self.tr("Issuing letters"))
        self.issuing.begin(lines)

    def ask_send(self, lines: Sequence[DeskLine]) -> None:
        """Ask where and how, then write the letters and record their sending."""
        found = items(one.due for one in lines)
        if not found or self.running:
            return
        dialog = ExportDialog(self._screen, found, self._services.today())
        dialog.wanted.connect(lambda wanted: self.send(lines, wanted))
        self._open(dialog)

    def send(self, lines: Sequence[DeskLine], wanted: Wanted) -> None:
        """Write what is due of these letters into a folder, where it goes on if it was stopped; or print it."""
        found, services, tasks = items(one.due for one in lines), self._services, self._tasks
        taken = into_folder if wanted.printer is None else on_paper
        found = taken(found, wanted.options)

        def act(job: Job) -> SentOut:
            def step(done: int, of: int) -> bool:
                job.progress(done, of)
                return not job.cancelled

            batch = batch_of(tasks, services, found, wanted.options, step)
            if wanted.printer is not None:
                printer = LetterPrinter(wanted.printer, both_sides=wanted.options.both_sides)
                return services.outgoing.print_out(batch, printer)
            return services.outgoing.send_out(batch, wanted.folder)

        self._begin(self.tr("Sending letters") if wanted.printer is None else self.tr("Printing letters"))
        self._job = tasks.work(
            self, act, lambda out: self._sent(out, wanted),
            lambda done, of, _: self.step.emit(done, of), self._refused,
        )  # fmt: skip

    def ask_sign(self, lines: Sequence[DeskLine]) -> None:
        """Sign these with a card, after one PIN."""
        letters = [one.due.letter for one in lines if not one.due.letter.signed_by]
        if not letters or self.running:
            return
        dialog = SigningDialog(self._screen, self._tasks, self._services, letters)
        dialog.said.connect(self.said)
        dialog.finished.connect(lambda _: self.ended.emit())
        self._open(dialog)

    def stop(self) -> None:
        """End after the letter under way."""
        self.issuing.stop()
        if self._job is not None:
            self._job.cancel()

    def _open(self, dialog: FinalDialog | ExportDialog | SigningDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(lambda _: dialog.deleteLater())
        dialog.open()

    def _begin(self, title: str) -> None:
        self.running = True
        self.began.emit(title)

    def _end(self) -> None:
        self.running, self._job = False, None
        self.ended.emit()

    def _issued(self, issued: Issued) -> None:
        self._end()
        self.said.emit(issued_words(issued), None, bool(issued.refused))

    def _sent(self, out: SentOut, wanted: Wanted) -> None:
        self._end()
        words = sent_words(out, wanted)
        if wanted.open_file and out.written and not _opened(out.written[0]):
            words += " " + self.tr("No program here opens PDF files; print the file from another place.")
        self.said.emit(words, None, bool(out.refused))

    def _refused(self, explained: Explained) -> None:
        self._end()
        self.said.emit(explained.words, None, True)


def _opened(file: Path) -> bool:
    """Hand a print file to the program that shows PDF files here, where it is printed."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))
