"""A batch is noted at this desk before its first record and struck off once its list is there: none is forgotten.

A note lies with the user's own data, says nothing about a patient, and is locked while its batch runs: another
window of the same user lets it be, and what was killed holds no lock.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from io import BufferedRandom
from pathlib import Path

from mdt_app import paths

SUFFIX = ".batch"
FAR = 1 << 30
"""Bytes: where a note is locked on systems that let nobody read what is locked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A batch that has begun, of one database: its list belongs into `folder`. What was `printed` is known by the
    ids of its `sendings`, each noted just before it is recorded; what was not, by the files in the folder."""

    database: str
    folder: Path
    printed: bool = False
    both_sides: bool = False
    locked: bool = False
    sendings: tuple[str, ...] = ()


@dataclass(slots=True)
class Note:
    """One batch's note while it is held; where none could be kept, it notes nothing."""

    opened: BufferedRandom | None = None
    file: Path | None = None
    _struck: bool = field(default=False, init=False)

    def add(self, dispatch_id: str) -> None:
        """A sending is about to be recorded."""
        if self.opened is not None:
            with suppress(OSError):
                _append(self.opened, f"{dispatch_id}\n".encode())

    def strike(self) -> None:
        """The list is there."""
        self._struck = True

    def close(self) -> None:
        if self.opened is None or self.file is None:
            return
        with suppress(OSError):
            self.opened.close()
            if self._struck:
                self.file.unlink(missing_ok=True)


@contextmanager
def noted(folder: Path, begun: Begun) -> Iterator[Note]:
    """Note a batch until it is struck off. A desk that can keep no note sends all the same, its list coming last."""
    note = _new_note(folder, begun)
    try:
        yield note
    finally:
        note.close()


@contextmanager
def held(file: Path) -> Iterator[tuple[Begun, Note] | None]:
    """What a note says, and the note; None while its batch runs elsewhere, and for a file that is none of ours."""
    try:
        opened = file.open("r+b")
    except OSError:
        yield None
        return
    note = Note(opened, file)
    try:
        yield (said, note) if _lock(opened) and (said := _read(opened)) else None
    finally:
        note.close()


def notes_in(folder: Path) -> list[Path]:
    """The notes on all batches that may have no list yet."""
    return sorted(folder.glob(f"*{SUFFIX}"))


def _new_note(folder: Path, begun: Begun) -> Note:
    file = folder / f"{os.urandom(8).hex()}{SUFFIX}"
    said = asdict(begun) | {"folder": str(begun.folder.absolute())}
    try:
        paths.make_private(folder)
        opened = open(file, "x+b", opener=_own)  # noqa: SIM115
    except OSError:
        return Note()
    note = Note(opened, file)
    try:
        _lock(opened)
        _append(opened, f"{json.dumps(said)}\n".encode())
    except OSError:
        note.strike()
        note.close()
        return Note()
    return note


def _own(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _append(opened: BufferedRandom, line: bytes) -> None:
    """Safe on disk."""
    opened.write(line)
    opened.flush()
    os.fsync(opened.fileno())


def _read(opened: BufferedRandom) -> Begun | None:
    """A line that was cut off is of a sending that was not recorded."""
    first, *rest = opened.read().split(b"\n")
    try:
        said = json.loads(first)
        ids = tuple(one.decode("ascii") for one in rest[:-1])
        return Begun(**said | {"folder": Path(said["folder"]), "sendings": ids})
    except (ValueError, TypeError, KeyError):
        return None


if sys.platform == "win32":
    import msvcrt

    def _lock(opened: BufferedRandom) -> bool:
        place = opened.tell()
        opened.seek(FAR)
        try:
            msvcrt.locking(opened.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            opened.seek(place)
        return True

else:
    import fcntl

    def _lock(opened: BufferedRandom) -> bool:
        """False where another window holds it; a disk that knows no locks holds nothing."""
        with suppress(OSError):
            try:
                fcntl.flock(opened.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
        return True
