"""Tests kill processes, never the machine, and guess no passwords: what guards only against those is left out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from mdt_app.keys import sidecar
from mdt_app.keys.wrapping import STRONG, Cost
from mdt_app.store import local_file

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
connect, wrap_with_password = local_file.connect, sidecar.wrap_with_password


@contextmanager
def quick() -> Iterator[None]:
    """Within this process a commit does not wait for the disk, and a password's key is wrapped at no cost."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(local_file, "connect", _unsynced)
        patch.setattr(sidecar, "wrap_with_password", _cheaply)
        yield


@contextmanager
def in_earnest() -> Iterator[None]:
    """As the program runs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(local_file, "connect", connect)
        patch.setattr(sidecar, "wrap_with_password", wrap_with_password)
        yield


def _unsynced(path: Path, key: bytes) -> Any:
    made = connect(path, key)
    made.execute("PRAGMA synchronous = OFF")
    return made


def _cheaply(key: bytes, password: str, about: str, cost: Cost) -> dict[str, Any]:
    return wrap_with_password(key, password, about, CHEAP if cost == STRONG else cost)
