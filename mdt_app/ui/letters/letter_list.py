"""The list of letters: each with its recipient, level, language and age; what is missing is amber and has its shape."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mdt_app.domain.letters.checks import Check
from mdt_app.domain.letters.letter import LetterState
from mdt_app.operations.rows import LetterRow
from mdt_app.ui.common.buttons import PrimaryButton
from mdt_app.ui.common.frames import Line, Pane, row
from mdt_app.ui.common.list_tools import ListTools
from mdt_app.ui.common.lists import SideGroup, SideList, SideRow
from mdt_app.ui.common.marks import Mark, Shape
from mdt_app.ui.common.messages import ProgressRow
from mdt_app.ui.common.segments import SegmentedButton
from mdt_app.ui.common.text import Label
from mdt_app.ui.letters import words


class LetterList(Pane):
    """`shown` are the letters in it. Signals: `chosen(id)`, `opened(id)` (Enter), `save_asked()`."""

    chosen = Signal(str)
    opened = Signal(str)
    save_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("pane", parent=parent)
        self._rows: tuple[LetterRow, ...] = ()
        self._now: datetime | None = None
        self._checks: Mapping[str, Check] = {}
        self.shown: tuple[LetterRow, ...] = ()
        groups = (("case", self.tr("By patient")), ("state", self.tr("By state")))
        self.groups = SegmentedButton(groups, "case", name=self.tr("Group letters"), stretch=True)
        orders = (
            ("given", self.tr("As on the agenda")), ("waiting", self.tr("Longest waiting first")),
            ("recipient", self.tr("By recipient")), ("patient", self.tr("By patient’s name")),
        )  # fmt: skip
        self.tools = ListTools(self.tr("Recipient, patient or case"), orders, name=self.tr("Find a letter"))
        self.query = self.tools.query
        self.list = SideList(name=self.tr("Letters"))
        self.nothing = Label(self.tr("No letter fits these words."), "secondary", wrap=True)
        self.count = Label("", "small", wrap=True)
        self.left_out = Label("", "small", wrap=True)
        self.save = PrimaryButton(self.tr("Save PDFs…"))
        self.progress = ProgressRow(self.tr("Saving letters"))
        self._lay_out()
        self.groups.chosen.connect(lambda _: self._fill())
        self.tools.changed.connect(self._fill)
        self.tools.lead_to(self.list)
        self.list.chosen.connect(lambda key: self.chosen.emit(str(key)))
        self.list.opened.connect(lambda key: self.opened.emit(str(key)))
        self.save.clicked.connect(self.save_asked)

    def show_letters(self, rows: tuple[LetterRow, ...], now: datetime) -> None:
        """Show these letters; the one that was current stays so."""
        self._rows, self._now = rows, now
        self._fill()

    def show_checks(self, checks: Mapping[str, Check]) -> None:
        """Say of each draft what keeps it from being sent, as far as it was checked."""
        self._checks = checks
        self._fill()

    def choose(self, letter_id: str) -> bool:
        """Go to a letter."""
        return self.list.choose(letter_id)

    def current(self) -> str:
        """The id of the letter that is shown, or ""."""
        return str(self.list.current_key() or "")

    def show_saving(self, running: bool) -> None:
        """The progress takes the place of the button while letters are saved."""
        self.save.setVisible(not running)
        self.count.setVisible(not running)
        self.left_out.setVisible(not running and bool(self.left_out.whole_text()))
        self.progress.setVisible(running)
        self.progress.cancel.setEnabled(True)

    def _fill(self) -> None:
        found = self.tools.arranged(self._rows, _searched, _KEYS)
        by_state = self.groups.current() == "state"
        if by_state:
            found.sort(key=lambda one: list(LetterState).index(LetterState(one.state)))
        else:
            cases = list(dict.fromkeys(one.listing_id for one in found))
            found.sort(key=lambda one: cases.index(one.listing_id))
        self.shown = tuple(found)
        self.list.set_rows(self._grouped(found, by_state))
        self._none.setVisible(not found)
        drafts = sum(one.state == LetterState.DRAFT and not self._none_of(one) for one in found)
        lacking = sum(bool(self._missing(one) or self._lacking(one)) for one in found)
        said = [self.tr("{n} in draft").format(n=drafts)]
        if lacking:
            said.append(self.tr("{n} lack something").format(n=lacking))
        self.count.set_text(", ".join(said))
        self._say_saving(found)

    def _say_saving(self, found: Sequence[LetterRow]) -> None:
        """How many letters the button saves; which of those on file it does not, and why, stands under it."""
        none = [self._none_of(one) for one in found if self._none_of(one)]
        unprintable = sum(words.is_unprintable(self._checks.get(one.id)) for one in found)
        count = len(found) - len(none) - unprintable
        self.save.set_words(words.save(count))
        self.save.setEnabled(count > 0)
        self.left_out.set_text(words.left_out(none, unprintable, len(self._rows) - len(found)))
        self.left_out.setVisible(bool(self.left_out.whole_text()) and self.progress.isHidden())

    def _grouped(self, found: Sequence[LetterRow], by_state: bool) -> list[SideRow | SideGroup]:
        rows: list[SideRow | SideGroup] = []
        for _, group in groupby(found, key=lambda one: one.state if by_state else one.listing_id):
            letters = list(group)
            first = letters[0]
            if by_state:
                title = words.state(first.state)
                rows.append(SideGroup(title[:1].upper() + title[1:], str(len(letters))))
            else:
                rows.append(SideGroup(first.patient, first.case_number))
            rows += [self._row(one, by_state) for one in letters]
        return rows

    def _row(self, one: LetterRow, by_state: bool) -> SideRow:
        said = [words.level(one.level), one.language.upper()]
        lacking = self._lacking(one)
        missing, none = self._missing(one), self._none_of(one)
        third = none or (one.recipient if missing else words.state(one.state))
        second = (one.patient, lacking or none) if by_state else (one.number, lacking or third)
        lacks = ", ".join(part for part in (missing, lacking) if part)
        return SideRow(
            one.id,
            words.missing(missing) if missing else one.recipient,
            second=", ".join(part for part in second if part),
            second_right="  ·  ".join(said),
            second_icon=words.level_icon(one.level),
            right=words.waiting(one.since, self._now) if self._now and not none else "",
            mark=Mark(Shape.TRIANGLE, lacks) if lacks else None,
        )

    def _missing(self, one: LetterRow) -> str:
        return "" if self._none_of(one) else one.missing

    def _none_of(self, one: LetterRow) -> str:
        """Why nobody gets this letter, in two words."""
        check = self._checks.get(one.id)
        return words.none(check.none) if check is not None and check.none is not None else ""

    def _lacking(self, one: LetterRow) -> str:
        return words.lacking(self._checks.get(one.id)) if one.state == LetterState.DRAFT else ""

    def _lay_out(self) -> None:
        top = Pane("pane", margins=(16, 12, 16, 12), spacing=8)
        top.box.addWidget(self.groups)
        top.box.addWidget(self.tools)
        foot = Pane("pane", margins=(16, 12, 16, 12), spacing=8)
        below = row(self.count, self.save)
        below.setStretch(0, 1)
        foot.box.addLayout(below)
        foot.box.addWidget(self.left_out)
        foot.box.addWidget(self.progress)
        self.progress.hide()
        self.left_out.hide()
        self._none = Pane("pane", margins=(16, 8, 16, 8))
        self._none.box.addWidget(self.nothing)
        self._none.hide()
        for part in (top, self._none, self.list, Line(), foot):
            self.box.addWidget(part, 1 if part is self.list else 0)


def _searched(one: LetterRow) -> str:
    return (
        f"{one.recipient} {one.patient} {one.case_number} {one.number} {one.level} {one.missing}".casefold()
    )


_KEYS: dict[str, Callable[[LetterRow], Any]] = {
    "waiting": lambda one: one.since,
    "recipient": lambda one: (not one.recipient, one.recipient.casefold()),
    "patient": lambda one: one.patient.casefold(),
}
