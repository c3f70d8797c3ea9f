"""What can be done with the letter that is shown stands under it; a refusal is said beside the act that met it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from mdt_app.domain.accounts import Account, Right
from mdt_app.domain.letters.letter import NOBODY_NAMED, Letter, LetterState
from mdt_app.operations.letter_stages import Stage
from mdt_app.ui.common.buttons import Button, LinkButton, PrimaryButton
from mdt_app.ui.common.fields import TextArea
from mdt_app.ui.common.frames import Line, Pane, row
from mdt_app.ui.common.messages import InlineMessage
from mdt_app.ui.common.text import Label
from mdt_app.ui.letters.other_letters import OtherLetters

CORRECT, WITHDRAW = "correct", "withdraw"
"""Acts that ask for words first."""


class LetterActs(Pane):
    """Approve, send back, issue, send, correct one letter, and withdraw one that another stands for.

    Signals: `approved()`, `returned(remark)`, `issued()`, `sent()`, `signed()`, `corrected(what changed)`,
    `withdrawn(reason)`. Words that were typed stay with their letter.
    """

    approved = Signal()
    returned = Signal(str)
    issued = Signal()
    sent = Signal()
    signed = Signal()
    corrected = Signal(str)
    withdrawn = Signal(str)

    def __init__(self, account: Account, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent=parent)
        self._account = account
        self._letter: Letter | None = None
        self._stage = Stage.REVIEW
        self._typed: dict[str, str] = {}
        self._asking = ""
        self._had: tuple[str, ...] = ()
        self._changed = self._overtaken = False
        self.problem = InlineMessage("")
        self.said = Label("", "small", wrap=True)
        self.remark = TextArea("", name=self.tr("Remark"), rows=2)
        self.back = Button(self.tr("Back with remark"), hint="Ctrl+R")
        self.approve = PrimaryButton(self.tr("Approve"), hint="Ctrl+↵")
        self.issue = PrimaryButton(self.tr("Issue"), hint="Ctrl+I")
        self.send = PrimaryButton(self.tr("Send…"))
        self.sign = Button(self.tr("Sign…"))
        self.correct = Button(self.tr("Correct…"))
        self.cancel = Button(self.tr("Cancel"), hint=self.tr("Esc"))
        self.withdraw = LinkButton(self.tr("Withdraw the correction…"), low=True)
        self.give_up = Button(self.tr("Withdraw the correction"))
        self.others = OtherLetters()
        self._lay_out()
        self._connect()
        self.clear()

    def clear(self) -> None:
        """No letter: nothing to be done."""
        self._letter, self._asking = None, ""
        self.say("")
        self.hide()

    def show_letter(
        self, letter: Letter, stage: Stage, ready: bool, had: tuple[str, ...] = (), *, changed: bool = False,
        overtaken: bool = False,
    ) -> None:  # fmt: skip
        """Show what can be done; nothing can until the page that somebody answers for is there (`ready`).

        `had` are the names of those whom it was sent to. One that `changed` since its review is approved again, not
        issued; one that a newer decision has `overtaken` may be withdrawn, as a correction may.
        """
        if self._letter is None or self._letter.id != letter.id:
            self.say("")
            self._asking = ""
            self.remark.set_text(self._typed.get(letter.id, ""))
        if self._letter is not None and self._letter.id == letter.id and self._letter.state != letter.state:
            self.say("")
            self._asking = ""
        self._letter, self._stage, self._had, self._changed = letter, stage, had, changed
        self._overtaken = overtaken
        self._show(ready)
        self.show()

    def show_others(self, letters: Sequence[Letter]) -> None:
        """Other issued letters that need the same correction: they are corrected with this one unless unticked."""
        self.others.show_letters(letters, self._letter)
        self.others.setVisible(self._asking == CORRECT and self.others.any())

    def say(self, problem: str) -> None:
        """Why the last act was refused; "" for nothing."""
        self.problem.set_text(problem)
        self.problem.setVisible(bool(problem))

    def forget_words(self) -> None:
        """What was typed for this letter is kept elsewhere by now."""
        if self._letter is not None:
            self._typed.pop(self._letter.id, None)
        self._asking = ""
        self.remark.set_text("")

    def unsaved(self) -> bool:
        """Whether a remark stands here that nobody sent."""
        return any(one.strip() for one in self._typed.values())

    def may_approve(self) -> bool:
        """Whether approving is offered, seen beside the page or not."""
        return not self.isHidden() and self.approve.isVisibleTo(self) and self.approve.isEnabled()

    def send_back(self) -> None:
        """Send it back with the remark; without one, go to the field."""
        if not self.back.isVisible() or not self.back.isEnabled():
            return
        if self.remark.text().strip():
            self.returned.emit(self.remark.text().strip())
        else:
            self.say(self.tr("Say in the remark what is to be mended."))
            self.remark.setFocus()

    def go_on(self) -> bool:
        """Do what was begun and asks for words; False where nothing was begun."""
        if self._asking:
            self._ask(self._asking)
        return bool(self._asking)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape gives up what was begun and asks for words."""
        if event.key() == Qt.Key.Key_Escape and self._asking:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _ask(self, act: str) -> None:
        """Ask what changed, or why a correction is given up; with that said, do it."""
        if self._letter is None or not self.correct.isEnabled():
            return
        if self._asking != act:
            self._asking = act
            self.say("")
            self._show(True)
            self.remark.setFocus()
        elif not self.remark.text().strip():
            self.say(self._wanted(act))
            self.remark.setFocus()
        elif act == CORRECT:
            self.corrected.emit(self.remark.text().strip())
        else:
            self.withdrawn.emit(self.remark.text().strip())

    def _wanted(self, act: str) -> str:
        if act == CORRECT:
            return self.tr("Say in a few words what changed; the corrected letter names it.")
        return self.tr("Say in a few words why it is withdrawn; that stays on record.")

    def _leave(self) -> None:
        self.forget_words()
        self.say("")
        self._show(True)

    def _show(self, ready: bool) -> None:
        letter = self._letter
        if letter is None:
            return
        decides, sends = self._account.may(Right.DECIDE), self._account.may(Right.LETTERS)
        draft, issued = letter.state == LetterState.DRAFT, letter.state == LetterState.ISSUED
        reviewed, wanted = letter.state == LetterState.REVIEWED, self._stage != Stage.NONE
        again, asking = reviewed and self._changed, bool(self._asking)
        read = letter.recipient.missing not in NOBODY_NAMED
        may_return = letter.is_open and wanted and (decides or sends) and not asking
        self.back.setVisible(may_return)
        self.remark.setVisible(may_return or asking)
        self.approve.setVisible((draft or again) and decides and wanted and read and not asking)
        self.approve.set_words(self.tr("Approve again") if again else self.tr("Approve"))
        self.issue.setVisible(reviewed and sends and not self._changed and not asking)
        self.correct.setVisible(issued and sends)
        self.correct.set_words(self.tr("Begin the correction") if asking else self.tr("Correct…"))
        self.withdraw.setVisible(
            letter.is_open
            and (bool(letter.replaces) or self._overtaken)
            and (decides or sends)
            and not asking
        )
        self.withdraw.set_words(
            self.tr("Withdraw the correction…") if letter.replaces else self.tr("Withdraw this letter…")
        )
        self.give_up.set_words(
            self.tr("Withdraw the correction") if letter.replaces else self.tr("Withdraw this letter")
        )
        self.give_up.setVisible(self._asking == WITHDRAW)
        self.cancel.setVisible(asking)
        self.others.setVisible(self._asking == CORRECT and self.others.any())
        self.sign.setVisible(issued and sends and wanted and not letter.signed_by and not asking)
        self.send.setVisible(issued and sends and self._stage == Stage.SEND and not asking)
        acts = (self.back, self.approve, self.issue, self.correct, self.withdraw, self.give_up)
        for button in (*acts, self.sign, self.send):
            button.setEnabled(ready)
        self.remark.setPlaceholderText(self._placeholder())
        self.said.set_text(self._why_not(decides, sends))
        self.said.setVisible(bool(self.said.whole_text()))

    def _placeholder(self) -> str:
        return {
            CORRECT: self.tr("What changed? It is printed."), WITHDRAW: self.tr("Why is it withdrawn?"),
        }.get(self._asking, self.tr("What is to be mended?"))  # fmt: skip

    def _why_not(self, decides: bool, sends: bool) -> str:
        """What somebody else has to do first, or that there is nothing to do."""
        letter = self._letter
        if self._asking == CORRECT:
            return self._who_gets_it()
        if letter is None or self._stage == Stage.NONE or self._asking:
            return ""
        if letter.is_open and letter.recipient.missing in NOBODY_NAMED:
            return self._who_is_named()
        if letter.state == LetterState.DRAFT and not decides:
            return self.tr("A clinician reviews this letter before it is issued.")
        if letter.state == LetterState.REVIEWED and self._changed and not decides:
            return self.tr("A clinician reads what changed and approves it again before it is issued.")
        if letter.state == LetterState.REVIEWED and not self._changed and not sends:
            return self.tr("Reviewed. The secretary issues and sends it.")
        if letter.state == LetterState.SUPERSEDED:
            return self.tr("A newer version replaces this letter. It stays as it was issued.")
        return ""

    def _who_is_named(self) -> str:
        """What comes before a letter to nobody is approved; the way to it stands above."""
        if self._stage == Stage.NAMED:
            return self.tr("Address it above to whoever is named by now; then it is approved.")
        return self.tr("Nobody is named yet who would read it. Name them above; then it is approved.")

    def _who_gets_it(self) -> str:
        if not self._had:
            return self.tr("Nobody had this version yet.")
        return self.tr("It went to {names}: they get the corrected one.").format(names=", ".join(self._had))

    def _keep(self) -> None:
        if self._letter is not None:
            self._typed[self._letter.id] = self.remark.text()

    def _connect(self) -> None:
        self.remark.edited.connect(self._keep)
        self.back.clicked.connect(self.send_back)
        self.approve.clicked.connect(self.approved)
        self.issue.clicked.connect(self.issued)
        self.send.clicked.connect(self.sent)
        self.sign.clicked.connect(self.signed)
        self.correct.clicked.connect(lambda: self._ask(CORRECT))
        self.withdraw.clicked.connect(lambda: self._ask(WITHDRAW))
        self.give_up.clicked.connect(lambda: self._ask(WITHDRAW))
        self.cancel.clicked.connect(self._leave)

    def _lay_out(self) -> None:
        inner = Pane("surface", margins=(16, 8, 16, 12), spacing=8)
        inner.box.addLayout(row(self.withdraw, None))
        for part in (self.problem, self.said, self.remark, self.others):
            inner.box.addWidget(part)
        self.remark.setFixedHeight(self.remark.sizeHint().height())
        left = (self.back, self.correct, self.give_up, self.cancel)
        inner.box.addLayout(row(*left, None, self.sign, self.send, self.issue, self.approve))
        self.box.addWidget(Line())
        self.box.addWidget(inner)
