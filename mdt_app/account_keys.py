"""What opens a local file is kept in step with its accounts; on a server the server's own passwords stay its own."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from mdt_app.domain.errors import Refused
from mdt_app.keys import keyring_store, sidecar
from mdt_app.keys.wrapping import STRONG, Cost
from mdt_app.operations.commands import new_id

if TYPE_CHECKING:
    from mdt_app.application import Application

ON_SERVER = "On a server a password is its database role's; the server's administrator keeps it."


class AccountKeys:
    """The wrapped keys beside an open database. Each call may take a second: never on the GUI thread.

    Who may do what is asked by the commands of `operations.accounts`, which go before.
    """

    def __init__(self, application: Application, cost: Cost = STRONG) -> None:
        self._database, self._user = application.database, application.account.user
        self._cost = cost

    @property
    def on_server(self) -> bool:
        return self._database.path is None

    def require_password(self, password: str) -> None:
        """Raises `Refused` unless this is this account's password."""
        file = self._file
        try:
            sidecar.unlock(file, self._user, password)
        except sidecar.WrongPassword:
            raise Refused("Your present password is another one. Nothing was changed.") from None

    def set_password(self, user: str, new: str) -> None:
        """A password for an account, its first or a new one; what keyrings kept for it here goes."""
        file = self._file
        sidecar.add_account(file, self._database.key, user, new, cost=self._cost)
        if user != self._user:
            keyring_store.forget(sidecar.read(file).database, user)

    def forget(self, user: str) -> None:
        """An account's wrapped key goes; its password opens nothing any more."""
        file = self._file
        said = sidecar.read(file)
        if user in said.accounts:
            sidecar.remove_account(file, user)
        keyring_store.forget(said.database, user)

    def new_recovery_key(self) -> str:
        """To print and lock away; the old one opens nothing any more."""
        return sidecar.change_recovery_key(self._file, self._database.key)

    def leave_keyring(self) -> None:
        """This machine opens the file for this account by its password alone; on a server it is so anyway."""
        if not self.on_server:
            keyring_store.forget(sidecar.read(self._file).database, self._user)

    def enter_keyring(self) -> None:
        """This machine's keyring, where there is one, opens the file for this account again."""
        if not self.on_server:
            keyring_store.save(sidecar.read(self._file).database, self._user, self._database.key)

    @property
    def _file(self) -> Path:
        if self._database.path is None:
            raise Refused(ON_SERVER)
        return sidecar.keys_path(self._database.path)


def sign_out(application: Application, where: str) -> str:
    """Close the database; gives the place at which the next one signs in.

    The keyring keeps no key for who signed out, and an address no password: either would let everybody in.
    """
    with suppress(Refused):
        AccountKeys(application).leave_keyring()
    application.close()
    path = application.database.path
    if path is not None:
        return str(path)
    from mdt_app.store.postgres import without_password

    return without_password(where)


def recover(database: Path, recovery_key: str, user: str, new_password: str, cost: Cost = STRONG) -> None:
    """Give an account of a local file a new password with the recovery key. Raises `Refused` in words.

    Nobody has signed in yet, so that it was done is noted beside the file, and recorded by whoever opens it next.
    """
    file = sidecar.keys_path(database)
    key = sidecar.unlock_with_recovery(file, recovery_key)
    if user not in sidecar.read(file).accounts:
        raise Refused(f"{database} has no account {user} that is open.")
    sidecar.add_account(file, key, user, new_password, cost=cost, recovery=new_id())
