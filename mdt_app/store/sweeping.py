"""What was erased is gone from the file, too: the database is written anew without it, and its statistics."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError
from sqlcipher3 import dbapi2

from mdt_app.domain.errors import Refused
from mdt_app.store.engines import SCHEMA
from mdt_app.store.failures import in_words
from mdt_app.store.tables import metadata

BUSY = (
    "The record is erased, but its bytes may still be in the file while somebody reads there. "
    "Close the program everywhere else and erase the record once more."
)


def sweep(engine: Engine) -> None:
    """Raises `Refused` where the bytes could not be taken out yet; what was committed stays erased."""
    alone = engine.execution_options(isolation_level="AUTOCOMMIT")
    with in_words(), alone.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SET lock_timeout = '10s'"))
            try:
                for table in sorted(metadata.tables):
                    connection.execute(text(f'VACUUM (FULL, ANALYZE) {SCHEMA}."{table}"'))
            except OperationalError as error:
                raise Refused(BUSY) from error
            finally:
                connection.execute(text("RESET lock_timeout"))
        else:
            sweep_file(connection.connection.cursor())


def sweep_file(cursor: Any) -> None:
    try:
        cursor.execute("VACUUM")
        busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except dbapi2.OperationalError as error:
        raise Refused(BUSY) from error
    if busy:
        raise Refused(BUSY)
