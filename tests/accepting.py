"""A text that people agreed on is kept beside the tests; what differs from it is shown, and accepted on purpose."""

from __future__ import annotations

import difflib
import os
import re
from pathlib import Path

LETTERS = Path(__file__).parent / "files" / "letters"
HOW = "Where this is as it should be, accept it: MDT_ACCEPT=1 python -m pytest tests/letters, then read the diff."


def require_accepted(name: str, pages: list[str]) -> None:
    """The pages against tests/files/letters/`name`.txt, a line for each sentence; with MDT_ACCEPT written there."""
    found = "\n\n".join(re.sub(r"(?<=[.:]) ", "\n", page) for page in pages) + "\n"
    path = LETTERS / f"{name}.txt"
    if os.environ.get("MDT_ACCEPT"):
        path.write_text(found, encoding="utf-8")
        return
    accepted = path.read_text(encoding="utf-8").splitlines()
    changes = "\n".join(difflib.unified_diff(accepted, found.splitlines(), lineterm=""))
    assert not changes, f"tests/files/letters/{name}.txt says otherwise. {HOW}\n{changes}"
