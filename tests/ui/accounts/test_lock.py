"""A locked desk shows nothing about anybody, gives everything back to its own password, and is left in order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import keyring
import pytest
from gui_thread import GuiThreadGuard
from keyed_team import CHEAP, PASSWORD, with_keys
from memory_keyring import MemoryKeyring
from operations.kit import KEY, Team
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QClipboard, QGuiApplication, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from mdt_app.domain.accounts import Account
from mdt_app.keys import keyring_store, sidecar
from mdt_app.operations.accounts import MakeAccount
from mdt_app.operations.agenda import OpenMeeting
from mdt_app.ui.accounts import lock_time
from mdt_app.ui.accounts.desk_lock import DeskLock
from mdt_app.ui.accounts.doors import Doors
from mdt_app.ui.accounts.idle import Idle
from mdt_app.ui.accounts.lock_page import LockPage
from mdt_app.ui.accounts.put_away import forget_clipboard
from mdt_app.ui.accounts.sign_in import SignIn
from mdt_app.ui.common.dialogs import FinalDialog, Scrim
from mdt_app.ui.common.text import Label
from mdt_app.ui.own_password import FREE, LONGEST, OwnPassword, pause
from mdt_app.window import Desktop

OF_ELS = "the password of els"


@dataclass
class Desk:
    """A window on a team's file, signed in."""

    desktop: Desktop
    qtbot: QtBot
    team: Team
    guard: GuiThreadGuard
    others: list[QWidget] = field(default_factory=list)

    @property
    def doors(self) -> Doors:
        return self.desktop.screens.doors()

    @property
    def lock(self) -> DeskLock:
        return self.doors.desk

    @property
    def page(self) -> LockPage:
        assert self.lock.page is not None
        return self.lock.page

    def settle(self) -> None:
        tasks = self.desktop.tasks
        assert tasks is not None
        quiet = 0
        while quiet < 3:
            self.qtbot.waitUntil(lambda: not tasks.busy, timeout=10_000)
            self.qtbot.wait(5)
            quiet = 0 if tasks.busy else quiet + 1

    def unlock(self, password: str = PASSWORD) -> None:
        self.page.password.setText(password)
        self.page.enter.click()
        self.settle()

    def recorded(self) -> list[object]:
        """What the record says was done at the desk."""
        with self.guard.preparing(), self.team.database.reader() as reader:
            changes = [
                one for account in reader.find(Account) for one in reader.changes(entity_id=account.id)
            ]
        return [said.new for one in changes for said in one.fields if said.name == "desk"]

    def sign_in(self, user: str, password: str) -> None:
        page = self.desktop.window.workspace.currentWidget()
        assert isinstance(page, SignIn)
        page.user.set_current(user)  # type: ignore[union-attr]
        page.password.setText(password)
        page.enter.click()

    def signed_out(self) -> None:
        self.qtbot.waitUntil(
            lambda: isinstance(self.desktop.window.workspace.currentWidget(), SignIn), timeout=10_000
        )


@pytest.fixture
def memory() -> Iterator[MemoryKeyring]:
    before, made = keyring.get_keyring(), MemoryKeyring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def desk(
    tmp_path: Path, gui_guard: GuiThreadGuard, qapp: QApplication, qtbot: QtBot, memory: MemoryKeyring
) -> Iterator[Desk]:
    with gui_guard.preparing():
        team = Team.at(tmp_path)
        team.act(MakeAccount, account_id="els", user="els", name="", roles=("clinician", "administrator"))
        file, _ = with_keys(team)
        sidecar.add_account(file, KEY, "els", OF_ELS, cost=CHEAP)
        team.patient("Vermeulen", "Jan")
    desktop = Desktop(qapp, where=str(team.database.path))
    qtbot.addWidget(desktop.window)
    desktop.start()
    one = Desk(desktop, qtbot, team, gui_guard)
    one.signed_out()
    ready: list[bool] = []
    desktop.ready.connect(lambda: ready.append(True))
    one.sign_in("els", OF_ELS)
    qtbot.waitUntil(lambda: bool(ready), timeout=10_000)
    one.settle()
    yield one
    for other in one.others:
        other.hide()
        other.deleteLater()
    desktop.close()
    with gui_guard.preparing():
        team.database.close()


def shown(window: QWidget) -> str:
    labels = [one.text() for one in window.findChildren(QLabel) if one.isVisible()]
    fields = [one.text() for one in window.findChildren(QLineEdit) if one.isVisible()]
    return "\n".join([window.windowTitle(), *labels, *fields])


def typed_form(desk: Desk) -> QLineEdit:
    """A form in which a patient's name was typed and not kept."""
    desk.desktop.screens.go("settings")
    desk.settle()
    screen = desk.desktop.screens._made["settings"]
    screen.new.click()
    line = screen.form.fields["name"]
    line.setFocus()
    QTest.keyClicks(line, "Vermeulen board")
    return line  # type: ignore[no-any-return]


def test_a_locked_window_shows_nobody_and_gives_everything_back(desk: Desk) -> None:
    line = typed_form(desk)
    window = desk.desktop.window
    assert "Vermeulen" in shown(window)
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert desk.lock.locked
    assert "Vermeulen" not in shown(window)
    assert window.windowTitle() == "Tumour boards, locked"
    assert "els is signed in." in shown(window)
    desk.unlock(OF_ELS)
    assert not desk.lock.locked
    assert (line.text(), line.isVisible(), line.hasFocus()) == ("Vermeulen board", True, True)
    assert window.windowTitle() == "Tumour boards"


def test_a_board_made_elsewhere_leaves_the_one_that_is_being_typed(desk: Desk) -> None:
    line = typed_form(desk)
    with desk.guard.preparing():
        desk.team.board(name="Another board")
    screen = desk.desktop.screens._made["settings"]
    screen.stale()
    desk.settle()
    assert "Another board" in [one.name for one in screen._boards.values()]
    assert line.text() == "Vermeulen board"


def test_no_key_reaches_what_is_covered(desk: Desk) -> None:
    window, place = desk.desktop.window, desk.desktop.window.place()
    desk.lock.lock()
    for key in (Qt.Key.Key_K, Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3):
        QTest.keyClick(desk.page.password, key, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(desk.page.password, key, Qt.KeyboardModifier.AltModifier)
    for key in (Qt.Key.Key_F8, Qt.Key.Key_F9):
        QTest.keyClick(desk.page.password, key)
    for _ in range(30):
        QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab)
        focus = window.focusWidget()
        assert focus is not None
        assert desk.page.isAncestorOf(focus)
    assert desk.lock.locked
    assert window.place() == place
    desk.unlock(OF_ELS)


def test_another_password_does_not_unlock_and_is_counted(desk: Desk) -> None:
    desk.lock.lock()
    desk.unlock(PASSWORD)
    assert desk.lock.locked
    assert desk.page.problem.title.whole_text() == "That is another password. Try again."
    assert desk.page.password.text() == ""
    desk.unlock(OF_ELS)
    desk.settle()
    assert desk.recorded() == ["locked by its holder", "unlocked, wrong passwords before: 1"]


def test_guessing_takes_longer_each_time() -> None:
    assert [pause(number) for number in range(1, FREE + 5)] == [0, 0, 2, 4, 8, 16]
    assert pause(1000) == LONGEST


def test_while_an_answer_waits_no_other_password_is_taken(desk: Desk) -> None:
    asked: list[str] = []
    tasks = desk.desktop.tasks
    assert tasks is not None

    def is_own(given: str) -> bool:
        asked.append(given)
        return False

    services = replace(tasks._services, is_own_password=is_own)
    guard = OwnPassword(tasks, services, desk.desktop.window)
    guard.wrong = FREE
    refused: list[str] = []
    guard.refused.connect(refused.append)
    guard.ask("one")
    desk.settle()
    guard.ask("two")
    desk.settle()
    assert (asked, refused) == (["one"], [])
    desk.qtbot.waitUntil(lambda: bool(refused), timeout=4000)
    guard.ask("three")
    desk.settle()
    assert asked == ["one", "three"]


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_side_windows_and_dialogs_are_put_away_and_come_back(desk: Desk) -> None:
    beside = QWidget()
    beside.setWindowTitle("Jan Vermeulen")
    window = desk.desktop.window
    asking = FinalDialog(window, "Close the meeting on Vermeulen", ["1 case"], "Close", reason="Why")
    foreign, menu = QDialog(), QMenu(window)
    menu.addAction("Vermeulen")
    desk.others += [beside, asking, foreign, menu]
    beside.show()
    asking.open()
    asking.reason.setText("typed")
    foreign.show()
    menu.popup(QPoint(0, 0))
    desk.lock.lock()
    visible = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    assert visible == [window]
    upon = window.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert [one for one in upon if one.isVisible()] == [window.centralWidget()]
    desk.unlock(OF_ELS)
    assert beside.isVisible()
    assert asking.isVisible()
    assert asking.reason.text() == "typed"
    assert not foreign.isVisible()
    assert not menu.isVisible()
    asking.reject()


def test_a_desk_in_a_patients_hands_is_locked_over_the_questions(desk: Desk) -> None:
    window, questions = desk.desktop.window, QWidget()
    desk.others.append(questions)
    questions.show()
    window.hide()
    desk.lock.lock(10)
    assert window.isVisible()
    assert not questions.isVisible()
    desk.unlock(OF_ELS)
    assert questions.isVisible()
    assert not window.isVisible()


class Copied:
    """A clipboard that says whose its contents are; the platform without a screen cannot."""

    def __init__(self, clipboard: bool, selection: bool) -> None:
        self._owned = {"Clipboard": clipboard, "Selection": selection}
        self.cleared: list[str] = []

    def ownsClipboard(self) -> bool:
        return self._owned["Clipboard"]

    def supportsSelection(self) -> bool:
        return True

    def ownsSelection(self) -> bool:
        return self._owned["Selection"]

    def clear(self, mode: QClipboard.Mode) -> None:
        self.cleared.append(mode.name)


@pytest.mark.parametrize(
    ("clipboard", "selection", "cleared"),
    [(True, True, ["Clipboard", "Selection"]), (True, False, ["Clipboard"]), (False, False, [])],
)
def test_what_was_copied_here_is_forgotten_and_what_others_copied_is_not(
    clipboard: bool, selection: bool, cleared: list[str]
) -> None:
    one = Copied(clipboard, selection)
    forget_clipboard(one)  # type: ignore[arg-type]
    assert one.cleared == cleared


@pytest.mark.parametrize("way", ["sign out", "quit"])
def test_what_was_copied_does_not_outlive_whoever_copied_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    copied = Copied(True, False)
    monkeypatch.setattr(QGuiApplication, "clipboard", lambda: copied)
    if way == "quit":
        desk.desktop.window.close()
    else:
        desk.doors.sign_out()
        desk.signed_out()
    assert copied.cleared == ["Clipboard"]


def test_while_locked_the_keyring_opens_nothing(desk: Desk, memory: MemoryKeyring) -> None:
    assert keyring_store.load("db", "els") == KEY
    desk.lock.lock()
    desk.settle()
    assert keyring_store.load("db", "els") is None
    desk.unlock(OF_ELS)
    desk.settle()
    assert keyring_store.load("db", "els") == KEY


@dataclass
class Clock:
    at: datetime = datetime(2026, 11, 23, 9).astimezone()

    def __call__(self) -> datetime:
        return self.at

    def go(self, minutes: float) -> None:
        self.at += timedelta(minutes=minutes)


@contextmanager
def idle(qtbot: QtBot, limit: int) -> Iterator[tuple[Idle, Clock, QWidget, list[int]]]:
    clock, window, heard = Clock(), QWidget(), list[int]()
    qtbot.addWidget(window)
    window.show()
    handle = window.windowHandle()
    assert handle is not None
    made = Idle(lambda: limit, clock, window)
    made.watch(handle)
    made.over.connect(heard.append)
    yield made, clock, window, heard
    window.hide()


def touch(window: QWidget) -> None:
    at = QPointF(5, 5)
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QMouseEvent(QEvent.Type.MouseButtonPress, at, at, left, left, none)
    QApplication.sendEvent(window.windowHandle(), event)


def test_a_desk_that_nobody_touches_locks_itself_once_the_time_is_over(qtbot: QtBot) -> None:
    with idle(qtbot, 10) as (one, clock, window, heard):
        clock.go(9)
        touch(window)
        clock.go(9)
        assert not one.look()
        clock.go(2)
        assert one.look()
        assert heard == [10]


def test_after_a_sleep_the_first_touch_only_locks(qtbot: QtBot) -> None:
    with idle(qtbot, 10) as (_, clock, window, heard):
        clock.go(600)
        touch(window)
        assert heard == [10]
        touch(window)
        assert heard == [10]


def test_never_is_never_and_a_clock_set_back_starts_anew(qtbot: QtBot) -> None:
    with idle(qtbot, 0) as (one, clock, _, heard):
        clock.go(6000)
        assert not one.look()
        assert heard == []
    with idle(qtbot, 10) as (one, clock, _, heard):
        clock.go(-600)
        assert not one.look()
        clock.go(11)
        assert one.look()


def test_in_a_meeting_a_desk_waits_an_hour_at_least() -> None:
    assert [lock_time.limit(one, in_meeting=True) for one in (0, 5, 10, 60, 90)] == [0, 60, 60, 60, 90]
    assert lock_time.limit(10, in_meeting=False) == 10


def test_a_meeting_is_held_where_it_is_open_on_meet(desk: Desk) -> None:
    screens = desk.desktop.screens
    with desk.guard.preparing():
        meeting = desk.team.meeting(desk.team.board())
        desk.team.listed(meeting)
    held = []
    for step in ("meet", "prepare", "open", "meet", "prepare"):
        if step == "open":
            with desk.guard.preparing():
                desk.team.act(OpenMeeting, meeting_id=meeting)
            continue
        screens.go("meeting", f"{meeting}//{step}")
        desk.settle()
        held.append(screens._in_meeting())
    assert held == [False, False, True, False]


def test_the_time_is_kept_per_machine_and_chosen_in_settings(desk: Desk) -> None:
    assert lock_time.kept_minutes() == 10
    desk.desktop.screens.go("settings")
    desk.settle()
    desk.desktop.screens._made["settings"].lock.segment("0").click()
    assert (lock_time.kept_minutes(), desk.lock.minutes) == (0, 0)


@pytest.mark.parametrize("kept", ["", "{}", '{"minutes": -1}', '{"minutes": "7"}', '{"minutes": true}', "[]"])
def test_a_damaged_setting_locks_after_the_usual_time(kept: str) -> None:
    lock_time.keep_minutes(30)
    lock_time._file().write_text(kept, encoding="utf-8")
    assert lock_time.kept_minutes() == lock_time.USUAL


def test_who_signed_out_is_gone_and_another_account_signs_in(desk: Desk, memory: MemoryKeyring) -> None:
    window = desk.desktop.window
    desk.desktop.screens.go("patients")
    desk.settle()
    desk.doors.sign_out()
    desk.signed_out()
    assert desk.desktop.application is None
    assert not window.top_bar.user.isVisible()
    assert not window.rail.isVisible()
    assert keyring_store.load("db", "els") is None
    assert not [one for one in window.findChildren(Label) if "Vermeulen" in one.whole_text()]
    desk.sign_in("owner", PASSWORD)
    desk.qtbot.waitUntil(lambda: desk.desktop.application is not None, timeout=10_000)
    desk.qtbot.waitUntil(lambda: window.top_bar.user.isVisible(), timeout=10_000)
    desk.settle()
    assert desk.desktop.application is not None
    assert desk.desktop.application.account.user == "owner"
    assert "signed out" in desk.recorded()
    desk.lock.lock()
    assert "Lore Hermans is signed in." in shown(window)
    desk.unlock(PASSWORD)


def test_signing_out_asks_before_typed_words_go(desk: Desk) -> None:
    line = typed_form(desk)
    desk.doors.sign_out()
    desk.settle()
    dialog = desk.doors.dialog
    assert dialog is not None
    assert dialog.isVisible()
    dialog.cancel.click()
    desk.settle()
    assert not desk.desktop.window.findChildren(Scrim)
    assert (line.text(), desk.desktop.application is not None) == ("Vermeulen board", True)
    desk.doors.sign_out()
    desk.settle()
    assert desk.doors.dialog is not None
    desk.doors.dialog.verb.click()
    desk.signed_out()


def test_closing_the_window_asks_before_typed_words_go(desk: Desk) -> None:
    line, window = typed_form(desk), desk.desktop.window
    for press, stays in (("cancel", True), ("verb", False)):
        window.close()
        desk.settle()
        assert window.isVisible()
        dialog = desk.doors.dialog
        assert dialog is not None
        assert dialog.isVisible()
        assert line.text() == "Vermeulen board"
        getattr(dialog, press).click()
        desk.settle()
        assert window.isVisible() is stays


def test_a_window_without_typed_words_closes_at_once(desk: Desk) -> None:
    desk.desktop.window.close()
    assert not desk.desktop.window.isVisible()
    assert desk.doors.dialog is None


def test_nobody_signs_another_out_over_typed_words(desk: Desk) -> None:
    line = typed_form(desk)
    desk.lock.lock()
    desk.page.sign_out.click()
    desk.settle()
    assert desk.lock.locked
    assert "Only els can unlock" in desk.page.problem.title.whole_text()
    desk.unlock(OF_ELS)
    assert line.text() == "Vermeulen board"


def test_a_locked_desk_without_typed_words_is_signed_out_by_anybody(desk: Desk) -> None:
    desk.lock.lock()
    desk.page.sign_out.click()
    desk.signed_out()
    assert desk.desktop.application is None
    desk.sign_in("els", OF_ELS)
    desk.qtbot.waitUntil(lambda: desk.desktop.application is not None, timeout=10_000)
    desk.qtbot.waitUntil(lambda: desk.desktop.window.top_bar.user.isVisible(), timeout=10_000)
    desk.settle()
    assert desk.desktop.window.windowTitle() == "Tumour boards"


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_projector_shows_nothing_while_the_desk_is_locked(desk: Desk) -> None:
    with desk.guard.preparing():
        meeting = desk.team.meeting(desk.team.board())
        listing = desk.team.listed(meeting, "Vermeulen")
        desk.team.act(OpenMeeting, meeting_id=meeting)
    desk.desktop.screens.go("meeting", f"{meeting}/{listing}")
    desk.settle()
    projector = desk.desktop.screens._made["meeting"].projector
    projector.toggle()
    desk.settle()
    window = projector.window
    window.sheet.grab()
    assert "Vermeulen" in window.sheet.words()
    desk.lock.lock()
    for key in (Qt.Key.Key_F10, Qt.Key.Key_F11):
        QTest.keyClick(desk.desktop.window, key)
    assert not window.isVisible()
    desk.unlock(OF_ELS)
    assert window.isVisible()
    assert projector.button.words() == "Projector on"
