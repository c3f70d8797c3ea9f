"""One patient's record is one bundle: every standing fact once, under a name that stays the same at each sending."""

from __future__ import annotations

import json
import re
import secrets
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from mdt_app.domain.fact_text import fact_text, kind_words
from mdt_app.domain.facts import IMPORTED, Fact, Kind
from mdt_app.domain.incoming import origin_in
from mdt_app.domain.outgoing import OutgoingPatient
from mdt_app.domain.payloads import CriterionDecision, Referral
from mdt_app.domain.record import Record
from mdt_app.exchange.outgoing import people
from mdt_app.exchange.outgoing.checked import sendable
from mdt_app.exchange.outgoing.elements import extension, fact_code, instant, place, safe_id
from mdt_app.exchange.values import Json

SENT = "urn:mdt:export"
_SUBJECTS = {"AllergyIntolerance": "patient", "RelatedPerson": "patient"}
_RECORDERS = {
    "Observation": "performer",
    "Condition": "recorder",
    "AllergyIntolerance": "recorder",
    "Procedure": "recorder",
    "DiagnosticReport": "performer",
    "MedicationStatement": "informationSource",
    "QuestionnaireResponse": "author",
}
_SEVERAL = ("performer",)
_PLAIN_ORIGIN = re.compile(r"([A-Za-z]+)/([A-Za-z0-9\-.]{1,64})")


@dataclass(frozen=True, slots=True)
class Bundle:
    """The file's bytes, how many resources of each type it holds, and what there is to say of what it lacks."""

    content: bytes
    resources: dict[str, int]
    warnings: tuple[str, ...]


def bundle(one: OutgoingPatient, on: date) -> Bundle:
    """The record as a FHIR R4 Bundle; `on` is the day for the fields that FHIR keeps without a date."""
    record = Record(one.facts, on)
    subject = {"reference": place("Patient", safe_id(one.patient.id))}
    unsaid: list[str] = []
    stated = list(_facts(one, subject, unsaid))
    _stage_the_diagnosis(stated)
    resources = [
        people.patient(one, record),
        *people.directory(one.people),
        *people.carers(record, subject),
        *_once(people.questions(one, subject)),
        *(resource for _, resource in stated),
    ]
    document = {
        "resourceType": "Bundle",
        "identifier": {"system": SENT, "value": one.patient.id},
        "type": "collection",
        "timestamp": instant(one.at),
        "entry": [
            {"fullUrl": place(each["resourceType"], each["id"]), "resource": each} for each in resources
        ],
    }
    counts = Counter(each["resourceType"] for each in resources)
    return Bundle(_written(document), dict(counts), tuple(unsaid))


def is_sent(content: bytes, patient_id: str) -> bool:
    """Whether a file is an earlier sending of that patient's record, which a newer one may replace."""
    try:
        found = json.loads(content)
        said = found["identifier"]
        return (found["resourceType"], said["system"], said["value"]) == ("Bundle", SENT, patient_id)
    except (ValueError, LookupError, TypeError, RecursionError):
        return False


def _once(resources: Iterator[Json]) -> Iterator[Json]:
    seen = set()
    for one in resources:
        name = one["resourceType"], one["id"]
        if name not in seen:
            seen.add(name)
            yield one


def _facts(one: OutgoingPatient, subject: Json, unsaid: list[str]) -> Iterator[tuple[Fact, Json]]:
    """The facts in their order, which the rules read where one day holds several."""
    referred = {fact.true_from for fact in one.facts if _is_tertiary(fact)}
    taken: set[tuple[str, str]] = set()
    for fact in one.facts:
        made = sendable(fact)
        if made is None:
            words = f"{kind_words(fact.kind)} of {fact.true_from} ({fact_text(fact)[:80]})"
            unsaid.append(f"{words}: FHIR cannot carry what it says; it is not in the file.")
            continue
        id = _id(one.first_words.get(fact.id, fact), made["resourceType"], taken)
        taken.add((made["resourceType"], id))
        if _is_refer(fact) and fact.true_from not in referred:
            made["component"].append({"code": fact_code("referral"), "valueBoolean": False})
        about = {_SUBJECTS.get(made["resourceType"], "subject"): subject}
        yield (
            fact,
            {"resourceType": made["resourceType"], "id": id, **made, **about, **_recorder(one, fact, made)},
        )


def _is_refer(fact: Fact) -> bool:
    return isinstance(fact.payload, CriterionDecision) and fact.payload.decision == "refer"


def _is_tertiary(fact: Fact) -> bool:
    return isinstance(fact.payload, Referral) and fact.payload.to == "tertiary"


def _id(fact: Fact, kind: str, taken: set[tuple[str, str]]) -> str:
    """The name that the source of the first word gave it, so that what comes home is known again; else its id."""
    found = _PLAIN_ORIGIN.fullmatch(origin_in(fact.source_key)) if fact.source == IMPORTED else None
    if found and found[1] == kind and (kind, found[2]) not in taken:
        return found[2]
    return safe_id(fact.id)


def _recorder(one: OutgoingPatient, fact: Fact, made: Json) -> Json:
    """Who recorded it, by name, in the type's own place or else outright; of what a file brought what stands for it."""
    name = (
        fact.recorder(one.recorders) if fact.recorded_by in one.recorders or fact.source == IMPORTED else ""
    )
    if not name:
        return {}
    field = _RECORDERS.get(made["resourceType"], "")
    if not field:
        return {"extension": [*made.get("extension", []), extension("recorded_by", name)]}
    return {field: [{"display": name}] if field in _SEVERAL else {"display": name}}


def _stage_the_diagnosis(stated: list[tuple[Fact, Json]]) -> None:
    """Where there is one diagnosis, the stagings are said on it too, each by reference to its observation."""
    diagnoses = [one for fact, one in stated if fact.kind is Kind.DIAGNOSIS]
    staged = [one for fact, one in stated if fact.kind is Kind.STAGE and "valueCodeableConcept" in one]
    if len(diagnoses) == 1 and staged:
        diagnoses[0]["stage"] = [
            {
                "summary": {"text": one["valueCodeableConcept"]["text"]},
                "assessment": [{"reference": place("Observation", one["id"])}],
            }
            for one in staged
        ]


def _written(document: Json) -> bytes:
    """JSON with every decimal exactly as it is: FHIR's numbers keep their digits."""
    mark = secrets.token_hex(16)

    def marked(value: Any) -> str:
        if isinstance(value, Decimal):
            return f"{mark}{value:f}"
        raise TypeError(f"{type(value).__name__} has no place in FHIR")

    written = json.dumps(document, indent=1, default=marked)
    return re.sub(rf'"{mark}([-0-9.]+)"', r"\1", written).encode()
