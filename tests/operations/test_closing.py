"""Closing freezes what was decided, finds a place for the rest, and may be done again after reopening."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from operations.kit import BRUSSELS, STANDARD, Team

from mdt_app.domain.agenda import Listing, Meeting, MeetingState, Outcome, Rhythm
from mdt_app.domain.attendance import Presence
from mdt_app.domain.cases import Case, CaseState
from mdt_app.domain.errors import Refused
from mdt_app.domain.facts import Kind
from mdt_app.domain.letters.letter import Letter
from mdt_app.operations.agenda import ListCase, MoveListing, OpenMeeting, SettleListing
from mdt_app.operations.attendance import MarkPresent
from mdt_app.operations.commands import new_id
from mdt_app.operations.decisions import AddRecommendation, WriteNote
from mdt_app.operations.fields import SetField
from mdt_app.operations.people import AddPerson


def case_of(team: Team, listing_id: str) -> Case:
    found = team.get(Case, team.get(Listing, listing_id).case_id)
    assert isinstance(found, Case)
    return found


def standing_facts(team: Team, listing_id: str, kind: Kind) -> list[str]:
    patient_id = team.get(Listing, listing_id).patient_id
    with team.database.reader() as reader:
        facts = reader.facts([patient_id])[patient_id]
    gone = {one.replaces for one in facts if one.replaces}
    return [
        one.payload.text for one in facts if one.kind == kind and one.id not in gone and not one.withdrawn
    ]


def test_a_decided_case_gets_four_letters_and_is_decided(team: Team) -> None:
    meeting = team.meeting(team.board())
    listing = team.listed(meeting)
    team.write(listing, "Best supportive care at home.")
    team.close(meeting)
    assert case_of(team, listing).state == CaseState.DECIDED
    assert team.get(Listing, listing).outcome == Outcome.DISCUSSED
    assert sorted(one.number for one in team.find(Letter)) == ["F1", "P1", "S1", "T1"]


def test_an_undiscussed_case_goes_to_the_next_planned_meeting(team: Team) -> None:
    board = team.board()
    meeting, following = team.meeting(board), team.meeting(board, date(2026, 10, 29))
    listing = team.listed(meeting)
    team.close(meeting)
    (again,) = team.agenda(following)
    assert (again.carried_from, again.position, again.outcome) == (listing, 1, Outcome.LISTED)
    assert team.find(Letter) == ()


def test_the_next_meeting_is_made_from_the_rhythm_over_the_clock_change(team: Team) -> None:
    board = team.board()
    meeting = team.meeting(board, date(2026, 10, 22))
    team.listed(meeting)
    team.close(meeting)
    (following,) = team.open_meetings(board)
    assert following.starts_at == datetime(2026, 10, 29, 13, tzinfo=BRUSSELS)
    assert following.starts_at.utcoffset() is not None
    assert following.starts_at - team.get(Meeting, meeting).starts_at == (
        datetime(2026, 10, 29, 12, tzinfo=following.starts_at.tzinfo)
        - datetime(2026, 10, 22, 11, tzinfo=following.starts_at.tzinfo)
    )


def test_a_fortnightly_board_meets_again_after_two_weeks(team: Team) -> None:
    board = team.board(Rhythm(weekday=3, time="13:00", weeks=2))
    meeting = team.meeting(board, date(2026, 11, 5))
    team.listed(meeting)
    team.close(meeting)
    assert team.open_meetings(board)[0].starts_at == datetime(2026, 11, 19, 13, tzinfo=BRUSSELS)


def test_without_a_rhythm_the_case_waits_in_a_list(team: Team) -> None:
    board = team.board(rhythm=None)
    meeting = team.meeting(board)
    listing = team.listed(meeting)
    team.close(meeting)
    assert case_of(team, listing).state == CaseState.WAITING
    assert team.open_meetings(board) == []


def test_no_meeting_is_made_when_everything_was_decided(team: Team) -> None:
    board = team.board()
    meeting = team.meeting(board)
    team.write(team.listed(meeting), "Surgery.")
    team.close(meeting)
    assert team.open_meetings(board) == []


def test_standard_of_care_and_taken_off_cases_are_settled_without_letters(team: Team) -> None:
    meeting = team.meeting(team.board())
    standard, off = team.listed(meeting, "Maes"), team.listed(meeting, "Nijs")
    team.act(SettleListing, listing_id=standard, outcome=Outcome.STANDARD, standard=STANDARD)
    team.act(SettleListing, listing_id=off, outcome=Outcome.WITHDRAWN)
    team.close(meeting)
    assert case_of(team, standard).state == CaseState.DECIDED
    assert case_of(team, off).state == CaseState.WITHDRAWN
    assert team.find(Letter) == ()


def test_a_case_taken_off_here_and_listed_elsewhere_stays_open(team: Team) -> None:
    board = team.board()
    meeting, other = team.meeting(board), team.meeting(board, date(2026, 10, 22))
    listing = team.listed(meeting)
    case = case_of(team, listing)
    team.act(SettleListing, listing_id=listing, outcome=Outcome.WITHDRAWN)
    team.listed(other, patient_id=case.patient_id, case_id=case.id)
    team.close(meeting)
    assert case_of(team, listing).state == CaseState.OPEN


def test_reopening_takes_a_reason_and_leaves_a_trace(team: Team) -> None:
    meeting = team.meeting(team.board())
    team.close(meeting)
    with pytest.raises(Refused, match="takes a reason"):
        team.reopen(meeting, "  ")
    team.reopen(meeting, "wrong side noted")
    with team.database.reader() as reader:
        commands = [one.command for one in reader.changes(entity_id=meeting)]
    assert commands[-2:] == ["CloseMeeting", "ReopenMeeting"]
    assert team.get(Meeting, meeting).reopened_because == "wrong side noted"


def test_closing_again_doubles_neither_letters_nor_listings_nor_facts(team: Team) -> None:
    board = team.board()
    meeting = team.meeting(board)
    decided, left = team.listed(meeting, "Maes"), team.listed(meeting, "Nijs")
    team.write(decided, "Surgery.")
    for _ in range(3):
        team.close(meeting)
        team.reopen(meeting)
    team.close(meeting)
    assert len(team.find(Letter)) == 4
    assert [one.carried_from for one in team.agenda(team.open_meetings(board)[0].id)] == [left]
    assert standing_facts(team, decided, Kind.DECISION) == ["Surgery."]


def test_a_decision_changed_after_reopening_corrects_the_fact_that_it_left(team: Team) -> None:
    meeting = team.meeting(team.board())
    listing = team.listed(meeting)
    team.write(listing, "Surgery.")
    team.close(meeting)
    team.reopen(meeting)
    team.write(listing, " Not before the lung function test.")
    team.close(meeting)
    assert standing_facts(team, listing, Kind.DECISION) == ["Surgery. Not before the lung function test."]


def test_a_case_decided_after_reopening_leaves_the_agenda_it_was_carried_to(team: Team) -> None:
    board = team.board()
    meeting = team.meeting(board)
    listing = team.listed(meeting)
    team.close(meeting)
    following = team.open_meetings(board)[0]
    team.reopen(meeting)
    team.write(listing, "Surgery.")
    team.close(meeting)
    assert [one.outcome for one in team.agenda(following.id)] == [Outcome.WITHDRAWN]
    team.close(following.id)
    assert case_of(team, listing).state == CaseState.DECIDED


def test_a_case_settled_by_the_next_meeting_is_not_carried_over_again(team: Team) -> None:
    board = team.board()
    meeting = team.meeting(board)
    listing = team.listed(meeting)
    team.close(meeting)
    following = team.open_meetings(board)[0]
    team.write(team.agenda(following.id)[0].id, "Surgery.")
    team.close(following.id)
    team.reopen(meeting)
    team.close(meeting)
    assert case_of(team, listing).state == CaseState.DECIDED
    assert team.open_meetings(board) == []


def test_a_closed_meeting_refuses_every_write(team: Team) -> None:
    meeting = team.meeting(team.board())
    listing, patient, person = team.listed(meeting), team.patient("Nijs"), new_id()
    team.act(AddPerson, person_id=person, family="Claes", discipline="oncology")
    team.close(meeting)
    refused = [
        (ListCase, {"listing_id": new_id(), "case_id": new_id(), "meeting_id": meeting, "patient_id": patient}),
        (MoveListing, {"listing_id": listing, "position": 1}),
        (SettleListing, {"listing_id": listing, "outcome": Outcome.WITHDRAWN}),
        (OpenMeeting, {"meeting_id": meeting}),
        (MarkPresent, {"listing_id": listing, "person_id": person, "presence": Presence.VIDEO}),
        (AddRecommendation, {"recommendation_id": new_id(), "listing_id": listing, "what": "CT"}),
        (WriteNote, {"listing_id": listing, "name": "decision", "update": b""}),
        (SetField, {"entity": "listing", "entity_id": listing, "field": "minutes", "value": 9, "base_version": 0}),
        (SetField, {"entity": "discussion", "entity_id": listing, "field": "wants", "value": "x", "base_version": 0}),
    ]  # fmt: skip
    for kind, payload in refused:
        with pytest.raises(Refused, match="closed"):
            team.act(kind, **payload)
    with pytest.raises(Refused, match="closed"):
        team.close(meeting)
    assert team.get(Meeting, meeting).state == MeetingState.CLOSED


def test_a_meeting_that_cannot_be_closed_whole_is_not_closed_at_all(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = team.board()
    meeting = team.meeting(board)
    team.write(team.listed(meeting, "Maes"), "Surgery.")
    team.listed(meeting, "Nijs")

    def breaks(*_: object) -> datetime:
        raise RuntimeError("no calendar")

    monkeypatch.setattr("operations.kit.next_start", breaks)
    with pytest.raises(RuntimeError):
        team.close(meeting)
    assert team.get(Meeting, meeting).state != MeetingState.CLOSED
    assert team.find(Letter) == ()
