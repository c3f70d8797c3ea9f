"""What the tests of a screen get: a bench with a window's lanes on a real database."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from gui_thread import GuiThreadGuard
from PySide6.QtCore import QLocale
from pytestqt.qtbot import QtBot
from ui.meeting_window import Bench, bench

from mdt_app import application
from mdt_app.application import Application
from mdt_app.demo_database import make_demo
from mdt_app.window import ENGLISH

PATIENTS, PASSWORD = 14, "demonstration"


@pytest.fixture(autouse=True)
def english_days() -> None:
    """As the window says them, whatever machine the tests run on."""
    QLocale.setDefault(ENGLISH)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, gui_guard: GuiThreadGuard) -> Iterator[Bench]:
    """One screen at a time, with what the window gives it."""
    with bench(qtbot, tmp_path, gui_guard) as made:
        yield made


@pytest.fixture(scope="session")
def demo_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo, made once; nobody writes in it."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    app, _ = make_demo(str(path), "demo", PASSWORD, PATIENTS, seed=1)
    app.close()
    return path


@pytest.fixture
def demo(demo_once: Path, tmp_path: Path, gui_guard: GuiThreadGuard) -> Iterator[Application]:
    """A demo of this test's own, open."""
    path = tmp_path / demo_once.name
    for ending in ("", ".keys"):
        shutil.copy2(f"{demo_once}{ending}", f"{path}{ending}")
    with gui_guard.preparing():
        app = application.open_existing(str(path), "demo", lambda _: PASSWORD)
    yield app
    with gui_guard.preparing():
        app.close()
