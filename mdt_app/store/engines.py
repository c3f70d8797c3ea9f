"""Each engine is opened in one way only: encrypted, durable, private, its transactions safe from lost updates."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import QueuePool

from mdt_app.domain.errors import Refused

OLDEST_SQLITE = (3, 51, 3)
"""Older versions can lose committed writes in WAL mode (sqlite.org/wal.html#walresetbug)."""

BUSY_SECONDS, CACHE_KIB = 10, 32 * 1024
BEGIN = "mdt_begin"
NETWORK_FILE_SYSTEMS = {
    "afs",
    "ceph",
    "cifs",
    "fuse.sshfs",
    "glusterfs",
    "ncpfs",
    "nfs",
    "nfs4",
    "smb3",
    "smbfs",
}
SCHEMA = "mdt"


def sqlite_engine(path: Path, key: bytes, *, create: bool = False) -> Engine:
    """An encrypted file as engine; units of work begin IMMEDIATE, so that none overwrites what it did not see.

    Raises `Refused` in words: no such file, wrong key or damaged, network drive, SQLite too old.
    """
    from sqlcipher3 import dbapi2

    require_new_enough(dbapi2.sqlite_version_info)
    require_local(path)
    make_private_file(path, create=create)
    engine = create_engine(
        "sqlite://",
        creator=partial(connect, path, key),
        poolclass=QueuePool,
        module=dbapi2,
        hide_parameters=True,
        json_deserializer=msgspec.json.decode,
    )
    event.listen(engine, "begin", begin)
    try:
        engine.connect().close()
    except Exception:
        engine.dispose()
        raise
    return engine


def connect(path: Path, key: bytes) -> Any:
    """One keyed connection. Raises `Refused` when the key does not open the file."""
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(
        str(path), timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("SELECT count(*) FROM sqlite_master")
    except dbapi2.DatabaseError as error:
        connection.close()
        if "not a database" in str(error):
            raise Refused(
                f"{path} does not open with this key, or it is not one of our databases."
            ) from error
        raise
    return connection


def begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get(BEGIN, "BEGIN IMMEDIATE"))


def copy_file(engine: Engine, to: Path) -> None:
    """One consistent copy under the same key, made without keeping anybody from writing."""
    from sqlcipher3 import dbapi2

    os.close(os.open(to, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    copying = "VACUUM INTO ?"
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        try:
            connection.connection.cursor().execute(copying, (str(to),))
        except dbapi2.DatabaseError as error:
            raise OperationalError(copying, None, error) from error


def require_new_enough(version: tuple[int, ...]) -> None:
    if tuple(version) < OLDEST_SQLITE:
        found, needed = ".".join(map(str, version)), ".".join(map(str, OLDEST_SQLITE))
        raise Refused(
            f"SQLite {found} can lose committed work; install sqlcipher3 with SQLite {needed} or newer."
        )


def make_private_file(path: Path, *, create: bool) -> None:
    """Makes or narrows the file to its owner alone (0600); SQLite gives its side files the same rights."""
    if create:
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:
            raise Refused(f"{path} is already there. Choose another name, or open it.") from None
        except OSError as error:
            raise Refused(f"{path} cannot be made: {error.strerror}.") from error
    elif not path.is_file():
        raise Refused(f"There is no database at {path}. Make one with `mdt demo` or `mdt database init`.")
    elif sys.platform != "win32" and path.stat().st_mode & 0o077:
        path.chmod(0o600)


def require_local(path: Path) -> None:
    """Raises `Refused` for a network drive, where several programs writing one file damage it."""
    if is_on_network(path):
        raise Refused(
            f"{path} lies on a network drive. Use a local disk, or PostgreSQL for several machines."
        )


def is_on_network(path: Path) -> bool:
    folder = path.absolute().parent
    if sys.platform == "win32":
        import ctypes

        remote = 4
        return str(folder).startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(folder.anchor) == remote
    mounts = Path("/proc/mounts")
    return mounts.exists() and file_system_of(folder.resolve(), mounts.read_text()) in NETWORK_FILE_SYSTEMS


def file_system_of(folder: Path, mounts: str) -> str:
    """The type of the file system that holds `folder`, by the table of mounts in /proc/mounts' form."""
    lines = [line.split() for line in mounts.splitlines()]
    points = [(Path(parts[1].replace("\\040", " ")), parts[2]) for parts in lines if len(parts) > 2]
    holding = [(len(point.parts), kind) for point, kind in points if folder.is_relative_to(point)]
    return max(holding)[1] if holding else ""


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
