"""Whole processes, a bare window and ours in turn: until the window is shown, and until the first agenda is drawn."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from shutil import which
from threading import Timer

from demo import ROOT, environment, made
from figure import Figure, interleaved, middle
from kept import HERE

ROUNDS = 15
PATIENCE = 30


def figures() -> Iterator[Figure]:
    place = made()
    ours = (which("mdt", path=Path(sys.executable).parent) or "mdt",)
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
    """Waits without a timeout of its own: Python would look only every 50 ms whether the process has ended."""
    with subprocess.Popen(command, env=environment(place), cwd=ROOT, stderr=subprocess.DEVNULL) as one:
        patience = Timer(PATIENCE, one.kill)
        patience.start()
        try:
            ended = one.wait()
        finally:
            patience.cancel()
    if ended:
        raise subprocess.CalledProcessError(ended, command)
