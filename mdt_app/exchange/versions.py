"""A file of another FHIR version is refused as a whole where everything that could be told apart says so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from mdt_app.exchange.bundle import Resource
from mdt_app.exchange.values import Json, table, text

_OLD_TYPES = {
    "MedicationOrder": "DSTU2",
    "DiagnosticOrder": "DSTU2",
    "ProcedureRequest": "DSTU2 or STU3",
    "ReferralRequest": "DSTU2 or STU3",
    "DeviceUseRequest": "DSTU2",
    "Conformance": "DSTU2",
}
_OLD_FIELDS = {
    "Patient": ("careProvider", "DSTU2"),
    "Condition": ("dateRecorded", "DSTU2"),
    "AllergyIntolerance": ("substance", "DSTU2"),
    "Encounter": ("indication", "DSTU2"),
    "MedicationStatement": ("wasNotTaken", "DSTU2"),
    "Procedure": ("notPerformed", "DSTU2"),
}
_NEW_FIELDS = {
    "Encounter": ("actualPeriod", "R5"),
    "MedicationRequest": ("medication", "R5"),
    "MedicationStatement": ("medication", "R5"),
    "MedicationAdministration": ("medication", "R5"),
    "Procedure": ("occurrenceDateTime", "R5"),
    "Condition": ("participant", "R5"),
    "ServiceRequest": ("bodyStructure", "R5"),
}
# types whose shape differs between versions, so that a valid one speaks for R4
_TELLING = frozenset(
    (
        "Condition",
        "Encounter",
        "MedicationRequest",
        "MedicationStatement",
        "MedicationAdministration",
        "Procedure",
    )
)


@dataclass(frozen=True, slots=True)
class Foreign:
    """The sentence about another version; `certain` where the file itself names that version."""

    sentence: str
    certain: bool


def foreign(given: Iterable[Json], documents: Iterable[Any]) -> Foreign | None:
    for one in (*documents, *given):
        field, named = _named_version(table(one))
        if named and not named.startswith(("4.0", "4.3")):
            return Foreign(_sentence(one, named, field), certain=True)
    for one in given:
        shape = _shape(one)
        if shape:
            return Foreign(_sentence(one, shape[1], shape[0]), certain=False)
    return None


def _named_version(data: Json) -> tuple[str, str]:
    """(field, version) where a bundle or a statement of capability names its FHIR version outright."""
    if text(data.get("resourceType")) not in ("Bundle", "CapabilityStatement", "Conformance"):
        return "", ""
    if text(data.get("fhirVersion")):
        return "fhirVersion", text(data["fhirVersion"])
    profiles = table(data.get("meta")).get("profile")
    found = re.search(r"hl7\.org/fhir/(\d\.\d)/", str(profiles)) if profiles else None
    return ("meta.profile", found[1]) if found else ("", "")


def _shape(data: Json) -> tuple[str, str] | None:
    """(telling field, version) of a resource that R4 does not know in this form."""
    kind = text(data.get("resourceType"))
    if kind in _OLD_TYPES:
        return "", _OLD_TYPES[kind]
    if kind == "Encounter" and isinstance(data.get("class"), list | str):
        return "class", "R5" if isinstance(data["class"], list) else "DSTU2"
    if kind in ("Condition", "AllergyIntolerance"):
        for field in ("clinicalStatus", "verificationStatus"):
            if isinstance(data.get(field), str):
                return field, "DSTU2 or STU3"
    for fields in (_OLD_FIELDS, _NEW_FIELDS):
        if kind in fields and fields[kind][0] in data:
            return fields[kind]
    return None


def _sentence(data: Json, version: str, field: str) -> str:
    kind, name = text(data.get("resourceType"))[:60], text(data.get("id"))[:64]
    where = f"{kind}/{name}" if name else kind
    where += f", {field}" if field else ""
    return f"{where}: this is FHIR {version}; the program reads FHIR R4, so ask for an export in R4."


def speaks_r4(resources: Iterable[Resource]) -> bool:
    return any(one.type in _TELLING for one in resources)
