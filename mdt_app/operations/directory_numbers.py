"""What the directory says of those who hold care, as it stood on a day, and since when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from mdt_app.domain.facts import Fact
from mdt_app.domain.payloads import CareHolder
from mdt_app.domain.people import Person
from mdt_app.domain.reaching import NUMBERS, Directory, Listed, brought_up
from mdt_app.operations.work import Change, Reader


def numbers_of_holders(reader: Reader, facts: Iterable[Fact], until: date = date.max) -> Directory:
    """The numbers of everyone whom the facts name as holder of care, as the directory had them on the day `until`.

    When a number was written is looked up only for those of whom the care team says something else.
    """
    held: dict[str, set[tuple[str, ...]]] = {}
    for one in facts:
        if isinstance(one.payload, CareHolder) and one.payload.person_id:
            said = tuple(getattr(one.payload, name) for name in NUMBERS)
            held.setdefault(one.payload.person_id, set()).add(said)
    known = reader.find(Person, id=sorted(held)) if held else ()
    return {
        one.id: {name: Listed(getattr(one, name)) for name in NUMBERS}
        if held[one.id] == {tuple(getattr(one, name) for name in NUMBERS)}
        else _listed(one, reader.changes(entity_id=one.id), until)
        for one in known
    }


def up_to_date(reader: Reader, facts: tuple[Fact, ...], until: date = date.max) -> tuple[Fact, ...]:
    """The facts with each holder of care at the number to ring, as known on the day `until`."""
    return brought_up(facts, numbers_of_holders(reader, facts, until))


def _listed(person: Person, changes: Iterable[Change], until: date) -> dict[str, Listed]:
    return {name: _as_of(name, getattr(person, name), tuple(changes), until) for name in NUMBERS}


def _as_of(name: str, now: str, changes: Iterable[Change], until: date) -> Listed:
    """A number as it was written last by the day; what was written later is taken back, the newest first."""
    number = Listed(now)
    written = [(one.at.astimezone(), each) for one in changes for each in one.fields if each.name == name]
    for at, each in reversed(written):
        if at.date() <= until:
            return Listed(number.number, at)
        number = Listed(str(each.old or ""))
    return number
