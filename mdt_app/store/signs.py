"""Whether a text speaks of a patient is told by what nobody else has: a number, a telephone, both names, an address."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, Table, and_, func, or_, select

from mdt_app.store.tables import metadata

SHORTEST = 4
"""What is shorter stands in too many other texts to be a sign of anybody by itself."""

CERTAIN = 6
"""A number of fewer signs, "2026", stands in days and ids of others, too, and short names in longer words."""

WITH_IDS = ("case", "listing", "letter", "fact")
NO_WORDS = ("patient_term", "chain_head", "seal", "series", "meta", "read_log", "standing", "wait")
WRITTEN_BY_HAND = (("meeting", "reopened_because"), ("availability", "note"))
"""Free text about no patient in particular, where a family name alone may mean this one."""

Group = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What tells of a patient: the ids of what is his, and groups of words that stand together about nobody else."""

    ids: tuple[str, ...]
    groups: tuple[Group, ...]
    family: str

    def in_column(
        self, connection: Connection, column: sa.Column[Any], more: tuple[Group, ...] = ()
    ) -> ColumnElement[bool]:
        """Whether a text or what is kept as JSON, which is ASCII, holds one of the groups."""
        place: Any = func.strpos if connection.dialect.name == "postgresql" else func.instr
        is_json = isinstance(column.type, sa.JSON)
        words = sa.cast(column, sa.Text) if is_json else column

        def holds(sign: str) -> ColumnElement[bool]:
            found: ColumnElement[bool] = place(words, json.dumps(sign)[1:-1] if is_json else sign) > 0
            return found

        return or_(sa.false(), *(and_(*map(holds, group)) for group in (*self.groups, *more)))

    @property
    def certain(self) -> Signs:
        """Without what may stand in a text by chance: enough to look there, too little to take the text away."""
        groups = (
            group
            for group in self.groups
            if min(map(len, group)) >= SHORTEST and sum(map(len, group)) >= CERTAIN
        )
        return replace(self, groups=tuple(groups))

    def with_ids(self) -> tuple[Group, ...]:
        return tuple((id,) for id in self.ids)


def signs_of(connection: Connection, patient_id: str) -> Signs:
    """Asked before anything is erased."""
    patients, numbers = metadata.tables["patient"], metadata.tables["identifier"]
    who = connection.execute(select(patients).where(patients.c.id == patient_id)).mappings().one()
    values = connection.scalars(select(numbers.c.value).where(numbers.c.patient_id == patient_id))
    alone = [(one,) for one in (*values, who["phone"]) if len(one) >= SHORTEST]
    together = [group for group in ((who["family"], who["given"]), tuple(who["address"])) if len(group) > 1]
    ids = [patient_id]
    for name in WITH_IDS:
        table = metadata.tables[name]
        ids += connection.scalars(select(table.c.id).where(table.c.patient_id == patient_id))
    groups = (*alone, *(group for group in together if all(group)))
    return Signs(ids=tuple(ids), groups=tuple(dict.fromkeys(groups)), family=who["family"])


def still_named(connection: Connection, patient_id: str, signs: Signs) -> Iterator[str]:
    """Where what is not kept about the patient may still name him, a sentence each: a person has to look there."""
    for table in metadata.sorted_tables:
        if table.name in NO_WORDS:
            continue
        for column in table.c:
            if found := bearing(connection, table, column, patient_id, signs):
                yield f"{found} rows of {table.name} may still name the patient in {column.name}. Look at them."


def bearing(
    connection: Connection, table: Table, column: sa.Column[Any], patient_id: str, signs: Signs
) -> int:
    """How many rows that are not the patient's bear a sign in this column."""
    if not isinstance(column.type, sa.JSON | sa.Text) or column.primary_key or column.foreign_keys:
        return 0
    alone = len(signs.family) >= SHORTEST and (table.name, column.name) in WRITTEN_BY_HAND
    named = signs.in_column(connection, column, ((signs.family,),) if alone else ())
    others = [table.c.patient_id != patient_id] if "patient_id" in table.c else []
    return connection.scalar(select(func.count()).select_from(table).where(named, *others)) or 0
