"""One list says what is due, in the order of the work: to whom, of whom, since when, how, and what it lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QWidget

from mdt_app.domain.team_need import Asked, TeamNeed
from mdt_app.operations.letter_clock import clock
from mdt_app.operations.letter_stages import STAGES, WAITING, DeskLine, Stage, with_need
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.buttons import Button, LinkButton
from mdt_app.ui.common.fields import Choice
from mdt_app.ui.common.frames import Line, Pane, row
from mdt_app.ui.common.list_tools import ListTools
from mdt_app.ui.common.lists import SideList
from mdt_app.ui.common.messages import ProgressRow
from mdt_app.ui.common.text import Label, set_tip
from mdt_app.ui.letters import due_words, list_words
from mdt_app.ui.letters.checking import Found
from mdt_app.ui.letters.letter_filters import FilterButton
from mdt_app.ui.letters.letter_rows import LetterRows
from mdt_app.ui.letters.team_strip import TeamStrip

DUE = "due"
FOLDED = frozenset({Stage.TEAM})
"""Nobody waits for these: they are seen only where somebody opens them."""

ASKED = tuple(Asked)
TALL = 640


class LetterList(Pane):
    """`shown` are the letters in it. Signals: `chosen(id)`, `opened(id)` (Enter), `issue_asked()`, `send_asked()`,
    `sign_asked()`, `address_asked()`, `narrowed()` when other letters are listed, `stopped()`."""

    chosen = Signal(str)
    opened = Signal(str)
    issue_asked = Signal()
    send_asked = Signal()
    sign_asked = Signal()
    address_asked = Signal()
    narrowed = Signal()
    stopped = Signal()

    def __init__(
        self, may_send: bool, parent: QWidget | None = None, *, may_decide: bool = False,
        criterion: Callable[[str], str] = str,
    ) -> None:  # fmt: skip
        super().__init__("pane", parent=parent)
        self._may_send, self._criterion = may_send, criterion
        self._read: tuple[DeskLine, ...] = ()
        self._lines: tuple[DeskLine, ...] = ()
        self._today = date.min
        self._mine: Collection[str] = ()
        self._found: Mapping[str, Found] = {}
        self._needs: Mapping[str, TeamNeed] = {}
        self.shown: tuple[DeskLine, ...] = ()
        self.stages = Choice(self._stage_choices(), DUE, name=self.tr("Which letters"))
        orders = (
            ("given", self.tr("Longest waiting first")), ("recipient", self.tr("By recipient")),
            ("patient", self.tr("By patient’s name")),
        )  # fmt: skip
        self.tools = ListTools(self.tr("Name or case"), orders, name=self.tr("Find a letter"))
        self.query = self.tools.query
        self.filter = FilterButton(may_decide)
        self.filtered = Label("", "small", wrap=True)
        self.clear = LinkButton(self.tr("Clear"), hint="Esc", low=True, name=self.tr("Clear all filters"))
        self.list = SideList(name=self.tr("Letters"))
        self.nothing = Label("", "secondary", wrap=True)
        self.elsewhere = LinkButton()
        self.teams = TeamStrip()
        self.count = Label("", "small", wrap=True)
        self.clock = Label("", "small", wrap=True)
        self.issue, self.sign, self.send, self.address = Button(), Button(), Button(), Button()
        set_tip(self.address, self.tr("Each to the palliative team that is named by now"))
        self.progress = ProgressRow("")
        self._lay_out()
        self._connect()

    def show_letters(self, lines: tuple[DeskLine, ...], today: date, mine: Collection[str] = ()) -> None:
        """Show these letters; the one that was current stays so. `mine` are the listings of one's own cases."""
        if self._today not in (date.min, today):
            self.forget()
        self._read, self._today, self._mine = lines, today, mine
        self._place()

    def show_found(self, found: Mapping[str, Found]) -> None:
        """Say of each open letter what keeps it from being sent, as far as it was checked."""
        self._found = found
        self._show_rows()
        self._show_acts()

    def show_needs(self, needs: Mapping[str, TeamNeed]) -> None:
        """Put the letters for a palliative team where the record of each patient, by his id, puts them."""
        self._needs = needs
        self._place()

    def forget(self) -> None:
        """Everything that is due, nothing narrowed: another day, or another list."""
        self.stages.set_current(DUE)
        self._widen()
        self.teams.set_open(False)

    def open_up(self, letter_id: str) -> None:
        """Put the filters back as far as it takes to choose a letter."""
        line = self.line(letter_id)
        self.stages.set_current(DUE if line is not None and _is_wanted(line, DUE) else "")
        self._widen()
        self._fill()

    def choose(self, letter_id: str) -> bool:
        """Go to a letter; where it is folded away, it is opened."""
        line = self.line(letter_id)
        if line is not None and line.stage in FOLDED and line in self.shown and not self.teams.is_open:
            self.teams.set_open(True)
            self._fill()
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

    def first(self) -> str:
        """The first letter that is seen, "" where none is."""
        return next((one.id for one in self.shown if one.stage not in self._folded()), "")

    def line(self, letter_id: str) -> DeskLine | None:
        """One letter of the whole list."""
        return next((one for one in self._lines if one.id == letter_id), None)

    def mates(self, letter_id: str) -> tuple[DeskLine, ...]:
        """The letters of the same decision."""
        line = self.line(letter_id)
        listing_id = line.due.letter.listing_id if line is not None else ""
        return tuple(one for one in self._lines if one.due.letter.listing_id == listing_id)

    def newer(self, line: DeskLine | None) -> str:
        """The id of the same letter of the newer decision that overtook this one, "" where it is not listed."""
        if line is None or line.due.later is None:
            return ""
        mine, later = line.due.letter, line.due.later
        return next(
            (
                one.id
                for one in self._lines
                if (one.due.letter.patient_id, one.due.letter.level) == (mine.patient_id, mine.level)
                and (one.due.held_at.date(), one.due.board) == (later.day, later.board)
            ),
            "",
        )

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

    def is_changed(self, line: DeskLine) -> bool:
        """Whether it is reviewed and would be printed otherwise now."""
        found = self._found.get(line.id)
        return line.stage == Stage.ISSUE and found is not None and found.changed

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little height the letters have it; the clock is then in the tip of the count."""
        super().resizeEvent(event)
        self.clock.setVisible(self.height() >= themes.current().px(TALL))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the list and in the field Escape puts every filter back."""
        pressed = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if pressed and event.key() == Qt.Key.Key_Escape and self._is_narrowed():  # type: ignore[attr-defined]
            self.clear_all()
            return True
        return super().eventFilter(watched, event)

    def clear_all(self) -> None:
        """Nothing is searched for or filtered, as the user wants it."""
        self._widen()
        self._narrow()
        self.list.setFocus()

    def _is_narrowed(self) -> bool:
        return self.filter.now.at_work or bool(self.query.text().strip())

    def _widen(self) -> None:
        self.filter.forget()
        self.tools.forget()

    def _place(self) -> None:
        """Each letter at its stage, as far as the records are read."""
        self._lines = tuple(with_need(one, self._needs) for one in self._read)
        self.stages.set_choices(self._stage_choices(), self.stages.current())
        self.filter.show_lines(self._lines)
        self._fill()

    def _narrow(self) -> None:
        self._fill()
        self.narrowed.emit()

    def _fill(self) -> None:
        wanted, filters = self.stages.current(), self.filter.now
        fitting = [*self._lines]
        if filters.at_work:
            fitting = [one for one in fitting if filters.keeps(one, self._today, self._mine)]
        if self.tools.at_work():
            fitting = self.tools.arranged(fitting, _searched, _KEYS)
        found = [one for one in fitting if _is_wanted(one, wanted)]
        given = self.tools.order() == "given"
        found.sort(key=lambda one: (STAGES.index(one.stage), *(_own_order(one) if given else ())))
        self.shown = tuple(found)
        self._show_rows()
        self._say_nothing(len(fitting) - len(found))
        self._say_filtered(found)
        self.teams.show_letters(found, self.stages.current() not in FOLDED)
        missed = not found and bool(self.query.text().strip())
        self.count.set_text("" if missed else list_words.counted(found, self._today))
        of_board = [one for one in self._lines if filters.board in ("", one.due.board)]
        looks_back = wanted in ("", Stage.OUT) or bool(self.query.text().strip())
        cut = list_words.only_newest(self._lines) if looks_back else ""
        said = (list_words.clocked(clock(of_board)), cut)
        self.clock.set_text("\n".join(one for one in said if one))
        set_tip(self.count, self.clock.whole_text())
        self._show_acts()

    def _show_rows(self) -> None:
        rows = LetterRows(self._criterion, self._today, self._found)
        self.list.set_rows(rows.grouped(self.shown, self._folded()))

    def _folded(self) -> frozenset[Stage]:
        """What is not seen: a letter that somebody looks for by name always is."""
        asked = self.teams.is_open or bool(self.query.text().strip())
        return frozenset() if asked or self.stages.current() in FOLDED else FOLDED

    def _say_nothing(self, elsewhere: int) -> None:
        """Where the list is empty it says why, and that other letters fit what is looked for."""
        empty, typed = self.first() == "", bool(self.query.text().strip())
        looked = typed or self.filter.now.at_work
        self.nothing.set_text(
            self.tr("No letter fits here.") if looked else self.tr("There is no letter here now.")
        )
        self.nothing.setVisible(empty)
        others = self.tr("Show {n} others that fit").format(n=elsewhere)
        self.elsewhere.set_words(self.tr("Show the other that fits") if elsewhere == 1 else others)
        self.elsewhere.setVisible(typed and elsewhere > 0)
        self._none.setVisible(empty or (typed and elsewhere > 0))

    def _say_filtered(self, found: Collection[DeskLine]) -> None:
        """What the list is narrowed to, and how many late letters that hides."""
        filters = self.filter.now
        self.clear.setVisible(filters.at_work)
        self.filtered.setVisible(filters.at_work)
        if not filters.at_work:
            return
        ids = {one.id for one in found}
        hidden = sum(one.is_late(self._today) and one.id not in ids for one in self._lines)
        said = self.tr("Only {what}").format(what=filters.said())
        late = self.tr("{said}. {n} late not shown.").format(said=said, n=hidden)
        self.filtered.set_text(late if hidden else f"{said}.")

    def _toggle(self) -> None:
        """Open what is folded and go there; fold it again."""
        self._fill()
        if self.teams.is_open:
            self._go_to(Stage.TEAM)
        else:
            self.narrowed.emit()

    def _go_to(self, stage: Stage) -> None:
        first = next((one.id for one in self.shown if one.stage == stage), "")
        if first:
            self.list.choose(first)
            title = self.list.currentIndex().siblingAtRow(self.list.currentIndex().row() - 1)
            self.list.scrollTo(title, QAbstractItemView.ScrollHint.PositionAtTop)
            self.list.setFocus()

    def _show_all(self) -> None:
        self.stages.set_current("")
        self._narrow()
        self.list.choose(self.first())
        self.list.setFocus()

    def _show_acts(self) -> None:
        """What can be done with many letters at once, each act with its number."""
        free = self._may_send and self.progress.isHidden()
        issue, unsigned, send = len(self.at(Stage.ISSUE)), len(self.unsigned()), len(self.at(Stage.SEND))
        named = len(self.at(Stage.NAMED))
        counts = ((self.issue, issue), (self.sign, unsigned), (self.send, send), (self.address, named))
        for button, count in counts:
            button.setVisible(free and count > 0)
        self.issue.set_words(due_words.act(Stage.ISSUE, issue))
        self.sign.set_words(due_words.sign(unsigned))
        self.send.set_words(due_words.act(Stage.SEND, send))
        self.address.set_words(self.tr("Address 1") if named == 1 else self.tr("Address {n}").format(n=named))

    def _stage_choices(self) -> list[tuple[str, str]]:
        """Each choice with how many letters it has; of what is due those that somebody waits for."""
        at = Counter(one.stage for one in self._lines)

        def said(name: str, key: str, count: int) -> tuple[str, str]:
            return key, self.tr("{name} ({n})").format(name=name, n=count)

        due = said(self.tr("All that is due"), DUE, sum(at[one] for one in WAITING))
        stages = [said(due_words.stage(one), str(one), at[one]) for one in STAGES]
        return [due, *stages, said(self.tr("All letters"), "", len(self._lines))]

    def _connect(self) -> None:
        self.stages.chosen.connect(lambda _: self._narrow())
        self.tools.changed.connect(self._narrow)
        self.tools.lead_to(self.list)
        self.filter.changed.connect(self._narrow)
        self.clear.clicked.connect(self.clear_all)
        self.elsewhere.clicked.connect(self._show_all)
        self.teams.folded.connect(self._toggle)
        self.teams.wanted_asked.connect(lambda: self._go_to(Stage.NEEDED))
        for part in (self.list, self.query):
            part.installEventFilter(self)
        self.list.chosen.connect(lambda key: self.chosen.emit(str(key)))
        self.list.opened.connect(lambda key: self.opened.emit(str(key)))
        self.issue.clicked.connect(self.issue_asked)
        self.sign.clicked.connect(self.sign_asked)
        self.send.clicked.connect(self.send_asked)
        self.address.clicked.connect(self.address_asked)
        self.progress.cancelled.connect(self.stopped)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.tools.begin)

    def _lay_out(self) -> None:
        top = Pane("pane", margins=(16, 12, 16, 12), spacing=8)
        top.box.addWidget(self.stages)
        top.box.addLayout(row(self.tools, self.filter, spacing=4))
        line = row(self.filtered, self.clear, spacing=8)
        line.setStretch(0, 1)
        top.box.addLayout(line)
        foot = Pane("pane", margins=(16, 8, 16, 12), spacing=4)
        foot.box.addWidget(self.count)
        foot.box.addWidget(self.clock)
        foot.box.addLayout(row(self.issue, self.address, None))
        foot.box.addLayout(row(self.sign, self.send, None))
        foot.box.addWidget(self.progress)
        self.progress.hide()
        self._none = Pane("pane", margins=(16, 8, 16, 8))
        self._none.box.addWidget(self.nothing)
        self._none.box.addLayout(row(self.elsewhere, None))
        self._none.hide()
        for part in (top, self._none, self.list, Line(), self.teams, foot):
            self.box.addWidget(part, 1 if part is self.list else 0)


def _is_wanted(line: DeskLine, key: str) -> bool:
    """Whether a letter stands under a choice of letters; "due" leaves out what is sent or given up."""
    if key == DUE:
        return line.stage not in (Stage.OUT, Stage.GIVEN_UP)
    return not key or line.stage == key


def _own_order(line: DeskLine) -> tuple[Any, ...]:
    """Within its stage: sent letters newest first, for a palliative team what presses most, others as they came."""
    if line.stage == Stage.OUT and line.due.sent_at is not None:
        return (-line.due.sent_at.timestamp(),)
    if line.stage == Stage.NEEDED and line.need is not None:
        return ASKED.index(line.need.asked), line.need.since or date.max
    return ()


def _searched(line: DeskLine) -> str:
    letter, due = line.due.letter, line.due
    recipient = f"{letter.recipient.name} {letter.recipient.missing}"
    return f"{recipient} {due.patient.name} {due.case_number} {letter.number} {due.board}".casefold()


_KEYS: dict[str, Callable[[DeskLine], Any]] = {
    "recipient": lambda line: line.due.letter.recipient.name.casefold(),
    "patient": lambda line: line.due.patient.name.casefold(),
}
