"""One person of a meeting: the answer in one key, each case with its reason, and what was told when."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QWidget

from mdt_app.domain.agenda import zone_of
from mdt_app.domain.attendance import Presence
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.inviting import Answer
from mdt_app.operations.invitations_view import PeopleView, PersonRow
from mdt_app.ui.agenda.words import why as why_of
from mdt_app.ui.common.buttons import Button, LinkButton
from mdt_app.ui.common.fields import Field
from mdt_app.ui.common.frames import Pane, ScrollPanel, empty
from mdt_app.ui.common.frames import row as line
from mdt_app.ui.common.messages import InlineMessage
from mdt_app.ui.common.segments import SegmentedButton
from mdt_app.ui.common.text import Label, SectionTitle
from mdt_app.ui.common.typed import typed_in
from mdt_app.ui.common.words import presence
from mdt_app.ui.invitations import words
from mdt_app.ui.invitations.case_part import CasePart

WIDTH = 384
KEYS = {
    Answer.ACCEPTS: "A", Answer.DECLINES: "D", Answer.PROPOSES: "P", Answer.WRITES: "W", Answer.NONE: "N",
}  # fmt: skip
MODES = {Presence.ON_SITE: "S", Presence.VIDEO: "V", Presence.PHONE: "T"}


class PersonPanel(Pane):
    """Signals: `answered(answer, words)`, `mode(how)`, `tell()`, `again()`, `sent()`, `mend(patient id)` where nobody
    is on file, `left()` when what had the focus is made anew, and those of its cases (`CasePart`).

    While words stand in it that nobody kept, it stays as it is.
    """

    answered = Signal(str, str)
    mode = Signal(str)
    tell = Signal()
    again = Signal()
    sent = Signal()
    dropped = Signal(str, str)
    restored = Signal(str)
    form = Signal(str)
    wrote = Signal(str, str)
    went = Signal(str)
    mend = Signal(str)
    left = Signal()

    def __init__(self, guidance: Guidance, parent: QWidget | None = None) -> None:
        super().__init__("pane", parent=parent)
        self._guidance = guidance
        self._shown: tuple[PersonRow, bool] | None = None
        self.key = ""
        self.cases: list[CasePart] = []
        self.panel = ScrollPanel(margins=(16, 12, 16, 16), spacing=0)
        self.box.addWidget(self.panel)

    def show_row(self, view: PeopleView, row: PersonRow, may: bool) -> None:
        """Show a person; the same one again only where something is different, and nothing typed is lost."""
        if row.key == self.key and ((row, may) == self._shown or self.unsaved()):
            return
        choosing = self._let_go_of_focus()
        self.key, self._shown = row.key, (row, may)
        self._view, self._row, self._may = view, row, may
        self._zone, self._on = zone_of(view.board), view.meeting.starts_at.date()
        empty(self.panel.box)
        self.cases = []
        self._head()
        if row.unknown:
            self._missing()
        elif row.cases:
            self._answer()
        self._cases()
        if not row.unknown:
            self._told()
        self.panel.box.addStretch(1)
        if row.cases and not row.unknown:
            self._go_on_choosing(choosing)

    def clear(self) -> None:
        """Show nobody."""
        self.key, self._shown = "", None
        empty(self.panel.box)

    def _let_go_of_focus(self) -> str:
        """Before its parts are made anew; gives which choice had the focus, "" for none."""
        focused = QApplication.focusWidget()
        if focused is None or not self.isAncestorOf(focused):
            return ""
        parts = {"answers": getattr(self, "answers", None), "modes": getattr(self, "modes", None)}
        self.left.emit()
        return next(
            (name for name, one in parts.items() if one is not None and one.isAncestorOf(focused)), ""
        )

    def _go_on_choosing(self, name: str) -> None:
        part = {"answers": self.answers, "modes": self.modes}.get(name)
        if part is not None and part.current() and part.isEnabled():
            part.segment(part.current()).setFocus()

    def unsaved(self) -> bool:
        """Whether words stand here that nobody kept."""
        return typed_in(self)

    def ask_time(self) -> None:
        """Open the line for another time."""
        if self._row.cases and not self._row.unknown and self._may:
            self.proposal.show()
            self.time.setFocus()

    def ask_reason(self) -> None:
        """Open the line for why somebody is dropped, at the first case."""
        if self.cases:
            self.cases[0].ask_reason()

    def _head(self) -> None:
        row = self._row
        self.panel.box.addWidget(Label(words.name(row), "title", wrap=True))
        person = row.person
        parts = [words.role(row)]
        if person is not None:
            parts += [person.organisation, person.phone, person.email]
        said = ", ".join(part for part in parts if part)
        self.panel.box.addWidget(Label(said, "secondary", wrap=True))
        if free := words.windows(row.availability, self._zone):
            self.panel.box.addWidget(
                Label(self.tr("Can come {windows}").format(windows=free), "body", wrap=True)
            )
        if row.availability is not None and row.availability.note:
            self.panel.box.addWidget(Label(row.availability.note, "small", wrap=True))
        self.panel.box.addSpacing(8)

    def _missing(self) -> None:
        said = self.tr("Open the patient and name who it is; then this person can be told.")
        title = self.tr("Nobody can be told") if not self._row.name else self.tr("Not in the directory")
        message = InlineMessage(title, said, act=self.tr("Name who it is"))
        message.acted.connect(lambda: self.mend.emit(self._row.cases[0].row.patient.id))
        self.panel.box.addWidget(message)

    def _answer(self) -> None:
        row = self._row
        self.panel.box.addWidget(SectionTitle(self.tr("Answer"), "A D P W N"))
        choices = [(str(one), words.answer(one)) for one in KEYS]
        self.answers = SegmentedButton(choices, str(row.answer), name=self.tr("Answer"), stretch=True)
        modes = [(str(one), presence(one)) for one in MODES]
        self.modes = SegmentedButton(modes, str(row.mode), name=self.tr("How"), stretch=True)
        for part in (self.answers, self.modes):
            part.setEnabled(self._may)
        self.panel.box.addWidget(self.answers)
        self._proposal()
        self.panel.box.addSpacing(8)
        if row.answer not in (Answer.WRITES, Answer.DECLINES):
            self.panel.box.addWidget(SectionTitle(self.tr("Comes"), "S V T"))
            self.panel.box.addWidget(self.modes)
        if row.stale:
            said = self.tr("Answered before the last change was told.")
            self.panel.box.addWidget(Label(said, "small", tone="look", wrap=True))
        texts = dict.fromkeys(one.invited.answer_text for one in row.cases if one.invited.answer_text)
        for text in texts:
            self.panel.box.addWidget(Label(f"“{text}”", "small", wrap=True))
        self.answers.chosen.connect(self._chosen)
        self.modes.chosen.connect(self.mode)

    def _proposal(self) -> None:
        """The line for another time: a time of day, or words."""
        proposed = next((one.invited.proposed for one in self._row.cases if one.invited.proposed), None)
        self.time = Field(self.tr("13:20, or in words"), name=self.tr("Which time is proposed"))
        if proposed is not None:
            self.time.set_text(words.clock(proposed, self._zone))
        keep = Button(self.tr("Keep"))
        self.proposal = QWidget()
        box = line(self.time, keep)
        box.setContentsMargins(0, 4, 0, 0)
        self.proposal.setLayout(box)
        self.panel.box.addWidget(self.proposal)
        self.proposal.setVisible(self._row.answer is Answer.PROPOSES)
        for heard in (self.time.returnPressed, keep.clicked):
            heard.connect(self._take_time)

    def _chosen(self, key: str) -> None:
        if key == Answer.PROPOSES:
            self.answers.set_current(str(self._row.answer))
            self.ask_time()
        else:
            self.answered.emit(key, "")

    def _take_time(self) -> None:
        if self.time.text().strip():
            said = self.time.text().strip()
            self.time.setModified(False)
            self.answered.emit(str(Answer.PROPOSES), said)

    def _cases(self) -> None:
        row = self._row
        every = (*row.cases, *row.dropped)
        if not every:
            return
        self.panel.box.addSpacing(8)
        self.panel.box.addWidget(
            SectionTitle(self.tr("Cases"), note=str(len(row.cases)) if row.cases else "")
        )
        for one in every:
            why = why_of(one.invited, self._guidance, self._on)
            part = CasePart(one, self._zone, self._on, why=why, may=self._may and not row.unknown)
            for name in ("dropped", "restored", "form", "wrote", "went"):
                getattr(part, name).connect(getattr(self, name))
            self.cases.append(part)
            self.panel.box.addWidget(part)

    def _told(self) -> None:
        row = self._row
        self.panel.box.addSpacing(8)
        self.panel.box.addWidget(
            SectionTitle(self.tr("Told"), right=words.told(row.entry, self._zone, self._on))
        )
        told = row.entry.slots if row.entry is not None and not row.entry.cancelled else ()
        for one in told:
            said = f"{words.slot(one, self._zone)}  {one.reference}"
            self.panel.box.addWidget(Label(said, "small", wrap=True, tone="second"))
        for said in words.changes(row.telling, self._zone):
            self.panel.box.addWidget(Label(said, "small", wrap=True, tone="look"))
        if row.due.must_hear and self._may:
            self.only = LinkButton(self.tr("Tell only {name} …").format(name=row.name))
            self.only.clicked.connect(self.tell)
            self.panel.box.addLayout(line(self.only, None))
        if row.written and self._may:
            self.passed_on = LinkButton(self.tr("It was sent"), "check")
            self.rewrite = LinkButton(self.tr("Write the file again …"))
            self.passed_on.clicked.connect(self.sent)
            self.rewrite.clicked.connect(self.again)
            self.panel.box.addLayout(line(self.passed_on, self.rewrite, None, spacing=12))
