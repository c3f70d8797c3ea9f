"""What every hostile test gets: a watched picture, an address that listens, a desk, and a board of hostile texts."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli.kit import cheap_keys
from hostile.board import Evil, hostile_database
from hostile.watch import Trap, trap
from operations.kit import Team

from mdt_app.letters.fonts import register


@pytest.fixture
def caught(tmp_path: Path) -> Iterator[Trap]:
    """A bait and an address; fails the test when a text made anybody touch them."""
    with trap(tmp_path) as made:
        yield made
        assert made.touched() == []


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    """An encrypted file with its owner."""
    made = Team.at(tmp_path)
    yield made
    made.database.close()


@pytest.fixture(scope="session")
def evil_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evil]:
    """A database full of hostile texts, made once; nobody writes in it."""
    folder = tmp_path_factory.mktemp("evil")
    register()  # the library reads its own settings when it is first used
    with trap(folder) as caught:
        path = folder / "evil.db"
        board = hostile_database(path, str(caught.bait), caught.address)
        cheap_keys(path, "owner", "secret")
        yield Evil(path, board, caught)


@pytest.fixture
def evil(evil_once: Evil, tmp_path: Path) -> Iterator[Evil]:
    """A copy; fails the test when the bait was opened or the address called."""
    path = tmp_path / "evil.db"
    for ending in ("", ".keys"):
        shutil.copy2(
            evil_once.path.with_name(evil_once.path.name + ending), path.with_name(path.name + ending)
        )
    yield Evil(path, evil_once.board, evil_once.caught)
    assert evil_once.caught.touched() == []
