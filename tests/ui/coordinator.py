"""A coordinator at the real window: keys, what stands on the screen, and a clock that the test sets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from gui_thread import GuiThreadGuard
from month_kit import BRUSSELS, PASSWORD, Desk
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from ui.walk import Walk, walking

from mdt_app import application
from mdt_app.application import Application
from mdt_app.domain.agenda import Listing, Meeting
from mdt_app.domain.people import Patient
from mdt_app.ui.accounts import lock_time
from mdt_app.ui.common.buttons import Button
from mdt_app.ui.common.fields import Choice, Field, TextArea
from mdt_app.ui.common.lists import SideList
from mdt_app.ui.common.rail import Rail
from mdt_app.ui.common.segments import SegmentedButton
from mdt_app.ui.common.table import TableView

W = TypeVar("W", bound=QWidget)
NO = Qt.KeyboardModifier.NoModifier


@dataclass
class Coordinator:
    """Hands and eyes; `desk` lays out what the hospital knows already and reads what is stored."""

    walk: Walk
    desk: Desk
    guard: GuiThreadGuard
    folder: Path
    entries: list[Path] = field(default_factory=list)

    def see(self, kind: type[W]) -> W:
        """The one visible widget of a kind."""
        (found,) = self.walk.shown(kind)
        assert isinstance(found, kind)
        return found

    def go(self, keys: str, kind: type[W]) -> W:
        """To a place of the rail; pressed again, it goes back to its beginning."""
        self.press(keys)
        if not self.walk.shown(kind):
            self.press(keys)
        return self.see(kind)

    def button(self, words: str, within: QWidget | None = None) -> Button:
        """The visible button that begins with these words."""
        root = within or self.walk.desktop.window
        found = [
            one for one in root.findChildren(Button) if one.isVisible() and one.words().startswith(words)
        ]
        assert found, f"no button {words!r}"
        return found[0]

    def push(self, button: Button) -> None:
        """Press a button as a mouse does, which needs it to be seen and enabled."""
        assert button.isVisible(), button.words()
        assert button.isEnabled(), button.words()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.rest()

    def press(self, *keys: str) -> None:
        """Keys with their modifiers, as "Alt+Q", to whatever has the focus."""
        for one in keys:
            QTest.keySequence(self.focus(), one)
            self.rest()

    def tap(self, *keys: Qt.Key, modifiers: Qt.KeyboardModifier = NO) -> None:
        for one in keys:
            QTest.keyClick(self.focus(), one, modifiers)
            self.rest()

    def type(self, text: str) -> None:
        QTest.keyClicks(self.focus(), text)
        self.rest()

    def write(self, where: Field | TextArea, text: str) -> None:
        """Put the cursor into a field that is seen and write over what stands there."""
        assert where.isVisible()
        assert where.isEnabled()
        where.setFocus()
        where.selectAll()
        self.type(text)

    def take(self, segments: SegmentedButton, key: str) -> None:
        """Choose one of a few by keys: to the control, along it, and space."""
        segments.segment(segments.current() or next(iter(segments._segments))).setFocus()
        order = list(segments._segments)
        while (here := next(one for one in order if segments.segment(one).hasFocus())) != key:
            QTest.keyClick(
                self.focus(), Qt.Key.Key_Right if order.index(here) < order.index(key) else Qt.Key.Key_Left
            )
        self.tap(Qt.Key.Key_Space)

    def pick(self, choice: Choice, key: str) -> None:
        """Choose from a list of choice with the arrow keys."""
        assert choice.isVisible()
        choice.setFocus()
        while choice.current() != key:
            before = choice.currentIndex()
            down = choice.findData(key) > before
            self.tap(Qt.Key.Key_Down if down else Qt.Key.Key_Up)
            assert choice.currentIndex() != before, f"{key} cannot be chosen"

    def walk_to(self, side: SideList, key: str) -> None:
        """Go along a list with the arrow keys until something is reached."""
        side.setFocus()
        QTest.keyClick(self.focus(), Qt.Key.Key_Home)
        for _ in range(60):
            if side.current_key() == key:
                self.rest()
                return
            QTest.keyClick(self.focus(), Qt.Key.Key_Down)
        raise AssertionError(f"{key} is not in the list")

    def walk_down(self, table: TableView, found: Callable[[Any], bool]) -> None:
        """Go down a table from its first row until the one that is looked for is current."""
        table.setFocus()
        QTest.keyClick(table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
        for _ in range(60):
            row = table.current_row()
            if row is not None and found(row):
                self.rest()
                return
            QTest.keyClick(table, Qt.Key.Key_Down)
        raise AssertionError("no such row")

    def come_back(self) -> None:
        """A dialog is gone: the window is the active one again, as a window manager makes it."""
        self.walk.desktop.window.activateWindow()
        self.walk.qtbot.waitUntil(self.walk.desktop.window.isActiveWindow)
        self.rest()

    def focus(self) -> QWidget:
        return QApplication.focusWidget() or self.walk.desktop.window

    def rest(self) -> None:
        """Wait until all is kept and drawn; the focus may never have fallen out of the work onto the rail."""
        self.walk.settle()
        focused = QApplication.focusWidget()
        rails = self.walk.desktop.window.findChildren(Rail)
        assert not [one for one in rails if focused and one.isAncestorOf(focused)], (
            "the focus fell onto the rail"
        )

    def find(self, kind: type[Any], **where: Any) -> tuple[Any, ...]:
        with self.guard.preparing():
            return self.desk.find(kind, **where)

    def get(self, kind: type[Any], id: str) -> Any:
        with self.guard.preparing():
            return self.desk.get(kind, id)

    def agenda(self, meeting_id: str) -> list[Listing]:
        return list(self.find(Listing, meeting_id=meeting_id, order=("position",)))

    def wait_until(self, at: datetime) -> None:
        """The clock goes on."""
        self.desk.at = at.astimezone(BRUSSELS)
        self.walk.settle()

    def later(self, minutes: int) -> None:
        self.wait_until(self.desk.at + timedelta(minutes=minutes))

    def patients(self, listings: Iterable[Listing]) -> list[Patient]:
        return [self.get(Patient, each.patient_id) for each in listings]

    def desk_name(self, key: str) -> str:
        """A person of the directory, as written."""
        with self.guard.preparing():
            return self.desk.name(key)

    def start_of(self, meeting_id: str) -> datetime:
        starts_at: datetime = self.get(Meeting, meeting_id).starts_at
        return starts_at


@contextmanager
def coordinator(
    qtbot: QtBot, qapp: QApplication, guard: GuiThreadGuard, patch: pytest.MonkeyPatch, folder: Path
) -> Iterator[Coordinator]:
    """The window at a new database with a board and its people; files go into `folder` without asking."""
    patch.setenv("MDT_HOME", str(folder / "home"))
    where, entries = str(folder / "boards.db"), folder / "entries"
    entries.mkdir()
    lock_time.keep_minutes(0)  # the clock leaps by days
    with guard.preparing():
        application.create(where, "sofie", PASSWORD).close()
        app = application.open_existing(where, "sofie", lambda _: PASSWORD)
        desk = Desk(app, folder, where)
        patch.setattr(Application, "now", lambda _: desk.at)
        desk.set_up()
    patch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(entries))
    patch.setattr(QFileDialog, "getSaveFileName", lambda *asked: (str(folder / Path(asked[2]).name), ""))
    with walking(qtbot, qapp, app) as walk:
        qtbot.waitUntil(walk.desktop.window.isActiveWindow)
        yield Coordinator(walk, desk, guard, folder)
    with guard.preparing():
        app.close()
