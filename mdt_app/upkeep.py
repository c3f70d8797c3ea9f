"""A database is kept sound by who may audit or administer it, also one that cannot be worked with."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from mdt_app.application import PasswordFor, is_server, local_file, only_account, server_address, unlocked
from mdt_app.domain.accounts import Right
from mdt_app.keys import sidecar
from mdt_app.store import postgres
from mdt_app.store.database import Database

if TYPE_CHECKING:
    from mdt_app.store.checks import Findings


def upgrade(where: str, user: str, password_for: PasswordFor) -> str:
    """Bring a database to this program's schema, a copy of a local file kept first; gives the schema.

    On a server the role in the address does it, as at `create`. Raises `Refused`.
    """
    if not is_server(where):
        path, key = _unlocked_for(where, user, password_for, Right.ADMINISTER)
        return Database.upgrade(path, key)
    if not postgres.address(where).username:
        where, _ = server_address(where, user, password_for)
    return Database.upgrade(where)


def examine(where: str, user: str, password_for: PasswordFor) -> Findings:
    """What a database is and what is wrong with it, also one that cannot be worked with. Raises `Refused`."""
    from mdt_app.store.checks import examined

    if is_server(where):
        address, name = server_address(where, user, password_for)
        found = examined(address, user=name)
        require_right(address, b"", name, Right.AUDIT, Right.ADMINISTER)
        return found
    path, key = _unlocked_for(where, user, password_for, Right.AUDIT, Right.ADMINISTER)
    return examined(path, key)


def _unlocked_for(where: str, user: str, password_for: PasswordFor, *rights: Right) -> tuple[Path, bytes]:
    """A local file and its key, for an account with one of these rights. Raises `Refused`."""
    path = local_file(where)
    keys = sidecar.keys_path(path)
    name = user or only_account(keys)
    key = unlocked(keys, name, password_for)
    require_right(path, key, name, *rights)
    return path, key


def require_right(where: Path | str, key: bytes, user: str, *rights: Right) -> None:
    """Raises `Refused` where the database knows the account and it has none of these rights.

    It need not be a database to work with: where a damaged or empty one cannot tell, the key or the server decides.
    """
    with closing(Database(where, key, user=user, desk="")) as database:
        found = database.known_account(user)
    if found is not None:
        found.require(*rights)
