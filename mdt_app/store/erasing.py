"""Erasing a patient leaves what happened, when and by whom, and the hash of each issued letter: no word, no name.

Rows that others stand on stay, emptied; all others go. What is not named here as staying is taken away, so that a
column added later is erased until somebody says why it may stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Table, delete, func, or_, select, update

from mdt_app.domain.erasing import erased_name
from mdt_app.domain.letters.letter import FROZEN
from mdt_app.store.chains import ERASURE
from mdt_app.store.search import keep_terms
from mdt_app.store.signs import Signs, signs_of, still_named
from mdt_app.store.tables import metadata

TIES = ("id", "patient_id", "case_id", "board_id", "meeting_id", "listing_id", "letter_id", "field_versions")
STAYS: Mapping[str, tuple[str, ...]] = {
    "patient": (),
    "case": ("number", "asked_on", "moc_kind", "state", "version"),
    "listing": (
        *("position", "minutes", "triage", "outcome", "carried_from", "starts_at", "pinned"),
        *("began_at", "ended_at", "read_back_at"),
    ),
    "discussion": (),
    "attendance": ("person_id", "discipline", "level", "presence", "contribution", "joined_at", "left_at"),
    "letter": (
        *("level", "number", "language", "version", "state", "made_at", "replaces", "reviewed_by", "reviewed_at"),
        *("issued_by", "issued_at", "sha256", "template", "signed_by", "signed_at"),
    ),
    "letter_file": ("part", "sha256"),
    "dispatch": ("how", "at", "by", "sha256", "signed"),
}  # fmt: skip
"""Of each table whose rows stay, the columns that do, beside what ties its rows together."""

EMPTY: Mapping[str, Any] = {"recipient": {"name": ""}}
"""What stands in an emptied column whose kind does not tell it."""

APART = ("change", "command", "read_log", "patient_term")
"""About a patient, and kept by rules of their own."""


def erase(connection: Connection, patient_id: str, at: datetime) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Takes away all that was said of a patient, and leaves it to the caller to record that.

    Gives the ids of the changes whose values went, and where else the patient is still named, a sentence each.
    On a server only the owner of the tables may.
    """
    signs, newest = signs_of(connection, patient_id), newest_fact(connection)
    for table in about_patients():
        if table.name in STAYS:
            empty_rows(connection, table, patient_id)
        else:
            connection.execute(delete(table).where(table.c.patient_id == patient_id))
    keep_numbering(connection, newest)
    patients = metadata.tables["patient"]
    connection.execute(
        update(patients).where(patients.c.id == patient_id).values(family=erased_name(at.date()))
    )
    keep_terms(connection, patient_id)
    ids = erase_changes(connection, patient_id)
    erase_commands(connection, patient_id, signs)
    return ids, tuple(still_named(connection, patient_id, signs))


def newest_fact(connection: Connection) -> int | None:
    newest: int | None = connection.scalar(select(func.max(metadata.tables["fact"].c.ordinal)))
    return newest


def keep_numbering(connection: Connection, newest: int | None) -> None:
    """No later fact gets the number of one that went: who read up to there would never see it.

    The newest fact that is left takes the highest number that was given; its place among the others is the same.
    """
    fact, left = metadata.tables["fact"], newest_fact(connection)
    if left is not None and newest is not None and left < newest:
        connection.execute(update(fact).where(fact.c.ordinal == left).values(ordinal=newest))


def about_patients() -> Iterator[Table]:
    """The tables of rows about one patient, those first that stand on others of them."""
    for table in reversed(metadata.sorted_tables):
        if "patient_id" in table.c and table.name not in APART:
            yield table


def empty_rows(connection: Connection, table: Table, patient_id: str) -> None:
    """Leaves of a patient's rows what stays; a letter that was never issued proves nothing, and goes."""
    theirs = table.c.patient_id == patient_id
    never_issued = never_issued_of(table)
    if never_issued is not None:
        connection.execute(delete(table).where(theirs, never_issued))
    empty = {one.name: emptied(one) for one in table.c if one.name not in (*TIES, *STAYS[table.name])}
    if not empty:
        return
    connection.execute(update(table).where(theirs).values(empty))
    if "field_versions" in table.c:
        count_as_written(connection, table, patient_id, empty)


def never_issued_of(table: Table) -> Any:
    """Which rows belong to letters that were never issued; None in a table that is not about letters."""
    letter = metadata.tables["letter"]
    if table is letter:
        return letter.c.state.not_in(FROZEN)
    if "letter_id" in table.c:
        return table.c.letter_id.in_(select(letter.c.id).where(letter.c.state.not_in(FROZEN)))
    return None


def emptied(column: sa.Column[Any]) -> Any:
    """What a column holds that says nothing."""
    if column.name in EMPTY:
        return EMPTY[column.name]
    if column.nullable:
        return None
    for kind, nothing in ((sa.Boolean, False), (sa.Integer, 0), (sa.LargeBinary, b""), (sa.JSON, [])):
        if isinstance(column.type, kind):
            return nothing
    return ""


def count_as_written(connection: Connection, table: Table, patient_id: str, names: Mapping[str, Any]) -> None:
    """Each emptied field has another version, so that no desk writes upon what it read before."""
    query = select(table.c.id, table.c.field_versions).where(table.c.patient_id == patient_id)
    for id, versions in connection.execute(query).all():
        more = {name: versions.get(name, 0) + 1 for name in names}
        connection.execute(update(table).where(table.c.id == id).values(field_versions={**versions, **more}))


def erase_changes(connection: Connection, patient_id: str) -> tuple[str, ...]:
    """The ids of the changes that lost their values; an erasure before this one keeps saying what it was."""
    change = metadata.tables["change"]
    theirs = (change.c.patient_id == patient_id, change.c.contents.is_not(None), change.c.entity != ERASURE)
    gone = update(change).where(*theirs).values(contents=None, salt=None).returning(change.c.id)
    return tuple(sorted(connection.scalars(gone).all()))


def erase_commands(connection: Connection, patient_id: str, signs: Signs) -> None:
    """The words of every command that is certainly about the patient, also where it was about others, too, or changed
    nothing; where it only may be, a person looks."""
    command, change = metadata.tables["command"], metadata.tables["change"]
    wrote = select(change.c.command_id).where(change.c.patient_id == patient_id)
    named = or_(
        command.c.patient_id == patient_id,
        command.c.id.in_(wrote),
        signs.certain.in_column(connection, command.c.payload, signs.with_ids()),
    )
    connection.execute(update(command).where(named, command.c.payload.is_not(None)).values(payload=None))
