"""A local file is read by plain SQL: reading must not wait for a library that both engines need to write."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import ExitStack
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

import msgspec

from mdt_app.domain.errors import Missing
from mdt_app.domain.facts import Fact
from mdt_app.operations.work import Change
from mdt_app.store.asking import KeptReader, Row, kept_bytes, no_letter_file, values_of
from mdt_app.store.corrections import Corrections
from mdt_app.store.failures import in_words
from mdt_app.store.local_connections import LocalConnection
from mdt_app.store.mapping import EntityMapping, mapping
from mdt_app.store.naming import Naming
from mdt_app.store.shapes import Json, columns, entity_of
from mdt_app.store.values import stamp

if TYPE_CHECKING:
    from mdt_app.domain.worklist import Wait, Waits
    from mdt_app.store.reader import StoreReader

READ: Mapping[type[Any], Callable[[Any], Any]] = {
    bool: bool,
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
    Json: msgspec.json.decode,
}
"""How a column that SQLite has no type for is read; None stays None."""

KEPT: Mapping[type[Any], Callable[[Any], Any]] = {
    date: date.isoformat,
    datetime: stamp,
    Json: json.dumps,
}
FACT = columns(Fact)
CHANGE = {name: holds for name, holds in columns(Change).items() if name != "fields"}
CHANGE |= {"names": Json, "contents": Json}
OF_THING = {"field_versions": Json}


class PlainReader(KeptReader):
    """The Reader of a local file, on one connection that is inside a transaction."""

    def __init__(self, connection: LocalConnection, naming: Naming, corrections: Corrections) -> None:
        super().__init__()
        self._connection, self._naming, self._corrections = connection, naming, corrections
        self._leaving = ExitStack()

    def __enter__(self) -> PlainReader:
        return self

    def __exit__(self, *_: object) -> None:
        self._leaving.close()

    def count(self, kind: type[Any], **where: Any) -> int:
        condition, values = asked(mapping(kind), where)
        ((found,),) = self._ask(f"SELECT count(*) FROM {named(entity_of(kind))}{condition}", values)
        return int(found)

    def note_updates(self, listing_id: str, name: str) -> tuple[bytes, ...]:
        query = (
            "SELECT note_update.content FROM note_update JOIN note ON note.id = note_update.note_id"
            " WHERE note.listing_id = ? AND note.name = ? ORDER BY note_update.number"
        )
        return tuple(bytes(content) for (content,) in self._ask(query, (listing_id, name)))

    def letter_file(self, letter_id: str, part: str) -> bytes:
        query = "SELECT content FROM letter_file WHERE letter_id = ? AND part = ?"
        for (content,) in self._ask(query, (letter_id, part)):
            return kept_bytes(letter_id, part, content)
        raise no_letter_file(letter_id, part)

    def notes(self, listing_ids: Sequence[str]) -> Mapping[tuple[str, str], str]:
        query = f"SELECT listing_id, name, text FROM note WHERE note.listing_id IN {marks(listing_ids)}"
        return {(id, name): text for id, name, text in self._ask(query, listing_ids)}

    def versions(self, kind: type[Any], id: str) -> Mapping[str, int]:
        rows = self._rows(mapping(kind).entity, OF_THING, " WHERE id = ?", (id,))
        return rows[0]["field_versions"] if rows else {}

    def case_version(self, case_id: str) -> int:
        for (version,) in self._ask('SELECT "case".version FROM "case" WHERE "case".id = ?', (case_id,)):
            return int(version)
        raise Missing(f"There is no case with the id {case_id}.")

    def patients_naming(self, person_id: str) -> tuple[str, ...]:
        return self._naming.patients(self._ask, person_id)

    def letters_still_due(self) -> tuple[str, ...]:
        return self._other.letters_still_due()

    def corrected_since_issuing(self) -> Mapping[str, tuple[str, ...]]:
        return self._corrections.since_issuing(self._ask)

    def facts_since_issuing(self, letter_id: str) -> Mapping[str, str]:
        return self._other.facts_since_issuing(letter_id)

    def search(self, text: str, limit: int = 50) -> tuple[str, ...]:
        return self._other.search(text, limit)

    def waiting(
        self, day: date, made_by: str, first: Collection[str], shown: int
    ) -> Mapping[Waits, tuple[int, tuple[str, ...]]]:
        return self._other.waiting(day, made_by, first, shown)

    def waits_of(
        self, day: date, made_by: str, patient_ids: Collection[str]
    ) -> Mapping[str, tuple[Wait, ...]]:
        return self._other.waits_of(day, made_by, patient_ids)

    def not_looked_through(self, day: date, made_by: str, limit: int) -> Mapping[str, int]:
        return self._other.not_looked_through(day, made_by, limit)

    def remembered(self, key: str) -> str:
        return next((value for (value,) in self._ask("SELECT value FROM meta WHERE key = ?", (key,))), "")

    @cached_property
    def _other(self) -> StoreReader:
        """The reader for questions that both engines are asked in the same words; it asks at this reader's moment."""
        from mdt_app.store.reader import StoreReader

        with in_words():
            return StoreReader(self._leaving.enter_context(self._connection.engine.connect()))

    def _found(
        self, mapped: EntityMapping[Any], where: Mapping[str, Any], order: Sequence[str], limit: int
    ) -> Sequence[Row]:
        condition, values = asked(mapped, where)
        ending = condition + ordered(mapped.columns, mapped.entity, order)
        if limit:
            ending, values = f"{ending} LIMIT ?", [*values, limit]
        return self._rows(mapped.entity, mapped.columns, ending, values)

    def _fact_rows(self, patient_ids: Sequence[str]) -> Sequence[Row]:
        ending = f" WHERE fact.patient_id IN {marks(patient_ids)} ORDER BY fact.recorded_at, fact.ordinal"
        return self._rows("fact", FACT, ending, patient_ids)

    def _change_rows(self, where: Mapping[str, str], order: Sequence[str]) -> Sequence[Row]:
        conditions = " AND ".join(f"{named('change', name)} = ?" for name in where)
        condition = f" WHERE {conditions}" if where else ""
        ordering = ", ".join(named("change", name) for name in order)
        return self._rows("change", CHANGE, f"{condition} ORDER BY {ordering}", tuple(where.values()))

    def _is_known(self, command_id: str) -> bool:
        return bool(self._ask("SELECT 1 FROM command WHERE command.id = ?", (command_id,)))

    def _rows(
        self, table: str, holding: Mapping[str, type[Any]], ending: str, values: Sequence[Any]
    ) -> list[Row]:
        """Rows with each column as Python has it; `ending` is the query after the table's name."""
        wanted = ", ".join(named(table, name) for name in holding)
        reads = [(name, READ[holds]) for name, holds in holding.items() if holds in READ]
        rows = []
        for found in self._ask(f"SELECT {wanted} FROM {named(table)}{ending}", values):
            row = dict(zip(holding, found, strict=True))
            for name, read in reads:
                if row[name] is not None:
                    row[name] = read(row[name])
            rows.append(row)
        return rows

    def _ask(self, query: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        with in_words():
            found: list[tuple[Any, ...]] = self._connection.keyed.execute(query, values).fetchall()
            return found


def named(*path: str) -> str:
    """A table, or a column of one. A quoted column alone SQLite would take for a text where it does not exist."""
    return ".".join(f'"{name}"' for name in path)


def marks(values: Sequence[Any]) -> str:
    return f"({', '.join('?' * len(values))})"


def asked(mapped: EntityMapping[Any], where: Mapping[str, Any]) -> tuple[str, list[Any]]:
    """The condition that fields equal `where`, and its values as SQLite keeps them. Raises TypeError as `values_of`."""
    values, holding = values_of(mapped, where), mapped.columns
    conditions, kept = [], []
    for name, value in where.items():
        column = named(mapped.entity, name)
        if value is None:
            conditions.append(f"{column} IS NULL")
        elif isinstance(value, tuple | list):
            conditions.append(f"{column} IN {marks(value)}")
            kept += [keep(holding[name], one) for one in values[name]]
        else:
            conditions.append(f"{column} = ?")
            kept.append(keep(holding[name], values[name]))
    return (" WHERE " + " AND ".join(conditions) if conditions else ""), kept


def keep(holds: type[Any], value: Any) -> Any:
    return KEPT[holds](value) if holds in KEPT and value is not None else value


def ordered(holding: Iterable[str], table: str, order: Sequence[str]) -> str:
    """Raises KeyError for a field that is not there."""
    terms = []
    for one in order:
        name = one.removeprefix("-")
        if name not in holding:
            raise KeyError(name)
        terms.append(named(table, name) + (" DESC" if one.startswith("-") else " ASC"))
    return " ORDER BY " + ", ".join(terms) if terms else ""
