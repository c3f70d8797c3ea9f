"""What every test of an operation gets: a team at an empty database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from operations.kit import Team


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    """An encrypted file with its owner."""
    made = Team.at(tmp_path)
    yield made
    made.database.close()
