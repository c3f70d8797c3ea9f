"""A local file is opened in one way only: encrypted, durable, private, on a disk of this machine."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from sqlcipher3 import dbapi2

from mdt_app.domain.errors import Refused

OLDEST_SQLITE = (3, 51, 3)
"""Older versions can lose committed writes in WAL mode (sqlite.org/wal.html#walresetbug)."""

BUSY_SECONDS, CACHE_KIB = 10, 32 * 1024
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


class Keyed(dbapi2.Connection):  # type: ignore[misc]
    """A connection to an encrypted file; a class of ours, so that tests can watch what it is asked."""


def open_file(path: Path, key: bytes, *, create: bool = False) -> Keyed:
    """A connection to a file that may be worked with, made or narrowed to its owner first.

    Raises `Refused` in words: no such file, wrong key or damaged, network drive, SQLite too old.
    """
    require_new_enough(dbapi2.sqlite_version_info)
    require_local(path)
    make_private_file(path, create=create)
    return connect(path, key)


def connect(path: Path, key: bytes) -> Keyed:
    """One keyed connection. Raises `Refused` when the key does not open the file."""
    connection = Keyed(str(path), timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
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
