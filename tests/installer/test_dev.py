"""The installer stands on Python alone, does nothing twice, and says every refusal in words."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from installer import dev

ROOT = Path(__file__).resolve().parent.parent.parent


def test_the_installer_needs_nothing_but_pythons_own_library() -> None:
    tree = ast.parse((ROOT / "installer" / "dev.py").read_text(encoding="utf-8"))
    names = {
        name.partition(".")[0]
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [str(node.module)]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert names <= sys.stdlib_module_names


@pytest.mark.parametrize("version", [(3, 8, 18), (3, 10, 13), (3, 14, 0)])
def test_another_python_is_refused_in_words(version: tuple[int, int, int]) -> None:
    with pytest.raises(dev.Refused, match=r"needs Python 3\.11, 3\.12 or 3\.13") as refusal:
        dev.check_version(version)
    assert ".".join(map(str, version)) in str(refusal.value)


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 12, 1), (3, 13, 9)])
def test_the_three_pythons_are_accepted(version: tuple[int, int, int]) -> None:
    dev.check_version(version)


@pytest.mark.parametrize(
    ("environment", "platform", "seen"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({}, "win32", True),
        ({}, "darwin", True),
    ],
)
def test_a_screen_is_found_where_there_is_one(environment: dict[str, str], platform: str, seen: bool) -> None:
    assert dev.has_screen(environment, platform) is seen


def test_a_library_that_is_not_there_is_named_by_its_package() -> None:
    assert (
        dev.missing({"libc.so.6": "libc6", "libnothere.so.1": "libnothere1"}).get("libnothere.so.1")
        == "libnothere1"
    )


def test_without_root_the_exact_command_is_said() -> None:
    command = dev.apt_command(["libgl1", "libegl1"])
    with pytest.raises(dev.Refused, match="apt-get install -y --no-install-recommends libgl1 libegl1"):
        dev.tell_or_stop({"libGL.so.1": "libgl1"}, command)


def test_a_program_that_the_tests_use_is_named_by_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    assert dev.absent({"sh": "dash", "no-such-program": "nothere"}) == ["nothere"]
    monkeypatch.setenv("PATH", "")
    assert dev.absent(dev.TEST_PROGRAMS) == ["softhsm2", "poppler-utils"]


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="elsewhere they are not installed for anybody"
)
def test_without_apt_the_tests_go_on_and_say_what_they_skip(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    dev.need_test_programs()
    said = capsys.readouterr().out
    assert said.startswith("Tests that need softhsm2, poppler-utils are skipped.")
    assert "apt-get install -y --no-install-recommends softhsm2 poppler-utils" in said


def test_a_changed_pin_changes_the_fingerprint(tmp_path: Path) -> None:
    pins = tmp_path / "requirements.txt"
    pins.write_text("one==1\n")
    first = dev.fingerprint([pins])
    assert dev.fingerprint([pins]) == first
    pins.write_text("one==2\n")
    assert dev.fingerprint([pins]) != first


WANTED = {"app": "a2", "test": "t2"}


@pytest.mark.parametrize(
    ("found", "tests", "enough"),
    [
        ({}, False, False),
        ({"app": "a2"}, False, True),
        ({"app": "a2"}, True, False),
        ({"app": "a2", "test": "t2"}, True, True),
        ({"app": "a2", "test": "t2"}, False, True),
        ({"app": "a1", "test": "t1"}, False, False),
        ({"app": "a1", "test": "t1"}, True, False),
    ],
)
def test_setup_installs_again_only_what_has_changed(found: dict[str, str], tests: bool, enough: bool) -> None:
    assert dev.up_to_date(found, WANTED, tests) is enough


def test_an_unknown_verb_is_wrong_usage_without_a_traceback() -> None:
    command = [sys.executable, str(ROOT / "installer" / "dev.py"), "fly"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_failed_install_ends_with_words_and_is_not_taken_for_done(tmp_path: Path) -> None:
    (tmp_path / "installer").mkdir()
    script = shutil.copy(ROOT / "installer" / "dev.py", tmp_path / "installer")
    pin = f"no-such-package==1.0 --hash=sha256:{'0' * 64}\n"
    for name in ("requirements.txt", "requirements-test.txt", "pyproject.toml"):
        (tmp_path / name).write_text(pin)
    offline = {**os.environ, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": ""}
    done = subprocess.run(
        [sys.executable, script, "setup"], env=offline, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.startswith("Installing failed")
    assert "Traceback" not in done.stderr
    assert not (tmp_path / ".venv" / "setup-stamp.json").exists()


def test_each_run_begins_with_no_demo_and_leaves_other_files_alone(tmp_path: Path) -> None:
    own = ["demo.db", "demo.db-wal", "demo.db-shm", "demo.db.keys"]
    for name in (*own, "demo.db.replaced-1", "agenda.pdf"):
        (tmp_path / name).touch()
    assert dev.fresh_database(tmp_path) == tmp_path / "demo.db"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["agenda.pdf", "demo.db.replaced-1"]
    assert dev.fresh_database(tmp_path) == tmp_path / "demo.db"


def checkout_that_is_set_up(folder: Path) -> Path:
    """The installer beside a .venv in line with its pins, whose programs write down how they were called."""
    for part in ("installer", ".venv/bin", "mdt_app"):
        (folder / part).mkdir(parents=True)
    shutil.copy(ROOT / "installer" / "dev.py", folder / "installer")
    for name in ("requirements.txt", "requirements-test.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    stamp = {"place": str(folder), "app": dev.fingerprint([dev.APP_PINS])}
    (folder / ".venv" / "setup-stamp.json").write_text(json.dumps(stamp))
    (folder / "mdt_app" / "__init__.py").touch()
    (folder / "mdt_app" / "showcase.py").write_text(
        "import os, sys\n"
        "with open('called', 'a') as file:\n"
        "    print('show', os.environ['MDT_DATABASE'], *sys.argv[1:], file=file)\n"
    )
    for name, line in (
        ("python", f'exec "{sys.executable}" "$@"'),
        ("mdt", 'echo "mdt $MDT_USER $@" >> called'),
    ):
        program = folder / ".venv" / "bin" / name
        program.write_text(f"#!/bin/sh\n{line}\n")
        program.chmod(0o755)
    return folder


@pytest.mark.skipif(os.name == "nt", reason="its stand-ins are shell scripts")
@pytest.mark.parametrize("screen", [":0", ""], ids=["screen", "no screen"])
def test_a_run_opens_the_new_demo_on_a_screen_and_shows_it_in_files_without(
    screen: str, tmp_path: Path
) -> None:
    checkout = checkout_that_is_set_up(tmp_path / "checkout")
    earlier = checkout / "demo-output" / "demo.db"
    earlier.parent.mkdir()
    earlier.touch()
    done = subprocess.run(
        [sys.executable, checkout / "installer" / "dev.py", "run"],
        env=os.environ | {"DISPLAY": screen, "WAYLAND_DISPLAY": ""}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert not earlier.exists()
    opened = f"mdt demo --database {earlier} demo"
    shown = f"show {earlier} {earlier.parent}"
    assert (checkout / "called").read_text().splitlines() == (
        [opened] if screen else [f"{opened} --no-window", shown]
    )


@pytest.mark.skipif(os.name == "nt", reason="its stand-in is a shell script")
@pytest.mark.parametrize("failing", ["ruff check", "ruff format", "mypy", "pytest", "nothing"])
def test_every_check_runs_and_says_what_it_found_also_where_one_fails(failing: str, tmp_path: Path) -> None:
    checkout = checkout_that_is_set_up(tmp_path / "checkout")
    stamp = checkout / ".venv" / "setup-stamp.json"
    wanted = {"app": dev.fingerprint([dev.APP_PINS]), "test": dev.fingerprint([dev.APP_PINS, dev.TEST_PINS])}
    stamp.write_text(json.dumps({"place": str(checkout)} | wanted))
    (checkout / ".venv" / "bin" / "python").write_text(
        f'#!/bin/sh\n[ "$1" = -c ] && exec "{sys.executable}" "$@"\necho "ran $2 $3"\n'
        f'case "$2 $3" in "{failing}"*) exit 1;; esac\n'
    )
    command = [sys.executable, checkout / "installer" / "dev.py", "test", "-k", "letters"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (int(failing != "nothing"), "")
    for check in ("ruff check", "ruff format", "mypy", "pytest"):
        assert f"ran {check}" in done.stdout
        (line,) = [one for one in done.stdout.splitlines() if one.startswith(check) and one.endswith(" s")]
        assert ("FAILED" in line) is (check == failing)


def test_the_command_of_ci_is_the_readmes() -> None:
    command = "python3 installer/dev.py test"
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert command in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_wheel_carries_the_resources(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert {"mdt_app/paths.py", "mdt_app/resources/fonts/NotoSans-Regular.ttf"} <= names
    assert not {name for name in names if name.startswith("resources/")}
