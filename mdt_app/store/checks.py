"""A database is whole when its pages, references and chains hold, and what is computed equals its computing anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Select, select, text

from mdt_app.domain.errors import Refused
from mdt_app.domain.people import Identifier, Patient
from mdt_app.store import audit, schema, tables
from mdt_app.store.batches import batches
from mdt_app.store.database import Database
from mdt_app.store.failures import in_words
from mdt_app.store.grants import wrong_rights
from mdt_app.store.letter_checks import wrong_letters
from mdt_app.store.search import terms_of

WHOLE: dict[str, list[tuple[Any, ...]]] = {
    "cipher_integrity_check": [],
    "integrity_check": [("ok",)],
    "foreign_key_check": [],
}
"""What each check of a local file says when nothing is wrong."""

OF_LISTING = ("discussion", "recommendation", "attendance", "letter", "note")
OF_LETTER = ("dispatch", "letter_file")
ORPHANS = {
    "facts name a case that is not there": (
        "FROM fact x LEFT JOIN \"case\" y ON y.id = x.case_id WHERE x.case_id <> '' AND y.id IS NULL"
    ),
    "facts replace a fact that is not there": (
        "FROM fact x LEFT JOIN fact y ON y.id = x.replaces WHERE x.replaces <> '' AND y.id IS NULL"
    ),
    "facts replace a fact of another patient": (
        "FROM fact x JOIN fact y ON y.id = x.replaces WHERE y.patient_id <> x.patient_id"
    ),
    "listings continue one that is not there": (
        "FROM listing x LEFT JOIN listing y ON y.id = x.carried_from WHERE x.carried_from <> '' AND y.id IS NULL"
    ),
    "listings bear another patient than their case": (
        'FROM listing x JOIN "case" y ON y.id = x.case_id WHERE y.patient_id <> x.patient_id'
    ),
    "recommendations have an owner who is not in the directory": (
        "FROM recommendation x LEFT JOIN person y ON y.id = x.owner_id WHERE x.owner_id <> '' AND y.id IS NULL"
    ),
    "accounts belong to a person who is not in the directory": (
        "FROM account x LEFT JOIN person y ON y.id = x.person_id WHERE x.person_id <> '' AND y.id IS NULL"
    ),
    "changes are about a patient who is not there": (
        "FROM change x LEFT JOIN patient y ON y.id = x.patient_id WHERE x.patient_id <> '' AND y.id IS NULL"
    ),
    "patients do not bear their own id": "FROM patient x WHERE x.patient_id <> x.id",
    "cases do not bear their own id": 'FROM "case" x WHERE x.case_id <> x.id',
    "boards do not bear their own id": "FROM board x WHERE x.board_id <> x.id",
    **{
        f"rows of {table} bear another patient or case than their listing": (
            f"FROM {table} x JOIN listing y ON y.id = x.listing_id"
            " WHERE y.patient_id <> x.patient_id OR y.case_id <> x.case_id"
        )
        for table in OF_LISTING
    },
    **{
        f"rows of {table} bear another patient or case than their letter": (
            f"FROM {table} x JOIN letter y ON y.id = x.letter_id"
            " WHERE y.patient_id <> x.patient_id OR y.case_id <> x.case_id"
        )
        for table in OF_LETTER
    },
    "stored files belong to a letter that is not there": (
        "FROM letter_file x LEFT JOIN letter y ON y.id = x.letter_id WHERE y.id IS NULL"
    ),
    "letters replace one that is not there": (
        "FROM letter x LEFT JOIN letter y ON y.id = x.replaces WHERE x.replaces <> '' AND y.id IS NULL"
    ),
}
"""What no constraint holds, each as the rest of a query that counts what breaks it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """A database's schema ("" where it has none of ours), and what is wrong with it, a sentence each."""

    schema: str
    problems: tuple[str, ...]


def examined(where: Path | str, key: bytes = b"", *, user: str = "") -> Findings:
    """The same for a database that need not be one to work with. Raises `Refused` where it cannot be opened at all."""
    database = Database(where, key, user=user, desk="")
    try:
        return Findings(schema=database.schema_version, problems=problems(database))
    finally:
        database.close()


def problems(database: Database) -> tuple[str, ...]:
    """What is wrong with a database, a sentence each; nothing when it is whole."""
    found: list[str] = []
    try:
        with in_words(), database.reading.connect() as connection:
            schema.require_newest(schema.current(connection))
            if database.path:
                found += damages(connection)
            for check in (wrong_rights, orphans, wrong_terms, wrong_notes, wrong_letters, broken_chains):
                found += check(connection)
    except Refused as refused:
        found.append(str(refused))
    return tuple(dict.fromkeys(found))


def damages(connection: Connection) -> tuple[str, ...]:
    """What the engine of a local file finds wrong in it, the first few of each kind."""
    found = []
    for pragma, fine in WHOLE.items():
        said = [tuple(row) for row in connection.exec_driver_sql(f"PRAGMA {pragma}").fetchmany(5)]
        if said != fine:
            found.append(f"The file is damaged; {pragma.replace('_', ' ')} says: {said[0]}.")
    return tuple(found)


def orphans(connection: Connection) -> Iterator[str]:
    """References that lead nowhere, or to somebody else, where no constraint forbids it."""
    for words, rest in ORPHANS.items():
        count = connection.scalar(text(f"SELECT count(*) {rest}"))
        if count:
            yield f"{count} {words}."


def wrong_terms(connection: Connection) -> Iterator[str]:
    """Patients whom a search would miss, or find by what is no longer theirs."""
    patients, identifiers, kept = tables.TABLES[Patient].c, tables.TABLES[Identifier].c, tables.patient_term.c
    wanted = select(patients.id, patients.family, patients.given, patients.birth_date)
    wrong = 0
    for batch in batches(connection, wanted, patients.id):
        ids = [row.id for row in batch]
        numbers = grouped(connection, select(identifiers.patient_id, identifiers.value), ids)
        terms = grouped(connection, select(kept.patient_id, kept.term), ids)
        for row in batch:
            expected = terms_of((row.family, row.given), row.birth_date, numbers.get(row.id, ()))
            wrong += expected != set(terms.get(row.id, ()))
    if wrong:
        yield f"The search does not know {wrong} patients by what is kept of them now."


def wrong_notes(connection: Connection) -> Iterator[str]:
    """Shared texts that are not what their updates make."""
    from mdt_app.notes.text import MergeText

    note, update = tables.note.c, tables.note_update.c
    for batch in batches(connection, select(note.id, note.text, note.updates), note.id):
        for row in batch:
            written = select(update.content).where(update.note_id == row.id).order_by(update.number)
            contents = [bytes(one) for one in connection.scalars(written)]
            if len(contents) != row.updates or merged(MergeText, contents) != row.text:
                yield f"The shared text {row.id} is not what its {row.updates} updates make."


def merged(text_of: Callable[[Sequence[bytes]], Any], contents: Sequence[bytes]) -> str | None:
    """The words that updates make, None where one of them is broken."""
    try:
        return str(text_of(contents).text)
    except Refused:
        return None


def broken_chains(connection: Connection) -> Iterator[str]:
    """The first place where what was recorded is no longer as it was written."""
    found = audit.walk(connection)
    if not found.intact:
        yield f"The record was altered: {found.first_broken}."


def grouped(connection: Connection, query: Select[Any], ids: Sequence[str]) -> dict[str, list[str]]:
    """The second column of each patient's rows, where the first is the patient's id."""
    found: dict[str, list[str]] = {}
    patient_id = query.selected_columns[0]
    for owner, value in connection.execute(query.where(patient_id.in_(ids))):
        found.setdefault(owner, []).append(value)
    return found
