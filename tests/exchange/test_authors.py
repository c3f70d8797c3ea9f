"""Who stands for a statement in its source is read from the field that the resource's type has for it."""

from __future__ import annotations

from typing import Any

import pytest
from exchange.conftest import ReadBundle
from exchange.test_fhir_resources import coded, condition, ecog

from mdt_app.domain.facts import Kind

DOCTOR = {
    "resourceType": "Practitioner",
    "id": "d",
    "name": [{"prefix": ["Dr."], "given": ["Jan"], "family": "Smet"}],
}
JAN, AN = {"reference": "Practitioner/d"}, {"display": "Dr. An Claes"}
DRUG = {"medicationCodeableConcept": {"text": "morphine"}, "status": "active"}
REQUEST = {"resourceType": "MedicationRequest", "intent": "order", "authoredOn": "2026-03-02", **DRUG}
TAKEN = {"resourceType": "MedicationStatement", "effectiveDateTime": "2026-03-02", **DRUG}
FORM = {
    "resourceType": "QuestionnaireResponse", "status": "completed", "questionnaire": "urn:mdt:instrument:esas-r",
    "authored": "2026-03-02", "item": [{"linkId": "pain", "answer": [{"valueInteger": 3}]}],
}  # fmt: skip
LUNG = coded("http://hl7.org/fhir/sid/icd-10", "C34.1")
NAMED = [
    (ecog(2, performer=[JAN]), Kind.ECOG, "Dr. Jan Smet"),
    (ecog(2, performer=[AN, JAN, AN]), Kind.ECOG, "Dr. An Claes, Dr. Jan Smet"),
    (ecog(2, performer=[{"reference": "Patient/p"}]), Kind.ECOG, "the patient"),
    (ecog(2, performer=[{"reference": "Practitioner/nowhere"}]), Kind.ECOG, ""),
    (ecog(2), Kind.ECOG, ""),
    (condition(LUNG, recorder=JAN, asserter=AN), Kind.DIAGNOSIS, "Dr. Jan Smet"),
    (condition(LUNG, asserter=AN), Kind.DIAGNOSIS, "Dr. An Claes"),
    ({**FORM, "author": AN, "source": JAN}, Kind.ASSESSMENT, "Dr. An Claes"),
    ({**FORM, "source": JAN}, Kind.ASSESSMENT, ""),
    ({**REQUEST, "requester": AN}, Kind.MEDICATION, "Dr. An Claes"),
    ({**TAKEN, "informationSource": JAN}, Kind.MEDICATION, "Dr. Jan Smet"),
]  # fmt: skip


@pytest.mark.parametrize(("resource", "kind", "author"), NAMED)
def test_the_author_is_the_one_whom_the_resource_names(
    read_bundle: ReadBundle, resource: dict[str, Any], kind: Kind, author: str
) -> None:
    (patient,) = read_bundle(resource, DOCTOR).patients
    assert {one.author for one in patient.facts if one.kind == kind} == {author}
