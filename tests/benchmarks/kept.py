"""What takes long to fill is filled once, and again when what it is made of has changed."""

from __future__ import annotations

import getpass
import shutil
import tempfile
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path

from mdt_app import paths
from mdt_app.store.database import Database
from mdt_app.store.search import terms_of

HERE = Path(__file__).resolve().parent
PACKAGE = HERE.parents[1] / "mdt_app"
KEY = bytes(range(32))
MADE_OF = tuple(sorted((PACKAGE / "store" / "migrations" / "versions").glob("*.py")))
TERMS = sorted(terms_of(("Van den Berghe", "Zoë"), date(1950, 1, 31), ("50.01.31-001.01",)))


def folder() -> Path:
    """Where the filled databases lie, for this user alone."""
    return paths.make_private(Path(tempfile.gettempdir()) / f"mdt-benchmarks-{getpass.getuser()}")


def database(name: str, fill: Callable[[Database], None], *sources: Path) -> Database:
    """The database of that name, open; filled now where it is not there, or was made of other sources."""
    made_of = [repr(TERMS).encode(), *(one.read_bytes() for one in (*MADE_OF, *sources))]
    said = sha256(b"".join(made_of)).hexdigest()[:16]
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
