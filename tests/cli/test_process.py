"""The real program in a process of its own: nothing but the answer on standard output, and never a traceback."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli.kit import CHECKOUT, PASSWORD, PATIENTS, process

LINUX_ROOT = pytest.mark.skipif(
    not sys.platform.startswith("linux") or os.geteuid() != 0, reason="only root may mount a small disk"
)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MB."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no disk can be mounted here")
    yield folder
    subprocess.run(["umount", folder], check=True)


def fill(folder: Path, leave: int) -> Path:
    """Fills a small disk up to `leave` bytes."""
    filler = folder / "filler"
    filler.write_bytes(bytes(shutil.disk_usage(folder).free - leave))
    return filler


def test_one_document_stands_alone_on_standard_output(demo: Path) -> None:
    ran = process("--json", "patients")
    assert (ran.code, ran.err) == (0, "")
    assert len(ran.json) == PATIENTS


def test_a_name_reaches_a_terminal_that_knows_only_ascii(demo: Path) -> None:
    ran = process("patients", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.isascii()


def test_without_a_terminal_no_password_is_asked(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MDT_PASSWORD")
    ran = process("--json", "patients")
    assert ran.code == 1
    assert "set MDT_PASSWORD" in ran.json["problems"][0]


def test_without_a_screen_the_window_is_refused_in_words(demo: Path) -> None:
    screens = dict.fromkeys(("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"), "")
    ran = process(**screens)
    assert ran.code == 1
    assert ran.sentences == [
        "There is no screen here. Use the commands without a window; `mdt --help` lists them."
    ]


def test_what_is_loaded_after_the_window_goes_through_pythons_own_import() -> None:
    said = """
import builtins
own = builtins.__import__
from mdt_app.cli_acts.showing import load_qt
load_qt()
from PySide6 import QtSvg
assert builtins.__import__ is own
"""
    ran = subprocess.run([sys.executable, "-c", said], cwd=CHECKOUT, capture_output=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_who_stops_reading_gets_no_complaint(demo: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "mdt_app", "patients"],
        cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as running:  # fmt: skip
        assert running.stdout
        assert running.stderr
        running.stdout.close()
        assert running.stderr.read() == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device here")
def test_an_answer_that_cannot_be_written_is_a_failure(demo: Path) -> None:
    with open("/dev/full", "w") as full:  # noqa: PTH123
        ran = subprocess.run(
            [sys.executable, "-m", "mdt_app", "--json", "patients"],
            cwd=CHECKOUT, stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert ran.returncode == 1
    assert "No space left" in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


def test_a_demo_has_a_file_of_its_own_and_opens_with_what_it_says(user_folder: Path) -> None:
    made = process("--json", "demo", "--no-window", "--patients", "1")
    assert (made.code, made.err) == (0, "")
    (account,) = made.json["accounts"]
    assert set(made.json) == {"database", "patients", "boards", "meetings", "cases", "accounts"}
    assert made.json["database"] == str(user_folder / "demo.db")
    assert not (user_folder / "mdt.db").exists()
    ran = process(
        *("--database", made.json["database"], "--as", account["user"], "--json", "patients"),
        MDT_PASSWORD=account["password"],
    )
    assert len(ran.json) == made.json["patients"] == 1


@LINUX_ROOT
def test_a_full_disk_takes_no_half_backup(demo: Path, small_disk: Path) -> None:
    filler = fill(small_disk, leave=300_000)
    ran = process("--json", "backup", small_disk / "nightly")
    assert ran.code == 1
    assert ran.sentences == ["The disk is full. Make room and try again; nothing was half written."]
    assert list(small_disk.iterdir()) == [filler]


@LINUX_ROOT
def test_a_full_disk_takes_whole_letters_or_none(demo: Path, small_disk: Path) -> None:
    closed = [one for one in process("--json", "meetings").json if one["state"] == "closed"]
    meeting = max(closed, key=lambda one: one["decided"])["id"]
    fill(small_disk, leave=60_000)
    ran = process("--json", "letters", meeting, "--out", small_disk / "out")
    written = ran.json["letters"]
    assert ran.code == 1
    assert len(written) > 0
    assert all("No space left on device" in one for one in ran.sentences)
    assert sorted(small_disk.glob("out/*")) == sorted(Path(one["path"]) for one in written)


@LINUX_ROOT
def test_a_full_disk_leaves_no_half_database(
    small_disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MDT_PASSWORD", PASSWORD)
    filler = fill(small_disk, leave=50_000)
    for command in (("database", "init"), ("import", CHECKOUT / "examples" / "one-patient.json")):
        ran = process("--json", "--database", small_disk / "new.db", *command)
        assert ran.code == 1
        assert "disk" in ran.sentences[0].lower()
        assert list(small_disk.iterdir()) == [filler]


@LINUX_ROOT
def test_a_disk_that_fills_up_during_an_import_keeps_what_was_there(
    empty_once: Path, small_disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = small_disk / "board.db"
    for ending in ("", ".keys"):
        shutil.copy2(empty_once.with_name(empty_once.name + ending), path.with_name(path.name + ending))
    monkeypatch.setenv("MDT_DATABASE", str(path))
    monkeypatch.setenv("MDT_PASSWORD", PASSWORD)
    rows = [f"Maes-{number};Jan;1950-03-{1 + number % 28:02}" for number in range(400)]
    worklist = tmp_path / "list.csv"
    worklist.write_text("\n".join(("family name;given name;birth date", *rows)))
    filler = fill(small_disk, leave=300_000)
    ran = process("--json", "import", worklist)
    assert ran.code == 1
    assert len(ran.sentences) >= 1
    assert "made a mistake" not in ran.err
    filler.unlink()
    created = ran.json["files"][0]["created"] if "files" in ran.json else 0
    assert len(process("--json", "patients").json) == created
    assert process("--json", "database", "check").code == 0
