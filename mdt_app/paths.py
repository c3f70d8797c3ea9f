"""Every place on disk that the application uses is named here, and nowhere else."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

DATABASE_NAME = "mdt.db"


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


def default_database() -> Path:
    """The file that opens when no database is named."""
    return user_data() / DATABASE_NAME


def make_private(folder: Path) -> Path:
    """The same folder, made (0700) when it is not there. Raises OSError where that is not allowed."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _platform_folder(environment: Mapping[str, str], platform: str) -> Path:
    home = Path(environment.get("HOME") or Path.home())
    if platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local")
    if platform == "darwin":
        return home / "Library" / "Application Support"
    return Path(environment.get("XDG_DATA_HOME") or home / ".local" / "share")
