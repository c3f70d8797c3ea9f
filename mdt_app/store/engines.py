"""Each engine is opened in one way only: encrypted, durable, private, its transactions safe from lost updates."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import QueuePool, StaticPool
from sqlcipher3 import dbapi2

from mdt_app.domain.errors import Refused
from mdt_app.store import local_file

BEGIN = "mdt_begin"
SCHEMA = "mdt"


def sqlite_engine(path: Path, key: bytes) -> Engine:
    """An encrypted file as engine; units of work begin IMMEDIATE, so that none overwrites what it did not see.

    Connecting raises `Refused` in words where the file does not open (local_file.py).
    """
    engine = create_engine(
        "sqlite://",
        creator=partial(local_file.open_file, path, key),
        poolclass=QueuePool,
        module=dbapi2,
        hide_parameters=True,
        json_deserializer=msgspec.json.decode,
    )
    event.listen(engine, "begin", begin)
    return engine


class Lent:
    """An open connection as an engine sees it that may ask, but neither end the moment nor close."""

    def __init__(self, connection: local_file.Keyed) -> None:
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def commit(self) -> None:
        """The moment ends when its owner says so."""

    rollback = close = commit


def lent_engine(connection: local_file.Keyed) -> Engine:
    """An engine on one open connection, within whatever transaction its owner has begun."""
    return create_engine(
        "sqlite://",
        creator=lambda: Lent(connection),
        poolclass=StaticPool,
        module=dbapi2,
        hide_parameters=True,
        json_deserializer=msgspec.json.decode,
    )


def begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get(BEGIN, "BEGIN IMMEDIATE"))


def copy_file(engine: Engine, to: Path) -> None:
    """One consistent copy under the same key, made without keeping anybody from writing."""
    os.close(os.open(to, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    copying = "VACUUM INTO ?"
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        try:
            connection.connection.cursor().execute(copying, (str(to),))
        except dbapi2.DatabaseError as error:
            raise OperationalError(copying, None, error) from error


def postgres_engine(url: str) -> Engine:
    """A PostgreSQL database as engine; names resolve in our schema alone, a dead network is noticed in seconds."""
    return create_engine(
        driver_url(url),
        pool_pre_ping=True,
        hide_parameters=True,
        json_deserializer=msgspec.json.decode,
        connect_args={
            "options": f"-csearch_path={SCHEMA},pg_temp -ctimezone=UTC",
            "connect_timeout": 5,
            "keepalives_idle": 5,
            "keepalives_interval": 2,
            "keepalives_count": 3,
        },
    )


def driver_url(url: str) -> str:
    """The address with the driver's name that SQLAlchemy wants in it."""
    scheme, separator, rest = url.partition("://")
    if scheme not in ("postgresql", "postgres", "postgresql+psycopg") or not separator:
        raise Refused(f"{scheme}:// is not a database address. Use a file's path or postgresql://...")
    return f"postgresql+psycopg://{rest}"


def reading(engine: Engine) -> Engine:
    """The same engine for reading: one moment throughout, and no lock that a writer waits for."""
    if engine.dialect.name == "postgresql":
        return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return engine.execution_options(**{BEGIN: "BEGIN"})
