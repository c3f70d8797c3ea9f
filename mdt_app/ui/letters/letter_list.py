"""One list says what is due, in the order of the work: to whom, of whom, since when, how, and what it lacks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mdt_app.operations.letter_stages import STAGES, DeskLine, Stage
from mdt_app.ui.common.buttons import Button
from mdt_app.ui.common.fields import Choice
from mdt_app.ui.common.frames import Line, Pane, row
from mdt_app.ui.common.list_tools import ListTools
from mdt_app.ui.common.lists import SideGroup, SideList, SideRow
from mdt_app.ui.common.marks import Mark, Shape
from mdt_app.ui.common.messages import ProgressRow
from mdt_app.ui.common.text import Label
from mdt_app.ui.letters import due_words, words
from mdt_app.ui.letters.checking import Found

DUE = "due"


class LetterList(Pane):
    """`shown` are the letters in it. Signals: `chosen(id)`, `opened(id)` (Enter), `issue_asked()`, `send_asked()`,
    `sign_asked()`, `stopped()`."""

    chosen = Signal(str)
    opened = Signal(str)
    issue_asked = Signal()
    send_asked = Signal()
    sign_asked = Signal()
    stopped = Signal()

    def __init__(self, may_send: bool, parent: QWidget | None = None) -> None:
        super().__init__("pane", parent=parent)
        self._may_send = may_send
        self._lines: tuple[DeskLine, ...] = ()
        self._today = date.min
        self._found: Mapping[str, Found] = {}
        self.shown: tuple[DeskLine, ...] = ()
        self.stages = Choice(self._stage_choices(), DUE, name=self.tr("Which letters"))
        orders = (
            ("given", self.tr("As on the agenda")), ("waiting", self.tr("Longest waiting first")),
            ("recipient", self.tr("By recipient")), ("patient", self.tr("By patient’s name")),
        )  # fmt: skip
        self.tools = ListTools(self.tr("Recipient, patient or case"), orders, name=self.tr("Find a letter"))
        self.query = self.tools.query
        self.list = SideList(name=self.tr("Letters"))
        self.nothing = Label("", "secondary", wrap=True)
        self.count = Label("", "small", wrap=True)
        self.issue, self.sign, self.send = Button(), Button(), Button()
        self.progress = ProgressRow("")
        self._lay_out()
        self._connect()

    def show_letters(self, lines: tuple[DeskLine, ...], today: date) -> None:
        """Show these letters; the one that was current stays so."""
        self._lines, self._today = lines, today
        self.stages.set_choices(self._stage_choices(), self.stages.current())
        self._fill()

    def show_found(self, found: Mapping[str, Found]) -> None:
        """Say of each open letter what keeps it from being sent, as far as it was checked."""
        self._found = found
        self._fill()

    def open_up(self, letter_id: str) -> None:
        """Put the filters back as far as it takes to choose a letter."""
        line = self.line(letter_id)
        self.stages.set_current(DUE if line is not None and _is_wanted(line, DUE) else "")
        self.tools.forget()
        self._fill()

    def choose(self, letter_id: str) -> bool:
        """Go to a letter."""
        return self.list.choose(letter_id)

    def current(self) -> str:
        """The id of the letter that is shown, or ""."""
        return str(self.list.current_key() or "")

    def after(self, letter_id: str) -> str:
        """The letter to go to once this one is done: the next of its stage, else the one before; "" where none."""
        here = next((one for one in self.shown if one.id == letter_id), None)
        if here is None:
            return ""
        mates = [one.id for one in self.shown if one.stage == here.stage]
        place = mates.index(letter_id)
        return next(iter(mates[place + 1 :]), next(iter(reversed(mates[:place])), ""))

    def line(self, letter_id: str) -> DeskLine | None:
        """One letter of the whole list."""
        return next((one for one in self._lines if one.id == letter_id), None)

    def mates(self, letter_id: str) -> tuple[DeskLine, ...]:
        """The letters of the same decision."""
        line = self.line(letter_id)
        listing_id = line.due.letter.listing_id if line is not None else ""
        return tuple(one for one in self._lines if one.due.letter.listing_id == listing_id)

    def at(self, stage: Stage) -> tuple[DeskLine, ...]:
        """The letters of a stage that are shown and can go on: reviewed ones that changed since cannot."""
        return tuple(one for one in self.shown if one.stage == stage and not self.is_changed(one))

    def unsigned(self) -> tuple[DeskLine, ...]:
        """Issued letters in the list that nobody signed."""
        return tuple(one for one in self.at(Stage.SEND) if not one.due.letter.signed_by)

    def show_progress(self, title: str) -> None:
        """The progress takes the place of the buttons while a batch runs; "" ends that."""
        self.progress.title.set_text(title)
        self.progress.setVisible(bool(title))
        self.progress.cancel.setEnabled(True)
        self.count.setVisible(not title)
        self._show_acts()

    def _fill(self) -> None:
        wanted = self.stages.current()
        lines = [one for one in self._lines if _is_wanted(one, wanted)]
        found = self.tools.arranged(lines, _searched, _KEYS)
        found.sort(key=lambda one: STAGES.index(one.stage))
        self.shown = tuple(found)
        self.list.set_rows(self._grouped(found))
        self.nothing.set_text(
            self.tr("No letter fits these words.") if lines else self.tr("There is no letter here now.")
        )
        self._none.setVisible(not found)
        self.count.set_text(due_words.counted(found, self._today))
        self._show_acts()

    def _grouped(self, found: Sequence[DeskLine]) -> list[SideRow | SideGroup]:
        rows: list[SideRow | SideGroup] = []
        for stage in STAGES:
            mine = [one for one in found if one.stage == stage]
            if mine:
                rows.append(SideGroup(due_words.stage(stage), str(len(mine))))
                rows += [self._row(one) for one in mine]
        return rows

    def _row(self, line: DeskLine) -> SideRow:
        letter = line.due.letter
        lacks = due_words.lacks(line, self._found.get(line.id))
        late = line.is_late(self._today)
        missing = letter.recipient.missing if line.stage in (Stage.REVIEW, Stage.UNNAMED) else ""
        in_place = missing if line.stage == Stage.UNNAMED else ""
        said = ", ".join(part for part in ("" if in_place else missing, lacks) if part)
        how = [letter.number, letter.language.upper()]
        if not said and line.stage not in (Stage.NONE, Stage.UNNAMED):
            how.append(due_words.way(line.due.how))
        return SideRow(
            line.id,
            words.missing(in_place) or letter.recipient.name,
            second=", ".join(part for part in (line.due.patient.name, said) if part),
            second_right=" · ".join(how),
            second_icon=words.level_icon(letter.level),
            right=due_words.age(line, self._today),
            mark=_mark(line, late, bool(said)),
            quiet=line.stage in (Stage.OUT, Stage.NONE),
        )

    def is_changed(self, line: DeskLine) -> bool:
        """Whether it is reviewed and would be printed otherwise now."""
        found = self._found.get(line.id)
        return line.stage == Stage.ISSUE and found is not None and found.changed

    def _show_acts(self) -> None:
        """What can be done with many letters at once, each act with its number."""
        free = self._may_send and self.progress.isHidden()
        issue, unsigned, send = len(self.at(Stage.ISSUE)), len(self.unsigned()), len(self.at(Stage.SEND))
        for button, count in ((self.issue, issue), (self.sign, unsigned), (self.send, send)):
            button.setVisible(free and count > 0)
        self.issue.set_words(due_words.act(Stage.ISSUE, issue))
        self.sign.set_words(due_words.sign(unsigned))
        self.send.set_words(due_words.act(Stage.SEND, send))

    def _stage_choices(self) -> list[tuple[str, str]]:
        def said(name: str, key: str) -> tuple[str, str]:
            return key, self.tr("{name} ({n})").format(name=name, n=self._count(key))

        stages = [said(due_words.stage(one), str(one)) for one in STAGES]
        return [said(self.tr("All that is due"), DUE), *stages, said(self.tr("All letters"), "")]

    def _count(self, key: str) -> int:
        return sum(_is_wanted(one, key) for one in self._lines)

    def _connect(self) -> None:
        self.stages.chosen.connect(lambda _: self._fill())
        self.tools.changed.connect(self._fill)
        self.tools.lead_to(self.list)
        self.list.chosen.connect(lambda key: self.chosen.emit(str(key)))
        self.list.opened.connect(lambda key: self.opened.emit(str(key)))
        self.issue.clicked.connect(self.issue_asked)
        self.sign.clicked.connect(self.sign_asked)
        self.send.clicked.connect(self.send_asked)
        self.progress.cancelled.connect(self.stopped)

    def _lay_out(self) -> None:
        top = Pane("pane", margins=(16, 12, 16, 12), spacing=8)
        top.box.addWidget(self.stages)
        top.box.addWidget(self.tools)
        foot = Pane("pane", margins=(16, 12, 16, 12), spacing=8)
        foot.box.addWidget(self.count)
        foot.box.addLayout(row(self.issue, None))
        foot.box.addLayout(row(self.sign, self.send, None))
        foot.box.addWidget(self.progress)
        self.progress.hide()
        self._none = Pane("pane", margins=(16, 8, 16, 8))
        self._none.box.addWidget(self.nothing)
        self._none.hide()
        for part in (top, self._none, self.list, Line(), foot):
            self.box.addWidget(part, 1 if part is self.list else 0)


def _is_wanted(line: DeskLine, key: str) -> bool:
    """Whether a letter stands under a choice of letters; "due" leaves out what is sent."""
    if key == DUE:
        return line.stage != Stage.OUT
    return not key or line.stage == key


def _mark(line: DeskLine, late: bool, lacks: bool) -> Mark | None:
    if late or (lacks and line.stage in (Stage.REVIEW, Stage.ISSUE)):
        return Mark(Shape.TRIANGLE, "")
    return Mark(Shape.DONE, "", quiet=True) if line.stage == Stage.OUT else None


def _searched(line: DeskLine) -> str:
    letter, due = line.due.letter, line.due
    recipient = f"{letter.recipient.name} {letter.recipient.missing}"
    return f"{recipient} {due.patient.name} {due.case_number} {letter.number} {due.board}".casefold()


_KEYS: dict[str, Callable[[DeskLine], Any]] = {
    "waiting": lambda line: line.due.held_at,
    "recipient": lambda line: line.due.letter.recipient.name.casefold(),
    "patient": lambda line: line.due.patient.name.casefold(),
}
