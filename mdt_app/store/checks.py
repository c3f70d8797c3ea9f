"""A database is whole when every page, index and reference of it is, and its schema is one that we know."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from mdt_app.domain.errors import Refused
from mdt_app.store import schema
from mdt_app.store.database import Database
from mdt_app.store.failures import in_words

WHOLE: dict[str, list[tuple[Any, ...]]] = {
    "cipher_integrity_check": [],
    "integrity_check": [("ok",)],
    "foreign_key_check": [],
}
"""What each check of a local file says when nothing is wrong."""


def problems(database: Database) -> tuple[str, ...]:
    """What is wrong with a database, a sentence each; nothing when it is whole."""
    try:
        with in_words(), database.reading.connect() as connection:
            schema.require_known(connection)
            return damages(connection) if database.path else ()
    except Refused as refused:
        return (str(refused),)


def damages(connection: Connection) -> tuple[str, ...]:
    """What the engine of a local file finds wrong in it, the first few of each kind."""
    found = []
    for pragma, fine in WHOLE.items():
        said = [tuple(row) for row in connection.exec_driver_sql(f"PRAGMA {pragma}").fetchmany(5)]
        if said != fine:
            found.append(f"The file is damaged; {pragma.replace('_', ' ')} says: {said[0]}.")
    return tuple(found)
