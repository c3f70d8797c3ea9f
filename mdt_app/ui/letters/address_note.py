"""That nobody can be written to, or that the record says another by now, stands with the one act that mends it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdt_app.domain.accounts import Right
from mdt_app.domain.letters.letter import LetterState, Missing, Recipient
from mdt_app.domain.letters.wanted import kept_back
from mdt_app.domain.people import CareLevel
from mdt_app.operations.addressing import ToAddress
from mdt_app.ui.cases.letter_wish import none_words
from mdt_app.ui.common.buttons import LinkButton
from mdt_app.ui.common.frames import row
from mdt_app.ui.common.messages import InlineMessage
from mdt_app.ui.common.text import set_tip
from mdt_app.ui.letters import sources, words
from mdt_app.ui.letters.addressing import Addressing
from mdt_app.ui.letters.reading import OneLetter
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks


class AddressNote(QWidget):
    """Beside one letter. Signals: `go(place, id)` to where the name or the address is written, `said(words, undo,
    wrong)`."""

    go = Signal(str, str)
    said = Signal(str, object, bool)

    def __init__(self, tasks: Tasks, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._one: OneLetter | None = None
        self._left_for = ""
        self._addressing = Addressing(tasks, services, self)
        self.message = InlineMessage("", act=self.tr("Mend"))
        self.of_patient, self.everywhere = LinkButton("", low=True), LinkButton("", low=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(self.message)
        for link in (self.of_patient, self.everywhere):
            box.addLayout(row(link, None))
            link.hide()
        self.message.acted.connect(self._mend)
        self.of_patient.clicked.connect(lambda: self._address(self._mine()))
        self.everywhere.clicked.connect(lambda: self._address(self._drafts()))
        self._addressing.said.connect(self.said)
        self.hide()

    def show_letter(self, one: OneLetter) -> None:
        """What keeps a letter from its recipient; back from where that was mended, the keys are on what is next."""
        self._one = one
        none, recipient, state = (
            kept_back(one.record, one.letter.level),
            one.letter.recipient,
            one.letter.state,
        )
        reviewed = state == LetterState.REVIEWED and one.now != recipient
        self.message.link.setVisible(none is None and not reviewed)
        if none is not None:
            self.message.set_text(none_words(none, one.record.patient.sex, self._services.today()))
        elif reviewed or self._is_another():
            self._show_another(one, reviewed)
        elif recipient.missing:
            self._show_missing(one)
        draft = state == LetterState.DRAFT and (bool(recipient.missing) or self._is_another())
        self.setVisible(none is not None or reviewed or draft)
        self._show_others(none is None and self._is_another())
        self._take_keys()

    def _show_missing(self, one: OneLetter) -> None:
        """With the way to mend it, or who can."""
        missing, place = one.letter.recipient.missing, self._place(one)
        right = Right.RECORD if place.startswith(sources.CARE) else Right.PREPARE
        may = self._services.account.may(right)
        others = self.tr("Your account may not write it. A coordinator or a clinician can.")
        self.message.set_text(words.missing(missing), "" if may else others)
        self.message.link.set_words(self._mending(one.letter.recipient))
        self.message.link.setVisible(may)

    def _place(self, one: OneLetter) -> str:
        no_address = one.letter.recipient.missing == Missing.ADDRESS
        return sources.address(one) if no_address else sources.naming(one.letter.level)

    def _show_another(self, one: OneLetter, reviewed: bool) -> None:
        old, now = one.letter.recipient, one.now
        name = now.name if now.name != old.name else ", ".join(now.lines) or now.name
        first = self.tr("It is reviewed. Send it back, then address it anew.")
        said = first if reviewed else words.missing(old.missing)
        self.message.set_text(self.tr("On file by now: {name}").format(name=name), said)
        self.message.link.set_words(self.tr("Address to them"))

    def _show_others(self, offered: bool) -> None:
        """Every other draft that goes there too can be addressed with it; how many is said before."""
        mine, every = len(self._mine()), len(self._drafts())
        patients = len({one.patient_id for one in self._drafts()})
        self.of_patient.set_words(self.tr("Address all {n} of this patient").format(n=mine))
        self.of_patient.setVisible(offered and mine > 1)
        self.everywhere.set_words(
            self.tr("Address all {n}, of {patients} patients").format(n=every, patients=patients)
        )
        self.everywhere.setVisible(offered and patients > 1)
        reviewed = self._one.same_hand.reviewed if self._one is not None else ()
        tip = self.tr("Reviewed, and to be sent back first: {letters}").format(
            letters="; ".join(one.about for one in reviewed)
        )
        for link in (self.of_patient, self.everywhere):
            set_tip(link, tip if reviewed else "")
            link.setAccessibleDescription(tip if reviewed else "")

    def _is_another(self) -> bool:
        one = self._one
        assert one is not None
        return (
            one.letter.state == LetterState.DRAFT
            and one.now != one.letter.recipient
            and self._services.account.may(Right.LETTERS)
        )

    def _mine(self) -> tuple[ToAddress, ...]:
        """This letter and the other drafts of its patient."""
        one = self._one
        return tuple(each for each in self._drafts() if one and each.patient_id == one.letter.patient_id)

    def _drafts(self) -> tuple[ToAddress, ...]:
        """This letter and every other draft to the same recipient."""
        if self._one is None:
            return ()
        letter = self._one.letter
        about = f"{self._one.record.patient.name}, {letter.number}"
        return (
            ToAddress(id=letter.id, patient_id=letter.patient_id, about=about),
            *self._one.same_hand.drafts,
        )

    def _address(self, letters: tuple[ToAddress, ...]) -> None:
        reviewed = self._one.same_hand.reviewed if self._one is not None else ()
        self._addressing.address(letters, reviewed)

    def _mending(self, recipient: Recipient) -> str:
        if recipient.missing == Missing.ADDRESS:
            return self.tr("Add address")
        primary = self._one is not None and self._one.letter.level == CareLevel.PRIMARY
        return self.tr("Name a GP") if primary else self.tr("Name holder")

    def _mend(self) -> None:
        if self._one is None:
            return
        if self._is_another():
            self._addressing.address(self._drafts()[:1])
            return
        self.await_return()
        self.go.emit(*sources.way(self._one, self._place(self._one)))

    def await_return(self) -> None:
        """Somebody goes to mend something of this letter, and will come back to it."""
        self._left_for = self._one.letter.id if self._one is not None else ""

    def _take_keys(self) -> None:
        """Somebody who left to write the address comes back to a letter that one key addresses."""
        if self._one is None or self._left_for != self._one.letter.id or not self._is_another():
            return
        self._left_for = ""
        QTimer.singleShot(0, self, lambda: self.message.link.setFocus(Qt.FocusReason.OtherFocusReason))
