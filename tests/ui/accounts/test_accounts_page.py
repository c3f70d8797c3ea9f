"""An administrator gives and takes away doors; everybody else changes the own password and sees nothing more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from gui_thread import GuiThreadGuard
from keyed_team import CHEAP, PASSWORD, with_keys
from operations.kit import KEY
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from ui.meeting_window import Bench, bench

from mdt_app.account_keys import AccountKeys
from mdt_app.application import Application, load_guidance
from mdt_app.domain.accounts import Account
from mdt_app.domain.errors import Refused
from mdt_app.keys import sidecar
from mdt_app.operations.accounts import MakeAccount
from mdt_app.operations.people import AddPerson
from mdt_app.ui.accounts.account_form import AccountForm
from mdt_app.ui.accounts.account_list import AccountList
from mdt_app.ui.accounts.accounts_page import AccountsPage
from mdt_app.ui.accounts.key_on_paper import in_two_lines, print_key
from mdt_app.ui.common.text import Label

NEW = "another password"


@dataclass
class KeyDesk(Bench):
    """A desk whose file has its keys beside it."""

    file: Path = Path()
    recovery_key: str = ""
    accounts: list[Account] = field(default_factory=list)

    def page(self, *, user: str = "owner") -> AccountsPage:
        """The page as an account sees it, read."""
        account = self.account(user)
        app = Application(database=self.team.database, account=account, guidance=load_guidance())
        keys = AccountKeys(app, CHEAP)
        self.services = replace(self.services, account=account, keys=keys, open_reader=app.reader)
        page = self.show(AccountsPage)
        self.settle()
        return page

    def account(self, user: str) -> Account:
        (found,) = self.team.find(Account, user=user)
        assert isinstance(found, Account)
        return found

    def recorded(self, account_id: str, name: str) -> list[object]:
        """What the record says was done about one field or key of an account."""
        with self.guard.preparing(), self.team.database.reader() as reader:
            changes = reader.changes(entity_id=account_id)
        return [said.new for one in changes for said in one.fields if said.name == name]

    def opens(self, user: str, password: str) -> bool:
        try:
            return sidecar.unlock(self.file, user, password) == KEY
        except Refused:
            return False


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, gui_guard: GuiThreadGuard) -> Iterator[KeyDesk]:
    with bench(qtbot, tmp_path, gui_guard, KeyDesk) as made:
        made.file, made.recovery_key = with_keys(made.team)  # type: ignore[arg-type]
        yield made


def fill(page: AccountsPage, user: str, *roles: str, password: str = NEW) -> None:
    """Type a new account and send it."""
    page.accounts.add.click()
    page.form.user.setText(user)
    for role in roles:
        page.form.roles[role].click()
    page.form.password.setText(password)
    page.form.again.setText(password)
    page.form.keep.click()


def test_a_second_account_is_said_to_end_the_owner_and_then_does(desk: KeyDesk) -> None:
    person = "person-1"
    desk.team.act(AddPerson, person_id=person, family="Claes", given="Els", title="Dr")
    page = desk.page()
    page.accounts.add.click()
    assert "administrator and coordinator" in page.form.before.detail.text()
    assert page.form.before.isVisibleTo(page)
    page.form.person.set_current(person)
    fill_in = page.form
    fill_in.user.setText("els")
    fill_in.roles["clinician"].click()
    fill_in.roles["palliative"].click()
    fill_in.password.setText(NEW)
    fill_in.again.setText(NEW)
    fill_in.keep.click()
    desk.settle()
    els = desk.account("els")
    assert (els.roles, els.person_id, els.name) == (("clinician", "palliative"), person, "Dr Els Claes")
    assert desk.account("owner").roles == ("administrator", "coordinator")
    assert desk.opens("els", NEW)
    assert not page.form.isVisibleTo(page)
    assert page.accounts.title.right.text() == "2 accounts"
    page.accounts.add.click()
    assert not page.form.before.isVisibleTo(page)


@pytest.mark.parametrize(
    ("user", "roles", "password", "words"),
    [
        ("", ("clinician",), NEW, "Choose a user name."),
        ("els", (), NEW, "Tick at least one role."),
        ("els", ("clinician",), "short", "The password needs 10 characters or more."),
        ("Owner", ("clinician",), NEW, "There is an account Owner already."),
    ],
)
def test_what_cannot_be_is_said_in_the_form_and_what_was_typed_stays(
    desk: KeyDesk, user: str, roles: tuple[str, ...], password: str, words: str
) -> None:
    page = desk.page()
    fill(page, user, *roles, password=password)
    desk.settle()
    assert page.form.problem.title.text() == words
    assert page.form.user.text() == user
    assert page.form.keep.isEnabled()
    assert len(desk.team.find(Account)) == 1
    assert list(sidecar.read(desk.file).accounts) == ["owner"]


def test_roles_change_an_account_closes_and_is_opened_again_with_a_new_password(desk: KeyDesk) -> None:
    page = desk.page()
    fill(page, "els", "clinician")
    desk.settle()
    page.accounts.table.choose(desk.account("els").id)
    page.accounts.roles.click()
    page.form.roles["clinician"].click()
    page.form.roles["secretary"].click()
    page.form.keep.click()
    desk.settle()
    assert desk.account("els").roles == ("secretary",)
    page._close(desk.account("els"))
    desk.settle()
    assert desk.account("els").closed
    assert not desk.opens("els", NEW)
    assert (page.accounts.roles.words(), page.accounts.title.right.text()) == ("Open again…", "1 account")
    assert not page.accounts.password.isEnabled()
    page.accounts.roles.click()
    page.form.roles["secretary"].click()
    page.form.password.setText("a third password")
    page.form.again.setText("a third password")
    page.form.keep.click()
    desk.settle()
    assert desk.account("els").roles == ("secretary",)
    assert desk.opens("els", "a third password")
    assert desk.recorded(desk.account("els").id, "password") == ["given by an administrator"]


def test_a_guest_is_added_with_a_person_and_refused_without(desk: KeyDesk) -> None:
    person = "person-1"
    desk.team.act(AddPerson, person_id=person, family="Benali", given="Samira")
    page = desk.page()
    fill(page, "samira", "guest")
    desk.settle()
    assert "with its person chosen" in page.form.problem.title.text()
    assert len(desk.team.find(Account)) == 1
    page.form.person.set_current(person)
    page.form.keep.click()
    desk.settle()
    samira = desk.account("samira")
    assert (samira.roles, samira.person_id) == (("guest",), person)
    assert desk.opens("samira", NEW)


def test_an_administrator_gives_a_forgotten_password_anew(desk: KeyDesk) -> None:
    page = desk.page()
    fill(page, "els", "clinician")
    desk.settle()
    page.accounts.table.choose(desk.account("els").id)
    page.accounts.password.click()
    page.form.password.setText("a third password")
    page.form.again.setText("a third password")
    page.form.keep.click()
    desk.settle()
    assert desk.opens("els", "a third password")
    assert not desk.opens("els", NEW)
    assert desk.recorded(desk.account("els").id, "password") == ["given by an administrator"]


def test_the_last_administrator_is_told_so(desk: KeyDesk) -> None:
    page = desk.page()
    fill(page, "els", "clinician")
    desk.settle()
    page.accounts.table.choose(desk.account("owner").id)
    assert not page.accounts.close_account.isEnabled()
    page.accounts.roles.click()
    page.form.roles["administrator"].click()
    page.form.keep.click()
    desk.settle()
    assert page.form.problem.title.text().startswith("This is the last administrator.")
    assert desk.account("owner").roles == ("administrator", "coordinator")


def test_my_password_changes_once_the_old_one_is_right(desk: KeyDesk) -> None:
    page = desk.page()
    for old, new, again, words in (
        (PASSWORD, "short", "short", "The password needs 10 characters or more."),
        (PASSWORD, NEW, "something else", "The two passwords differ."),
        ("wrong", NEW, NEW, "Your present password is another one. Nothing was changed."),
    ):
        page.password.old.setText(old)
        page.password.new.setText(new)
        page.password.again.setText(again)
        page.password.change.click()
        desk.settle()
        assert page.password.problem.title.text() == words
        assert desk.opens("owner", PASSWORD)
    owner = desk.account("owner").id
    assert desk.recorded(owner, "password") == []
    page.password.old.setText(PASSWORD)
    page.password.change.click()
    desk.settle()
    assert desk.opens("owner", NEW)
    assert not page.password.problem.isVisibleTo(page)
    assert page.password.new.text() == ""
    assert desk.said[-1][0] == "Your password is changed."
    assert desk.recorded(owner, "password") == ["changed by its holder"]


def test_a_new_recovery_key_is_announced_shown_once_and_ends_the_old_one(desk: KeyDesk) -> None:
    page = desk.page()
    page.recovery.begin.click()
    said = [one.text() for one in page.recovery.asking.findChildren(QWidget) if hasattr(one, "whole_text")]
    assert any("stops working" in one for one in said)
    page.recovery.password.setText("wrong")
    page.recovery.make.click()
    desk.settle()
    assert page.recovery.problem.isVisibleTo(page)
    assert sidecar.unlock_with_recovery(desk.file, desk.recovery_key) == KEY
    owner = desk.account("owner").id
    assert desk.recorded(owner, "recovery_key") == []
    page.recovery.password.setText(PASSWORD)
    page.recovery.make.click()
    desk.settle()
    assert page.recovery.paper is not None
    new = page.recovery.paper.key.text()
    page.recovery.paper.copy.click()
    assert QGuiApplication.clipboard().text().replace("\n", "") == new.replace("\n", "")
    assert sidecar.unlock_with_recovery(desk.file, new) == KEY
    assert desk.recorded(owner, "recovery_key") == ["made anew"]
    with pytest.raises(Refused, match="replaced by a newer one"):
        sidecar.unlock_with_recovery(desk.file, desk.recovery_key)
    page.recovery.paper.on_paper.click()
    assert page.recovery.paper is None
    assert page.recovery.begin.isVisibleTo(page)


def test_who_is_no_administrator_sees_the_own_password_alone(desk: KeyDesk) -> None:
    desk.team.act(MakeAccount, account_id="els", user="els", name="", roles=("clinician",))
    page = desk.page(user="els")
    assert page.password.isVisible()
    assert not page.accounts.isVisible()
    assert not page.recovery.isVisible()


def test_an_administrator_who_may_not_read_still_sees_the_accounts(desk: KeyDesk) -> None:
    desk.team.act(MakeAccount, account_id="an", user="an", name="", roles=("administrator",))
    page = desk.page(user="an")
    assert page.accounts.title.right.text() == "2 accounts"


def test_a_user_name_with_markup_is_shown_as_text(desk: KeyDesk) -> None:
    page = desk.page()
    fill(page, "<b>els</b>", "clinician")
    desk.settle()
    page.accounts.table.choose(desk.account("<b>els</b>").id)
    page.accounts.roles.click()
    assert page.form.title.text() == "Roles of <b>els</b>"
    assert page.form.title.textFormat() is Qt.TextFormat.PlainText


def test_the_form_is_filled_by_keyboard_and_escape_leaves_it(desk: KeyDesk) -> None:
    page = desk.page()
    page.activateWindow()
    page.accounts.add.click()
    order = [page.form.user, page.form.person, *page.form.roles.values(), page.form.password, page.form.again]
    seen = []
    for _ in order:
        seen.append(QApplication.focusWidget())
        QTest.keyClick(seen[-1] or page, Qt.Key.Key_Tab)
    assert seen == order
    QTest.keyClick(page.form.again, Qt.Key.Key_Escape)
    assert not page.form.isVisibleTo(page)
    assert page.accounts.add.hasFocus()


def test_the_printed_page_holds_the_key_and_the_database(qtbot: QtBot, tmp_path: Path) -> None:
    from pypdfium2 import PdfDocument

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "key.pdf"))
    key = "ABCD-EFGH-2345-JKLM-ABCD-EFGH-2345-JKLN"
    print_key(printer, key, "/a/board.mdt")
    document = PdfDocument(tmp_path / "key.pdf")
    words = document[0].get_textpage().get_text_range()
    assert len(document) == 1
    document.close()
    assert all(line in words for line in in_two_lines(key).rstrip().split("-\n"))
    assert "/a/board.mdt" in words


def test_an_owner_has_no_roles_to_change_by_key_either(desk: KeyDesk) -> None:
    page = desk.page()
    page.accounts.table.setFocus()
    QTest.keyClick(page.accounts.table, Qt.Key.Key_Return)
    assert not page.form.isVisibleTo(page)


def test_on_a_server_the_page_asks_no_password_and_says_who_makes_the_role(qtbot: QtBot) -> None:
    accounts, form = AccountList("owner", on_server=True), AccountForm(on_server=True)
    for one in (accounts, form):
        qtbot.addWidget(one)
    form.show_new((), ends_owner=False)
    assert not form.password.isVisibleTo(form)
    assert "guest" not in form.roles
    assert any("GRANT mdt_account" in one.text() for one in accounts.findChildren(Label))
    heard: list[tuple[dict[str, object], str]] = []
    form.made.connect(lambda values, password: heard.append((values, password)))
    form.user.setText("els")
    form.roles["clinician"].click()
    form.keep.click()
    ((values, password),) = heard
    assert (values["user"], values["roles"], password) == ("els", ("clinician",), "")
