"""What every test of the command line gets: a demo board of its own, and the program as a shell calls it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from cli.kit import PASSWORD, USER, Ran, cheap_keys, demo_at

from mdt_app.cli import main

Run = Callable[..., Ran]


@pytest.fixture(scope="session")
def demo_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo database, made once; nobody writes in it."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    demo_at(path)
    cheap_keys(path)
    return path


@pytest.fixture
def demo(demo_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the demo database, which is the one that commands open."""
    path = tmp_path / "board.db"
    for ending in ("", ".keys"):
        shutil.copy2(demo_once.with_name(demo_once.name + ending), path.with_name(path.name + ending))
    monkeypatch.setenv("MDT_DATABASE", str(path))
    monkeypatch.setenv("MDT_PASSWORD", PASSWORD)
    return path


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mdt: Run) -> Path:
    """A new database without anybody in it, which is the one that commands open."""
    path = tmp_path / "new.db"
    monkeypatch.setenv("MDT_DATABASE", str(path))
    monkeypatch.setenv("MDT_PASSWORD", PASSWORD)
    assert mdt("--as", USER, "database", "init").code == 0
    cheap_keys(path)
    return path


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
