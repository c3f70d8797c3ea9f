"""A coordinator runs a month of weekly meetings from referral to attendance list, on a file and on a server alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex

import psycopg
import pytest
from month_kit import BRUSSELS, PASSWORD, STANDARD, Desk, words_of
from month_week import WEEKS, Week, planned_weeks, run, slot
from postgres import MakeDatabase
from sqlalchemy import make_url

from mdt_app import application
from mdt_app.application import Application
from mdt_app.domain.agenda import Listing, Meeting, MeetingState, Outcome
from mdt_app.domain.attendance import Contribution
from mdt_app.domain.cases import Case, CaseState
from mdt_app.domain.decisions import Fate, Recommendation
from mdt_app.domain.errors import Refused
from mdt_app.domain.inviting import Answer
from mdt_app.domain.letters.letter import Letter
from mdt_app.operations.agenda import ListCase, MakeBoard, MoveListing, OpenMeeting, PlanMeeting, SeatMember
from mdt_app.operations.closing import CloseMeeting
from mdt_app.operations.commands import new_id
from mdt_app.operations.hand_order import moved_to
from mdt_app.operations.history import case_histories
from mdt_app.operations.planning_slots import GiveAvailability, places_of
from mdt_app.operations.read_back import Heard, heard

Place = tuple[str, str, str]
"""Where a board is made, by which user, and how an account names that place."""


@pytest.fixture(scope="module")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A local file; its user is the owner."""
    where = str(tmp_path_factory.mktemp("boards") / "boards.db")
    return where, "sofie", where


@pytest.fixture(scope="module")
def postgresql(make_postgres_database: MakeDatabase) -> Iterator[Place]:
    """A server's empty database; its user is a coordinator with a role of her own there."""
    where, user = make_postgres_database(), f"sofie {token_hex(4)}"
    url = make_url(where)
    yield where, user, f"postgresql://{url.host}:{url.port}/{url.database}"
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'DROP ROLE IF EXISTS "{user}"'.encode())


@dataclass
class Month:
    desk: Desk
    weeks: list[Week]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def month(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Month]:
    """Four meetings planned from the rhythm, and each of them run from its requests to its letters."""
    folder = tmp_path_factory.mktemp("month")
    where, user, named = request.getfixturevalue(request.param)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MDT_HOME", str(folder / "home"))
        with application.create(where, user, PASSWORD) as app:
            desk = Desk(app, folder, named)
            patch.setattr(Application, "now", lambda _: desk.at)
            desk.set_up()
            weeks = planned_weeks(desk)
            for week in weeks:
                run(desk, week)
            yield Month(desk, weeks)


def test_the_rhythm_keeps_its_hour_over_a_clock_change_and_leaves_a_holiday_out(month: Month) -> None:
    days = [one.starts_at.astimezone(BRUSSELS) for one in month.weeks]
    assert [f"{one:%d-%m %H:%M}" for one in days] == [
        "21-10 13:00",
        "28-10 13:00",
        "04-11 13:00",
        "18-11 13:00",
    ]
    assert [one.utcoffset() for one in days] == [timedelta(hours=hours) for hours in (2, 1, 1, 1)]


def test_every_plan_keeps_all_hours_and_lets_no_outside_person_wait(month: Month) -> None:
    assert [(one.unmet, one.outside_waiting) for one in month.weeks] == [((), 0)] * WEEKS


def test_each_entry_updates_and_cancels_under_its_own_uid(month: Month) -> None:
    name = month.desk.name("social")
    for week in month.weeks:
        first, moved, gone = (one[name] for one in week.told)
        assert {str(one.event["uid"]) for one in (first, moved, gone)} == {str(first.event["uid"])}
        assert [one.event["sequence"] for one in (first, moved, gone)] == [0, 1, 2]
        assert [str(one.calendar["method"]) for one in (first, moved, gone)] == [
            "REQUEST",
            "REQUEST",
            "CANCEL",
        ]
        assert moved.start > first.start
    uids = {
        str(told.event["uid"])
        for week in month.weeks
        for told_once in week.told
        for told in told_once.values()
    }
    people = {(week.number, name) for week in month.weeks for told_once in week.told for name in told_once}
    assert len(uids) == len(people)


BORN = ("1950-02-03", "19500203", "03-02-1950", "3-2-1950", "03/02/1950", "3/2/1950")
"""The year alone stands by chance in an identifier or a time of day, too."""


def test_no_entry_names_a_patient(month: Month) -> None:
    for week in month.weeks:
        families = [one.family for one in month.desk.patients_of(week.meeting_id)]
        said = "".join(one.text for told_once in week.told for one in told_once.values())
        assert said
        assert not [one for one in (*families, "Anna", *BORN, "What next") if one in said]


def test_the_agenda_says_slots_who_is_invited_why_and_what_they_answered(month: Month) -> None:
    desk = month.desk
    for week in month.weeks:
        assert week.agenda is not None
        cases = {one["listing"]: one for one in week.agenda.json["cases"]}
        grown = cases[week.listings["grown"]]
        invited = {one["person"]: one for one in grown["invited"]}
        assert grown["slot"]["from"] == slot(desk, week, "grown")[0].isoformat(timespec="minutes")
        assert invited[desk.name("gp")]["why"].startswith("progression")
        assert invited[desk.name("gp")]["answer"] == Answer.ACCEPTS
        assert invited[desk.name("chair")]["answer"] == Answer.PROPOSES
        assert invited[desk.name("psychologist")]["answer"] == Answer.WRITES
        suffering = {one["person"]: one for one in cases[week.listings["suffering"]]["invited"]}
        assert suffering[desk.name("palliative")]["why"].startswith("criterion")
        assert suffering[desk.name("palliative")]["answer"] == Answer.DECLINES


def test_the_agenda_in_lines_says_who_comes_and_why(month: Month) -> None:
    said = month.desk.mdt("agenda", month.weeks[-1].meeting_id).out
    assert f"{month.desk.name('gp')}" in said
    assert "progression" in said


def test_written_input_is_a_contribution_and_no_presence(month: Month) -> None:
    desk = month.desk
    for week in month.weeks:
        row = desk.row(week.meeting_id, week.listings["grown"])
        (wrote,) = [one for one in row.invited if one.person_id == desk.ids["psychologist"]]
        assert (wrote.mode, wrote.input_text) == (Contribution.WRITTEN, "Sleeps badly, wants to talk.")
        made = desk.mdt("attendance", week.meeting_id, "--json").json
        (person,) = [one for one in made["people"] if one["id"] == desk.ids["psychologist"]]
        assert (person["present"], person["contributed"]) == (0, 1)


def test_the_room_knows_when_the_gp_came_and_went(month: Month) -> None:
    desk = month.desk
    for week in month.weeks:
        made = desk.mdt("attendance", week.meeting_id, "--json").json
        (gp,) = [one for one in made["people"] if one["id"] == desk.ids["gp"]]
        assert gp["present"] == 1
        assert datetime.fromisoformat(gp["to"]) - datetime.fromisoformat(gp["from"]) == timedelta(minutes=6)
        assert made["quorum"]["met"]
        assert (made["chair"], made["moderator"]) == (desk.name("chair"), desk.name("nurse"))


def test_every_decision_was_read_back_as_it_stands(month: Month) -> None:
    for week in month.weeks:
        with month.desk.app.reader() as reader:
            talked = reader.find(Listing, meeting_id=week.meeting_id, outcome=Outcome.DISCUSSED)
            assert set(heard(reader, talked).values()) == {Heard.READ_BACK}
        assert all(one.began_at and one.ended_at and one.began_at < one.ended_at for one in talked)


def test_who_was_not_reached_is_discussed_a_week_later_and_the_history_says_so(month: Month) -> None:
    desk = month.desk
    for week in month.weeks[:-1]:
        case = desk.get(Case, week.cases["unreached"])
        with desk.app.reader() as reader:
            (history,) = case_histories(reader, case.patient_id)
        first, second = history.listed
        assert (first.outcome, first.carried) == (Outcome.DEFERRED, False)
        assert (second.outcome, second.carried) == (Outcome.DISCUSSED, True)
        assert second.meeting_id == month.weeks[week.number + 1].meeting_id
        assert case.state == CaseState.DECIDED


def test_what_was_met_by_a_standard_of_care_is_recorded_with_it(month: Month) -> None:
    for week in month.weeks:
        listing = month.desk.get(Listing, week.listings["settled"])
        assert (listing.outcome, listing.standard) == (Outcome.STANDARD, STANDARD)


def test_every_earlier_recommendation_says_what_became_of_it_and_why(month: Month) -> None:
    found = month.desk.find(Recommendation)
    earlier = [one for one in found if one.fate != Fate.OPEN]
    assert {(one.fate, one.fate_code) for one in earlier} == {
        (Fate.CARRIED_OUT, ""), (Fate.CHANGED, "toxicity"), (Fate.NOT_DONE, "patient-choice"),
    }  # fmt: skip
    last = {one.id for one in month.desk.find(Listing, meeting_id=month.weeks[-1].meeting_id)}
    assert {one.listing_id for one in found if one.fate == Fate.OPEN} <= last


def test_the_attendance_list_is_printed_with_the_members_numbers(month: Month) -> None:
    for week in month.weeks:
        said = words_of((month.desk.folder / f"attendance-{week.number}.pdf").read_bytes())
        for key, number in (("chair", "1-23450-67-890"), ("radiologist", "1-23451-67-890")):
            assert month.desk.name(key) in said
            assert number in said


def test_each_discussed_case_has_its_letters(month: Month) -> None:
    desk = month.desk
    for week in month.weeks:
        for one in desk.find(Listing, meeting_id=week.meeting_id, outcome=Outcome.DISCUSSED):
            assert "primary" in {letter.level for letter in desk.find(Letter, listing_id=one.id)}
    out = desk.folder / "letters"
    assert desk.mdt("letters", month.weeks[0].meeting_id, "--out", out, "--level", "primary").code == 0
    assert len(list(out.glob("*.pdf"))) == 2


@dataclass
class Coming:
    """The meeting after the month, which has the case that was carried over and another."""

    desk: Desk
    meeting: Meeting
    listing_ids: tuple[str, ...]


@pytest.fixture
def coming(month: Month) -> Coming:
    """A meeting of its own for each test, a week after the one before, with two cases that call the GP."""
    desk = month.desk
    last = max(desk.find(Meeting, board_id=desk.board_id), key=lambda one: one.starts_at)
    desk.at = last.starts_at.astimezone(BRUSSELS) + timedelta(hours=3)
    meeting_id = new_id()
    starts_at = desk.at.replace(hour=13, minute=0) + timedelta(days=7)
    desk.do(PlanMeeting, meeting_id=meeting_id, board_id=desk.board_id, starts_at=starts_at)
    return Coming(desk, desk.get(Meeting, meeting_id), tuple(listed(desk, meeting_id) for _ in range(2)))


def listed(desk: Desk, meeting_id: str) -> str:
    listing_id, patient_id = new_id(), desk.patient("Lambert")
    desk.grown(patient_id)
    desk.do(ListCase, listing_id=listing_id, case_id=new_id(), meeting_id=meeting_id, patient_id=patient_id)
    return listing_id


def another_board(desk: Desk, prefix: str, starts_at: datetime) -> str:
    """A board of the same chair that meets at that time in the same room; gives the meeting's id."""
    board_id, meeting_id = new_id(), new_id()
    desk.do(MakeBoard, board_id=board_id, name=f"Board {prefix}", prefix=prefix, place="Room Maas 2")
    desk.do(SeatMember, membership_id=new_id(), board_id=board_id, person_id=desk.ids["chair"])
    desk.do(PlanMeeting, meeting_id=meeting_id, board_id=board_id, starts_at=starts_at)
    return meeting_id


def test_somebody_whom_two_meetings_want_at_once_is_named(coming: Coming) -> None:
    desk = coming.desk
    other = another_board(desk, "GI", coming.meeting.starts_at)
    listed(desk, other)
    elsewhere = desk.standing(coming.meeting.id).view.wishes.elsewhere
    assert (desk.name("gp"), "Board GI") in {(one.name, one.board) for one in elsewhere}


def test_two_meetings_at_once_are_told_and_one_board_never_meets_twice(coming: Coming) -> None:
    desk = coming.desk
    another_board(desk, "GYN", coming.meeting.starts_at + timedelta(minutes=30))
    (clash,) = desk.standing(coming.meeting.id).view.wishes.clashes
    assert (clash.board, clash.room, clash.people) == ("Board GYN", True, (desk.name("chair"),))
    with pytest.raises(Refused, match="already meets then"):
        desk.do(PlanMeeting, meeting_id=new_id(), board_id=desk.board_id, starts_at=coming.meeting.starts_at)


def test_hours_that_have_passed_are_refused(coming: Coming) -> None:
    desk = coming.desk
    desk.at = coming.meeting.starts_at + timedelta(minutes=30)
    with pytest.raises(Refused, match=r"13:00 to 13:20 has passed\. Ask for another time\."):
        desk.do(
            GiveAvailability, availability_id=new_id(), meeting_id=coming.meeting.id, person_id=desk.ids["gp"],
            windows=(desk.window(coming.meeting.id, 0, 20),),
        )  # fmt: skip


def test_an_order_dragged_while_the_meeting_was_closed_elsewhere_is_refused(coming: Coming) -> None:
    desk = coming.desk
    standing = desk.standing(coming.meeting.id)
    dragged = moved_to(standing, coming.listing_ids[1], 1)
    desk.do(OpenMeeting, meeting_id=coming.meeting.id)
    desk.do(CloseMeeting, meeting_id=coming.meeting.id)
    before = places_of(desk.find(Listing, meeting_id=coming.meeting.id))
    with pytest.raises(Refused, match="This meeting is closed"):
        desk.keep(standing, dragged.listings)
    with pytest.raises(Refused, match="This meeting is closed"):
        desk.do(MoveListing, listing_id=coming.listing_ids[1], position=1)
    assert places_of(desk.find(Listing, meeting_id=coming.meeting.id)) == before


def test_an_answer_after_closing_is_refused_and_the_state_said(coming: Coming) -> None:
    desk, meeting_id = coming.desk, coming.meeting.id
    told = desk.tell(meeting_id)[desk.name("gp")]
    desk.at = coming.meeting.starts_at
    desk.do(OpenMeeting, meeting_id=meeting_id)
    desk.do(CloseMeeting, meeting_id=meeting_id)
    said = desk.mdt("replies", meeting_id, told.answer(desk.folder, "ACCEPTED"))
    assert said.code == 1
    assert "This meeting was closed" in said.err
    assert "no answer is recorded" in said.err
    row = desk.row(meeting_id, coming.listing_ids[0])
    assert {one.answer for one in row.invited if one.person_id == desk.ids["gp"]} == {Answer.NONE}
    assert desk.get(Meeting, meeting_id).state == MeetingState.CLOSED
