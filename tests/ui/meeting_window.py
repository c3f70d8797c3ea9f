"""The screens of a meeting on a real database: a window's lanes and services around a team."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from gui_thread import GuiThreadGuard
from operations.kit import Team
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mdt_app import paths
from mdt_app.content import guidance
from mdt_app.domain.accounts import Account
from mdt_app.domain.guidance import Guidance
from mdt_app.notes.text import MergeText
from mdt_app.operations.carry_out import carry_out
from mdt_app.operations.work import Change
from mdt_app.planner.rhythm import next_start
from mdt_app.ui.common import theme
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks

W = TypeVar("W", bound=QWidget)


@cache
def read_guidance() -> Guidance:
    """The paper's content, read once for all tests."""
    return guidance.load(paths.resources())


def services_of(team: Team, account: Account | None = None) -> Services:
    """What screens may ask, on a team's database; what these screens do not use refuses."""

    def unused(*_: object) -> Any:
        raise AssertionError("not for this screen")

    def write(command: Any) -> tuple[Change, ...]:
        return carry_out(command, team.database.open_work, next_start)

    return Services(
        account=account or team.account, guidance=read_guidance(), demo=False, database_name="test",
        command=team.command, carry_out=write, open_reader=team.database.reader, now=lambda: team.clock.astimezone(),
        new_text=MergeText, read_file=unused, import_patient=unused, render_letter=unused,
        render_agenda=lambda view: b"%PDF " + view.board.name.encode(), next_start=next_start,
    )  # fmt: skip


class GuardedTeam:
    """The team itself, whose every act is the test's own and not a screen's."""

    def __init__(self, team: Team, guard: GuiThreadGuard) -> None:
        self._team, self._guard = team, guard

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._team, name)
        if not callable(found):
            return found

        def act(*words: Any, **more: Any) -> Any:
            with self._guard.preparing():
                return found(*words, **more)

        return act


@dataclass
class Bench:
    """Shows one screen at a time; `settle` waits until both lanes and the screen are at rest."""

    qtbot: QtBot
    team: GuardedTeam
    services: Services
    tasks: Tasks
    guard: GuiThreadGuard
    screens: list[QWidget] = field(default_factory=list)
    said: list[tuple[str, object, bool]] = field(default_factory=list)
    went: list[tuple[str, str]] = field(default_factory=list)

    def show(self, make: Callable[[Tasks, Services], W], width: int = 1368, height: int = 804) -> W:
        """Make a screen, show it, and note where it leads and what it says."""
        screen = make(self.tasks, self.services)
        self.qtbot.addWidget(screen)
        self.screens.append(screen)
        for name, heard in (("said", self.said), ("go", self.went)):
            signal = getattr(screen, name, None)
            if signal is not None:
                signal.connect(lambda *words, heard=heard: heard.append(words))
        screen.resize(width, height)
        screen.show()
        return screen

    def settle(self, turns: int = 4) -> None:
        """Let everything that was asked for come back."""
        for _ in range(turns):
            for lane in (self.tasks._store, self.tasks._work):
                lane.submit(lambda: None).result()
            QApplication.processEvents()
            self.qtbot.wait(1)

    def close(self) -> None:
        """Put the screens away, let the lanes finish, close the database."""
        for screen in self.screens:
            screen.hide()
        self.settle()
        self.tasks.close()
        self.team.database.close()

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something is so."""
        self.qtbot.waitUntil(holds, timeout=3000)


def bench(qtbot: QtBot, folder: Path, guard: GuiThreadGuard) -> Bench:
    """A dressed application, an empty database with its owner, and the lanes."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, theme.LIGHT)
    team = Team.at(folder)
    services = services_of(team)
    return Bench(qtbot, GuardedTeam(team, guard), services, Tasks(services), guard)
