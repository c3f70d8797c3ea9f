"""What every store test gets: a database of each engine with nothing in it but one account."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from postgres import MakeDatabase
from sqlalchemy import text
from store.kit import BOARD, KEY, MEETING, OWNER, PERSON, Kept, case, discussion, listing, patient, with_owner

from mdt_app.store import schema, tables
from mdt_app.store.database import Database


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "board.mdt"


@pytest.fixture(scope="session")
def fresh_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once; each test gets a copy."""
    path = tmp_path_factory.mktemp("fresh") / "board.mdt"
    with_owner(Database.create(path, KEY)).close()
    return path


@pytest.fixture
def local(path: Path, fresh_file: Path) -> Iterator[Kept]:
    """An encrypted file under `KEY`."""
    shutil.copyfile(fresh_file, path)
    database = Database.open(path, KEY, user=OWNER.user, desk="desk-1")
    yield Kept(database)
    database.close()


@pytest.fixture(scope="session")
def server_url(make_postgres_database: MakeDatabase) -> str:
    """Made once; each test finds it emptied."""
    url = make_postgres_database()
    Database.create(url).close()
    return url


@pytest.fixture
def served(server_url: str) -> Iterator[Kept]:
    """A database on a real PostgreSQL server."""
    names = ", ".join(f'"{name}"' for name in tables.metadata.tables if name != "meta")
    database = Database.open(server_url, user=OWNER.user, desk="desk-1")
    with database.engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {names}"))
    yield Kept(with_owner(database))
    with database.engine.begin() as connection:
        connection.execute(
            text("UPDATE alembic_version SET version_num = :newest"), {"newest": schema.NEWEST}
        )
    database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def kept(request: pytest.FixtureRequest) -> Kept:
    """The same on both engines: what runs on this is the store's contract."""
    found = request.getfixturevalue("local" if request.param == "sqlite" else "served")
    assert isinstance(found, Kept)
    return found


@pytest.fixture
def talked(kept: Kept) -> Kept:
    """One patient with a case on a meeting, and its discussion."""
    kept.put(BOARD, MEETING, PERSON, patient(), case(), listing(), discussion())
    return kept
