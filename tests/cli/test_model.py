"""Records imported with the codes of the contract answer as the clinical model says, on either side of every edge."""

# ruff: noqa: E501 - one history, one line

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from cli.kit import PASSWORD, USER

from mdt_app import application
from mdt_app.application import Application
from mdt_app.exchange.reading import read_file
from mdt_app.operations.views import patient_view

NUMBERS = count(1)
FACT, VALUE = "urn:mdt:fact", "urn:mdt:value"
ICD, SNOMED = "http://hl7.org/fhir/sid/icd-10", "http://snomed.info/sct"
HL7 = "http://terminology.hl7.org/CodeSystem"
EIGHT = dict.fromkeys(
    ("pain", "tiredness", "drowsiness", "nausea", "appetite", "dyspnoea", "depression", "anxiety"), 2
)
Json = dict[str, Any]


def concept(system: str, code: str) -> Json:
    return {"coding": [{"system": system, "code": code}]}


def said(
    code: str, on: str, until: str = "", issued: str = "", parts: Json | None = None, **value: Any
) -> Json:
    """One Observation of `urn:mdt:fact`; a part is a code, or a value[x] of its own."""
    when = {"effectivePeriod": {"start": on, "end": until}} if until else {"effectiveDateTime": on}
    components = [
        {"code": concept(FACT, name)}
        | (held if isinstance(held, dict) else {"valueCodeableConcept": concept(VALUE, held)})
        for name, held in (parts or {}).items()
    ]
    return {"resourceType": "Observation", "status": "final", "code": concept(FACT, code), **when, **value} | (
        {"component": components} if components else {}
    ) | ({"issued": issued} if issued else {})  # fmt: skip


def yes(code: str, on: str, until: str = "", issued: str = "") -> Json:
    return said(code, on, until, issued, valueBoolean=True)


def entry(id: str, status: str, on: str, until: str = "") -> Json:
    last = {"until": {"valueDateTime": until}} if until else {}
    return said("element", on, parts={"id": {"valueString": id}, "status": status, **last})


def survival(on: str, value: float, unit: str) -> Json:
    return said("prognosis", on, valueQuantity={"value": value, "code": unit})


def acp(on: str, state: str, *items: str) -> list[Json]:
    return [said("acp", on, parts={"item": item, "state": state}) for item in items]


def esas(on: str, **scores: int) -> Json:
    answers = [{"linkId": item, "answer": [{"valueInteger": score}]} for item, score in scores.items()]
    form = {"questionnaire": "urn:mdt:instrument:esas-r", "authored": on, "item": answers}
    return {"resourceType": "QuestionnaireResponse", "status": "completed", **form}


def ecog(on: str, value: int) -> Json:
    code = concept("http://loinc.org", "89247-1")
    return {
        "resourceType": "Observation",
        "status": "final",
        "code": code,
        "effectiveDateTime": on,
        "valueInteger": value,
    }


def condition(system: str, code: str, status: str = "", verified: str = "", **dates: str) -> Json:
    more = {"clinicalStatus": concept(f"{HL7}/condition-clinical", status)} if status else {}
    more |= {"verificationStatus": concept(f"{HL7}/condition-ver-status", verified)} if verified else {}
    return {"resourceType": "Condition", "code": concept(system, code), **more, **dates}


@dataclass(frozen=True)
class Story:
    """What a file says of one patient, and on which days (known on another, after a slash) what is right."""

    facts: tuple[Json, ...]
    right: dict[str, Json]
    patient: Json = field(default_factory=dict)


ADVANCED = yes("advanced-disease", "2026-01-10")
WILLS = ("code-status", "living-will", "advance-directive", "surrogate")
SYSTEMIC = {"intent": "palliative", "kind": "systemic"}
STORIES = {
    "delirium with an end": Story((condition(ICD, "F05.9", onsetDateTime="2026-02-01", abatementDateTime="2026-02-10"),), {"2026-01-31": {"N7": "not met"}, "2026-02-01": {"N7": "suggested"}, "2026-02-10": {"N7": "suggested"}, "2026-02-11": {"N7": "not met"}}),
    "delirium resolved without a date": Story((condition(SNOMED, "2776000", "resolved", onsetDateTime="2026-02-01", recordedDate="2026-02-15"),), {"2026-02-14": {"N7": "suggested"}, "2026-02-16": {"N7": "not met"}}),
    "delirium resolved, nobody says when": Story((condition(SNOMED, "2776000", "resolved", onsetDateTime="2026-02-01"),), {"today": {"N7": "not met"}}),
    "delirium not confirmed": Story((condition(SNOMED, "2776000", "active", "provisional", onsetDateTime="2026-02-01"),), {"2026-02-10": {"N7": "not met"}}),
    "cord and meninges by longer codes": Story((condition(ICD, "G95.29", onsetDateTime="2026-02-01"), condition(ICD, "C79.32", onsetDateTime="2026-02-01")), {"2026-02-10": {"N8": "suggested", "N9": "suggested", "T1": "cannot be evaluated", "T2": "cannot be evaluated", "ACP-1": "unknown", "ACP-2": "unknown", "REF-1": "unknown", "REF-3": "unknown"}}),
    "a refuted metastasis": Story((condition(ICD, "C79.3", verified="refuted", onsetDateTime="2026-02-01"),), {"2026-02-10": {"N8": "not met", "T1": "not met", "ACP-1": "not due"}}),
    "thirteen weeks": Story((ADVANCED, survival("2026-02-01", 13, "wk")), {"2026-02-10": {"REF-3": "due", "T1": "suggested"}, "2026-04-10": {"T1": "suggested"}, "2026-04-11": {"T1": "not met", "REF-3": "due"}}),
    "a wish that was taken back": Story((yes("request-hastened-death", "2026-02-01", "2026-02-05"),), {"2026-01-31": {"N3": "cannot be evaluated"}, "2026-02-05": {"N3": "suggested"}, "2026-02-06": {"N3": "cannot be evaluated"}}),
    "scores of 31 January": Story((esas("2026-01-31", **EIGHT),), {"2026-02-28": {"SYM-1": "done", "SYM-2": "not due"}, "2026-03-01": {"SYM-1": "due"}, "2026-04-30": {"N1": "not met", "N2": "not met"}, "2026-05-01": {"N1": "cannot be evaluated", "SYM-2": "unknown"}}),
    "two scores of one day with times": Story((esas("2026-02-01T09:00:00+01:00", **EIGHT | {"pain": 8}), esas("2026-02-01T15:00:00+01:00", **EIGHT)), {"2026-02-02": {"N1": "not met"}}),
    "two scores of one day without": Story((esas("2026-02-01", **EIGHT | {"pain": 8}), esas("2026-02-01", **EIGHT)), {"2026-02-02": {"N1": "suggested"}}),
    "plans": Story((entry("PSY-1", "planned", "2026-02-01", "2026-02-20"), entry("COM-3", "planned", "2026-02-01")), {"2026-02-20": {"PSY-1": "planned"}, "2026-02-21": {"PSY-1": "due"}, "2026-02-15": {"COM-3": "planned"}, "2026-02-16": {"COM-3": "due"}}),
    "an entry that settles nothing": Story((entry("SPI-1", "done", "2026-02-01"), entry("PSY-1", "done", "2026-02-01")), {"2026-02-02": {"SPI-1": "due", "PSY-1": "done"}}),
    "declines": Story((entry("SYM-1", "declined", "2026-01-31"), entry("SPI-2", "declined", "2026-02-01"), entry("PSY-1", "declined", "2026-02-01"), said("progression", "2026-02-10")), {"2026-02-09": {"SPI-2": "declined"}, "2026-02-10": {"SPI-2": "due", "PSY-1": "declined"}, "2026-02-28": {"SYM-1": "declined"}, "2026-03-01": {"SYM-1": "due"}}),
    "no carer, then one": Story((said("carer", "2026-02-01", parts={"none": {"valueBoolean": True}}), said("carer", "2026-03-01", valueString="Luc")), {"2026-01-01": {"CAR-1": "unknown", "CAR-4": "unknown"}, "2026-02-10": {"CAR-1": "not applicable", "CAR-2": "not applicable"}, "2026-03-01": {"CAR-1": "due", "CAR-2": "unknown", "CAR-3": "due"}}),
    "documents in two talks": Story((ADVANCED, *acp("2026-02-01", "completed", *WILLS), *acp("2026-02-03", "documented", *WILLS), *acp("2026-02-04", "declined", "out-of-hospital-dnr")), {"2026-02-03": {"ACP-2": "due"}, "2026-02-04": {"ACP-2": "done", "ACP-1": "due"}}),
    "referred by a criterion": Story((esas("2026-02-01", pain=9), said("criterion", "2026-02-02", parts={"id": {"valueString": "N1"}, "decision": "refer"})), {"2026-02-01": {"REF-4": "not due"}, "2026-02-02": {"REF-4": "due", "N1": "suggested"}}),
    "progression in a second line": Story((ADVANCED, said("treatment-line", "2026-01-20", "2026-03-01", parts=SYSTEMIC, valueInteger=2), said("progression", "2026-02-20")), {"2026-02-19": {"T2": "not met"}, "2026-02-20": {"T2": "suggested"}}),
    "every prompt": Story(
        (ecog("2026-02-01", 3), said("treatment-proposed", "2026-02-02", parts=SYSTEMIC), survival("2026-02-02", 20, "d"), esas("2026-02-02", pain=2), yes("advanced-disease", "2026-02-01"), said("acp", "2026-01-01", parts={"item": "readiness", "state": "discussed", "review": {"valueDateTime": "2026-02-10"}}), said("treatment-line", "2026-03-01", parts=SYSTEMIC, valueInteger=1)),
        {"2026-02-10": {"prompts": "ECOG-SACT SURVIVAL-30D PROGNOSIS SDM PROM-USED"}, "2026-02-11": {"prompts": "ECOG-SACT SURVIVAL-30D PROGNOSIS SDM ACP-REVIEW PROM-USED"}, "2026-03-01": {"prompts": "PROGNOSIS ACP-REVIEW PROM-USED"}},
    ),
    "a death": Story((esas("2026-02-01", pain=9), said("incident", "2026-02-01")), {"2026-02-28": {"SYM-2": "due", "CAR-5": "not due"}, "2026-03-01": {"SYM-2": "not applicable", "CAR-5": "due", "COM-4": "due", "prompts": "", "criteria": 0}}, {"deceasedDateTime": "2026-03-01"}),
    "a language that nobody speaks": Story((), {"2026-02-28": {"SPI-4": "due", "SPI-3": "due"}}, {"communication": [{"language": concept("urn:ietf:bcp:47", "ar")}]}),
    "the GP": Story((said("partner-contact", "2026-02-10", parts={"level": {"valueString": "primary"}}), said("plan-change", "2026-02-12")), {"2026-02-09": {"COO-1": "due"}, "2026-02-11": {"COO-1": "done"}, "2026-02-12": {"COO-1": "due"}}, {"generalPractitioner": [{"display": "Dr Maes"}]}),
    "a plan in words and on paper": Story((said("plan-change", "2026-02-01"), said("letter-issued", "2026-02-02", parts={"level": "patient"}), entry("COM-2", "done", "2026-02-03")), {"2026-01-31": {"COM-2": "not due"}, "2026-02-02": {"COM-2": "due"}, "2026-02-03": {"COM-2": "done"}}),
    "the team's cover": Story((yes("end-of-life-phase", "2026-02-01"), said("team-cover", "2026-02-10")), {"2026-01-01": {"EOL-1": "not due"}, "2026-02-01": {"EOL-1": "due"}, "2027-02-10": {"EOL-1": "done"}, "2027-02-11": {"EOL-1": "due"}}),
    "what was known when": Story((yes("advanced-disease", "2026-01-10", issued="2026-02-01T10:00:00Z"),), {"2026-01-20": {"REF-1": "due"}, "2026-01-20/2026-01-31": {"REF-1": "not due"}, "2026-01-20/2026-02-01": {"REF-1": "due"}}),
}  # fmt: skip


def bundle(path: Path) -> Path:
    """One file with a patient for each story, named by its place."""
    entries: list[Json] = []
    for place, story in enumerate(STORIES.values()):
        id = f"story-{place}"
        entries.append(
            {
                "resourceType": "Patient",
                "id": id,
                "name": [{"family": id}],
                "birthDate": "1950-01-01",
                "identifier": [{"system": "urn:x", "value": id}],
                **story.patient,
            }
        )
        entries += [
            one | {"id": f"fact-{next(NUMBERS)}", "subject": {"reference": f"Patient/{id}"}}
            for one in story.facts
        ]
    held = {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": one} for one in entries]}
    path.write_text(json.dumps(held), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Application, dict[str, str]]]:
    """The program on a database with every story, and the id of each one's patient."""
    folder = tmp_path_factory.mktemp("stories")
    file = read_file(bundle(folder / "stories.json"))
    with application.create(str(folder / "stories.db"), USER, PASSWORD) as app:
        ids = [app.import_patient(file.path, one).patient_id for one in file.patients]
        yield app, dict(zip(STORIES, ids, strict=True))


@pytest.mark.parametrize("name", STORIES)
def test_an_imported_record_answers_as_the_model_says(
    imported: tuple[Application, dict[str, str]], name: str
) -> None:
    app, ids = imported
    for days, right in STORIES[name].right.items():
        on, _, known = days.partition("/")
        day = app.now().date() if on == "today" else date.fromisoformat(on)
        with app.reader() as reader:
            view = patient_view(
                reader, app.guidance, ids[name], day, date.fromisoformat(known) if known else None
            )
        found: Json = {one.id: str(one.status) for one in view.elements}
        found |= {one.id: str(one.state) for one in view.criteria}
        found |= {"prompts": " ".join(one.id for one in view.prompts), "criteria": len(view.criteria)}
        assert {key: found[key] for key in right} == right, days
