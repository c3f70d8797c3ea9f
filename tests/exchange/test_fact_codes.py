"""Every code of urn:mdt:fact becomes the payload that the domain has for it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from mdt_app.domain.facts import PAYLOADS, Kind
from mdt_app.domain.payloads import (
    Acp,
    Answer,
    BoardCase,
    CareHolder,
    Carer,
    CriterionDecision,
    ElementEntry,
    Encounter,
    Event,
    Faith,
    Language,
    Override,
    PatientWords,
    Planned,
    Prognosis,
    Proposal,
    Referral,
    SdmStep,
    Stage,
    Trace,
    Transition,
    TreatmentLine,
    WeighedOption,
)


def concept(system: str, code: str) -> dict[str, Any]:
    return {"coding": [{"system": system, "code": code}]}


def code(name: str) -> dict[str, Any]:
    return {"valueCodeableConcept": concept("urn:mdt:value", name)}


def words(text: str) -> dict[str, Any]:
    return {"valueString": text}


def day(text: str) -> dict[str, Any]:
    return {"valueDateTime": text}


YES, NO = {"valueBoolean": True}, {"valueBoolean": False}


def fact(name: str, value: dict[str, Any] | None = None, /, **components: dict[str, Any]) -> dict[str, Any]:
    """An Observation of that code; a component's name may carry a trailing underscore or underscores for dashes."""
    held = [
        {"code": concept("urn:mdt:fact", key.strip("_").replace("_", "-")), **given}
        for key, given in components.items()
    ]
    return {
        "resourceType": "Observation",
        "status": "final",
        "code": concept("urn:mdt:fact", name),
        "effectiveDateTime": "2026-11-12",
        **(value or {}),
        **({"component": held} if held else {}),
    }


ANSWERS = [
    "advanced-disease",
    "end-of-life-phase",
    "request-hastened-death",
    "spiritual-crisis",
    "needs-decision-help",
    "patient-request",
    "interpreter-needed",
    "referral-agreed",
    "patient-letter",
    "carer-attends",
    "carer-permission",
    "referral-first-contact",
]
EVENTS = ["progression", "plan-change", "decision", "medication-adjusted", "incident", "referral-follow-up"]
TRACES = ["letter-issued", "partner-contact", "criteria-review", "team-cover", "invited-by-hand"]
LINE = {"intent": code("palliative"), "kind": code("systemic")}
MONTHS = {
    "valueQuantity": {"value": 4, "unit": "months", "system": "http://unitsofmeasure.org", "code": "mo"}
}

CASES: list[tuple[dict[str, Any], Any]] = [
    *[(fact(name, YES), Answer(value=True)) for name in ANSWERS],
    *[(fact(name, NO), Answer(value=False)) for name in ANSWERS],
    *[(fact(name), Event()) for name in EVENTS],
    (fact("progression", words("liver")), Event(text="liver")),
    *[
        (fact(name, level=code("primary"), partner=words("gp"), note=words("rung")),
         Trace(level="primary", partner="gp", note="rung"))
        for name in TRACES
    ],
    (fact("case", words("Operate?"), board=words("Lung board"), decided=YES),
     BoardCase(question="Operate?", board="Lung board", decided=True)),
    (fact("case"), BoardCase()),
    (fact("language", code("fr"), preferred=NO), Language(code="fr", preferred=False)),
    (fact("language", words("nl")), Language(code="nl")),
    (fact("death"), Event()),
    (fact("stage", category=code("stage"), value=words("extensive disease"), edition=words("8")),
     Stage(category="stage", value="extensive disease", edition="8")),
    (fact("encounter", setting=code("home")), Encounter(setting="home")),
    (fact("encounter"), Encounter()),
    (fact("prognosis", MONTHS, method=words("board"), told=code("does-not-wish"), told_words=words("no figure")),
     Prognosis(amount=4.0, unit="mo", method="board", told="does-not-wish", told_words="no figure")),
    (fact("prognosis", told=code("does-not-wish")), Prognosis(told="does-not-wish")),
    (fact("treatment-line", {"valueInteger": 2}, **LINE),
     TreatmentLine(number=2, intent="palliative", kind="systemic")),
    (fact("treatment-proposed", **LINE), Proposal(intent="palliative", kind="systemic")),
    (fact("treatment-proposed", kind=code("supportive")), Proposal(kind="supportive")),
    (fact("carer", words("Jo Claes")), Carer(name="Jo Claes")),
    (fact("carer", none=YES), Carer(none=True)),
    (fact("discharge-home-planned", day("2026-11-20")), Planned(day=date(2026, 11, 20))),
    (fact("faith", words("Muslim")), Faith(text="Muslim")),
    (fact("faith", code("none")), Faith(code="none")),
    (fact("faith", code("prefers-not-to-say")), Faith(code="prefers-not-to-say")),
    *[(fact("sdm", step=code(step)), SdmStep(step=step)) for step in ("choice", "options", "concerns", "partnership")],
    (fact("element", id=words("PSY-1"), status=code("planned"), until=day("2026-12-01"), note=words("nurse")),
     ElementEntry(element="PSY-1", status="planned", until=date(2026, 12, 1), note="nurse")),
    *[(fact("referral", code(to)), Referral(to=to)) for to in ("tertiary", "hospice", "psychosocial")],
    (fact("referral", code("tertiary"), criterion=words("N1")), Referral(to="tertiary", criterion="N1")),
    (fact("acp", item=code("code-status"), state=code("documented"), review=day("2027-01-01"), value=words("DNR 2")),
     Acp(item="code-status", state="documented", value="DNR 2", review=date(2027, 1, 1))),
    (fact("acp", item=code("surrogate"), state=code("completed"), value=words("Lieve, daughter"), name=words("Lieve"),
          relation=words("daughter"), phone=words("09 51"), place=words("in the hall"), document_day=day("2026-03-01"),
          talk=words("t1"), by=words("Dr Maes"), level=code("primary"), present=words("Lieve"),
          codes=words("dnr2 hos2")),
     Acp(item="surrogate", state="completed", value="Lieve, daughter", name="Lieve", relation="daughter", phone="09 51",
         place="in the hall", document_day=date(2026, 3, 1), talk="t1", by="Dr Maes", level="primary", present="Lieve",
         codes=("dnr2", "hos2"))),
    (fact("option", words("no treatment"), benefit=words("days at home"), benefit_chance=words("6 in 10"),
          harm=words("shorter life"), harm_chance=words("3 in 10"), source=words("trial X"), untreated=YES),
     WeighedOption(text="no treatment", benefit="days at home", benefit_chance="6 in 10", harm="shorter life",
                   harm_chance="3 in 10", source="trial X", untreated=True)),
    (fact("criterion", id=words("N1"), decision=code("not-now"), reason=words("settled")),
     CriterionDecision(criterion="N1", decision="not-now", reason="settled")),
    (fact("transition", from_=code("secondary"), to=code("primary"), holder=words("Dr Maes"), confirmed=YES),
     Transition(from_="secondary", to="primary", holder="Dr Maes", confirmed=True)),
    (fact("override", prompt=code("SDM"), reason=words("said before")), Override(prompt="SDM", reason="said before")),
    (fact("care-holder", level=code("tertiary"), name=words("Team"), role=words("home team"),
          organisation=words("House"), phone=words("09 000 77 77")),
     CareHolder(level="tertiary", name="Team", role="home team", organisation="House", phone="09 000 77 77")),
    (fact("patient-words", words("To be at home."), topic=code("wants"), by=words("Ann")),
     PatientWords(topic="wants", text="To be at home.", by="Ann")),
]  # fmt: skip


@pytest.mark.parametrize(("observation", "payload"), CASES, ids=lambda one: "")
def test_a_fact_code_becomes_its_payload(read_bundle, observation, payload) -> None:
    file = read_bundle(observation)
    found = file.patients[0].facts[0]
    assert file.warnings == ()
    assert (found.kind, found.payload) == (observation["code"]["coding"][0]["code"], payload)
    assert (found.true_from, found.origin) == (date(2026, 11, 12), "Observation/r1")


def test_every_kind_that_only_this_program_names_has_a_case() -> None:
    resources = (
        "diagnosis metastasis problem stage ecog karnofsky measurement procedure imaging report medication"
    )
    told_by_fhir = {*resources.split(), "allergy", "assessment"}
    not_reviewed_yet = {"assessment-draft"}
    given = {observation["code"]["coding"][0]["code"] for observation, _ in CASES}
    assert given == {kind.value for kind in PAYLOADS} - (told_by_fhir - {"stage"}) - not_reviewed_yet


def test_a_period_says_from_when_to_when_a_fact_is_true(read_bundle) -> None:
    line = fact("treatment-line", {"valueInteger": 1})
    del line["effectiveDateTime"]
    line["effectivePeriod"] = {"start": "2026-01-05", "end": "2026-04-30"}
    (found,) = read_bundle(line).patients[0].facts
    assert (found.true_from, found.true_to) == (date(2026, 1, 5), date(2026, 4, 30))


def test_a_decision_to_refer_is_a_referral_too(read_bundle) -> None:
    file = read_bundle(fact("criterion", id=words("N1"), decision=code("refer")))
    kinds = {one.origin: one.kind for one in file.patients[0].facts}
    assert kinds == {
        "Observation/r1": Kind.CRITERION,
        "Observation/r1#referral": Kind.REFERRAL,
    }


def test_a_referral_that_the_file_states_is_not_said_twice(read_bundle) -> None:
    file = read_bundle(
        fact("criterion", id=words("N1"), decision=code("refer")),
        fact("referral", code("tertiary"), criterion=words("N1")),
        fact("criteria-review"),
    )
    kinds = sorted(one.kind for one in file.patients[0].facts)
    assert kinds == [Kind.CRITERIA_REVIEW, Kind.CRITERION, Kind.REFERRAL]


NOT_A_STATUS = (
    'Observation/r1 is not valid: component status is "finished" and not one of '
    "done, declined, not-applicable, planned."
)


@pytest.mark.parametrize(
    ("observation", "sentence"),
    [
        (fact("advanced-disease"), "Observation/r1 is not valid: valueBoolean is missing."),
        (fact("no-such-fact", YES), 'Observation/r1: the program knows no fact "no-such-fact".'),
        (fact("progression", NO), "Observation/r1 is not valid: valueBoolean is false, so it did not happen."),
        (
            fact("element", id=words("PSY-1"), status=code("finished")),
            NOT_A_STATUS,
        ),
        (fact("acp", item=code("readiness")), "Observation/r1 is not valid: component state is missing."),
        (fact("prognosis", {"valueQuantity": {"value": 4, "unit": "moons"}}),
         "Observation/r1 is not valid: valueQuantity needs a number and one of the units d, wk, mo, a."),
        (fact("prognosis"), "Observation/r1 is not valid: valueQuantity is missing."),
        (fact("treatment-line"), "Observation/r1 is not valid: valueInteger must be the number of the line."),
        (fact("carer"), "Observation/r1 is not valid: valueString, the carer's name, is missing."),
    ],
)  # fmt: skip
def test_a_fact_that_says_too_little_is_left_out_with_its_field_named(
    read_bundle, observation, sentence
) -> None:
    file = read_bundle(observation)
    assert file.patients[0].facts == ()
    assert file.warnings == (sentence,)
