"""On PostgreSQL an account is a database role, and the engine itself decides which rows that role may see."""

from __future__ import annotations

from sqlalchemy import Connection, text

from mdt_app.store.engines import SCHEMA


def prepare(connection: Connection) -> None:
    """Makes our schema, in which nobody but its owner makes things."""
    connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))
    connection.execute(text(f"REVOKE ALL ON SCHEMA {SCHEMA} FROM PUBLIC"))
