"""Desks that send letters out, and are killed while they do."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from letter_batch import Batch, hashes, not_listed, on_disk, sent_now, wrong_beside, wrong_patients

from mdt_app import paths
from mdt_app.operations.letter_batch import Item, Options

SENDER = Path(__file__).with_name("letter_sender.py")


@dataclass
class Senders:
    """Makes desks; what the one alive has said is read until it ends."""

    process: subprocess.Popen[str]

    def line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def begun(self, made: Batch, folder: Path, options: Options, largest: int = 0) -> tuple[int, list[str]]:
        """A desk that has begun: its number, and what it said."""
        assert self.process.stdin is not None
        order = {
            "database": str(made.team.database.path), "meeting": made.meeting_id, "folder": str(folder),
            "options": asdict(options), "file": largest, "home": str(paths.user_data()),
        }  # fmt: skip
        print(json.dumps(order), file=self.process.stdin, flush=True)
        desk = int(self.line())
        said = [self.line()]
        assert "begun" in said[0], said
        return desk, said

    def killed_after(
        self, told: str, letters: int, seconds: float, made: Batch, folder: Path, options: Options
    ) -> None:
        """So many seconds after a desk told of its nth "step" or "sent"."""
        desk, said = self.begun(made, folder, options)
        while json.loads(said[-1]).get(told, -1) < letters:
            said.append(self.line())
            if said[-1] == "gone":
                return
        time.sleep(seconds)
        os.kill(desk, signal.SIGKILL)
        self.heard(said)

    def run(self, made: Batch, folder: Path, options: Options, largest: int = 0) -> dict[str, Any]:
        """What came of a batch that nobody killed."""
        last: dict[str, Any] = json.loads(self.heard(self.begun(made, folder, options, largest)[1])[-1])
        assert "broken" not in last, last
        return last

    def heard(self, said: list[str]) -> list[str]:
        while (one := self.line()) != "gone":
            said.append(one)
        assert all("broken" not in one for one in said), said
        return said


@contextmanager
def senders_of() -> Iterator[Senders]:
    process = subprocess.Popen(
        [sys.executable, str(SENDER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        made = Senders(process)
        assert made.line() == "ready"
        yield made
    finally:
        assert process.stdin is not None
        process.stdin.close()
        process.wait(timeout=60)
        assert process.stdout is not None
        process.stdout.close()


def digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def wrong_when_done(made: Batch, due: tuple[Item, ...], out: Path, options: Options) -> list[str]:
    """Every file once and whole, every sending once, nothing left over, and each page about its patient alone."""
    wanted, sent = hashes(due, options), sent_now(made)
    files = {name: digest(one) for name, one in on_disk(out).items()}
    wrong = [f"{name}: {files.get(name)}" for name in files.keys() ^ wanted.keys()]
    wrong += [
        f"{name} is another file" for name in files.keys() & wanted.keys() if files[name] != wanted[name]
    ]
    pairs = sorted((one.letter_id, one.to_name) for one in sent)
    wrong += [] if pairs == sorted((one.letter.id, one.to.name) for one in due) else ["other sendings"]
    wrong += [f"{one.file}: other bytes recorded" for one in sent if wanted.get(one.file) != one.sha256]
    wrong += [f"{item.line.case_number} is still due" for item in made.due()]
    wrong += wrong_beside(made, out) + not_listed(made, out)
    return wrong + wrong_patients(made, due, out, options)
