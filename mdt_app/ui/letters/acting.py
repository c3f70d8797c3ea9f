"""What is done with a letter, by key or button, is done with the one whose page is shown, and then the next comes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from mdt_app.domain.letters.dispatch import Way
from mdt_app.domain.letters.letter import Letter
from mdt_app.domain.letters.signing import Verdict
from mdt_app.domain.people import CareLevel
from mdt_app.operations.commands import new_id
from mdt_app.operations.dispatching import SendLetter
from mdt_app.operations.letter_life import ReturnLetter, ReviewLetter
from mdt_app.operations.letter_stages import DeskLine, Stage
from mdt_app.ui.common.split import Split
from mdt_app.ui.errors import explain
from mdt_app.ui.letters.batches import Batches
from mdt_app.ui.letters.data_pane import DataPane
from mdt_app.ui.letters.letter_acts import LetterActs
from mdt_app.ui.letters.letter_list import LetterList
from mdt_app.ui.letters.preview import Preview
from mdt_app.ui.letters.reading import OneLetter
from mdt_app.ui.letters.reviewing import Reviewing, Shown
from mdt_app.ui.letters.stage_message import StageMessage
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks


class Desk(Protocol):
    """The parts that an act concerns. `page()` is the page of the current letter, None while it is not there."""

    letters: LetterList
    data: DataPane
    acts: LetterActs
    batches: Batches
    why: StageMessage
    preview: Preview
    split: Split

    def page(self) -> Shown | None: ...

    def one(self) -> OneLetter | None: ...

    def show_acts(self) -> None: ...

    def show_letter(self, letter_id: str) -> None: ...


class Acting(QObject):
    """Signals: `said(words, undo, wrong)`, `sibling_wanted(letter id)`."""

    said = Signal(str, object, bool)
    sibling_wanted = Signal(str)

    def __init__(self, tasks: Tasks, services: Services, desk: Desk, screen: QWidget) -> None:
        super().__init__(screen)
        self._tasks, self._services, self._desk = tasks, services, desk
        self._next = self._insisted = ""
        self.reviewing = Reviewing(tasks, services, self)
        self._connect()
        self._add_keys(screen)

    def busy_with(self, letter_id: str) -> bool:
        """Whether an act on this letter has not come back."""
        return self.reviewing.busy_with(letter_id)

    def _approve(self) -> None:
        """Approve it, or go on with what was begun and asks for words."""
        if self._desk.acts.go_on() or not self._desk.acts.may_approve():
            return
        page = self._desk.page()
        if page is not None and self._leads_to_unseen(page):
            return
        if page is not None and page.is_as_sent_back and self._insisted != page.letter.id:
            self._insisted = page.letter.id
            self._desk.acts.say(
                self.tr("It was sent back, and nothing changed since. Approve once more if it stands.")
            )
            return
        self._insisted = ""
        self._act(self.reviewing.approve)

    def _leads_to_unseen(self, page: Shown) -> bool:
        """Turn to what was never shown of the letter, and say so: nobody answers for what nobody saw."""
        number = self._desk.preview.unseen(page.pdf)
        if not number:
            return False
        self._desk.split.reveal(self._desk.preview)
        words = self._desk.preview.turn_to_unseen(number)
        self._desk.acts.say(words)
        if not self._desk.acts.isVisible():
            self.said.emit(words, None, False)
        return True

    def _send_back(self, remark: str) -> None:
        self._act(lambda page: self.reviewing.send_back(page, remark))

    def _withdraw(self, reason: str) -> None:
        self._act(lambda page: self.reviewing.withdraw(page, reason))

    def _correct(self, changed: str) -> None:
        others = self._desk.acts.others
        self._act(lambda page: self.reviewing.correct(page, changed, others.wanted(page.letter)))

    def _issue(self) -> None:
        changed = self._desk.letters.is_changed
        lines = [one for one in self._line() if one.stage == Stage.ISSUE and not changed(one)]
        self._desk.batches.ask_issue(lines)

    def _send(self) -> None:
        self._desk.batches.ask_send([one for one in self._line() if one.stage == Stage.SEND])

    def _sign(self) -> None:
        self._desk.batches.ask_sign(self._line())

    def _act(self, act: Callable[[Shown], None]) -> None:
        """Do something with the letter that is shown, and remember where to go on."""
        page = self._desk.page()
        if page is None:
            return
        self._desk.data.flush()  # words still on their way belong to what is answered for
        if self.busy_with(page.letter.id):
            self._desk.acts.say(
                self.tr("What changed was just kept. Read the letter as it says it; then go on.")
            )
            return
        self._desk.acts.say("")
        self._next = self._desk.letters.after(page.letter.id)
        act(page)
        self._desk.show_acts()

    def _line(self) -> tuple[DeskLine, ...]:
        """The line of the letter whose page is shown."""
        page = self._desk.page()
        line = self._desk.letters.line(page.letter.id) if page is not None else None
        return (line,) if line is not None else ()

    def _done(self, letter_id: str, kind: object) -> None:
        """Go on to the next of the same stage, unless somebody went elsewhere meanwhile."""
        desk = self._desk
        if letter_id != desk.letters.current():
            return
        if kind is not None and kind in (ReviewLetter, ReturnLetter):
            desk.acts.forget_words()
            desk.letters.choose(self._next)
        desk.show_acts()

    def _go_on_with(self, letter_id: str) -> None:
        """A letter is begun or withdrawn: go to the one that there is work with now, else to the next."""
        self._desk.acts.forget_words()
        if letter_id:
            self._desk.show_letter(letter_id)
        else:
            self._desk.letters.choose(self._next)
            self._desk.letters.list.setFocus()

    def _refused(self, letter_id: str, sentence: str) -> None:
        """Said beside the act, where its letter is still shown."""
        if letter_id == self._desk.letters.current():
            self._desk.show_acts()
            self._desk.acts.say(sentence)
        else:
            self.said.emit(sentence, None, True)

    def _set(self, field: str, value: object) -> None:
        if (one := self._desk.one()) is not None:
            self.reviewing.set_choice(one.letter, field, value)

    def _to_patients_letter(self, _: str) -> None:
        """What a GP's letter lacks is written in the patient's."""
        for one in self._desk.letters.mates(self._desk.letters.current()):
            if one.due.letter.level == CareLevel.PATIENT:
                self.sibling_wanted.emit(one.id)

    def _record(self, name: str, way: Way) -> None:
        """Record a sending that made no file here; a signed letter is verified before."""
        one, page, services = self._desk.one(), self._desk.page(), self._services
        if one is None or page is None:
            return
        if not page.letter.signed_by:
            self._write_sending(one, name, way)
            return

        def checked(found: Verdict) -> None:
            if found.holds:
                self._write_sending(one, name, way)
            else:
                self._refused(one.letter.id, f"{found.sentence()} Do not send it.")

        self._tasks.work(self, lambda _: services.outgoing.verdict(page.pdf, services.now()), checked)

    def _write_sending(self, one: OneLetter, name: str, way: Way) -> None:
        command = self._services.command(
            SendLetter,
            dispatch_id=new_id(),
            letter_id=one.letter.id,
            to_name=name,
            address=_address(one, name, way),
            how=way,
            signed=bool(one.letter.signed_by),
        )
        said = self.tr("Recorded as sent to {name}.").format(name=name)
        self._tasks.write(
            command, lambda _: self.said.emit(said, None, False),
            lambda error: self._refused(one.letter.id, explain(error).words), self,
        )  # fmt: skip

    def _step(self, by: int) -> None:
        self._desk.letters.list.step(by)

    def _connect(self) -> None:
        acts, data, reviewing = self._desk.acts, self._desk.data, self.reviewing
        acts.approved.connect(self._approve)
        acts.returned.connect(self._send_back)
        acts.issued.connect(self._issue)
        acts.sent.connect(self._send)
        acts.signed.connect(self._sign)
        acts.corrected.connect(self._correct)
        acts.withdrawn.connect(self._withdraw)
        self._desk.why.letter_wanted.connect(self.sibling_wanted)
        self._desk.why.taken_up.connect(reviewing.take_up)
        data.set_asked.connect(self._set)
        data.mend.connect(self._to_patients_letter)
        data.sent.connect(self._record)
        reviewing.done.connect(self._done)
        reviewing.refused.connect(self._refused)
        reviewing.led.connect(self._go_on_with)

    def _add_keys(self, screen: QWidget) -> None:
        keys = {
            "Ctrl+Return": self._approve, "Ctrl+Enter": self._approve, "Ctrl+R": self._desk.acts.send_back,
            "Ctrl+I": self._issue, "Ctrl+Down": partial(self._step, 1), "Ctrl+Up": partial(self._step, -1),
        }  # fmt: skip
        for key, act in keys.items():
            shortcut = QShortcut(QKeySequence(key), screen)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(act != self._approve)  # a key held down reads nothing
            shortcut.activated.connect(act)


def _address(one: OneLetter, name: str, way: Way) -> tuple[str, ...]:
    """What stands on the envelope of who is due, or the electronic address."""
    due = next((each for each in one.life.due if each.name == name), None)
    letter: Letter = one.letter
    if way is Way.MAIL and name == letter.recipient.name:
        return (letter.recipient.mail,) if letter.recipient.mail else ()
    return due.lines if due is not None else letter.recipient.lines


def show_acts(acts: LetterActs, one: OneLetter, line: DeskLine, page: Shown | None, *, changed: bool) -> None:
    """What can be done with the letter that is shown, once its page is there."""
    acts.show_letter(
        one.letter, line.stage, page is not None, tuple(dict.fromkeys(each.to_name for each in one.life.sendings)),
        changed=changed, overtaken=one.record.later is not None,
    )  # fmt: skip
    acts.show_others(page.alike if page is not None else ())
