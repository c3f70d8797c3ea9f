"""What every hostile test gets: a watched picture, an address that listens, and a desk at an empty database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile.watch import Trap, trap
from operations.kit import Team


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
