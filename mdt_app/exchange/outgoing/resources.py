"""What FHIR has a resource for goes out as that resource, under the codes that import knows."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from mdt_app.domain import payloads
from mdt_app.domain.facts import Fact, Kind
from mdt_app.exchange import codes
from mdt_app.exchange.codes import INSTRUMENT, LOINC, SNOMED
from mdt_app.exchange.outgoing import coded
from mdt_app.exchange.outgoing.elements import coding, concept, day, decimal, filled, instant, iso
from mdt_app.exchange.outright import address
from mdt_app.exchange.values import Json

_TERMINOLOGY = "http://terminology.hl7.org/CodeSystem"
_HISTOLOGY = "http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-histology-morphology-behavior"
_CLINICAL = ("active", "recurrence", "relapse", "inactive", "remission", "resolved")
_CATEGORIES = (
    "laboratory",
    "vital-signs",
    "social-history",
    "imaging",
    "procedure",
    "survey",
    "exam",
    "therapy",
)
_TAKEN = ("active", "completed", "intended", "stopped", "on-hold", "unknown")
_SIDES = {"left": "7771000", "right": "24028007", "both sides": "51440002"}
_SPREAD = {site: code for code, site in codes.SNOMED_METASTASES.items() if site}
_PROBLEMS = {name: code for code, name in codes.SNOMED_PROBLEMS.items()}
_AMOUNT = re.compile(r"(<=|>=|<|>)?(-?\d{1,20}(?:\.\d{1,10})?)")
_ECOG, _KARNOFSKY = "89247-1", "89243-0"


def resource(fact: Fact) -> Json:
    """The fact as a resource without id and subject."""
    make = _MAKERS.get(fact.kind)
    return coded.observation(fact) if make is None else make(fact, fact.payload)


def _recorded(fact: Fact) -> Json:
    """The extension that says when it was recorded, for types that have no place for it."""
    return {"url": address("recorded"), "valueDateTime": instant(fact.recorded_at)}


def _ended(fact: Fact) -> list[Json]:
    """The extension that says until when it was true, for types that have no place for it."""
    return [{"url": address("true_to"), "valueDate": iso(fact.true_to)}] if fact.true_to else []


def _condition(fact: Fact, said: payloads.Condition) -> Json:
    codings = [coding(said.system, said.code)] if said.code else []
    if not said.code and said.concept in _PROBLEMS:
        codings = [coding(SNOMED, _PROBLEMS[said.concept])]
    if not said.code and fact.kind is Kind.METASTASIS:
        codings = [coding(SNOMED, _SPREAD.get(said.site, "128462008"))]
    verified = "confirmed" if said.confirmed else "unconfirmed"
    clinical = said.status if said.status in _CLINICAL else ""
    state = concept("" if clinical else said.status, clinical, f"{_TERMINOLOGY}/condition-clinical")
    side = coding(SNOMED, _SIDES[said.laterality], said.laterality) if said.laterality in _SIDES else {}
    body = filled(coding=[side] if side else [], text=said.site)
    morphology = {"url": _HISTOLOGY, "valueCodeableConcept": _morphology(said.morphology)}
    return filled(
        resourceType="Condition",
        extension=[morphology] if said.morphology else [],
        clinicalStatus=state,
        verificationStatus=concept("", verified, f"{_TERMINOLOGY}/condition-ver-status"),
        code=filled(coding=codings, text=said.text),
        bodySite=[body] if body else [],
        onsetDateTime=day(fact),
        abatementDateTime=iso(fact.true_to),
        recordedDate=instant(fact.recorded_at),
    )


def _morphology(words: str) -> Json:
    code, _, rest = words.partition(" ")
    if re.fullmatch(r"\d{4}/\d", code):
        return concept(rest, code, "http://terminology.hl7.org/CodeSystem/icd-o-3")
    return concept(words)


def _stage(fact: Fact, said: payloads.Stage) -> Json:
    """Under the code of the category; the prefix is said where it is none of clinical and pathological."""
    wanted = (said.category, said.prefix if said.prefix in ("c", "p") else "")
    found = [
        code for (system, code), known in codes.TNM_CODES.items() if known == wanted and system == SNOMED
    ]
    if not found or fact.true_to:
        return coded.observation(fact)
    edition = f"UICC TNM edition {said.edition}" if said.edition else ""
    return filled(
        **_observed(fact, SNOMED, found[0]),
        valueCodeableConcept={"text": said.value},
        method=concept(edition),
    )


def _observed(fact: Fact, system: str, code: str) -> Json:
    return filled(
        resourceType="Observation",
        extension=_ended(fact),
        status="amended" if fact.replaces else "final",
        code={"coding": [coding(system, code)]},
        effectiveDateTime=day(fact),
        issued=instant(fact.recorded_at),
    )


def _ecog(fact: Fact, said: payloads.Score) -> Json:
    return {**_observed(fact, LOINC, _ECOG), "valueInteger": said.value}


def _karnofsky(fact: Fact, said: payloads.Score) -> Json:
    return {**_observed(fact, LOINC, _KARNOFSKY), "valueInteger": said.value}


def _measurement(fact: Fact, said: payloads.Measurement) -> Json:
    number = _AMOUNT.fullmatch(said.value)
    value: Json = {"valueString": said.value}
    if number:
        quantity = filled(comparator=number[1] or "", unit=said.unit)
        value = {"valueQuantity": {"value": Decimal(number[2]), **quantity}}
    group = "laboratory" if said.group == "tumour-marker" else said.group
    system = f"{_TERMINOLOGY}/observation-category" if group in _CATEGORIES else codes.VALUE
    observed = _observed(fact, "", "") | {"code": concept(said.name, said.code, said.system)}
    return {**observed, **value, **filled(category=[concept("", group, system)] if group else [])}


def _procedure(fact: Fact, said: payloads.Named) -> Json:
    return filled(
        resourceType="Procedure",
        extension=[*_ended(fact), _recorded(fact)],
        status="completed",
        code=concept(said.text, said.code, said.system),
        performedDateTime=day(fact),
        note=[{"text": said.result}] if said.result else [],
    )


def _imaging(fact: Fact, said: payloads.Named) -> Json:
    return filled(
        resourceType="ImagingStudy",
        extension=[*_ended(fact), _recorded(fact)],
        status="available",
        started=day(fact),
        procedureCode=[concept(said.text, said.code, said.system)],
        note=[{"text": said.result}] if said.result else [],
    )


def _report(fact: Fact, said: payloads.Named) -> Json:
    return filled(
        resourceType="DiagnosticReport",
        extension=_ended(fact),
        status="amended" if fact.replaces else "final",
        code=concept(said.text, said.code, said.system),
        effectiveDateTime=day(fact),
        issued=instant(fact.recorded_at),
        conclusion=said.result,
    )


def _medication(fact: Fact, said: payloads.Medication) -> Json:
    begun = day(fact)
    return filled(
        resourceType="MedicationStatement",
        status=said.status if said.status in _TAKEN else "unknown",
        medicationCodeableConcept=concept(said.text, said.code, said.system),
        effectivePeriod={"start": begun, "end": iso(fact.true_to)} if fact.true_to else {},
        effectiveDateTime="" if fact.true_to else begun,
        dateAsserted=instant(fact.recorded_at),
        reasonCode=[{"text": said.reason}] if said.reason else [],
        dosage=[{"text": said.dose}] if said.dose else [],
    )


def _allergy(fact: Fact, said: payloads.Allergy) -> Json:
    reaction = filled(
        manifestation=[{"text": said.reaction}] if said.reaction else [],
        severity=said.severity if said.severity in ("mild", "moderate", "severe") else "",
    )
    state = "inactive" if fact.true_to else "active"
    return filled(
        resourceType="AllergyIntolerance",
        extension=_ended(fact),
        clinicalStatus=concept("", state, f"{_TERMINOLOGY}/allergyintolerance-clinical"),
        verificationStatus=concept("", "confirmed", f"{_TERMINOLOGY}/allergyintolerance-verification"),
        criticality=said.severity if said.severity in ("low", "high", "unable-to-assess") else "",
        code=concept(said.text, said.code, said.system),
        onsetDateTime=day(fact),
        recordedDate=instant(fact.recorded_at),
        reaction=[reaction] if said.reaction else [],
    )


def _assessment(fact: Fact, said: payloads.Assessment) -> Json:
    items = []
    for name, score in said.answers:
        answer: Json = {}
        if score is not None:
            whole = score == int(score)
            answer = {"valueInteger": int(score)} if whole else {"valueDecimal": decimal(score)}
        items.append(filled(linkId=name, answer=[answer] if answer else []))
    return filled(
        resourceType="QuestionnaireResponse",
        extension=[*_ended(fact), _recorded(fact)],
        language=said.language,
        questionnaire=INSTRUMENT + said.instrument,
        status="amended" if fact.replaces else "completed",
        authored=day(fact),
        source={"display": said.carer} if said.carer else {},
        item=items,
    )


_MAKERS: dict[Kind, Callable[[Fact, Any], Json]] = {
    Kind.DIAGNOSIS: _condition,
    Kind.METASTASIS: _condition,
    Kind.PROBLEM: _condition,
    Kind.STAGE: _stage,
    Kind.ECOG: _ecog,
    Kind.KARNOFSKY: _karnofsky,
    Kind.MEASUREMENT: _measurement,
    Kind.PROCEDURE: _procedure,
    Kind.IMAGING: _imaging,
    Kind.REPORT: _report,
    Kind.MEDICATION: _medication,
    Kind.ALLERGY: _allergy,
    Kind.ASSESSMENT: _assessment,
}
