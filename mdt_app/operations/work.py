"""What an operation may ask of the store: read and put frozen things, then commit once and get the changes back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from mdt_app.domain.accounts import Account, Right
from mdt_app.domain.facts import Fact
from mdt_app.operations.commands import Command

if TYPE_CHECKING:
    from mdt_app.domain.letters.letter import Letter
    from mdt_app.domain.worklist import Wait, Waits

E = TypeVar("E")


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field of one thing, as JSON values. Both are None once erased."""

    name: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One recorded write. `version` is the case's version after the commit that it belongs to, 0 without a case."""

    id: str
    entity: str
    entity_id: str
    patient_id: str
    case_id: str
    board_id: str
    fields: tuple[FieldChange, ...]
    command_id: str
    command: str
    actor: str
    at: datetime
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What waits about one patient; `position` is how long his chain of changes was when it was computed."""

    patient_id: str
    position: int
    waits: tuple[Wait, ...]


class Reader(Protocol):
    """Reading what is kept, at one moment. Things are frozen dataclasses of the domain, found by their fields."""

    def get(self, kind: type[E], id: str) -> E:
        """The thing of that id. Raises `Missing`."""
        ...

    def find(
        self, kind: type[E], *, order: Sequence[str] = (), limit: int = 0, **where: Any
    ) -> tuple[E, ...]:
        """All things whose fields equal `where` (a tuple or list value means: one of these), in `order`."""
        ...

    def count(self, kind: type[Any], **where: Any) -> int: ...

    def facts(self, patient_ids: Sequence[str]) -> Mapping[str, tuple[Fact, ...]]:
        """Patient id -> every fact, replaced and withdrawn ones too, in order of recording; () where there is none."""
        ...

    def note(self, listing_id: str, name: str) -> str:
        """The plain text of a shared text ("discussion", "decision"); "" where nobody wrote yet."""
        ...

    def note_updates(self, listing_id: str, name: str) -> tuple[bytes, ...]:
        """The merge library's updates of a shared text, in order."""
        ...

    def letter_file(self, letter_id: str, part: str) -> bytes:
        """The stored bytes of an issued letter (a `LetterPart`). Raises `Missing`."""
        ...

    def notes(self, listing_ids: Sequence[str]) -> Mapping[tuple[str, str], str]:
        """(listing id, name) -> plain text, for many listings at once."""
        ...

    def versions(self, kind: type[Any], id: str) -> Mapping[str, int]:
        """How often each field of a thing was written; a field not in it has version 0."""
        ...

    def case_version(self, case_id: str) -> int: ...

    def patients_naming(self, person_id: str) -> tuple[str, ...]:
        """Ids of the patients of whom a fact, standing or not, names this person as a holder of care."""
        ...

    def search(self, text: str, limit: int = 50) -> tuple[str, ...]:
        """Ids of patients whose names, birth date or numbers begin with each word of `text`, best first."""
        ...

    def remembered(self, key: str) -> str:
        """What the database says of itself under that key ("id" is its own); "" where nothing."""
        ...

    def letters_still_due(self) -> tuple[str, ...]:
        """Ids of the issued letters that somebody whom they are due to did not get yet."""
        ...

    def corrected_since_issuing(self) -> Mapping[str, tuple[str, ...]]:
        """Issued letter's id -> ids of the facts of its patient that correct another one and came on record after it
        was issued, in order of arrival; only letters of which there are any."""
        ...

    def facts_since_issuing(self, letter_id: str) -> Mapping[str, str]:
        """Each fact of its patient that came on record after a letter was issued, whatever day it names -> what it
        corrects, "" for nothing; ids, in order of arrival."""
        ...

    def changes(self, *, patient_id: str = "", case_id: str = "", entity_id: str = "") -> tuple[Change, ...]:
        """The recorded changes in order of commit."""
        ...

    def waiting(
        self, day: date, made_by: str, first: Collection[str], shown: int
    ) -> Mapping[Waits, tuple[int, tuple[str, ...]]]:
        """List -> how many are on it, and the ids of at most `shown`: those of `first`, then who waits longest.

        As kept for that day by those rules; who is not looked through yet is not in it.
        """
        ...

    def waits_of(
        self, day: date, made_by: str, patient_ids: Collection[str]
    ) -> Mapping[str, tuple[Wait, ...]]:
        """Patient id -> what waits about each of these, as kept for that day by those rules."""
        ...

    def not_looked_through(self, day: date, made_by: str, limit: int) -> Mapping[str, int]:
        """Patient id -> length of the chain of those whose standing is missing or older than their record."""
        ...

    def carried_out(self, command_id: str) -> tuple[Change, ...] | None:
        """The changes of a command that was already carried out, None when it was not."""
        ...

    def log_read(self, patient_id: str, what: str) -> None:
        """Remember that this account looked at that patient (its own stream)."""
        ...


class Work(Reader, Protocol):
    """One unit of work: everything put is written at `commit` or not at all."""

    @property
    def account(self) -> Account: ...

    @property
    def command(self) -> Command: ...

    def require(self, right: Right) -> None:
        """Raises `Refused` when the account lacks the right."""
        ...

    def lock_accounts(self) -> None:
        """Take the accounts alone and look again who acts; ask for rights and read accounts after this, not before."""
        ...

    def lock_meeting(self, meeting_id: str, *, exclusive: bool = False) -> None:
        """Share the meeting's row with other writers, or take it alone (closing)."""
        ...

    def lock_letter(self, letter_id: str) -> None:
        """Take a letter alone, so that two desks do not both act on it; read it after this, not before."""
        ...

    def lock_patient(self, patient_id: str) -> None:
        """Take a patient's record alone: no desk corrects it meanwhile; read its facts after this, not before."""
        ...

    def put(self, thing: Any) -> None:
        """Insert, or update what differs; each differing field is recorded and its version goes up by one."""
        ...

    def record(self, thing: Any, **deeds: str) -> None:
        """Record what was done about a thing that no field of it keeps, each deed under the name of what it touched."""
        ...

    def add_fact(self, fact: Fact) -> bool:
        """Keep a fact; False when the same source already said exactly that."""
        ...

    def append_note(self, listing_id: str, name: str, update: bytes) -> str:
        """Add one update of the merge library to a shared text; gives the new plain text."""
        ...

    def keep_letter_file(self, letter: Letter, part: str, content: bytes) -> str:
        """Store a part of a letter, once and for ever; gives its SHA-256. Raises `Refused` where it is there."""
        ...

    def next_number(self, prefix: str) -> int:
        """The next number of a series (case numbers), without holes and without doubles."""
        ...

    def commit(self) -> tuple[Change, ...]:
        """Write everything; a command already carried out changes nothing and gives its changes again."""
        ...


OpenWork = Callable[[Command], AbstractContextManager[Work]]
OpenReader = Callable[[], AbstractContextManager[Reader]]
Observer = Callable[[tuple[Change, ...]], None]
