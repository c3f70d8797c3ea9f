"""A backup is one file that was checked before it counts, and a restore checks everything before it replaces anything.

The file is a zip without compression: `backup.json` (what it holds), `database` (still encrypted) and `keys` (wrapped).
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from mdt_app.domain.errors import Refused
from mdt_app.keys.sidecar import keys_path
from mdt_app.store import schema
from mdt_app.store.chains import ERASURE
from mdt_app.store.checks import damages
from mdt_app.store.database import Database
from mdt_app.store.engines import copy_file, sqlite_engine
from mdt_app.store.failures import in_words

FORMAT = 1
MANIFEST, DATABASE, KEYS = "backup.json", "database", "keys"
Unlock = Callable[[Path], bytes]
Allow = Callable[[Path, Path, bytes], None]
ERASED = f"SELECT patient_id FROM change WHERE entity = '{ERASURE}'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A checked backup or a restored database: where it is, its hash, how many patients are in it.

    `replaced` is where the database lies now that stood there before, None where none did; `returned` are the ids of
    patients whose record was erased there, and who are back because the backup is older than that.
    """

    path: Path
    sha256: str
    patients: int
    replaced: Path | None = None
    returned: tuple[str, ...] = ()


def backup(database: Database, file: Path) -> Backup:
    """A consistent copy while others write, with the wrapped keys, checked before it takes its name.

    Raises `Refused` in words: PostgreSQL, missing keys, no room, a copy that does not check out.
    """
    if database.path is None:
        raise Refused("Back up a PostgreSQL database with pg_dump, as its administrator.")
    keys = keys_path(database.path)
    if not keys.is_file():
        raise Refused(f"There is no {keys}; without it a backup could never be opened.")
    if any(file.exists() and file.samefile(one) for one in (database.path, keys)):
        raise Refused(f"{file} belongs to the database itself. Choose another name for the backup.")
    with workshop(file) as folder:
        with in_words():
            copy_file(database.engine, folder / DATABASE)
            patients = checked(folder / DATABASE, database.key)
        shutil.copyfile(keys, folder / KEYS)
        manifest = {"format": FORMAT, "schema": schema.NEWEST, "patients": patients}
        manifest |= {"made_at": datetime.now(UTC).isoformat(), DATABASE: sha256_of(folder / DATABASE)}
        (folder / MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")
        packed = pack(folder)
        packed.replace(file)
    return Backup(path=file, sha256=sha256_of(file), patients=patients)


def restore(file: Path, to: Path, unlock: Unlock, allow: Allow | None = None) -> Backup:
    """Puts a backup where `to` says; a database already there stays beside it under another name, with its keys.

    `unlock` gives the data key from the path of the backup's wrapped keys; `allow`, called with the paths of the
    backup's database and keys and with that key, may refuse. Raises `Refused`, having replaced nothing.
    """
    with workshop(to) as folder:
        manifest = unpack(file, folder)
        key = unlock(folder / KEYS)
        if allow is not None:
            allow(folder / DATABASE, folder / KEYS, key)
        returned = who_returns(to, folder / DATABASE, key) if to.exists() else ()
        with in_words():
            patients = checked(folder / DATABASE, key)
        if patients != manifest.get("patients"):
            said = manifest.get("patients")
            raise Refused(f"{file} says {said} patients and holds {patients}; nothing was replaced.")
        replaced = None
        if to.exists():
            require_not_in_use(to, key)
            replaced = put_aside(to)
        (folder / KEYS).replace(keys_path(to))
        (folder / DATABASE).replace(to)
        settle(to.parent)
    return Backup(path=to, sha256=sha256_of(file), patients=patients, replaced=replaced, returned=returned)


def who_returns(now: Path, then: Path, key: bytes) -> tuple[str, ...]:
    """The ids of patients erased in the database that is replaced and not in the older one; () where none can be told.

    What is replaced may be damaged, or have another key.
    """
    there = told(then, key, "SELECT id FROM patient")
    return tuple(sorted(there & told(now, key, ERASED) - told(then, key, ERASED)))


def told(path: Path, key: bytes, query: str) -> frozenset[str]:
    """What a local file answers; nothing where it cannot be asked."""
    engine = sqlite_engine(path, key)
    try:
        with engine.connect() as connection:
            return frozenset(connection.scalars(text(query)))
    except (Refused, DBAPIError):
        return frozenset()
    finally:
        engine.dispose()


def checked(path: Path, key: bytes) -> int:
    """How many patients are in a database file that is whole in every page, index and reference. Raises `Refused`."""
    engine = sqlite_engine(path, key)
    try:
        with engine.connect() as connection:
            schema.require_known(schema.current(connection))
            if found := damages(connection):
                raise Refused(f"{path}: {found[0]}")
            patients = int(connection.scalar(text("SELECT count(*) FROM patient")) or 0)
            connection.rollback()
            connection.connection.cursor().execute("PRAGMA journal_mode = DELETE")
            return patients
    finally:
        engine.dispose()


@contextmanager
def workshop(beside: Path) -> Iterator[Path]:
    """A private folder on the same disk, gone afterwards. Raises `Refused` where none can be made."""
    try:
        folder = Path(tempfile.mkdtemp(prefix=".mdt-", dir=beside.absolute().parent))
    except OSError as error:
        raise Refused(f"Nothing can be written in {beside.absolute().parent}: {error.strerror}.") from error
    try:
        yield folder
    except OSError as error:
        raise Refused(f"{beside} cannot be written: {error.strerror or error}.") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def pack(folder: Path) -> Path:
    """The folder's three files as one, on disk and read back."""
    packed = folder / "packed"
    with (
        open(os.open(packed, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600), "w+b") as file,  # noqa: PTH123 - for the rights
        zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive,
    ):
        for name in (MANIFEST, KEYS, DATABASE):
            archive.write(folder / name, name)
    with packed.open("rb+") as file:
        os.fsync(file.fileno())
    with zipfile.ZipFile(packed) as archive:
        if archive.testzip() is not None:
            raise Refused("The backup could not be read back; the disk may be failing.")
    return packed


def unpack(file: Path, folder: Path) -> dict[str, Any]:
    """Takes out the three files and gives the manifest. Raises `Refused` for what is no backup or was damaged."""
    require_readable(file)
    try:
        with zipfile.ZipFile(file) as archive:
            for name in (MANIFEST, KEYS, DATABASE):
                with archive.open(name) as source, (folder / name).open("xb") as target:
                    shutil.copyfileobj(source, target)
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError) as error:
        raise Refused(f"{file} is not one of our backups, or it is damaged; nothing was replaced.") from error
    if manifest.get("format") != FORMAT:
        raise Refused(f"{file} was written by a newer version of the program. Update the program first.")
    if manifest.get(DATABASE) != sha256_of(folder / DATABASE):
        raise Refused(
            f"{file} is damaged: its database is not the one that was backed up; nothing was replaced."
        )
    for name in (KEYS, DATABASE):
        (folder / name).chmod(0o600)
    return manifest


def require_readable(file: Path) -> None:
    try:
        file.open("rb").close()
    except FileNotFoundError:
        raise Refused(f"There is no backup at {file}.") from None
    except OSError as error:
        raise Refused(f"{file} cannot be read: {error.strerror}.") from None


def require_not_in_use(path: Path, key: bytes) -> None:
    """Raises `Refused` while another program has the file open, as far as the key lets us ask."""
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(str(path), timeout=1, isolation_level=None)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("ROLLBACK")
    except dbapi2.DatabaseError as error:
        if "locked" in str(error):
            raise Refused(f"{path} is open in another program. Close it there first.") from error
    finally:
        connection.close()


def put_aside(path: Path) -> Path:
    """Renames a database with its keys and side files, so that it can be opened again where it lies; gives where."""
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    aside = path.with_name(f"{path.name}.replaced-{stamp}")
    for ending in (".keys", "-wal", "-shm", ""):
        part = path.with_name(path.name + ending)
        if part.exists():
            part.replace(aside.with_name(aside.name + ending))
    return aside


def settle(folder: Path) -> None:
    """Makes renames in a folder last through a power cut, where the system lets us ask for it."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
