"""What cannot be true of a patient is refused at a desk, and left out of a file with a sentence. Both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from operations.kit import Team

from mdt_app.domain.errors import Refused
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.incoming import IncomingFact, IncomingPatient
from mdt_app.domain.payloads import (
    Assessment,
    CriterionDecision,
    ElementEntry,
    Event,
    Override,
    Prognosis,
    Score,
    SdmStep,
)
from mdt_app.operations.commands import new_id
from mdt_app.operations.facts import DecideCriterion, MarkElement, RecordFact
from mdt_app.operations.importing import Imported, ImportPatient, import_patient

BORN, DIED = date(1951, 3, 12), date(2026, 8, 20)
FILLED = Assessment(instrument="esas-r", answers=(("pain", 3.0),))


def record(team: Team, patient: str, kind: Kind, payload: Any, day: date, **more: Any) -> str:
    id = new_id()
    said = {"patient_id": patient, "kind": kind, "payload": payload, "true_from": day} | more
    team.act(RecordFact, fact_id=id, **said)
    return id


def facts(team: Team, patient: str) -> tuple[Fact, ...]:
    with team.database.reader() as reader:
        return reader.facts([patient])[patient]


@pytest.mark.parametrize(
    ("kind", "payload", "day", "words"),
    [
        (Kind.ECOG, Score(value=6), DIED, "not on its scale"),
        (Kind.DEATH, Event(), date(1951, 3, 11), "before the patient was born"),
        (Kind.ASSESSMENT, FILLED, DIED + timedelta(days=1), "nothing is measured after that day"),
        (Kind.DEATH, Event(), DIED + timedelta(days=1), "on record already"),
    ],
)
def test_what_cannot_be_is_refused_at_a_desk(
    both: Team, kind: Kind, payload: Any, day: date, words: str
) -> None:
    patient = both.patient()
    record(both, patient, Kind.DEATH, Event(), DIED)
    with pytest.raises(Refused, match=words):
        record(both, patient, kind, payload, day)
    assert len(facts(both, patient)) == 1


def test_a_fact_that_ends_before_it_begins_is_refused(both: Team) -> None:
    patient = both.patient()
    with pytest.raises(Refused, match="cannot end on"):
        record(both, patient, Kind.INCIDENT, Event(), DIED, true_to=DIED - timedelta(days=1))


def test_a_death_before_something_measured_is_refused_until_that_is_corrected(both: Team) -> None:
    patient = both.patient()
    late = record(both, patient, Kind.ASSESSMENT, FILLED, DIED + timedelta(days=2))
    with pytest.raises(Refused, match="measured on 2026-08-22"):
        record(both, patient, Kind.DEATH, Event(), DIED)
    record(both, patient, Kind.ASSESSMENT, FILLED, DIED, replaces=late)
    record(both, patient, Kind.DEATH, Event(), DIED)


def test_a_death_may_be_corrected_and_taken_back(both: Team) -> None:
    patient = both.patient()
    first = record(both, patient, Kind.DEATH, Event(), DIED)
    second = record(both, patient, Kind.DEATH, Event(), DIED + timedelta(days=3), replaces=first)
    record(both, patient, Kind.DEATH, Event(), DIED, replaces=second, withdrawn=True)
    record(both, patient, Kind.ECOG, Score(value=2), DIED + timedelta(days=5))


def test_an_element_or_criterion_that_is_none_is_refused(both: Team) -> None:
    patient = both.patient()
    with pytest.raises(Refused, match="none of the 28 elements"):
        both.act(MarkElement, patient_id=patient, element="PSY-9", status="done")
    with pytest.raises(Refused, match="none of the 11 criteria"):
        both.act(DecideCriterion, patient_id=patient, criterion="N12", decision="refer")
    assert facts(both, patient) == ()


def test_a_plan_for_a_day_that_has_passed_is_refused(both: Team) -> None:
    patient, today = both.patient(), both.clock.date()
    with pytest.raises(Refused, match="has passed"):
        both.act(
            MarkElement,
            patient_id=patient,
            element="PSY-1",
            status="planned",
            until=today - timedelta(days=1),
        )
    both.act(MarkElement, patient_id=patient, element="PSY-1", status="planned", until=today)


def said(kind: Kind, payload: Any, day: date, origin: str) -> IncomingFact:
    return IncomingFact(kind=kind, payload=payload, true_from=day, origin=origin)


def take(team: Team, *told: IncomingFact) -> Imported:
    one = IncomingPatient(
        family="Maes", birth_date=BORN, identifiers=(("urn:x", "1"),), facts=told, origin="Patient/1"
    )
    return import_patient(team.command(ImportPatient, source="file.json"), one, team.database.open_work)


def test_a_file_keeps_what_can_be_and_names_the_rest(both: Team) -> None:
    death = said(Kind.DEATH, Event(), DIED, "Patient/1#deceased")
    taken = take(
        both,
        death,
        said(Kind.ASSESSMENT, FILLED, DIED, "Answers/1"),
        said(Kind.ASSESSMENT, FILLED, DIED + timedelta(days=1), "Answers/2"),
        said(Kind.ECOG, Score(value=9), DIED, "Observation/3"),
        said(Kind.PROGRESSION, Event(), BORN - timedelta(days=1), "Observation/4"),
    )
    assert {one.kind for one in facts(both, taken.patient_id)} == {Kind.DEATH, Kind.ASSESSMENT}
    assert len(facts(both, taken.patient_id)) == 2
    assert [sentence.partition(" ")[0] for sentence in taken.warnings] == [
        "Answers/2",
        "Observation/3",
        "Observation/4",
    ]
    assert take(both, death).state == "unchanged"


def test_a_death_before_birth_is_left_out_of_a_file(both: Team) -> None:
    taken = take(both, said(Kind.DEATH, Event(), BORN - timedelta(days=1), "Patient/1#deceased"))
    assert facts(both, taken.patient_id) == ()
    assert "before the patient was born" in taken.warnings[0]


def test_a_death_that_a_file_tells_later_stays_and_what_is_after_it_is_named(both: Team) -> None:
    late = DIED + timedelta(days=2)
    taken = take(both, said(Kind.ASSESSMENT, FILLED, late, "Answers/1"))
    again = take(both, said(Kind.DEATH, Event(), DIED, "Patient/1#deceased"))
    assert {one.kind for one in facts(both, taken.patient_id)} == {Kind.DEATH, Kind.ASSESSMENT}
    assert f"something measured on {late}" in again.warnings[0]


def test_a_death_that_a_file_corrects_takes_the_place_of_the_first(both: Team) -> None:
    first = said(Kind.DEATH, Event(), DIED, "Patient/1#deceased")
    taken = take(both, first)
    moved = replace(first, true_from=DIED + timedelta(days=3))
    assert take(both, moved, said(Kind.ECOG, Score(value=4), DIED + timedelta(days=1), "O/1")).warnings == ()
    kept = facts(both, taken.patient_id)
    assert [one.replaces for one in kept if one.kind is Kind.DEATH] == ["", kept[0].id]


def test_a_fact_of_a_day_to_come_is_kept_and_said(both: Team) -> None:
    tomorrow = both.clock.date() + timedelta(days=1)
    taken = take(both, said(Kind.PROGRESSION, Event(), tomorrow, "Observation/1"))
    assert len(facts(both, taken.patient_id)) == 1
    assert taken.warnings == (
        f"Dated after today, kept, and counted from that day on: Observation/1 on {tomorrow}.",
    )


def scored(instrument: str = "esas-r", **answers: float | None) -> Assessment:
    return Assessment(instrument=instrument, answers=tuple(answers.items()))


@pytest.mark.parametrize("kind", [Kind.ASSESSMENT, Kind.ASSESSMENT_DRAFT])
@pytest.mark.parametrize(
    ("filled", "words"),
    [
        (scored(pain=11), "Pain: 11 is not on its scale, 0 to 10."),
        (scored(nausea=3, pain=-1), "Pain: -1 is not on its scale, 0 to 10."),
        (scored(pain=6.5), "Pain: 6.5 is not on its scale, 0 to 10."),
        (scored(pian=3), '"pian" is no item of this instrument.'),
        (scored("distress", distress=12), "Distress: 12 is not on its scale, 0 to 10."),
        (scored("lost", a=3), 'There is no instrument "lost" here; put its file back to record with it.'),
    ],
)
def test_an_answer_off_its_scale_is_refused_at_a_desk_with_its_item_and_range(
    team: Team, kind: Kind, filled: Assessment, words: str
) -> None:
    patient = team.patient()
    with pytest.raises(Refused) as refused:
        record(team, patient, kind, filled, date(2026, 9, 1))
    assert str(refused.value) == words
    assert facts(team, patient) == ()


def test_an_item_that_was_not_answered_stays_without_an_answer(both: Team) -> None:
    patient = both.patient()
    record(both, patient, Kind.ASSESSMENT, scored(pain=0, nausea=None, anxiety=10), date(2026, 9, 1))
    (kept,) = facts(both, patient)
    assert kept.payload == scored(pain=0, nausea=None, anxiety=10)


def test_what_was_filled_with_an_instrument_that_is_gone_stays_and_can_be_mended_but_not_filled_anew(
    both: Team,
) -> None:
    gone = scored("lost", a=12)
    patient = take(both, said(Kind.ASSESSMENT, gone, date(2026, 9, 1), "Answers/1")).patient_id
    (kept,) = facts(both, patient)
    moved = record(both, patient, Kind.ASSESSMENT, gone, date(2026, 9, 2), replaces=kept.id)
    with pytest.raises(Refused, match='no instrument "lost"'):
        record(both, patient, Kind.ASSESSMENT, scored("lost", a=3), date(2026, 9, 2), replaces=moved)
    record(both, patient, Kind.ASSESSMENT, gone, date(2026, 9, 2), replaces=moved, withdrawn=True)
    assert [one.payload for one in facts(both, patient)] == [gone] * 3


@pytest.mark.parametrize(
    ("kind", "payload", "words"),
    [
        (Kind.KARNOFSKY, Score(value=110), "Karnofsky 110 is not on its scale, 0 to 100."),
        (Kind.PROGNOSIS, Prognosis(amount=float("nan"), unit="mo"), "A survival estimate is a number"),
        (Kind.ELEMENT, ElementEntry(element="PSY-9", status="done"), "none of the 28 elements"),
        (Kind.CRITERION, CriterionDecision(criterion="N12", decision="refer"), "none of the 11 criteria"),
        (Kind.SDM, SdmStep(step="hope"), "none of the four steps"),
        (Kind.OVERRIDE, Override(prompt="HASTE", reason="late"), "none of the prompts"),
    ],
)
def test_a_value_or_a_name_that_there_is_not_is_refused_at_a_desk(
    team: Team, kind: Kind, payload: Any, words: str
) -> None:
    patient = team.patient()
    with pytest.raises(Refused, match=words):
        record(team, patient, kind, payload, date(2026, 9, 1))
    assert facts(team, patient) == ()
