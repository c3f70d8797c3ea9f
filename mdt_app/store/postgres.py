"""On PostgreSQL an account is a database role, and the engine itself decides which rows that role may see."""

from __future__ import annotations

from typing import Any

from sqlalchemy import URL, Connection, Engine, make_url, text
from sqlalchemy.exc import ArgumentError

from mdt_app.domain.errors import Refused
from mdt_app.store.engines import SCHEMA, driver_url
from mdt_app.store.grants import GROUP, grant, guard_accounts, guard_letters, quoted
from mdt_app.store.tables import metadata

IS_ACCOUNT = f"""
CREATE OR REPLACE FUNCTION {SCHEMA}.is_account() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ SELECT EXISTS (
  SELECT FROM {SCHEMA}.account WHERE "user" = session_user AND json_array_length(roles) > 0
) $$
"""


def prepare(connection: Connection) -> None:
    """Makes our schema, in which nobody but its owner makes things."""
    connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))
    connection.execute(text(f"REVOKE ALL ON SCHEMA {SCHEMA} FROM PUBLIC"))


def secure(connection: Connection) -> None:
    """Gives the group of all accounts its rights, and shows rows about people to roles with an account only.

    May run again at any time.
    """
    if not has_role(connection, GROUP):
        connection.execute(text(f"CREATE ROLE {GROUP} NOLOGIN"))
    connection.execute(text(IS_ACCOUNT))
    for statement in (
        f"REVOKE ALL ON FUNCTION {SCHEMA}.is_account() FROM PUBLIC",
        f"GRANT EXECUTE ON FUNCTION {SCHEMA}.is_account() TO {GROUP}",
        f"GRANT USAGE ON SCHEMA {SCHEMA} TO {GROUP}",
        f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {SCHEMA} TO {GROUP}",
    ):
        connection.execute(text(statement))
    grant(connection)
    guard_accounts(connection)
    guard_letters(connection)
    for table in metadata.sorted_tables:
        if "patient_id" in table.c or table.name == "patient":
            wall(connection, quoted(connection, table.name))


def wall(connection: Connection, table: str) -> None:
    """Rows of a table about people are for roles that have an account."""
    allowed = f"(SELECT {SCHEMA}.is_account())"
    for statement in (
        f"ALTER TABLE {SCHEMA}.{table} ENABLE ROW LEVEL SECURITY",
        f"DROP POLICY IF EXISTS accounts ON {SCHEMA}.{table}",
        f"CREATE POLICY accounts ON {SCHEMA}.{table} TO {GROUP} USING ({allowed}) WITH CHECK ({allowed})",
    ):
        connection.execute(text(statement))


def make_role(engine: Engine, user: str, password: str) -> None:
    """A role for an account, which may sign in; one that the server has already keeps its own password.

    The password travels as a SCRAM verifier. Raises `Refused` for an empty one.
    """
    if not password:
        raise Refused("An empty password protects nothing. Choose one.")
    with engine.begin() as connection:
        role = quoted(connection, user)
        if not has_role(connection, user):
            server: Any = connection.connection.driver_connection
            verifier = server.pgconn.encrypt_password(
                password.encode(), user.encode(), b"scram-sha-256"
            ).decode()
            connection.exec_driver_sql(f"CREATE ROLE {role} LOGIN PASSWORD '{verifier}'")
        connection.exec_driver_sql(f"GRANT {GROUP} TO {role}")


def has_role(connection: Connection, name: str) -> bool:
    return bool(connection.scalar(text("SELECT 1 FROM pg_roles WHERE rolname = :name"), {"name": name}))


def address(url: str) -> URL:
    """The parts of a database's address. Raises `Refused` for what is none."""
    try:
        return make_url(driver_url(url))
    except (ArgumentError, ValueError):
        raise Refused("This is no address of a database. Write it as postgresql://host:5432/name.") from None


def signed_in(url: str, user: str, password: str) -> str:
    """The address with this user and password in it."""
    return address(url).set(username=user, password=password).render_as_string(hide_password=False)


def without_password(url: str) -> str:
    """The address that lets nobody in by itself."""
    bare = address(url)._replace(password=None).difference_update_query(["password"])
    return bare.render_as_string(hide_password=False)
