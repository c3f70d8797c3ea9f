"""Presence takes a few letters of a name, Enter, and one key; a contribution is marked apart from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdt_app.domain.attendance import Contribution, Presence
from mdt_app.operations.attendance import MarkContribution, MarkPresent
from mdt_app.operations.people import plain
from mdt_app.ui.cases.acts import CaseActs
from mdt_app.ui.common import words
from mdt_app.ui.common.buttons import Button, CheckRow, LinkButton
from mdt_app.ui.common.fields import Field
from mdt_app.ui.common.flow import Flow
from mdt_app.ui.common.listed_rows import SideRow
from mdt_app.ui.common.lists import SideList
from mdt_app.ui.common.text import Label

SHOWN = 6
PRESENCE_KEYS = {
    "s": Presence.ON_SITE,
    "v": Presence.VIDEO,
    "p": Presence.PHONE,
    "a": Presence.ABSENT,
    "n": Presence.NOT_INVITED,
}
CONTRIBUTION_KEYS = {"w": Contribution.WRITTEN, "m": Contribution.MESSAGE, "i": Contribution.INFORMED}


@dataclass(frozen=True)
class Someone:
    """A person who can be marked: what is marked of him now, in words."""

    person_id: str
    name: str
    role: str
    presence: str
    contribution: str


class PresenceEntry(QWidget):
    """A name field with the people under it; with one chosen, the keys that mark him. Emits `left()` on Escape."""

    left = Signal()

    def __init__(self, acts: CaseActs) -> None:
        super().__init__()
        self._acts = acts
        self._chosen = ""
        self.field = Field(self.tr("A few letters of a name, then Enter"), name=self.tr("Who is here"))
        self.list = SideList(name=self.tr("People"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.nobody = Label(self.tr("Nobody by that name in the directory."), "small")
        self.to_people = LinkButton(self.tr("Add in People"), low=True)
        self.keys = _Keys()
        self.written = Field(
            self.tr("In short, if it helps; Enter"), name=self.tr("What was written or said")
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 4)
        box.setSpacing(4)
        for part in (self.field, self.list, self.nobody, self.to_people, self.keys, self.written):
            box.addWidget(part)
        self.field.textChanged.connect(lambda _text: self.refill())
        self.field.installEventFilter(self)
        self.list.clicked.connect(lambda _index: self._choose())
        self.to_people.clicked.connect(lambda: acts.went.emit("people", ""))
        self.keys.pressed.connect(self._mark)
        self.keys.left.connect(self.begin)
        self.written.returnPressed.connect(self._note)
        self.hide()

    def begin(self) -> None:
        """Show the people and wait for a name."""
        self._chosen = ""
        self.field.clear()
        self.refill()
        self.show()
        self.field.setFocus()

    def refill(self) -> None:
        """The people whose names have these letters; those of this case first."""
        letters = plain(self.field.text())
        found = [one for one in self._everyone() if all(part in plain(one.name) for part in letters.split())]
        self.list.set_rows(
            [
                SideRow(
                    one.person_id,
                    one.name,
                    ", ".join(part for part in (one.role, one.contribution) if part),
                    right=one.presence,
                )
                for one in found[:SHOWN]
            ]
        )
        if found and self.list.current_key() is None:
            self.list.choose(found[0].person_id)
        waiting = not self._chosen
        self.list.setVisible(waiting and bool(found))
        self.field.setVisible(waiting)
        self.nobody.setVisible(waiting and not found)
        self.to_people.setVisible(waiting and not found)
        self.keys.setVisible(not waiting)
        self.written.hide()
        self._fit(min(SHOWN, len(found)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the name field arrows walk the list, Enter takes, Escape leaves."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and not event.modifiers():
            self.list.step(1 if event.key() == Qt.Key.Key_Down else -1)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.left.emit()
            return True
        return super().eventFilter(watched, event)

    def _everyone(self) -> Sequence[Someone]:
        rows = self._acts.view.attendance
        here = [
            Someone(
                one.person_id,
                one.name,
                words.discipline(one.discipline),
                words.presence(one.presence),
                words.contribution(one.contribution),
            )
            for one in rows
        ]
        known = {one.person_id for one in rows}
        others = [
            Someone(one.id, one.name, words.discipline(one.discipline) or one.organisation, "", "")
            for one in self._acts.people
            if one.id not in known
        ]
        return [*here, *others]

    def _choose(self) -> None:
        key = self.list.current_key()
        if isinstance(key, str):
            self._chosen = key
            name = next(one.name for one in self._everyone() if one.person_id == key)
            self.keys.ask(name, stays=key in self._members())
            self.refill()
            self.keys.setFocus()

    def _members(self) -> set[str]:
        """Who sits on the board and so stays for the later cases; a guest is there for one case."""
        return {one.person_id for one in self._acts.view.attendance if one.member}

    def _mark(self, letter: str, onward: bool) -> None:
        person: dict[str, Any] = {"listing_id": self._acts.listing_id, "person_id": self._chosen}
        if letter in PRESENCE_KEYS:
            self._acts.write(MarkPresent, **person, presence=PRESENCE_KEYS[letter], onward=onward)
            self.begin()
        else:
            self._letter = letter
            self._acts.write(MarkContribution, **person, contribution=CONTRIBUTION_KEYS[letter])
            self.keys.hide()
            self.written.clear()
            self.written.show()
            self.written.setFocus()

    def _note(self) -> None:
        if self.written.text().strip():
            self._acts.write(
                MarkContribution,
                listing_id=self._acts.listing_id,
                person_id=self._chosen,
                contribution=CONTRIBUTION_KEYS[self._letter],
                text=self.written.text().strip(),
            )
        self.begin()

    def _fit(self, rows: int) -> None:
        high = sum(self.list.sizeHintForRow(number) for number in range(rows))
        self.list.setFixedHeight(max(1, high))


class _Keys(QWidget):
    """The one key for how somebody is here. Emits `pressed(letter, onward)` and, on Escape, `left()`."""

    pressed = Signal(str, bool)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.title = Label("", "strong", wrap=True)
        self.onward = CheckRow(self.tr("and in all later cases (Shift turns this round)"))
        here = (
            ("s", self.tr("S on site")),
            ("v", self.tr("V video")),
            ("p", self.tr("P phone")),
            ("a", self.tr("A absent")),
            ("n", self.tr("N not invited")),
        )
        apart = (("w", self.tr("W written")), ("m", self.tr("M message")), ("i", self.tr("I informed")))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(self.title)
        box.addWidget(self._buttons(here))
        box.addWidget(self.onward)
        box.addWidget(Label(self.tr("Without being here:"), "small"))
        box.addWidget(self._buttons(apart))

    def ask(self, name: str, *, stays: bool) -> None:
        """Ask how this person is here; who `stays` is marked for the later cases too."""
        self.onward.setChecked(stays)
        self.title.set_text(name)
        self.setAccessibleName(self.tr("{name}: press S, V, P, A, N, W, M or I").format(name=name))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One key marks."""
        letter = event.text().casefold()
        if letter in PRESENCE_KEYS or letter in CONTRIBUTION_KEYS:
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.pressed.emit(letter, shifted != self.onward.isChecked())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _buttons(self, keys: tuple[tuple[str, str], ...]) -> Flow:
        buttons = []
        for letter, text in keys:
            button = Button(text)
            button.clicked.connect(
                lambda _=False, letter=letter: self.pressed.emit(letter, self.onward.isChecked())
            )
            buttons.append(button)
        return Flow(buttons)
