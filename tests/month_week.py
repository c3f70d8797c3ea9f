"""One week of a board step by step, from its requests to its letters, each step as a coordinator takes it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from month_kit import STANDARD, Desk, Said, Told, words_of

from mdt_app.domain.agenda import Board, Listing, Outcome
from mdt_app.domain.attendance import Presence
from mdt_app.domain.decisions import Fate, Recommendation
from mdt_app.domain.facts import Kind
from mdt_app.domain.needs import Need, NeedState, Wanted
from mdt_app.domain.payloads import Answer as Yes
from mdt_app.domain.payloads import Assessment
from mdt_app.domain.requests import Request, RequestState
from mdt_app.invitation_files import InvitationFiles
from mdt_app.operations.agenda import OpenMeeting
from mdt_app.operations.attendance import MarkMembers, MarkPresent, SayTimes
from mdt_app.operations.closing import CloseMeeting
from mdt_app.operations.commands import new_id
from mdt_app.operations.decisions import AddRecommendation
from mdt_app.operations.fates import MarkFate
from mdt_app.operations.fields import SetField
from mdt_app.operations.hand_order import moved_to
from mdt_app.operations.invitations import DropInvitation, InvitePerson, KeepInput
from mdt_app.operations.invitations_view import input_form, people_view
from mdt_app.operations.needs import AskNeed
from mdt_app.operations.planning_meetings import PlanMeetings, sessions_ahead
from mdt_app.operations.planning_slots import GiveAvailability
from mdt_app.operations.requests import AnswerRequest, SendAgain, SendRequest
from mdt_app.operations.requests_view import request_rows
from mdt_app.operations.room import BeginCase, EndCase, NameChair, NameModerator, ReadBack
from mdt_app.planning import next_session

WEEKS = 4
FAMILIES = (
    ("Vandeputte", "Peeters", "Maes", "Jacobs"),
    ("Willems", "Goossens", "Baert", "Dubois"),
    ("Mertens", "Claes", "Leclercq", "Simon"),
    ("Renard", "Segers", "Thys", "Pauwels"),
)
"""Of each week: who progressed, who suffers, who is not reached, and who is met by a standard of care."""

FATES = (
    {"fate": Fate.CARRIED_OUT},
    {"fate": Fate.CHANGED, "code": "toxicity", "note": "lower dose"},
    {"fate": Fate.NOT_DONE, "code": "patient-choice"},
)


@dataclass
class Week:
    """One meeting as the month goes on: its listings by role, the entries that were told and what was taken in."""

    number: int
    meeting_id: str
    starts_at: datetime
    listings: dict[str, str] = field(default_factory=dict)
    cases: dict[str, str] = field(default_factory=dict)
    told: list[dict[str, Told]] = field(default_factory=list)
    outside_waiting: int = -1
    unmet: tuple[object, ...] = ()
    agenda: Said | None = None


def planned_weeks(desk: Desk) -> list[Week]:
    """Four weeks ahead, as the rhythm, the clocks and the public holidays give them."""
    board = desk.get(Board, desk.board_id)
    with desk.app.reader() as reader:
        ahead = sessions_ahead(reader, board, WEEKS, desk.at, next_session)
    starts = tuple(one.session.starts_at for one in ahead)
    ids = tuple(new_id() for _ in starts)
    desk.do(PlanMeetings, board_id=board.id, meeting_ids=ids, starts=starts)
    return [Week(number, *one) for number, one in enumerate(zip(ids, starts, strict=True))]


def run(desk: Desk, week: Week) -> None:
    """One week: five days before, the day before, and the meeting's own day."""
    desk.at = week.starts_at - timedelta(days=5, hours=3)
    say_what_became_of_the_last(desk, week)
    ask(desk, week)
    prepare(desk, week)
    desk.at = week.starts_at - timedelta(days=2)
    invite(desk, week)
    plan(desk, week)
    tell_and_change(desk, week)
    desk.at = week.starts_at - timedelta(days=1)
    take_answers(desk, week)
    keep_written_input(desk, week)
    week.agenda = desk.mdt("agenda", week.meeting_id, "--json")
    desk.at = week.starts_at
    meet(desk, week)
    close(desk, week)


def ask(desk: Desk, week: Week) -> None:
    """Four requests; one is returned with a question and sent again, one is met by a standard of care."""
    grown, suffering, unreached, settled = FAMILIES[week.number]
    for role, family in (
        ("grown", grown),
        ("suffering", suffering),
        ("unreached", unreached),
        ("settled", settled),
    ):
        week.cases[role] = new_id()
        patient_id = desk.patient(family)
        if role == "grown":
            desk.grown(patient_id)
        if role == "suffering":
            desk.fact(patient_id, Kind.ADVANCED_DISEASE, Yes(value=True))
            desk.fact(patient_id, Kind.ASSESSMENT, Assessment(instrument="esas-r", answers=(("pain", 9.0),)))
        wanted = (
            Wanted(id=new_id(), what="imaging", wanted="Review of the CT", owner_id=desk.ids["radiologist"]),
        )
        desk.do(
            SendRequest, case_id=week.cases[role], patient_id=patient_id, board_id=desk.board_id,
            requester_id=desk.ids["chair"], question=f"What next for {family}?", ecog=2,
            knows="The cancer has grown", urgency=1 if role == "suffering" else 0,
            wanted=wanted if role == "grown" else (),
        )  # fmt: skip
    return_and_send_again(desk, week.cases["unreached"])
    for role, case_id in week.cases.items():
        week.listings[role] = new_id()
        standard = STANDARD if role == "settled" else ""
        desk.do(
            AnswerRequest, case_id=case_id, state=RequestState.ACCEPTED, meeting_id=week.meeting_id,
            listing_id=week.listings[role], standard=standard,
        )  # fmt: skip


def return_and_send_again(desk: Desk, case_id: str) -> None:
    desk.do(
        AnswerRequest, case_id=case_id, state=RequestState.RETURNED, answer="Which treatment was the last?"
    )
    assert desk.get(Request, case_id).state == RequestState.RETURNED
    desk.do(
        SendAgain, case_id=case_id, requester_id=desk.ids["chair"],
        question="After docetaxel: which third line?",
    )  # fmt: skip
    with desk.app.reader() as reader:
        waiting = request_rows(reader, desk.app.account, desk.at.date(), desk.board_id)
    assert case_id in {one.case.id for one in waiting}


def prepare(desk: Desk, week: Week) -> None:
    """Pathology is asked for, blocks the case, and comes; radiology and the palliative team get their lists."""
    need_id, listing_id = new_id(), week.listings["unreached"]
    desk.do(
        AskNeed, need_id=need_id, case_id=week.cases["unreached"], what="pathology", wanted="PD-L1", blocks=True,
        owner_id=desk.ids["pathologist"], state=NeedState.ASKED, expected=week.starts_at.date() - timedelta(days=1),
    )  # fmt: skip
    assert [one.what for one in desk.row(week.meeting_id, listing_id).ready if one.blocks] == ["pathology"]
    for team, family in (("radiology", 0), ("pathology", 2), ("palliative", 1)):
        path = desk.folder / f"{team}-{week.number}.pdf"
        assert desk.mdt("preparation", week.meeting_id, "--for", team, "--pdf", path).code == 0
        assert FAMILIES[week.number][family] in words_of(path.read_bytes())
    with desk.app.reader() as reader:
        seen = reader.versions(Need, need_id).get("state", 0)
    there = NeedState.THERE.value
    desk.do(SetField, entity="need", entity_id=need_id, field="state", value=there, base_version=seen)
    assert not [one for one in desk.row(week.meeting_id, listing_id).ready if one.blocks]
    assert desk.get(Need, need_id).owner == desk.name("pathologist")


def invite(desk: Desk, week: Week) -> None:
    """Facts call the GP and the palliative team; two are added and one dropped by hand, with reasons."""
    called = {one.person: one.why for one in desk.row(week.meeting_id, week.listings["grown"]).invited}
    assert called[desk.name("gp")].startswith("progression")
    called = {one.person: one.why for one in desk.row(week.meeting_id, week.listings["suffering"]).invited}
    assert called[desk.name("palliative")].startswith("criterion")
    for key, role, reason in (
        ("social", "suffering", "alone at home"),
        ("psychologist", "grown", "asked for her"),
    ):
        desk.do(InvitePerson, listing_id=week.listings[role], person_id=desk.ids[key], reason=reason)
    desk.do(
        DropInvitation, listing_id=week.listings["suffering"], person_id=desk.ids["nurse"],
        reason="Dr Demir comes for the team",
    )  # fmt: skip
    row = desk.row(week.meeting_id, week.listings["suffering"])
    assert desk.name("nurse") in {one.person for one in row.dropped}
    assert desk.name("social") in {one.person for one in row.invited}


def plan(desk: Desk, week: Week) -> None:
    """When three people can, and a plan of the solver that keeps it."""
    for key, since, until, mode in (
        ("gp", 20, 40, Presence.PHONE), ("palliative", 0, 30, Presence.ON_SITE),
        ("radiologist", 0, 60, Presence.ON_SITE),
    ):  # fmt: skip
        window = desk.window(week.meeting_id, since, until, mode=mode)
        desk.do(
            GiveAvailability, availability_id=new_id(), meeting_id=week.meeting_id, person_id=desk.ids[key],
            windows=(window,), phone="09 000 55 99" if key == "gp" else "",
        )  # fmt: skip
    planned = desk.keep_plan(week.meeting_id)
    week.outside_waiting, week.unmet = planned.plan.outside_waiting, planned.plan.unmet
    assert slot(desk, week, "grown")[0] >= week.starts_at + timedelta(minutes=20)


def slot(desk: Desk, week: Week, role: str) -> tuple[datetime, datetime]:
    found = desk.row(week.meeting_id, week.listings[role]).slot
    assert found is not None
    return found


def tell_and_change(desk: Desk, week: Week) -> None:
    """Everybody is told; then a case is moved by hand, and one person need not come."""
    week.told.append(desk.tell(week.meeting_id))
    standing = desk.standing(week.meeting_id)
    last = len(standing.view.agenda.rows)
    moved = moved_to(standing, week.listings["suffering"], last)
    assert moved.shifts
    desk.keep(standing, moved.listings)
    week.told.append(desk.tell(week.meeting_id))
    desk.do(
        DropInvitation,
        listing_id=week.listings["suffering"],
        person_id=desk.ids["social"],
        reason="is on leave",
    )
    week.told.append(desk.tell(week.meeting_id))
    assert desk.tell(week.meeting_id) == {}


def newest(week: Week, name: str) -> Told:
    return next(told[name] for told in reversed(week.told) if name in told)


def take_answers(desk: Desk, week: Week) -> None:
    """The GP accepts, the palliative physician cannot, the oncologist proposes another time: all by file."""
    desk.at += timedelta(minutes=1)
    for key, said, later in (
        ("gp", "ACCEPTED", 0),
        ("palliative", "DECLINED", 0),
        ("chair", "NEEDS-ACTION", 15),
    ):
        file = newest(week, desk.name(key)).answer(desk.folder, said, later=later)
        assert desk.mdt("replies", week.meeting_id, file).code == 0


def keep_written_input(desk: Desk, week: Week) -> None:
    """The psychologist gets a form and writes; that is a contribution and no presence."""
    listing_id = week.listings["grown"]
    with desk.app.reader() as reader:
        view = people_view(reader, desk.app.guidance, week.meeting_id)
    row = view.row(desk.ids["psychologist"])
    assert row is not None
    form = InvitationFiles().form(input_form(view, row, row.cases[0], demo=False))
    assert FAMILIES[week.number][0] in words_of(form)
    desk.do(
        KeepInput,
        listing_id=listing_id,
        person_id=desk.ids["psychologist"],
        text="Sleeps badly, wants to talk.",
    )


def meet(desk: Desk, week: Week) -> None:
    """Two cases are discussed, and whoever was carried over; the case that waits is not reached."""
    desk.do(OpenMeeting, meeting_id=week.meeting_id)
    desk.do(NameChair, meeting_id=week.meeting_id, person_id=desk.ids["chair"])
    desk.do(NameModerator, meeting_id=week.meeting_id, person_id=desk.ids["nurse"])
    desk.do(MarkMembers, meeting_id=week.meeting_id)
    for one in desk.find(Listing, meeting_id=week.meeting_id, order=("position",)):
        if one.outcome == Outcome.LISTED and one.id != week.listings["unreached"]:
            discuss(desk, week, one.id)
            desk.at += timedelta(minutes=1)


def discuss(desk: Desk, week: Week, listing_id: str) -> None:
    who = {"meeting_id": week.meeting_id, "listing_id": listing_id}
    desk.do(BeginCase, **who)
    if listing_id == week.listings["grown"]:
        desk.do(
            MarkPresent,
            listing_id=listing_id,
            person_id=desk.ids["gp"],
            presence=Presence.PHONE,
            joined_at=desk.at,
        )
    desk.at += timedelta(minutes=6)
    if listing_id == week.listings["grown"]:
        desk.do(
            SayTimes, listing_id=listing_id, person_id=desk.ids["gp"], left_at=desk.at,
            joined_at=desk.at - timedelta(minutes=6),
        )  # fmt: skip
    desk.write_decision(listing_id, "Comfort first, treatment at home.")
    for number, what in enumerate(("Home visit", "Radiotherapy of T8", "Gemcitabine weekly")):
        desk.do(
            AddRecommendation, recommendation_id=new_id(), listing_id=listing_id, what=what,
            owner_id=desk.ids["gp"], due=desk.at.date() + timedelta(days=number + 1),
        )  # fmt: skip
    desk.do(ReadBack, listing_id=listing_id)
    desk.do(EndCase, **who)


def close(desk: Desk, week: Week) -> None:
    desk.at = week.starts_at + timedelta(minutes=70)
    desk.do(CloseMeeting, meeting_id=week.meeting_id)
    path = desk.folder / f"attendance-{week.number}.pdf"
    assert desk.mdt("attendance", week.meeting_id, "--pdf", path).code == 0


def say_what_became_of_the_last(desk: Desk, week: Week) -> None:
    """Before the next meeting is prepared: carried out, changed and not done, with the reason's code."""
    for one in desk.find(Recommendation, fate=Fate.OPEN, order=("listing_id", "position")):
        desk.do(MarkFate, recommendation_id=one.id, on=desk.at.date(), **FATES[one.position % len(FATES)])
