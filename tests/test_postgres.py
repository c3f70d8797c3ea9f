"""The tests' second engine is a real server with passwords, and each database on it is fresh."""

from __future__ import annotations

import psycopg
import pytest
from postgres import MakeDatabase


def plain(address: str) -> str:
    return address.replace("postgresql+psycopg://", "postgresql://", 1)


def test_each_database_is_fresh(make_postgres_database: MakeDatabase) -> None:
    first, second = plain(make_postgres_database()), plain(make_postgres_database())
    with psycopg.connect(first) as connection:
        connection.execute("create table seen (id integer)")
    with psycopg.connect(second) as connection:
        assert connection.execute("select to_regclass('seen')").fetchone() == (None,)


def test_the_server_refuses_a_wrong_password(make_postgres_database: MakeDatabase) -> None:
    address = plain(make_postgres_database())
    user, _, rest = address.removeprefix("postgresql://").partition(":")
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(f"postgresql://{user}:wrong@{rest.partition('@')[2]}")
