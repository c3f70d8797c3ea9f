"""A unit of work writes all or nothing: rows, recorded changes, case versions and the command, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from importlib import import_module
from typing import Any

from sqlalchemy import Connection, Select, Table, Update, bindparam, insert, select, text, update

from mdt_app.domain.accounts import Account, Right
from mdt_app.domain.agenda import Listing, Meeting
from mdt_app.domain.cases import Case
from mdt_app.domain.erasing import require_erasable
from mdt_app.domain.errors import Conflict, Missing, Refused
from mdt_app.domain.facts import Fact
from mdt_app.domain.letters.letter import Letter
from mdt_app.domain.people import Patient
from mdt_app.operations.commands import Command
from mdt_app.operations.work import Change
from mdt_app.store import erasing, standing, tables
from mdt_app.store.asking import Row
from mdt_app.store.chains import ERASURE, append_changes
from mdt_app.store.failures import in_words
from mdt_app.store.grants import APPEND_ONLY
from mdt_app.store.mapping import EntityMapping, fact_row, is_unsaid, mapping
from mdt_app.store.reader import StoreReader
from mdt_app.store.recording import Recording
from mdt_app.store.search import keep_terms
from mdt_app.store.shared_text import append_update
from mdt_app.store.values import require_keepable, to_json

CHANNEL = "mdt_change"
THIS = "this_id"
NEXT_VERSION = (
    update(tables.case)
    .where(tables.case.c.id == bindparam(THIS))
    .values(version=tables.case.c.version + 1)
    .returning(tables.case.c.version, tables.case.c.board_id)
)
IN_THE_CHANGE_ITSELF = ("id", "patient_id", "case_id")


class StoreWork(StoreReader):
    """The Work of both engines. `committed` is called with the command's id once everything is on disk."""

    def __init__(
        self,
        connection: Connection,
        command: Command,
        account: Account,
        committed: Callable[[str], tuple[Change, ...]],
    ) -> None:
        super().__init__(connection)
        self._command, self._account, self._committed = command, account, committed
        self._recording = Recording()
        self._seen: dict[tuple[str, str], Row] = {}

    @property
    def account(self) -> Account:
        return self._account

    @property
    def command(self) -> Command:
        return self._command

    def require(self, right: Right) -> None:
        self._account.require(right)

    def lock_accounts(self) -> None:
        """Take the accounts alone and look again who acts; ask for rights and read accounts after this, not before."""
        entity, columns = mapping(Account).entity, tables.TABLES[Account].c
        self._rows(select(columns.id).order_by(columns.id).with_for_update(key_share=True))
        self._seen = {key: row for key, row in self._seen.items() if key[0] != entity}
        (self._account,) = self.find(Account, user=self._account.user)

    def lock_meeting(self, meeting_id: str, *, exclusive: bool = False) -> None:
        """Share the meeting's row with other writers, or take it alone; read the meeting after this, not before."""
        self._lock(Meeting, meeting_id, exclusive)

    def lock_letter(self, letter_id: str) -> None:
        """Take a letter alone; read it after this, not before."""
        self._lock(Letter, letter_id, exclusive=True)

    def lock_patient(self, patient_id: str) -> None:
        """Take a patient's record alone against whoever corrects it; read its facts after this, not before."""
        self._lock(Patient, patient_id, exclusive=True)

    def put(self, thing: Any) -> None:
        """Insert, or update what differs from what this unit of work has read.

        Raises `Conflict` when somebody else wrote one of the same fields since it was read.
        """
        mapped = mapping(type(thing))
        row = mapped.row(thing)
        stored = self._locked(mapped, row["id"])
        if stored is None:
            self._insert(mapped, row)
        else:
            self._update(mapped, thing, row, stored)

    def record(self, thing: Any, **deeds: str) -> None:
        """Record what was done about a thing that no field of it keeps, each deed under the name of what it touched."""
        mapped = mapping(type(thing))
        said: dict[str, tuple[Any, Any]] = {name: (None, deed) for name, deed in deeds.items()}
        self._recording.add(mapped.entity, mapped.row(thing), said)

    def add_fact(self, fact: Fact) -> bool:
        """Keep a fact; False when its id is known or the same source already said exactly that."""
        row = fact_row(fact)
        if not insert_new(self._connection, tables.fact, row):
            return False
        said = {name: to_json(value) for name, value in row.items() if name not in IN_THE_CHANGE_ITSELF}
        self._recording.add("fact", row, {name: (None, value) for name, value in said.items() if value})
        return True

    def append_note(self, listing_id: str, name: str, update: bytes) -> str:
        """Add one update of the merge library to a shared text; gives the new plain text. Raises `Missing`."""
        listing = self.get(Listing, listing_id)
        with in_words():
            appended = append_update(self._connection, listing, name, update, self._command.id)
        about = {"id": listing_id, "patient_id": listing.patient_id, "case_id": listing.case_id}
        self._recording.cite("note", about, name, appended.number, appended.sha256)
        return appended.text

    def keep_letter_file(self, letter: Letter, part: str, content: bytes) -> str:
        """Store a part of a letter, once and for ever; gives its SHA-256. Raises `Refused` where it is there."""
        row = {
            "id": f"{letter.id}:{part}",
            "letter_id": letter.id,
            "part": part,
            "case_id": letter.case_id,
            "patient_id": letter.patient_id,
            "content": content,
            "sha256": sha256(content).hexdigest(),
        }
        if not insert_new(self._connection, tables.letter_file, row):
            raise Refused(f"{letter.number} version {letter.version} already has a stored {part}.")
        about = {"id": letter.id, "patient_id": letter.patient_id, "case_id": letter.case_id}
        self._recording.add("letter_file", about, {part: (None, {"sha256": row["sha256"]})})
        return str(row["sha256"])

    def next_number(self, prefix: str) -> int:
        """The next number of a series, counted from 1; a unit of work given up gives it back."""
        counted = text(
            "INSERT INTO series (prefix, number) VALUES (:prefix, 1)"
            " ON CONFLICT (prefix) DO UPDATE SET number = series.number + 1 RETURNING number"
        )
        with in_words():
            return int(self._connection.execute(counted, {"prefix": prefix}).scalar_one())

    def erase(self, patient_id: str, why: str) -> tuple[str, ...]:
        """Takes away all that was said of a patient; gives, a sentence each, where else he may still be named.

        What happened, when and by whom stays, and so do the chains and the hashes of issued letters; that it was
        erased, and why, is recorded for ever. Raises `Refused` as domain/erasing.py says.
        """
        patient = self.get(Patient, patient_id)
        require_erasable(self.find(Case, patient_id=patient.id), why)
        with in_words():
            ids, named = erasing.erase(self._connection, patient.id, self._command.at)
        self._seen.clear()
        about = {"id": self._command.id, "patient_id": patient.id}
        self._recording.add(ERASURE, about, {"changes": (None, list(ids)), "why": (None, why.strip())})
        return named

    def commit(self) -> tuple[Change, ...]:
        """Write everything; a command already carried out changes nothing and gives its changes again."""
        with in_words():
            if not self._keep_command():
                self._connection.rollback()
                return self.changes_of_command(self._command.id)
            for patient_id in self._recording.patient_ids_of("patient", "identifier"):
                keep_terms(self._connection, patient_id)
            standing.forget(self._connection, self._recording.things())
            cases = {case_id: self._next_version(case_id) for case_id in self._recording.case_ids()}
            append_changes(self._connection, self._recording.rows(self._command, cases))
            self._notify(cases)
            self._connection.commit()
        return self._committed(self._command.id)

    def _row(self, mapped: EntityMapping[Any], id: str) -> Row:
        """What was read first stays what is read, so that `put` knows what the caller saw."""
        return self._seen.get((mapped.entity, id)) or super()._row(mapped, id)

    def _found(
        self, mapped: EntityMapping[Any], where: Mapping[str, Any], order: Sequence[str], limit: int
    ) -> Sequence[Row]:
        rows = super()._found(mapped, where, order, limit)
        for row in rows:
            self._seen.setdefault((mapped.entity, row["id"]), row)
        return rows

    def _locked(self, mapped: EntityMapping[Any], id: str) -> Row | None:
        rows = self._rows(to_write(tables.TABLES[mapped.kind]), {"id": id})
        return rows[0] if rows else None

    def _lock(self, kind: type[Any], id: str, exclusive: bool) -> None:
        """Share a row with other writers, or take it alone. Raises `Missing`."""
        entity, column = mapping(kind).entity, tables.TABLES[kind].c.id
        query = select(column).where(column == id)
        query = query.with_for_update(key_share=True) if exclusive else query.with_for_update(read=True)
        if self._scalar(query) is None:
            raise Missing(f"There is no {entity} with the id {id}.")
        self._seen.pop((entity, id), None)

    def _insert(self, mapped: EntityMapping[Any], row: dict[str, Any]) -> None:
        said = [one for one in mapped.fields if not is_unsaid(one.read(row[one.name]), one.default)]
        names = [one.name for one in said if one.name != "id"]
        versions = dict.fromkeys(names, 1)
        with in_words():
            self._connection.execute(insert(tables.TABLES[mapped.kind]), row | {"field_versions": versions})
        self._seen[mapped.entity, row["id"]] = {**row, "field_versions": versions}
        self._recording.add(mapped.entity, row, {name: (None, to_json(row[name])) for name in names})

    def _update(self, mapped: EntityMapping[Any], thing: Any, row: dict[str, Any], stored: Row) -> None:
        seen = self._seen.get((mapped.entity, row["id"]), stored)
        before = mapped.thing(seen)
        differing = [
            one.name for one in mapped.fields if getattr(before, one.name) != getattr(thing, one.name)
        ]
        if not differing:
            return
        versions = dict(stored["field_versions"])
        for name in differing:
            base, version = seen["field_versions"].get(name, 0), versions.get(name, 0)
            if base != version:
                raise Conflict(name, row[name], stored[name], base, version)
            versions[name] = version + 1
        written = {name: row[name] for name in differing}
        kept = written | {"field_versions": versions}
        with in_words():
            self._connection.execute(update_by_id(tables.TABLES[mapped.kind]), kept | {THIS: row["id"]})
        self._seen[mapped.entity, row["id"]] = {**stored, **kept}
        values = {name: (to_json(stored[name]), to_json(row[name])) for name in differing}
        self._recording.add(mapped.entity, {**stored, **written}, values)

    def _keep_command(self) -> bool:
        """Whether this command is new. Raises `Refused` when its desk already used its number for another."""
        command = self._command
        kept = {
            "id": command.id,
            "desk": command.desk,
            "number": command.number,
            "type": type(command).__name__,
            "payload": to_json(command),
            "actor": command.actor,
            "at": command.at,
            "patient_id": self._recording.patient_id(),
        }
        require_keepable(kept["payload"])
        if insert_new(self._connection, tables.command, kept):
            return True
        if self.carried_out(command.id) is None:
            raise Refused(
                f"The desk {command.desk} already sent another command with the number {command.number}."
            )
        return False

    def _next_version(self, case_id: str) -> tuple[int, str]:
        """The case's version after this commit, and its board; the row stays locked until then."""
        found = self._connection.execute(NEXT_VERSION, {THIS: case_id}).first()
        if found is None:
            raise Missing(f"There is no case with the id {case_id}.")
        return int(found[0]), str(found[1])

    def _notify(self, cases: Mapping[str, tuple[int, str]]) -> None:
        """Tells the other desks which case moved to which version, and nothing about anybody."""
        if self._connection.dialect.name != "postgresql":
            return
        for case_id, (version, _) in cases.items():
            self._connection.execute(
                text("SELECT pg_notify(:channel, :hint)"),
                {"channel": CHANNEL, "hint": f"{case_id}:{version}"},
            )


def insert_new(connection: Connection, table: Table, kept: Row) -> bool:
    """Inserts a row; False when its id, or another key of it that is unique, is already there."""
    with in_words():
        return connection.execute(inserting_new(connection.dialect.name, table), kept).first() is not None


@cache
def inserting_new(dialect: str, table: Table) -> Any:
    statement = import_module(f"sqlalchemy.dialects.{dialect}").insert(table)
    return statement.on_conflict_do_nothing().returning(table.c.id)


@cache
def to_write(table: Table) -> Select[Any]:
    """A row about to be written, locked; where rows are only ever added no account may so much as lock one."""
    row = select(table).where(table.c.id == bindparam("id"))
    return row if table.name in APPEND_ONLY else row.with_for_update(key_share=True)


@cache
def update_by_id(table: Table) -> Update:
    return update(table).where(table.c.id == bindparam(THIS))
