"""Reading by the library that speaks both engines, in the transaction of one connection."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    Table,
    and_,
    bindparam,
    func,
    or_,
    select,
)

from mdt_app.domain.errors import Missing
from mdt_app.domain.facts import Kind
from mdt_app.domain.letters.dispatch import Dispatch
from mdt_app.domain.letters.letter import Letter, LetterState
from mdt_app.store import since_issuing, standing, tables
from mdt_app.store.asking import KeptReader, Row, kept_bytes, no_letter_file, values_of
from mdt_app.store.failures import in_words
from mdt_app.store.mapping import FACT_FIELDS, EntityMapping, mapping
from mdt_app.store.search import find_patients
from mdt_app.store.tables import TABLES

if TYPE_CHECKING:
    from mdt_app.domain.worklist import Wait, Waits

Shape = tuple[tuple[str, str], ...]
ONE, SEVERAL, NONE = "one", "several", "none"
LIMIT = "at_most"
FACTS = (
    select(*(tables.fact.c[name] for name in FACT_FIELDS))
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


class StoreReader(KeptReader):
    """The Reader of both engines, on one connection that is inside a transaction."""

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self._connection = connection

    def count(self, kind: type[Any], **where: Any) -> int:
        mapped, table = mapping(kind), TABLES[kind]
        values = values_of(mapped, where)
        query = select(func.count()).select_from(table)
        return int(self._scalar(query.where(*conditions(table, shape_of(where))), values))

    def note_updates(self, listing_id: str, name: str) -> tuple[bytes, ...]:
        updates, note = tables.note_update, tables.note
        query = (
            select(updates.c.content)
            .join(note, note.c.id == updates.c.note_id)
            .where(note.c.listing_id == listing_id, note.c.name == name)
            .order_by(updates.c.number)
        )
        return tuple(bytes(row["content"]) for row in self._rows(query))

    def letter_file(self, letter_id: str, part: str) -> bytes:
        file = tables.letter_file.c
        found = self._scalar(select(file.content).where(file.letter_id == letter_id, file.part == part))
        if found is None:
            raise no_letter_file(letter_id, part)
        return kept_bytes(letter_id, part, found)

    def notes(self, listing_ids: Sequence[str]) -> Mapping[tuple[str, str], str]:
        note = tables.note
        query = select(note.c.listing_id, note.c.name, note.c.text).where(
            note.c.listing_id.in_(list(listing_ids))
        )
        return {(row["listing_id"], row["name"]): row["text"] for row in self._rows(query)}

    def versions(self, kind: type[Any], id: str) -> Mapping[str, int]:
        try:
            return dict(self._row(mapping(kind), id)["field_versions"])
        except Missing:
            return {}

    def case_version(self, case_id: str) -> int:
        found = self._scalar(select(tables.case.c.version).where(tables.case.c.id == case_id))
        if found is None:
            raise Missing(f"There is no case with the id {case_id}.")
        return int(found)

    def patients_naming(self, person_id: str) -> tuple[str, ...]:
        return tuple(row["patient_id"] for row in self._rows(NAMING, {"person_id": person_id}))

    def letters_still_due(self) -> tuple[str, ...]:
        return tuple(row["id"] for row in self._rows(still_due()))

    def corrected_since_issuing(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for row in self._rows(since_issuing.corrections()):
            found[row["letter_id"]] = (*found.get(row["letter_id"], ()), row["fact_id"])
        return found

    def facts_since_issuing(self, letter_id: str) -> Mapping[str, str]:
        rows = self._rows(since_issuing.arrivals(), {since_issuing.LETTER_ID: letter_id})
        return {row["fact_id"]: row["replaces"] for row in rows}

    def search(self, text: str, limit: int = 50) -> tuple[str, ...]:
        with in_words():
            return find_patients(self._connection, text, limit)

    def waiting(
        self, day: date, made_by: str, first: Collection[str], shown: int
    ) -> Mapping[Waits, tuple[int, tuple[str, ...]]]:
        with in_words():
            return standing.first_waiting(self._connection, day, made_by, first, shown)

    def waits_of(
        self, day: date, made_by: str, patient_ids: Collection[str]
    ) -> Mapping[str, tuple[Wait, ...]]:
        with in_words():
            return standing.waits_of(self._connection, day, made_by, patient_ids)

    def not_looked_through(self, day: date, made_by: str, limit: int) -> Mapping[str, int]:
        with in_words():
            return standing.not_current(self._connection, day, made_by, limit)

    def remembered(self, key: str) -> str:
        meta = tables.meta.c
        return self._scalar(select(meta.value).where(meta.key == key)) or ""

    def _found(
        self, mapped: EntityMapping[Any], where: Mapping[str, Any], order: Sequence[str], limit: int
    ) -> Sequence[Row]:
        values = values_of(mapped, where) | ({LIMIT: limit} if limit else {})
        shape = tuple(shape_of(where))
        return self._rows(found_by(TABLES[mapped.kind], shape, tuple(order), limit > 0), values)

    def _fact_rows(self, patient_ids: Sequence[str]) -> Sequence[Row]:
        return self._rows(FACTS, {"patient_ids": patient_ids})

    def _change_rows(self, where: Mapping[str, str], order: Sequence[str]) -> Sequence[Row]:
        shape = tuple((name, ONE) for name in where)
        return self._rows(found_by(tables.change, shape, tuple(order), False), dict(where))

    def _is_known(self, command_id: str) -> bool:
        known = select(tables.command.c.id).where(tables.command.c.id == command_id)
        return self._scalar(known) is not None

    def _rows(self, query: Select[Any], values: Row | None = None) -> Sequence[Row]:
        with in_words():
            result = self._connection.execute(query, values)
            names = tuple(result.keys())
            return [dict(zip(names, row, strict=True)) for row in result.all()]

    def _scalar(self, query: Select[Any], values: Row | None = None) -> Any:
        with in_words():
            return self._connection.execute(query, values).scalar()


@cache
def still_due() -> Select[Any]:
    """Issued letters that did not go to their recipient, or not to somebody who got a version before it."""
    letter, older = TABLES[Letter], TABLES[Letter].alias()
    sent, earlier = TABLES[Dispatch].alias(), TABLES[Dispatch].alias()

    def went_to(name: ColumnElement[str]) -> ColumnElement[bool]:
        found = select(sent.c.id).where(sent.c.letter_id == letter.c.id, sent.c.to_name == name)
        return found.correlate(letter, earlier).exists()

    owed = (
        select(earlier.c.id)
        .join(older, earlier.c.letter_id == older.c.id)
        .where(
            older.c.case_id == letter.c.case_id,
            older.c.number == letter.c.number,
            older.c.version < letter.c.version,
            ~went_to(earlier.c.to_name),
        )
        .correlate(letter)
        .exists()
    )
    recipient = letter.c.recipient["name"].as_string()
    return select(letter.c.id).where(
        letter.c.state == LetterState.ISSUED.value,
        recipient != "",
        or_(
            ~went_to(recipient),
            and_(letter.c.replaces != "", owed),
        ),
    )


@lru_cache(maxsize=1024)
def found_by(table: Table, shape: Shape, order: tuple[str, ...], limited: bool) -> Select[Any]:
    """The query for rows by what is asked of them; built once, since building costs more than asking."""
    query = select(table).where(*conditions(table, shape)).order_by(*orders(table, order))
    return query.limit(bindparam(LIMIT, type_=Integer)) if limited else query


def shape_of(where: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each field's name, and whether one value is asked for, one of several, or none."""
    for name, value in where.items():
        yield name, SEVERAL if isinstance(value, tuple | list) else NONE if value is None else ONE


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
