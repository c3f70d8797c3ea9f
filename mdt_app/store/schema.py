"""A database is brought to this program's schema step by step, with a backup first; a newer one is left alone."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, inspect, text

from mdt_app.domain.errors import Refused
from mdt_app.keys.sidecar import keys_path
from mdt_app.store import postgres
from mdt_app.store.engines import copy_file

KNOWN = ("0001", "0002", "0003")
"""Every released schema, oldest first; the last one is what this program works with."""

NEWEST = KNOWN[-1]
MIGRATIONS = Path(__file__).parent / "migrations"


def current(connection: Connection) -> str:
    """The schema of a database, "" when it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.scalar(text("SELECT version_num FROM alembic_version")) or "")


def require_newest(connection: Connection) -> None:
    """Raises `Refused` with what to do when the database has another schema than this program."""
    found = require_known(connection)
    if found != NEWEST:
        raise Refused(f"This database has the older schema {found}. Run `mdt database upgrade` first.")


def require_known(connection: Connection) -> str:
    """The schema, one that was released up to now. Raises `Refused` for an empty database and a newer one."""
    found = current(connection)
    if not found:
        raise Refused("This database is empty. Make it ready with `mdt database init`.")
    if found not in KNOWN:
        raise Refused(f"This database has the schema {found} of a newer program. Update the program first.")
    return found


def upgrade(engine: Engine, path: Path | None = None) -> str:
    """Brings the database to the newest schema in one transaction and gives that; raises `Refused` for a newer one.

    A local file's `path` says where a copy of an older database is kept first.
    """
    if path is not None:
        keep_old(engine, path)
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            postgres.prepare(connection)
        found = current(connection)
        if found:
            require_known(connection)
        if found != NEWEST:
            migrate(connection)
        if engine.dialect.name == "postgresql":
            postgres.secure(connection)
    return NEWEST


def keep_old(engine: Engine, path: Path) -> Path | None:
    """Copies a database of an older schema beside itself (`<name>.before-<newest>`), with its keys."""
    with engine.connect() as connection:
        found = current(connection)
    if found not in KNOWN[:-1]:
        return None
    copy = path.with_name(f"{path.name}.before-{NEWEST}")
    if not copy.exists():
        shutil.copyfile(keys_path(path), keys_path(copy))
        copy_file(engine, copy)
    return copy


def migrate(connection: Connection) -> None:
    from alembic import command

    command.upgrade(configuration(connection), "head")


def configuration(connection: Connection) -> Any:
    """Alembic's settings without a file: where the migrations lie, and the connection that they run on."""
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    settings.set_main_option("path_separator", "os")
    settings.attributes["connection"] = connection
    return settings
