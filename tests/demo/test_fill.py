"""The demo is the same for the same seed and day, and everything in it hangs together."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from typing import TypeVar

import pytest
from stdnum.be import nn

from mdt_app.demo import show_case
from mdt_app.demo.clerk import ZONE
from mdt_app.demo.fill import DemoSummary, commands, fill, summary
from mdt_app.demo.numbers import niss
from mdt_app.demo.programme import CASES
from mdt_app.domain.agenda import Outcome
from mdt_app.domain.decisions import PLAIN_PARTS
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.national_number import SYSTEM
from mdt_app.domain.payloads import Assessment, CareHolder, Medication, Prognosis
from mdt_app.operations.agenda import ListCase, MakeBoard, OpenMeeting, PlanMeeting, SettleListing
from mdt_app.operations.closing import CloseMeeting
from mdt_app.operations.commands import Command
from mdt_app.operations.decisions import AddRecommendation
from mdt_app.operations.facts import DecideCriterion, RecordFact
from mdt_app.operations.fields import EDITABLE, SetField
from mdt_app.operations.people import AddPatient, AddPerson
from mdt_app.operations.requests import AnswerRequest

TODAY = date(2026, 11, 23)
MADE: tuple[tuple[type[Command], str], ...] = (
    (AddPatient, "patient_id"),
    (AddPerson, "person_id"),
    (MakeBoard, "board_id"),
    (PlanMeeting, "meeting_id"),
    (ListCase, "listing_id"),
    (AnswerRequest, "listing_id"),
)
NAMED = ("patient_id", "person_id", "board_id", "meeting_id", "listing_id", "entity_id")
C = TypeVar("C", bound=Command)


def plan(today: date = TODAY, patients: int = 48, seed: int = 1) -> tuple[Command, ...]:
    return commands(today=today, note_update=str.encode, patients=patients, seed=seed)


@pytest.fixture(scope="module")
def planned() -> tuple[Command, ...]:
    return plan()


def only(planned: tuple[Command, ...], kind: type[C]) -> list[C]:
    return [one for one in planned if isinstance(one, kind)]


def test_the_same_seed_and_day_give_the_same_commands(planned: tuple[Command, ...]) -> None:
    assert [repr(one) for one in plan()] == [repr(one) for one in planned]


def test_another_seed_gives_other_people(planned: tuple[Command, ...]) -> None:
    names = [(one.family, one.given) for one in only(plan(seed=2), AddPatient)]
    assert names != [(one.family, one.given) for one in only(planned, AddPatient)]


def test_another_day_moves_the_meetings(planned: tuple[Command, ...]) -> None:
    later = {one.starts_at for one in only(plan(today=TODAY + timedelta(days=1)), PlanMeeting)}
    assert later != {one.starts_at for one in only(planned, PlanMeeting)}


def test_every_command_has_its_own_id_and_the_next_number(planned: tuple[Command, ...]) -> None:
    assert len({one.id for one in planned}) == len(planned)
    assert [one.number for one in planned] == list(range(1, len(planned) + 1))
    assert all(before.at <= after.at for before, after in pairwise(planned))


def test_nothing_is_done_after_the_first_hour_of_today(planned: tuple[Command, ...]) -> None:
    assert max(one.at.astimezone(ZONE) for one in planned).date() == TODAY
    assert max(one.at.astimezone(ZONE) for one in planned).hour == 0


@pytest.mark.parametrize("patients", [1, 2, 3, 11, 120])
def test_any_number_of_patients_can_be_filled(patients: int) -> None:
    assert summary(plan(patients=patients)).patients == patients


def test_a_demo_of_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one patient"):
        plan(patients=0)


def test_every_fact_is_valid_and_not_of_the_future(planned: tuple[Command, ...]) -> None:
    born = {one.patient_id: one.birth_date for one in only(planned, AddPatient)}
    for one in only(planned, RecordFact):
        Fact(
            id=one.fact_id,
            patient_id=one.patient_id,
            kind=one.kind,
            payload=one.payload,
            true_from=one.true_from,
            true_to=one.true_to,
            recorded_at=one.at,
            recorded_by=one.actor,
        )
        known = born[one.patient_id]
        assert known is not None
        assert known < one.true_from < TODAY


def test_everything_that_is_named_was_made_before(planned: tuple[Command, ...]) -> None:
    known: set[str] = set()
    for one in planned:
        known |= {getattr(one, name) for kind, name in MADE if isinstance(one, kind)}
        assert {getattr(one, name) for name in NAMED if hasattr(one, name)} - {""} <= known


def test_only_fields_that_a_user_may_write_are_written(planned: tuple[Command, ...]) -> None:
    assert all(one.field in EDITABLE[one.entity][2] for one in only(planned, SetField))


def test_every_owner_and_holder_is_in_the_directory(planned: tuple[Command, ...]) -> None:
    people = {one.person_id for one in only(planned, AddPerson)}
    assert {one.owner_id for one in only(planned, AddRecommendation)} - {""} <= people
    held = [one.payload for one in only(planned, RecordFact) if isinstance(one.payload, CareHolder)]
    assert {one.person_id for one in held} <= people


def test_no_recommendation_falls_due_at_a_weekend(planned: tuple[Command, ...]) -> None:
    assert all(one.due.weekday() < 5 for one in only(planned, AddRecommendation) if one.due)


def test_national_numbers_are_valid_and_of_nobody(planned: tuple[Command, ...]) -> None:
    patients = only(planned, AddPatient)
    numbers = [value for one in patients for system, value in one.identifiers if system == SYSTEM]
    assert len(set(numbers)) == len(patients) == 48
    assert all(nn.is_valid(number) for number in numbers)
    assert all(int(number[6:9]) > 980 for number in numbers)


def test_a_national_number_of_this_century_checks_too() -> None:
    assert nn.is_valid(niss(date(2004, 2, 29), "female"))
    assert nn.is_valid(niss(date(2004, 2, 29), "male", 3))


def test_the_weekly_boards_have_full_agendas_and_one_of_them_is_open_today(
    planned: tuple[Command, ...],
) -> None:
    starts = {one.meeting_id: one.starts_at.date() for one in only(planned, PlanMeeting)}
    listed = Counter(one.meeting_id for one in only(planned, ListCase))
    closed = {one.meeting_id for one in only(planned, CloseMeeting)}
    today = [one.meeting_id for one in only(planned, OpenMeeting) if starts[one.meeting_id] == TODAY]
    assert len(today) == 1
    assert today[0] not in closed
    coming = sorted(count for id, count in listed.items() if id not in closed)
    assert [12 <= count <= 18 for count in coming] == [False, True, True]


def test_all_meetings_of_the_past_are_closed(planned: tuple[Command, ...]) -> None:
    past = {one.meeting_id for one in only(planned, PlanMeeting) if one.starts_at.date() < TODAY}
    assert past == {one.meeting_id for one in only(planned, CloseMeeting)}
    assert len(past) > 10


@pytest.mark.parametrize("days", range(8))
def test_every_weekday_gives_a_demo_with_meetings_ahead(days: int) -> None:
    today = TODAY + timedelta(days=days)
    ahead = [one for one in only(plan(today=today), PlanMeeting) if one.starts_at.date() > today]
    assert len(ahead) >= 3
    assert summary(plan(today=today)).boards == 6


def test_the_show_case_has_every_input_of_its_letters(planned: tuple[Command, ...]) -> None:
    family = show_case.NAME[1]
    patient_id = next(one.patient_id for one in only(planned, AddPatient) if one.family == family)
    listing_id = next(one.listing_id for one in only(planned, ListCase) if one.patient_id == patient_id)
    written = {one.field for one in only(planned, SetField) if one.entity_id == listing_id}
    assert {
        *PLAIN_PARTS,
        "plain_short",
        "red_flags",
        "be_ready_for",
        "reasons",
        "options",
        "knows",
        "wants",
    } <= written
    advice = [one for one in only(planned, AddRecommendation) if one.listing_id == listing_id]
    assert len(advice) == 8
    assert all(one.owner_id and one.plain for one in advice)
    facts = [one for one in only(planned, RecordFact) if one.patient_id == patient_id]
    held = {one.payload.level for one in facts if isinstance(one.payload, CareHolder)}
    assert held == {"primary", "secondary", "tertiary"}
    assert any(isinstance(one.payload, Prognosis) and one.payload.told == "yes" for one in facts)
    assert {one.payload.change for one in facts if isinstance(one.payload, Medication)} >= {
        "new",
        "changed",
        "stopped",
    }
    assert {one.criterion for one in only(planned, DecideCriterion) if one.patient_id == patient_id} == {
        "N1",
        "N2",
        "T2",
    }
    assert any(one.kind == Kind.REFERRAL_AGREED for one in facts)


def test_some_questions_of_a_form_were_left_open(planned: tuple[Command, ...]) -> None:
    forms = [one.payload for one in only(planned, RecordFact) if isinstance(one.payload, Assessment)]
    assert any(value is None for form in forms for _, value in form.answers)
    assert all(value is None or 0 <= value <= 10 for form in forms for _, value in form.answers)


def test_what_needs_no_discussion_is_on_the_agenda_as_standard_of_care(planned: tuple[Command, ...]) -> None:
    assert {one.outcome for one in only(planned, SettleListing)} == {Outcome.STANDARD}


def test_no_two_profiles_have_the_same_key() -> None:
    keys = [profile.key for profiles in CASES.values() for profile in profiles]
    assert len(keys) == len(set(keys))


def test_filling_tells_how_far_it_is() -> None:
    heard: list[tuple[int, int]] = []
    done: list[Command] = []
    filled = fill(
        done.append,
        today=TODAY,
        note_update=str.encode,
        patients=2,
        progress=lambda number, count: heard.append((number, count)),
    )
    assert isinstance(filled, DemoSummary)
    assert heard == [(number, len(done)) for number in range(1, len(done) + 1)]
