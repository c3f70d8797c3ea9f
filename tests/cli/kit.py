"""What tests of the command line are made of: what a run said, a demo that opens fast, a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mdt_app.demo_database import make_demo
from mdt_app.keys import sidecar
from mdt_app.keys.wrapping import Cost

USER, PASSWORD, PATIENTS = "owner", "a password", 5
CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
CHECKOUT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What a command left: its exit code, and what stood on standard output and standard error."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on standard output; fails where anything else stands there."""
        return json.loads(self.out)

    @property
    def sentences(self) -> list[str]:
        """The problems, one a line."""
        assert "Traceback" not in self.err
        return self.err.splitlines()


def demo_at(path: Path) -> None:
    """A demo of seed 1."""
    app, _ = make_demo(str(path), USER, PASSWORD, PATIENTS, seed=1)
    app.close()


def cheap_keys(path: Path, user: str = USER, password: str = PASSWORD) -> None:
    """Wraps the key anew so that trying the password costs nothing."""
    keys = sidecar.keys_path(path)
    sidecar.add_account(keys, sidecar.unlock(keys, user, password), user, password, cost=CHEAP)


def process(*arguments: object, **environment: str) -> Ran:
    """Runs the program as a shell does, with nothing at its standard input."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    done = subprocess.run(
        [sys.executable, "-m", "mdt_app", *map(str, arguments)],
        cwd=CHECKOUT,
        env=own | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return Ran(code=done.returncode, out=done.stdout, err=done.stderr)
