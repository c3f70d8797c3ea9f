"""Every account stands in one table, closed ones too; what can be done with the chosen one stands under it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from mdt_app.domain.accounts import Account
from mdt_app.ui.accounts import words
from mdt_app.ui.common.buttons import Button
from mdt_app.ui.common.columns import Cell, Column, ColumnsModel
from mdt_app.ui.common.flow import Flow
from mdt_app.ui.common.frames import column
from mdt_app.ui.common.marks import Tone
from mdt_app.ui.common.messages import InlineMessage
from mdt_app.ui.common.table import TableView
from mdt_app.ui.common.text import Label, SectionTitle


class AccountList(QWidget):
    """Emits `adding()`, and with the chosen account `roles_wanted`, `password_wanted`, `closing`."""

    adding = Signal()
    roles_wanted = Signal(object)
    password_wanted = Signal(object)
    closing = Signal(object)

    def __init__(self, me: str, on_server: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._me = me
        self.only_owner = False
        self.title = SectionTitle(self.tr("Who may sign in"))
        self.model = ColumnsModel(self._columns(), same=lambda one: one.id)
        self.table = TableView(self.model, name=self.tr("Accounts"), row_height=32)
        self.add = Button(self.tr("Add an account…"), "plus")
        self.roles = Button(self.tr("Change roles…"))
        self.password = Button(self.tr("New password…"))
        self.close_account = Button(self.tr("Close account…"))
        self.problem = InlineMessage("")
        self.problem.hide()
        acts = [self.add, self.roles, self.password, self.close_account]
        if on_server:
            acts.remove(self.password)
        buttons = Flow(acts, spacing=8)
        self.setLayout(
            column(self.title, self.table, buttons, self.problem, self._hint(on_server), spacing=8)
        )
        self.add.clicked.connect(self.adding)
        self.table.chosen.connect(lambda _: self._offer())
        self.table.opened.connect(lambda _: self.roles.click())
        for button, signal in (
            (self.roles, self.roles_wanted), (self.password, self.password_wanted),
            (self.close_account, self.closing),
        ):  # fmt: skip
            button.clicked.connect(lambda _=False, signal=signal: signal.emit(self.table.current_row()))

    def show_accounts(self, accounts: Sequence[Account]) -> None:
        """All accounts, in order of their user names."""
        self.only_owner = any("owner" in one.roles for one in accounts)
        self.model.set_rows(accounts)
        self.table.fit_rows()
        open_ones = sum(not one.closed for one in accounts)
        self.title.set_right(
            self.tr("1 account") if open_ones == 1 else self.tr("{n} accounts").format(n=open_ones)
        )
        if self.table.current_row() is None and accounts:
            self.table.choose(accounts[0].id)
        self._offer()

    def say(self, problem: str) -> None:
        """Why an act was refused, or nothing."""
        self.problem.set_text(problem)
        self.problem.setVisible(bool(problem))

    def _offer(self) -> None:
        """What can be done with the chosen account: nobody closes the own one, and an owner has every role."""
        one: Account | None = self.table.current_row()
        mine = one is not None and one.user == self._me
        closed = one is not None and one.closed
        self.roles.set_words(self.tr("Open again…") if closed else self.tr("Change roles…"))
        self.roles.setEnabled(one is not None and "owner" not in one.roles)
        self.password.setEnabled(one is not None and not mine and not closed)
        self.close_account.setEnabled(one is not None and not mine and not closed)

    def _hint(self, on_server: bool) -> Label:
        said = self.tr(
            "In a local file roles keep order; they are no wall. Whoever holds the file and any of its passwords could "
            "read all of it with another program."
        )
        if on_server:
            said = self.tr(
                "On a server an account is a database role of the same name. Once it is added here, the server's "
                'administrator lets it in: CREATE ROLE "name" LOGIN PASSWORD \'…\'; GRANT mdt_account TO "name"; and '
                'shuts out a closed one: ALTER ROLE "name" NOLOGIN;'
            )
        hint = Label(said, "hint", wrap=True)
        if on_server:
            hint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return hint

    def _columns(self) -> Sequence[Column[Account]]:
        return (
            Column(self.tr("User name"), self._user, 180, key=lambda one: one.user.casefold()),
            Column(self.tr("Person"), lambda one: Cell(one.name if one.name != one.user else "–"), 220,
                   key=lambda one: one.name.casefold()),
            Column(self.tr("Roles"), self._roles, 320, stretch=True),
        )  # fmt: skip

    def _user(self, account: Account) -> Cell:
        said = self.tr("{user} (you)").format(user=account.user) if account.user == self._me else account.user
        return Cell(said, strong=not account.closed, tone=Tone.QUIET if account.closed else Tone.PLAIN)

    def _roles(self, account: Account) -> Cell:
        if account.closed:
            return Cell(self.tr("closed"), tone=Tone.QUIET)
        return Cell(words.roles(account.roles))
