"""The patient and those around him in FHIR's own fields, as they stand on the day; the dated facts go beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.outgoing import OutgoingPatient
from mdt_app.domain.payloads import Answer, CareHolder, Carer, Faith, Language
from mdt_app.domain.people import Person
from mdt_app.domain.record import Record
from mdt_app.exchange.codes import SNOMED, VALUE
from mdt_app.exchange.outgoing.elements import coding, concept, day, filled, iso, place, safe_id
from mdt_app.exchange.values import Json

_HL7 = "http://hl7.org/fhir/StructureDefinition"
_RIZIV = "https://www.ehealth.fgov.be/standards/fhir/core/NamingSystem/nihdi"
_NAMED_BY_RESOURCE = re.compile(r"(Practitioner|Organization)/([A-Za-z0-9\-.]{1,64})")
_TUMOUR_BOARD = "720006006"


def patient(one: OutgoingPatient, record: Record) -> Json:
    """The Patient resource; `record` is his record on the day of sending."""
    said = one.patient
    numbers = [
        filled(system="" if number.system.startswith("born ") else number.system, value=number.value)
        for number in one.identifiers
    ]
    extensions = [*_interpreter(record), *_religion(record)]
    return filled(
        resourceType="Patient",
        id=safe_id(said.id),
        extension=extensions,
        identifier=numbers,
        name=[_name(said.family, said.given)],
        telecom=_phone(said.phone),
        gender=said.sex if said.sex in ("male", "female", "other", "unknown") else "",
        birthDate=iso(said.birth_date),
        deceasedDateTime=day(record.death) if record.death else "",
        address=[{"line": list(said.address)}] if said.address else [],
        communication=list(_languages(record)),
        generalPractitioner=[_general_practitioner(one, fact) for fact in _primary(record)],
    )


def _name(family: str, given: str = "", title: str = "") -> Json:
    prefix = [title] if title else []
    return filled(use="official", family=family, given=[given] if given else [], prefix=prefix)


def _phone(*numbers: str) -> list[Json]:
    return [{"system": "phone", "value": number} for number in numbers if number]


def _interpreter(record: Record) -> Iterator[Json]:
    fact = record.newest(Kind.INTERPRETER_NEEDED)
    if fact is not None and isinstance(fact.payload, Answer):
        yield {"url": f"{_HL7}/patient-interpreterRequired", "valueBoolean": fact.payload.value}


def _religion(record: Record) -> Iterator[Json]:
    fact = record.newest(Kind.FAITH)
    if fact is not None and isinstance(fact.payload, Faith) and fact.payload.text:
        yield {"url": f"{_HL7}/patient-religion", "valueCodeableConcept": {"text": fact.payload.text}}


def _languages(record: Record) -> Iterator[Json]:
    newest: dict[str, Language] = {}
    for fact in record.of(Kind.LANGUAGE):
        if isinstance(fact.payload, Language) and record.stands(fact):
            newest[fact.payload.code] = fact.payload
    for said in newest.values():
        language = {"coding": [coding("urn:ietf:bcp:47", said.code)]}
        yield {"language": language, "preferred": said.preferred}


def _primary(record: Record) -> list[Fact]:
    """Who holds primary care: the newest that stands."""
    named = [
        fact
        for fact in record.of(Kind.CARE_HOLDER)
        if isinstance(fact.payload, CareHolder)
        and fact.payload.level == "primary"
        and not fact.payload.task
        and record.stands(fact)
    ]
    return named[-1:]


def _general_practitioner(one: OutgoingPatient, fact: Fact) -> Json:
    assert isinstance(fact.payload, CareHolder)
    known = next((person for person in one.people if person.id == fact.payload.person_id), None)
    reference = place(*name_of(known)) if known else ""
    return filled(reference=reference, display=fact.payload.name)


def name_of(person: Person) -> tuple[str, str]:
    """(type, id) of someone of the directory; a name with nothing but a name is an organisation's or a team's."""
    is_one = person.given or person.title or person.number or person.discipline == "gp"
    kind = "Practitioner" if is_one else "Organization"
    found = _NAMED_BY_RESOURCE.fullmatch(person.source_key)
    return (kind, found[2]) if found and found[1] == kind else (kind, safe_id(person.id))


def directory(people: tuple[Person, ...]) -> Iterator[Json]:
    """Each person as Practitioner with a PractitionerRole, or as Organization."""
    for one in people:
        kind, id = name_of(one)
        address = [{"line": list(one.address)}] if one.address else []
        works = [concept("", code, VALUE) for code in (one.discipline, one.level) if code]
        if kind == "Organization":
            phones = _phone(one.phone)
            yield filled(
                resourceType=kind, id=id, name=one.family, type=works, telecom=phones, address=address
            )
            continue
        numbers = [{"system": _RIZIV, "value": one.number}] if one.number else []
        yield filled(
            resourceType=kind,
            id=id,
            identifier=numbers,
            name=[_name(one.family, one.given, one.title)],
            telecom=_phone(one.phone),
            address=address,
        )
        yield filled(
            resourceType="PractitionerRole",
            id=safe_id(f"role-{id}"),
            practitioner={"reference": place(kind, id)},
            organization={"display": one.organisation} if one.organisation else {},
            specialty=works,
        )


def carers(record: Record, subject: Json) -> Iterator[Json]:
    for fact in record.carers or ():
        said = fact.payload
        if isinstance(said, Carer) and said.name:
            yield filled(
                resourceType="RelatedPerson",
                id=safe_id(fact.id),
                patient=subject,
                relationship=[{"text": said.relation}] if said.relation else [],
                name=[{"text": said.name}],
                telecom=_phone(said.phone),
            )


def questions(one: OutgoingPatient, subject: Json) -> Iterator[Json]:
    """Each open question as a request to its board."""
    for case, board in one.questions:
        team = safe_id(case.board_id)
        yield {"resourceType": "CareTeam", "id": team, "status": "active", "name": board}
        yield filled(
            resourceType="ServiceRequest",
            id=safe_id(case.id),
            status="active",
            intent="order",
            code=concept("Tumour conference", _TUMOUR_BOARD, SNOMED),
            subject=subject,
            authoredOn=iso(case.asked_on),
            requester={"display": case.asked_by} if case.asked_by else {},
            performer=[{"reference": place("CareTeam", team), "display": board}],
            note=[{"text": case.question}] if case.question else [],
        )
