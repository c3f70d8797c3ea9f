"""A command answers in lines for people or in one JSON document, and names each problem in one sentence."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mdt_app.domain.errors import Refused


class Output:
    """What a command says: `lines` for people or one JSON document; problems go to standard error, one each."""

    def __init__(self, as_json: bool) -> None:
        self._as_json = as_json
        self.refused = False

    def show(self, document: Any, lines: Sequence[str]) -> None:
        if self._as_json:
            print(json.dumps(document, ensure_ascii=False, default=str))
        else:
            for line in lines:
                print(line)

    def problem(self, sentence: str) -> None:
        self.refused = True
        print(sentence, file=sys.stderr)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    draft = path.with_name(f".{path.name}.part")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise Refused(f"{path} cannot be written: {error.strerror}.") from error
