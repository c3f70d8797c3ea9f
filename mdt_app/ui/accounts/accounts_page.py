"""Who may sign in, my password and the recovery key stand on one page; only an administrator sees more than the own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdt_app.domain.accounts import Account, Right
from mdt_app.domain.people import Person
from mdt_app.operations.accounts import (
    ChangePassword,
    ChangeRoles,
    CloseAccount,
    GivePassword,
    MakeAccount,
    RenewRecoveryKey,
)
from mdt_app.operations.commands import new_id
from mdt_app.operations.work import Change, Reader
from mdt_app.ui.accounts import words
from mdt_app.ui.accounts.account_form import AccountForm
from mdt_app.ui.accounts.account_list import AccountList
from mdt_app.ui.accounts.acts import AccountActs
from mdt_app.ui.accounts.passwords import PasswordForm
from mdt_app.ui.accounts.recovery_form import RecoveryForm
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.dialogs import FinalDialog
from mdt_app.ui.common.frames import ScrollPanel
from mdt_app.ui.common.text import Label, SectionTitle
from mdt_app.ui.errors import Explained
from mdt_app.ui.live import LiveView
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks

WIDEST = 880
T = TypeVar("T")


class AccountsPage(LiveView):
    """Emits `said(words, undo, wrong)`."""

    said = Signal(str, object, bool)

    def __init__(self, tasks: Tasks, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent)
        self._services, self._acts = services, AccountActs(tasks, services)
        self._people: Sequence[Person] = ()
        self._chosen: Account | None = None
        self._administers = services.account.may(Right.ADMINISTER)
        self._on_server = services.keys.on_server
        self.accounts = AccountList(services.account.user, self._on_server)
        self.form = AccountForm(self._on_server)
        self.password = PasswordForm()
        self.recovery = RecoveryForm(services.database_name)
        self._lay_out()
        self._connect()

    def concerns(self, change: Change) -> bool:
        return change.entity in ("account", "person")

    def refresh(self) -> None:
        if self._administers:
            self.tasks.read(self, _read, self._show)

    def _show(self, read: tuple[Sequence[Account], Sequence[Person]]) -> None:
        accounts, self._people = read
        self.accounts.show_accounts(accounts)

    def _lay_out(self) -> None:
        panel = ScrollPanel(margins=(24, 16, 24, 16), spacing=12)
        parts: list[QWidget] = [Label(self.tr("Accounts and keys"), "title")]
        if self._administers:
            parts += [self.accounts, self.form]
        parts += [SectionTitle(self.tr("My password, {user}").format(user=self._services.account.user))]
        parts += [self._of_server(self.tr(
            "On a server your password is that of your database role: its administrator changes it, or you do with "
            "\\password in psql."
        ))] if self._on_server else [self.password]  # fmt: skip
        if self._administers and not self._on_server:
            parts += [SectionTitle(self.tr("Recovery key")), self.recovery]
        for part in parts:
            part.setMaximumWidth(themes.current().px(WIDEST))
            panel.box.addWidget(part)
        panel.box.addStretch(1)
        self.form.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(panel)

    def _of_server(self, said: str) -> Label:
        return Label(said, "secondary", wrap=True)

    def _connect(self) -> None:
        self.accounts.adding.connect(lambda: self.form.show_new(self._people, self.accounts.only_owner))
        self.accounts.roles_wanted.connect(self._ask_roles)
        self.accounts.password_wanted.connect(self._ask_password)
        self.accounts.closing.connect(self._ask_close)
        self.form.closed.connect(self._leave_form)
        self.form.made.connect(self._make)
        self.form.roles_said.connect(self._change_roles)
        self.form.password_said.connect(self._give_password)
        self.password.asked.connect(self._change_password)
        self.recovery.asked.connect(self._renew)

    def _leave_form(self) -> None:
        self.form.hide()
        self.accounts.add.setFocus()

    def _ask_roles(self, account: Account) -> None:
        self._chosen = account
        self.form.show_roles(account)

    def _ask_password(self, account: Account) -> None:
        self._chosen = account
        self.form.show_password(account)

    def _ask_close(self, account: Account) -> None:
        facts = (
            self.tr("{user} signs in no more, and what is open there writes nothing more.").format(
                user=account.user
            ),
            self.tr("What {user} did stays under that name.").format(user=account.user),
            self.tr("An administrator can open the account again, with a new password."),
        )
        dialog = FinalDialog(self, self.tr("Close this account?"), facts, self.tr("Close the account"))
        dialog.accepted.connect(lambda: self._close(account))
        dialog.open()

    def _make(self, values: dict[str, Any], password: str) -> None:
        command = self._services.command(MakeAccount, account_id=new_id(), **values)
        done = self.tr("{user} may sign in now.")
        if self._on_server:
            done = self.tr("{user} is added. The server's administrator makes the role now, as said above.")
        self._run(lambda: self._acts.make(command, password), done.format(user=values["user"]))

    def _change_roles(self, roles: tuple[str, ...], password: str) -> None:
        assert self._chosen is not None
        user = self._chosen.user
        command = self._services.command(ChangeRoles, account_id=self._chosen.id, roles=roles)
        done = self.tr("{user} is {roles} now; buttons follow at the next sign-in.")
        self._run(
            lambda: self._acts.change_roles(command, user, password),
            done.format(user=user, roles=words.roles(roles)),
        )

    def _give_password(self, password: str) -> None:
        assert self._chosen is not None
        user = self._chosen.user
        command = self._services.command(GivePassword, account_id=self._chosen.id)
        done = self.tr("{user} has a new password.").format(user=user)
        self._run(lambda: self._acts.give_password(command, user, password), done)

    def _close(self, account: Account) -> None:
        command = self._services.command(CloseAccount, account_id=account.id)
        done = self.tr("The account {user} is closed.").format(user=account.user)
        self._run(lambda: self._acts.close(command, account.user), done, self.accounts.say)

    def _change_password(self, old: str, new: str) -> None:
        def done(_: None) -> None:
            self.password.done()
            self.said.emit(self.tr("Your password is changed."), None, False)

        command = self._services.command(ChangePassword)
        self._work(lambda: self._acts.change_password(command, old, new), done, self.password.refuse)

    def _renew(self, password: str) -> None:
        command = self._services.command(RenewRecoveryKey)
        self._work(
            lambda: self._acts.new_recovery_key(command, password),
            self.recovery.show_key,
            self.recovery.refuse,
        )

    def _run(self, act: Callable[[], None], done: str, refuse: Callable[[str], None] | None = None) -> None:
        """An act on an account; the form goes when it is done, and says why when it is refused."""

        def finish(_: None) -> None:
            self._leave_form()
            self.accounts.say("")
            self.said.emit(done, None, False)

        self._work(act, finish, refuse or self.form.say)

    def _work(self, act: Callable[[], T], done: Callable[[T], None], refuse: Callable[[str], None]) -> None:
        def failed(problem: Explained) -> None:
            refuse(problem.words)

        self.tasks.work(self, lambda _: act(), done, failed=failed)


def _read(reader: Reader) -> tuple[Sequence[Account], Sequence[Person]]:
    return reader.find(Account, order=("user",)), reader.find(Person, order=("family", "given"))
