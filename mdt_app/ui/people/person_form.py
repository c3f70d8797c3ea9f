"""One person of the directory: a new one is kept whole, a known one field by field as it is typed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from mdt_app.domain.letters.dispatch import Way
from mdt_app.domain.people import DISCIPLINES, Person
from mdt_app.ui.common import frames, words
from mdt_app.ui.common.buttons import Button, PrimaryButton
from mdt_app.ui.common.fields import Choice, Field
from mdt_app.ui.common.frames import ScrollPanel, column, row
from mdt_app.ui.common.messages import InlineMessage
from mdt_app.ui.common.text import Label

LINES = ("address",)
CHOICES = ("discipline", "level", "sex", "letters_by")


class PersonForm(ScrollPanel):
    """Fields of a person. Emits `added(values)` for a new one, `changed(field, value)` for a known one, `closed()`."""

    added = Signal(dict)
    changed = Signal(str, object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margins=(16, 12, 16, 12), spacing=8, parent=parent)
        self._person: Person | None = None
        self.title = Label("", "title", wrap=True)
        self.fields: dict[str, Field] = {}
        self.choices: dict[str, Choice] = {}
        self.problem = InlineMessage("")
        self.add = PrimaryButton(self.tr("Add to the directory"))
        self.cancel = Button(self.tr("Cancel"))
        self._lay_out()
        self.add.clicked.connect(self._add)
        self.cancel.clicked.connect(self.closed)

    def show_new(self) -> None:
        """Empty fields for somebody new."""
        self._fill(None)
        self.fields["family"].setFocus()

    def show_person(self, person: Person) -> None:
        self._fill(person)

    def go_to(self, name: str) -> None:
        """Put the keys into one field, and that in sight."""
        field = self.fields.get(name, self.fields["family"])
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        field.end(False)
        frames.reveal(field)

    def say(self, problem: str) -> None:
        self.problem.set_text(problem)
        self.problem.setVisible(bool(problem))

    def _fill(self, person: Person | None) -> None:
        self._person = person
        self.say("")
        self.title.set_text(person.name if person else self.tr("New person or team"))
        for name, field in self.fields.items():
            field.set_text(as_text(getattr(person, name)) if person else "")
        for name, choice in self.choices.items():
            choice.set_current(getattr(person, name) if person else "")
        for button in (self.add, self.cancel):
            button.setVisible(person is None)

    def _lay_out(self) -> None:
        self.box.addWidget(self.title)
        for group in self._groups():
            cells = [column(Label(said, "small"), self._part(name, said), spacing=2) for name, said in group]
            self.box.addLayout(row(*cells, spacing=12))
        self.box.addWidget(self.problem)
        self.problem.hide()
        self.box.addLayout(row(self.add, self.cancel, None, spacing=8))
        self.box.addStretch(1)

    def _groups(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        return (
            (("title", self.tr("Title")), ("given", self.tr("Given name"))),
            (("family", self.tr("Family name, or name of the team")),),
            (("discipline", self.tr("Discipline")), ("level", self.tr("Level of care"))),
            (("organisation", self.tr("Organisation")),),
            (("address", self.tr("Address, lines parted by ;")),),
            (("phone", self.tr("Phone by day")), ("night_phone", self.tr("Phone at night"))),
            (("email", self.tr("E-mail")), ("number", self.tr("Professional number"))),
            (("letters_by", self.tr("How letters go there")),),
            (("sex", self.tr("Sex, for salutations")), ("language", self.tr("Language (nl, fr, de, en)"))),
        )

    def _part(self, name: str, said: str) -> QWidget:
        if name in CHOICES:
            choice = Choice(self._values(name), name=said)
            choice.chosen.connect(lambda key, name=name: self._typed(name, key))
            self.choices[name] = choice
            return choice
        field = Field(name=said)
        field.editingFinished.connect(lambda name=name: self._typed(name, self.fields[name].text()))
        self.fields[name] = field
        return field

    def _values(self, name: str) -> list[tuple[str, str]]:
        unknown = ("", self.tr("not recorded"))
        if name == "discipline":
            return [unknown, *((one, words.discipline(one)) for one in DISCIPLINES)]
        if name == "level":
            return [unknown, *((one, words.level(one)) for one in ("primary", "secondary", "tertiary"))]
        if name == "letters_by":
            return [("", self.tr("by post, none recorded")), *((str(one), self._way(one)) for one in Way)]
        return [unknown, ("female", self.tr("female")), ("male", self.tr("male"))]

    def _way(self, way: Way) -> str:
        return {
            Way.POST: self.tr("by post"), Way.MAIL: self.tr("by e-mail"), Way.EHEALTH: self.tr("eHealthBox"),
            Way.BY_HAND: self.tr("by hand"), Way.FILE: self.tr("as a file"),
        }[way]  # fmt: skip

    def _typed(self, name: str, text: str) -> None:
        if self._person is None:
            return
        value = as_lines(text) if name in LINES else text.strip()
        if value != getattr(self._person, name):
            self.changed.emit(name, value)

    def _add(self) -> None:
        values: dict[str, object] = {name: field.text().strip() for name, field in self.fields.items()}
        values |= {name: choice.current() for name, choice in self.choices.items()}
        values |= {name: as_lines(str(values[name])) for name in LINES}
        if not values["family"]:
            self.fields["family"].set_wrong(True)
            self.say(self.tr("Write the family name, or the name of the team."))
            return
        self.fields["family"].set_wrong(False)
        self.added.emit(values)


def as_text(value: object) -> str:
    return "; ".join(value) if isinstance(value, tuple) else str(value)


def as_lines(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())
