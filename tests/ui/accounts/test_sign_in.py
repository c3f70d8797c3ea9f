"""Who forgot the password comes in with the recovery key; what is typed counts, and what is wrong is said beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from gui_thread import GuiThreadGuard
from keyed_team import CHEAP, PASSWORD, with_keys
from operations.kit import KEY, Team
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mdt_app.keys import sidecar
from mdt_app.operations.accounts import MakeAccount
from mdt_app.ui.accounts.sign_in import Recover, SignIn
from mdt_app.window import Desktop

NEW = "another password"


@pytest.fixture
def team(tmp_path: Path, gui_guard: GuiThreadGuard) -> Iterator[tuple[Team, str]]:
    with gui_guard.preparing():
        made = Team.at(tmp_path)
        made.act(MakeAccount, account_id="els", user="els", name="", roles=("auditor",))
        file, recovery_key = with_keys(made)
        sidecar.add_account(file, KEY, "els", "the password of els", cost=CHEAP)
    yield made, recovery_key
    with gui_guard.preparing():
        made.database.close()


@pytest.fixture
def desktop(team: tuple[Team, str], qapp: QApplication, qtbot: QtBot) -> Iterator[Desktop]:
    made = Desktop(qapp, where=str(team[0].database.path))
    qtbot.addWidget(made.window)
    made.start()
    qtbot.waitUntil(lambda: isinstance(made.window.workspace.currentWidget(), SignIn))
    yield made
    made.close()


def test_with_several_accounts_everybody_signs_in_by_name(desktop: Desktop, qtbot: QtBot) -> None:
    page = desktop.window.workspace.currentWidget()
    assert isinstance(page, SignIn)
    assert [page.user.itemText(n) for n in range(page.user.count())] == ["owner", "els"]  # type: ignore[union-attr]
    assert not page.problem.isVisibleTo(page)
    page.password.setText("wrong")
    page.enter.click()
    qtbot.waitUntil(lambda: page.problem.isVisibleTo(page))
    assert "do not open" in page.problem.title.text()


def test_the_recovery_key_opens_after_its_typing_error_is_said(
    desktop: Desktop, team: tuple[Team, str], qtbot: QtBot
) -> None:
    desktop.window.workspace.currentWidget().forgot.click()  # type: ignore[attr-defined]
    page = desktop.window.workspace.currentWidget()
    assert isinstance(page, Recover)
    page.password.setText("short")
    page.enter.click()
    assert page.problem.title.text() == "The password needs 10 characters or more."
    page.key.setText(team[1][:-1])
    page.password.setText(NEW)
    page.again.setText(NEW)
    page.enter.click()
    qtbot.waitUntil(lambda: page.problem.isVisibleTo(page) and page.enter.isEnabled(), timeout=10_000)
    assert page.problem.title.text().startswith("This recovery key has a typing error.")
    page.key.setText(team[1])
    page.enter.click()
    qtbot.waitUntil(lambda: desktop.application is not None, timeout=30_000)
    assert desktop.application is not None
    assert desktop.application.account.user == "owner"


def test_back_leads_to_signing_in(desktop: Desktop) -> None:
    desktop.window.workspace.currentWidget().forgot.click()  # type: ignore[attr-defined]
    desktop.window.workspace.currentWidget().back.click()  # type: ignore[attr-defined]
    assert isinstance(desktop.window.workspace.currentWidget(), SignIn)


def test_who_may_not_read_is_offered_no_place_about_patients(desktop: Desktop, qtbot: QtBot) -> None:
    page = desktop.window.workspace.currentWidget()
    assert isinstance(page, SignIn)
    page.user.set_current("els")  # type: ignore[union-attr]
    page.password.setText("the password of els")
    page.enter.click()
    qtbot.waitUntil(lambda: desktop.window.place() == "settings", timeout=10_000)
    rail = desktop.window.rail
    offered = [
        key
        for key in ("today", "meetings", "patients", "letters", "people", "settings")
        if rail.item(key).isVisibleTo(rail)
    ]
    assert offered == ["people", "settings"]
    assert not desktop.window.top_bar.search.isVisibleTo(desktop.window)


def test_the_right_password_opens(desktop: Desktop, qtbot: QtBot) -> None:
    page = desktop.window.workspace.currentWidget()
    assert isinstance(page, SignIn)
    page.password.setText(PASSWORD)
    page.enter.click()
    qtbot.waitUntil(lambda: desktop.application is not None, timeout=10_000)
    assert desktop.application is not None
    assert desktop.application.account.user == "owner"
