"""An account and what opens the file for it change together: first the command, which asks the right, then the key."""

from __future__ import annotations

from mdt_app.domain.plain_text import one_line
from mdt_app.operations.accounts import (
    ChangePassword,
    ChangeRoles,
    CloseAccount,
    GivePassword,
    MakeAccount,
    RenewRecoveryKey,
)
from mdt_app.operations.commands import Command
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks


class AccountActs:
    """Each act runs on the work lane and may take a second. Raises `Refused` in words."""

    def __init__(self, tasks: Tasks, services: Services) -> None:
        self._tasks, self._services, self._keys = tasks, services, services.keys

    def make(self, command: MakeAccount, password: str) -> None:
        """An account with its first password; on a server the password is left to its administrator."""
        self._carry_out(command)
        if not self._keys.on_server:
            self._keys.set_password(one_line(command.user), password)

    def change_roles(self, command: ChangeRoles, user: str, password: str = "") -> None:
        """Other roles; a closed account is opened again with a new password, which is recorded as one given."""
        self._carry_out(command)
        if password:
            given = self._services.command(GivePassword, account_id=command.account_id)
            self.give_password(given, user, password)

    def close(self, command: CloseAccount, user: str) -> None:
        self._carry_out(command)
        if not self._keys.on_server:
            self._keys.forget(user)

    def give_password(self, command: GivePassword, user: str, password: str) -> None:
        self._carry_out(command)
        self._keys.set_password(user, password)

    def change_password(self, command: ChangePassword, old: str, new: str) -> None:
        """The own password, for who knows the old one."""
        self._keys.require_password(old)
        self._carry_out(command)
        self._keys.set_password(command.actor, new)

    def new_recovery_key(self, command: RenewRecoveryKey, password: str) -> str:
        """The new key, for who knows this account's password."""
        self._keys.require_password(password)
        self._carry_out(command)
        return self._keys.new_recovery_key()

    def _carry_out(self, command: Command) -> None:
        self._tasks.in_store_lane(lambda: self._services.carry_out(command))
