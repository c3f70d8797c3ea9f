"""What takes long to fill is filled once, and again when what it is made of has changed."""

from __future__ import annotations

import getpass
import shutil
import tempfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from mdt_app import paths
from mdt_app.store.database import Database

HERE = Path(__file__).resolve().parent
PACKAGE = HERE.parents[1] / "mdt_app"
KEY = bytes(range(32))
MADE_OF = (*(PACKAGE / "store" / "migrations" / "versions").glob("*.py"), PACKAGE / "store" / "search.py")


def folder() -> Path:
    """Where the filled databases lie, for this user alone."""
    return paths.make_private(Path(tempfile.gettempdir()) / f"mdt-benchmarks-{getpass.getuser()}")


def database(name: str, fill: Callable[[Database], None], *sources: Path) -> Database:
    """The database of that name, open; filled now where it is not there, or was made of other sources."""
    said = sha256(b"".join(one.read_bytes() for one in (*MADE_OF, *sources))).hexdigest()[:16]
    path = folder() / f"{name}-{said}.db"
    if not path.exists():
        for old in folder().glob(f"{name}-*"):
            shutil.rmtree(old) if old.is_dir() else old.unlink()
        draft = path.with_suffix(".part")
        made = Database.create(draft, KEY, user="owner")
        fill(made)
        made.close()
        draft.replace(path)
    return Database.open(path, KEY, user="owner")
