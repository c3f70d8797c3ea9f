"""A frozen dataclass and its row say the same: each field is one column, tuples and nested values as JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import UTC, datetime
from functools import cache
from typing import Any, Generic, TypeVar, get_type_hints

from mdt_app.domain.facts import PAYLOADS, Fact, Kind
from mdt_app.store.shapes import ENTITIES, Json, bare, entity_of, held
from mdt_app.store.values import from_json, require_keepable, to_json

E = TypeVar("E")
Convert = Callable[[Any], Any]


def same(value: Any) -> Any:
    return value


def in_utc(moment: datetime | None) -> datetime | None:
    """The same moment in UTC. Raises ValueError for one that does not say where it is."""
    if moment is not None and moment.tzinfo is None:
        raise ValueError("a moment without time zone cannot be kept")
    return moment.astimezone(UTC) if moment else None


@dataclass(frozen=True, slots=True)
class FieldMapping:
    """How one field travels: `keep` gives the column's value, `read` the field's again."""

    name: str
    keep: Convert
    read: Convert
    default: Any


@dataclass(frozen=True, slots=True)
class EntityMapping(Generic[E]):
    """One kind of thing, the name of its table, what each column of that holds, and how its fields travel."""

    kind: type[E]
    entity: str
    columns: Mapping[str, type[Any]]
    fields: tuple[FieldMapping, ...]

    def row(self, thing: E) -> dict[str, Any]:
        """The columns of `thing`. Raises `Refused` for text that cannot be kept."""
        kept = {one.name: one.keep(getattr(thing, one.name)) for one in self.fields}
        require_keepable(kept)
        return kept

    def thing(self, row: Mapping[str, Any]) -> E:
        return self.kind(**{one.name: one.read(row[one.name]) for one in self.fields})


def field_mapping(name: str, hint: Any, default: Any) -> FieldMapping:
    kind, optional = bare(hint)
    if held(hint) is str:
        return FieldMapping(name, str, same if kind is str else kind, default)
    if kind is datetime:
        return FieldMapping(name, in_utc, same, default)
    if held(hint) is not Json:
        return FieldMapping(name, same, same, default)

    def read(data: Any) -> Any:
        return None if optional and data is None else from_json(data, hint)

    return FieldMapping(name, to_json, read, default)


def mapping(kind: type[E]) -> EntityMapping[E]:
    """The mapping of one kind of thing. Raises TypeError for what has no table of its own."""
    return made_mapping(kind)  # type: ignore[arg-type]  # a class is as hashable as any


@cache
def made_mapping(kind: type[Any]) -> EntityMapping[Any]:
    if entity_of(kind) not in ENTITIES:
        raise TypeError(f"{kind.__name__} has no table of its own")
    hints = get_type_hints(kind)
    travelling = tuple(field_mapping(field.name, hints[field.name], field.default) for field in fields(kind))
    holding = {field.name: held(hints[field.name]) for field in fields(kind)}
    return EntityMapping(kind, entity_of(kind), holding, travelling)


FACT_FIELDS = tuple(field.name for field in fields(Fact))


def fact_row(said: Fact) -> dict[str, Any]:
    """The columns of a fact, its payload as JSON. Raises `Refused` for text that cannot be kept."""
    row = {name: getattr(said, name) for name in FACT_FIELDS}
    kept = row | {"kind": str(said.kind), "payload": to_json(said.payload)}
    require_keepable(kept)
    return kept


def fact_of(row: dict[str, Any]) -> Fact:
    """The fact of a row of `FACT_FIELDS`, whose dictionary is used up."""
    row["kind"] = kind = Kind(row["kind"])
    row["payload"] = from_json(row["payload"], PAYLOADS[kind])
    return Fact(**row)


def is_unsaid(value: Any, default: Any) -> bool:
    """Whether a field stands as it does when nobody says anything."""
    return default is not MISSING and bool(value == default)
