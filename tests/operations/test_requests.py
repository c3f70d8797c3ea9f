"""A case comes to a board by a request, and every answer to it stays in its history. Both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from domain.histories import guidance
from operations.kit import STANDARD, Team
from operations.requests_kit import sent

from mdt_app.domain.accounts import Account
from mdt_app.domain.agenda import Board, Listing, Outcome
from mdt_app.domain.cases import Case, CaseState
from mdt_app.domain.errors import Refused
from mdt_app.domain.facts import Kind
from mdt_app.domain.needs import Need, NeedState
from mdt_app.domain.payloads import PatientWords, Score
from mdt_app.domain.requests import Request, RequestState
from mdt_app.operations.agenda import ListCase, MakeBoard, SettleListing
from mdt_app.operations.agenda_print import agenda_content
from mdt_app.operations.agenda_view import agenda_view
from mdt_app.operations.commands import new_id
from mdt_app.operations.fields import SetField
from mdt_app.operations.needs import AskNeed, needs_of, written_on
from mdt_app.operations.requests import (
    AnswerRequest,
    SendAgain,
    TakenOver,
    Wanted,
    WithdrawRequest,
)

ACCEPTED, RETURNED, DEFERRED = RequestState.ACCEPTED, RequestState.RETURNED, RequestState.DEFERRED


def facts_of(team: Team, patient_id: str, kind: Kind) -> list[Any]:
    with team.database.reader() as reader:
        return [one for one in reader.facts([patient_id])[patient_id] if one.kind == kind]


def changes_of(team: Team, case_id: str) -> list[tuple[str, dict[str, Any]]]:
    with team.database.reader() as reader:
        found = [one for one in reader.changes(case_id=case_id) if one.entity == "request"]
    return [(one.command, {field.name: field.new for field in one.fields}) for one in found]


def as_role(team: Team, role: str) -> None:
    team.account = replace(team.account, roles=(role,))
    with team.database.open_work(team.command(MakeBoard, board_id="x", name="x", prefix="XX")) as work:
        work.put(team.account)
        work.commit()


def test_a_request_keeps_its_clinical_words_as_dated_facts_and_what_is_wanted_as_needs(both: Team) -> None:
    case_id = sent(
        both, both.board(), knows="That it has spread", knows_by="the daughter", ecog=2, ecog_on=date(2026, 9, 20),
        wanted=(Wanted(id=new_id(), what="imaging", wanted="Review of the CT of 20 September", blocks=True),),
    )  # fmt: skip
    request, case = both.get(Request, case_id), both.get(Case, case_id)
    assert (request.state, request.requester, request.sent_on) == (
        "sent",
        "Dr. Samira Benali",
        date(2026, 10, 1),
    )
    assert (case.state, case.asked_by, case.number) == (
        CaseState.REQUESTED,
        "Dr. Samira Benali",
        "LUNG-2026-0001",
    )
    [knows], [ecog] = (facts_of(both, case.patient_id, kind) for kind in (Kind.PATIENT_WORDS, Kind.ECOG))
    assert knows.payload == PatientWords(topic="knows", text="That it has spread", by="the daughter")
    assert (ecog.payload, ecog.true_from) == (Score(value=2), date(2026, 9, 20))
    [need] = both.find(Need, case_id=case_id)
    assert (need.what, need.wanted, need.state, need.blocks) == (
        "imaging", "Review of the CT of 20 September", NeedState.MISSING, True,
    )  # fmt: skip


def test_an_accepted_request_is_listed_last_with_its_urgency(both: Team) -> None:
    board = both.board()
    meeting = both.meeting(board)
    both.listed(meeting, "Maes")
    case_id = sent(both, board, urgency=2)
    both.act(AnswerRequest, case_id=case_id, state=ACCEPTED, meeting_id=meeting, triage="complex")
    listing = both.agenda(meeting)[-1]
    assert (listing.case_id, listing.position, listing.urgency, listing.triage) == (case_id, 2, 2, "complex")
    assert both.get(Case, case_id).state == CaseState.OPEN
    answered = both.get(Request, case_id)
    assert (answered.state, answered.answered_by, answered.answered_at) == ("accepted", "owner", both.clock)


def test_a_request_accepted_without_a_meeting_waits_and_can_be_listed_later(both: Team) -> None:
    board = both.board()
    case_id = sent(both, board)
    both.act(AnswerRequest, case_id=case_id, state=ACCEPTED)
    assert both.get(Case, case_id).state == CaseState.WAITING
    meeting = both.meeting(board)
    case = both.get(Case, case_id)
    both.act(ListCase, listing_id=new_id(), case_id=case_id, meeting_id=meeting, patient_id=case.patient_id)
    assert [one.case_id for one in both.agenda(meeting)] == [case_id]


def test_a_case_that_is_still_asked_for_cannot_be_listed_past_its_request(both: Team) -> None:
    board = both.board()
    case_id, meeting = sent(both, board), both.meeting(board)
    case = both.get(Case, case_id)
    with pytest.raises(Refused, match="answer the request"):
        both.act(
            ListCase, listing_id=new_id(), case_id=case_id, meeting_id=meeting, patient_id=case.patient_id
        )


def test_every_answer_stays_in_the_history_of_a_request_that_is_sent_again(both: Team) -> None:
    board = both.board()
    case_id = sent(both, board)
    both.act(
        AnswerRequest, case_id=case_id, state=DEFERRED, answer="Wait for the scan", until=date(2026, 10, 8)
    )
    both.act(AnswerRequest, case_id=case_id, state=RETURNED, answer="Which lesion?")
    both.act(
        SendAgain,
        case_id=case_id,
        requester="Dr. Samira Benali",
        question="The adrenal one: what next?",
        urgency=1,
    )
    request = both.get(Request, case_id)
    assert (request.state, request.answer, request.until, request.urgency) == ("sent", "", None, 1)
    assert both.get(Case, case_id).question == "The adrenal one: what next?"
    said = [
        (command, fields.get("state"), fields.get("answer")) for command, fields in changes_of(both, case_id)
    ]
    assert said == [
        ("SendRequest", None, None),
        ("AnswerRequest", "deferred", "Wait for the scan"),
        ("AnswerRequest", "returned", "Which lesion?"),
        ("SendAgain", "sent", ""),
    ]


def test_what_is_taken_over_is_named_with_source_and_day_and_not_recorded_as_new(both: Team) -> None:
    taken = TakenOver(field="knows", source="LUNG-2025-0007", day=date(2025, 5, 3))
    case_id = sent(both, both.board(), knows="That it has spread", taken_over=(taken,))
    assert facts_of(both, both.get(Case, case_id).patient_id, Kind.PATIENT_WORDS) == []
    said = {name: value for _, fields in changes_of(both, case_id) for name, value in fields.items()}
    assert said["knows_taken_over"] == "LUNG-2025-0007, 2025-05-03"


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"requester": "  "}, "needs the name"),
        ({"question": " \n"}, "one question"),
        ({"wanted_by": date(2026, 9, 30)}, "has passed"),
        ({"urgency": 7}, "routine, soon or urgent"),
        ({"ecog": 7}, "ECOG"),
        ({"ecog": 2, "ecog_on": date(2026, 12, 1)}, "lies ahead"),
        ({"ecog": 2, "ecog_on": date(1950, 1, 1)}, "before the patient was born"),
        ({"wanted": (Wanted(id="n", what="horoscope"),)}, "none of what a case may need"),
        ({"wanted": (Wanted(id="n", what="other"),)}, "what else"),
        (
            {"taken_over": (TakenOver(field="dose", source="x", day=date(2026, 1, 1)),)},
            "cannot be taken over",
        ),
    ],
)
def test_a_request_that_lacks_or_mistakes_something_is_refused_in_words(
    team: Team, more: dict[str, Any], why: str
) -> None:
    board = team.board()
    with pytest.raises(Refused, match=why):
        sent(team, board, **more)
    assert (team.find(Request), team.find(Case), team.find(Need)) == ((), (), ())


def test_a_patient_is_asked_for_once_at_a_board(both: Team) -> None:
    board, patient = both.board(), both.patient()
    sent(both, board, patient_id=patient)
    with pytest.raises(Refused, match="already asked for"):
        sent(both, board, patient_id=patient)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ({"state": RETURNED}, "Write the question"),
        ({"state": DEFERRED, "until": date(2026, 10, 9)}, "Write a reason"),
        ({"state": DEFERRED, "answer": "no scan yet"}, "until which day"),
        ({"state": DEFERRED, "answer": "no scan yet", "until": date(2026, 10, 1)}, "lies ahead"),
        (
            {"state": RequestState.WITHDRAWN, "answer": "no"},
            "accepted, returned with a question, or deferred",
        ),
        ({"state": ACCEPTED, "triage": "standard"}, "listed on a meeting too"),
    ],
)
def test_an_answer_without_its_words_is_refused_and_the_request_stays(
    team: Team, answer: dict[str, Any], why: str
) -> None:
    case_id = sent(team, team.board())
    with pytest.raises(Refused, match=why):
        team.act(AnswerRequest, case_id=case_id, **answer)
    assert team.get(Request, case_id).state == RequestState.SENT


def test_an_answered_request_takes_no_second_answer(both: Team) -> None:
    case_id = sent(both, both.board())
    both.act(AnswerRequest, case_id=case_id, state=RETURNED, answer="Which lesion?")
    with pytest.raises(Refused, match="needs no answer"):
        both.act(AnswerRequest, case_id=case_id, state=ACCEPTED)


def test_a_request_is_withdrawn_with_a_reason_until_it_is_accepted(both: Team) -> None:
    board = both.board()
    case_id = sent(both, board)
    with pytest.raises(Refused, match="takes a reason"):
        both.act(WithdrawRequest, case_id=case_id, reason=" ")
    both.act(WithdrawRequest, case_id=case_id, reason="Seen elsewhere")
    assert (both.get(Request, case_id).state, both.get(Case, case_id).state) == ("withdrawn", "withdrawn")
    both.act(SendAgain, case_id=case_id, requester="Dr. Benali", question="After all: what next?")
    both.act(AnswerRequest, case_id=case_id, state=ACCEPTED)
    with pytest.raises(Refused, match="take it off the agenda"):
        both.act(WithdrawRequest, case_id=case_id, reason="Too late")


def test_a_request_comes_onto_no_closed_agenda_and_onto_no_other_board(team: Team) -> None:
    board, other = team.board(), team.board(name="Digestive board", prefix="GI")
    case_id, closed, foreign = sent(team, board), team.meeting(board), team.meeting(other)
    team.close(closed)
    with pytest.raises(Refused, match="closed"):
        team.act(AnswerRequest, case_id=case_id, state=ACCEPTED, meeting_id=closed)
    with pytest.raises(Refused, match="another board"):
        team.act(AnswerRequest, case_id=case_id, state=ACCEPTED, meeting_id=foreign)
    assert team.get(Request, case_id).state == RequestState.SENT


def test_a_case_met_by_a_standard_names_one_that_the_board_agreed(both: Team) -> None:
    board = both.board()
    meeting, case_id = both.meeting(board), sent(both, board)
    for named, why in (("", "which agreed standard"), ("Homeopathy", "is no standard")):
        with pytest.raises(Refused, match=why):
            both.act(
                AnswerRequest,
                case_id=case_id,
                state=ACCEPTED,
                meeting_id=meeting,
                triage="standard",
                standard=named,
            )
    both.act(
        AnswerRequest,
        case_id=case_id,
        state=ACCEPTED,
        meeting_id=meeting,
        triage="standard",
        standard=STANDARD.upper(),
    )
    [listing] = both.agenda(meeting)
    with both.database.reader() as reader:
        [case] = agenda_content(agenda_view(reader, guidance(), meeting), demo=False).cases
    assert (case.outcome, case.slot) == (f"standard of care: {STANDARD}", None)
    assert (listing.outcome, listing.standard, listing.triage) == (Outcome.STANDARD, STANDARD, "standard")
    both.act(SettleListing, listing_id=listing.id, outcome=Outcome.LISTED)
    assert both.get(Listing, listing.id).standard == ""


def test_a_board_that_agreed_on_no_standard_meets_no_case_by_one(team: Team) -> None:
    listing = team.listed(team.meeting(team.board(standards=())))
    with pytest.raises(Refused, match="has agreed no standard"):
        team.act(SettleListing, listing_id=listing, outcome=Outcome.STANDARD, standard=STANDARD)


def test_who_records_may_send_and_who_prepares_answers(team: Team) -> None:
    board, patient = team.board(), team.patient()
    owner: Account = team.account
    as_role(team, "palliative")
    case_id = sent(team, board, patient_id=patient)
    with pytest.raises(Refused, match="prepare"):
        team.act(AnswerRequest, case_id=case_id, state=ACCEPTED)
    team.act(WithdrawRequest, case_id=case_id, reason="Another way was found")
    as_role(team, "secretary")
    with pytest.raises(Refused, match="record"):
        sent(team, board, patient_id=patient)
    team.account = owner


def test_editing_a_board_keeps_what_the_form_does_not_speak_of(both: Team) -> None:
    board = both.board(standards=("A", "B"), asks=("imaging",), moc=True)
    both.act(MakeBoard, board_id=board, name="Thoracic board", prefix="LUNG")
    kept = both.get(Board, board)
    assert (kept.name, kept.standards, kept.asks, kept.moc) == (
        "Thoracic board",
        ("A", "B"),
        ("imaging",),
        True,
    )
    both.act(MakeBoard, board_id=board, name="Thoracic board", prefix="LUNG", standards=())
    assert (both.get(Board, board).standards, both.get(Board, board).asks) == ((), ("imaging",))


def test_a_need_is_written_field_by_field_and_its_history_stays(both: Team) -> None:
    case_id = sent(both, both.board())
    need = new_id()
    both.act(AskNeed, need_id=need, case_id=case_id, what="pathology", wanted="PD-L1", owner="Prof. Adam")
    for field, value in (("state", "awaited"), ("expected", "2026-10-12"), ("blocks", True)):
        both.act(SetField, entity="need", entity_id=need, field=field, value=value, base_version=0)
    kept = both.get(Need, need)
    assert (kept.state, kept.expected, kept.blocks, kept.open) == ("awaited", date(2026, 10, 12), True, True)
    assert kept.overdue(date(2026, 10, 13))
    assert not kept.overdue(date(2026, 10, 12))
    both.act(SetField, entity="need", entity_id=need, field="removed", value=True, base_version=0)
    with both.database.reader() as reader:
        assert needs_of(reader, [case_id]) == {case_id: ()}
        assert len(reader.changes(entity_id=need)) == 5


def test_the_day_of_a_need_is_told_by_its_id() -> None:
    ours = Need(id=new_id(), case_id="c", patient_id="p", what="imaging")
    foreign = replace(ours, id="need-1")
    assert list(written_on((ours, foreign))) == [ours.id]
