"""What happens in the room is kept once, by whom and when; times, chair and read-back are said anew, never lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from operations.kit import Team

from mdt_app.domain.agenda import Listing, Meeting, Outcome
from mdt_app.domain.attendance import Attendance, Contribution, Presence, quorum
from mdt_app.domain.errors import Refused
from mdt_app.operations.agenda import OpenMeeting, SeatMember, SettleListing
from mdt_app.operations.attendance import (
    MarkContribution,
    MarkMembers,
    MarkPresent,
    SayTimes,
    TakeMarksBack,
    attendance_id,
)
from mdt_app.operations.closing_view import closing_view
from mdt_app.operations.commands import new_id
from mdt_app.operations.decisions import AddRecommendation
from mdt_app.operations.fields import SetField
from mdt_app.operations.meeting_head import meeting_head
from mdt_app.operations.people import AddPerson
from mdt_app.operations.read_back import Heard, heard
from mdt_app.operations.room import BeginCase, CorrectTimes, EndCase, NameChair, NameModerator, ReadBack
from mdt_app.planner.rhythm import next_start


@dataclass
class InRoom:
    """An open meeting of three cases with a board of two."""

    team: Team
    meeting: str
    cases: list[str]
    members: list[str]
    guest: str

    def begin(self, number: int) -> datetime:
        self.team.act(BeginCase, meeting_id=self.meeting, listing_id=self.cases[number])
        return self.team.clock

    def case(self, number: int) -> Listing:
        found = self.team.get(Listing, self.cases[number])
        assert isinstance(found, Listing)
        return found

    def attendance(self, number: int, person: str) -> Attendance:
        found = self.team.get(Attendance, attendance_id(self.cases[number], person))
        assert isinstance(found, Attendance)
        return found

    def marked(self) -> dict[tuple[int, str], Presence]:
        rows = self.team.find(Attendance, listing_id=self.cases)
        return {(self.cases.index(one.listing_id), one.person_id): one.presence for one in rows}

    def heard(self, number: int = 0) -> Heard:
        with self.team.database.reader() as reader:
            return heard(reader, (self.case(number),))[self.cases[number]]


@pytest.fixture
def room(both: Team) -> InRoom:
    return in_room(both)


def in_room(team: Team) -> InRoom:
    board = team.board()
    meeting = team.meeting(board)
    cases = [team.listed(meeting, family) for family in ("Peeters", "Maes", "Nijs")]
    people = []
    for family, discipline in (("Claes", "oncology"), ("Aydin", "pathology"), ("Benali", "gp")):
        people.append(new_id())
        team.act(AddPerson, person_id=people[-1], family=family, discipline=discipline, level="secondary")
    for person in people[:2]:
        team.act(
            SeatMember, membership_id=new_id(), board_id=board, person_id=person, chair=person == people[0]
        )
    team.act(OpenMeeting, meeting_id=meeting)
    return InRoom(team, meeting, cases, people[:2], people[2])


def test_opening_a_meeting_keeps_when_it_was_first_opened(room: InRoom) -> None:
    opened = room.team.get(Meeting, room.meeting).opened_at
    assert opened == room.team.clock
    room.team.act(OpenMeeting, meeting_id=room.meeting)
    assert room.team.get(Meeting, room.meeting).opened_at == opened


def test_beginning_a_case_ends_the_one_before(room: InRoom) -> None:
    first, second = room.begin(0), room.begin(1)
    assert (room.case(0).began_at, room.case(0).ended_at) == (first, second)
    assert (room.case(1).began_at, room.case(1).ended_at) == (second, None)


def test_when_a_case_began_is_kept_the_first_time_only(room: InRoom) -> None:
    first = room.begin(0)
    room.begin(1)
    room.begin(0)
    assert (room.case(0).began_at, room.case(0).ended_at) == (first, None)
    assert room.case(1).ended_at == room.team.clock


def test_a_command_sent_again_begins_nothing_twice(room: InRoom) -> None:
    command = room.team.command(BeginCase, meeting_id=room.meeting, listing_id=room.cases[0])
    room.team.carry_out(command)
    room.begin(1)
    room.team.carry_out(command)
    assert room.case(1).ended_at is None


def test_ending_a_case_leaves_nothing_running(room: InRoom) -> None:
    room.begin(0)
    room.team.act(EndCase, meeting_id=room.meeting, listing_id=room.cases[0])
    assert room.case(0).ended_at == room.team.clock
    with pytest.raises(Refused, match="has not begun"):
        room.team.act(EndCase, meeting_id=room.meeting, listing_id=room.cases[1])


def test_no_case_is_begun_in_a_meeting_that_is_not_open(both: Team) -> None:
    planned = both.meeting(both.board())
    listing = both.listed(planned)
    with pytest.raises(Refused, match="has not started"):
        both.act(BeginCase, meeting_id=planned, listing_id=listing)
    both.act(OpenMeeting, meeting_id=planned)
    both.close(planned)
    with pytest.raises(Refused, match="closed"):
        both.act(BeginCase, meeting_id=planned, listing_id=listing)


def test_a_case_taken_off_or_of_another_meeting_is_not_begun(room: InRoom) -> None:
    room.team.act(SettleListing, listing_id=room.cases[2], outcome=Outcome.WITHDRAWN)
    with pytest.raises(Refused, match="not discussed"):
        room.begin(2)
    with pytest.raises(Refused, match="no longer on the agenda"):
        room.team.act(BeginCase, meeting_id=room.meeting, listing_id=new_id())


def test_closing_the_meeting_ends_the_case_that_runs(room: InRoom) -> None:
    room.begin(0)
    room.team.close(room.meeting)
    assert room.case(0).ended_at == room.team.clock


def test_times_are_corrected_and_taken_back(room: InRoom) -> None:
    began = room.begin(0)
    said = {"meeting_id": room.meeting, "listing_id": room.cases[0]}
    earlier, later = began - timedelta(minutes=9), began - timedelta(minutes=2)
    room.team.act(CorrectTimes, **said, began_at=earlier, ended_at=later)
    assert (room.case(0).began_at, room.case(0).ended_at) == (earlier, later)
    room.team.act(CorrectTimes, **said, began_at=None)
    assert (room.case(0).began_at, room.case(0).ended_at) == (None, None)


def test_times_that_cannot_be_are_refused(room: InRoom) -> None:
    now = room.begin(0)
    said = {"meeting_id": room.meeting, "listing_id": room.cases[1]}
    for began, ended, why in (
        (now, now - timedelta(minutes=1), "ends after"),
        (None, now, "ends after"),
        (now + timedelta(hours=1), None, "still to come"),
        (now - timedelta(minutes=5), None, "Another case is being discussed"),
    ):
        with pytest.raises(Refused, match=why):
            room.team.act(CorrectTimes, **said, began_at=began, ended_at=ended)
    assert room.case(1).began_at is None


def test_chair_and_moderator_are_nobody_until_somebody_names_them(room: InRoom) -> None:
    with room.team.database.reader() as reader:
        heads = meeting_head(reader, room.meeting).heads
    assert (heads.chair, heads.moderator, heads.usual_chair) == ("", "", "Claes")
    room.team.act(NameChair, meeting_id=room.meeting, person_id=room.members[1])
    room.team.act(NameModerator, meeting_id=room.meeting, person_id=room.guest)
    with room.team.database.reader() as reader:
        heads = meeting_head(reader, room.meeting).heads
    assert (heads.chair, heads.moderator) == ("Aydin", "Benali")
    room.team.close(room.meeting)
    with pytest.raises(Refused, match="closed"):
        room.team.act(NameChair, meeting_id=room.meeting, person_id="")


def test_only_somebody_of_the_directory_chairs(room: InRoom) -> None:
    with pytest.raises(Refused):
        room.team.act(NameChair, meeting_id=room.meeting, person_id=new_id())


def test_nothing_is_read_back_where_nothing_is_decided(room: InRoom) -> None:
    with pytest.raises(Refused, match="Nothing is decided"):
        room.team.act(ReadBack, listing_id=room.cases[0])


def test_a_decision_changed_after_it_was_read_back_says_so(room: InRoom) -> None:
    room.team.write(room.cases[0], "Comfort first.")
    assert room.heard() == Heard.NOT_YET
    room.team.act(ReadBack, listing_id=room.cases[0])
    assert room.heard() == Heard.READ_BACK
    room.team.write(room.cases[0], "More said.", name="discussion")
    assert room.heard() == Heard.READ_BACK
    room.team.write(room.cases[0], " And a CT.")
    assert room.heard() == Heard.CHANGED
    room.team.act(ReadBack, listing_id=room.cases[0])
    assert room.heard() == Heard.READ_BACK
    room.team.act(ReadBack, listing_id=room.cases[0], taken_back=True)
    assert room.heard() == Heard.NOT_YET


def test_a_recommendation_changed_after_reading_back_says_so(room: InRoom) -> None:
    id = new_id()
    room.team.act(AddRecommendation, recommendation_id=id, listing_id=room.cases[0], what="CT")
    room.team.act(ReadBack, listing_id=room.cases[0])
    said = {"entity": "recommendation", "entity_id": id, "base_version": 0}
    room.team.act(SetField, **said, field="plain", value="A scan")
    assert room.heard() == Heard.READ_BACK
    room.team.act(SetField, **said, field="owner", value="Dr Claes")
    assert room.heard() == Heard.CHANGED


def test_all_members_are_marked_in_one_act_and_nothing_said_is_overwritten(room: InRoom) -> None:
    here, other = room.members
    room.team.act(MarkPresent, listing_id=room.cases[1], person_id=other, presence=Presence.ABSENT)
    room.begin(0)
    room.begin(1)
    changes = room.team.act(MarkMembers, meeting_id=room.meeting)
    assert room.marked() == {
        (1, here): Presence.ON_SITE, (1, other): Presence.ABSENT,
        (2, here): Presence.ON_SITE, (2, other): Presence.ON_SITE,
    }  # fmt: skip
    ids = tuple(one.entity_id for one in changes if one.entity == "attendance")
    room.team.act(MarkPresent, listing_id=room.cases[2], person_id=here, presence=Presence.VIDEO)
    room.team.act(TakeMarksBack, meeting_id=room.meeting, attendance_ids=ids, presence=Presence.ON_SITE)
    assert room.marked() == {
        (1, here): Presence.UNKNOWN, (1, other): Presence.ABSENT,
        (2, here): Presence.VIDEO, (2, other): Presence.UNKNOWN,
    }  # fmt: skip


def test_who_leaves_is_away_from_the_later_cases_and_was_at_this_one(room: InRoom) -> None:
    person = room.members[0]
    room.team.act(
        MarkPresent, listing_id=room.cases[0], person_id=person, presence=Presence.VIDEO, onward=True
    )
    left = room.team.clock
    room.team.act(SayTimes, listing_id=room.cases[1], person_id=person, left_at=left)
    assert [room.marked()[number, person] for number in range(3)] == [
        Presence.VIDEO, Presence.VIDEO, Presence.ABSENT,
    ]  # fmt: skip
    assert room.attendance(1, person).left_at == left


def test_who_joins_is_here_from_then_on_and_is_asked_for_no_time_that_cannot_be(room: InRoom) -> None:
    now = room.team.clock
    said = {"listing_id": room.cases[0], "person_id": room.guest}
    room.team.act(SayTimes, **said, joined_at=now)
    row = room.attendance(0, room.guest)
    assert (row.presence, row.joined_at, row.left_at) == (Presence.ON_SITE, now, None)
    with pytest.raises(Refused, match="leaves before"):
        room.team.act(SayTimes, **said, joined_at=now, left_at=now - timedelta(minutes=1))
    with pytest.raises(Refused, match="still to come"):
        room.team.act(SayTimes, **said, joined_at=now + timedelta(hours=2))
    room.team.act(SayTimes, **said)
    assert room.attendance(0, room.guest).joined_at is None


def test_somebody_who_leaves_counts_for_no_later_quorum(room: InRoom) -> None:
    room.team.act(MarkMembers, meeting_id=room.meeting)
    room.team.act(SayTimes, listing_id=room.cases[0], person_id=room.members[1], left_at=room.team.clock)
    rules = room.team.get(Meeting, room.meeting).board_id
    with room.team.database.reader() as reader:
        board = meeting_head(reader, room.meeting).board
    assert board.id == rules
    at = [quorum(board.quorum, room.team.find(Attendance, listing_id=one)).met for one in room.cases]
    assert at == [True, False, False]


def test_a_contribution_stays_apart_from_an_absence(room: InRoom) -> None:
    said = {"listing_id": room.cases[0], "person_id": room.guest}
    room.team.act(MarkContribution, **said, contribution=Contribution.WRITTEN, text="Please at home.")
    room.team.act(MarkPresent, **said, presence=Presence.ABSENT)
    row = room.attendance(0, room.guest)
    assert (row.presence, row.contribution, row.contribution_text) == (
        Presence.ABSENT, Contribution.WRITTEN, "Please at home.",
    )  # fmt: skip


def test_two_desks_that_begin_two_cases_at_once_leave_one_running(room: InRoom) -> None:
    commands = [
        room.team.command(BeginCase, meeting_id=room.meeting, listing_id=room.cases[number % 3])
        for number in range(12)
    ]
    with ThreadPoolExecutor(4) as desks:
        list(desks.map(room.team.carry_out, commands))
    running = [one for one in range(3) if room.case(one).began_at and not room.case(one).ended_at]
    assert len(running) == 1


def test_closing_names_the_decided_cases_that_were_begun_and_not_read_back(room: InRoom) -> None:
    for number in (0, 1):
        room.begin(number)
        room.team.write(room.cases[number], "Comfort first.")
    room.team.write(room.cases[2], "Decided without the clock.")
    room.team.act(ReadBack, listing_id=room.cases[0])
    with room.team.database.reader() as reader:
        view = closing_view(reader, room.meeting, next_start)
    assert [one.name for one in view.unheard] == ["Maes, Anna"]
    room.team.close(room.meeting)
