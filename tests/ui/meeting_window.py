"""The screens of a meeting on a real database: a window's lanes and services around a team."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from gui_thread import GuiThreadGuard
from operations.kit import Team
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mdt_app import window
from mdt_app.application import Application, load_guidance
from mdt_app.domain.accounts import Account
from mdt_app.ui.common import theme
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks

W = TypeVar("W", bound=QWidget)
B = TypeVar("B", bound="Bench")
guidance = cache(load_guidance)


def services_of(team: Team, account: Account | None = None) -> Services:
    """What the window gives its screens, on a team's database, stamped by the team's clock."""
    application = Application(database=team.database, account=account or team.account, guidance=guidance())
    return replace(window.services_of(application), command=team.command, now=lambda: team.clock.astimezone())


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
            for lane in (self.tasks._store, self.tasks._work, self.tasks._aside):
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


@contextmanager
def bench(qtbot: QtBot, folder: Path, guard: GuiThreadGuard, made: Callable[..., B] = Bench) -> Iterator[B]:
    """A dressed application, an empty database with its owner, and the lanes.

    The team may lay out its data on the test's thread; the screens may not.
    """
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, theme.LIGHT)
    with guard.preparing():
        team = Team.at(folder)
        services = services_of(team)
    one = made(qtbot, GuardedTeam(team, guard), services, Tasks(services), guard)
    yield one
    with guard.preparing():
        one.close()
