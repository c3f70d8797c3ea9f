"""A patient is read with all that is said of him, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from mdt_app.domain.facts import Kind
from mdt_app.domain.incoming import IncomingFact, IncomingPatient
from mdt_app.domain.payloads import Answer, CareHolder, Carer, Event, Faith, Language, Payload
from mdt_app.exchange import fact_codes, identifiers, people
from mdt_app.exchange.bundle import Reading, Resource, When, span
from mdt_app.exchange.dates import Said, said
from mdt_app.exchange.values import Json, codings, extension, said_in, table, tables, text, yes_or_no

_GENERAL_PRACTITIONER = "general practitioner"


@dataclass(slots=True)
class Who:
    """One Patient resource and the resources that speak of it."""

    resource: Resource
    mine: list[Resource] = field(default_factory=list)


def read_patient(who: Who, reading: Reading) -> IncomingPatient | None:
    """Who it is and what the Patient resource itself states; None (and a warning) for one without a name."""
    data = who.resource.data
    family, given, _ = people.name_of(data)
    if not family:
        reading.warnings.say(
            f"{who.resource.origin} has no name and is left out with all that is said of it."
        )
        return None
    born = _birth(who.resource, reading)
    since = born or _earliest(who.mine) or (reading.undated.first if reading.undated else None)
    facts = list(_death(who.resource, reading))
    if since is not None:
        facts += _standing(who, reading, When(since))
    stated = frozenset(_stated_with_its_date(who.mine))
    return IncomingPatient(
        family=family,
        given=given,
        birth_date=born,
        sex=text(data.get("gender")),
        address=people.address_of(data),
        phone=people.phone_of(data),
        identifiers=tuple(identifiers.of_patient(who.resource, reading.warnings)),
        facts=tuple(fact for fact in facts if _gist(fact.kind, fact.payload) not in stated),
        origin=who.resource.origin,
    )


def _stated_with_its_date(mine: list[Resource]) -> Iterator[tuple[Kind, str]]:
    """What Observations state of the patient and date; a field that FHIR leaves undated then only repeats it."""
    for one in mine:
        found = fact_codes.said_of(one.data) if one.type == "Observation" else None
        if found is not None:
            yield _gist(*found)


def _gist(kind: Kind, payload: Payload) -> tuple[Kind, str]:
    """What makes two statements of a kind the same one."""
    if isinstance(payload, Language):
        return kind, payload.code
    if isinstance(payload, Carer | CareHolder):
        return kind, payload.name
    if isinstance(payload, Faith):
        return kind, payload.text
    return kind, str(payload.value) if isinstance(payload, Answer) else ""


def _birth(resource: Resource, reading: Reading) -> date | None:
    born = said(resource.data.get("birthDate"))
    if born is not None and born.partial:
        fate = f"only {resource.data['birthDate']} is given as birth date; its first day is used"
        reading.warnings.alike("Patient", fate, resource.origin)
    return born.first if born else None


def _earliest(mine: list[Resource]) -> date | None:
    stems = ("effective", "onset", "performed", "started", "period", "authored", "recordedDate")
    found: list[Said | None] = [span(one.data, stem)[0] for one in mine for stem in stems]
    return min((one.first for one in found if one), default=None)


def _death(resource: Resource, reading: Reading) -> Iterator[IncomingFact]:
    died = said(resource.data.get("deceasedDateTime"))
    if died is None and not yes_or_no(resource.data.get("deceasedBoolean")):
        return
    when = reading.when(resource, died)
    if when is not None:
        yield reading.fact(resource, Kind.DEATH, Event(), replace(when, recorded_on=None), "deceased")


def _standing(who: Who, reading: Reading, since: When) -> Iterator[IncomingFact]:
    """What FHIR holds without a date (language, interpreter, GP, carer) counts from birth: as far back as can be."""
    resource = who.resource
    for tag, preferred in _languages(resource.data):
        yield reading.fact(
            resource, Kind.LANGUAGE, Language(code=tag, preferred=preferred), since, f"language-{tag}"
        )
    asked = yes_or_no(extension(resource.data, "patient-interpreterRequired").get("valueBoolean"))
    if asked is not None:
        yield reading.fact(resource, Kind.INTERPRETER_NEEDED, Answer(value=asked), since, "interpreter")
    faith = said_in(extension(resource.data, "patient-religion").get("valueCodeableConcept"))
    if faith:
        yield reading.fact(resource, Kind.FAITH, Faith(text=faith), since, "religion")
    for place, reference in enumerate(tables(resource.data.get("generalPractitioner")), 1):
        holder = _holder(reference, resource, reading)
        if holder is not None:
            suffix = f"general-practitioner-{place}"
            yield reading.fact(resource, Kind.CARE_HOLDER, holder, since, suffix)
    for one in who.mine:
        if one.type == "RelatedPerson":
            yield from _carer(one, reading, since)


def _languages(data: Json) -> Iterator[tuple[str, bool]]:
    """(BCP 47 tag, preferred), each once; a language is preferred when it is the only one."""
    given = tables(data.get("communication"))
    seen = set()
    for one in given:
        concept = one.get("language")
        tag = next((code for _, code, _ in codings(concept) if code), said_in(concept))
        if tag and tag not in seen:
            seen.add(tag)
            yield tag, bool(yes_or_no(one.get("preferred"))) or len(given) == 1


def _holder(reference: Json, resource: Resource, reading: Reading) -> CareHolder | None:
    target = reading.follow(reference, resource)
    if target is None:
        name = text(reference.get("display"))
        if not name:
            reading.warnings.alike("Patient", "the general practitioner is not in the file", resource.origin)
        return CareHolder(level="primary", name=name, role=_GENERAL_PRACTITIONER) if name else None
    person = people.behind(target, reading)
    houses = [target, *reading.roles_of(person)]
    house = next(filter(None, (reading.follow(one.data.get("organization"), one) for one in houses)), None)
    name = people.said_name(person.data)
    if not name:
        return None
    return CareHolder(
        level="primary",
        name=name,
        role=_GENERAL_PRACTITIONER,
        organisation=people.said_name(house.data) if house else "",
        phone=people.phone_of(person.data) or people.phone_of(target.data),
        address=people.address_of(person.data) or (people.address_of(house.data) if house else ()),
    )


def _carer(one: Resource, reading: Reading, since: When) -> Iterator[IncomingFact]:
    name = people.said_name(one.data)
    if not name or yes_or_no(one.data.get("active")) is False:
        return
    start, end = span(one.data, "period")
    when = reading.when(one, start, end) if start else since
    if when is not None:
        relation = "; ".join(filter(None, (said_in(held) for held in tables(one.data.get("relationship")))))
        carer = Carer(name=name, relation=relation, phone=people.phone_of(one.data))
        yield reading.fact(one, Kind.CARER, carer, when)


def general_practitioners(reading: Reading) -> frozenset[str]:
    """The origins of everyone whom a Patient of the file names as general practitioner."""
    found = set()
    for patient in reading.of_type("Patient"):
        for reference in tables(patient.data.get("generalPractitioner")):
            target = reading.follow(reference, patient)
            if target is not None:
                found.add(people.behind(target, reading).origin)
    return frozenset(found)


def subject_of(resource: Resource, reading: Reading) -> tuple[Resource | None, bool]:
    """(the Patient spoken of, whether one is named at all)."""
    data = resource.data
    named = [
        data.get(name) for name in ("subject", "patient", "for") if table(data.get(name)).get("reference")
    ]
    named += [
        actor
        for actor in (one.get("actor") for one in tables(data.get("participant")))
        if "Patient/" in text(table(actor).get("reference")) or _is_patient(reading.follow(actor, resource))
    ]
    for reference in named:
        target = reading.follow(reference, resource)
        if _is_patient(target):
            return target, True
    return None, bool(named)


def _is_patient(target: Resource | None) -> bool:
    return target is not None and target.type == "Patient"
