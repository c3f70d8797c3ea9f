"""Planned times are kept in one act, only over the agenda that was seen, and every act has its way back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from operations.kit import BRUSSELS, Team
from ui.meeting_window import guidance

from mdt_app.domain.agenda import Break, Listing, Meeting, Outcome
from mdt_app.domain.attendance import Presence
from mdt_app.domain.errors import Refused
from mdt_app.domain.facts import Kind
from mdt_app.domain.inviting import Answer, Availability
from mdt_app.domain.payloads import Event
from mdt_app.domain.people import Person
from mdt_app.domain.planning_day import PlanningDay
from mdt_app.domain.windows import Window
from mdt_app.operations.agenda import MoveListing, SeatMember, SettleListing
from mdt_app.operations.agenda_view import agenda_view
from mdt_app.operations.clashes import clashes
from mdt_app.operations.commands import new_id
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.fields import SetField
from mdt_app.operations.invitations import AnswerInvitations
from mdt_app.operations.people import AddPerson
from mdt_app.operations.planning_meetings import PlanMeetings
from mdt_app.operations.planning_slots import (
    ForgetPlan,
    GiveAvailability,
    KeepPlan,
    PinListing,
    Place,
    ReleaseListing,
    SetBreaks,
    places_of,
)
from mdt_app.operations.planning_wishes import day_of, not_planned, planning_view

START = datetime(2026, 10, 15, 13, tzinfo=BRUSSELS)


def at(minute: int) -> datetime:
    return START + timedelta(minutes=minute)


def window(since: int, until: int, mode: Presence = Presence.UNKNOWN) -> Window:
    return Window(since=at(since), until=at(until), mode=mode)


def person(team: Team, family: str, discipline: str = "gp") -> str:
    id = new_id()
    team.act(AddPerson, person_id=id, family=family, given="Jo", discipline=discipline)
    return id


def times(team: Team, meeting_id: str) -> list[tuple[str, str]]:
    """Family and start of each case with a slot, in order of the agenda."""
    with team.database.reader() as reader:
        view = agenda_view(reader, guidance(), meeting_id)
    return [(row.patient.family, f"{row.slot[0]:%H:%M}") for row in view.rows if row.slot]


def day(team: Team, meeting_id: str) -> PlanningDay:
    with team.database.reader() as reader:
        view = planning_view(reader, guidance(), meeting_id)
    return day_of(view.agenda, view.wishes)


def calls_gp(team: Team, listing_id: str, gp_id: str) -> None:
    patient = team.get(Listing, listing_id).patient_id
    team.act(
        RecordFact, fact_id=new_id(), patient_id=patient, kind=Kind.PROGRESSION, payload=Event(text="liver"),
        true_from=date(2026, 9, 1),
    )  # fmt: skip
    team.with_gp(patient, team.get(Person, gp_id).name, gp_id)


def reordered(team: Team, meeting_id: str, order: list[str], starts: list[int]) -> tuple[Place, ...]:
    before = {one.listing_id: one for one in places_of(team.agenda(meeting_id))}
    return tuple(
        replace(before[id], position=number, starts_at=at(minute))
        for number, (id, minute) in enumerate(zip(order, starts, strict=True), start=1)
    )


@pytest.fixture
def agenda(both: Team) -> tuple[Team, str, list[str]]:
    meeting = both.meeting(both.board())
    return both, meeting, [both.listed(meeting, name) for name in ("Claes", "Maes", "Nijs")]


Agenda = tuple[Team, str, list[str]]


def keep(team: Team, meeting: str, places: tuple[Place, ...]) -> tuple[Place, ...]:
    before = places_of(team.agenda(meeting))
    team.act(KeepPlan, meeting_id=meeting, places=places, before=before)
    return before


def test_a_kept_plan_gives_each_case_its_time_and_place(agenda: Agenda) -> None:
    team, meeting, (claes, maes, nijs) = agenda
    keep(team, meeting, reordered(team, meeting, [nijs, claes, maes], [0, 10, 30]))
    assert times(team, meeting) == [("Nijs", "13:00"), ("Claes", "13:10"), ("Maes", "13:30")]


def test_exchanging_places_and_before_takes_a_plan_back(agenda: Agenda) -> None:
    team, meeting, (claes, maes, nijs) = agenda
    places = reordered(team, meeting, [nijs, claes, maes], [0, 10, 30])
    before = keep(team, meeting, places)
    team.act(KeepPlan, meeting_id=meeting, places=before, before=places)
    assert times(team, meeting) == [("Claes", "13:00"), ("Maes", "13:06"), ("Nijs", "13:12")]
    assert [one.starts_at for one in team.agenda(meeting)] == [None, None, None]


@pytest.mark.parametrize("change", ["moved", "listed", "off", "longer"])
def test_a_plan_of_an_agenda_that_changed_meanwhile_is_refused(agenda: Agenda, change: str) -> None:
    team, meeting, listed = agenda
    places, before = reordered(team, meeting, listed[::-1], [0, 10, 30]), places_of(team.agenda(meeting))
    if change == "moved":
        team.act(MoveListing, listing_id=listed[2], position=1)
    elif change == "listed":
        team.listed(meeting, "Peeters")
    elif change == "off":
        team.act(SettleListing, listing_id=listed[0], outcome=Outcome.WITHDRAWN)
    else:
        version = {"entity": "listing", "entity_id": listed[0], "base_version": 0}
        team.act(SetField, field="minutes", value=20, **version)
    with pytest.raises(Refused, match="has changed since this was planned"):
        team.act(KeepPlan, meeting_id=meeting, places=places, before=before)
    assert all(one.starts_at is None for one in team.agenda(meeting))


def test_a_closed_meeting_is_not_planned(agenda: Agenda) -> None:
    team, meeting, listed = agenda
    places, before = reordered(team, meeting, listed, [0, 10, 20]), places_of(team.agenda(meeting))
    gp = person(team, "Maes")
    team.close(meeting)
    acts: list[tuple[type, dict[str, object]]] = [
        (KeepPlan, {"meeting_id": meeting, "places": places, "before": before}),
        (ForgetPlan, {"meeting_id": meeting}),
        (PinListing, {"listing_id": listed[0]}),
        (ReleaseListing, {"listing_id": listed[0]}),
        (SetBreaks, {"meeting_id": meeting, "breaks": ()}),
        (GiveAvailability, {"meeting_id": meeting, "person_id": gp, "availability_id": new_id()}),
    ]
    for kind, payload in acts:
        with pytest.raises(Refused, match="This meeting is closed"):
            team.act(kind, **payload)


def test_a_forgotten_plan_leaves_pins_where_they_are(agenda: Agenda) -> None:
    team, meeting, listed = agenda
    keep(team, meeting, reordered(team, meeting, listed, [0, 20, 40]))
    team.act(PinListing, listing_id=listed[1])
    team.act(ForgetPlan, meeting_id=meeting)
    assert times(team, meeting) == [("Claes", "13:00"), ("Maes", "13:20"), ("Nijs", "13:06")]


def test_a_pinned_case_goes_to_its_place_in_time_and_the_others_follow(agenda: Agenda) -> None:
    team, meeting, listed = agenda
    team.act(PinListing, listing_id=listed[0], starts_at=at(12))
    assert times(team, meeting) == [("Maes", "13:00"), ("Nijs", "13:06"), ("Claes", "13:12")]
    team.act(ReleaseListing, listing_id=listed[0])
    assert team.get(Listing, listed[0]).starts_at is None


def test_a_released_case_of_a_plan_keeps_its_time(agenda: Agenda) -> None:
    team, meeting, listed = agenda
    keep(team, meeting, reordered(team, meeting, listed, [0, 20, 40]))
    team.act(PinListing, listing_id=listed[1])
    team.act(ReleaseListing, listing_id=listed[1])
    assert times(team, meeting)[1] == ("Maes", "13:20")


@pytest.mark.parametrize(
    ("minute", "why"),
    [(-10, "outside the meeting"), (88, "outside"), (42, "break at 13:42"), (3, "Another case")],
)
def test_a_pin_where_nothing_can_be_is_refused(agenda: Agenda, minute: int, why: str) -> None:
    team, meeting, listed = agenda
    team.act(SetBreaks, meeting_id=meeting, breaks=(Break(since=at(40), until=at(50)),))
    team.act(PinListing, listing_id=listed[0])
    with pytest.raises(Refused, match=why):
        team.act(PinListing, listing_id=listed[1], starts_at=at(minute))


def test_breaks_are_kept_clear_everywhere(agenda: Agenda) -> None:
    team, meeting, _ = agenda
    team.act(SetBreaks, meeting_id=meeting, breaks=(Break(since=at(5), until=at(15)),))
    assert times(team, meeting) == [("Claes", "13:15"), ("Maes", "13:21"), ("Nijs", "13:27")]
    stored = team.get(Meeting, meeting).breaks
    team.act(SetBreaks, meeting_id=meeting, breaks=(), before=stored)
    assert times(team, meeting)[0] == ("Claes", "13:00")


@pytest.mark.parametrize(
    ("spans", "why"),
    [
        (((20, 10),), "13:20 to 13:10 ends before it begins"),
        (((80, 100),), "14:20 to 14:40 does not lie within the meeting"),
        (((10, 30), (20, 40)), "Two breaks overlap"),
    ],
)
def test_breaks_that_cannot_be_are_refused(
    agenda: Agenda, spans: tuple[tuple[int, int], ...], why: str
) -> None:
    team, meeting, _ = agenda
    with pytest.raises(Refused, match=why):
        team.act(
            SetBreaks,
            meeting_id=meeting,
            breaks=tuple(Break(since=at(one), until=at(two)) for one, two in spans),
        )


def test_breaks_changed_elsewhere_are_not_written_over(agenda: Agenda) -> None:
    team, meeting, _ = agenda
    team.act(SetBreaks, meeting_id=meeting, breaks=(Break(since=at(5), until=at(15)),))
    with pytest.raises(Refused, match="Somebody else has changed the breaks"):
        team.act(SetBreaks, meeting_id=meeting, breaks=(Break(since=at(50), until=at(60)),))


def give(team: Team, meeting: str, person_id: str, *windows: Window, before: tuple[Window, ...] = ()) -> None:
    team.act(
        GiveAvailability, availability_id=new_id(), meeting_id=meeting, person_id=person_id, windows=windows,
        before=before, phone="016 12 34 56",
    )  # fmt: skip


def test_times_given_are_kept_once_per_person_and_taken_back_by_the_same_act(agenda: Agenda) -> None:
    team, meeting, _ = agenda
    gp = person(team, "Maes")
    give(team, meeting, gp, window(10, 30, Presence.PHONE))
    (stored,) = team.find(Availability, meeting_id=meeting)
    assert stored.windows == (Window(since=at(10), until=at(30), mode=Presence.PHONE),)
    give(team, meeting, gp, before=stored.windows)
    (again,) = team.find(Availability, meeting_id=meeting)
    assert (again.id, again.windows) == (stored.id, ())


def test_times_given_elsewhere_meanwhile_are_not_written_over(agenda: Agenda) -> None:
    team, meeting, _ = agenda
    gp = person(team, "Maes")
    give(team, meeting, gp, window(10, 30))
    with pytest.raises(
        Refused, match="Somebody else has given other times for Jo Maes meanwhile: 13:10-13:30"
    ):
        give(team, meeting, gp, window(40, 50))


@pytest.mark.parametrize(
    ("since", "until", "why"), [(30, 10, "ends before it begins"), (120, 150, "lies outside the meeting")]
)
def test_times_that_cannot_be_are_refused(agenda: Agenda, since: int, until: int, why: str) -> None:
    team, meeting, _ = agenda
    with pytest.raises(Refused, match=f"Jo Maes: .*{why}"):
        give(team, meeting, person(team, "Maes"), window(since, until))


def test_a_time_that_has_passed_is_refused(agenda: Agenda) -> None:
    team, meeting, _ = agenda
    gp = person(team, "Maes")
    team.clock = at(35).astimezone(UTC)
    with pytest.raises(Refused, match=r"Jo Maes: 13:10 to 13:30 has passed\. Ask"):
        give(team, meeting, gp, window(10, 30))


def test_the_day_holds_who_is_invited_with_times_and_leaves_out_members_who_sit_there_anyway(
    agenda: Agenda,
) -> None:
    team, meeting, listed = agenda
    gp, member = person(team, "Benali"), person(team, "Claes", "oncology")
    board = team.get(Meeting, meeting).board_id
    team.act(SeatMember, membership_id=new_id(), board_id=board, person_id=member)
    calls_gp(team, listed[0], gp)
    calls_gp(team, listed[1], member)
    give(team, meeting, gp, window(10, 30, Presence.PHONE))
    made = day(team, meeting)
    assert [(one.id, one.outside, len(one.windows)) for one in made.people] == [(gp, True, 1)]
    assert [case.people for case in made.cases] == [(gp,), (), ()]
    give(team, meeting, member, window(0, 60))
    assert [(one.id, one.outside) for one in day(team, meeting).people] == [(gp, True), (member, False)]


def answered(team: Team, meeting: str, gp: str, listing: str, answer: Answer, **said: object) -> None:
    team.act(
        AnswerInvitations, meeting_id=meeting, person_id=gp, listing_ids=(listing,), answer=answer, **said
    )  # fmt: skip


def test_a_proposed_time_is_a_window_for_the_case_unless_hours_were_given(agenda: Agenda) -> None:
    team, meeting, listed = agenda
    gp = person(team, "Benali")
    calls_gp(team, listed[0], gp)
    answered(team, meeting, gp, listed[0], Answer.PROPOSES, proposed=at(40))
    assert [one.windows for one in day(team, meeting).people] == [(window(40, 46),)]
    with team.database.reader() as reader:
        view = planning_view(reader, guidance(), meeting)
    (left,) = not_planned(view.agenda)
    assert (left.person_id, left.window) == (gp, window(40, 46))
    assert not not_planned(view.agenda, {listed[0]: (at(40), at(46))})
    give(team, meeting, gp, window(10, 30))
    assert [one.windows for one in day(team, meeting).people] == [(window(10, 30),)]


def test_a_proposal_that_no_plan_can_keep_is_named_and_plans_nothing(agenda: Agenda) -> None:
    team, meeting, listed = agenda
    gp = person(team, "Benali")
    calls_gp(team, listed[0], gp)
    for said in ({"proposed": at(600)}, {"text": "after my round"}):
        answered(team, meeting, gp, listed[0], Answer.PROPOSES, **said)
        with team.database.reader() as reader:
            view = planning_view(reader, guidance(), meeting)
        assert [one.windows for one in day_of(view.agenda, view.wishes).people] == [()]
        assert [one.text for one in not_planned(view.agenda)] == [str(said.get("text", ""))]


def test_who_cannot_come_is_not_planned_around(agenda: Agenda) -> None:
    team, meeting, listed = agenda
    gp = person(team, "Benali")
    calls_gp(team, listed[0], gp)
    answered(team, meeting, gp, listed[0], Answer.DECLINES)
    assert day(team, meeting).people == ()


def test_pins_urgency_and_breaks_reach_the_planner(agenda: Agenda) -> None:
    team, meeting, listed = agenda
    team.act(PinListing, listing_id=listed[1])
    team.act(SettleListing, listing_id=listed[0], outcome=Outcome.WITHDRAWN)
    team.act(SetBreaks, meeting_id=meeting, breaks=(Break(since=at(30), until=at(40)),))
    team.act(SetField, entity="listing", entity_id=listed[2], field="urgency", value=2, base_version=0)
    made = day(team, meeting)
    assert [(one.id, one.pinned_at, one.urgency) for one in made.cases] == [
        (listed[1], at(6), 0),
        (listed[2], None, 2),
    ]
    assert [(one.since, one.until) for one in made.breaks] == [(at(30), at(40))]


def test_who_sits_in_another_meeting_at_that_time_is_elsewhere(agenda: Agenda) -> None:
    team, meeting, listed = agenda
    gp = person(team, "Benali")
    calls_gp(team, listed[0], gp)
    other = team.meeting(team.board(name="Gut board", prefix="GUT"), starts_at=at(60), place="Room Maas 2")
    there = team.listed(other, "Peeters")
    calls_gp(team, there, gp)
    (found,) = day(team, meeting).people
    assert [(one.since, one.until) for one in found.elsewhere] == [(at(60), at(66))]


def test_a_member_of_two_boards_that_meet_at_once_is_elsewhere_unless_he_gave_times_here(
    agenda: Agenda,
) -> None:
    team, meeting, listed = agenda
    both = person(team, "Claes", "palliative")
    gut = team.board(name="Gut board", prefix="GUT")
    for board in (gut, team.get(Meeting, meeting).board_id):
        team.act(SeatMember, membership_id=new_id(), board_id=board, person_id=both)
    team.meeting(gut, starts_at=at(60))
    calls_gp(team, listed[0], both)
    (found,) = day(team, meeting).people
    assert [one.since for one in found.elsewhere] == [at(60)]
    give(team, meeting, both, window(60, 90))
    assert day(team, meeting).people[0].elsewhere == ()


def test_two_meetings_in_one_room_and_a_member_of_both_are_told(agenda: Agenda) -> None:
    team, meeting, _ = agenda
    both = person(team, "Claes", "palliative")
    board, gut = team.get(Meeting, meeting).board_id, team.board(name="Gut board", prefix="GUT")
    for one in (gut, board):
        team.act(SeatMember, membership_id=new_id(), board_id=one, person_id=both)
    with team.database.reader() as reader:
        (found,) = clashes(reader, gut, at(30), 60, "room maas 2 ")
        assert (found.board, found.room, found.people) == ("Thoracic oncology board", True, ("Jo Claes",))
        assert clashes(reader, gut, at(90), 60, "Room Maas 2") == ()
        assert clashes(reader, board, at(0), 90, "Room Maas 2", but=meeting) == ()


def test_all_meetings_of_a_series_are_planned_or_none(both: Team) -> None:
    board = both.board()
    there = both.get(Meeting, both.meeting(board, date(2026, 12, 10))).starts_at
    starts = (datetime(2026, 12, 3, 13, tzinfo=BRUSSELS), there)
    with pytest.raises(Refused, match="already meets on 10-12-2026"):
        both.act(PlanMeetings, board_id=board, starts=starts, meeting_ids=(new_id(), new_id()))
    assert len(both.find(Meeting, board_id=board)) == 1
