"""Sets up, runs, tests and builds the program from a checkout with nothing but Python's own library.

python3 installer/dev.py setup | run | test | screens DIR | build
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "setup-stamp.json"
LOG = VENV / "setup.log"
APP_PINS, TEST_PINS = ROOT / "requirements.txt", ROOT / "requirements-test.txt"
DEMO_ACCOUNT = {"MDT_USER": "demo", "MDT_PASSWORD": "demonstration"}  # opens invented patients only
OLDEST, NEWEST = (3, 11), (3, 13)
SIDE_BY_SIDE = ("-n", "logical", "--maxprocesses", "4", "--dist", "worksteal")
"""The tests on every processor; `-n 0` after `test` runs them in one process, for a debugger."""

# Qt takes these from the system: without the first group nothing starts, without the second no window opens.
DRAWING_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libX11.so.6": "libx11-6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
}
WINDOW_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
TEST_PROGRAMS = {"softhsm2-util": "softhsm2", "pdfsig": "poppler-utils"}
"""A card of software and a second opinion on PDFs: without them the tests that use them are skipped, and say so."""


class Refused(Exception):
    """A failure that is told in plain words and ends the program with exit code 1."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Carries out one of the five verbs; gives the exit code."""
    try:
        check_version(sys.version_info[:3])
        chosen = parse(arguments)
        act: Callable[[argparse.Namespace], int] = chosen.act
        return act(chosen)
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.filename or 'This machine'}: {error.strerror or error}.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="dev.py", description="Sets up, runs, tests and builds the program."
    )
    verbs = parser.add_subparsers(required=True, metavar="setup | run | test | screens DIR | build")
    verbs.add_parser("setup", help="set up .venv; .venv then holds the mdt command").set_defaults(
        act=do_setup
    )
    run = verbs.add_parser(
        "run", help="make a demo board afresh and open it; without a screen, write it into a folder"
    )
    run.add_argument(
        "--folder", type=Path, default=ROOT / "demo-output", help="where the demo goes (else demo-output)"
    )
    run.set_defaults(act=do_run)
    test = verbs.add_parser("test", help="run all checks; what follows goes to pytest")
    test.set_defaults(act=do_test)
    screens = verbs.add_parser("screens", help="write a PNG of every screen on demo data")
    screens.add_argument("folder", type=Path, metavar="DIR")
    screens.set_defaults(act=do_screens)
    verbs.add_parser("build", help="build the wheel into dist/").set_defaults(act=do_build)
    chosen, others = parser.parse_known_args(arguments)
    if others and chosen.act is not do_test:
        parser.error(f"unrecognized arguments: {' '.join(others)}")
    chosen.pytest = others
    return chosen


def check_version(version: Sequence[int]) -> None:
    """Raises Refused, in words, for a Python that the program does not run on."""
    if not OLDEST <= tuple(version[:2]) <= NEWEST:
        found = ".".join(map(str, version))
        raise Refused(
            f"This needs Python 3.11, 3.12 or 3.13, and this is Python {found}. "
            "Run it with one of those, for example: python3.12 installer/dev.py run"
        )


def do_setup(_chosen: argparse.Namespace) -> int:
    set_up()
    print(f"Ready. Start with: {program('mdt').relative_to(ROOT)} --help")
    return 0


def do_run(chosen: argparse.Namespace) -> int:
    set_up()
    folder = chosen.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    database = fresh_database(folder)
    if has_screen():
        print(f"A new demo board, dated today, goes into {folder}")
        return call(program("mdt"), "--database", database, "demo", more=DEMO_ACCOUNT)
    print(f"There is no screen here, so the demo board goes into {folder}")
    done = call(program("mdt"), "--database", database, "demo", "--no-window", more=DEMO_ACCOUNT)
    return done or show(folder, database=database)


def do_screens(chosen: argparse.Namespace) -> int:
    set_up()
    return show(chosen.folder.resolve(), "--screens-only")


def do_build(_chosen: argparse.Namespace) -> int:
    set_up()
    pip("wheel", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", ROOT / "dist", ROOT)
    print(f"The wheel lies in {ROOT / 'dist'}")
    return 0


def do_test(chosen: argparse.Namespace) -> int:
    """Runs every check even after one has failed, mypy beside the others; then says how each went."""
    set_up(tests=True)
    checks: dict[str, list[str]] = {
        "ruff check": ["ruff", "check", "."],
        "ruff format": ["ruff", "format", "--check", "."],
        "pytest": ["pytest", *SIDE_BY_SIDE, *chosen.pytest],
    }
    done = {}
    with (
        ThreadPoolExecutor() as beside,
        tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said,
    ):
        types = beside.submit(check, ["mypy"], said)
        for name, command in checks.items():
            print(f"\n== {name}", flush=True)
            done[name] = check(command)
        done["mypy"] = types.result()
        said.seek(0)
        print(f"\n== mypy\n{said.read()}")
    for name, (code, took) in done.items():
        print(f"{name:<12} {'FAILED' if code else 'ok':<7} {took:6.1f} s")
    return int(any(code for code, _ in done.values()))


def check(command: Sequence[str], said: IO[str] | None = None) -> tuple[int, float]:
    """Runs one check, whose words go to `said` where it is given; gives its exit code and its seconds."""
    began = time.monotonic()
    return call(program("python"), "-m", *command, said=said), time.monotonic() - began


def show(folder: Path, *options: str, database: Path | None = None) -> int:
    """Writes pictures (and, without options, agenda and letters) into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    more = DEMO_ACCOUNT | {"MDT_DATABASE": str(database)} if database else {}
    done = call(program("python"), "-m", "mdt_app.showcase", folder, *options, more=more)
    if done == 0:
        print(f"Look into {folder}")
    return done


def fresh_database(folder: Path) -> Path:
    """The demo's own file in `folder`, with what an earlier run left of it removed."""
    database = folder / "demo.db"
    for ending in ("", "-wal", "-shm", ".keys"):
        Path(f"{database}{ending}").unlink(missing_ok=True)
    return database


def set_up(tests: bool = False) -> None:
    """Brings .venv in line with the pins and the checkout; quick where nothing has changed."""
    need_libraries()
    if tests:
        need_test_programs()
    wanted = {"place": str(ROOT), "app": fingerprint([APP_PINS]), "test": fingerprint([APP_PINS, TEST_PINS])}
    found = read_stamp()
    if found.get("place", wanted["place"]) != wanted["place"] or not works(program("python")):
        make_venv()
        found = {}
    if up_to_date(found, wanted, tests):
        return
    STAMP.unlink(missing_ok=True)
    pins = TEST_PINS if tests else APP_PINS
    print(f"Installing what {pins.name} pins (some 300 MB the first time, a few minutes) ...", flush=True)
    pip("install", "--require-hashes", "--only-binary", ":all:", "--requirement", pins)
    pip("install", "--no-deps", "--no-build-isolation", "--no-index", "--editable", ROOT)
    kept = ("place", "app", "test") if tests else ("place", "app")
    STAMP.write_text(json.dumps({name: wanted[name] for name in kept}), encoding="utf-8")


def up_to_date(found: Mapping[str, str], wanted: Mapping[str, str], tests: bool) -> bool:
    """Whether the last setup gave what is wanted; one for the tests gave the program's packages too."""
    return found.get("test") == wanted["test"] or (not tests and found.get("app") == wanted["app"])


def fingerprint(pins: Iterable[Path]) -> str:
    """SHA-256 over what decides the contents of .venv: the pins and the project's own file."""
    files = [*pins, ROOT / "pyproject.toml"]
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def read_stamp() -> dict[str, str]:
    """What the last finished setup did; empty where there was none."""
    try:
        found = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def works(python: Path) -> bool:
    """Whether .venv's Python starts, is of a version that the program runs on, and has pip."""
    probe = "import sys, pip; print(sys.version_info[0], sys.version_info[1])"
    try:
        said = subprocess.run([python, "-c", probe], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return False
    return OLDEST <= tuple(int(part) for part in said.split()) <= NEWEST


def make_venv() -> None:
    """Makes .venv anew with the running Python."""
    print(f"Making {VENV} with Python {sys.version.split()[0]} ...", flush=True)
    done = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", VENV], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Refused(f"Could not make {VENV}: {last_lines(done.stdout + done.stderr)}")


def pip(*arguments: str | Path) -> None:
    """Runs .venv's pip quietly; its words go to the log and, when it fails, to the user."""
    quiet = ("--quiet", "--no-input", "--disable-pip-version-check")
    with LOG.open("w", encoding="utf-8") as log:
        command = [program("python"), "-m", "pip", *arguments, *quiet]
        code = subprocess.run(command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT, check=False).returncode
    if code:
        said = last_lines(LOG.read_text(encoding="utf-8", errors="replace"))
        raise Refused(f"Installing failed; is the network there? {LOG} has all of it and ends so:\n{said}")


def last_lines(text: str, count: int = 12) -> str:
    return "\n".join(text.strip().splitlines()[-count:])


def program(name: str) -> Path:
    """A program in .venv, on this platform."""
    return VENV / ("Scripts" if os.name == "nt" else "bin") / (f"{name}.exe" if os.name == "nt" else name)


def call(
    command: Path, *arguments: str | Path, more: Mapping[str, str] | None = None, said: IO[str] | None = None
) -> int:
    """Runs a program of .venv in the checkout, off screen where there is none; gives its exit code."""
    environment = {**os.environ, **(more or {})}
    if not has_screen():
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    return subprocess.run(
        [command, *arguments], cwd=ROOT, env=environment, check=False,
        stdout=said, stderr=subprocess.STDOUT if said else None,
    ).returncode  # fmt: skip


def has_screen(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> bool:
    """Whether a window can be shown here."""
    if platform in ("win32", "darwin"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def need_libraries() -> None:
    """Installs missing Debian packages when root; else prints the command, and stops if Qt cannot start."""
    if not sys.platform.startswith("linux"):
        return
    must, may = missing(DRAWING_LIBRARIES), missing(WINDOW_LIBRARIES)
    packages = [*must.values(), *may.values()]
    if importlib.util.find_spec("ensurepip") is None:
        packages.append(f"python3.{sys.version_info[1]}-venv")
    if not packages:
        return
    if shutil.which("apt-get") is None:
        tell_or_stop(
            must, f"Qt needs these system libraries, which are missing: {', '.join({**must, **may})}."
        )
    elif os.geteuid() != 0:
        tell_or_stop(
            must,
            f"Some system packages are missing. Run this once, then try again:\n  {apt_command(packages)}",
        )
    else:
        install_packages(packages)


def need_test_programs() -> None:
    """Installs what is missing of them when root; else, and where that fails, says what will be skipped."""
    packages = absent(TEST_PROGRAMS)
    if not packages or not sys.platform.startswith("linux"):
        return
    try:
        if shutil.which("apt-get") and os.geteuid() == 0:
            install_packages(packages)
            return
    except Refused as refusal:
        print(refusal)
    print(f"Tests that need {', '.join(packages)} are skipped. To have them run:\n  {apt_command(packages)}")


def absent(programs: Mapping[str, str]) -> list[str]:
    """The packages of those programs that are not found."""
    return [package for name, package in programs.items() if shutil.which(name) is None]


def missing(libraries: Mapping[str, str]) -> dict[str, str]:
    """Those that the system's loader does not find."""
    return {library: package for library, package in libraries.items() if not loads(library)}


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def apt_command(packages: Sequence[str]) -> str:
    return f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {' '.join(packages)}"


def tell_or_stop(must: Mapping[str, str], words: str) -> None:
    """Without a screen the window's own libraries can wait; those for drawing never can."""
    if must or has_screen() or importlib.util.find_spec("ensurepip") is None:
        raise Refused(words)
    print(words, file=sys.stderr)


def install_packages(packages: Sequence[str]) -> None:
    print(f"Installing system packages: {' '.join(packages)} ...", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run(
            ["apt-get", "-qq", *command],
            env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            said = last_lines(done.stdout + done.stderr)
            raise Refused(f"apt-get {command[0]} failed. Mend that, then try again:\n{said}")


if __name__ == "__main__":
    sys.exit(main())
