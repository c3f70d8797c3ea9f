"""Whom a letter names comes from the directory, with title, sex and number, wherever the directory knows the name."""

from __future__ import annotations

from dataclasses import replace

from mdt_app.domain.decisions import Recommendation
from mdt_app.domain.holders import holders
from mdt_app.domain.letters.parts import Holder
from mdt_app.domain.letters.record import LetterRecord
from mdt_app.domain.payloads import CareHolder
from mdt_app.domain.people import CareLevel, Person


def short_name(person: Person) -> str:
    """As colleagues say it: "Prof. Wiśniewska", "Lieve De Smet", "Palliative home-care team"."""
    if person.title:
        return f"{person.title.split()[0]} {person.family}"
    return person.name


def person_holder(person: Person) -> Holder:
    return Holder(
        name=person.name,
        short=short_name(person),
        discipline=person.discipline,
        phone=person.phone,
        family=person.family,
        sex=person.sex,
    )


def named_holder(one: LetterRecord, name: str) -> Holder:
    """Who is meant by a name as typed or recorded, "Prof. Maes": somebody of the directory where just one is."""
    plain = name.strip().casefold()
    found = [
        person
        for person in one.people.values()
        if plain in (person.name.casefold(), short_name(person).casefold())
    ]
    return person_holder(found[0]) if len(found) == 1 else Holder(name=name.strip(), short=name.strip())


def holder_of(one: LetterRecord, level: str) -> Holder | None:
    """Who holds a level of care for the patient; an oncologist without a number is reached at the board's."""
    found = holders(one.record).get(level)
    if found is None:
        return None
    holder = care_holder(one, found)
    return reachable(one, holder) if level == CareLevel.SECONDARY else holder


def care_holder(one: LetterRecord, found: CareHolder) -> Holder:
    """A holder of care, completed from the directory where the person is in it.

    The record brings each holder with the number to ring (`domain.reaching`), the same that the patient's page shows.
    """
    person = one.people.get(found.person_id)
    known = person_holder(person) if person else None
    return Holder(
        name=known.name if known else found.name,
        short=known.short if known else found.name,
        discipline=known.discipline if known else found.role,
        phone=found.phone or (known.phone if known else ""),
        family=known.family if known else "",
        sex=known.sex if known else "",
    )


def owner_of(one: LetterRecord, recommendation: Recommendation) -> Holder | None:
    """Who carries a recommendation out, or None where nobody was named."""
    person = one.people.get(recommendation.owner_id)
    if person is not None:
        return person_holder(person)
    name = recommendation.owner.strip()
    return Holder(name=name, short=name) if name else None


def belongs_to(one: LetterRecord, recommendation: Recommendation, level: str) -> bool:
    """Whether a recommendation's owner is the one who holds this level of care."""
    found = holders(one.record).get(level)
    if found is None:
        return False
    if recommendation.owner_id and found.person_id:
        return recommendation.owner_id == found.person_id
    return named(recommendation.owner, found)


def named(owner: str, found: CareHolder) -> bool:
    return bool(owner.strip()) and owner.strip().casefold() == found.name.strip().casefold()


def reachable(one: LetterRecord, owner: Holder | None) -> Holder | None:
    """The owner with a number to ring: the board's own where none is on file."""
    if owner is None or owner.phone:
        return owner
    return replace(owner, phone=one.board.letterhead.day_phone)
