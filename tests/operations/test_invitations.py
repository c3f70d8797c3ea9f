"""Who is invited is told, answers, and hears again exactly when something changes; on both engines."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache

import pytest
from operations.kit import Team

from mdt_app.content.guidance import load
from mdt_app.domain.agenda import Outcome
from mdt_app.domain.attendance import Attendance, Contribution, Presence
from mdt_app.domain.entries import Due, Reply
from mdt_app.domain.errors import Refused
from mdt_app.domain.facts import Kind
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.inviting import Answer, Entry, Invitation
from mdt_app.domain.payloads import Event
from mdt_app.operations.agenda import MoveListing, SettleListing
from mdt_app.operations.commands import new_id
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.invitations import (
    AnswerInvitations,
    DropInvitation,
    InvitePerson,
    KeepInput,
    RecordSent,
    RestoreInvitation,
    SaySent,
)
from mdt_app.operations.invitations_replies import TakeReply
from mdt_app.operations.invitations_view import PeopleView, PersonRow, people_view
from mdt_app.operations.people import AddPerson
from mdt_app.paths import resources

GP = "Dr. Samira Benali"


@cache
def guidance() -> Guidance:
    return load(resources())


@dataclass
class Round:
    """A board's meeting with two cases; the first calls its GP, who is in the directory."""

    team: Team
    meeting: str
    first: str
    second: str
    gp: str

    def view(self) -> PeopleView:
        with self.team.database.reader() as reader:
            return people_view(reader, guidance(), self.meeting)

    def row(self, person_id: str = "") -> PersonRow:
        found = self.view().row(person_id or self.gp)
        assert found is not None
        return found

    def tell(self, person_id: str = "", how: str = "file") -> Entry:
        entry = self.row(person_id).telling.entry
        assert entry is not None
        self.team.act(RecordSent, entry=entry, how=how)
        return entry

    def answer(self, answer: Answer, **more: object) -> None:
        said = {"listing_ids": (self.first,)} | more
        self.team.act(AnswerInvitations, meeting_id=self.meeting, person_id=self.gp, answer=answer, **said)

    def reply(self, said: str = "accepted", **more: object) -> None:
        (entry,) = self.team.find(Entry, person_id=self.gp)
        base = Reply(uid=entry.uid, address="gp@example.org", said=said, sequence=entry.sequence)
        self.team.act(TakeReply, reply=replace(base, **more), meeting_id=self.meeting)  # type: ignore[arg-type]

    def kept(self) -> Invitation:
        (found,) = self.team.find(Invitation, listing_id=self.first, person_id=self.gp)
        assert isinstance(found, Invitation)
        return found


def person(
    team: Team, family: str = "Benali", given: str = "Samira", email: str = "gp@example.org", **more: str
) -> str:
    id = new_id()
    said = {"title": "Dr.", "discipline": "gp", "level": "primary", "phone": "+32 3 1"} | more
    team.act(AddPerson, person_id=id, family=family, given=given, email=email, **said)
    return id


def progressed(team: Team, patient_id: str) -> None:
    team.act(
        RecordFact, fact_id=new_id(), patient_id=patient_id, kind=Kind.PROGRESSION, payload=Event(),
        true_from=date(2026, 9, 20),
    )  # fmt: skip


def around(team: Team) -> Round:
    gp = person(team)
    patient = team.patient("Peeters")
    team.with_gp(patient, GP, gp)
    progressed(team, patient)
    meeting = team.meeting(team.board())
    first = team.listed(meeting, patient_id=patient)
    return Round(team=team, meeting=meeting, first=first, second=team.listed(meeting, "Maes"), gp=gp)


@pytest.fixture
def here(team: Team) -> Round:
    return around(team)


@pytest.fixture
def either(both: Team) -> Round:
    return around(both)


def test_a_case_s_own_slot_is_told_then_moved_then_cancelled_under_one_uid(either: Round) -> None:
    row = either.row()
    assert row.due is Due.NEW
    told = [either.tell()]
    assert either.row().due is Due.UNCHANGED
    either.team.act(MoveListing, listing_id=either.first, position=2)
    row = either.row()
    assert row.due is Due.MOVED
    ((was, now),) = row.telling.moved
    assert (now.since - was.since).total_seconds() == 360
    told.append(either.tell())
    either.team.act(SettleListing, listing_id=either.first, outcome=Outcome.WITHDRAWN)
    assert either.row().due is Due.CANCELLED
    told.append(either.tell())
    assert either.row().due is Due.NOTHING
    assert {one.uid for one in told} == {told[0].uid}
    assert [one.sequence for one in told] == [0, 1, 2]
    (kept,) = either.team.find(Entry, person_id=either.gp)
    assert (kept.cancelled, kept.how, kept.sent_at is not None) == (True, "file", True)


def test_two_desks_cannot_tell_one_person_the_same_version_twice(either: Round) -> None:
    entry = either.tell()
    with pytest.raises(Refused, match="Another desk told this person something meanwhile"):
        either.team.act(RecordSent, entry=entry, how="e-mail")


def test_only_what_was_written_can_be_said_to_be_sent_and_that_can_be_taken_back(either: Round) -> None:
    sent = {"meeting_id": either.meeting, "person_id": either.gp}
    with pytest.raises(Refused, match="Nothing was written for"):
        either.team.act(SaySent, **sent)
    either.tell(how="e-mail")
    assert either.row().written
    either.team.act(SaySent, **sent)
    (kept,) = either.team.find(Entry, person_id=either.gp)
    assert (kept.how, kept.sequence, either.row().written, either.row().due) == (
        "sent",
        0,
        False,
        Due.UNCHANGED,
    )
    either.team.act(SaySent, how="e-mail", **sent)
    assert either.row().written
    either.team.act(MoveListing, listing_id=either.first, position=2)
    either.tell(how="phone")
    with pytest.raises(Refused, match="Nothing was written for"):
        either.team.act(SaySent, **sent)


def test_an_answer_stands_at_each_of_a_person_s_cases(either: Round) -> None:
    either.answer(Answer.ACCEPTS, mode=Presence.PHONE, text="after 13:10")
    (case,) = either.row().cases
    assert (case.invited.answer, case.invited.mode, case.invited.answer_text) == (
        "accepts",
        "phone",
        "after 13:10",
    )
    assert either.row().answer is Answer.ACCEPTS


def test_how_somebody_comes_is_told_as_a_change(here: Round) -> None:
    here.tell()
    here.answer(Answer.ACCEPTS, mode=Presence.PHONE)
    row = here.row()
    assert (row.due, row.telling.elsewhere, row.mode) == (Due.MOVED, True, Presence.PHONE)


def test_who_declined_everything_hears_nothing_more(here: Round) -> None:
    here.tell()
    here.answer(Answer.DECLINES)
    here.team.act(MoveListing, listing_id=here.first, position=2)
    assert here.row().due is Due.UNCHANGED


def test_who_writes_instead_is_told_until_when(here: Round) -> None:
    here.answer(Answer.WRITES)
    (slot,) = here.tell().slots
    assert slot.is_deadline
    assert slot.until == datetime(2026, 10, 14, 10, tzinfo=UTC)


def test_written_input_is_a_contribution_and_never_presence(either: Round) -> None:
    either.team.act(
        KeepInput, listing_id=either.first, person_id=either.gp, text="She wants to stay at home."
    )
    (kept,) = either.team.find(Attendance, listing_id=either.first)
    assert (kept.contribution, kept.presence) == (Contribution.WRITTEN, Presence.UNKNOWN)
    (case,) = either.row().cases
    assert (case.invited.input_text, case.invited.answer) == ("She wants to stay at home.", Answer.WRITES)


def test_another_time_needs_the_time(here: Round) -> None:
    with pytest.raises(Refused, match="Which time is proposed"):
        here.answer(Answer.PROPOSES)
    at = datetime(2026, 10, 15, 11, 20, tzinfo=UTC)
    here.answer(Answer.PROPOSES, proposed=at)
    assert here.kept().proposed == at


def test_an_answer_after_closing_is_refused_with_the_state_as_it_is(either: Round) -> None:
    either.answer(Answer.ACCEPTS)
    either.team.write(either.first, "Best supportive care.")
    either.team.close(either.meeting)
    with pytest.raises(
        Refused, match=r'was closed on .*"declines" of Dr. Samira Benali came after it.*stays "accepts"'
    ):
        either.answer(Answer.DECLINES)
    assert either.kept().answer is Answer.ACCEPTS
    assert either.row().due is Due.NOTHING


def test_who_is_dropped_takes_a_reason_and_is_told_not_to_come(either: Round) -> None:
    with pytest.raises(Refused, match="Say in a few words why"):
        either.team.act(DropInvitation, listing_id=either.first, person_id=either.gp, reason="  ")
    either.tell()
    either.team.act(DropInvitation, listing_id=either.first, person_id=either.gp, reason="on leave")
    row = either.row()
    assert (row.due, row.cases) == (Due.CANCELLED, ())
    assert row.dropped[0].invited.reason == "on leave"
    either.team.act(RestoreInvitation, listing_id=either.first, person_id=either.gp)
    assert either.row().due is Due.UNCHANGED


def test_an_invitation_by_hand_leaves_its_fact_and_taking_it_back_withdraws_it(either: Round) -> None:
    nurse = person(either.team, "Thys", "Bram", "nurse@example.org", discipline="home-nursing")
    said = {"listing_id": either.first, "person_id": nurse}
    either.team.act(InvitePerson, reason="knows the home", **said)
    (case,) = either.row(nurse).cases
    assert case.invited.why == "by hand: knows the home"
    assert [kind for kind, _ in case.invited.facts] == ["invited-by-hand"]
    either.team.act(RestoreInvitation, **said)
    assert either.view().row(nurse) is None
    patient_id = case.row.patient.id
    with either.team.database.reader() as reader:
        facts = [one for one in reader.facts([patient_id])[patient_id] if one.kind is Kind.INVITED_BY_HAND]
    assert [one.withdrawn for one in facts] == [False, True]


def test_nobody_is_invited_to_a_patient_who_died(here: Round) -> None:
    patient = here.row().cases[0].row.patient.id
    here.tell()
    here.team.act(
        RecordFact,
        fact_id=new_id(),
        patient_id=patient,
        kind=Kind.DEATH,
        payload=Event(),
        true_from=date(2026, 9, 30),
    )
    assert here.row().due is Due.CANCELLED
    with pytest.raises(Refused, match="died on 30-09-2026"):
        here.team.act(InvitePerson, listing_id=here.first, person_id=here.gp, reason="knows the family")


def test_no_gp_on_file_is_a_line_and_not_a_silence(here: Round) -> None:
    patient = here.team.patient("Nijs")
    progressed(here.team, patient)
    here.team.listed(here.meeting, patient_id=patient)
    missing = here.view().rows[0]
    assert (missing.unknown, missing.level, missing.name, missing.due) == (True, "primary", "", Due.NOTHING)


def test_a_reply_counts_for_the_cases_that_were_told(either: Round) -> None:
    either.tell()
    either.reply(at=datetime(2026, 10, 1, 7, tzinfo=UTC), comment="gladly")
    assert (either.kept().answer, either.kept().answer_text) == (Answer.ACCEPTS, "gladly")
    either.reply(at=datetime(2026, 10, 1, 7, tzinfo=UTC), comment="gladly")
    assert either.kept().answer is Answer.ACCEPTS


def test_a_reply_that_proposes_another_time_keeps_it(here: Round) -> None:
    here.tell()
    at = datetime(2026, 10, 15, 11, 20, tzinfo=UTC)
    here.reply("counter", proposed=at)
    assert (here.kept().answer, here.kept().proposed) == (Answer.PROPOSES, at)


def test_who_accepts_a_deadline_writes_and_does_not_come(here: Round) -> None:
    here.answer(Answer.WRITES)
    here.tell()
    here.reply("accepted")
    assert here.kept().answer is Answer.WRITES


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"uid": "unknown@mdt"}, "not sent from here"),
        ({"uid": ""}, "not sent from here"),
        (
            {"address": "other@example.org"},
            "from other@example.org, but the entry was sent to Dr. Samira Benali",
        ),
        ({"address": ""}, "from nobody named"),
        ({"sender": "other@example.org"}, "came from other@example.org"),
        ({"sequence": 0}, "answers an earlier time: version 1, and version 2 was sent since"),
        ({"sequence": 7}, "never sent"),
    ],
)
def test_a_reply_is_never_taken_for_another_person_or_time(
    here: Round, changed: dict[str, object], sentence: str
) -> None:
    here.tell()
    here.team.act(MoveListing, listing_id=here.first, position=2)
    here.tell()
    with pytest.raises(Refused, match=sentence):
        here.reply(**changed)
    assert here.team.find(Invitation, person_id=here.gp) == ()


def test_who_writes_for_somebody_by_arrangement_is_believed(here: Round) -> None:
    here.tell()
    here.reply(sender="secretary@example.org", by="secretary@example.org")
    assert here.kept().answer is Answer.ACCEPTS


def test_a_reply_after_closing_is_refused_with_the_state_as_it_is(here: Round) -> None:
    here.tell()
    here.team.write(here.first, "Best supportive care.")
    here.team.close(here.meeting)
    with pytest.raises(
        Refused, match=r'"declines" of Dr\. Samira Benali came after it, and no answer is recorded'
    ):
        here.reply("declined")


def test_answers_read_out_of_order_leave_the_one_given_last(here: Round) -> None:
    here.tell()
    here.reply("declined", at=datetime(2026, 10, 1, 7, 30, tzinfo=UTC))
    with pytest.raises(Refused, match='answered again after this: the answer stays "declines"'):
        here.reply("accepted", at=datetime(2026, 10, 1, 7, tzinfo=UTC))
    assert here.kept().answer is Answer.DECLINES


def test_an_answer_to_an_earlier_time_is_shown_as_such(here: Round) -> None:
    here.tell()
    here.answer(Answer.ACCEPTS)
    assert not here.row().stale
    here.team.act(MoveListing, listing_id=here.first, position=2)
    here.tell()
    assert here.row().stale


def test_a_yes_counts_for_what_was_said_and_for_no_later_time(here: Round) -> None:
    here.answer(Answer.ACCEPTS)
    assert here.row().agreed
    here.tell()
    assert here.row().agreed
    here.team.act(MoveListing, listing_id=here.first, position=2)
    assert not here.row().agreed
    here.tell()
    assert not here.row().agreed
    here.answer(Answer.ACCEPTS)
    assert here.row().agreed


def test_a_reply_for_another_meeting_is_refused_by_its_day(here: Round) -> None:
    here.tell()
    (entry,) = here.team.find(Entry, person_id=here.gp)
    other = here.team.meeting(here.team.board(prefix="GI"), date(2026, 10, 22))
    reply = Reply(uid=entry.uid, address="gp@example.org", said="accepted", sequence=0)
    with pytest.raises(Refused, match="another meeting, of 15-10-2026"):
        here.team.act(TakeReply, reply=reply, meeting_id=other)


def test_a_tentative_reply_is_kept_in_words_and_is_no_answer(here: Round) -> None:
    here.tell()
    here.reply("tentative")
    assert (here.kept().answer, here.kept().answer_text) == (Answer.NONE, "perhaps")
