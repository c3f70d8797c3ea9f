"""Patients and people are entered once; a likeness is shown, a number belongs to one. Both engines."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from operations.kit import Team

from mdt_app.domain.errors import Refused
from mdt_app.domain.people import Identifier, Patient, Person
from mdt_app.operations.commands import new_id
from mdt_app.operations.people import LONGEST_NAME, AddPatient, AddPerson, likenesses

HOSTILE = ["<b>Bold</b>", "\u200fמשה", "Łódź 👩‍⚕️", "x" * LONGEST_NAME, "O'Brien; DROP TABLE patient; --"]


def alike(team: Team, family: str, given: str, born: date | None) -> list[str]:
    with team.database.reader() as reader:
        return [one.id for one in likenesses(reader, family, given, born)]


def test_the_same_name_and_birth_date_is_a_likeness_whatever_accents_and_case(both: Team) -> None:
    patient = both.patient("Lefèvre", "Zoë")
    assert alike(both, "LEFEVRE", "  zoe ", date(1951, 3, 12)) == [patient]
    assert alike(both, "Lefèvre", "Zoë", date(1951, 3, 13)) == []
    assert alike(both, "Lefèvre", "Zora", date(1951, 3, 12)) == []


def test_nobody_is_alike_without_a_birth_date(both: Team) -> None:
    both.patient(birth_date=None)
    assert alike(both, "Peeters", "Anna", None) == []


def test_a_number_belongs_to_one_patient(both: Team) -> None:
    number = (("urn:x", "12345"),)
    first = both.patient(identifiers=number)
    with pytest.raises(Refused, match="12345 already belongs to Peeters, Anna"):
        both.patient("Claes", identifiers=number)
    assert both.find(Patient, family="Claes") == ()
    assert [one.patient_id for one in both.find(Identifier, value="12345")] == [first]
    both.patient("Claes", identifiers=(("urn:y", "12345"),))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"family": "  "}, "needs a family name"),
        ({"family": "x" * (LONGEST_NAME + 1)}, f"at most {LONGEST_NAME} characters"),
        ({"birth_date": date(2026, 10, 1) + timedelta(days=1)}, "lies in the future"),
    ],
)
def test_a_patient_who_cannot_be_is_refused(both: Team, said: dict[str, Any], words: str) -> None:
    with pytest.raises(Refused, match=words):
        both.patient(**({"family": "Peeters"} | said))
    assert both.find(Patient) == ()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_of_any_kind_is_kept_as_it_is_and_found(both: Team, name: str) -> None:
    patient = both.patient(name)
    assert both.get(Patient, patient).family == name
    with both.database.reader() as reader:
        assert patient in reader.search("Anna")


def test_a_person_is_kept_with_what_a_letter_needs(both: Team) -> None:
    id = new_id()
    both.act(
        AddPerson, person_id=id, family=" Benali ", given="Samira", title="Dr", discipline="gp", level="primary",
        address=("Kerkstraat 1", "2000 Antwerpen"), night_phone="1733", professional_number="1-2345",
    )  # fmt: skip
    found = both.get(Person, id)
    assert (found.name, found.night_phone, found.number) == ("Dr Samira Benali", "1733", "1-2345")
    with pytest.raises(Refused, match="needs a family name"):
        both.act(AddPerson, person_id=new_id(), family=" ")


def test_how_letters_go_to_a_person_is_one_of_the_ways(both: Team) -> None:
    id = new_id()
    both.act(AddPerson, person_id=id, family="Maes", letters_by="eHealthBox")
    assert both.get(Person, id).letters_by == "eHealthBox"
    with pytest.raises(Refused, match="Letters go by post, e-mail, eHealthBox"):
        both.act(AddPerson, person_id=new_id(), family="Claes", letters_by="pigeon")


def test_the_same_patient_entered_twice_by_one_command_is_one(both: Team) -> None:
    from mdt_app.operations.people import add_patient

    command = both.command(AddPatient, patient_id=new_id(), family="Maes")
    assert add_patient(command, both.database.open_work) == add_patient(command, both.database.open_work)
    assert len(both.find(Patient, family="Maes")) == 1
