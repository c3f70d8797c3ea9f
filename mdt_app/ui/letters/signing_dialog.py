"""Letters are signed one or many after one PIN; each is kept as soon as it is signed, so that a stop loses none."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from mdt_app.domain.errors import Refused
from mdt_app.domain.letters.letter import Letter, LetterPart
from mdt_app.domain.letters.pin import Pin
from mdt_app.domain.letters.signing import Card, SigningCertificate
from mdt_app.operations.letter_life import KeepSignature
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.buttons import Button
from mdt_app.ui.common.dialogs import Scrim
from mdt_app.ui.common.frames import row
from mdt_app.ui.common.text import Label
from mdt_app.ui.errors import Explained
from mdt_app.ui.letters.signing_box import SigningBox
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Job, Tasks


class SigningDialog(QDialog):
    """A signing of some letters. Signal: `said(words, undo, wrong)` when it ended."""

    said = Signal(str, object, bool)

    def __init__(self, parent: QWidget, tasks: Tasks, services: Services, letters: Sequence[Letter]) -> None:
        super().__init__(parent)
        self._tasks, self._services = tasks, services
        self._letters, self._signed = list(letters), 0
        self._job: Job | None = None
        self.setModal(True)
        self.setWindowTitle(self.tr("Sign letters"))
        self.what = Label(
            self.tr("The signature is added to the issued letter; the letter itself stays as it is."),
            wrap=True,
        )
        self.box = SigningBox()
        self.close_button = Button(self.tr("Close"))
        self._lay_out()
        self.box.looked.connect(self.look)
        self.box.wanted.connect(self._sign)
        self.box.stopped.connect(self._stop)
        self.close_button.clicked.connect(self.reject)
        scrim = Scrim(parent.window())
        self.finished.connect(scrim.deleteLater)
        self.finished.connect(lambda _: self._stop())
        self.look()

    def look(self) -> None:
        """Read which cards are there."""
        services = self._services
        self._tasks.work(
            self, lambda _: services.outgoing.cards(), self._show_cards, failed=self._problem
        )  # fmt: skip

    def _show_cards(self, cards: Sequence[Card]) -> None:
        self.box.show_cards(cards, len(self._letters), self._services.now())

    def _problem(self, explained: Explained) -> None:
        self.box.show_cards((), len(self._letters), self._services.now())
        self.box.show_problem(explained.words)

    def _sign(self, certificate: SigningCertificate, pin: Pin | None) -> None:
        letters, services = list(self._letters), self._services
        self.box.show_progress(0, len(letters))

        def act(job: Job) -> tuple[int, str]:
            done = 0
            try:
                signing = services.outgoing.signed(
                    [(one, self._content(one)) for one in letters], certificate, pin, services.now()
                )
                for letter, pdf in zip(letters, signing, strict=False):
                    self._keep(letter, pdf, certificate.name)
                    done += 1
                    job.progress(done, len(letters))
                    if job.cancelled:
                        break
            except Refused as refusal:
                return done, str(refusal)
            finally:
                if pin is not None:
                    pin.forget()
            return done, ""

        self._job = self._tasks.work(
            self, act, self._ended, lambda done, of, _: self.box.show_progress(done, of), self._problem
        )

    def _content(self, letter: Letter) -> bytes:
        services = self._services

        def read() -> bytes:
            with services.open_reader() as reader:
                return reader.letter_file(letter.id, LetterPart.CONTENT)

        return self._tasks.in_store_lane(read)

    def _keep(self, letter: Letter, pdf: bytes, signer: str) -> None:
        """Verify what was signed, then keep it. Raises `Refused`."""
        services = self._services
        found = services.outgoing.verdict(pdf, services.now())
        if not (found.signed and found.intact and found.whole):
            raise Refused(f"{letter.number}: {found.sentence()} It is not kept; sign it again.")
        command = services.command(
            KeepSignature, letter_id=letter.id, signer=signer, sha256=sha256(pdf).hexdigest()
        )
        self._tasks.in_store_lane(lambda: services.outgoing.keep(command, pdf))

    def _ended(self, ended: tuple[int, str]) -> None:
        done, problem = ended
        self._job = None
        self._signed += done
        self._letters = self._letters[done:]
        words = (
            self.tr("1 letter is signed.") if done == 1 else self.tr("{n} letters are signed.").format(n=done)
        )
        if problem:
            self.box.show_problem(problem)
            if done:
                self.said.emit(f"{words} {problem}", None, True)
            return
        if self._letters:
            words += " " + self.tr("Stopped: {n} not signed.").format(n=len(self._letters))
        self.said.emit(words, None, False)
        self.accept()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _lay_out(self) -> None:
        self.setMinimumWidth(themes.current().px(480))
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 16)
        box.setSpacing(8)
        box.addWidget(self.what)
        box.addWidget(self.box)
        box.addSpacing(8)
        box.addLayout(row(None, self.close_button))
