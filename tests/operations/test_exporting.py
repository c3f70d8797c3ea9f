"""A patient sent elsewhere gets the same answers of the rules there, on every day; sent home he changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from operations.kit import Team
from operations.test_replay import demo_commands

from mdt_app.application import load_guidance
from mdt_app.domain.agenda import Listing
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.incoming import IncomingFact, IncomingPatient
from mdt_app.domain.payloads import BoardCase, Carer, Event, Score
from mdt_app.domain.people import Identifier, Patient
from mdt_app.exchange.outgoing.bundle import bundle
from mdt_app.exchange.reading import read_file
from mdt_app.operations.commands import new_id
from mdt_app.operations.exporting import outgoing_patient
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.importing import Imported, ImportPatient, import_patient
from mdt_app.operations.surroundings import surroundings_of
from mdt_app.operations.views import patient_view

TODAY = date(2026, 11, 12)
DAYS = [TODAY, *(TODAY + timedelta(days=days) for days in (-365, -90, -31, -7, 30, 400))]
FIXTURES = Path(__file__).parents[3] / "shared" / "fixtures"
NAMES = {"owner": "Lore Hermans"}
"""Who an account is: elsewhere a statement bears the name, here the account."""
NO_ID = {"fact_id": "", "source": ""}
MakeTeam = Callable[[], Team]


@pytest.fixture(scope="module")
def guidance() -> Guidance:
    return load_guidance()


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[MakeTeam]:
    """Other databases, empty, at a later day."""
    made: list[Team] = []

    def make() -> Team:
        folder = tmp_path / f"elsewhere-{len(made)}"
        folder.mkdir()
        made.append(Team.at(folder))
        made[-1].clock = datetime(2026, 11, 12, 18, tzinfo=UTC)
        return made[-1]

    yield make
    for one in made:
        one.database.close()


def sent(team: Team, patient_id: str, folder: Path) -> IncomingPatient:
    """The patient's bundle as another program reads it."""
    with team.database.reader() as reader:
        one = outgoing_patient(reader, patient_id, datetime(2026, 11, 12, 17, tzinfo=UTC))
    made = bundle(one, TODAY)
    assert made.warnings == ()
    path = folder / f"{patient_id}.json"
    path.write_bytes(made.content)
    file = read_file(path)
    assert (file.error, file.warnings) == ("", ())
    return file.patients[0]


def take(team: Team, one: IncomingPatient) -> Imported:
    return import_patient(team.command(ImportPatient, source="sent.json"), one, team.database.open_work)


def answers(team: Team, guidance: Guidance, id: str, on: date, known_on: date | None = None) -> list[Any]:
    """All that the rules say, without what names a row of one database."""
    with team.database.reader() as reader:
        view = patient_view(reader, guidance, id, on, known_on)
    return [_bare(asdict(one)) for one in (*view.elements, *view.criteria, *view.prompts)]


def _bare(said: Any) -> Any:
    if isinstance(said, dict):
        own = ("fact_id", "source", "id", "patient_id", "case_id", "source_key", "person_id", "replaces")
        kept = {
            key: one
            for key, one in said.items()
            if key not in own or ("recorded_at" not in said and key == "id")
        }
        return {key: NAMES.get(one, one) if key == "recorded_by" else _bare(one) for key, one in kept.items()}
    return [_bare(one) for one in said] if isinstance(said, list | tuple) else said


def test_every_patient_of_the_demo_gets_the_same_answers_elsewhere(
    team: Team, elsewhere: MakeTeam, guidance: Guidance, tmp_path: Path
) -> None:
    for command in demo_commands():
        team.carry_out(command)
    other = elsewhere()
    for patient in team.find(Patient):
        one = sent(team, patient.id, tmp_path)
        there = take(other, one).patient_id
        for on in DAYS:
            assert answers(other, guidance, there, on) == answers(team, guidance, patient.id, on), (
                patient,
                on,
            )
        for known_on in DAYS[:4]:
            assert answers(other, guidance, there, TODAY, known_on) == answers(
                team, guidance, patient.id, TODAY, known_on
            ), (patient.name, known_on)
        assert take(other, one).state == "unchanged"
        assert take(team, one).state == "unchanged"
        back = sent(other, there, tmp_path)
        assert {fact.origin for fact in back.facts} == {fact.origin for fact in one.facts}
        assert take(team, back).state == "unchanged"


@pytest.mark.skipif(not FIXTURES.is_dir(), reason="the development fixtures are not here")
@pytest.mark.parametrize("path", sorted(FIXTURES.rglob("*.json")), ids=lambda path: path.name[:12])
def test_a_patient_of_a_foreign_file_gets_the_same_answers_elsewhere(
    team: Team, elsewhere: MakeTeam, guidance: Guidance, tmp_path: Path, path: Path
) -> None:
    (first,) = read_file(path).patients
    team.clock = datetime(2026, 11, 12, 9, tzinfo=UTC)
    here = take(team, first).patient_id
    other, one = elsewhere(), sent(team, here, tmp_path)
    there = take(other, one).patient_id
    for on in (*DAYS, date(2020, 1, 1)):
        assert answers(other, guidance, there, on) == answers(team, guidance, here, on), on
    assert len(one.facts) == len(first.facts)
    assert take(other, one).state == "unchanged"
    assert take(team, one).state == "unchanged"
    assert take(team, first).state == "unchanged"


def record(team: Team, patient_id: str, kind: Kind, payload: Any, day: date, **more: Any) -> str:
    id = new_id()
    said = {"fact_id": id, "patient_id": patient_id, "kind": kind, "payload": payload, "true_from": day}
    team.act(RecordFact, **(said | more))
    return id


def test_the_newest_word_is_sent_and_what_was_taken_back_is_not(team: Team, tmp_path: Path) -> None:
    patient = team.patient()
    day = date(2026, 9, 1)
    wrong = record(team, patient, Kind.ECOG, Score(value=1), day)
    right = record(team, patient, Kind.ECOG, Score(value=2), day, replaces=wrong)
    carer = record(team, patient, Kind.CARER, Carer(name="Jo"), day)
    record(team, patient, Kind.CARER, Carer(name="Jo"), day, replaces=carer, withdrawn=True)
    (fact,) = sent(team, patient, tmp_path).facts
    assert (fact.origin, fact.payload) == (f"Observation/{wrong}", Score(value=2))
    assert right != wrong
    with team.database.reader() as reader:
        assert outgoing_patient(reader, patient, team.clock).corrected == 3


def test_what_lies_in_the_future_is_sent_and_counts_from_its_day(team: Team, tmp_path: Path) -> None:
    patient, day = team.patient(), date(2027, 2, 3)
    record(team, patient, Kind.PROGRESSION, Event(text="planned scan"), day)
    (fact,) = sent(team, patient, tmp_path).facts
    assert fact.true_from == day


def test_the_days_of_cases_and_decisions_go_with_the_patient(
    team: Team, elsewhere: MakeTeam, tmp_path: Path
) -> None:
    meeting = team.meeting(team.board())
    team.write(team.listed(meeting), "Operate.")
    team.clock = datetime(2026, 10, 15, 12, tzinfo=UTC)
    team.close(meeting)
    (listing,) = team.find(Listing)
    one = sent(team, listing.patient_id, tmp_path)
    with team.database.reader() as reader:
        around = surroundings_of(reader, [listing.patient_id])[listing.patient_id]
    cases = [fact for fact in one.facts if isinstance(fact.payload, BoardCase)]
    assert sorted(fact.true_from for fact in cases) == sorted(around.cases)
    decided = [
        fact.true_from for fact in cases if isinstance(fact.payload, BoardCase) and fact.payload.decided
    ]
    assert tuple(decided) == around.decisions == (date(2026, 10, 15),)


def test_a_correction_made_elsewhere_comes_home_as_a_correction(
    team: Team, elsewhere: MakeTeam, tmp_path: Path
) -> None:
    patient = team.patient(identifiers=(("urn:x", "12345"),))
    record(team, patient, Kind.ECOG, Score(value=1), date(2026, 9, 1))
    one = sent(team, patient, tmp_path)
    other = elsewhere()
    there = take(other, one).patient_id
    (kept,) = facts(other, there)
    other.clock = datetime(2026, 11, 13, 9, tzinfo=UTC)
    record(other, there, Kind.ECOG, Score(value=2), date(2026, 9, 1), replaces=kept.id)
    assert other.find(Identifier)[0].value == "12345"
    assert take(team, sent(other, there, tmp_path)).state == "updated"
    kept, corrected = facts(team, patient)
    assert (kept.payload, corrected.payload, corrected.replaces) == (Score(value=1), Score(value=2), kept.id)
    assert take(team, one).state == "unchanged"


def test_a_correction_that_is_sent_again_corrects_what_was_sent_before(
    team: Team, elsewhere: MakeTeam, tmp_path: Path
) -> None:
    patient, day = team.patient(), date(2026, 9, 1)
    first = record(team, patient, Kind.ECOG, Score(value=1), day)
    other = elsewhere()
    there = take(other, sent(team, patient, tmp_path)).patient_id
    record(team, patient, Kind.ECOG, Score(value=2), day, replaces=first)
    corrected = sent(team, patient, tmp_path)
    assert [take(other, corrected).state for _ in range(2)] == ["updated", "unchanged"]
    kept, new = facts(other, there)
    assert (new.payload, new.replaces) == (Score(value=2), kept.id)
    assert take(team, corrected).state == "unchanged"


def test_an_imported_fact_that_was_corrected_here_comes_home_once(team: Team, tmp_path: Path) -> None:
    told = IncomingFact(
        kind=Kind.ECOG, payload=Score(value=1), true_from=date(2026, 9, 1), origin="Observation/abc"
    )
    first = IncomingPatient(family="Maes", identifiers=(("urn:x", "12345"),), facts=(told,))
    patient = take(team, first).patient_id
    (kept,) = facts(team, patient)
    record(team, patient, Kind.ECOG, Score(value=2), kept.true_from, replaces=kept.id)
    back = sent(team, patient, tmp_path)
    assert [(fact.origin, fact.payload) for fact in back.facts] == [("Observation/abc", Score(value=2))]
    assert take(team, back).state == "unchanged"
    assert take(team, first).state == "unchanged"
    changed = replace(first, facts=(replace(told, payload=Score(value=3)),))
    assert take(team, changed).state == "updated"
    assert facts(team, patient)[-1].replaces == facts(team, patient)[1].id


def facts(team: Team, patient_id: str) -> tuple[Fact, ...]:
    with team.database.reader() as reader:
        return reader.facts([patient_id])[patient_id]


def test_looking_at_a_record_to_send_it_is_remembered(team: Team) -> None:
    from sqlalchemy import text

    patient = team.patient()
    with team.database.reader() as reader:
        outgoing_patient(reader, patient, team.clock)
    with team.database.engine.connect() as connection:
        assert connection.execute(text("SELECT patient_id, what FROM read_log")).all() == [
            (patient, "export")
        ]


def test_an_unknown_name_does_not_stop_a_patient_without_birth_date(team: Team, tmp_path: Path) -> None:
    patient = team.patient(birth_date=None)
    one = sent(team, patient, tmp_path)
    assert (one.family, one.birth_date) == ("Peeters", None)
    assert take(team, replace(one, family="Peeters")).state == "unchanged"
