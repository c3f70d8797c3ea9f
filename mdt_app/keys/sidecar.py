"""Beside each database lies `<database>.keys`: its data key, wrapped for each account and once for recovery."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from mdt_app.domain.errors import Refused
from mdt_app.keys.wrapping import (
    KEY_BYTES,
    STRONG,
    Cost,
    new_recovery_key,
    unwrap_with_password,
    unwrap_with_recovery,
    wrap_with_password,
    wrap_with_recovery,
)

FORMAT = 1
RECOVERY = "recovery"


class WrongPassword(Refused):
    """A user name and a password that do not belong together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sidecar:
    """What the file says: the database's id, and the wrapped keys as JSON values."""

    database: str
    accounts: Mapping[str, dict[str, Any]]
    recovery: dict[str, Any]


def keys_path(database: Path) -> Path:
    """Where the keys of a database file lie."""
    return database.with_name(database.name + ".keys")


def create(path: Path, user: str, password: str, *, cost: Cost = STRONG) -> tuple[bytes, str]:
    """Makes the file (0600) with a new data key; gives that key and the recovery key to print.

    Raises `Refused` when the file is already there.
    """
    if path.exists():
        raise Refused(f"{path} is already there; its database would become unreadable.")
    key, recovery_key, database = os.urandom(KEY_BYTES), new_recovery_key(), uuid4().hex
    wrapped = wrap_with_password(key, password, about(database, user), cost)
    recovery = wrap_with_recovery(key, recovery_key, about(database, ""))
    write(path, Sidecar(database=database, accounts={user: wrapped}, recovery=recovery))
    return key, recovery_key


def unlock(path: Path, user: str, password: str) -> bytes:
    """The data key. Raises `Refused` for a wrong user or password, or a broken file."""
    said = read(path)
    try:
        wrapped = said.accounts.get(user)
        key = None if wrapped is None else unwrap_with_password(wrapped, password, about(said.database, user))
    except (KeyError, TypeError, ValueError) as error:
        raise broken(path) from error
    if key is None:
        raise WrongPassword(f"The user name {user} and this password do not open {path.with_suffix('')}.")
    return key


def unlock_with_recovery(path: Path, recovery_key: str) -> bytes:
    """The data key. Raises `Refused` for a mistyped recovery key or another database's."""
    said = read(path)
    try:
        key = unwrap_with_recovery(said.recovery, recovery_key, about(said.database, ""))
    except (KeyError, TypeError, ValueError) as error:
        raise broken(path) from error
    if key is None:
        raise Refused(
            "This recovery key opens nothing here: it is another database's, or was replaced by a newer one."
        )
    return key


def add_account(
    path: Path, key: bytes, user: str, password: str, *, cost: Cost = STRONG, recovery: str = ""
) -> None:
    """Wraps the data key for one more account, or anew for one that is there (a changed password).

    `recovery` is the id of a use of the recovery key; it stays until `settle_recovery`.
    """
    said = read(path)
    wrapped = wrap_with_password(key, password, about(said.database, user), cost)
    if unsettled := recovery or recoveries(said).get(user):
        wrapped[RECOVERY] = unsettled
    write(
        path,
        Sidecar(database=said.database, accounts={**said.accounts, user: wrapped}, recovery=said.recovery),
    )


def recoveries(said: Sidecar) -> dict[str, str]:
    """User -> id of a use of the recovery key that no database has recorded yet."""
    return {user: str(kept[RECOVERY]) for user, kept in said.accounts.items() if RECOVERY in kept}


def settle_recovery(path: Path, user: str) -> None:
    """A use of the recovery key is recorded in the database now."""
    said = read(path)
    kept = {name: value for name, value in said.accounts[user].items() if name != RECOVERY}
    write(
        path,
        Sidecar(database=said.database, accounts={**said.accounts, user: kept}, recovery=said.recovery),
    )


def change_password(path: Path, user: str, old: str, new: str, *, cost: Cost = STRONG) -> None:
    """Raises `Refused` when the old password is wrong."""
    add_account(path, unlock(path, user, old), user, new, cost=cost)


def change_recovery_key(path: Path, key: bytes) -> str:
    """Wraps the data key for a new recovery key and gives that; the old one opens nothing any more."""
    said, recovery_key = read(path), new_recovery_key()
    recovery = wrap_with_recovery(key, recovery_key, about(said.database, ""))
    write(path, Sidecar(database=said.database, accounts=said.accounts, recovery=recovery))
    return recovery_key


def remove_account(path: Path, user: str) -> None:
    """Takes away one account's wrapped key; the last one stays, else only the recovery key would open the file."""
    said = read(path)
    left = {name: wrapped for name, wrapped in said.accounts.items() if name != user}
    if not left:
        raise Refused("The last account cannot be taken away; nobody could open the database any more.")
    write(path, Sidecar(database=said.database, accounts=left, recovery=said.recovery))


def read(path: Path) -> Sidecar:
    """Raises `Refused` when the file is not there, broken, or of a newer program."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        if said["format"] != FORMAT:
            raise Refused(f"{path} was written by a newer version of the program. Update the program first.")
        return Sidecar(
            database=str(said["database"]), accounts=dict(said["accounts"]), recovery=dict(said["recovery"])
        )
    except FileNotFoundError:
        raise Refused(f"The keys of the database are missing: there is no {path}.") from None
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise broken(path) from error


def write(path: Path, said: Sidecar) -> None:
    """Replaces the file whole or not at all, readable by its owner alone."""
    text = json.dumps(
        {"format": FORMAT, "database": said.database, "accounts": said.accounts, "recovery": said.recovery},
        indent=1,
    )
    draft = path.with_name(f"{path.name}.{uuid4().hex}.new")
    try:
        descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with open(descriptor, "w", encoding="utf-8") as file:  # noqa: PTH123 - the descriptor carries the rights
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise Refused(f"{path} cannot be written: {error.strerror}.") from error


def about(database: str, user: str) -> str:
    """What a wrapped key is bound to, so that none can be moved to another database or user."""
    return f"{database}/{user}"


def broken(path: Path) -> Refused:
    return Refused(f"{path} is not a file of wrapped keys, or it is damaged. Restore it from a backup.")
