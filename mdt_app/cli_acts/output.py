"""A command answers in lines for people or in one JSON document, and names each problem in one sentence."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from mdt_app import paths
from mdt_app.domain.errors import Refused
from mdt_app.domain.plain_text import upright

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


class Output:
    """What a command says: `lines` for people or one JSON document; problems go to standard error, one each."""

    def __init__(self, as_json: bool) -> None:
        self._as_json = as_json
        self._shown = False
        self._problems: list[str] = []

    @property
    def refused(self) -> bool:
        """Whether anything was refused or failed."""
        return bool(self._problems)

    def show(self, document: Any, lines: Sequence[str]) -> None:
        """Say what was done; once in a command."""
        self._shown = True
        if self._as_json:
            # Escaped beyond ASCII, so that the document is the same whatever the terminal's encoding.
            print(json.dumps(document, default=_iso))
            return
        for line in lines:
            print(_printable(line))

    def progress(self, words: str) -> Callable[[int, int], None] | None:
        """Counts on one line of the terminal while a long act runs; None where nobody watches."""
        if not sys.stderr.isatty():
            return None

        def count(done: int, of: int) -> None:
            end = "\n" if done == of else ""
            print(f"\r{words}: {done} of {of}", end=end, file=sys.stderr, flush=True)

        return count

    def remark(self, sentence: str) -> None:
        """Something to know beside the answer, on standard error; nothing was refused."""
        print(_printable(sentence), file=sys.stderr)

    def problem(self, sentence: str) -> None:
        self._problems.append(sentence)
        print(_printable(sentence), file=sys.stderr)

    def finish(self) -> None:
        """The document of a command that could say nothing else, and everything out. Raises OSError."""
        if self._as_json and self._problems and not self._shown:
            self.show({"problems": self._problems}, ())
        sys.stdout.flush()


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all. Raises `Refused`."""
    try:
        paths.write_whole(path, content)
    except OSError as error:
        raise Refused(f"{path} cannot be written: {error.strerror}.") from error


def make_folder(folder: Path, what: str) -> None:
    """A folder of its user alone for `what` is written, as "The letters". Raises `Refused`."""
    try:
        paths.make_private(folder)
    except OSError as error:
        raise Refused(f"{what} cannot be written to {folder}: {error.strerror}.") from error


def said_moment(moment: datetime) -> str:
    """A moment to the minute, with its offset."""
    return moment.isoformat(timespec="minutes")


def _printable(line: str) -> str:
    """The line without what would break it in two or steer a terminal."""
    encoding = sys.stdout.encoding or "utf-8"
    return _CONTROL.sub(" ", upright(line)).encode(encoding, "backslashreplace").decode(encoding)


def _iso(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no place in a document")
