"""Who signs is chosen from the cards in the reader; a PIN is typed here only where no window of the card's own asks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdt_app.domain.letters.pin import Pin
from mdt_app.domain.letters.signing import Card, SigningCertificate, Tries
from mdt_app.ui.accounts.passwords import password_field
from mdt_app.ui.common.buttons import Button, PrimaryButton
from mdt_app.ui.common.fields import Choice
from mdt_app.ui.common.frames import row
from mdt_app.ui.common.messages import InlineMessage, ProgressRow
from mdt_app.ui.common.text import Label, SectionTitle
from mdt_app.ui.common.words import said_dates, said_day


class SigningBox(QWidget):
    """One part for one letter or a batch; it signs nothing itself.

    Signals: `looked()` to read the cards again; `wanted(certificate, pin)` to sign, `pin` a `Pin` or None where the
    card's own window asks; `stopped()` to end a batch after the letter under way.
    """

    looked = Signal()
    wanted = Signal(object, object)
    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = SectionTitle(self.tr("Sign"))
        self.choice = Choice(name=self.tr("Signs as"))
        self.who = Label("", "small", wrap=True)
        self.pin = password_field(self.tr("PIN of the card"))
        self.own_window = Label("", "note", wrap=True)
        self.warning = InlineMessage("", level="look")
        self.problem = InlineMessage("", level="look")
        self.progress = ProgressRow(self.tr("Signing"))
        self.sign = PrimaryButton(self.tr("Sign"))
        self.look = Button(self.tr("Look for cards again"))
        self._letters, self._at, self._busy = 0, datetime.min.replace(tzinfo=UTC), False
        self._warning = ""
        self._found: dict[str, tuple[Card, SigningCertificate]] = {}
        self._lay_out()
        self.choice.chosen.connect(lambda _: self._choose())
        self.pin.textChanged.connect(lambda _: self._ready())
        self.pin.returnPressed.connect(self._ask)
        self.sign.clicked.connect(self._ask)
        self.look.clicked.connect(self.looked)
        self.progress.cancelled.connect(self.stopped)
        self.show_cards((), 0, self._at)

    def show_cards(self, cards: Sequence[Card], letters: int, at: datetime) -> None:
        """The cards in the reader, for so many letters; `at` (aware) is when they would be signed."""
        self._letters, self._at, self._busy = letters, at, False
        self._found = {
            f"{card.serial}/{one.key}/{one.label}": (card, one) for card in cards for one in card.certificates
        }
        self.title.set_note(_letters(letters) if letters else "")
        current = self.choice.current()
        keys = list(self._found)
        self.choice.set_choices(
            [(key, _words(one)) for key, (_, one) in self._found.items()],
            current if current in self._found else next(iter(keys), ""),
        )
        self.problem.hide()
        self.progress.hide()
        self._choose()

    def show_problem(self, sentence: str) -> None:
        """Why nothing, or nothing more, was signed; the PIN has to be typed again."""
        self._busy = False
        self.problem.set_text(said_dates(sentence))
        self.problem.show()
        self.warning.setVisible(bool(self._warning) and self._warning not in sentence)
        self.progress.hide()
        self.pin.clear()
        self._ready()

    def show_progress(self, done: int, total: int) -> None:
        """So many letters of a batch are signed."""
        self._busy = done < total
        self.progress.setVisible(self._busy)
        self.progress.set_progress(done, total)
        self._ready()

    def _chosen(self) -> tuple[Card, SigningCertificate] | None:
        return self._found.get(self.choice.current())

    def _choose(self) -> None:
        """Say of the chosen certificate what a person has to know before signing."""
        found = self._chosen()
        own = found is not None and found[0].own_window
        self.choice.setVisible(bool(self._found))
        self.who.setVisible(found is not None)
        self.pin.setVisible(found is not None and not own)
        self.own_window.setVisible(own)
        self.own_window.set_text(_own_window(self._letters))
        warning = ""
        if found is not None:
            card, certificate = found
            self.who.set_text(_valid(certificate))
            warning = certificate.problem(self._at) or card.warning()
        self._warning = warning
        self.warning.set_text(said_dates(warning))
        self.warning.setVisible(bool(warning))
        self.pin.clear()
        self._ready()

    def _ready(self) -> None:
        self.sign.setEnabled(self._may_sign())
        for part in (self.choice, self.pin, self.look):
            part.setEnabled(not self._busy)

    def _may_sign(self) -> bool:
        found = self._chosen()
        if found is None or self._busy or not self._letters:
            return False
        card, certificate = found
        able = not certificate.problem(self._at) and card.tries is not Tries.LOCKED
        return able and (card.own_window or bool(self.pin.text()))

    def _ask(self) -> None:
        """Hand over what was typed, once: the field is empty afterwards."""
        found = self._chosen()
        if found is None or not self._may_sign():
            return
        pin = None if found[0].own_window else Pin(self.pin.text())
        self._busy = True
        self.progress.cancel.setEnabled(True)
        self.pin.clear()
        self.problem.hide()
        self._ready()
        self.wanted.emit(found[1], pin)

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        asked = (self.choice, self.who, self.warning, self.pin, self.own_window)
        for part in (self.title, self.problem, *asked, self.progress):
            box.addWidget(part)
        box.addLayout(row(self.sign, self.look, None))


def _words(certificate: SigningCertificate) -> str:
    return f"{certificate.name} · {certificate.label}" if certificate.label else certificate.name


def _valid(certificate: SigningCertificate) -> str:
    words = QCoreApplication.translate("SigningBox", "Issued by {issuer}, valid until {day}.")
    return words.format(issuer=certificate.issuer, day=said_day(certificate.valid_to.date()))


def _letters(count: int) -> str:
    if count == 1:
        return QCoreApplication.translate("SigningBox", "1 letter")
    return QCoreApplication.translate("SigningBox", "{count} letters").format(count=count)


def _own_window(letters: int) -> str:
    if letters == 1:
        return QCoreApplication.translate("SigningBox", "The card’s own window asks for the PIN.")
    return QCoreApplication.translate(
        "SigningBox",
        "The card’s own window asks for the PIN, at each of the {count} letters if the card wants that.",
    ).format(count=letters)
