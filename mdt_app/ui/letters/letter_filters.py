"""What narrows the list of letters is said in one line and goes with one key; nothing of it outlives the day."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from mdt_app.domain.letters.dispatch import Way
from mdt_app.operations.letter_stages import DeskLine, Stage
from mdt_app.ui.common.buttons import BareButton
from mdt_app.ui.common.text import literal, set_tip
from mdt_app.ui.common.words import language
from mdt_app.ui.letters import due_words, words
from mdt_app.ui.letters.words import tr

OPENS = "Ctrl+Shift+F"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFilter:
    """Which letters are wanted; "" and False leave it open. `mine` are those to be reviewed of one's own cases."""

    late: bool = False
    mine: bool = False
    way: str = ""
    board: str = ""
    level: str = ""
    language: str = ""

    @property
    def at_work(self) -> bool:
        return self != LetterFilter()

    def keeps(self, line: DeskLine, today: date, mine: Collection[str]) -> bool:
        """Whether a letter is wanted; `mine` are the listings of one's own cases."""
        letter = line.due.letter
        return (
            (not self.late or line.is_late(today))
            and (not self.mine or (line.stage == Stage.REVIEW and letter.listing_id in mine))
            and self.way in ("", line.due.how)
            and self.board in ("", line.due.board)
            and self.level in ("", letter.level)
            and self.language in ("", letter.language)
        )

    def said(self) -> str:
        """The filters in words: "late, by post, French"."""
        parts = (
            tr("late") if self.late else "",
            tr("mine to review") if self.mine else "",
            tr("by {way}").format(way=due_words.way(Way(self.way))) if self.way else "",
            self.board,
            words.level(self.level) if self.level else "",
            language(self.language) if self.language else "",
        )
        return ", ".join(part for part in parts if part)


class FilterButton(BareButton):
    """Opens a menu of what the list can be narrowed to. Emits `changed()` when the user takes something of it."""

    changed = Signal()

    def __init__(self, may_decide: bool, parent: QWidget | None = None) -> None:
        super().__init__(icon="filter", name=tr("Filter"), parent=parent)
        self._may_decide = may_decide
        self._lines: Sequence[DeskLine] = ()
        self.now = LetterFilter()
        self.setCheckable(True)
        self.clicked.connect(self.open)
        QShortcut(QKeySequence(OPENS), self).activated.connect(self.open)
        self._say()

    def show_lines(self, lines: Sequence[DeskLine]) -> None:
        """The letters that there are: only what some of them have is offered."""
        self._lines = lines

    def take(self, **wanted: object) -> None:
        """Narrow the list further, or less, as the user does."""
        self.now = replace(self.now, **wanted)  # type: ignore[arg-type]
        self._say()
        self.changed.emit()

    def forget(self) -> None:
        """Nothing is narrowed, silently."""
        self.now = LetterFilter()
        self._say()

    def menu(self) -> QMenu:
        """All filters, those at work ticked."""
        menu = QMenu(self)
        self._add_switch(menu, tr("Late only"), "late")
        if self._may_decide:
            self._add_switch(menu, tr("Mine to review"), "mine")
        menu.addSeparator()
        for title, name, said in self._choices():
            self._add_choice(menu, title, name, said)
        menu.addSeparator()
        clear = menu.addAction(tr("Clear all filters"))
        clear.setEnabled(self.now.at_work)
        clear.triggered.connect(self._clear)
        return menu

    def open(self) -> None:
        """Show the menu under the button, its first entry ready for Enter."""
        self._say()
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))
        menu.setActiveAction(menu.actions()[0])

    def _choices(self) -> list[tuple[str, str, dict[str, str]]]:
        """Title, field, and of every value that some letter has its words."""
        letters = [one.due.letter for one in self._lines]
        boards = sorted({one.due.board for one in self._lines})
        ways = {str(one.due.how): due_words.way(one.due.how) for one in self._lines}
        levels = {one.level: words.level(one.level) for one in letters}
        languages = {one.language: language(one.language) for one in letters}
        found = [
            (tr("How it goes"), "way", ways), (tr("Board"), "board", {one: one for one in boards}),
            (tr("Level"), "level", levels), (tr("Language"), "language", languages),
        ]  # fmt: skip
        return [one for one in found if len(one[2]) > 1 or getattr(self.now, one[1])]

    def _add_switch(self, menu: QMenu, title: str, name: str) -> None:
        on = bool(getattr(self.now, name))
        act = menu.addAction(literal(title))
        act.setCheckable(True)
        act.setChecked(on)
        act.triggered.connect(lambda: self.take(**{name: not on}))

    def _add_choice(self, menu: QMenu, title: str, name: str, said: dict[str, str]) -> None:
        chosen = getattr(self.now, name)
        part = menu.addMenu(literal(title))
        for key, word in {"": tr("All"), **dict(sorted(said.items(), key=lambda one: one[1]))}.items():
            act = part.addAction(literal(word))
            act.setCheckable(True)
            act.setChecked(key == chosen)
            act.triggered.connect(partial(self._take_one, name, key))

    def _take_one(self, name: str, key: str, _: bool = False) -> None:
        self.take(**{name: key})

    def _clear(self) -> None:
        self.forget()
        self.changed.emit()

    def _say(self) -> None:
        said = tr("Filter: {what}").format(what=self.now.said()) if self.now.at_work else tr("Filter")
        self.setChecked(self.now.at_work)
        self.setAccessibleName(said)
        set_tip(self, f"{said} ({OPENS})")
