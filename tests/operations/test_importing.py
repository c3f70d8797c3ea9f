"""What a file says is taken in once and whole; a correction replaces, a likeness is shown, and half is nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from operations.kit import Team

from mdt_app.domain.agenda import Listing
from mdt_app.domain.cases import Case, CaseState
from mdt_app.domain.errors import Refused
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.incoming import IncomingFact, IncomingPatient, IncomingPerson
from mdt_app.domain.payloads import CareHolder, Condition, Language, Payload, Score, Stage
from mdt_app.domain.people import Identifier, Patient, Person
from mdt_app.domain.record import Record
from mdt_app.operations import importing
from mdt_app.operations.agenda import ListCase
from mdt_app.operations.commands import new_id
from mdt_app.operations.importing import Imported, ImportPatient, import_patient, list_imported
from mdt_app.store.audit import verify

BORN = date(1950, 3, 12)


def fact(
    value: int = 1, day: date = date(2026, 9, 1), origin: str = "Observation/1", **more: Any
) -> IncomingFact:
    return IncomingFact(
        **{"kind": Kind.ECOG, "payload": Score(value=value), "true_from": day, "origin": origin} | more
    )


def incoming(number: str = "12345", system: str = "urn:x", **more: Any) -> IncomingPatient:
    said = {"family": "Maes", "given": "Jan", "birth_date": BORN, "identifiers": ((system, number),)}
    return IncomingPatient(**said | more)


def take(team: Team, one: IncomingPatient) -> Imported:
    return import_patient(team.command(ImportPatient, source="file.json"), one, team.database.open_work)


def facts(team: Team, patient: str) -> tuple[Fact, ...]:
    with team.database.reader() as reader:
        return reader.facts([patient])[patient]


def test_the_same_file_twice_changes_nothing(both: Team) -> None:
    gp = IncomingPerson(origin="Practitioner/1", family="Benali", discipline="gp", level="primary")
    one = incoming(facts=(fact(), fact(3, origin="Observation/2")), people=(gp,), question="What next?")
    both.board()
    first = take(both, one)
    changes = verify(both.database).changes
    second = take(both, one)
    assert (first.state, second.state) == ("created", "unchanged")
    assert first.patient_id == second.patient_id
    assert verify(both.database).changes == changes
    assert len(facts(both, first.patient_id)) == 2
    assert (len(both.find(Person)), len(both.find(Case))) == (1, 1)


def test_a_corrected_resource_replaces_and_the_old_stays_in_history(both: Team) -> None:
    patient = take(both, incoming(facts=(fact(1),))).patient_id
    assert take(both, incoming(facts=(fact(2),))).state == "updated"
    assert take(both, incoming(facts=(fact(3),))).state == "updated"
    kept = facts(both, patient)
    assert [one.payload.value for one in kept if isinstance(one.payload, Score)] == [1, 2, 3]
    assert [one.replaces for one in kept] == ["", kept[0].id, kept[1].id]
    assert [one.id for one in Record(kept, date(2026, 12, 1)).of(Kind.ECOG)] == [kept[2].id]


def test_a_correction_that_its_source_recorded_earlier_still_leaves_one_standing(both: Team) -> None:
    patient = take(both, incoming(facts=(fact(1, recorded_on=date(2026, 9, 5)),))).patient_id
    take(both, incoming(facts=(fact(2, recorded_on=date(2026, 9, 2)),)))
    take(both, incoming(facts=(fact(3, recorded_on=date(2026, 9, 3)),)))
    standing = Record(facts(both, patient), date(2026, 12, 1)).of(Kind.ECOG)
    assert [one.payload for one in standing] == [Score(value=3)]


def test_a_fact_counts_as_known_from_the_day_its_source_recorded_it(both: Team) -> None:
    future = date(2027, 1, 1)
    said = (fact(1, recorded_on=date(2026, 9, 2)), fact(2, origin="Observation/2", recorded_on=future))
    kept = facts(both, take(both, incoming(facts=said)).patient_id)
    assert [one.recorded_at.date() for one in kept] == [date(2026, 9, 2), both.clock.date()]


def test_a_worklist_of_another_day_that_says_the_same_changes_nothing(both: Team) -> None:
    cancer = Condition(text="Lung cancer", code="C34.1")
    state = fact(origin="worklist/1#diagnosis", kind=Kind.DIAGNOSIS, payload=cancer)
    patient = take(both, incoming(facts=(state,))).patient_id
    assert take(both, incoming(facts=(replace(state, true_from=date(2026, 9, 8)),))).state == "unchanged"
    (kept,) = facts(both, patient)
    assert kept.true_from == date(2026, 9, 1)
    other = replace(state, payload=Condition(text="Lung cancer, left", code="C34.1"))
    assert take(both, incoming(facts=(other,))).state == "updated"
    moved = fact(day=date(2026, 9, 8))
    take(both, incoming(facts=(fact(),)))
    assert take(both, incoming(facts=(moved,))).state == "updated"


def test_the_same_patient_under_another_number_is_shown_and_not_merged(both: Team) -> None:
    first = take(both, incoming())
    second = take(both, incoming("99999", family="MAES"))
    assert second.state == "created"
    assert first.patient_id != second.patient_id
    assert "looks like a patient already kept" in second.warnings[0]
    assert first.patient_id in second.warnings[0]


def test_any_of_the_numbers_recognises_the_patient_and_the_new_ones_are_added(both: Team) -> None:
    first = take(both, incoming())
    more = incoming(identifiers=(("urn:y", "777"), ("urn:x", "12345")))
    assert take(both, more).patient_id == first.patient_id
    assert {one.value for one in both.find(Identifier, patient_id=first.patient_id)} == {"12345", "777"}
    assert take(both, incoming("777", "urn:y", phone="0123")).patient_id == first.patient_id
    assert both.get(Patient, first.patient_id).phone == "0123"


def test_a_number_that_is_another_patients_stays_with_that_one(both: Team) -> None:
    first, second = take(both, incoming()), take(both, incoming("99999", family="Claes"))
    both_numbers = incoming(identifiers=(("urn:x", "99999"), ("urn:x", "12345")), family="Claes")
    again = take(both, both_numbers)
    assert again.patient_id == second.patient_id
    assert "belongs to Maes, Jan already" in again.warnings[0]
    assert [one.patient_id for one in both.find(Identifier, value="12345")] == [first.patient_id]


def test_a_number_of_no_named_system_counts_only_with_the_same_birth_date(both: Team) -> None:
    first = take(both, incoming(system=""))
    assert take(both, incoming(system="", family="Maes-Claes")).patient_id == first.patient_id
    stranger = incoming(system="", family="Nijs", birth_date=date(1961, 4, 1))
    other = take(both, stranger)
    assert other.state == "created"
    assert "names no system" in other.warnings[0]
    again = take(both, stranger)
    assert (again.patient_id, again.state, again.warnings) == (other.patient_id, "unchanged", ())


def test_a_number_of_no_named_system_without_birth_dates_needs_the_same_name(both: Team) -> None:
    first = take(both, incoming(system="", birth_date=None))
    assert take(both, incoming(system="", birth_date=None)).patient_id == first.patient_id
    other = incoming(system="", birth_date=None, family="Nijs")
    assert take(both, other).patient_id != first.patient_id
    assert take(both, other).state == "unchanged"


def test_without_any_number_the_same_row_is_the_same_patient_and_another_row_is_not(both: Team) -> None:
    row = incoming(identifiers=(), origin="worklist/abc")
    first = take(both, row)
    assert take(both, row).state == "unchanged"
    other = take(both, replace(row, origin="worklist/def"))
    assert (other.state, len(other.warnings)) == ("created", 1)
    assert other.patient_id != first.patient_id


def test_what_the_directory_says_of_a_person_is_never_overwritten(both: Team) -> None:
    gp = IncomingPerson(origin="Practitioner/1", family="Benali", phone="1")
    take(both, incoming(people=(gp,)))
    take(both, incoming(people=(replace(gp, phone="2"),)))
    (found,) = both.find(Person)
    assert found.phone == "1"


def test_a_clinician_of_two_files_is_one_person_of_the_directory_and_holds_the_care(both: Team) -> None:
    gp = IncomingPerson(
        origin="Practitioner/1", family="Benali", title="Dr", given="Samira", phone="09 000 44 20"
    )
    row = IncomingPerson(origin="worklist/gp/x", family="dr Samira Benali", phone="09/000.44.20")
    holds = CareHolder(level="primary", name="Dr Samira Benali", phone="09 000 44 20")
    held = fact(kind=Kind.CARE_HOLDER, payload=holds, origin="Patient/1#gp")
    one = take(both, incoming(people=(gp,), facts=(held,)))
    take(both, incoming("2", people=(row,), family="Nijs"))
    (person,) = both.find(Person)
    (kept,) = facts(both, one.patient_id)
    assert isinstance(kept.payload, CareHolder)
    assert kept.payload.person_id == person.id
    assert take(both, incoming(people=(gp,), facts=(held,))).state == "unchanged"


def test_a_namesake_with_another_phone_is_kept_apart(both: Team) -> None:
    gp = IncomingPerson(origin="Practitioner/1", family="Peeters", given="Jan", phone="09 000 44 20")
    take(both, incoming(people=(gp, replace(gp, origin="Practitioner/2", phone="09 000 44 99"))))
    take(both, incoming(people=(replace(gp, origin="Practitioner/3", phone=""),)))
    assert len(both.find(Person)) == 3


def test_a_question_waits_for_the_board_it_names(both: Team) -> None:
    both.board()
    board = both.board(name="Digestive board", prefix="GI")
    asked = take(both, incoming(question="Operate?", place="digestive BOARD"))
    case = both.get(Case, asked.case_id)
    assert (case.board_id, case.state, case.question) == (board, CaseState.WAITING, "Operate?")
    lost = take(both, incoming("2", family="Nijs", question="Operate?", place="elsewhere"))
    assert lost.case_id == ""
    assert "names no board here" in lost.warnings[-1]


def test_a_question_that_is_brought_to_a_meeting_is_for_its_board(both: Team) -> None:
    both.board()
    meeting = both.meeting(board := both.board(name="Digestive board", prefix="GI"))
    command = both.command(ImportPatient, source="file.json", meeting_id=meeting)
    asked = import_patient(command, incoming(question="Operate?"), both.database.open_work)
    assert (both.get(Case, asked.case_id).board_id, asked.warnings) == (board, ())


def test_a_waiting_case_is_the_one_that_is_listed(both: Team) -> None:
    meeting = both.meeting(both.board())
    one = incoming(question="Operate?")
    for _ in range(2):
        imported = take(both, one)
        command = both.command(
            ListCase,
            listing_id=new_id(),
            case_id=new_id(),
            meeting_id=meeting,
            patient_id=imported.patient_id,
        )
        list_imported(command, one, imported, both.database.open_work)
    (listing,) = both.find(Listing, meeting_id=meeting)
    assert (listing.case_id, len(both.find(Case))) == (imported.case_id, 1)


@pytest.mark.parametrize("step", ["_identifiers", "_people", "keep_facts", "_case"])
def test_half_an_import_never_stays(both: Team, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    real = getattr(importing, step)

    def failing(*arguments: Any) -> None:
        real(*arguments)
        raise RuntimeError("the power went")

    both.board()
    before = verify(both.database).changes
    gp = IncomingPerson(origin="Practitioner/1", family="Benali")
    one = incoming(facts=(fact(),), people=(gp,), question="What next?")
    monkeypatch.setattr(importing, step, failing)
    with pytest.raises(RuntimeError):
        take(both, one)
    monkeypatch.undo()
    for kind in (Patient, Identifier, Person, Case):
        assert both.find(kind) == ()
    assert verify(both.database).changes == before
    with both.database.reader() as reader:
        assert reader.search("maes") == ()
    assert take(both, one).state == "created"


def test_an_account_without_the_right_imports_nothing(both: Team) -> None:
    from operations.test_accounts import make

    both.account = make(both, "els", "secretary")
    with pytest.raises(Refused, match="right to import"):
        take(both, incoming())
    assert both.find(Patient) == ()


def values(team: Team, patient: str) -> list[int]:
    standing = Record(facts(team, patient), date(2027, 1, 1)).of(Kind.ECOG)
    return [one.payload.value for one in standing if isinstance(one.payload, Score)]


def test_a_change_that_its_source_takes_back_is_taken_back_here(both: Team) -> None:
    patient = take(both, incoming(facts=(fact(1),))).patient_id
    for value in (2, 1, 2, 1):
        assert take(both, incoming(facts=(fact(value),))).state == "updated"
        assert values(both, patient) == [value]
        assert take(both, incoming(facts=(fact(value),))).state == "unchanged"
    kept = facts(both, patient)
    assert [one.replaces for one in kept] == ["", *(one.id for one in kept[:-1])]


def test_an_older_file_that_is_read_again_takes_nothing_back(both: Team) -> None:
    older, newer = fact(1, recorded_on=date(2026, 9, 1)), fact(2, recorded_on=date(2026, 9, 4))
    patient = take(both, incoming(facts=(older,))).patient_id
    take(both, incoming(facts=(newer,)))
    assert take(both, incoming(facts=(older,))).state == "unchanged"
    assert values(both, patient) == [2]


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        (Kind.LANGUAGE, Language(code="nl"), Language(code="fr")),
        (
            Kind.CARE_HOLDER,
            CareHolder(level="primary", name="Dr Maes"),
            CareHolder(level="primary", name="Dr Nijs"),
        ),
    ],
)
def test_a_worklist_takes_a_state_back_too(both: Team, kind: Kind, first: Payload, second: Payload) -> None:
    patient = ""
    for said in (first, second, first):
        one = fact(day=BORN, origin=f"worklist/1#{kind}-{said}", kind=kind, payload=said)
        for state in ("created" if not patient else "updated", "unchanged"):
            taken = take(both, incoming(facts=(one,)))
            assert taken.state == state
            patient = taken.patient_id
        standing = Record(facts(both, patient), date(2027, 1, 1)).of(kind)
        assert [fact.payload for fact in standing] == [said]


def test_a_stage_that_a_later_worklist_goes_back_to_is_a_new_stage(both: Team) -> None:
    patient = ""
    for day, value in ((1, "T2"), (8, "T3"), (15, "T2"), (22, "T2")):
        stage = Stage(category="T", value=value, prefix="c")
        origin = f"worklist/1#stage-c{value}"
        one = fact(day=date(2026, 9, day), origin=origin, kind=Kind.STAGE, payload=stage)
        patient = take(both, incoming(facts=(one,))).patient_id
    kept = [(one.true_from.day, one.payload.value) for one in facts(both, patient)]
    assert kept == [(1, "T2"), (8, "T3"), (15, "T2")]


def test_facts_of_one_day_keep_the_order_of_their_file(both: Team) -> None:
    told = [fact(origin=f"Observation/{place}") for place in range(30)]
    kept = facts(both, take(both, incoming(facts=tuple(told))).patient_id)
    assert [one.id for one in kept] == sorted(one.id for one in kept)
    assert [one.source_key.split("#")[0] for one in kept] == [one.origin for one in told]


def test_what_a_file_brings_back_that_was_recorded_here_adds_nothing(both: Team) -> None:
    patient = both.patient()
    both.with_gp(patient)
    (mine,) = facts(both, patient)
    home = incoming(origin=f"Patient/{patient}", birth_date=date(1951, 3, 12), identifiers=())
    back = fact(3, day=date(2026, 1, 5), origin=f"Observation/{mine.id}")
    assert take(both, replace(home, family="Peeters", given="Anna", facts=(back,))).state == "unchanged"
    assert facts(both, patient) == (mine,)
