"""What each resource of the table in the contract becomes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from mdt_app.domain.facts import Kind
from mdt_app.domain.incoming import IncomingFact, IncomingFile
from mdt_app.domain.payloads import CareHolder, Condition, Language, Medication, Payload

SCT = "http://snomed.info/sct"
LOINC = "http://loinc.org"
ICD = "http://hl7.org/fhir/sid/icd-10"


def coded(system: str, code: str, display: str = "") -> dict[str, Any]:
    return {"coding": [{"system": system, "code": code, **({"display": display} if display else {})}]}


def condition(code: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"resourceType": "Condition", "code": code, "onsetDateTime": "2026-03-02", **more}


def observation(code: dict[str, Any], **more: Any) -> dict[str, Any]:
    if "effectiveDateTime" not in more and "effectivePeriod" not in more and more.pop("dated", True):
        more["effectiveDateTime"] = "2026-03-02"
    return {"resourceType": "Observation", "status": "final", "code": code, **more}


def ecog(value: int, **more: Any) -> dict[str, Any]:
    return observation(coded(LOINC, "89247-1"), valueInteger=value, **more)


def facts(file: IncomingFile, *kinds: Kind) -> list[IncomingFact]:
    assert file.error == ""
    return [one for one in file.patients[0].facts if one.kind in kinds]


def payload(file: IncomingFile, kind: Kind) -> Payload:
    (one,) = facts(file, kind)
    return one.payload


CONDITIONS = [
    (ICD, "C34.1", Kind.DIAGNOSIS, "lung", "", False),
    ("http://fhir.de/CodeSystem/bfarm/icd-10-gm", "C50.9", Kind.DIAGNOSIS, "breast", "", False),
    ("http://terminology.hl7.org/CodeSystem/icd-o-3", "C61.9", Kind.DIAGNOSIS, "prostate", "", False),
    (ICD, "C78.7", Kind.METASTASIS, "liver", "", True),
    (ICD, "C79.3", Kind.METASTASIS, "brain", "", True),
    ("http://hl7.org/fhir/sid/icd-10-cm", "C79.31", Kind.METASTASIS, "brain", "", True),
    ("http://hl7.org/fhir/sid/icd-10-cm", "C79.32", Kind.METASTASIS, "leptomeninges", "", True),
    (ICD, "C793", Kind.METASTASIS, "brain", "", True),
    (ICD, "C77.1", Kind.METASTASIS, "lymph nodes", "", False),
    (SCT, "94225005", Kind.METASTASIS, "brain", "", True),
    (SCT, "128462008", Kind.METASTASIS, "", "", True),
    (ICD, "F05", Kind.PROBLEM, "", "delirium", False),
    (ICD, "F05.8", Kind.PROBLEM, "", "delirium", False),
    ("urn:oid:2.16.840.1.113883.6.90", "G95.29", Kind.PROBLEM, "", "cord-compression", False),
    (ICD, "G83.4", Kind.PROBLEM, "", "cauda-equina", False),
    (SCT, "2776000", Kind.PROBLEM, "", "delirium", False),
    (SCT, "71286001", Kind.PROBLEM, "", "cord-compression", False),
    (SCT, "192970008", Kind.PROBLEM, "", "cauda-equina", False),
    (ICD, "F06.8", Kind.PROBLEM, "", "", False),
    (ICD, "G95.8", Kind.PROBLEM, "", "", False),
    (ICD, "J44.9", Kind.PROBLEM, "", "", False),
]


@pytest.mark.parametrize(("system", "code", "kind", "site", "concept", "distant"), CONDITIONS)
def test_a_code_decides_what_a_condition_is(read_bundle, system, code, kind, site, concept, distant) -> None:
    (found,) = read_bundle(condition(coded(system, code, "as coded"))).patients[0].facts
    assert (found.kind, found.true_from) == (kind, date(2026, 3, 2))
    assert isinstance(found.payload, Condition)
    assert (found.payload.site, found.payload.concept, found.payload.distant) == (site, concept, distant)
    assert (found.payload.text, found.payload.code) == ("as coded", code)


@pytest.mark.parametrize(
    ("words", "kind", "site"),
    [
        ("Secondary malignant neoplasm of lung (disorder)", Kind.METASTASIS, "lung"),
        ("Metastatic malignant neoplasm to cerebral meninges", Kind.METASTASIS, "leptomeninges"),
        ("Levermetastasen", Kind.METASTASIS, "liver"),
        ("Métastases cérébrales", Kind.METASTASIS, "brain"),
        ("Knochenmetastasen", Kind.METASTASIS, "bone"),
        ("Malignant tumor of colon", Kind.DIAGNOSIS, "bowel"),
        ("Suspected brain metastases", Kind.PROBLEM, ""),
        ("No bone metastases", Kind.PROBLEM, ""),
        ("Pas de métastase osseuse", Kind.PROBLEM, ""),
        ("Carcinoma of breast, no lymph node involved", Kind.DIAGNOSIS, "breast"),
        ("Family history of cancer", Kind.PROBLEM, ""),
        ("Hypertension", Kind.PROBLEM, ""),
    ],
)
def test_words_decide_where_no_known_code_does(read_bundle, words, kind, site) -> None:
    (found,) = read_bundle(condition(coded(SCT, "999", words))).patients[0].facts
    assert (found.kind, found.payload.site) == (kind, site)


def test_a_condition_stands_from_onset_to_abatement(read_bundle) -> None:
    file = read_bundle(
        condition(coded(ICD, "F05"), abatementDateTime="2026-03-09", recordedDate="2026-03-04")
    )
    (one,) = facts(file, Kind.PROBLEM)
    assert (one.true_from, one.true_to, one.recorded_on) == (
        date(2026, 3, 2),
        date(2026, 3, 9),
        date(2026, 3, 4),
    )


def test_a_condition_resolved_without_a_date_keeps_its_status_and_the_day_it_was_recorded(
    read_bundle,
) -> None:
    status = coded("http://terminology.hl7.org/CodeSystem/condition-clinical", "resolved")
    file = read_bundle(condition(coded(ICD, "F05"), clinicalStatus=status, recordedDate="2026-03-05"))
    (one,) = facts(file, Kind.PROBLEM)
    assert (one.payload.status, one.true_to, one.recorded_on) == ("resolved", None, date(2026, 3, 5))


def test_an_end_told_in_words_alone_is_the_day_it_was_recorded(read_bundle) -> None:
    file = read_bundle(condition(coded(ICD, "F05"), abatementString="in spring", recordedDate="2026-03-05"))
    assert facts(file, Kind.PROBLEM)[0].true_to == date(2026, 3, 5)


@pytest.mark.parametrize("status", ["refuted", "entered-in-error"])
def test_a_refuted_condition_is_left_out_and_said(read_bundle, status) -> None:
    verified = coded("http://terminology.hl7.org/CodeSystem/condition-ver-status", status)
    file = read_bundle(condition(coded(ICD, "F05"), verificationStatus=verified))
    assert facts(file, Kind.PROBLEM) == []
    assert file.warnings == (f"Condition/r1: marked {status}, and left out.",)


def test_a_provisional_condition_is_not_confirmed(read_bundle) -> None:
    verified = coded("http://terminology.hl7.org/CodeSystem/condition-ver-status", "provisional")
    file = read_bundle(condition(coded(ICD, "C79.3"), verificationStatus=verified))
    assert payload(file, Kind.METASTASIS).confirmed is False


def test_morphology_laterality_and_stage_are_read_off_a_condition(read_bundle) -> None:
    file = read_bundle(
        condition(
            coded(ICD, "C34.1", "Lung cancer"),
            bodySite=[coded(SCT, "24028007", "Right")],
            stage=[{"summary": {"text": "cT2a N1 M1b, stage IVA"}}],
            extension=[
                {
                    "url": "http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-histology-morphology-behavior",
                    "valueCodeableConcept": coded("http://terminology.hl7.org/CodeSystem/icd-o-3", "8140/3"),
                }
            ],
        )
    )
    diagnosis = payload(file, Kind.DIAGNOSIS)
    assert (diagnosis.morphology, diagnosis.laterality) == ("8140/3", "right")
    assert [one.payload.value for one in facts(file, Kind.STAGE)] == ["T2a", "N1", "M1b", "IVA"]


@pytest.mark.parametrize(
    ("answer", "grade"),
    [("LA9622-7", 0), ("LA9623-5", 1), ("LA9624-3", 2), ("LA9625-0", 3), ("LA9626-8", 4), ("LA9627-6", 5)],
)
def test_an_ecog_answer_code_is_its_grade(read_bundle, answer, grade) -> None:
    file = read_bundle(observation(coded(LOINC, "89247-1"), valueCodeableConcept=coded(LOINC, answer)))
    assert payload(file, Kind.ECOG).value == grade


@pytest.mark.parametrize(
    "value", [{"valueInteger": 3}, {"valueQuantity": {"value": 3.0}}, {"valueString": "ECOG 3"}]
)
def test_an_ecog_number_is_read_however_it_is_written(read_bundle, value) -> None:
    assert payload(read_bundle(observation(coded(LOINC, "89247-1"), **value)), Kind.ECOG).value == 3


@pytest.mark.parametrize(
    "value", [{"valueInteger": 7}, {"valueQuantity": {"value": 1.5}}, {"valueInteger": -1}]
)
def test_an_impossible_ecog_is_left_out_and_said(read_bundle, value) -> None:
    file = read_bundle(observation(coded(LOINC, "89247-1"), **value))
    assert facts(file, Kind.ECOG) == []
    assert "is not a whole number from 0 to 5" in file.warnings[0]


def test_an_observation_without_a_value_is_no_fact(read_bundle) -> None:
    file = read_bundle(observation(coded(LOINC, "89247-1"), dataAbsentReason={"text": "not asked"}))
    assert file.patients[0].facts == ()
    assert file.warnings == ("Observation/r1: gives no value, and is left out.",)


@pytest.mark.parametrize("value", [{"valueInteger": 70}, {"valueCodeableConcept": coded(LOINC, "LA29178-3")}])
def test_karnofsky_is_read_and_never_turned_into_ecog(read_bundle, value) -> None:
    file = read_bundle(observation(coded(LOINC, "89243-0"), **value))
    assert [(one.kind, one.payload.value) for one in file.patients[0].facts] == [(Kind.KARNOFSKY, 70)]


@pytest.mark.parametrize(
    ("code", "value", "stage"),
    [
        ((SCT, "399504009"), {"valueCodeableConcept": coded("urn:x", "T2a")}, ("T", "T2a", "c")),
        ((SCT, "371494008"), {"valueString": "N1"}, ("N", "N1", "p")),
        ((LOINC, "21907-1"), {"valueCodeableConcept": coded(SCT, "1229904003")}, ("M", "M1a", "c")),
        ((LOINC, "21908-9"), {"valueCodeableConcept": {"text": "Stage 4A"}}, ("stage", "IVA", "c")),
    ],
)
def test_tnm_categories_are_read_by_their_codes(read_bundle, code, value, stage) -> None:
    found = payload(read_bundle(observation(coded(*code), **value)), Kind.STAGE)
    assert (found.category, found.value, found.prefix) == stage


def test_tnm_components_become_one_stage_each(read_bundle) -> None:
    parts = [
        {"code": coded(SCT, "399504009"), "valueString": "T3"},
        {"code": coded(SCT, "399387003"), "valueString": "M0"},
    ]
    found = facts(read_bundle(observation(coded(SCT, "399566009"), component=parts)), Kind.STAGE)
    assert [(one.payload.value, one.origin) for one in found] == [
        ("T3", "Observation/r1#component-1"),
        ("M0", "Observation/r1#component-2"),
    ]


def test_a_worsened_disease_status_is_a_progression_and_no_other_is(read_bundle) -> None:
    worse = observation(coded(LOINC, "97509-4"), valueCodeableConcept=coded(SCT, "271299001"))
    stable = observation(
        coded(LOINC, "97509-4", "Status"), valueCodeableConcept=coded(SCT, "359746009", "Stable")
    )
    found = read_bundle(worse, stable).patients[0].facts
    assert [one.kind for one in found] == [Kind.PROGRESSION, Kind.MEASUREMENT]


def test_a_measurement_keeps_value_and_unit_as_written(read_bundle) -> None:
    file = read_bundle(
        observation(
            coded(LOINC, "2039-6", "CEA"), valueQuantity={"value": 0.50, "comparator": "<", "unit": "ug/L"}
        ),
        observation(coded(LOINC, "85354-9", "Blood pressure"), component=[
            {"code": coded(LOINC, "8480-6", "Systolic"), "valueQuantity": {"value": 120, "unit": "mmHg"}},
            {"code": coded(LOINC, "8462-4", "Diastolic"), "valueQuantity": {"value": 80, "unit": "mmHg"}},
        ]),
    )  # fmt: skip
    found = [one.payload for one in facts(file, Kind.MEASUREMENT)]
    assert [(one.name, one.value, one.unit) for one in found] == [
        ("CEA", "<0.5", "ug/L"),
        ("Systolic", "120", "mmHg"),
        ("Diastolic", "80", "mmHg"),
    ]
    assert found[0].group == "tumour-marker"


def test_the_day_is_the_sources_own_and_the_instant_is_kept(read_bundle) -> None:
    late = ecog(1, effectiveDateTime="2026-03-02T23:30:00-05:00")
    (one,) = facts(read_bundle(late), Kind.ECOG)
    assert one.true_from == date(2026, 3, 2)
    assert one.at == datetime(2026, 3, 3, 4, 30, tzinfo=UTC)


@pytest.mark.parametrize(("written", "day"), [("2020", date(2020, 1, 1)), ("2020-02", date(2020, 2, 1))])
def test_a_partial_date_counts_from_its_first_day_with_a_warning(read_bundle, written, day) -> None:
    file = read_bundle(ecog(1, effectiveDateTime=written))
    assert facts(file, Kind.ECOG)[0].true_from == day
    assert file.warnings == ("Observation/r1: only a year or a month is given; its first day is used.",)


@pytest.mark.parametrize(
    ("more", "bundle", "day", "because"),
    [
        ({"issued": "2026-02-01T10:00:00Z"}, {}, date(2026, 2, 1), "the day it was recorded"),
        ({}, {"timestamp": "2026-05-05T10:00:00Z"}, date(2026, 5, 5), "the day of the bundle (2026-05-05)"),
        ({}, {}, date(2026, 3, 2), "the newest date in the file (2026-03-02)"),
    ],
)
def test_a_statement_without_a_date_borrows_one_and_says_so(read_bundle, more, bundle, day, because) -> None:
    file = read_bundle(ecog(1, dated=False, **more), condition(coded(ICD, "J44.9")), **bundle)
    assert facts(file, Kind.ECOG)[0].true_from == day
    assert file.warnings == (f"Observation/r1: no date of its own; {because} is used.",)


def test_a_statement_that_ends_before_it_begins_is_left_out(read_bundle) -> None:
    file = read_bundle(condition(coded(ICD, "F05"), abatementDateTime="2025-01-01"))
    assert file.patients[0].facts == ()
    assert file.warnings == ("Condition/r1: ends before it begins, and is left out.",)


def test_what_the_patient_resource_says_without_a_date_counts_from_birth(read_bundle) -> None:
    patient = {
        "resourceType": "Patient",
        "id": "p",
        "name": [{"family": "Peeters"}],
        "birthDate": "1950-04-01",
        "communication": [{"language": coded("urn:ietf:bcp:47", "nl-BE")}],
        "extension": [
            {
                "url": "http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired",
                "valueBoolean": True,
            }
        ],
        "generalPractitioner": [{"reference": "Practitioner/gp"}],
    }
    gp = {
        "resourceType": "Practitioner",
        "id": "gp",
        "name": [{"family": "Maes", "given": ["Zoë"], "prefix": ["Dr"]}],
        "telecom": [{"system": "phone", "value": "09 000 44 10"}],
    }
    file = read_bundle(gp, patient=patient)
    assert payload(file, Kind.LANGUAGE) == Language(code="nl-BE")
    assert payload(file, Kind.INTERPRETER_NEEDED).value is True
    holder = payload(file, Kind.CARE_HOLDER)
    assert isinstance(holder, CareHolder)
    assert (holder.level, holder.name, holder.phone) == ("primary", "Dr Zoë Maes", "09 000 44 10")
    assert {one.true_from for one in file.patients[0].facts} == {date(1950, 4, 1)}
    (person,) = file.patients[0].people
    assert (person.family, person.discipline, person.level) == ("Maes", "gp", "primary")


def test_a_death_with_a_date_is_a_fact_of_that_day(read_bundle) -> None:
    patient = {
        "resourceType": "Patient",
        "id": "p",
        "name": [{"family": "P"}],
        "deceasedDateTime": "2026-01-02",
    }
    assert facts(read_bundle(patient=patient), Kind.DEATH)[0].true_from == date(2026, 1, 2)


def test_a_related_person_is_a_carer(read_bundle) -> None:
    carer = {"resourceType": "RelatedPerson", "name": [{"family": "Claes", "given": ["Jo"]}],
             "relationship": [{"text": "husband"}]}  # fmt: skip
    found = payload(read_bundle(carer), Kind.CARER)
    assert (found.name, found.relation, found.none) == ("Jo Claes", "husband", False)


def test_a_medication_that_follows_another_is_a_change_against_its_dose(read_bundle) -> None:
    def request(**more: Any) -> dict[str, Any]:
        drug = {"medicationCodeableConcept": {"text": "Oxycodone"}, "status": "active", "intent": "order"}
        return {"resourceType": "MedicationRequest", **drug, **more}

    file = read_bundle(
        request(id="old", authoredOn="2026-01-01", dosageInstruction=[{"text": "10 mg"}]),
        request(
            id="new",
            authoredOn="2026-02-01",
            dosageInstruction=[{"text": "20 mg"}],
            priorPrescription={"reference": "MedicationRequest/old"},
            reasonCode=[{"text": "pain"}],
        ),
    )
    new = facts(file, Kind.MEDICATION)[1].payload
    assert new == Medication(
        text="Oxycodone",
        dose="20 mg",
        reason="pain",
        status="active",
        change="changed",
        previous_dose="10 mg",
    )


@pytest.mark.parametrize("status", ["not-done", "entered-in-error"])
def test_what_was_not_done_is_not_a_procedure(read_bundle, status) -> None:
    procedure = {"resourceType": "Procedure", "status": status, "code": {"text": "Surgery"},
                 "performedDateTime": "2026-01-01"}  # fmt: skip
    file = read_bundle(procedure)
    assert file.patients[0].facts == ()
    assert file.warnings == (f"Procedure/r1: marked {status}, and left out.",)


def test_procedures_imaging_reports_allergies_and_encounters_become_dated_facts(read_bundle) -> None:
    file = read_bundle(
        {"resourceType": "Procedure", "status": "completed", "code": {"text": "Biopsy"},
         "performedPeriod": {"start": "2026-01-01", "end": "2026-01-02"}},
        {"resourceType": "ImagingStudy", "status": "available", "description": "CT", "started": "2026-01-02"},
        {"resourceType": "DiagnosticReport", "status": "final", "code": {"text": "Pathology"},
         "effectiveDateTime": "2026-01-03", "conclusion": "Adenocarcinoma"},
        {"resourceType": "AllergyIntolerance", "code": {"text": "Penicillin"}, "recordedDate": "2026-01-04",
         "reaction": [{"manifestation": [{"text": "rash"}], "severity": "mild"}]},
        {"resourceType": "Encounter", "status": "finished", "class": {"code": "IMP"},
         "period": {"start": "2026-01-05"}, "type": [{"text": "Ward"}]},
    )  # fmt: skip
    found = file.patients[0].facts
    assert [(one.kind, one.true_from.day) for one in found] == [
        (Kind.PROCEDURE, 1),
        (Kind.IMAGING, 2),
        (Kind.REPORT, 3),
        (Kind.ALLERGY, 4),
        (Kind.ENCOUNTER, 5),
    ]
    assert [one.true_to for one in found] == [None] * 5
    assert (found[2].payload.result, found[3].payload.reaction) == ("Adenocarcinoma", "rash")
    assert found[4].payload.setting == "ward"


def test_an_unanswered_item_stays_missing_and_zero_stays_zero(read_bundle) -> None:
    response = {
        "resourceType": "QuestionnaireResponse",
        "status": "completed",
        "questionnaire": "urn:mdt:instrument:esas-r",
        "authored": "2026-03-02",
        "item": [
            {"linkId": "pain", "answer": [{"valueInteger": 0}]},
            {"linkId": "anxiety", "answer": [{"valueDecimal": 7.5}]},
            {"linkId": "depression"},
        ],
    }
    found = payload(read_bundle(response), Kind.ASSESSMENT)
    assert found.instrument == "esas-r"
    assert found.answers == (("pain", 0.0), ("anxiety", 7.5), ("depression", None))


def test_another_questionnaire_is_counted_and_not_used(read_bundle) -> None:
    other = {"resourceType": "QuestionnaireResponse", "status": "completed", "questionnaire": "http://x/q"}
    assert read_bundle(other, other).warnings == ("2 QuestionnaireResponse resources are not used.",)


BOARD = coded(SCT, "720006006")


@pytest.mark.parametrize(
    "request_",
    [
        {"resourceType": "ServiceRequest", "status": "active", "intent": "order", "category": [BOARD],
         "note": [{"text": "Surgery or not?"}], "requester": {"reference": "Practitioner/doc"}},
        {"resourceType": "Encounter", "status": "planned", "class": {"code": "AMB"}, "type": [BOARD],
         "reasonCode": [{"text": "Surgery or not?"}],
         "participant": [{"individual": {"reference": "Practitioner/doc"}}]},
        {"resourceType": "Appointment", "status": "proposed", "serviceCategory": [coded(SCT, "287051000000107")],
         "description": "Surgery or not?", "participant": [
             {"actor": {"reference": "Patient/p"}, "status": "accepted"},
             {"actor": {"reference": "Practitioner/doc"}, "status": "accepted"}]},
    ],
    ids=["ServiceRequest", "Encounter", "Appointment"],
)  # fmt: skip
def test_a_tumour_conference_brings_its_question(read_bundle, request_) -> None:
    doctor = {"resourceType": "Practitioner", "id": "doc", "name": [{"family": "Wouters", "prefix": ["Dr"]}]}
    file = read_bundle(doctor, request_)
    assert (file.patients[0].question, file.patients[0].asked_by) == ("Surgery or not?", "Dr Wouters")
    assert facts(file, Kind.ENCOUNTER) == []
    assert file.warnings == ()


def test_another_request_brings_no_question(read_bundle) -> None:
    request = {
        "resourceType": "ServiceRequest",
        "status": "active",
        "intent": "order",
        "code": {"text": "X-ray"},
    }
    file = read_bundle(request)
    assert file.patients[0].question == ""
    assert file.warnings == ("1 ServiceRequest resource is not used.",)


def test_one_resource_read_twice_has_the_same_origins(read_bundle) -> None:
    resources = (ecog(1), condition(coded(ICD, "C34.1"), stage=[{"summary": {"text": "T1 N0"}}]))
    assert read_bundle(*resources) == read_bundle(*resources)
    origins = [one.origin for one in read_bundle(*resources).patients[0].facts]
    assert origins == ["Observation/r1", "Condition/r2", "Condition/r2#stage-1-T", "Condition/r2#stage-1-N"]
