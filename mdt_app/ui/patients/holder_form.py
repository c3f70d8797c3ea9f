"""A level of care gets its holder by name: somebody of the directory, or a name that is typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mdt_app.domain.payloads import CareHolder
from mdt_app.domain.people import Person
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common import words as said
from mdt_app.ui.common.buttons import Button
from mdt_app.ui.common.fields import Field
from mdt_app.ui.common.frames import column, row
from mdt_app.ui.common.listed_rows import SideRow
from mdt_app.ui.common.lists import SideList
from mdt_app.ui.common.text import Label
from mdt_app.ui.patients.side_form import SideForm

FOUND, LIST_HEIGHT = 30, 420


class HolderForm(SideForm):
    """Emits `named(CareHolder)`."""

    named = Signal(object)

    def __init__(self) -> None:
        super().__init__("")
        self._level = self._task = ""
        self._people: tuple[Person, ...] = ()
        self.query = Field(self.tr("Name, discipline or organisation"), name=self.tr("Who"))
        self.list = SideList(name=self.tr("People of the directory"))
        self.nobody = Label(
            self.tr("Nobody of that name in the directory. The name is kept as you type it."),
            "small",
            wrap=True,
        )
        self.role = Field(name=self.tr("Role or discipline"))
        self.organisation = Field(name=self.tr("Organisation"))
        self.phone = Field(name=self.tr("Phone by day"))
        self.night = Field(name=self.tr("Phone at night"))
        self.address = Field(name=self.tr("Address, lines parted by ;"))
        self.keep = Button(self.tr("Name holder"))
        self.first = self.query
        self._lay_out()
        self.query.textEdited.connect(lambda _: self._fill())
        self.query.returnPressed.connect(self._take_first)
        self.list.opened.connect(lambda key: self._take(str(key)))
        self.list.clicked.connect(lambda _: self._take(str(self.list.current_key())))
        self.keep.clicked.connect(self._take_typed)
        for field in self._more():
            field.returnPressed.connect(self._take_typed)

    def begin(self, level: str, people: Sequence[Person], task: str = "") -> None:
        """Ask for the holder of a level, or of one of its tasks alone; the level's own people stand first."""
        self._level, self._task = level, task
        self._people = tuple(sorted(people, key=lambda one: one.level != level))
        level_words = self.tr("Who holds {level} care?").format(level=said.level(level).lower())
        self.title.set_text(self.tr("Who does this task?") if task else level_words)
        for field in (self.query, *self._more()):
            field.set_text("")
        self.first = self.query
        self.begin_typing()
        self._fill()
        self.query.setFocus()

    def complete(self, holder: CareHolder | None, what: str) -> None:
        """Ask for "address" or "phone" of a holder who is in no directory; the rest stands there as it is known."""
        if holder is None:
            return
        lines = "; ".join(holder.address)
        said_now = (holder.role, holder.organisation, holder.phone, holder.night_phone, lines)
        for field, text in zip((self.query, *self._more()), (holder.name, *said_now), strict=True):
            field.set_text(text)
        for part, shown in ((self.list, False), (self.nobody, False), (self._typed, True)):
            part.setVisible(shown)
        self.first = self.phone if what == "phone" else self.address
        self.first.setFocus()

    def _more(self) -> tuple[Field, ...]:
        return self.role, self.organisation, self.phone, self.night, self.address

    def _fill(self) -> None:
        asked = self.query.text().casefold().split()
        found = [one for one in self._people if all(word in _searched(one) for word in asked)][:FOUND]
        self.list.set_rows([_row(one) for one in found])
        self.list.setVisible(bool(found))
        self.nobody.setVisible(not found)
        self._typed.setVisible(not found)

    def _take_first(self) -> None:
        """Enter goes into the list, or keeps what is typed where nobody is found."""
        if self.list.isHidden():
            self._take_typed()
        else:
            self.list.setFocus()
            self.list.step(1)

    def _take(self, person_id: str) -> None:
        person = next((one for one in self._people if one.id == person_id), None)
        if person is not None:
            self.named.emit(
                CareHolder(
                    level=self._level, name=person.name, person_id=person.id, role=person.discipline,
                    organisation=person.organisation, phone=person.phone, night_phone=person.night_phone,
                    address=person.address, task=self._task,
                )
            )  # fmt: skip

    def _take_typed(self) -> None:
        name = self.query.text().strip()
        if not name:
            self.say(self.tr("Write the name of the person or the team."))
            self.query.setFocus()
            return
        self.named.emit(
            CareHolder(
                level=self._level, name=name, role=self.role.text().strip(),
                organisation=self.organisation.text().strip(), phone=self.phone.text().strip(),
                night_phone=self.night.text().strip(), task=self._task,
                address=tuple(part.strip() for part in self.address.text().split(";") if part.strip()),
            )
        )  # fmt: skip

    def _lay_out(self) -> None:
        self.inner.addWidget(self.query)
        self.inner.addWidget(self.nobody)
        self.inner.addWidget(self.list)
        self.list.setMinimumHeight(themes.current().px(LIST_HEIGHT))
        self._typed = QWidget()
        fields = ((self.role, self.organisation), (self.phone, self.night), (self.address,))
        rows = [
            row(*(column(Label(one.accessibleName(), "small"), one, spacing=2) for one in pair), spacing=8)
            for pair in fields
        ]
        self._typed.setLayout(column(*rows, row(self.keep, None), spacing=8))
        self.inner.addWidget(self._typed)
        self.finish()


def _searched(one: Person) -> str:
    return f"{one.name} {one.discipline} {one.organisation}".casefold()


def _row(one: Person) -> SideRow:
    parts = [said.discipline(one.discipline) if one.discipline else "", one.organisation]
    second = ", ".join(part for part in parts if part)
    return SideRow(one.id, one.name, second=second or "–", right=said.level(one.level) if one.level else "")
