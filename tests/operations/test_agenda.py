"""An agenda keeps its order without holes, and a case is on it once."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from operations.kit import BRUSSELS, Team

from mdt_app.domain.agenda import Listing, Meeting, Outcome
from mdt_app.domain.cases import Case, CaseState
from mdt_app.domain.errors import Conflict, Missing, Refused
from mdt_app.operations.agenda import ListCase, MakeBoard, MoveListing, PlanMeeting, SettleListing
from mdt_app.operations.commands import new_id
from mdt_app.operations.fields import SetField
from mdt_app.operations.people import AddPatient, likenesses


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.tuples(st.integers(0, 5), st.integers(-3, 12)), max_size=6))
def test_moving_listings_keeps_positions_from_one_to_n(team: Team, moves: list[tuple[int, int]]) -> None:
    meeting = team.meeting(team.board(prefix=f"B{team.number}"))
    listed = [team.listed(meeting, f"Family{number}") for number in range(6)]
    for which, position in moves:
        team.act(MoveListing, listing_id=listed[which], position=position)
        agenda = team.agenda(meeting)
        assert [one.position for one in agenda] == [1, 2, 3, 4, 5, 6]
        assert agenda[max(1, min(position, 6)) - 1].id == listed[which]


def test_the_others_close_up_around_a_moved_case(team: Team) -> None:
    meeting = team.meeting(team.board())
    first, second, third = (team.listed(meeting, name) for name in ("Claes", "Maes", "Nijs"))
    team.act(MoveListing, listing_id=third, position=1)
    assert [one.id for one in team.agenda(meeting)] == [third, first, second]


def test_a_patient_is_on_an_agenda_once(team: Team) -> None:
    meeting = team.meeting(team.board())
    patient = team.patient()
    team.listed(meeting, patient_id=patient)
    with pytest.raises(Refused, match="Peeters, Anna is already on this agenda"):
        team.listed(meeting, patient_id=patient)


def test_a_case_taken_off_may_be_listed_again(team: Team) -> None:
    meeting = team.meeting(team.board())
    listing = team.listed(meeting)
    team.act(SettleListing, listing_id=listing, outcome=Outcome.WITHDRAWN)
    team.act(SettleListing, listing_id=listing, outcome=Outcome.LISTED)
    assert [(one.id, one.outcome) for one in team.agenda(meeting)] == [(listing, Outcome.LISTED)]


def test_a_listing_counts_as_discussed_only_by_closing(team: Team) -> None:
    listing = team.listed(team.meeting(team.board()))
    with pytest.raises(Refused, match="only when its meeting closes"):
        team.act(SettleListing, listing_id=listing, outcome=Outcome.DISCUSSED)


def test_a_waiting_case_keeps_its_number_and_question_when_it_is_listed_again(team: Team) -> None:
    board = team.board(rhythm=None)
    meeting = team.meeting(board)
    case = team.get(Case, team.get(Listing, team.listed(meeting, question="Third line?")).case_id)
    team.close(meeting)
    later = team.meeting(board, date(2026, 11, 5))
    team.act(ListCase, listing_id=new_id(), case_id=case.id, meeting_id=later, patient_id=case.patient_id)
    again = team.get(Case, case.id)
    assert (again.number, again.question, again.state) == (case.number, "Third line?", CaseState.OPEN)


def test_case_numbers_run_within_board_and_year(team: Team) -> None:
    meeting = team.meeting(team.board())
    for name in ("Claes", "Maes"):
        team.listed(meeting, name)
    assert [one.number for one in team.find(Case, order=("number",))] == ["LUNG-2026-0001", "LUNG-2026-0002"]


def test_a_decided_case_is_not_listed_again(team: Team) -> None:
    board = team.board()
    meeting = team.meeting(board)
    listing = team.listed(meeting)
    team.write(listing, "Surgery.")
    team.close(meeting)
    case = team.get(Case, team.get(Listing, listing).case_id)
    with pytest.raises(Refused, match="is decided"):
        team.listed(team.meeting(board, date(2026, 11, 5)), patient_id=case.patient_id, case_id=case.id)


def test_a_board_meets_once_at_a_time_and_place_comes_from_the_board(team: Team) -> None:
    board = team.board()
    assert team.get(Meeting, team.meeting(board)).place == "Room Maas 2"
    with pytest.raises(Refused, match="already meets then"):
        team.meeting(board)


def test_a_meeting_without_time_zone_is_refused(team: Team) -> None:
    with pytest.raises(Refused, match="needs a time zone"):
        team.meeting(team.board(), starts_at=datetime(2026, 10, 15, 13))  # noqa: DTZ001 - that is the point


def test_two_boards_do_not_share_a_prefix(team: Team) -> None:
    team.board()
    with pytest.raises(Refused, match="already uses the prefix LUNG"):
        team.act(MakeBoard, board_id=new_id(), name="Second", prefix="lung")


def test_the_same_command_twice_lists_a_case_once(team: Team) -> None:
    meeting = team.meeting(team.board())
    command = team.command(
        ListCase, listing_id=new_id(), case_id=new_id(), meeting_id=meeting, patient_id=team.patient()
    )
    first = team.carry_out(command)
    assert team.carry_out(command) == first
    assert len(team.agenda(meeting)) == 1


def test_two_desks_that_change_one_question_leave_the_choice_to_a_person(team: Team) -> None:
    case = team.get(Case, team.get(Listing, team.listed(team.meeting(team.board()))).case_id)
    said = {"entity": "case", "entity_id": case.id, "field": "question", "base_version": 1}
    team.act(SetField, value="Third line?", **said)
    with pytest.raises(Conflict) as caught:
        team.act(SetField, value="Surgery?", **said)
    assert (caught.value.typed, caught.value.stored) == ("Surgery?", "Third line?")
    assert team.get(Case, case.id).question == "Third line?"


def test_a_likely_double_is_shown_and_both_are_kept(team: Team) -> None:
    team.patient("Özkan", "Emine", birth_date=date(1963, 1, 30))
    with team.database.reader() as reader:
        (found,) = likenesses(reader, "ozkan", "EMINE", date(1963, 1, 30))
    assert found.name == "Özkan, Emine"
    team.patient("Ozkan", "Emine", birth_date=date(1963, 1, 30))
    with team.database.reader() as reader:
        assert len(likenesses(reader, "Özkan", "Emine", date(1963, 1, 30))) == 2


def test_a_number_belongs_to_one_patient(team: Team) -> None:
    team.patient(identifiers=(("urn:hospital", "H1"),))
    with pytest.raises(Refused, match="already belongs to Peeters, Anna"):
        team.act(AddPatient, patient_id=new_id(), family="Maes", identifiers=(("urn:hospital", "H1"),))


def test_a_meeting_that_is_not_there_is_said_in_words(team: Team) -> None:
    with pytest.raises(Missing, match="no meeting"):
        team.listed("nowhere")


def test_meetings_in_two_zones_are_one_moment(team: Team) -> None:
    board = team.board()
    id = team.meeting(board, starts_at=datetime(2026, 10, 15, 13, tzinfo=BRUSSELS))
    with pytest.raises(Refused, match="already meets then"):
        team.act(PlanMeeting, meeting_id=new_id(), board_id=board, starts_at=team.get(Meeting, id).starts_at)
