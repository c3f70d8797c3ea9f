"""On PostgreSQL an account may do to a table what operations do, and no more: what is recorded is never altered."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, text

from mdt_app.domain.accounts import RIGHTS, Right
from mdt_app.domain.letters.letter import FROZEN, LetterState
from mdt_app.store.engines import SCHEMA
from mdt_app.store.tables import metadata

GROUP = "mdt_account"
VERSION = "alembic_version"
TABLES = (*sorted(metadata.tables), VERSION)
APPEND_ONLY = (
    *("change", "command", "read_log", "seal"),
    *("fact", "note_update", "letter_file", "dispatch", "meta"),
)
MADE_ANEW = ("patient_term", "standing", "wait")
"""What is computed from the record, and therefore taken away again."""

AFTER_ISSUING = ("state", "remark", "signed_by", "signed_at", "field_versions")
"""What may still be said of a letter whose bytes are stored."""

MAY_ADMINISTER = sorted(role for role, rights in RIGHTS.items() if Right.ADMINISTER in rights)


def allowed(table: str) -> frozenset[str]:
    """What the group of all accounts may do to a table."""
    if table == VERSION:
        return frozenset({"SELECT"})
    adding = frozenset({"SELECT", "INSERT"})
    if table in APPEND_ONLY:
        return adding
    return adding | {"UPDATE"} | ({"DELETE"} if table in MADE_ANEW else set())


def quoted(connection: Connection, name: str) -> str:
    return connection.dialect.identifier_preparer.quote_identifier(name)


def grant(connection: Connection) -> None:
    """Gives the group of all accounts these rights and takes every other one from it."""
    connection.execute(text(f"REVOKE ALL ON ALL TABLES IN SCHEMA {SCHEMA} FROM {GROUP}"))
    for table in TABLES:
        rights = ", ".join(sorted(allowed(table)))
        connection.execute(text(f"GRANT {rights} ON {SCHEMA}.{quoted(connection, table)} TO {GROUP}"))


ROLES = ", ".join(f"'{role}'" for role in MAY_ADMINISTER)
IS_ADMINISTRATOR = f"""
CREATE OR REPLACE FUNCTION {SCHEMA}.is_administrator() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ SELECT EXISTS (
  SELECT FROM {SCHEMA}.account, json_array_elements_text(roles) AS role
  WHERE "user" = session_user AND role IN ({ROLES})
) $$
"""


def guard_accounts(connection: Connection) -> None:
    """Only an administrator's role makes accounts or changes what they may do: roles would be no wall otherwise."""
    may = f"(SELECT {SCHEMA}.is_administrator())"
    table = f"{SCHEMA}.account"
    for statement in (
        IS_ADMINISTRATOR,
        f"REVOKE ALL ON FUNCTION {SCHEMA}.is_administrator() FROM PUBLIC",
        f"GRANT EXECUTE ON FUNCTION {SCHEMA}.is_administrator() TO {GROUP}",
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        *(f"DROP POLICY IF EXISTS {name} ON {table}" for name in ("seen", "made", "changed")),
        f"CREATE POLICY seen ON {table} FOR SELECT TO {GROUP} USING (true)",
        f"CREATE POLICY made ON {table} FOR INSERT TO {GROUP} WITH CHECK ({may})",
        f"CREATE POLICY changed ON {table} FOR UPDATE TO {GROUP} USING ({may}) WITH CHECK ({may})",
    ):
        connection.execute(text(statement))


def guard_letters(connection: Connection) -> None:
    """What was issued stays as it was issued, and what was withdrawn as it was withdrawn, except for who owns the
    tables: an erasure is the owner's act."""
    states = ", ".join(f"'{state}'" for state in FROZEN)
    open_fields = ", ".join(f"'{name}'" for name in AFTER_ISSUING)
    table = f"{SCHEMA}.letter"
    for statement in (
        f"""CREATE OR REPLACE FUNCTION {SCHEMA}.keep_issued() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$ BEGIN
  IF NOT pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE')
    AND (NEW.state NOT IN ({states})
      OR to_jsonb(NEW) - ARRAY[{open_fields}] <> to_jsonb(OLD) - ARRAY[{open_fields}])
  THEN RAISE insufficient_privilege USING MESSAGE = 'permission denied: an issued letter does not change';
  END IF;
  RETURN NEW;
END $$""",
        f"""CREATE OR REPLACE FUNCTION {SCHEMA}.keep_withdrawn() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$ BEGIN
  IF NOT pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE')
    AND to_jsonb(NEW) <> to_jsonb(OLD)
  THEN RAISE insufficient_privilege USING MESSAGE = 'permission denied: a withdrawn letter does not change';
  END IF;
  RETURN NEW;
END $$""",
        f"DROP TRIGGER IF EXISTS keep_withdrawn ON {table}",
        f"""CREATE TRIGGER keep_withdrawn BEFORE UPDATE ON {table} FOR EACH ROW
WHEN (OLD.state = '{LetterState.WITHDRAWN}') EXECUTE FUNCTION {SCHEMA}.keep_withdrawn()""",
        f"DROP TRIGGER IF EXISTS keep_issued ON {table}",
        f"""CREATE TRIGGER keep_issued BEFORE UPDATE ON {table} FOR EACH ROW WHEN (OLD.state IN ({states}))
EXECUTE FUNCTION {SCHEMA}.keep_issued()""",
    ):
        connection.execute(text(statement))


GIVEN = f"""
SELECT c.relname, COALESCE(r.rolname, 'PUBLIC'), given.privilege_type
FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) AS given LEFT JOIN pg_roles r ON r.oid = given.grantee
WHERE c.relnamespace = '{SCHEMA}'::regnamespace AND c.relkind = 'r' AND given.grantee <> c.relowner
"""
UNGUARDED = f"""
SELECT c.relname FROM pg_class c
WHERE c.relnamespace = '{SCHEMA}'::regnamespace AND c.relkind = 'r' AND NOT c.relrowsecurity
"""
KEEPERS = ("keep_issued", "keep_withdrawn")
TRIGGERS = f"""
SELECT count(*) FROM pg_trigger
WHERE tgrelid = '{SCHEMA}.letter'::regclass AND tgname IN {KEEPERS} AND tgenabled = 'O'
"""
RENEW = "Run `mdt database upgrade` as the administrator, which gives and takes the rights anew."


def walled() -> tuple[str, ...]:
    """Tables whose rows the engine shows to accounts alone, or lets administrators alone write."""
    about_people = (name for name, table in metadata.tables.items() if "patient_id" in table.c)
    return (*sorted(about_people), "account")


def wrong_rights(connection: Connection) -> Iterator[str]:
    """What roles may do to our tables on a server beyond what operations need, or no longer; walls that are down.

    A role that only reads, as for a dump, is the server's own affair.
    """
    if connection.dialect.name != "postgresql":
        return
    ours: set[tuple[str, str]] = set()
    for table, role, verb in connection.execute(text(GIVEN)):
        if role == GROUP:
            ours.add((table, verb))
        elif verb != "SELECT":
            yield f"The role {role} may {verb} the table {table} without an account. Take that right from it."
    wanted = {(table, verb) for table in TABLES for verb in allowed(table)}
    for table, verb in sorted(ours - wanted):
        yield f"Every account may {verb} the table {table}, which no operation needs. {RENEW}"
    for table, verb in sorted(wanted - ours):
        yield f"No account may {verb} the table {table}, which operations need. {RENEW}"
    for table in sorted(set(connection.scalars(text(UNGUARDED))) & set(walled())):
        yield f"The rows of the table {table} are shown to roles without an account. {RENEW}"
    if connection.scalar(text(TRIGGERS)) != len(KEEPERS):
        yield f"Nothing keeps accounts from rewriting issued or withdrawn letters. {RENEW}"
