"""The directory: everyone who treats patients or sits on a board, found by typing, edited in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from mdt_app.domain.accounts import Right
from mdt_app.domain.people import Person
from mdt_app.operations.commands import new_id
from mdt_app.operations.fields import SetField
from mdt_app.operations.people import AddPerson
from mdt_app.operations.work import Change, Reader
from mdt_app.ui.common import words
from mdt_app.ui.common.buttons import PrimaryButton
from mdt_app.ui.common.columns import Cell, Column, ColumnsModel
from mdt_app.ui.common.fields import Field
from mdt_app.ui.common.frames import Line, Pane, row
from mdt_app.ui.common.marks import Tone
from mdt_app.ui.common.messages import EmptyState
from mdt_app.ui.common.split import Split
from mdt_app.ui.common.table import TableView
from mdt_app.ui.common.text import Label
from mdt_app.ui.errors import explain
from mdt_app.ui.live import LiveView
from mdt_app.ui.people.person_form import PersonForm
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks

SIDE = 384


class PeopleScreen(LiveView):
    """A table of people and, beside it, the one chosen. Emits `said(words, undo, wrong)`."""

    said = Signal(str, object, bool)

    def __init__(self, tasks: Tasks, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent)
        self._services = services
        self._versions: Mapping[str, int] = {}
        self._chosen = self._field = ""
        self._go_in = False
        self.query = Field(self.tr("Name, discipline or organisation"), name=self.tr("Find a person"))
        self.add = PrimaryButton(self.tr("Add person"), shortcut="Ctrl+N")
        self.model = ColumnsModel(self._columns(), same=lambda one: one.id)
        self.table = TableView(self.model, name=self.tr("People"))
        self.form = PersonForm()
        self.side = QStackedWidget()
        self._nobody = EmptyState(
            self.tr("Choose somebody"),
            self.tr(
                "Or add a GP, a colleague or a team. Letters and invitations take names and numbers from here."
            ),
        )
        self.pages = QStackedWidget()
        self.empty = EmptyState(
            self.tr("Nobody in the directory yet"),
            self.tr("Add the GPs, colleagues and teams who treat your patients or sit on a board."),
            self.tr("Add person"), "people",
        )  # fmt: skip
        self._lay_out()
        self._connect()

    def show_person(self, person_id: str) -> None:
        """Open one person's entry, and go into it; "id/address" goes to that field."""
        person_id, _, self._field = person_id.partition("/")
        self._go_in = True
        self.split.reveal(self.side)
        self.query.clear()
        self.table.choose(person_id)
        self._read_one(person_id)

    def shown(self) -> None:
        """Typing finds at once."""
        self.query.setFocus()

    def concerns(self, change: Change) -> bool:
        return change.entity == "person"

    def refresh(self) -> None:
        self.tasks.read(self, lambda reader: reader.find(Person, order=("family", "given")), self._show)

    def _show(self, people: Sequence[Person]) -> None:
        self.model.set_rows(people)
        self.pages.setCurrentWidget(self.table if people else self.empty)
        if self._chosen and self.side.currentWidget() is self.form:
            self._read_one(self._chosen)

    def _lay_out(self) -> None:
        bar = Pane("surface", margins=(16, 12, 16, 12))
        bar.box.addLayout(row(Label(self.tr("People"), "title"), 16, self.query, None, self.add, spacing=8))
        left = Pane("surface")
        for part in (bar, Line()):
            left.box.addWidget(part)
        for page in (self.table, self.empty):
            self.pages.addWidget(page)
        left.box.addWidget(self.pages, 1)
        side = Pane("pane")
        side.set_width(SIDE)
        self.side.addWidget(self._nobody)
        self.query.setMinimumWidth(320)
        self.side.addWidget(self.form)
        side.box.addWidget(self.side)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self.split = Split((left, 1), (side, 0), names=(self.tr("Directory"), self.tr("Person")))
        box.addWidget(self.split)
        self.add.setVisible(self._services.account.may(Right.PREPARE))

    def _connect(self) -> None:
        self.query.textEdited.connect(self.model.set_query)
        self.add.clicked.connect(self._new)
        self.table.chosen.connect(lambda person: self._read_one(person.id) if person else None)
        self.table.opened.connect(lambda _: self.split.reveal(self.side))
        self.empty.acted.connect(self._new)
        self.form.added.connect(self._add)
        self.form.changed.connect(self._set)
        self.form.closed.connect(lambda: self.side.setCurrentWidget(self._nobody))

    def _columns(self) -> Sequence[Column[Person]]:
        return (
            Column(self.tr("Name"), lambda one: Cell(one.name, one.organisation, strong=True), 300, stretch=True,
                   key=lambda one: (one.family.casefold(), one.given.casefold())),
            Column(self.tr("Discipline"), self._discipline, 150, key=lambda one: one.discipline,
                   under=0),
            Column(self.tr("Level"), lambda one: Cell(words.level(one.level) if one.level else "–"), 100,
                   key=lambda one: one.level, under=0),
            Column(self.tr("Phone"), self._phone, 170, key=lambda one: one.phone),
        )  # fmt: skip

    def _discipline(self, person: Person) -> Cell:
        return Cell(words.discipline(person.discipline)) if person.discipline else Cell("–", tone=Tone.QUIET)

    def _phone(self, person: Person) -> Cell:
        night = self.tr("night {phone}").format(phone=person.night_phone) if person.night_phone else ""
        return Cell(person.phone, night) if person.phone else Cell(self.tr("none on file"), tone=Tone.LOOK)

    def _new(self) -> None:
        self._chosen = ""
        self.split.reveal(self.side)
        self.side.setCurrentWidget(self.form)
        self.form.show_new()

    def _read_one(self, person_id: str) -> None:
        self._chosen = person_id

        def read(reader: Reader) -> tuple[Person, Mapping[str, int]]:
            return reader.get(Person, person_id), reader.versions(Person, person_id)

        self.tasks.read(self, read, self._show_one)

    def _show_one(self, found: tuple[Person, Mapping[str, int]]) -> None:
        person, self._versions = found
        if person.id == self._chosen:
            self.form.show_person(person)
            self.side.setCurrentWidget(self.form)
        if self._go_in and person.id == self._chosen:
            self._go_in = False
            self.form.go_to(self._field or "family")

    def _set(self, field: str, value: object) -> None:
        command = self._services.command(
            SetField,
            entity="person",
            entity_id=self._chosen,
            field=field,
            value=value,
            base_version=self._versions.get(field, 0),
        )
        self.tasks.write(command, failed=lambda error: self.form.say(explain(error).words), owner=self)

    def _add(self, values: dict[str, object]) -> None:
        id = new_id()
        values["professional_number"] = values.pop("number")

        def done(_: tuple[Change, ...]) -> None:
            self.said.emit(self.tr("Added to the directory."), None, False)
            self._read_one(id)

        command = self._services.command(AddPerson, person_id=id, **values)
        self.tasks.write(command, done, lambda error: self.form.say(explain(error).words), self)
