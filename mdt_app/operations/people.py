"""Patients and people are entered once; a likely double is shown and never merged silently."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from mdt_app.domain.accounts import Right
from mdt_app.domain.errors import Refused
from mdt_app.domain.letters.dispatch import Way
from mdt_app.domain.people import Identifier, Patient, Person
from mdt_app.domain.plain_text import one_line
from mdt_app.operations.commands import Command, new_id
from mdt_app.operations.work import Change, OpenWork, Reader

LONGEST_NAME = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class AddPatient(Command):
    """Enter a patient by hand. `identifiers` are (system, value)."""

    offline: ClassVar[bool] = False
    patient_id: str
    family: str
    given: str = ""
    birth_date: date | None = None
    sex: str = ""
    address: tuple[str, ...] = ()
    phone: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()


def add_patient(command: AddPatient, open_work: OpenWork) -> tuple[Change, ...]:
    """Raises `Refused` without a family name, for a birth in the future, and for a number that is another's."""
    family, given = name_of(command.family), name_of(command.given)
    if not family:
        raise Refused("A patient needs a family name.")
    if command.birth_date and command.birth_date > command.at.date():
        raise Refused(f"The birth date {command.birth_date} lies in the future.")
    with open_work(command) as work:
        work.require(Right.PREPARE)
        numbers = [(system, one_line(value)) for system, value in command.identifiers]
        for system, value in numbers:
            taken = work.find(Identifier, system=system, value=value)
            if taken:
                raise Refused(
                    f"The number {value} already belongs to {work.get(Patient, taken[0].patient_id).name}."
                )
        work.put(
            Patient(
                id=command.patient_id,
                patient_id=command.patient_id,
                family=family,
                given=given,
                birth_date=command.birth_date,
                sex=command.sex,
                address=lines(command.address),
                phone=one_line(command.phone),
            )
        )
        for system, value in numbers:
            work.put(Identifier(id=new_id(), patient_id=command.patient_id, system=system, value=value))
        return work.commit()


@dataclass(frozen=True, slots=True, kw_only=True)
class AddPerson(Command):
    """Enter someone of the directory."""

    offline: ClassVar[bool] = False
    person_id: str
    family: str
    given: str = ""
    title: str = ""
    sex: str = ""
    discipline: str = ""
    level: str = ""
    organisation: str = ""
    address: tuple[str, ...] = ()
    phone: str = ""
    night_phone: str = ""
    email: str = ""
    language: str = ""
    professional_number: str = ""
    letters_by: str = ""


def add_person(command: AddPerson, open_work: OpenWork) -> tuple[Change, ...]:
    """Raises `Refused` without a name, and for a way in which no letter goes."""
    if command.letters_by not in ("", *Way):
        raise Refused(f"Letters go by {', '.join(Way)}, or no way is recorded.")
    if not one_line(command.family):
        raise Refused("A person needs a family name or the name of the team.")
    with open_work(command) as work:
        work.require(Right.PREPARE)
        work.put(
            Person(
                id=command.person_id,
                family=name_of(command.family),
                given=name_of(command.given),
                title=one_line(command.title),
                sex=command.sex,
                discipline=command.discipline,
                level=command.level,
                organisation=one_line(command.organisation),
                address=lines(command.address),
                phone=one_line(command.phone),
                night_phone=one_line(command.night_phone),
                email=one_line(command.email),
                language=command.language,
                number=one_line(command.professional_number),
                letters_by=command.letters_by,
            )
        )
        return work.commit()


def name_of(text: str) -> str:
    """A family or given name as it is kept. Raises `Refused` for one that no list and no letter can show."""
    name = one_line(text)
    if len(name) > LONGEST_NAME:
        raise Refused(f"A name has at most {LONGEST_NAME} characters.")
    return name


def lines(address: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one_line(line) for line in address)


def likenesses(reader: Reader, family: str, given: str, birth_date: date | None) -> tuple[Patient, ...]:
    """Patients of the same birth date and the same name once accents and case are put aside."""
    if birth_date is None:
        return ()
    same_day = reader.find(Patient, birth_date=birth_date, limit=200)
    name = plain(family), plain(given)
    return tuple(one for one in same_day if (plain(one.family), plain(one.given)) == name)


def plain(text: str) -> str:
    """Text without accents, case and double spaces, for comparing names."""
    flat = unicodedata.normalize("NFD", text.casefold())
    return " ".join("".join(one for one in flat if not unicodedata.combining(one)).split())
