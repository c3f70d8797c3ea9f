"""Who sits on a board, with discipline and level, in a table; a seat is given by typing a name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QWidget

from mdt_app.domain.people import Person
from mdt_app.operations.rows import MemberRow
from mdt_app.ui.common import words
from mdt_app.ui.common.buttons import Button
from mdt_app.ui.common.columns import Cell, Column, ColumnsModel
from mdt_app.ui.common.fields import Choice, Field
from mdt_app.ui.common.frames import column, row
from mdt_app.ui.common.messages import InlineMessage
from mdt_app.ui.common.table import TableView
from mdt_app.ui.common.text import SectionTitle


class Members(QWidget):
    """Emits `seated(person id, chair)`."""

    seated = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = SectionTitle(self.tr("Members"))
        self.model = ColumnsModel(self._columns(), same=lambda one: one.membership_id)
        self.table = TableView(self.model, name=self.tr("Members"), row_height=32, flush=True)
        self.query = Field(self.tr("Name, discipline or level"), name=self.tr("Find a member"))
        self.query.setMaximumWidth(320)
        self.query.textEdited.connect(self._narrow)
        self.person = Choice(name=self.tr("Person of the directory"))
        self.person.setInsertPolicy(Choice.InsertPolicy.NoInsert)
        self.person.setMinimumWidth(320)
        self._complete_anywhere()
        self.seat = Button(self.tr("Give a seat"), "plus")
        self.chair = Button(self.tr("Give the chair"))
        self.nobody = InlineMessage(
            self.tr("The directory is empty. Add people under People (Alt+5) first."), level="info"
        )
        self.problem = InlineMessage("")
        self.problem.hide()
        self.setLayout(
            column(
                self.title,
                self.query,
                self.table,
                self.problem,
                row(self.person, self.seat, self.chair, None, spacing=8),
                self.nobody,
                spacing=8,
            )
        )
        self.seat.clicked.connect(lambda: self._seat(False))
        self.chair.clicked.connect(lambda: self._seat(True))

    def show_members(self, members: Sequence[MemberRow], people: Sequence[Person]) -> None:
        seated = {one.person.id for one in members}
        self.model.set_rows(members)
        self.table.fit_rows()
        self.title.set_right(self.tr("{n} seats").format(n=len(members)))
        free = [one for one in people if one.id not in seated]
        self.person.set_choices([(one.id, f"{one.name}, {words.discipline(one.discipline)}") for one in free])
        self.nobody.setVisible(not people)

    def say(self, problem: str) -> None:
        """Why the seat was not given."""
        self.problem.set_text(problem)
        self.problem.show()

    def _narrow(self, words: str) -> None:
        self.model.set_query(words)
        self.table.fit_rows()

    def _complete_anywhere(self) -> None:
        completer = QCompleter(self.person.model(), self.person)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.person.setLineEdit(Field(self.tr("Type a name of the directory")))
        self.person.setCompleter(completer)

    def _seat(self, chair: bool) -> None:
        meant = self._meant()
        self.problem.setVisible(len(meant) != 1)
        if len(meant) == 1:
            self.seated.emit(meant[0], chair)
        elif meant:
            self.problem.set_text(self.tr("Several people are called so; choose one of the list."))
        else:
            self.problem.set_text(self.tr("Nobody of the directory without a seat is called so."))

    def _meant(self) -> list[str]:
        """The ids of those whom the words in the field can mean: by their whole entry, else by a part of it."""
        typed = self.person.currentText().strip().casefold()
        entries = [(self.person.itemText(n).casefold(), n) for n in range(self.person.count())]
        found = [n for said, n in entries if said == typed] or [
            n for said, n in entries if typed and typed in said
        ]
        return [self.person.itemData(n) for n in found]

    def _columns(self) -> Sequence[Column[MemberRow]]:
        chair = self.tr("chair")
        return (
            Column(self.tr("Name"), lambda one: Cell(one.person.name, strong=one.chair), 280, stretch=True,
                   key=lambda one: one.person.family),
            Column(self.tr("Discipline"), lambda one: Cell(words.discipline(one.discipline)), 200,
                   key=lambda one: one.discipline),
            Column(self.tr("Level"), lambda one: Cell(words.level(one.level)), 120, key=lambda one: one.level),
            Column("", lambda one: Cell(chair if one.chair else ""), 80),
        )  # fmt: skip
