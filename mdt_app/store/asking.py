"""What every reader does alike, whichever road its rows come by: frozen things, and whose record was looked at."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from mdt_app.domain.errors import Missing
from mdt_app.domain.facts import Fact
from mdt_app.operations.work import Change, FieldChange
from mdt_app.store.mapping import EntityMapping, fact_of, mapping

if TYPE_CHECKING:
    from mdt_app.domain.worklist import Wait, Waits

E = TypeVar("E")
Row = dict[str, Any]
AT_ONCE = 500


class KeptReader(ABC):
    """The Reader of a database; rows hold each column as Python has it: days, aware moments, JSON values."""

    def __init__(self) -> None:
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
        return tuple(mapped.thing(row) for row in self._found(mapped, where, order, limit))

    @abstractmethod
    def count(self, kind: type[Any], **where: Any) -> int: ...

    def facts(self, patient_ids: Sequence[str]) -> Mapping[str, tuple[Fact, ...]]:
        """Patient id -> every fact, replaced and withdrawn ones too, in order of recording; () where there is none."""
        found: dict[str, list[Fact]] = {patient_id: [] for patient_id in patient_ids}
        wanted = list(found)
        for start in range(0, len(wanted), AT_ONCE):
            for row in self._fact_rows(wanted[start : start + AT_ONCE]):
                found[row["patient_id"]].append(fact_of(row))
        return {patient_id: tuple(facts) for patient_id, facts in found.items()}

    def note(self, listing_id: str, name: str) -> str:
        return self.notes((listing_id,)).get((listing_id, name), "")

    @abstractmethod
    def note_updates(self, listing_id: str, name: str) -> tuple[bytes, ...]: ...

    @abstractmethod
    def letter_file(self, letter_id: str, part: str) -> bytes:
        """The stored bytes of an issued letter. Raises `Missing`."""

    @abstractmethod
    def notes(self, listing_ids: Sequence[str]) -> Mapping[tuple[str, str], str]: ...

    @abstractmethod
    def versions(self, kind: type[Any], id: str) -> Mapping[str, int]:
        """How often each field of a thing was written; a field not in it has version 0, as all of one not there yet."""

    @abstractmethod
    def case_version(self, case_id: str) -> int:
        """How often the case was written. Raises `Missing`."""

    @abstractmethod
    def patients_naming(self, person_id: str) -> tuple[str, ...]:
        """Ids of the patients of whom a fact, standing or not, names this person as a holder of care."""

    @abstractmethod
    def letters_still_due(self) -> tuple[str, ...]:
        """Ids of the issued letters that somebody whom they are due to did not get yet."""

    @abstractmethod
    def corrected_since_issuing(self) -> Mapping[str, tuple[str, ...]]:
        """Issued letter's id -> ids of the facts of its patient that correct another one and came after it."""

    @abstractmethod
    def facts_since_issuing(self, letter_id: str) -> Mapping[str, str]:
        """Each fact of its patient that came after a letter was issued -> what it corrects, in order of arrival."""

    @abstractmethod
    def search(self, text: str, limit: int = 50) -> tuple[str, ...]: ...

    @abstractmethod
    def waiting(
        self, day: date, made_by: str, first: Collection[str], shown: int
    ) -> Mapping[Waits, tuple[int, tuple[str, ...]]]:
        """List -> how many are on it, and the ids of at most `shown`: those of `first`, then who waits longest.

        As kept for that day by those rules; who is not looked through yet is not in it.
        """

    @abstractmethod
    def waits_of(
        self, day: date, made_by: str, patient_ids: Collection[str]
    ) -> Mapping[str, tuple[Wait, ...]]:
        """Patient id -> what waits about each of these, as kept for that day by those rules."""

    @abstractmethod
    def not_looked_through(self, day: date, made_by: str, limit: int) -> Mapping[str, int]:
        """Patient id -> length of the chain of those whose standing is missing or older than their record."""

    @abstractmethod
    def remembered(self, key: str) -> str:
        """What the database says about itself under that key; "" where nothing."""

    def changes(self, *, patient_id: str = "", case_id: str = "", entity_id: str = "") -> tuple[Change, ...]:
        """The recorded changes in order of commit within each chain."""
        given = {"patient_id": patient_id, "case_id": case_id, "entity_id": entity_id}
        asked = {name: value for name, value in given.items() if value}
        return tuple(map(change_of, self._change_rows(asked, ("chain", "position"))))

    def changes_of_command(self, command_id: str) -> tuple[Change, ...]:
        return tuple(map(change_of, self._change_rows({"command_id": command_id}, ("place",))))

    def carried_out(self, command_id: str) -> tuple[Change, ...] | None:
        """The changes of a command that was already carried out, None when it was not."""
        return self.changes_of_command(command_id) if self._is_known(command_id) else None

    def log_read(self, patient_id: str, what: str) -> None:
        """Remembered when the reader closes, also where a unit of work is given up."""
        self.reads.append((patient_id, what))

    def _row(self, mapped: EntityMapping[Any], id: str) -> Row:
        rows = self._found(mapped, {"id": id}, (), 0)
        if not rows:
            raise Missing(f"There is no {mapped.entity} with the id {id}.")
        return rows[0]

    @abstractmethod
    def _found(
        self, mapped: EntityMapping[Any], where: Mapping[str, Any], order: Sequence[str], limit: int
    ) -> Sequence[Row]:
        """The rows of things whose fields equal `where`, at most `limit` of them (0: all)."""

    @abstractmethod
    def _fact_rows(self, patient_ids: Sequence[str]) -> Sequence[Row]:
        """The rows of `FACT_FIELDS` in order of recording."""

    @abstractmethod
    def _change_rows(self, where: Mapping[str, str], order: Sequence[str]) -> Sequence[Row]: ...

    @abstractmethod
    def _is_known(self, command_id: str) -> bool: ...


def no_letter_file(letter_id: str, part: str) -> Missing:
    return Missing(f"The letter {letter_id} has no stored {part}.")


def kept_bytes(letter_id: str, part: str, content: bytes) -> bytes:
    """The stored bytes. Raises `Missing` where they were erased."""
    if not content:
        raise Missing(f"The stored {part} of the letter {letter_id} was erased with the patient's record.")
    return bytes(content)


def values_of(mapped: EntityMapping[Any], where: Mapping[str, Any]) -> dict[str, Any]:
    """The values asked for, as columns hold them. Raises TypeError for a field that is not there."""
    keeps = {field.name: field.keep for field in mapped.fields}
    for name in where:
        if name not in keeps:
            raise TypeError(f"{mapped.entity} has no field {name}")
    return {
        name: [keeps[name](one) for one in value] if isinstance(value, tuple | list) else keeps[name](value)
        for name, value in where.items()
        if value is not None
    }


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
