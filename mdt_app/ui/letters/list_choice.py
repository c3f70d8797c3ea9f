"""Whether the list of printed letters is printed after them is kept per machine."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from mdt_app import paths


def kept_choice() -> bool:
    """As this machine's user last chose; printed, where nothing was chosen or the file is damaged."""
    try:
        return json.loads(_file().read_bytes())["list_printed"] is not False
    except (OSError, ValueError, KeyError, TypeError):
        return True


def keep_choice(printed: bool) -> None:
    """Choose; where it cannot be kept, it is asked again."""
    with suppress(OSError):
        paths.make_private(_file().parent)
        paths.write_whole(_file(), json.dumps({"list_printed": printed}).encode())


def _file() -> Path:
    return paths.user_data() / "printing.json"
