"""What works on this machine, each said in a sentence with what to do about the rest."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mdt_app import paths
from mdt_app.domain.errors import Refused


@dataclass(frozen=True, slots=True)
class Check:
    name: str
    ok: bool
    hint: str


def checks(place: str) -> list[Check]:
    """Every check, each on its own: one that fails hides no other."""
    named: list[tuple[str, Callable[[], str]]] = [
        ("Python", _python),
        ("Window", _window),
        ("Encrypted database engine", _engine),
        ("Content files", _content),
        ("Local figures", _local),
        ("Fonts", _fonts),
        ("Keyring", _keyring),
        ("PostgreSQL driver", _postgres),
        ("Signing", _signing),
        ("Database", lambda: _database(place)),
    ]
    return [_run(name, check) for name, check in named]


def _run(name: str, check: Callable[[], str]) -> Check:
    try:
        return Check(name, True, check())
    except Refused as refusal:
        return Check(name, False, str(refusal))
    except ImportError as error:
        return Check(name, False, f"does not load ({error}); `python3 installer/dev.py setup` mends it.")
    except Exception as error:
        return Check(name, False, f"{type(error).__name__}: {error}")


def _python() -> str:
    version = ".".join(str(part) for part in sys.version_info[:3])
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        raise Refused(f"Python {version} is not supported; use 3.11, 3.12 or 3.13.")
    return version


def _window() -> str:
    from PySide6 import __version__
    from PySide6.QtWidgets import QApplication

    if sys.version_info < (3, 12) and tuple(int(part) for part in __version__.split(".")[:2]) >= (6, 12):
        raise Refused(f"PySide6 {__version__} crashes on this Python; install one below 6.12.")
    return f"PySide6 {__version__}, {QApplication.__name__} loads"


def _engine() -> str:
    from sqlcipher3 import dbapi2

    from mdt_app.store.local_file import require_new_enough

    require_new_enough(dbapi2.sqlite_version_info)
    return f"SQLite {dbapi2.sqlite_version} with encryption"


def _content() -> str:
    from mdt_app.application import load_guidance

    guidance = load_guidance()
    if guidance.left_out:
        raise Refused(" ".join(guidance.left_out))
    return f"{len(guidance.elements)} elements, {len(guidance.criteria)} criteria"


def _local() -> str:
    from mdt_app.application import load_guidance

    guidance, place = load_guidance(), paths.local_figures()
    if guidance.local_problem:
        raise Refused(f"{guidance.local_problem} No figure of {place} is in force until this is mended.")
    changed = [f"{one.of}: {one.sentence()}" for one in guidance.deviations]
    return " ".join(changed) or f"none changed; a file at {place} would change cadences and thresholds"


def _fonts() -> str:
    missing = [
        one for one in ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf") if not (paths.fonts() / one).is_file()
    ]
    if missing:
        raise Refused(f"{', '.join(missing)} not found in {paths.fonts()}; install the program again.")
    return "Noto Sans, regular and bold"


def _keyring() -> str:
    import keyring

    backend = keyring.get_keyring()
    if float(backend.priority) <= 0:
        return "none on this machine: the password is asked at every start"
    return type(backend).__module__.rpartition(".")[2]


def _postgres() -> str:
    if importlib.util.find_spec("psycopg") is None:
        raise Refused("psycopg is not installed; a server database cannot be used.")
    return "psycopg is installed"


def _signing() -> str:
    from mdt_app.signing.modules import find_module, settings

    chosen = settings()
    try:
        module = find_module(chosen.module)
    except Refused:
        if chosen.module:
            raise
        return "no program for identity cards here: letters go out unsigned; the eID software is at eid.belgium.be"
    return f"{module.whose} at {module.path}; the card is asked only when a letter is signed"


def _database(place: str) -> str:
    if "://" in place:
        return "on a server; `mdt database check` looks into it"
    path = Path(place)
    if not path.exists():
        return f"none yet at {path}; `mdt demo` makes one to try"
    if not path.with_name(path.name + ".keys").is_file():
        raise Refused(f"The keys of {path} are missing; restore them from a backup.")
    if sys.platform != "win32" and path.stat().st_mode & 0o077:
        raise Refused(f"{path} can be read by others; run `chmod 600 {path}`.")
    return str(path)
