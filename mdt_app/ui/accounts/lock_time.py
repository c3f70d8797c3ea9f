"""After how many minutes without a key or a touch a desk locks itself is kept per machine."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from mdt_app import paths

USUAL, NEVER, IN_MEETING, LONGEST = 10, 0, 60, 480
"""Minutes; in a meeting a desk waits for an hour at least, for it is looked at and not typed on."""


def kept_minutes() -> int:
    """As this machine's user last chose, `NEVER` for never; `USUAL` where nothing was chosen or the file is damaged."""
    try:
        minutes = json.loads(_file().read_bytes())["minutes"]
    except (OSError, ValueError, KeyError, TypeError):
        return USUAL
    good = isinstance(minutes, int) and not isinstance(minutes, bool) and NEVER <= minutes <= LONGEST
    return minutes if good else USUAL


def keep_minutes(minutes: int) -> None:
    """Choose; where it cannot be kept, it holds until the window closes."""
    with suppress(OSError):
        paths.make_private(_file().parent)
        paths.write_whole(_file(), json.dumps({"minutes": minutes}).encode())


def limit(minutes: int, in_meeting: bool) -> int:
    """How long a desk waits now, `NEVER` for ever."""
    return max(minutes, IN_MEETING) if minutes and in_meeting else minutes


def _file() -> Path:
    return paths.user_data() / "lock.json"
