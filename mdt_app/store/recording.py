"""What a unit of work wrote is gathered per thing and becomes one recorded change for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from mdt_app.operations.commands import Command, new_id
from mdt_app.store.chains import chain_of


@dataclass(slots=True)
class Written:
    """One thing that was written: whom it concerns, and each field's value before and after."""

    entity: str
    entity_id: str
    patient_id: str
    case_id: str
    board_id: str
    values: dict[str, tuple[Any, Any]] = field(default_factory=dict)


class Recording:
    """The writes of one unit of work, in order of first touch."""

    def __init__(self) -> None:
        self._things: dict[tuple[str, str], Written] = {}

    def add(self, entity: str, row: Mapping[str, Any], values: Mapping[str, tuple[Any, Any]]) -> None:
        """Remembers values as (old, new) JSON; writing the same field again keeps the first old value."""
        if not values:
            return
        patient_id, case_id, board_id = (
            str(row.get(name) or "") for name in ("patient_id", "case_id", "board_id")
        )
        written = self._things.setdefault(
            (entity, row["id"]), Written(entity, row["id"], patient_id, case_id, board_id)
        )
        for name, (old, new) in values.items():
            first = written.values[name][0] if name in written.values else old
            written.values[name] = (first, new)

    def cite(self, entity: str, row: Mapping[str, Any], name: str, number: int, digest: str) -> None:
        """Remembers that an update was added to a shared text: its number and hash, never the text again."""
        written = self._things.get((entity, row["id"]))
        _, cited = written.values.get(name, (None, None)) if written else (None, None)
        numbers = [*(cited["updates"] if cited else ()), number]
        digests = [*(cited["sha256"] if cited else ()), digest]
        self.add(entity, row, {name: (None, {"updates": numbers, "sha256": digests})})

    def things(self) -> tuple[Written, ...]:
        return tuple(self._things.values())

    def case_ids(self) -> list[str]:
        return sorted({one.case_id for one in self._things.values() if one.case_id})

    def patient_id(self) -> str:
        """The one patient about whom all of it is; "" where there are several or none."""
        about = {one.patient_id for one in self._things.values() if one.patient_id}
        return about.pop() if len(about) == 1 else ""

    def patient_ids_of(self, *entities: str) -> list[str]:
        return sorted({one.patient_id for one in self._things.values() if one.entity in entities})

    def rows(self, command: Command, cases: Mapping[str, tuple[int, str]]) -> Iterator[dict[str, Any]]:
        """The change rows before they are chained; `cases` gives each case's new version and its board."""
        for place, one in enumerate(self._things.values()):
            version, board_id = cases.get(one.case_id, (0, ""))
            board = one.board_id or board_id
            yield {
                "id": new_id(),
                "chain": chain_of(one.patient_id, board),
                "entity": one.entity,
                "entity_id": one.entity_id,
                "patient_id": one.patient_id,
                "case_id": one.case_id,
                "board_id": board,
                "command_id": command.id,
                "place": place,
                "command": type(command).__name__,
                "actor": command.actor,
                "at": command.at,
                "version": version,
                "names": list(one.values),
                "contents": {name: list(pair) for name, pair in one.values.items()},
            }
