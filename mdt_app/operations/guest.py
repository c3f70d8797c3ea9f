"""A guest, as a family doctor or home care, sees the patients whose care is in the hands of the guest's person.

A guest is shown these patients and the meetings where they are listed; the directory and the boards are for all.

That is order, not a wall: whoever holds a local file and a password of it, or a role on a server, could ask the
engine itself. So a guest's account is offered on a local file alone, where no other account is walled off either.
A guest's role has no right to write.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields
from datetime import date
from functools import cached_property
from typing import Any, TypeVar, cast

from mdt_app.domain.accounts import Account
from mdt_app.domain.agenda import Listing, Meeting
from mdt_app.domain.cases import Case
from mdt_app.domain.errors import Missing, Refused
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.holders import holder_facts
from mdt_app.domain.letters.letter import Letter
from mdt_app.domain.payloads import CareHolder
from mdt_app.domain.record import Record
from mdt_app.domain.worklist import Wait, Waits
from mdt_app.operations.work import Change, Reader

E = TypeVar("E")
ALL = 1_000_000_000
"""More than any list holds: what is asked for is cut only after the others' patients are left out."""


def is_held_by(record: Record, person_id: str) -> bool:
    """Whether a person holds a level of the patient's care, or one task of it."""
    named = [one.payload for one in record.of(Kind.CARE_HOLDER) if isinstance(one.payload, CareHolder)]
    standing = [fact for task in {one.task for one in named} for fact in holder_facts(record, task).values()]
    return any(isinstance(one.payload, CareHolder) and one.payload.person_id == person_id for one in standing)


def is_about_patients(kind: type[Any]) -> bool:
    """Every row about a patient bears the patient's id."""
    return any(one.name == "patient_id" for one in fields(kind))


class GuestReader:
    """Gives what is about no patient, and the guest's own patients. Lists leave the others out; asked for by its id,
    another patient's thing is refused."""

    def __init__(self, reader: Reader, account: Account, on: date) -> None:
        self._reader, self._account, self._on = reader, account, on

    @cached_property
    def _own(self) -> frozenset[str]:
        person_id = self._account.person_id
        if not person_id:
            return frozenset()
        facts = self._reader.facts(self._reader.patients_naming(person_id))
        return frozenset(id for id, told in facts.items() if is_held_by(Record(told, self._on), person_id))

    @cached_property
    def _meetings(self) -> frozenset[str]:
        """Of the meetings those where an own patient is listed; of the others a guest would see an empty agenda."""
        return frozenset(one.meeting_id for one in self.find(Listing))

    def get(self, kind: type[E], id: str) -> E:
        thing = self._reader.get(kind, id)
        if is_about_patients(kind):
            self._require((cast(Any, thing).patient_id,))
        if kind is Meeting and id not in self._meetings:
            raise self._refusal("meetings with a patient")
        return thing

    def find(
        self, kind: type[E], *, order: Sequence[str] = (), limit: int = 0, **where: Any
    ) -> tuple[E, ...]:
        return self._reader.find(kind, order=order, limit=limit, **self._narrowed(kind, where))

    def count(self, kind: type[Any], **where: Any) -> int:
        return self._reader.count(kind, **self._narrowed(kind, where))

    def facts(self, patient_ids: Sequence[str]) -> Mapping[str, tuple[Fact, ...]]:
        self._require(patient_ids)
        return self._reader.facts(patient_ids)

    def letter_file(self, letter_id: str, part: str) -> bytes:
        self.get(Letter, letter_id)
        return self._reader.letter_file(letter_id, part)

    def note(self, listing_id: str, name: str) -> str:
        self.get(Listing, listing_id)
        return self._reader.note(listing_id, name)

    def note_updates(self, listing_id: str, name: str) -> tuple[bytes, ...]:
        self.get(Listing, listing_id)
        return self._reader.note_updates(listing_id, name)

    def notes(self, listing_ids: Sequence[str]) -> Mapping[tuple[str, str], str]:
        return self._reader.notes([one.id for one in self.find(Listing, id=listing_ids)])

    def versions(self, kind: type[Any], id: str) -> Mapping[str, int]:
        with suppress(Missing):
            self.get(kind, id)
        return self._reader.versions(kind, id)

    def case_version(self, case_id: str) -> int:
        self.get(Case, case_id)
        return self._reader.case_version(case_id)

    def patients_naming(self, person_id: str) -> tuple[str, ...]:
        return self._among_own(self._reader.patients_naming(person_id))

    def remembered(self, key: str) -> str:
        return self._reader.remembered(key)

    def letters_still_due(self) -> tuple[str, ...]:
        return tuple(one.id for one in self.find(Letter, id=self._reader.letters_still_due()))

    def corrected_since_issuing(self) -> Mapping[str, tuple[str, ...]]:
        found = self._reader.corrected_since_issuing()
        return {one.id: found[one.id] for one in self.find(Letter, id=list(found))}

    def facts_since_issuing(self, letter_id: str) -> Mapping[str, str]:
        self.get(Letter, letter_id)
        return self._reader.facts_since_issuing(letter_id)

    def search(self, text: str, limit: int = 50) -> tuple[str, ...]:
        return self._among_own(self._reader.search(text, ALL))[:limit]

    def changes(self, *, patient_id: str = "", case_id: str = "", entity_id: str = "") -> tuple[Change, ...]:
        found = self._reader.changes(patient_id=patient_id, case_id=case_id, entity_id=entity_id)
        return self._told(found)

    def waiting(
        self, day: date, made_by: str, first: Collection[str], shown: int
    ) -> Mapping[Waits, tuple[int, tuple[str, ...]]]:
        found = self._reader.waiting(day, made_by, first, ALL)
        own = {kind: self._among_own(ids) for kind, (_, ids) in found.items()}
        return {kind: (len(ids), ids[:shown]) for kind, ids in own.items() if ids}

    def waits_of(
        self, day: date, made_by: str, patient_ids: Collection[str]
    ) -> Mapping[str, tuple[Wait, ...]]:
        return self._reader.waits_of(day, made_by, self._among_own(patient_ids))

    def not_looked_through(self, day: date, made_by: str, limit: int) -> Mapping[str, int]:
        found = self._reader.not_looked_through(day, made_by, ALL)
        return {id: found[id] for id in self._among_own(found)[:limit]}

    def carried_out(self, command_id: str) -> tuple[Change, ...] | None:
        found = self._reader.carried_out(command_id)
        return None if found is None else self._told(found)

    def log_read(self, patient_id: str, what: str) -> None:
        self._reader.log_read(patient_id, what)

    def _narrowed(self, kind: type[Any], where: Mapping[str, Any]) -> dict[str, Any]:
        """The same question about the guest's own patients, and their meetings, alone."""
        if is_about_patients(kind):
            name, own = "patient_id", self._own
        elif kind is Meeting:
            name, own = "id", self._meetings
        else:
            return dict(where)
        asked = where.get(name, own)
        wanted = (asked,) if isinstance(asked, str) else asked
        return {**where, name: sorted(own.intersection(wanted))}

    def _among_own(self, patient_ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(one for one in patient_ids if one in self._own)

    def _told(self, changes: Iterable[Change]) -> tuple[Change, ...]:
        return tuple(one for one in changes if not one.patient_id or one.patient_id in self._own)

    def _require(self, patient_ids: Iterable[str]) -> None:
        if not self._own.issuperset(patient_ids):
            raise self._refusal("patients")

    def _refusal(self, what: str) -> Refused:
        return Refused(
            f"The account {self._account.user} is a guest's: it sees only {what} in the care of its person."
        )
