"""The demo is invented before one's eyes, can be stopped, and an earlier one is opened and never lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from gui_thread import GuiThreadGuard
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mdt_app import window
from mdt_app.demo_database import make_demo
from mdt_app.keys import keyring_store, sidecar
from mdt_app.ui.accounts.demo_filling import DemoFilling
from mdt_app.ui.accounts.sign_in import FirstStart, SignIn
from mdt_app.window import Desktop


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's folder with nothing in it, and a small demo."""
    monkeypatch.setenv("MDT_HOME", str(tmp_path))
    for name in ("MDT_DATABASE", "MDT_PASSWORD", "MDT_USER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(window, "DEMO_PATIENTS", 2)
    return tmp_path


@pytest.fixture
def desktop(home: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Desktop]:
    made = started(qtbot, qapp)
    yield made
    made.window.hide()
    made.close()


def started(qtbot: QtBot, qapp: QApplication) -> Desktop:
    made = Desktop(qapp)
    qtbot.addWidget(made.window)
    made.start()
    qtbot.waitUntil(lambda: bool(made.window.findChildren(FirstStart)), timeout=5000)
    return made


def a_demo(home: Path, password: str, guard: GuiThreadGuard) -> None:
    with guard.preparing():
        app, _ = make_demo(str(home / "demo.db"), "demo", password, 1, seed=1)
        app.close()


def page_of(desktop: Desktop, kind: type[QWidget]) -> QWidget | None:
    return next((one for one in desktop.window.findChildren(kind) if one.isVisible()), None)


def files(home: Path) -> list[str]:
    return sorted(one.name for one in home.iterdir())


def until_page(qtbot: QtBot, desktop: Desktop, kind: type[QWidget]) -> QWidget:
    qtbot.waitUntil(lambda: page_of(desktop, kind) is not None, timeout=15_000)
    found = page_of(desktop, kind)
    assert found is not None
    return found


def test_filling_counts_the_patients_and_opens_on_the_demo(
    desktop: Desktop, home: Path, qtbot: QtBot
) -> None:
    said: list[str] = []
    first = until_page(qtbot, desktop, FirstStart)
    assert first.demo.words() == "Try the demo"
    assert first.afresh.isHidden()
    with qtbot.waitSignal(desktop.ready, timeout=30_000):
        first.demo.click()
        page = until_page(qtbot, desktop, DemoFilling)
        desktop._stepped.connect(lambda *_: said.append(page.progress.right.whole_text()))
    assert "1 of 2 patients" in said
    assert "2 patients, 99 % written" in said
    assert desktop.application is not None
    assert desktop.application.demo
    assert "demo.db" in files(home)


def test_escape_stops_the_filling_and_nothing_is_left_of_it(
    desktop: Desktop, home: Path, qtbot: QtBot
) -> None:
    until_page(qtbot, desktop, FirstStart).demo.click()
    page = until_page(qtbot, desktop, DemoFilling)
    assert page.progress.cancel.hasFocus()
    qtbot.keyClick(page.progress.cancel, Qt.Key.Key_Escape)
    first = until_page(qtbot, desktop, FirstStart)
    assert "Nothing is left" in first.under_way.whole_text()
    assert first.problem.isHidden()
    assert files(home) == []


def test_closing_the_window_while_it_fills_leaves_no_half_demo(
    home: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    desktop = started(qtbot, qapp)
    until_page(qtbot, desktop, FirstStart).demo.click()
    until_page(qtbot, desktop, DemoFilling)
    desktop.window.hide()
    desktop.close()
    assert files(home) == []


def test_an_earlier_demo_is_opened_and_only_the_second_choice_makes_another(
    home: Path, qtbot: QtBot, qapp: QApplication, gui_guard: GuiThreadGuard
) -> None:
    a_demo(home, window.DEMO_PASSWORD, gui_guard)
    desktop = started(qtbot, qapp)
    first = until_page(qtbot, desktop, FirstStart)
    assert first.demo.words() == "Open the demo"
    assert first.afresh.isVisible()
    with qtbot.waitSignal(desktop.ready, timeout=30_000):
        first.afresh.click()
    desktop.window.hide()
    desktop.close()
    assert len([one for one in files(home) if one.startswith("demo.db.replaced-")]) == 2
    again = started(qtbot, qapp)
    before = (home / "demo.db").stat().st_ino
    with qtbot.waitSignal(again.ready, timeout=30_000):
        until_page(qtbot, again, FirstStart).demo.click()
    assert (home / "demo.db").stat().st_ino == before
    again.window.hide()
    again.close()


def test_a_demo_with_a_password_of_its_own_asks_for_it(
    home: Path, qtbot: QtBot, qapp: QApplication, gui_guard: GuiThreadGuard
) -> None:
    a_demo(home, "quite another one", gui_guard)
    keyring_store.forget(sidecar.read(home / "demo.db.keys").database, "demo")
    desktop = started(qtbot, qapp)
    until_page(qtbot, desktop, FirstStart).demo.click()
    page = until_page(qtbot, desktop, SignIn)
    assert page.problem.isHidden()
    desktop.window.hide()
    desktop.close()
