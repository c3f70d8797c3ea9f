"""A database opens for an account: a local file through its wrapped keys, PostgreSQL by signing in as that role."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mdt_app.domain.accounts import Account
from mdt_app.domain.errors import Refused
from mdt_app.keys import keyring_store, sidecar
from mdt_app.keys.wrapping import STRONG, Cost
from mdt_app.operations.commands import Command, new_id
from mdt_app.store import postgres, schema
from mdt_app.store.database import Database, closing_on_failure
from mdt_app.store.engines import sqlite_engine
from mdt_app.store.failures import in_words

AskPassword = Callable[[], str]
FIRST_ROLES_LOCAL = ("owner",)
FIRST_ROLES_SERVED = ("administrator", "coordinator")


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateDatabase(Command):
    """Makes a database and its first account. Needs the engine there and then."""

    user: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Created:
    """A new database, open, and the recovery key to print; it is shown this once."""

    database: Database
    recovery_key: str = ""


def create_local(
    path: Path, *, user: str, name: str, password: str, at: datetime, desk: str = "", cost: Cost = STRONG
) -> Created:
    """A new encrypted file with its keys and the owner's account. Raises `Refused`, leaving nothing half made."""
    require_user(user)
    if path.exists():
        raise Refused(f"{path} is already there. Choose another name, or open it.")
    keys = sidecar.keys_path(path)
    key, recovery_key = sidecar.create(keys, user, password, cost=cost)
    try:
        id = sidecar.read(keys).database
        database = Database.create(path, key, user=user, desk=desk, id=id)
        with closing_on_failure(database):
            make_first_account(database, user, name, FIRST_ROLES_LOCAL, at)
    except BaseException:
        for made in (keys, path):
            with suppress(OSError):
                made.unlink(missing_ok=True)
        raise
    return Created(database=database, recovery_key=recovery_key)


def open_local(
    path: Path, *, user: str, password: AskPassword, desk: str = "", remember: bool = False
) -> Database:
    """An existing file for one account; `password` is asked only where the keyring does not hold the key.

    `remember` puts the key into the keyring. Raises `Refused` in words.
    """
    key = local_key(path, user, password, remember=remember)
    return Database.open(path, key, user=user, desk=desk)


def upgrade_local(path: Path, *, user: str, password: AskPassword) -> str:
    """Brings a file to the newest schema, a copy of the old one kept beside it; gives the schema."""
    engine = sqlite_engine(path, local_key(path, user, password))
    try:
        with in_words():
            return schema.upgrade(engine, path)
    finally:
        engine.dispose()


def local_key(path: Path, user: str, password: AskPassword, *, remember: bool = False) -> bytes:
    """The file's data key, from the keyring or by the account's password. Raises `Refused`."""
    if not path.is_file():
        raise Refused(f"There is no database at {path}. Make one with `mdt demo` or `mdt database init`.")
    keys = sidecar.keys_path(path)
    id = sidecar.read(keys).database
    kept = keyring_store.load(id)
    if kept is not None:
        return kept
    key = sidecar.unlock(keys, user, password())
    if remember:
        keyring_store.save(id, key)
    return key


def create_served(url: str, *, user: str, name: str, password: str, at: datetime, desk: str = "") -> Created:
    """Our schema on PostgreSQL, made by the administrator whom `url` names, and its first account signed in.

    Raises `Refused` in words.
    """
    require_user(user)
    administrator = Database.create(url, user=user, desk=desk)
    try:
        with in_words(), administrator.engine.begin() as connection:
            postgres.secure(connection)
            postgres.make_account(connection, user, password)
        make_first_account(administrator, user, name, FIRST_ROLES_SERVED, at)
    finally:
        administrator.close()
    return Created(database=open_served(url, user=user, password=password, desk=desk))


def upgrade_served(url: str) -> str:
    """Brings the schema, rights and walls up to date as the administrator whom `url` names; gives the schema."""
    from mdt_app.store.engines import postgres_engine

    engine = postgres_engine(url)
    try:
        with in_words():
            found = schema.upgrade(engine)
            with engine.begin() as connection:
                postgres.secure(connection)
            return found
    finally:
        engine.dispose()


def open_served(url: str, *, user: str, password: str, desk: str = "") -> Database:
    """The database at `url` as the role `user`. Raises `Refused`."""
    return Database.open(postgres.signed_in(url, user, password), user=user, desk=desk)


def make_first_account(
    database: Database, user: str, name: str, roles: tuple[str, ...], at: datetime
) -> None:
    account = Account(id=new_id(), user=user, name=name, roles=roles)
    command = CreateDatabase(
        id=new_id(), actor=user, desk=database.desk, number=1, at=at, user=user, name=name
    )
    with database.open_first_work(command, account) as work:
        work.put(account)
        work.commit()


def require_user(user: str) -> None:
    if not user.strip() or user != user.strip() or not user.isprintable() or len(user.encode()) > 63:
        raise Refused("A user name is 1 to 63 plain characters without spaces around it.")
