"""What a case needs is said in place: how far it is, what exactly, who sees to it, by when, and whether it blocks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from mdt_app.domain.needs import Need, NeedState
from mdt_app.domain.people import Person
from mdt_app.operations.commands import new_id
from mdt_app.operations.fields import SetField
from mdt_app.operations.needs import AskNeed
from mdt_app.operations.rows import Ready
from mdt_app.operations.work import Reader
from mdt_app.ui.common.buttons import Button, CheckRow, LinkButton
from mdt_app.ui.common.fields import Choice, Field
from mdt_app.ui.common.frames import column, row
from mdt_app.ui.common.messages import InlineMessage
from mdt_app.ui.common.text import Label
from mdt_app.ui.common.words import said_day
from mdt_app.ui.errors import explain
from mdt_app.ui.readiness import words
from mdt_app.ui.readiness.day_field import DayField
from mdt_app.ui.readiness.who_field import WhoField
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks

MORE = ""
"""The key of a need that is not made yet."""


class NeedForm(QWidget):
    """The needs of one thing of one case, one at a time. Emits `left()` when done with, `said(words, undo, wrong)`."""

    left = Signal()
    said = Signal(str, object, bool)

    def __init__(self, tasks: Tasks, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._services = tasks, services
        self._case_id = self.what = ""
        self._needs: dict[str, Need] = {}
        self._versions: dict[str, Mapping[str, int]] = {}
        self._people: tuple[Person, ...] = ()
        self._warned = False
        self._make_fields()
        self._lay_out()
        self._connect()

    def begin(self, case_id: str, ready: Ready) -> None:
        """Ask about one thing; the need that is furthest from ready stands first."""
        self._case_id, self.what = case_id, ready.what
        self._needs = {one.id: one for one in ready.needs}
        first = next((one.id for one in ready.needs if one.open and one.state == ready.state), "")
        first = (
            first or next((one.id for one in ready.needs if one.open), "") or next(iter(self._needs), MORE)
        )
        choices = [
            *((one.id, words.need_words(one)) for one in ready.needs),
            (MORE, self.tr("Something more…")),
        ]
        self.which.set_choices(choices, first)
        self.which.setVisible(bool(ready.needs))
        self._tell_facts(ready)
        self._show(first)
        self._read()

    def editors(self) -> tuple[QWidget, ...]:
        """The parts of the form in the order of the tabulator."""
        return (
            self.there, self.which, self.state, self.expected, self.wanted, self.owner, self.blocks, self.keep,
            self.leave, self.remove,
        )  # fmt: skip

    def unsaved(self) -> bool:
        """Whether something stands here that is not kept."""
        return not self.isHidden() and self._values_or_none() != self._stored()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves; words that are not kept go only with a second one."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.unsaved() and not self._warned:
            self._warned = True
            self._say(self.tr("Not kept yet. Keep it; Escape once more leaves it."))
        else:
            self.left.emit()

    def _read(self) -> None:
        ids = tuple(self._needs)

        def read(reader: Reader) -> tuple[tuple[Person, ...], dict[str, Mapping[str, int]]]:
            people = self._people or reader.find(Person, order=("family", "given"))
            return people, {id: reader.versions(Need, id) for id in ids}

        self._tasks.read(self, read, lambda found: self._known(*found))

    def _known(self, people: tuple[Person, ...], versions: dict[str, Mapping[str, int]]) -> None:
        self._people, self._versions = people, versions
        self.owner.set_people(people)

    def _tell_facts(self, ready: Ready) -> None:
        near = self._services.today()
        shown = ready.arrived or ready.facts[:2]
        lines = [f"{said_day(one.date, near)}: {one.value}" for one in shown]
        title = self.tr("Arrived since") if ready.arrived else self.tr("On record")
        self.facts.set_text(f"{title}: {'; '.join(lines)}" if lines else self.tr("Nothing on record."))
        self.there.setVisible(bool(ready.arrived))

    def _show(self, need_id: str) -> None:
        one = self._needs.get(need_id)
        self._warned = False
        self._say("")
        self.state.set_current((one.state if one else NeedState.ASKED).value)
        self.wanted.set_text(one.wanted if one else "")
        self.owner.set_text(one.owner if one else "")
        self.expected.show_day(one.expected if one else None, self._services.today())
        self.blocks.setChecked(one.blocks if one else False)
        self.remove.setVisible(one is not None)

    def _values(self) -> dict[str, Any]:
        """What stands in the fields. Raises ValueError in words."""
        return {
            "state": NeedState(self.state.current()),
            "wanted": self.wanted.text().strip(),
            "owner_id": self.owner.person_id() or self._known_owner(),
            "owner": self.owner.text().strip(),
            "expected": self.expected.day(self._services.today()),
            "blocks": self.blocks.isChecked(),
        }

    def _known_owner(self) -> str:
        """The owner of the need as stored, where his name still stands there."""
        one = self._needs.get(self.which.current())
        return one.owner_id if one is not None and one.owner == self.owner.text().strip() else ""

    def _values_or_none(self) -> dict[str, Any] | None:
        try:
            return self._values()
        except ValueError:
            return None

    def _stored(self) -> dict[str, Any]:
        one = self._needs.get(self.which.current())
        if one is None:
            empty: dict[str, Any] = {
                "wanted": "",
                "owner_id": "",
                "owner": "",
                "expected": None,
                "blocks": False,
            }
            return {"state": NeedState(self.state.current()), **empty}
        return {name: getattr(one, name) for name in self._values_or_none() or {}}

    def _keep(self) -> None:
        try:
            values = self._values()
        except ValueError as wrong:
            self._say(str(wrong))
            return
        need_id = self.which.current()
        if need_id == MORE:
            self._write(AskNeed, need_id=new_id(), case_id=self._case_id, what=self.what, **values)
            self.left.emit()
            return
        before = self._needs[need_id]
        self._set(need_id, {name: value for name, value in values.items() if value != getattr(before, name)})
        self.left.emit()

    def _set(self, need_id: str, changed: Mapping[str, object]) -> None:
        versions = self._versions.get(need_id, {})
        for name, value in changed.items():
            self._write(
                SetField, entity="need", entity_id=need_id, field=name, base_version=versions.get(name, 0),
                value=value.isoformat() if isinstance(value, date) else value,
            )  # fmt: skip

    def _is_there(self) -> None:
        need_id = self.which.current()
        if need_id in self._needs:
            self._set(need_id, {"state": NeedState.THERE.value})
            self.left.emit()

    def _take_away(self) -> None:
        need_id = self.which.current()
        base = self._versions.get(need_id, {}).get("removed", 0)

        def undo() -> None:
            self._write(
                SetField,
                entity="need",
                entity_id=need_id,
                field="removed",
                value=False,
                base_version=base + 1,
            )

        self._write(
            SetField, entity="need", entity_id=need_id, field="removed", value=True, base_version=base
        )
        self.said.emit(
            self.tr("{what} is no longer asked for.").format(what=words.thing(self.what)), undo, False
        )
        self.left.emit()

    def _write(self, kind: type, **payload: object) -> None:
        command = self._services.command(kind, **payload)
        self._tasks.write(
            command, failed=lambda error: self.said.emit(explain(error).words, None, True), owner=self
        )

    def _say(self, text: str) -> None:
        self.wrong.set_text(text)
        self.wrong.setVisible(bool(text))

    def _make_fields(self) -> None:
        self.facts = Label("", "small", wrap=True)
        self.there = Button(self.tr("It is there"))
        self.which = Choice([], name=self.tr("Which of them"))
        self.which.give_way(12)
        self.state = Choice(words.states(), name=self.tr("How far it is"))
        self.state.give_way(8)
        self.wanted = Field(self.tr("What exactly, such as PET-CT"), name=self.tr("What is wanted"))
        self.owner = WhoField(self.tr("Who sees to it"), name=self.tr("Who sees to it"))
        self.expected = DayField(self.tr("By: 20 Oct, +3"), name=self.tr("By when"))
        self.blocks = CheckRow(self.tr("Cannot be discussed without it"))
        self.keep = Button(self.tr("Keep"), hint=self.tr("Enter"))
        self.leave = LinkButton(self.tr("Leave"), hint=self.tr("Esc"))
        self.remove = LinkButton(self.tr("No longer asked for"))
        self.wrong = InlineMessage("")

    def _lay_out(self) -> None:
        box = column(
            row(self.facts, self.there, spacing=8), self.which, row(self.state, self.expected, spacing=8),
            self.wanted, self.owner, self.blocks, self.wrong, row(self.keep, self.leave, None, spacing=8),
            row(self.remove, None),
            spacing=8,
        )  # fmt: skip
        box.setContentsMargins(22, 4, 0, 12)
        self.setLayout(box)
        self.wrong.hide()

    def _connect(self) -> None:
        self.which.chosen.connect(self._show)
        self.there.clicked.connect(self._is_there)
        self.keep.clicked.connect(self._keep)
        self.leave.clicked.connect(self.left)
        self.remove.clicked.connect(self._take_away)
        for field in (self.wanted, self.expected):
            field.returnPressed.connect(self._keep)
