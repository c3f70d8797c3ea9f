"""What every test of an operation gets: a team at an empty database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from operations.kit import Team, with_owner
from postgres import MakeDatabase
from sqlalchemy import text

from mdt_app.store.database import Database
from mdt_app.store.tables import metadata


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    """An encrypted file with its owner."""
    made = Team.at(tmp_path)
    yield made
    made.database.close()


@pytest.fixture(scope="session")
def server_database(make_postgres_database: MakeDatabase) -> Iterator[Database]:
    """A database on a real PostgreSQL server, for one test after the other."""
    made = Database.create(make_postgres_database(), user="owner", desk="desk-1")
    yield made
    made.close()


@pytest.fixture
def served_team(server_database: Database) -> Team:
    """The server's database with its owner and nothing else."""
    tables = ", ".join(f'"{name}"' for name in metadata.tables if name != "meta")
    with server_database.engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {tables} CASCADE"))
    return with_owner(Team(database=server_database))


@pytest.fixture(params=["team", "served_team"], ids=["sqlite", "postgresql"])
def both(request: pytest.FixtureRequest) -> Team:
    """The same on both engines."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Team)
    return found
