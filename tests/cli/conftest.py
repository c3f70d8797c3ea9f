"""What every test of the command line gets: a demo board of its own, and the program as a shell calls it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from cli.kit import PASSWORD, USER, Ran, cheap_keys, demo_at

from mdt_app import application
from mdt_app.cli import main

Run = Callable[..., Ran]


@pytest.fixture(scope="session")
def demo_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo database, made once; nobody writes in it."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    demo_at(path)
    cheap_keys(path)
    return path


@pytest.fixture(scope="session")
def empty_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database without anybody in it, made once; nobody writes in it."""
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    application.create(str(path), USER, PASSWORD).close()
    cheap_keys(path)
    return path


@pytest.fixture
def open_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], Path]:
    """Copies a database with its keys; the copy is the one that commands open."""

    def copy(original: Path) -> Path:
        path = tmp_path / "board.db"
        for ending in ("", ".keys"):
            shutil.copy2(original.with_name(original.name + ending), path.with_name(path.name + ending))
        monkeypatch.setenv("MDT_DATABASE", str(path))
        monkeypatch.setenv("MDT_PASSWORD", PASSWORD)
        return path

    return copy


@pytest.fixture
def demo(demo_once: Path, open_copy: Callable[[Path], Path]) -> Path:
    """A demo board of this test's own."""
    return open_copy(demo_once)


@pytest.fixture
def empty(empty_once: Path, open_copy: Callable[[Path], Path]) -> Path:
    """An empty database of this test's own."""
    return open_copy(empty_once)


@pytest.fixture
def mdt(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs one command line within this process."""

    def run(*arguments: object) -> Ran:
        capsys.readouterr()
        try:
            code = main([str(one) for one in arguments])
        except SystemExit as left:
            code = int(left.code or 0)
        out, err = capsys.readouterr()
        return Ran(code=code, out=out, err=err)

    return run
