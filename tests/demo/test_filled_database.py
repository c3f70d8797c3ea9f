"""The demo goes into a real database through the same operations as a user's work, and nothing of it is refused."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from mdt_app.application import load_guidance
from mdt_app.demo import next_case, show_case
from mdt_app.demo.fill import DemoSummary
from mdt_app.domain.agenda import Board, Listing, Meeting, MeetingState, Outcome
from mdt_app.domain.attendance import Attendance
from mdt_app.domain.cases import Case, CaseState
from mdt_app.domain.decisions import Fate, Recommendation
from mdt_app.domain.entries import Due
from mdt_app.domain.inviting import Answer
from mdt_app.domain.letters.letter import Letter, LetterState
from mdt_app.domain.people import Patient
from mdt_app.domain.requests import Request, RequestState
from mdt_app.operations.hand_order import standing_of
from mdt_app.operations.invitations_view import people_view
from mdt_app.operations.planning_wishes import planning_view
from mdt_app.store.database import Database

TODAY = date(2026, 11, 23)


def test_everything_counted_is_there(filled: tuple[Database, DemoSummary]) -> None:
    database, made = filled
    with database.reader() as reader:
        assert reader.count(Patient) == made.patients == 48
        assert reader.count(Meeting) == made.meetings
        assert reader.count(Case) == made.cases


def test_one_meeting_is_open_and_half_decided(filled: tuple[Database, DemoSummary]) -> None:
    with filled[0].reader() as reader:
        (meeting,) = reader.find(Meeting, state=MeetingState.OPEN)
        listings = reader.find(Listing, meeting_id=meeting.id, order=("position",))
        decided = [bool(reader.note(one.id, "decision")) for one in listings]
    assert meeting.starts_at.date() == TODAY
    assert decided[:5] == [True, True, True, True, False]
    assert not any(decided[5:])


def test_one_case_waits_and_others_were_carried_over(filled: tuple[Database, DemoSummary]) -> None:
    with filled[0].reader() as reader:
        assert len(reader.find(Case, state=CaseState.WAITING)) == 1
        carried = [one for one in reader.find(Listing) if one.carried_from]
        deferred = reader.find(Listing, outcome=Outcome.DEFERRED)
    assert len(carried) == 2
    assert {one.carried_from for one in carried} < {one.id for one in deferred}


def test_the_show_case_has_four_drafts_from_a_meeting_closed_within_a_week(
    filled: tuple[Database, DemoSummary],
) -> None:
    with filled[0].reader() as reader:
        (patient,) = reader.find(Patient, family=show_case.NAME[1])
        letters = reader.find(Letter, patient_id=patient.id)
        (listing,) = reader.find(Listing, patient_id=patient.id)
        meeting = reader.get(Meeting, listing.meeting_id)
    assert sorted(one.level for one in letters) == ["patient", "primary", "secondary", "tertiary"]
    assert all(one.state == LetterState.DRAFT and not one.recipient.missing for one in letters)
    assert TODAY - timedelta(days=7) <= meeting.starts_at.date() < TODAY


def test_the_next_case_is_half_typed_in_the_middle_of_the_agenda(
    filled: tuple[Database, DemoSummary],
) -> None:
    with filled[0].reader() as reader:
        (patient,) = reader.find(Patient, family=next_case.NAME[1])
        (listing,) = reader.find(Listing, patient_id=patient.id)
        text = reader.note(listing.id, "discussion")
        meeting = reader.get(Meeting, listing.meeting_id)
    assert meeting.state == MeetingState.PLANNED
    assert 3 <= listing.position <= 6
    assert text.endswith("Plan")


def coming(database: Database) -> Meeting:
    """The thoracic board's next meeting."""
    with database.reader() as reader:
        (board,) = reader.find(Board, prefix="LUNG")
        return reader.find(Meeting, board_id=board.id, state=MeetingState.PLANNED, order=("starts_at",))[0]


def test_the_coming_meeting_is_planned_so_that_nobody_from_outside_waits(
    filled: tuple[Database, DemoSummary],
) -> None:
    with filled[0].reader() as reader:
        standing = standing_of(planning_view(reader, load_guidance(), coming(filled[0]).id))
    assert standing.planned
    assert (standing.plan.unmet, standing.plan.outside_waiting) == ((), 0)
    assert len(standing.view.wishes.given) == 4


def test_most_were_told_when_they_are_wanted_and_some_answered(filled: tuple[Database, DemoSummary]) -> None:
    with filled[0].reader() as reader:
        rows = people_view(reader, load_guidance(), coming(filled[0]).id).rows
    answers = {answer for row in rows for one in row.cases if (answer := one.invited.answer)}
    assert {row.due for row in rows} >= {Due.UNCHANGED, Due.NEW}
    assert answers == {Answer.ACCEPTS, Answer.WRITES}
    assert any(one.invited.reason for row in rows for one in row.dropped)


def test_requests_are_in_every_state(filled: tuple[Database, DemoSummary]) -> None:
    with filled[0].reader() as reader:
        assert {one.state for one in reader.find(Request)} == set(RequestState)


def test_the_last_meeting_knows_its_chair_and_who_rang_in_when(filled: tuple[Database, DemoSummary]) -> None:
    with filled[0].reader() as reader:
        (board,) = reader.find(Board, prefix="LUNG")
        closed = reader.find(Meeting, board_id=board.id, state=MeetingState.CLOSED, order=("starts_at",))[-1]
        listings = reader.find(Listing, meeting_id=closed.id, outcome=Outcome.DISCUSSED)
        came = reader.find(Attendance, listing_id=[one.id for one in listings])
    assert closed.chair_id
    assert coming(filled[0]).chair_id
    assert all(one.began_at and one.ended_at and one.read_back_at for one in listings)
    times = [(one.joined_at, one.left_at) for one in came if one.joined_at]
    assert times
    assert all(left is not None and joined < left for joined, left in times)


def test_earlier_advice_was_carried_out_changed_and_given_up(filled: tuple[Database, DemoSummary]) -> None:
    with filled[0].reader() as reader:
        fates = Counter(one.fate for one in reader.find(Recommendation, removed=False))
    assert all(fates[one] for one in Fate)
