"""What every store test gets: an empty database of each engine with one account."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from postgres import MakeDatabase
from store.kit import BOARD, KEY, MEETING, OWNER, PERSON, Kept, case, discussion, listing, patient, with_owner

from mdt_app.store.database import Database


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "board.mdt"


@pytest.fixture
def local(path: Path) -> Iterator[Kept]:
    """An encrypted file under `KEY`."""
    database = with_owner(Database.create(path, KEY, user=OWNER.user, desk="desk-1"))
    yield Kept(database)
    database.close()


@pytest.fixture
def served(make_postgres_database: MakeDatabase) -> Iterator[Kept]:
    """A database on a real PostgreSQL server."""
    database = with_owner(Database.create(make_postgres_database(), user=OWNER.user, desk="desk-1"))
    yield Kept(database)
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
