"""Reading gives frozen things of one moment, and remembers whose record was looked at."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Integer, Select, Table, bindparam, func, select

from mdt_app.domain.errors import Missing
from mdt_app.domain.facts import Fact, Kind
from mdt_app.operations.work import Change, FieldChange
from mdt_app.store import standing, tables
from mdt_app.store.failures import in_words
from mdt_app.store.mapping import FACT_COLUMNS, EntityMapping, fact_of, mapping
from mdt_app.store.search import find_patients

if TYPE_CHECKING:
    from mdt_app.domain.worklist import Wait, Waits

E = TypeVar("E")
Row = dict[str, Any]
Shape = tuple[tuple[str, str], ...]
AT_ONCE = 500
ONE, SEVERAL, NONE = "one", "several", "none"
BY_ID: Shape = (("id", ONE),)
LIMIT = "at_most"
FACTS = (
    select(*FACT_COLUMNS)
    .where(tables.fact.c.patient_id.in_(bindparam("patient_ids", expanding=True)))
    .order_by(tables.fact.c.recorded_at, tables.fact.c.ordinal)
)
NAMING = (
    select(tables.fact.c.patient_id)
    .where(
        tables.fact.c.kind == Kind.CARE_HOLDER.value,
        tables.fact.c.payload["person_id"].as_string() == bindparam("person_id"),
    )
    .distinct()
)
OF_COMMAND = (
    select(tables.change)
    .where(tables.change.c.command_id == bindparam("command_id"))
    .order_by(tables.change.c.place)
)


class StoreReader:
    """The Reader of both engines, on one connection that is inside a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.reads: list[tuple[str, str]] = []

    def get(self, kind: type[E], id: str) -> E:
        """The thing of that id. Raises `Missing`."""
        mapped = mapping(kind)
        return mapped.thing(self._row(mapped, id))

    def find(
        self, kind: type[E], *, order: Sequence[str] = (), limit: int = 0, **where: Any
    ) -> tuple[E, ...]:
        """All things whose fields equal `where`; `order` names fields, "-name" turns that one round."""
        mapped = mapping(kind)
        if any(isinstance(value, tuple | list) and not value for value in where.values()):
            return ()
        values = values_of(mapped, where) | ({LIMIT: limit} if limit else {})
        rows = self._rows(found_by(mapped.table, tuple(shape_of(where)), tuple(order), limit > 0), values)
        self._seen_rows(mapped, rows)
        return tuple(mapped.thing(row) for row in rows)

    def count(self, kind: type[Any], **where: Any) -> int:
        mapped = mapping(kind)
        values = values_of(mapped, where)
        query = select(func.count()).select_from(mapped.table)
        return int(self._scalar(query.where(*conditions(mapped.table, shape_of(where))), values))

    def facts(self, patient_ids: Sequence[str]) -> Mapping[str, tuple[Fact, ...]]:
        """Patient id -> every fact, replaced and withdrawn ones too, in order of recording; () where there is none."""
        found: dict[str, list[Fact]] = {patient_id: [] for patient_id in patient_ids}
        wanted = list(found)
        for start in range(0, len(wanted), AT_ONCE):
            for row in self._rows(FACTS, {"patient_ids": wanted[start : start + AT_ONCE]}):
                found[row["patient_id"]].append(fact_of(row))
        return {patient_id: tuple(facts) for patient_id, facts in found.items()}

    def note(self, listing_id: str, name: str) -> str:
        return self.notes((listing_id,)).get((listing_id, name), "")

    def note_updates(self, listing_id: str, name: str) -> tuple[bytes, ...]:
        updates, note = tables.note_update, tables.note
        query = (
            select(updates.c.content)
            .join(note, note.c.id == updates.c.note_id)
            .where(note.c.listing_id == listing_id, note.c.name == name)
            .order_by(updates.c.number)
        )
        return tuple(bytes(row["content"]) for row in self._rows(query))

    def notes(self, listing_ids: Sequence[str]) -> Mapping[tuple[str, str], str]:
        note = tables.note
        query = select(note.c.listing_id, note.c.name, note.c.text).where(
            note.c.listing_id.in_(list(listing_ids))
        )
        return {(row["listing_id"], row["name"]): row["text"] for row in self._rows(query)}

    def versions(self, kind: type[Any], id: str) -> Mapping[str, int]:
        """How often each field of a thing was written; a field not in it has version 0, as all of one not there yet."""
        try:
            return dict(self._row(mapping(kind), id)["field_versions"])
        except Missing:
            return {}

    def case_version(self, case_id: str) -> int:
        """How often the case was written. Raises `Missing`."""
        found = self._scalar(select(tables.case.c.version).where(tables.case.c.id == case_id))
        if found is None:
            raise Missing(f"There is no case with the id {case_id}.")
        return int(found)

    def patients_naming(self, person_id: str) -> tuple[str, ...]:
        """Ids of the patients of whom a fact, standing or not, names this person as a holder of care."""
        return tuple(row["patient_id"] for row in self._rows(NAMING, {"person_id": person_id}))

    def search(self, text: str, limit: int = 50) -> tuple[str, ...]:
        with in_words():
            return find_patients(self._connection, text, limit)

    def waiting(
        self, day: date, made_by: str, first: Collection[str], shown: int
    ) -> Mapping[Waits, tuple[int, tuple[str, ...]]]:
        """List -> how many are on it, and the ids of at most `shown`: those of `first`, then who waits longest.

        As kept for that day by those rules; who is not looked through yet is not in it.
        """
        with in_words():
            return standing.first_waiting(self._connection, day, made_by, first, shown)

    def waits_of(
        self, day: date, made_by: str, patient_ids: Collection[str]
    ) -> Mapping[str, tuple[Wait, ...]]:
        """Patient id -> what waits about each of these, as kept for that day by those rules."""
        with in_words():
            return standing.waits_of(self._connection, day, made_by, patient_ids)

    def not_looked_through(self, day: date, made_by: str, limit: int) -> Mapping[str, int]:
        """Patient id -> length of the chain of those whose standing is missing or older than their record."""
        with in_words():
            return standing.not_current(self._connection, day, made_by, limit)

    def changes(self, *, patient_id: str = "", case_id: str = "", entity_id: str = "") -> tuple[Change, ...]:
        """The recorded changes in order of commit within each chain."""
        given = {"patient_id": patient_id, "case_id": case_id, "entity_id": entity_id}
        columns = tables.change.c
        query = select(tables.change).where(
            *(columns[name] == value for name, value in given.items() if value)
        )
        return tuple(map(change_of, self._rows(query.order_by(columns.chain, columns.position))))

    def changes_of_command(self, command_id: str) -> tuple[Change, ...]:
        return tuple(map(change_of, self._rows(OF_COMMAND, {"command_id": command_id})))

    def carried_out(self, command_id: str) -> tuple[Change, ...] | None:
        """The changes of a command that was already carried out, None when it was not."""
        known = self._scalar(select(tables.command.c.id).where(tables.command.c.id == command_id))
        return None if known is None else self.changes_of_command(command_id)

    def log_read(self, patient_id: str, what: str) -> None:
        """Remembered when the reader closes, also where a unit of work is given up."""
        self.reads.append((patient_id, what))

    def _row(self, mapped: EntityMapping[Any], id: str) -> Row:
        rows = self._rows(found_by(mapped.table, BY_ID, (), False), {"id": id})
        if not rows:
            raise Missing(f"There is no {mapped.entity} with the id {id}.")
        return rows[0]

    def _seen_rows(self, mapped: EntityMapping[Any], rows: Sequence[Row]) -> None:
        """What a unit of work has read; a reader need not remember."""

    def _rows(self, query: Select[Any], values: Row | None = None) -> Sequence[Row]:
        with in_words():
            result = self._connection.execute(query, values)
            names = tuple(result.keys())
            return [dict(zip(names, row, strict=True)) for row in result]

    def _scalar(self, query: Select[Any], values: Row | None = None) -> Any:
        with in_words():
            return self._connection.execute(query, values).scalar()


@lru_cache(maxsize=1024)
def found_by(table: Table, shape: Shape, order: tuple[str, ...], limited: bool) -> Select[Any]:
    """The query for things of a kind by what is asked of them; built once, since building costs more than asking."""
    query = select(table).where(*conditions(table, shape)).order_by(*orders(table, order))
    return query.limit(bindparam(LIMIT, type_=Integer)) if limited else query


def shape_of(where: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each field's name, and whether one value is asked for, one of several, or none."""
    for name, value in where.items():
        yield name, SEVERAL if isinstance(value, tuple | list) else NONE if value is None else ONE


def values_of(mapped: EntityMapping[Any], where: Mapping[str, Any]) -> dict[str, Any]:
    """The values that belong to a shape, as columns hold them. Raises TypeError for a field that is not there."""
    keeps = {field.name: field.keep for field in mapped.fields}
    for name in where:
        if name not in keeps:
            raise TypeError(f"{mapped.entity} has no field {name}")
    return {
        name: [keeps[name](one) for one in value] if isinstance(value, tuple | list) else keeps[name](value)
        for name, value in where.items()
        if value is not None
    }


def conditions(table: Table, shape: Iterable[tuple[str, str]]) -> list[ColumnElement[bool]]:
    """Equality of fields, with the values left open."""
    found: list[ColumnElement[bool]] = []
    for name, asked in shape:
        column = table.c[name]
        if asked == SEVERAL:
            found.append(column.in_(bindparam(name, expanding=True, type_=column.type)))
        else:
            found.append(column.is_(None) if asked == NONE else column == bindparam(name, type_=column.type))
    return found


def orders(table: Table, order: Sequence[str]) -> list[ColumnElement[Any]]:
    names = [(name.removeprefix("-"), name.startswith("-")) for name in order]
    return [table.c[name].desc() if turned else table.c[name].asc() for name, turned in names]


def change_of(row: Row) -> Change:
    """A change as stored; the values of its fields are None once erased."""
    contents: Mapping[str, Sequence[Any]] = row["contents"] or {}
    fields = tuple(
        FieldChange(name=name, old=old, new=new)
        for name in row["names"]
        for old, new in (contents.get(name, (None, None)),)
    )
    plain = (
        "id",
        "entity",
        "entity_id",
        "patient_id",
        "case_id",
        "board_id",
        "command_id",
        "command",
        "actor",
    )
    return Change(**{name: row[name] for name in plain}, at=row["at"], version=row["version"], fields=fields)
