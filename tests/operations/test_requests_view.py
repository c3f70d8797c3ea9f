"""A request is shown with its history, with what it lacks, and with what earlier cases say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from operations.kit import BRUSSELS, Team
from operations.requests_kit import sent

from mdt_app.content.guidance import load
from mdt_app.domain.errors import Missing
from mdt_app.domain.facts import Kind
from mdt_app.domain.needs import Wanted
from mdt_app.domain.payloads import PatientWords, Score
from mdt_app.domain.requests import RequestState
from mdt_app.operations.agenda import OpenMeeting
from mdt_app.operations.commands import new_id
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.requests import AnswerRequest, SendAgain, TakenOver
from mdt_app.operations.requests_rows import RequestView
from mdt_app.operations.requests_view import asking_view, request_rows, request_view, waiting_requests
from mdt_app.paths import resources

ON = date(2026, 10, 2)


def seen(team: Team, case_id: str, on: date = ON) -> RequestView:
    guidance = load(resources())
    with team.database.reader() as reader:
        return request_view(reader, guidance, team.account, case_id, on)


def waiting(team: Team, on: date = ON) -> list[str]:
    with team.database.reader() as reader:
        return [one.request.id for one in waiting_requests(reader, team.account, on)]


def test_a_request_says_what_it_lacks(both: Team) -> None:
    board = both.board()
    assert seen(both, sent(both, board)).lacks == ("knows", "ecog")
    assert seen(both, sent(both, board, knows="All of it", ecog=1)).lacks == ()


def test_the_more_urgent_request_is_answered_first_and_settled_ones_come_last(both: Team) -> None:
    board = both.board()
    routine, urgent, settled = (sent(both, board), sent(both, board, urgency=2), sent(both, board))
    both.act(AnswerRequest, case_id=settled, state=RequestState.ACCEPTED)
    with both.database.reader() as reader:
        assert [one.request.id for one in request_rows(reader, both.account, ON)] == [
            urgent,
            routine,
            settled,
        ]


def test_a_deferred_request_waits_for_an_answer_from_its_day_on(both: Team) -> None:
    case_id = sent(both, both.board())
    both.act(
        AnswerRequest,
        case_id=case_id,
        state=RequestState.DEFERRED,
        answer="after the scan",
        until=date(2026, 10, 9),
    )
    assert waiting(both, date(2026, 10, 8)) == []
    assert waiting(both, date(2026, 10, 9)) == [case_id]


def test_a_returned_request_waits_for_whom_sent_it_and_for_nobody_else(both: Team) -> None:
    case_id = sent(both, both.board())
    both.act(AnswerRequest, case_id=case_id, state=RequestState.RETURNED, answer="Which lesion?")
    assert waiting(both) == [case_id]
    with both.database.reader() as reader:
        other = replace(both.account, user="other", person_id="")
        assert waiting_requests(reader, other, ON) == ()


def test_the_history_of_a_request_says_who_answered_what_and_when(both: Team) -> None:
    case_id = sent(both, both.board())
    both.act(AnswerRequest, case_id=case_id, state=RequestState.RETURNED, answer="Which lesion?")
    both.act(SendAgain, case_id=case_id, requester="Dr Benali", question="The adrenal one?")
    steps = seen(both, case_id).history
    assert [(one.what, one.by, one.words) for one in steps] == [
        ("sent", "Lore Hermans", ""),
        ("returned", "Lore Hermans", "Which lesion?"),
        ("sent", "Lore Hermans", ""),
    ]
    assert steps[0].at < steps[1].at < steps[2].at


def test_what_an_earlier_case_says_stands_ready_to_be_taken_over_with_its_day(both: Team) -> None:
    board, patient = both.board(), both.patient()
    both.act(
        RecordFact, fact_id=new_id(), patient_id=patient, kind=Kind.PATIENT_WORDS, true_from=date(2026, 5, 3),
        payload=PatientWords(topic="knows", text="That it came back"),
    )  # fmt: skip
    both.act(
        RecordFact, fact_id=new_id(), patient_id=patient, kind=Kind.ECOG, true_from=date(2026, 6, 1),
        payload=Score(value=1),
    )  # fmt: skip
    first = sent(
        both, board, patient_id=patient, question="Second line?",
        wanted=(Wanted(id=new_id(), what="pathology", wanted="PD-L1"),),
    )  # fmt: skip
    meeting = both.meeting(board)
    both.act(AnswerRequest, case_id=first, state=RequestState.ACCEPTED, meeting_id=meeting)
    both.write(both.agenda(meeting)[0].id, "Docetaxel.")
    with both.database.reader() as reader:
        found = asking_view(reader, both.account, patient, ON).earlier
    assert [(one.field, one.text, one.source, one.day) for one in found] == [
        ("question", "Second line?", "LUNG-2026-0001", date(2026, 10, 1)),
        ("decision", "Docetaxel.", "LUNG-2026-0001", date(2026, 10, 15)),
        ("pathology", "PD-L1", "LUNG-2026-0001", date(2026, 10, 1)),
        ("knows", "That it came back", "on record", date(2026, 5, 3)),
        ("ecog", "1", "on record", date(2026, 6, 1)),
    ]


def test_what_was_taken_over_is_marked_with_source_and_day(both: Team) -> None:
    taken = TakenOver(field="question", source="LUNG-2025-0007", day=date(2025, 5, 3))
    case_id = sent(both, both.board(), taken_over=(taken,))
    assert seen(both, case_id).taken_over == {"question": ("LUNG-2025-0007", date(2025, 5, 3))}
    both.act(AnswerRequest, case_id=case_id, state=RequestState.RETURNED, answer="Is that still so?")
    both.act(SendAgain, case_id=case_id, requester="Dr Benali", question="Written anew: what now?")
    assert seen(both, case_id).taken_over == {}


def test_an_accepted_request_leads_to_its_place_on_the_agenda(both: Team) -> None:
    board = both.board()
    case_id, meeting = sent(both, board), both.meeting(board)
    assert [one.id for one in seen(both, case_id).meetings] == [meeting]
    both.act(AnswerRequest, case_id=case_id, state=RequestState.ACCEPTED, meeting_id=meeting)
    assert seen(both, case_id).listing == f"{meeting}/{both.agenda(meeting)[0].id}"


def test_meetings_that_have_begun_are_not_offered_with_those_to_come(both: Team) -> None:
    board = both.board()
    case_id = sent(both, board)
    running, opened = both.meeting(board), both.meeting(board, date(2026, 10, 16))
    later = both.meeting(board, date(2026, 10, 22))
    both.act(OpenMeeting, meeting_id=opened)
    at = datetime(2026, 10, 15, 13, tzinfo=BRUSSELS)
    with both.database.reader() as reader:
        views = [
            request_view(reader, load(resources()), both.account, case_id, date(2026, 10, 15), now)
            for now in (at - timedelta(minutes=1), at + timedelta(hours=2))
        ]
    assert [[one.id for one in view.meetings] for view in views] == [[running, later], [later]]
    assert [{one.id for one in view.begun} for view in views] == [{opened}, {running, opened}]


def test_a_request_that_is_not_there_is_missing(team: Team) -> None:
    with pytest.raises(Missing):
        seen(team, "nothing")
