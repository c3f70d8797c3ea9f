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
from mdt_app.domain.payloads import Assessment, Event, Score
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
