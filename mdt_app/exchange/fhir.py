"""A set of FHIR R4 resources becomes patients: what is known is used, what is not is counted, and nothing is guessed.

The models at hand are R4B; it differs from R4 in none of the resource types used here (only in ActivityDefinition,
PlanDefinition, Evidence, DeviceDefinition, Subscription and the medicinal product types).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from mdt_app.domain.incoming import IncomingFact, IncomingPatient, IncomingPerson
from mdt_app.domain.payloads import Referral
from mdt_app.exchange import people, treatments
from mdt_app.exchange.bundle import Reading, Resource, newest_date, origin_of, told_apart, without_repeats
from mdt_app.exchange.conditions import read_condition
from mdt_app.exchange.dates import Said, said
from mdt_app.exchange.observations import read_observation
from mdt_app.exchange.patients import Who, general_practitioners, read_patient, subject_of
from mdt_app.exchange.questions import question_of
from mdt_app.exchange.values import Json, table, tables, text
from mdt_app.exchange.warnings import Warnings

_Reader = Callable[[Resource, Reading], Iterator[IncomingFact]]

READERS: dict[str, _Reader] = {
    "Condition": read_condition,
    "Observation": read_observation,
    "Procedure": treatments.read_procedure,
    "MedicationRequest": treatments.read_medication,
    "MedicationAdministration": treatments.read_medication,
    "MedicationStatement": treatments.read_medication,
    "AllergyIntolerance": treatments.read_allergy,
    "ImagingStudy": treatments.read_imaging,
    "DiagnosticReport": treatments.read_report,
    "QuestionnaireResponse": treatments.read_answers,
    "Encounter": treatments.read_encounter,
}
_SPOKEN_OF = (*READERS, "RelatedPerson", "Appointment", "ServiceRequest")
_PEOPLE = ("Practitioner", "PractitionerRole", "Organization")
_HELPING = ("Medication", "Location", "CareTeam", "HealthcareService")
_USED = frozenset(("Patient", *_SPOKEN_OF, *_PEOPLE, *_HELPING))


def valid_resources(given: Iterable[tuple[Json, str]], warnings: Warnings) -> tuple[Resource, ...]:
    """The (resource, fullUrl) pairs that are of a used type and valid, one version each; the others are counted."""
    return without_repeats(_valid(given, warnings), warnings)


def _valid(given: Iterable[tuple[Json, str]], warnings: Warnings) -> Iterator[Resource]:
    for data, url in given:
        kind = text(data.get("resourceType"))
        origin = origin_of(data, url)
        if kind not in _USED:
            warnings.unused(kind[:60] if kind.isalpha() else "unnamed")
            continue
        problem = _problem(data, kind)
        if problem:
            warnings.spoiled(origin, problem)
        else:
            yield Resource(kind, origin, data, url)


def _problem(data: Json, kind: str) -> str:
    """The first field that breaks FHIR's rules, "" when none does."""
    from fhir.resources.R4B import get_fhir_model_class
    from pydantic import ValidationError

    try:
        get_fhir_model_class(kind).model_validate(data)
    except ValidationError as error:
        where = error.errors(include_url=False, include_context=False, include_input=False)[0]["loc"]
        return ".".join(str(step) for step in where)[:120] or "as a whole"
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError):
        return "as a whole"
    return ""


def read_patients(
    resources: tuple[Resource, ...], warnings: Warnings, timestamp: Said | None, saved: Said | None
) -> tuple[IncomingPatient, ...]:
    """Every patient with all that the resources say of him.

    What has no date counts from the bundle's `timestamp`, else from the newest date in it, else from the day on
    which the file was `saved`.
    """
    reading = _reading(resources, warnings, timestamp, saved)
    whos = {one.origin: Who(one) for one in reading.of_type("Patient")}
    _share_out(reading, whos)
    directory = tuple(people.directory(reading, general_practitioners(reading)))
    found = []
    for who in whos.values():
        patient = read_patient(who, reading)
        if patient is not None:
            mine = directory if len(whos) == 1 else _named(directory, who, reading)
            found.append(_complete(patient, who, reading, mine))
    return tuple(found)


def _reading(
    resources: tuple[Resource, ...], warnings: Warnings, timestamp: Said | None, saved: Said | None
) -> Reading:
    for undated, because in (
        (timestamp, "the day of the bundle"),
        (newest_date(resources), "the newest date in the file"),
        (saved, "the day the file was saved"),
    ):
        if undated is not None:
            return Reading(resources, warnings, undated, f"{because} ({undated.first.isoformat()})")
    return Reading(resources, warnings)


def _share_out(reading: Reading, whos: dict[str, Who]) -> None:
    """Give each resource to the patient whom it names; one that names nobody only where there is a single patient."""
    alone = next(iter(whos.values())) if len(whos) == 1 else None
    for one in reading.of_type(*_SPOKEN_OF):
        subject, named = subject_of(one, reading)
        who = whos.get(subject.origin) if subject else (None if named else alone)
        if who is not None:
            who.mine.append(one)
        else:
            fate = (
                "about a patient who is not in the file"
                if named
                else "does not say about whom, and is left out"
            )
            reading.warnings.alike(one.type, fate, one.origin)


def _complete(
    patient: IncomingPatient, who: Who, reading: Reading, directory: tuple[IncomingPerson, ...]
) -> IncomingPatient:
    facts = list(patient.facts)
    for one in who.mine:
        reader = READERS.get(one.type)
        if reader is not None:
            author = people.author_of(one, reading)
            facts += (replace(fact, author=author) for fact in reader(one, reading))
    asked = question_of(tuple(who.mine), reading)
    return replace(
        patient,
        facts=tuple(told_apart(_said_once(facts))),
        people=directory,
        question=asked.text if asked else "",
        asked_by=asked.asked_by if asked else "",
        asked_on=asked.day if asked and date.min < asked.day < date.max else None,
        place=asked.place if asked else "",
    )


def _said_once(facts: list[IncomingFact]) -> Iterator[IncomingFact]:
    """Drop the referral that a criterion decision implies where the file states it outright on the same day."""
    outright = {_gist(one) for one in facts if "#" not in one.origin}
    for one in facts:
        implied = one.origin.endswith("#referral")
        if not implied or _gist(one) not in outright:
            yield one


def _gist(fact: IncomingFact) -> tuple[object, ...]:
    to = fact.payload.to if isinstance(fact.payload, Referral) else ""
    return fact.kind, fact.true_from, to


def _named(directory: tuple[IncomingPerson, ...], who: Who, reading: Reading) -> tuple[IncomingPerson, ...]:
    """Those of the directory whom the patient's own resources refer to, by themselves or through a role."""
    met = {origin for one in (who.resource, *who.mine) for origin in _met(one.data, one, reading)}
    return tuple(one for one in directory if one.origin in met)


def _met(value: object, holder: Resource, reading: Reading) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from _met(one, holder, reading)
    elif isinstance(value, dict):
        target = reading.follow(value, holder)
        if target is not None:
            yield people.behind(target, reading).origin
            house = reading.follow(target.data.get("organization"), target)
            if house is not None:
                yield house.origin
        for one in value.values():
            if isinstance(one, dict | list):
                yield from _met(one, holder, reading)


def entries(data: Json) -> Iterator[tuple[Json, str]]:
    """(resource, fullUrl) of a Bundle, Bundles within included; any other resource is itself."""
    if text(data.get("resourceType")) != "Bundle":
        yield data, ""
        return
    for one in tables(data.get("entry")):
        inner = table(one.get("resource"))
        if text(inner.get("resourceType")) == "Bundle":
            yield from entries(inner)
        elif inner:
            yield inner, text(one.get("fullUrl"))


def bundle_day(data: Json) -> Said | None:
    return said(data.get("timestamp"))
