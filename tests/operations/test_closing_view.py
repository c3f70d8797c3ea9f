"""What the screen announces before closing is what closing then does."""

from __future__ import annotations

from datetime import date, datetime

from operations.kit import BRUSSELS, STANDARD, Team

from mdt_app.domain.agenda import Listing, MeetingState, Outcome
from mdt_app.domain.facts import Kind
from mdt_app.domain.letters.letter import Letter
from mdt_app.domain.payloads import Answer
from mdt_app.operations.agenda import SettleListing
from mdt_app.operations.closing_rows import ClosingView
from mdt_app.operations.closing_view import closing_view
from mdt_app.operations.commands import new_id
from mdt_app.operations.facts import RecordFact
from mdt_app.planner.rhythm import next_start


def viewed(team: Team, meeting_id: str) -> ClosingView:
    with team.database.reader() as reader:
        return closing_view(reader, meeting_id, next_start)


def names(cases: tuple[object, ...]) -> list[str]:
    return [one.name.partition(",")[0] for one in cases]  # type: ignore[attr-defined]


def full_agenda(team: Team, meeting: str) -> dict[str, str]:
    listed = {one: team.listed(meeting, one) for one in ("Claes", "Maes", "Nijs", "Ortiz", "Peeters")}
    team.write(listed["Claes"], "Surgery.")
    team.with_gp(team.get(Listing, listed["Claes"]).patient_id)
    team.write(listed["Maes"], "We need the biopsy first.", "discussion")
    team.act(SettleListing, listing_id=listed["Ortiz"], outcome=Outcome.STANDARD, standard=STANDARD)
    team.act(SettleListing, listing_id=listed["Peeters"], outcome=Outcome.WITHDRAWN)
    return listed


def test_every_case_stands_under_what_becomes_of_it(team: Team) -> None:
    meeting = team.meeting(team.board())
    full_agenda(team, meeting)
    view = viewed(team, meeting)
    assert names(view.decided) == ["Claes"]
    assert names(view.talked) == ["Maes"]
    assert names(view.carried) == ["Nijs"]
    assert names(view.standard) == ["Ortiz"]
    assert names(view.withdrawn) == ["Peeters"]
    assert view.no_gp == ()
    assert (view.letters, view.quorum.met) == (4, False)


def test_a_patient_who_wants_no_letter_is_named_and_the_draft_kept_back(team: Team) -> None:
    meeting = team.meeting(team.board())
    listed = full_agenda(team, meeting)
    patient = team.get(Listing, listed["Claes"]).patient_id
    assert viewed(team, meeting).kept_back == ()
    said = {"patient_id": patient, "kind": Kind.PATIENT_LETTER, "true_from": date(2026, 10, 1)}
    team.act(RecordFact, fact_id=new_id(), payload=Answer(value=False), **said)
    assert names(viewed(team, meeting).kept_back) == ["Claes"]
    team.act(
        RecordFact, fact_id=new_id(), payload=Answer(value=True), **said | {"true_from": date(2026, 10, 2)}
    )
    assert viewed(team, meeting).kept_back == ()


def test_the_numbers_announced_are_the_numbers_made(team: Team) -> None:
    board = team.board()
    meeting = team.meeting(board)
    full_agenda(team, meeting)
    view = viewed(team, meeting)
    team.close(meeting)
    following = team.open_meetings(board)[0]
    assert len(team.find(Letter)) == view.letters
    assert len(team.agenda(following.id)) == len(view.talked) + len(view.carried)
    assert following.starts_at == view.next_at
    assert view.next_is_new


def test_a_planned_meeting_is_named_and_none_is_made(team: Team) -> None:
    board = team.board()
    meeting = team.meeting(board)
    team.meeting(board, date(2026, 10, 23))
    team.listed(meeting)
    view = viewed(team, meeting)
    assert (view.next_at, view.next_is_new) == (datetime(2026, 10, 23, 13, tzinfo=BRUSSELS), False)


def test_without_rhythm_nothing_is_promised(team: Team) -> None:
    meeting = team.meeting(team.board(rhythm=None))
    team.listed(meeting)
    assert viewed(team, meeting).next_at is None


def test_a_decided_case_without_gp_is_named(team: Team) -> None:
    meeting = team.meeting(team.board())
    team.write(team.listed(meeting, "Claes"), "Surgery.")
    assert names(viewed(team, meeting).no_gp) == ["Claes"]


def test_closing_again_announces_no_letter_twice_and_no_second_place(team: Team) -> None:
    meeting = team.meeting(team.board())
    full_agenda(team, meeting)
    team.close(meeting)
    team.reopen(meeting, "wrong side noted")
    view = viewed(team, meeting)
    assert view.letters == 0
    assert [one.placed for one in (*view.talked, *view.carried)] == [True, True]
    assert [(one.state, one.reason) for one in view.history] == [
        (MeetingState.CLOSED, ""),
        (MeetingState.OPEN, "wrong side noted"),
    ]


def test_no_meeting_is_promised_when_every_undecided_case_has_its_place(team: Team) -> None:
    board = team.board()
    meeting = team.meeting(board)
    team.listed(meeting)
    team.close(meeting)
    following = team.open_meetings(board)[0]
    team.write(team.agenda(following.id)[0].id, "Surgery.")
    team.close(following.id)
    team.reopen(meeting, "wrong side noted")
    view = viewed(team, meeting)
    assert (view.next_at, view.next_is_new) == (None, False)
    assert [one.placed for one in view.carried] == [True]
