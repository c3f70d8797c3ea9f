"""Each team's list is computed from the agenda: who asks something of it, in order, and nobody else. Both engines."""

from __future__ import annotations

from datetime import date

import pytest
from domain.histories import guidance
from operations.kit import STANDARD, Team
from operations.requests_kit import sent

from mdt_app.domain.agenda import Listing, Outcome
from mdt_app.domain.errors import Missing, Refused
from mdt_app.domain.facts import Kind
from mdt_app.domain.needs import NeedState, Wanted
from mdt_app.domain.payloads import Assessment, Event, Named
from mdt_app.domain.preparation_content import PreparationContent
from mdt_app.operations.agenda import SettleListing
from mdt_app.operations.commands import new_id
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.needs import AskNeed
from mdt_app.operations.preparation import preparation
from mdt_app.operations.requests import AnswerRequest


def listed_for(team: Team, meeting: str, who: str) -> PreparationContent:
    with team.database.reader() as reader:
        return preparation(reader, guidance(), meeting, who)


def fact(team: Team, listing: str, kind: Kind, payload: object, day: date = date(2026, 10, 1)) -> None:
    patient = team.get(Listing, listing).patient_id
    team.act(RecordFact, fact_id=new_id(), patient_id=patient, kind=kind, payload=payload, true_from=day)


def need(team: Team, listing: str, what: str, **more: object) -> None:
    team.act(AskNeed, need_id=new_id(), case_id=team.get(Listing, listing).case_id, what=what, **more)


def test_what_a_request_wants_of_radiology_stands_on_its_list_with_who_asks(both: Team) -> None:
    board = both.board()
    meeting = both.meeting(board)
    case_id = sent(both, board, wanted=(Wanted(id=new_id(), what="imaging", wanted="Review of the CT"),))
    both.act(AnswerRequest, case_id=case_id, state="accepted", meeting_id=meeting)
    [case] = listed_for(both, meeting, "radiology").cases
    assert (case.patient, case.asked_by, case.slot is not None) == (
        "Peeters, Anna",
        "Dr. Samira Benali",
        True,
    )
    assert [(one.text, one.state) for one in case.lines] == [("Review of the CT", "missing")]


def test_a_thing_that_is_there_or_not_needed_asks_nothing(both: Team) -> None:
    meeting = both.meeting(both.board())
    there, spared, asked = (both.listed(meeting, name) for name in ("Aerts", "Baert", "Claes"))
    fact(both, there, Kind.IMAGING, Named(text="CT"))
    need(both, spared, "imaging", state=NeedState.NOT_NEEDED)
    need(both, asked, "imaging", wanted="PET-CT", state=NeedState.ASKED)
    found = listed_for(both, meeting, "radiology")
    assert [one.patient for one in found.cases] == ["Claes, Anna"]
    assert found.rest == 2


def test_a_case_taken_off_asks_nothing_and_one_met_by_a_standard_still_does(both: Team) -> None:
    meeting = both.meeting(both.board())
    off, standard = both.listed(meeting, "Aerts"), both.listed(meeting, "Baert")
    both.act(SettleListing, listing_id=off, outcome=Outcome.WITHDRAWN)
    both.act(SettleListing, listing_id=standard, outcome=Outcome.STANDARD, standard=STANDARD)
    found = listed_for(both, meeting, "radiology")
    assert [one.patient for one in found.cases] == ["Baert, Anna"]
    assert found.cases[0].slot is None


def test_the_palliative_team_gets_whom_a_criterion_calls_and_nobody_for_missing_scores_alone(
    both: Team,
) -> None:
    meeting = both.meeting(both.board())
    both.listed(meeting, "Aerts")
    called = both.listed(meeting, "Claes")
    fact(
        both,
        called,
        Kind.ASSESSMENT,
        Assessment(instrument="esas-r", answers=(("pain", 8.0), ("nausea", None))),
    )
    found = listed_for(both, meeting, "palliative")
    [case] = found.cases
    assert (case.patient, found.rest) == ("Claes, Anna", 1)
    assert case.called == ("Severe physical symptom",)
    assert case.scores == ((date(2026, 10, 1), "pain 8"),)


def test_the_palliative_team_gets_what_somebody_asks_of_it_by_hand(both: Team) -> None:
    meeting = both.meeting(both.board())
    listing = both.listed(meeting, "Claes")
    need(both, listing, "preferences", wanted="Where she wants to be cared for")
    [case] = listed_for(both, meeting, "palliative").cases
    assert [one.text for one in case.lines if one.text] == ["Where she wants to be cared for"]


def test_nobody_is_to_be_scored_after_death(both: Team) -> None:
    meeting = both.meeting(both.board())
    listing = both.listed(meeting, "Claes")
    need(both, listing, "assessment", wanted="ESAS")
    fact(both, listing, Kind.DEATH, Event(), date(2026, 10, 1))
    assert listed_for(both, meeting, "palliative").cases == ()


def test_looking_at_a_list_is_remembered_for_each_patient_on_it(team: Team) -> None:
    meeting = team.meeting(team.board())
    listing = team.listed(meeting, "Claes")
    need(team, listing, "imaging", wanted="PET-CT")
    seen: list[tuple[str, str]] = []
    with team.database.reader() as reader:
        reader.log_read = lambda patient, what: seen.append((patient, what))  # type: ignore[method-assign]
        preparation(reader, guidance(), meeting, "radiology")
    assert seen == [(team.get(Listing, listing).patient_id, "preparation, radiology")]


def test_no_such_team_and_no_such_meeting_are_said(team: Team) -> None:
    with pytest.raises(Refused, match="no preparation list"):
        listed_for(team, "m", "catering")
    with pytest.raises(Missing):
        listed_for(team, "m", "radiology")
