"""What is sent can be read again: every kind of fact, with its dates, and who the patient is."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from fhir.resources.R4B import get_fhir_model_class

from mdt_app.domain.cases import Case
from mdt_app.domain.facts import IMPORTED, Fact, Kind
from mdt_app.domain.incoming import IncomingFact, IncomingPatient
from mdt_app.domain.outgoing import OutgoingPatient
from mdt_app.domain.payloads import (
    Acp,
    Allergy,
    Answer,
    Assessment,
    BoardCase,
    CareHolder,
    Carer,
    Condition,
    CriterionDecision,
    ElementEntry,
    Encounter,
    Event,
    Faith,
    Language,
    Measurement,
    Medication,
    Named,
    Override,
    PatientWords,
    Payload,
    Planned,
    Prognosis,
    Proposal,
    Referral,
    Score,
    SdmStep,
    Stage,
    Trace,
    Transition,
    TreatmentLine,
    WeighedOption,
)
from mdt_app.domain.people import Identifier, Patient, Person
from mdt_app.exchange.codes import LOINC, SNOMED
from mdt_app.exchange.outgoing.bundle import Bundle, bundle, is_sent
from mdt_app.exchange.outgoing.checked import sendable
from mdt_app.exchange.reading import read_file

ICD = "http://hl7.org/fhir/sid/icd-10"
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
ANSWERS = [
    *(Kind.ADVANCED_DISEASE, Kind.END_OF_LIFE_PHASE, Kind.REQUEST_HASTENED_DEATH, Kind.SPIRITUAL_CRISIS),
    *(Kind.NEEDS_DECISION_HELP, Kind.PATIENT_REQUEST, Kind.INTERPRETER_NEEDED, Kind.REFERRAL_AGREED),
    *(Kind.CARER_ATTENDS, Kind.CARER_PERMISSION, Kind.REFERRAL_FIRST_CONTACT, Kind.PATIENT_LETTER),
]
EVENTS = [
    *(Kind.PROGRESSION, Kind.PLAN_CHANGE, Kind.DECISION, Kind.MEDICATION_ADJUSTED, Kind.INCIDENT, Kind.DEATH),
    Kind.REFERRAL_FOLLOW_UP,
]
TRACES = [
    *(Kind.LETTER_ISSUED, Kind.PARTNER_CONTACT, Kind.CRITERIA_REVIEW, Kind.TEAM_COVER, Kind.INVITED_BY_HAND)
]
SAID: dict[Kind, list[Payload]] = {
    **{
        kind: [Answer(value=True, note="asked twice"), Answer(value=False), Answer(value=True, carer="Luc Maes")]
        for kind in ANSWERS
    },
    **{kind: [Event(), Event(text="liver and\nbone")] for kind in EVENTS},
    **{kind: [Trace(), Trace(level="primary", partner="home nursing", note="rung")] for kind in TRACES},
    Kind.DIAGNOSIS: [
        Condition(text="Adenocarcinoma of the lung", code="C34.1", system=ICD, site="lung", status="active"),
        Condition(text="Ewing", site="bone", morphology="9260/3 Ewing sarcoma", laterality="left"),
        Condition(text="Breast cancer", site="breast", confirmed=False, laterality="midline"),
    ],
    Kind.METASTASIS: [
        Condition(text="Liver metastases", site="liver", distant=True),
        Condition(text="Leptomeningeal disease", site="leptomeninges", distant=True),
        Condition(text="Something on the scan", site="brain", distant=True, status="a word of ours"),
        Condition(text="Axilla", site="lymph nodes"),
        Condition(text="Hersenmetastase", code="94225005", system=SNOMED, site="brain", distant=True),
    ],
    Kind.PROBLEM: [
        Condition(text="Confused at night", concept="delirium", status="resolved"),
        Condition(text="Cannot walk", concept="cord-compression"),
        Condition(text="Metastatic pain, and a cancer of long ago"),
        Condition(text="Diabetes", code="E11", system=ICD, confirmed=False),
    ],
    Kind.STAGE: [
        Stage(category="T", value="T2a", prefix="c", edition="8"),
        Stage(category="N", value="N3"),
        Stage(category="M", value="M1c", prefix="p"),
        Stage(category="stage", value="IVB"),
        Stage(category="stage", value="extensive disease", prefix="yp"),
        Stage(category="T", value="T1", prefix="yp"),
    ],
    Kind.ECOG: [Score(value=0), Score(value=4)],
    Kind.KARNOFSKY: [Score(value=0), Score(value=70)],
    Kind.MEASUREMENT: [
        Measurement(name="CEA", value="5.20", unit="ug/L", code="2039-6", system=LOINC, group="tumour-marker"),
        Measurement(name="CRP", value="<0.5", unit="mg/L", group="laboratory"),
        Measurement(name="EGFR", value="exon 19 deletion"),
        Measurement(name="Weight", value="61", unit="kg", group="a house's own"),
        Measurement(name="Size", value="2 - 4 mm", group="tumour-marker"),
        Measurement(name="Titre", value="high", unit="of our own"),
    ],
    Kind.PROCEDURE: [Named(text="Lobectomy", code="173171007", system=SNOMED, result="R0")],
    Kind.IMAGING: [Named(text="CT thorax", result="stable")],
    Kind.REPORT: [Named(text="Histology", code="60568-3", system=LOINC, result="adenocarcinoma"), Named(text="x")],
    Kind.MEDICATION: [
        Medication(text="Morphine", dose="10 mg every 4 h", reason="pain", status="active", change="changed",
                   previous_dose="5 mg"),
        Medication(text="Metformin", status="stopped"),
        Medication(text="Metformin", status="stopped", change="stopped"),
        Medication(text="Cisplatin", status="in-progress", code="387318005", system=SNOMED),
        Medication(text="Haloperidol"),
    ],
    Kind.ALLERGY: [
        Allergy(text="Penicillin", reaction="rash", severity="severe"),
        Allergy(text="Latex", severity="high"),
        Allergy(text="Iodine", severity="a little"),
    ],
    Kind.ASSESSMENT: [
        Assessment(instrument="esas-r", answers=(("pain", 0.0), ("nausea", None), ("tiredness", 7.0))),
        Assessment(instrument="carer-distress", answers=(("distress", 10.0),), carer="Luc Maes"),
        Assessment(instrument="house", answers=(("a", 2.5),), by="carer", setting="home", language="nl", other="itch"),
    ],
    Kind.LANGUAGE: [Language(code="nl"), Language(code="tr", preferred=False)],
    Kind.CASE: [BoardCase(question="Operate?", board="Lung board", decided=True), BoardCase()],
    Kind.ENCOUNTER: [Encounter(), Encounter(text="Joint visit", setting="outpatient clinic")],
    Kind.TREATMENT_LINE: [
        TreatmentLine(number=2, intent="palliative", kind="systemic", text="docetaxel"), TreatmentLine(number=1)
    ],
    Kind.TREATMENT_PROPOSED: [Proposal(), Proposal(kind="supportive", intent="palliative", text="pain first")],
    Kind.DISCHARGE_HOME_PLANNED: [Planned(day=date(2026, 12, 1), text="with a bed")],
    Kind.PROGNOSIS: [
        Prognosis(amount=2.5, unit="mo", method="board", told="no", author="Dr Maes", told_by="her GP"),
        Prognosis(told="does-not-wish", told_words="Do not tell me.", author="Dr Nijs", told_by="Dr Maes"),
    ],
    Kind.CARER: [Carer(name="Jo", relation="son", phone="09", note="at night"), Carer(none=True, note="asked")],
    Kind.FAITH: [Faith(text="Muslim"), Faith(code="none"), Faith(code="prefers-not-to-say")],
    Kind.SDM: [SdmStep(step="options", note="by video", family="the daughter")],
    Kind.OPTION: [
        WeighedOption(text="no treatment", benefit="at home", benefit_chance="6 in 10", untreated=True),
        WeighedOption(text="third line", harm="tired", harm_chance="7 in 10", source="trial X"),
    ],
    Kind.ACP: [
        Acp(item="code-status", state="documented", value="DNR 2", note="in the file", review=date(2027, 1, 1)),
        Acp(
            item="surrogate", state="completed", name="Lieve", relation="daughter", phone="09", place="in the hall",
            document_day=date(2026, 3, 1), talk="t1", by="Dr Maes", level="primary", present="Lieve", codes=("dnr2",),
        ),
        Acp(item="readiness", state="discussed", concerns="“Not yet”"),
        Acp(item="trusted-person", state="completed", name="Jan"),
    ],
    Kind.ELEMENT: [ElementEntry(element="PSY-1", status="planned", until=date(2026, 12, 1), note="nurse"),
                   ElementEntry(element="CAR-3", status="done", carer="Luc Maes")],
    Kind.CRITERION: [
        CriterionDecision(criterion="N1", decision="refer"),
        CriterionDecision(criterion="T1", decision="later", reason="after scan", until=date(2026, 12, 24)),
    ],
    Kind.REFERRAL: [Referral(to="tertiary", criterion="N1", note="by phone"), Referral(to="hospice")],
    Kind.OVERRIDE: [Override(prompt="ECOG-SACT", reason="his own wish")],
    Kind.TRANSITION: [
        Transition(to="palliative unit", from_="ward", holder="Dr Maes", reason="pain", confirmed=True),
        Transition(to="tertiary"),
        Transition(to="primary", giver="Prof. Claes", holder="Dr Maes", what="pain", confirmed=True,
                   confirmed_on=date(2026, 11, 15), confirmed_by="Lore Hermans"),
    ],
    Kind.CARE_HOLDER: [
        CareHolder(level="primary", name="Dr. Anne Lacroix", role="gp", organisation="House", phone="09 1",
                   night_phone="09 2", address=("Street 1", "9000 Gent")),
    ],
    Kind.PATIENT_WORDS: [PatientWords(topic="not-wanted", text="No hospital.", by="Ann")],
}  # fmt: skip
EACH = [
    pytest.param(kind, said, id=f"{kind}-{place}") for kind in SAID for place, said in enumerate(SAID[kind])
]


def fact(kind: Kind, said: Payload, id: str = "fact-1", **more: Any) -> Fact:
    stated = {"true_from": date(2026, 9, 1), "recorded_at": datetime(2026, 9, 2, 7, 5, 3, 21, tzinfo=UTC)}
    return Fact(
        **{"id": id, "patient_id": "p", "kind": kind, "payload": said, "recorded_by": "lore"} | stated | more
    )


def outgoing(*facts: Fact, **more: Any) -> OutgoingPatient:
    patient = Patient(id="p", patient_id="p", family="Peeters", given="Ann", birth_date=date(1950, 4, 1))
    said = {
        "patient": patient,
        "identifiers": (),
        "first_words": {},
        "people": (),
        "questions": (),
        "recorders": {"lore": "Lore H."},
    }
    return OutgoingPatient(**{"facts": facts, "corrected": 0, "at": NOW} | said | more)


Send = Callable[..., tuple[Bundle, IncomingPatient]]


@pytest.fixture
def send(tmp_path: Path) -> Send:
    """Writes a record, holds each resource against the R4 models, and reads it back."""

    def through(one: OutgoingPatient) -> tuple[Bundle, IncomingPatient]:
        made = bundle(one, NOW.date())
        for entry in json.loads(made.content)["entry"]:
            get_fhir_model_class(entry["resource"]["resourceType"]).model_validate(entry["resource"])
        path = tmp_path / "sent.json"
        path.write_bytes(made.content)
        file = read_file(path)
        assert (file.error, file.warnings) == ("", ())
        return made, file.patients[0]

    return through


def gist(one: Fact | IncomingFact) -> tuple[object, ...]:
    """What of a fact must come back; a code that was only added is no difference."""
    said = one.payload
    if isinstance(said, Condition) and (said.code in ("", "128462008") or said.system == SNOMED):
        said = replace(said, code="", system="")
    return one.kind, said, one.true_from, one.true_to, one.at, one.recorded_at


def test_every_kind_of_fact_is_tried() -> None:
    assert set(SAID) == set(Kind) - {Kind.ASSESSMENT_DRAFT}


@pytest.mark.parametrize(("kind", "said"), EACH)
def test_a_fact_comes_back_as_it_was_sent(send: Send, kind: Kind, said: Payload) -> None:
    paris = timezone(timedelta(hours=2))
    for more in (
        {},
        {"at": datetime(2026, 9, 1, 0, 30, tzinfo=paris)},
        {"at": datetime(2026, 8, 31, 22, 30, 0, 125000, tzinfo=UTC)},
        {"true_to": date(2026, 10, 4)},
        {"true_from": date(2027, 3, 1)},
        {"true_from": date(1949, 1, 31)},
    ):
        one = fact(kind, said, **more)
        made, patient = send(outgoing(one))
        assert made.warnings == ()
        assert gist(one) in [gist(found) for found in patient.facts], more
        implied = kind is Kind.CRITERION and len(patient.facts) == 2
        assert len(patient.facts) == 1 or implied
        assert not implied


def test_the_whole_record_comes_back_once_and_in_its_order(send: Send) -> None:
    facts = [fact(kind, said, f"fact-{kind}-{at}") for kind in SAID for at, said in enumerate(SAID[kind])]
    made, patient = send(outgoing(*facts))
    assert [gist(one) for one in patient.facts] == [gist(one) for one in facts]
    assert made.resources["Patient"] == 1
    assert sum(made.resources.values()) == len(json.loads(made.content)["entry"])
    assert send(outgoing(*facts))[0].content == made.content


def test_what_others_read_stands_in_fhirs_own_fields(send: Send) -> None:
    gp = Person(
        id="gp", family="Lacroix", given="Anne", title="Dr.", discipline="gp", level="primary", number="1234"
    )
    team = Person(id="t", family="Palliatief Team", discipline="palliative", level="tertiary", phone="09 3")
    nurse = Person(id="n", family="Nijs", given="Eva", discipline="oncology-nurse", organisation="UZ")
    holder = CareHolder(level="primary", name="Dr. Anne Lacroix", person_id="gp")
    one = outgoing(
        fact(Kind.LANGUAGE, Language(code="fr"), "1"),
        fact(Kind.INTERPRETER_NEEDED, Answer(value=True), "2"),
        fact(Kind.DEATH, Event(), "3", true_from=date(2026, 11, 1)),
        fact(Kind.CARE_HOLDER, holder, "4"),
        fact(Kind.CARER, Carer(name="Jo", relation="son"), "5"),
        fact(Kind.DIAGNOSIS, Condition(text="Lung cancer", code="C34.1", system=ICD, site="lung"), "6"),
        fact(Kind.STAGE, Stage(category="stage", value="IVB"), "7"),
        identifiers=(
            Identifier(id="i", patient_id="p", system="urn:x", value="123"),
            Identifier(id="j", patient_id="p", system="born 1950-04-01", value="77777"),
        ),
        people=(gp, team, nurse),
        questions=((Case(id="c", patient_id="p", case_id="c", board_id="b", number="L-1", question="Operate?",
                         asked_by="Dr Maes", asked_on=date(2026, 11, 2)), "Lung board"),),
    )  # fmt: skip
    made, patient = send(one)
    entries = json.loads(made.content)["entry"]
    said = {entry["resource"]["resourceType"]: entry["resource"] for entry in reversed(entries)}
    person = said["Patient"]
    assert person["communication"][0]["language"]["coding"][0]["code"] == "fr"
    assert person["deceasedDateTime"] == "2026-11-01"
    assert person["generalPractitioner"][0]["reference"] in {entry["fullUrl"] for entry in entries}
    assert person["extension"][0]["valueBoolean"] is True
    assert said["RelatedPerson"]["relationship"] == [{"text": "son"}]
    assert said["Condition"]["stage"][0]["summary"] == {"text": "IVB"}
    assert said["Condition"]["recorder"] == {"display": "Lore H."}
    assert (patient.question, patient.asked_by, patient.place) == ("Operate?", "Dr Maes", "Lung board")
    assert patient.asked_on == date(2026, 11, 2)
    assert patient.identifiers == (("urn:x", "123"), ("", "77777"))
    assert len(patient.facts) == len(one.facts)
    known = [
        (one.family, one.given, one.title, one.discipline, one.level, one.number) for one in patient.people
    ]
    assert known == [
        ("Lacroix", "Anne", "Dr.", "gp", "primary", "1234"),
        ("Palliatief Team", "", "", "palliative", "tertiary", ""),
        ("Nijs", "Eva", "", "oncology-nurse", "", ""),
    ]
    assert patient.people[2].organisation == "UZ"


def test_a_resource_keeps_the_name_that_its_source_gave_it(send: Send) -> None:
    key = "Observation/abc#0123456789abcdef"
    one = fact(Kind.ECOG, Score(value=1), source=IMPORTED, source_key=key)
    other = fact(Kind.ECOG, Score(value=2), "fact-2", source=IMPORTED, source_key=f"{key}#2")
    part = fact(
        Kind.ECOG, Score(value=3), "fact-3", source=IMPORTED, source_key="Bundle/x#y#0123456789abcdef"
    )
    _, patient = send(outgoing(one, other, part))
    assert [found.origin for found in patient.facts] == [
        "Observation/abc",
        "Observation/fact-2",
        "Observation/fact-3",
    ]


@pytest.mark.parametrize(
    "said",
    [
        fact(Kind.PROGNOSIS, Prognosis(amount=3, unit="moons")),
        fact(Kind.ASSESSMENT, Assessment(instrument="esas-r", answers=())),
        fact(Kind.ELEMENT, ElementEntry(element="PSY-1", status="perhaps")),
    ],
)
def test_what_cannot_be_carried_is_named_and_nothing_else_is_lost(send: Send, said: Fact) -> None:
    assert sendable(said) is None
    made, patient = send(outgoing(said, fact(Kind.ECOG, Score(value=1), "fact-2")))
    assert [one.kind for one in patient.facts] == [Kind.ECOG]
    assert "it is not in the file" in made.warnings[0]


def test_text_that_looks_like_json_stays_text(send: Send) -> None:
    hostile = '"}], \ufdd0 <b>&amp;</b> \u202e שלום 🙂'
    _, patient = send(outgoing(fact(Kind.PATIENT_WORDS, PatientWords(topic="wants", text=hostile))))
    (found,) = patient.facts
    assert isinstance(found.payload, PatientWords)
    assert found.payload.text == hostile.replace("\ufdd0", "\ufffd")


def test_only_an_earlier_sending_of_the_same_patient_is_known_as_one() -> None:
    sent = bundle(outgoing(), NOW.date()).content
    assert is_sent(sent, "p")
    assert not is_sent(sent, "q")
    for other in (b"", b"[]", b"{}", b'{"resourceType": "Bundle"}', b"\xff", b"[" * 5000):
        assert not is_sent(other, "p")
