"""A database is brought to this program's schema step by step, with a backup first; a newer one is left alone."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mdt_app.domain.errors import Refused
from mdt_app.keys.sidecar import keys_path

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from mdt_app.store.local_file import Keyed

KNOWN = ("0001", "0002", "0003", "0004")
"""Every released schema, oldest first; the last one is what this program works with."""

NEWEST = KNOWN[-1]
MIGRATIONS = Path(__file__).parent / "migrations"


VERSION = "SELECT version_num FROM alembic_version"


def current(connection: Connection) -> str:
    """The schema of a database, "" when it is empty."""
    from sqlalchemy import inspect, text

    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.scalar(text(VERSION)) or "")


def current_in_file(connection: Keyed) -> str:
    """The same of a local file."""
    there = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    found = connection.execute(VERSION).fetchone() if there else None
    return str(found[0]) if found else ""


def require_newest(found: str) -> None:
    """Raises `Refused` with what to do when a database has another schema than this program."""
    if require_known(found) != NEWEST:
        raise Refused(f"This database has the older schema {found}. Run `mdt database upgrade` first.")


def require_known(found: str) -> str:
    """The schema, one that was released up to now. Raises `Refused` for an empty database and a newer one."""
    if not found:
        raise Refused("This database is empty. Make it ready with `mdt database init`.")
    if found not in KNOWN:
        raise Refused(f"This database has the schema {found} of a newer program. Update the program first.")
    return found


def upgrade(engine: Engine, path: Path | None = None) -> str:
    """Brings the database to the newest schema in one transaction and gives that; raises `Refused` for a newer one.

    A local file's `path` says where a copy of an older database is kept first.
    """
    from mdt_app.store import postgres

    if path is not None:
        keep_old(engine, path)
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            postgres.prepare(connection)
        found = current(connection)
        if found:
            require_known(found)
        if found != NEWEST:
            migrate(connection)
        if engine.dialect.name == "postgresql":
            postgres.secure(connection)
    return NEWEST


def keep_old(engine: Engine, path: Path) -> Path | None:
    """Copies a database of an older schema beside itself (`<name>.before-<newest>`), with its keys."""
    from mdt_app.store.engines import copy_file

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
