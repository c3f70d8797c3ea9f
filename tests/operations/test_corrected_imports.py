"""What a person corrects or withdraws at a desk stands, whatever file is read again; a contradiction is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from operations.kit import Team, press
from operations.letters_kit import decided

from mdt_app.domain.corrected import disputed
from mdt_app.domain.errors import Refused
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.incoming import IncomingFact, IncomingPatient
from mdt_app.domain.payloads import Allergy, Assessment, Medication, Payload
from mdt_app.domain.record import Record
from mdt_app.operations.commands import new_id
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.importing import Imported, ImportPatient, import_patient

DAY = date(2026, 9, 1)
WRONG = Medication(text="oxycodone", dose="100 mg", status="active")
RIGHT = replace(WRONG, dose="10 mg")


def said(payload: Payload = WRONG, kind: Kind = Kind.MEDICATION, **more: Any) -> IncomingFact:
    return IncomingFact(**{"kind": kind, "payload": payload, "true_from": DAY, "origin": "M/1"} | more)


def take(team: Team, *facts: IncomingFact) -> Imported:
    one = IncomingPatient(
        family="Maes",
        given="Jan",
        birth_date=date(1950, 3, 12),
        identifiers=(("urn:x", "12345"),),
        facts=facts,
    )
    return import_patient(team.command(ImportPatient, source="file.json"), one, team.database.open_work)


def facts(team: Team, patient: str) -> tuple[Fact, ...]:
    with team.database.reader() as reader:
        return reader.facts([patient])[patient]


def standing(team: Team, patient: str, kind: Kind = Kind.MEDICATION) -> list[Fact]:
    return list(Record(facts(team, patient), date(2027, 1, 1)).of(kind))


def correct(team: Team, fact: Fact, payload: Payload, **more: Any) -> str:
    id = new_id()
    team.act(
        RecordFact, fact_id=id, patient_id=fact.patient_id, kind=fact.kind, payload=payload,
        **{"true_from": fact.true_from, "replaces": fact.id} | more,
    )  # fmt: skip
    return id


def corrected(
    team: Team, wrong: Payload = WRONG, right: Payload = RIGHT, kind: Kind = Kind.MEDICATION
) -> str:
    patient = take(team, said(wrong, kind)).patient_id
    correct(team, standing(team, patient, kind)[0], right)
    return patient


def payloads(team: Team, patient: str, kind: Kind = Kind.MEDICATION) -> list[Payload]:
    return [one.payload for one in standing(team, patient, kind)]


def is_disputed(team: Team, patient: str) -> bool:
    by_id = {one.id: one for one in facts(team, patient)}
    return any(disputed(one, by_id) for one in standing(team, patient))


def test_the_same_wrong_file_read_again_leaves_the_correction_standing(both: Team) -> None:
    patient = corrected(both)
    again = take(both, said())
    assert (again.state, again.warnings) == ("unchanged", ())
    assert payloads(both, patient) == [RIGHT]


def test_a_source_that_changes_another_part_does_not_bring_the_wrong_value_back(both: Team) -> None:
    patient = corrected(both)
    stopped = said(replace(WRONG, status="stopped"))
    (sentence,) = take(both, stopped).warnings
    assert "100 mg" in sentence
    assert "The correction stands" in sentence
    assert payloads(both, patient) == [replace(RIGHT, status="stopped")]
    assert take(both, stopped).state == "unchanged"
    take(both, said(replace(WRONG, status="stopped", reason="constipation")))
    assert payloads(both, patient) == [replace(RIGHT, status="stopped", reason="constipation")]
    assert not is_disputed(both, patient)


def test_a_source_that_mends_itself_as_it_was_mended_here_changes_nothing(both: Team) -> None:
    patient = corrected(both)
    again = take(both, said(RIGHT))
    assert (again.state, again.warnings) == ("unchanged", ())
    assert payloads(both, patient) == [RIGHT]


def test_a_really_new_value_of_the_source_counts_and_stays_marked_until_somebody_here_speaks(
    both: Team,
) -> None:
    patient = corrected(both)
    newer = said(replace(WRONG, dose="20 mg"))
    (sentence,) = take(both, newer).warnings
    assert "20 mg" in sentence
    assert "10 mg" in sentence
    assert payloads(both, patient) == [replace(WRONG, dose="20 mg")]
    assert is_disputed(both, patient)
    assert take(both, newer).state == "unchanged"
    assert take(both, said()).state == "unchanged"
    assert payloads(both, patient) == [replace(WRONG, dose="20 mg")]
    correct(both, standing(both, patient)[0], replace(WRONG, dose="20 mg"))
    assert not is_disputed(both, patient)


def test_a_word_that_its_source_recorded_before_the_correction_does_not_undo_it(both: Team) -> None:
    patient = corrected(both)
    old = said(replace(WRONG, dose="20 mg", reason="pain"), recorded_at=datetime(2026, 9, 2, tzinfo=UTC))
    (sentence,) = take(both, old).warnings
    assert "before the correction" in sentence
    assert payloads(both, patient) == [replace(RIGHT, reason="pain")]


def test_a_corrected_day_stands_too(both: Team) -> None:
    patient = take(both, said()).patient_id
    correct(both, standing(both, patient)[0], WRONG, true_from=DAY - timedelta(days=30))
    take(both, said(replace(WRONG, reason="pain")))
    (kept,) = standing(both, patient)
    assert (kept.true_from, kept.payload) == (DAY - timedelta(days=30), replace(WRONG, reason="pain"))


def test_one_corrected_answer_stands_beside_the_new_ones_of_the_source(both: Team) -> None:
    kind = Kind.ASSESSMENT
    wrong = Assessment(instrument="esas-r", answers=(("pain", 9.0), ("nausea", 1.0)))
    right = replace(wrong, answers=(("pain", 2.0), ("nausea", 1.0)))
    patient = corrected(both, wrong, right, kind)
    take(both, said(replace(wrong, answers=(("pain", 9.0), ("nausea", 3.0))), kind))
    assert payloads(both, patient, kind) == [replace(wrong, answers=(("pain", 2.0), ("nausea", 3.0)))]


def test_what_was_withdrawn_here_does_not_come_back_in_other_words(both: Team) -> None:
    kind, wrong = Kind.ALLERGY, Allergy(text="penicillin")
    patient = take(both, said(wrong, kind)).patient_id
    correct(both, standing(both, patient, kind)[0], wrong, withdrawn=True)
    assert take(both, said(wrong, kind)).warnings == ()
    (sentence,) = take(both, said(Allergy(text="penicillin", reaction="rash"), kind)).warnings
    assert "stays withdrawn" in sentence
    assert payloads(both, patient, kind) == []
    (sentence,) = take(both, said(Allergy(text="latex"), kind)).warnings
    assert "counts from now on" in sentence
    assert payloads(both, patient, kind) == [Allergy(text="latex")]


def test_a_worklist_that_repeats_the_wrong_value_every_day_changes_nothing(both: Team) -> None:
    origin = "worklist/1#medication-1"
    patient = take(both, said(origin=origin)).patient_id
    correct(both, standing(both, patient)[0], RIGHT)
    take(both, said(replace(WRONG, reason="pain"), origin=origin, true_from=DAY + timedelta(days=1)))
    count = len(facts(both, patient))
    for days in (2, 3):
        again = said(replace(WRONG, reason="pain"), origin=origin, true_from=DAY + timedelta(days=days))
        assert take(both, again).state == "unchanged"
    assert len(facts(both, patient)) == count
    assert payloads(both, patient) == [replace(RIGHT, reason="pain")]


def test_one_fact_is_corrected_at_one_desk_only(both: Team) -> None:
    patient = take(both, said()).patient_id
    (fact,) = standing(both, patient)
    correct(both, fact, RIGHT)
    for more in ({}, {"withdrawn": True}):
        with pytest.raises(Refused, match="corrected meanwhile"):
            correct(both, fact, replace(WRONG, dose="5 mg"), **more)
    assert payloads(both, patient) == [RIGHT]


def test_a_withdrawal_is_taken_back_by_saying_it_again(both: Team) -> None:
    patient = take(both, said()).patient_id
    (fact,) = standing(both, patient)
    gone = correct(both, fact, WRONG, withdrawn=True)
    assert payloads(both, patient) == []
    correct(both, replace(fact, id=gone), WRONG)
    assert payloads(both, patient) == [WRONG]
    assert take(both, said()).state == "unchanged"


def test_what_is_corrected_is_this_patients(both: Team) -> None:
    patient = take(both, said()).patient_id
    (fact,) = standing(both, patient)
    with pytest.raises(Refused, match="not on this patient's record"):
        correct(both, replace(fact, patient_id=both.patient()), RIGHT)


def test_the_draft_of_a_letter_says_what_was_corrected_and_goes_on_saying_it_when_the_file_is_read_again(
    both: Team,
) -> None:
    case = decided(both)
    home = IncomingPatient(
        family="Colpaert", given="Martine", birth_date=date(1951, 3, 12), origin=f"Patient/{case.patient_id}",
        facts=(said(),),
    )  # fmt: skip

    def read_in() -> Imported:
        return import_patient(both.command(ImportPatient, source="file.json"), home, both.database.open_work)

    def draft() -> str:
        return repr(press().content_now(case.record(), case.letter()))

    assert read_in().patient_id == case.patient_id
    assert "100 mg" in draft()
    correct(both, standing(both, case.patient_id)[0], RIGHT)
    assert "100 mg" not in draft()
    assert "10 mg" in draft()
    assert read_in().state == "unchanged"
    assert "100 mg" not in draft()
    correct(both, standing(both, case.patient_id)[0], RIGHT, withdrawn=True)
    assert "oxycodone" not in draft()
    read_in()
    assert "oxycodone" not in draft()
