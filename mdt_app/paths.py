"""Every place on disk that the application uses is named here; what it writes there is whole, and its owner's alone."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

DATABASE_NAME = "mdt.db"
HALF_WRITTEN = re.compile(r"\.[0-9a-f]{16}\.part")


@cache
def resources() -> Path:
    """The folder with content, texts, fonts and icons: inside an installed package, else beside it."""
    package = Path(__file__).resolve().parent
    inside = package / "resources"
    return inside if inside.is_dir() else package.parent / "resources"


def fonts() -> Path:
    """The folder with the embedded TrueType fonts."""
    return resources() / "fonts"


def user_data(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """The folder for this user's databases, not made here: `MDT_HOME` when set, else the platform's own."""
    chosen = environment.get("MDT_HOME")
    if chosen:
        return Path(chosen).expanduser()
    return _platform_folder(environment, platform) / "mdt"


def instruments(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder, not made here, into which a hospital puts instruments of its own: `MDT_INSTRUMENTS` when set."""
    chosen = environment.get("MDT_INSTRUMENTS")
    return Path(chosen).expanduser() if chosen else user_data(environment) / "instruments"


def local_figures(environment: Mapping[str, str] = os.environ) -> Path:
    """The file, not made here, in which a hospital changes cadences and thresholds: `MDT_LOCAL` when set."""
    chosen = environment.get("MDT_LOCAL")
    return Path(chosen).expanduser() if chosen else user_data(environment) / "local.toml"


def local_glossary(environment: Mapping[str, str] = os.environ) -> Path:
    """The file, not made here, beside the changed figures, in which a hospital explains words for patients."""
    return local_figures(environment).with_name("glossary.toml")


def begun_batches() -> Path:
    """The folder, not made here, of notes on batches of letters whose list is not there yet."""
    return user_data() / "sending"


def kept_lists() -> Path:
    """The folder, not made here, for lists of letters that were printed here and whose list was not."""
    return user_data() / "lists"


def default_database() -> Path:
    """The file that opens when no database is named."""
    return user_data() / DATABASE_NAME


def make_private(folder: Path) -> Path:
    """The same folder, made (0700) when it is not there. Raises OSError where that is not allowed."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def sweep(folder: Path) -> None:
    """Take away what a killed program left half written in a folder; nothing else. Raises OSError."""
    for draft in folder.glob(".*.part"):
        if HALF_WRITTEN.fullmatch(draft.name):
            draft.unlink(missing_ok=True)


def write_whole(file: Path, content: bytes) -> None:
    """Write a file (0600) whole or not at all; what stands beside it, links too, is left alone. Raises OSError."""
    draft = file.with_name(f".{os.urandom(8).hex()}.part")
    try:
        descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        draft.replace(file)
    except OSError:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise


def _platform_folder(environment: Mapping[str, str], platform: str) -> Path:
    home = Path(environment.get("HOME") or Path.home())
    if platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local")
    if platform == "darwin":
        return home / "Library" / "Application Support"
    return Path(environment.get("XDG_DATA_HOME") or home / ".local" / "share")
