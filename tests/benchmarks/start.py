"""Whole processes, a bare window and ours in turn: until the window is shown, and until the first agenda is."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from demo import ROOT, environment, made
from figure import Figure, interleaved, middle
from kept import HERE

ROUNDS = 15
PATIENCE = 30


def figures() -> Iterator[Figure]:
    place = made()
    ours = (sys.executable, "-m", "mdt_app")
    acts = {
        "bare": partial(process, place, sys.executable, str(HERE / "bare_window.py")),
        "shown": partial(process, place, *ours, "--quit-when-shown"),
        "ready": partial(process, place, *ours, "--quit-when-ready"),
    }
    interleaved(acts, 1)
    took = interleaved(acts, ROUNDS)
    bare = middle(took["bare"])
    yield Figure("window shown", middle(took["shown"]), bare, "a bare PySide6 window", target=1.5)
    yield Figure("first agenda usable", middle(took["ready"]), bare, "a bare PySide6 window", target=4)


def process(place: Path, *command: str) -> None:
    subprocess.run(
        command, env=environment(place), cwd=ROOT, check=True, timeout=PATIENCE, stderr=subprocess.DEVNULL
    )
