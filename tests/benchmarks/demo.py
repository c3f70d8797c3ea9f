"""The demo, filled once: its key lies in a keyring of the benchmarks' own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from base64 import b64decode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from kept import HERE, PACKAGE, folder

from mdt_app.store.database import Database

ROOT = PACKAGE.parent


def sources() -> Iterator[Path]:
    yield from sorted((PACKAGE / "demo").glob("*.py"))
    yield from sorted((PACKAGE / "store" / "migrations" / "versions").glob("*.py"))
    yield PACKAGE / "domain" / "payloads.py"


def home() -> Path:
    """The folder with `demo.db` and its keyring."""
    said = sha256(b"".join(one.read_bytes() for one in sources())).hexdigest()[:16]
    return folder() / f"demo-{said}"


def environment(place: Path) -> dict[str, str]:
    """A process of its own: no screen, its own keyring, byte code kept as on a user's machine."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("MDT_", "PYTHON"))}
    return inherited | {
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": os.pathsep.join((str(ROOT), str(HERE))),
        "PYTHONPYCACHEPREFIX": str(folder() / "bytecode"),
        "PYTHON_KEYRING_BACKEND": "keyring_file.FileKeyring",
        "BENCHMARK_KEYRING": str(place / "keyring.json"),
        "MDT_HOME": str(place),
        "MDT_USER": "demo",
        "MDT_DATABASE": str(place / "demo.db"),
        "MDT_PASSWORD": "demonstration",
    }


def made() -> Path:
    """The folder of the demo, filled now where it is not there yet."""
    place = home()
    if not (place / "demo.db").exists():
        for old in folder().glob("demo-*"):
            shutil.rmtree(old)
        draft = folder() / "demo-part"
        draft.mkdir(mode=0o700)
        fill(draft)
        draft.replace(place)
    return place


def opened() -> Database:
    """The demo's database in this process."""
    path = made() / "demo.db"
    (key,) = json.loads((path.parent / "keyring.json").read_text()).values()
    return Database.open(path, b64decode(key), user="demo")


def fill(place: Path) -> float:
    """Fill a demo of 48 patients at a place; gives the seconds that it took."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "mdt_app", "--json", "demo", "--no-window"]
    subprocess.run(command, env=environment(place), cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began
