"""Behind a letter stands its life: remarks, versions, to whom it goes and went, and all that was done with it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdt_app.domain.letters.dispatch import Way
from mdt_app.domain.letters.letter import Letter, LetterState
from mdt_app.operations.letter_stages import DeskLine
from mdt_app.ui.common import frames
from mdt_app.ui.common.buttons import Button, LinkButton
from mdt_app.ui.common.fields import Choice
from mdt_app.ui.common.frames import row
from mdt_app.ui.common.text import Label, SectionTitle
from mdt_app.ui.letters import due_words
from mdt_app.ui.letters.history_words import history, moment, remarks, sending
from mdt_app.ui.letters.reading import OneLetter
from mdt_app.ui.letters.words import state

MOST = 40
"""Lines of a history that are shown, the newest."""


class LifePart(QWidget):
    """Signals: `version_asked(letter)` to see an older one; `sent(addressee's name, way)` to record a sending."""

    version_asked = Signal(object)
    sent = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._one: OneLetter | None = None
        self._shown: tuple[object, ...] = ()
        self.notes_title = SectionTitle(self.tr("Reviewer’s remarks"))
        self.notes = QVBoxLayout()
        self.versions_title = SectionTitle(self.tr("Versions"))
        self.versions = QVBoxLayout()
        self.sent_title = SectionTitle(self.tr("Sending"))
        self.sendings = QVBoxLayout()
        self.to = Choice((), name=self.tr("Given or sent to"))
        self.way = Choice(due_words.ways(), str(Way.BY_HAND), name=self.tr("How it went"))
        self.record = Button(self.tr("Record as sent"))
        self.by_hand = QWidget()
        self.history_title = SectionTitle(self.tr("What happened"))
        self.history = QVBoxLayout()
        self._lay_out()
        self.record.clicked.connect(self._record)

    def show_letter(self, one: OneLetter, line: DeskLine | None, may_send: bool) -> None:
        """Show a letter's life; nothing moves where nothing is new."""
        may_record = may_send and bool(one.life.due)
        shown = (one.letter, one.life, line, may_record)
        self._one = one
        if shown == self._shown:
            return
        self._shown = shown
        near = one.record.on
        self._fill(self.notes_title, self.notes, [f"{said}\n{by}" for by, said in remarks(one.life, near)])
        self._show_versions(one)
        self._fill(
            self.sent_title, self.sendings, self._sending_lines(one, line), always=not one.letter.is_open
        )
        self.by_hand.setVisible(may_record)
        names = [each.name for each in one.life.due]
        self.to.set_choices([(name, name) for name in names], next(iter(names), ""))
        self._fill(self.history_title, self.history, history(one.life, near)[-MOST:])

    def _sending_lines(self, one: OneLetter, line: DeskLine | None) -> list[str]:
        """To whom it went, and to whom it still goes; of a correction, who had the old one."""
        life, near = one.life, one.record.on
        found = [due_words.clock(line, near)] if line is not None else []
        found += [sending(each, life, near) for each in life.sendings]
        if one.letter.state == LetterState.ISSUED:
            found += [self._due_words(each.name, each.earlier, line) for each in life.due]
        if life.had_older and one.letter.is_open:
            names = ", ".join(life.had_older)
            found.append(
                self.tr("The version before went to {names}: they get this one.").format(names=names)
            )
        return found

    def _due_words(self, name: str, earlier: bool, line: DeskLine | None) -> str:
        if earlier:
            return self.tr("Still to send to {name}, who had an older version.").format(name=name)
        way = due_words.way(line.due.how if line is not None else Way.POST)
        return self.tr("Still to send to {name}, {way}.").format(name=name, way=way)

    def _show_versions(self, one: OneLetter) -> None:
        frames.empty(self.versions)
        letter, life = one.letter, one.life
        older = life.older
        self.versions_title.setVisible(bool(older or life.newer or life.withdrawn or letter.changed))
        if letter.changed:
            said = self.tr("Version {n}, what changed: {what}").format(n=letter.version, what=letter.changed)
            self.versions.addWidget(Label(said, wrap=True))
        if life.newer is not None:
            self._add_version(life.newer)
        for each in life.withdrawn:
            said = self.tr("Version {n}, withdrawn: {why}").format(n=each.version, why=each.remark)
            self.versions.addWidget(Label(said, wrap=True))
        for each in older:
            self._add_version(each)

    def _add_version(self, letter: Letter) -> None:
        one = self._one
        at = moment(letter.issued_at, one.record.on, one.life.zone) if letter.issued_at and one else ""
        words = self.tr("Version {n}, {state}").format(n=letter.version, state=state(letter.state))
        if not letter.is_frozen:
            self.versions.addWidget(Label(words, wrap=True))
            return
        link = LinkButton(self.tr("{version} {day}").format(version=words, day=at), low=True)
        link.clicked.connect(partial(self.version_asked.emit, letter))
        self.versions.addLayout(row(link, None))

    def _fill(
        self, title: SectionTitle, box: QVBoxLayout, lines: Sequence[str], *, always: bool = False
    ) -> None:
        frames.empty(box)
        title.setVisible(bool(lines) or always)
        for line in lines:
            box.addWidget(Label(line, "body", wrap=True))

    def _record(self) -> None:
        self.sent.emit(self.to.current(), Way(self.way.current()))

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        inner = QVBoxLayout(self.by_hand)
        inner.setContentsMargins(0, 4, 0, 0)
        inner.setSpacing(4)
        inner.addWidget(Label(self.tr("Sent without a file from here"), "small", wrap=True))
        inner.addWidget(self.to)
        inner.addLayout(row(self.way, self.record, None))
        for part in (self.notes, self.versions, self.sendings, self.history):
            part.setSpacing(4)
        box.addWidget(self.notes_title)
        box.addLayout(self.notes)
        box.addWidget(self.versions_title)
        box.addLayout(self.versions)
        box.addWidget(self.sent_title)
        box.addLayout(self.sendings)
        box.addWidget(self.by_hand)
        box.addSpacing(8)
        box.addWidget(self.history_title)
        box.addLayout(self.history)
