"""Beside each letter stands what it is made of; what is missing is seen in one look and mended there."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QVBoxLayout, QWidget

from mdt_app.domain.accounts import Right
from mdt_app.domain.letters.checks import Check
from mdt_app.domain.letters.letter import LetterState, Recipient
from mdt_app.domain.letters.wanted import kept_back
from mdt_app.domain.people import CareLevel
from mdt_app.operations.letters import AddressLetter
from mdt_app.ui.cases.acts import CaseActs
from mdt_app.ui.cases.letter_wish import none_words
from mdt_app.ui.common import frames
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.buttons import LinkButton
from mdt_app.ui.common.frames import Pane, ScrollPanel, row
from mdt_app.ui.common.messages import IconView, InlineMessage
from mdt_app.ui.common.text import Label, SectionTitle
from mdt_app.ui.common.words import language, said_day, said_time
from mdt_app.ui.errors import explain
from mdt_app.ui.letters import words
from mdt_app.ui.letters.data_lines import DataLine, data_lines
from mdt_app.ui.letters.patient_words import PatientWords
from mdt_app.ui.letters.reading import OneLetter
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks

LABEL = 88


class DataPane(Pane):
    """One letter's data. Signals: `go(place, id)`, `said(words, undo, wrong)`."""

    go = Signal(str, str)
    said = Signal(str, object, bool)

    def __init__(self, tasks: Tasks, services: Services, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent=parent)
        self._tasks, self._services = tasks, services
        self._one: OneLetter | None = None
        self._lines: tuple[DataLine, ...] = ()
        self.patient = LinkButton("", name=self.tr("Open the patient"), low=True)
        self.name = Label("", "title", wrap=True)
        self.recipient = Label("", "body", wrap=True, tone="second")
        self.kind = Label("", "small", wrap=True)
        self.warning = InlineMessage("", act=self.tr("Mend"))
        self.from_meeting = SectionTitle(self.tr("From the meeting"))
        self.grid = QGridLayout()
        self.place = QVBoxLayout()
        self.words: PatientWords | None = None
        self.body = ScrollPanel(margins=(16, 12, 16, 16), spacing=4)
        self.pages = QStackedWidget()
        self._icon = row(spacing=0)
        self._lay_out()
        self.warning.acted.connect(self._mend)
        self.patient.clicked.connect(
            lambda: self._one and self.go.emit("patient", self._one.letter.patient_id)
        )

    def clear(self) -> None:
        """Show no letter."""
        self.flush()
        self._one = None
        self.pages.setCurrentIndex(0)

    def show_letter(self, one: OneLetter, check: Check | None = None) -> None:
        """Show a letter, or the same one read again; `check` says what it lacks."""
        self._one = one
        record, letter = one.record, one.letter
        self.name.set_text(record.patient.name)
        self.recipient.set_text(
            self.tr("To {name}").format(name=", ".join((letter.recipient.name, *letter.recipient.lines)))
        )
        self._show_kind(one)
        self._show_warning(one)
        start = record.slot[0] if record.slot else record.meeting_at
        self.from_meeting.set_right(f"{said_day(start.date())}, {said_time(start, record.board)}")
        self.show_check(one, check)
        self._show_words(one)
        self.pages.setCurrentIndex(1)

    def show_check(self, one: OneLetter, check: Check | None) -> None:
        """Say what the letter is made of, what it leaves out and what it still lacks."""
        lines = data_lines(one, check)
        if lines == self._lines:
            return
        self._lines = lines
        frames.empty(self.grid)
        for place, line in enumerate(lines):
            self._add_line(place, line)

    def flush(self) -> None:
        """Send every word that waits (the letter is about to be left)."""
        if self.words is not None:
            self.words.flush()

    def focus(self) -> None:
        """Go into the data: to the words where there are some."""
        if self.words is not None:
            next(iter(self.words.fields.values())).editor.setFocus()
        else:
            self.patient.setFocus()

    def _show_kind(self, one: OneLetter) -> None:
        letter = one.letter
        level = self.tr("{level} level").format(level=words.level(letter.level))
        if letter.level == CareLevel.PATIENT:
            level = self.tr("for patient and family")
        version = self.tr("{state}, version {n}").format(state=words.state(letter.state), n=letter.version)
        self.kind.set_text(
            ", ".join((level, language(letter.language), letter.number, one.record.case.number, version))
        )
        frames.empty(self._icon)
        self._icon.addWidget(IconView(words.level_icon(letter.level), 14))

    def _show_warning(self, one: OneLetter) -> None:
        """What is not on file, or that it is on file by now; with the way to mend it."""
        recipient, draft = one.letter.recipient, one.letter.state == LetterState.DRAFT
        none = kept_back(one.record, one.letter.level)
        self.warning.link.setVisible(none is None)
        if none is not None:
            self.warning.show()
            self.warning.set_text(none_words(none, one.record.patient.sex, self._services.today()))
            return
        self.warning.setVisible(draft and (bool(recipient.missing) or one.now != recipient))
        if draft and one.now != recipient and self._services.account.may(Right.LETTERS):
            name = (
                one.now.name if one.now.name != recipient.name else ", ".join(one.now.lines) or one.now.name
            )
            self.warning.set_text(
                self.tr("On file by now: {name}").format(name=name), words.missing(recipient.missing)
            )
            self.warning.link.set_words(self.tr("Address to them"))
        elif recipient.missing:
            self.warning.set_text(words.missing(recipient.missing))
            self.warning.link.set_words(self._mending(recipient))

    def _mending(self, recipient: Recipient) -> str:
        if recipient.missing == "no address on file":
            return self.tr("Add address")
        return (
            self.tr("Name a GP")
            if self._one and self._one.letter.level == CareLevel.PRIMARY
            else self.tr("Name holder")
        )

    def _mend(self) -> None:
        if self._one is None:
            return
        letter = self._one.letter
        if self._one.now != letter.recipient and self._services.account.may(Right.LETTERS):
            command = self._services.command(AddressLetter, letter_id=letter.id)
            self._tasks.write(
                command, failed=lambda error: self.said.emit(explain(error).words, None, True), owner=self
            )
        elif letter.recipient.missing == "no address on file" and letter.level != CareLevel.PATIENT:
            self.go.emit("people", "")
        else:
            self.go.emit("patient", letter.patient_id)

    def _show_words(self, one: OneLetter) -> None:
        """The patient's words are made anew for another case only, so that nothing moves under a hand."""
        if self.words is not None and (one.case is None or self.words.listing_id != one.letter.listing_id):
            self.words.flush()
            frames.empty(self.place)
            self.words = None
        if one.case is None:
            return
        if self.words is None:
            acts = CaseActs(self._tasks, self._services, one.case, self)
            acts.said.connect(self.said)
            self.words = PatientWords(acts, one)
            self.place.addWidget(self.words)
        self.words.show_letter(one)

    def _add_line(self, place: int, line: DataLine) -> None:
        label = Label(line.label, "small", wrap=True)
        label.setFixedWidth(themes.current().px(LABEL))
        self.grid.addWidget(label, place, 0, Qt.AlignmentFlag.AlignTop)
        said = Label("\n".join(line.lines), "secondary" if line.quiet else "body", wrap=True)
        said.setAccessibleName(f"{line.label}: {' '.join(line.lines)}")
        self.grid.addWidget(said, place, 1)

    def _lay_out(self) -> None:
        self.grid.setHorizontalSpacing(8)
        self.grid.setVerticalSpacing(6)
        self.grid.setColumnStretch(1, 1)
        self.patient.set_words(self.tr("Open patient"))
        box = self.body.box
        head = row(self.name, self.patient, spacing=8)
        head.setStretch(0, 1)
        box.addLayout(head)
        box.addWidget(self.recipient)
        box.addLayout(row(self._icon, self.kind, spacing=6))
        box.addWidget(self.warning)
        box.addSpacing(8)
        box.addWidget(self.from_meeting)
        box.addLayout(self.grid)
        box.addSpacing(12)
        box.addLayout(self.place)
        box.addStretch(1)
        self.warning.hide()
        self.pages.addWidget(QWidget())
        self.pages.addWidget(self.body)
        self.box.addWidget(self.pages, 1)
