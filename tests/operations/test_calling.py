"""Whoever is outside and comes by phone or video is called; nobody is called who is here, stays away or sits inside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from operations.kit import Team

from mdt_app.application import load_guidance
from mdt_app.domain.agenda import Listing
from mdt_app.domain.attendance import Presence
from mdt_app.domain.facts import Kind
from mdt_app.domain.inviting import Answer
from mdt_app.domain.payloads import CareHolder, Event
from mdt_app.operations.agenda import OpenMeeting, SeatMember
from mdt_app.operations.attendance import MarkPresent
from mdt_app.operations.calling import ToCall, people_to_call
from mdt_app.operations.commands import new_id
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.invitations import AnswerInvitations, DropInvitation, InvitePerson
from mdt_app.operations.people import AddPerson

DAY = date(2026, 10, 15)


@dataclass
class Called:
    """A case to which a GP was invited by phone."""

    team: Team
    board: str
    meeting: str
    listing: str
    gp: str

    def names(self) -> list[str]:
        return [one.name for one in self.to_call()]

    def to_call(self) -> tuple[ToCall, ...]:
        with self.team.database.reader() as reader:
            return people_to_call(reader, load_guidance(), (self.listing,), DAY)


@pytest.fixture
def called(both: Team) -> Called:
    board = both.board(video_link="https://meet.example.org/lung")
    meeting = both.meeting(board)
    listing, gp = both.listed(meeting), new_id()
    both.act(AddPerson, person_id=gp, family="Benali", discipline="gp", level="primary", phone="09 123 45 67")
    both.act(InvitePerson, listing_id=listing, person_id=gp, reason="knows her", mode=Presence.PHONE)
    both.act(OpenMeeting, meeting_id=meeting)
    return Called(both, board, meeting, listing, gp)


def test_a_gp_invited_by_phone_is_called_at_his_number(called: Called) -> None:
    (one,) = called.to_call()
    assert (one.name, one.phone, one.mode, one.link) == (
        "Benali", "09 123 45 67", Presence.PHONE, "https://meet.example.org/lung",
    )  # fmt: skip


@pytest.mark.parametrize("how", [Presence.PHONE, Presence.ON_SITE, Presence.NOT_INVITED])
def test_who_is_here_or_was_not_invited_after_all_is_not_called(called: Called, how: Presence) -> None:
    called.team.act(MarkPresent, listing_id=called.listing, person_id=called.gp, presence=how)
    assert called.names() == []


@pytest.mark.parametrize("answer", [Answer.DECLINES, Answer.WRITES])
def test_who_stays_away_is_not_called(called: Called, answer: Answer) -> None:
    called.team.act(
        AnswerInvitations, meeting_id=called.meeting, person_id=called.gp, listing_ids=(called.listing,),
        answer=answer,
    )  # fmt: skip
    assert called.names() == []


def test_who_was_dropped_is_not_called(called: Called) -> None:
    called.team.act(
        DropInvitation, listing_id=called.listing, person_id=called.gp, reason="a colleague comes"
    )
    assert called.names() == []


def test_a_member_of_the_board_is_not_called(called: Called) -> None:
    called.team.act(SeatMember, membership_id=new_id(), board_id=called.board, person_id=called.gp)
    assert called.names() == []


def test_who_did_not_answer_may_be_called_again(called: Called) -> None:
    called.team.act(MarkPresent, listing_id=called.listing, person_id=called.gp, presence=Presence.ABSENT)
    assert [one.presence for one in called.to_call()] == [Presence.ABSENT]


def test_a_gp_called_by_a_progression_is_named_though_he_is_in_no_directory(called: Called) -> None:
    team = called.team
    patient = team.get(Listing, called.listing).patient_id
    gp = CareHolder(level="primary", name="Dr Vos", role="gp", phone="016 11 22 33")
    for kind, payload in ((Kind.CARE_HOLDER, gp), (Kind.PROGRESSION, Event(text="CT: liver"))):
        team.act(
            RecordFact, fact_id=new_id(), patient_id=patient, kind=kind, payload=payload,
            true_from=date(2026, 10, 1),
        )  # fmt: skip
    found = {one.name: one for one in called.to_call()}
    assert (found["Dr Vos"].person_id, found["Dr Vos"].phone) == ("", "016 11 22 33")
