"""A move by hand says beforehand whom it hurts, and what is stored afterwards is what was shown."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from operations.kit import BRUSSELS, Team
from ui.meeting_window import guidance

from mdt_app.domain.agenda import Break, Listing, slots
from mdt_app.domain.errors import Refused
from mdt_app.domain.facts import Kind
from mdt_app.domain.payloads import Event
from mdt_app.domain.people import Person
from mdt_app.domain.windows import Window
from mdt_app.operations.commands import new_id
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.hand_order import Standing, laid_out, moved_to, rows_of, standing_of
from mdt_app.operations.people import AddPerson
from mdt_app.operations.planning_slots import GiveAvailability, KeepPlan, PinListing, SetBreaks, places_of
from mdt_app.operations.planning_wishes import planning_view
from mdt_app.planner.slots import plan_slots

START = datetime(2026, 10, 15, 13, tzinfo=BRUSSELS)


def at(minute: int) -> datetime:
    return START + timedelta(minutes=minute)


@pytest.fixture
def agenda(team: Team) -> tuple[str, list[str]]:
    meeting = team.meeting(team.board())
    return meeting, [team.listed(meeting, name) for name in ("Claes", "Maes", "Nijs")]


def standing(team: Team, meeting: str) -> Standing:
    with team.database.reader() as reader:
        return standing_of(planning_view(reader, guidance(), meeting))


def gp_at(team: Team, meeting: str, listings: list[str], since: int, until: int) -> str:
    id = new_id()
    team.act(AddPerson, person_id=id, family="Benali", given="Samira", discipline="gp")
    for one in listings:
        patient = team.get(Listing, one).patient_id
        team.act(
            RecordFact, fact_id=new_id(), patient_id=patient, kind=Kind.PROGRESSION, payload=Event(text="liver"),
            true_from=date(2026, 9, 1),
        )  # fmt: skip
        team.with_gp(patient, team.get(Person, id).name, id)
    team.act(
        GiveAvailability, availability_id=new_id(), meeting_id=meeting, person_id=id,
        windows=(Window(since=at(since), until=at(until)),),
    )  # fmt: skip
    return id


def starts(listings: tuple[Listing, ...]) -> dict[str, int]:
    found = slots(listings, START)
    return {id: (since - START) // timedelta(minutes=1) for id, (since, _) in found.items()}


def test_where_nobody_gave_hours_a_move_is_an_order_and_nothing_more(
    team: Team, agenda: tuple[str, list[str]]
) -> None:
    meeting, (claes, maes, nijs) = agenda
    found = moved_to(standing(team, meeting), nijs, 1)
    assert found.plain
    assert starts(found.listings) == {nijs: 0, claes: 6, maes: 12}
    assert {id: (was - START, then - START) for id, (was, then) in found.shifts.items()}[nijs] == (
        timedelta(minutes=12), timedelta(0),
    )  # fmt: skip


def test_a_move_out_of_somebodys_hours_names_him(team: Team, agenda: tuple[str, list[str]]) -> None:
    meeting, (claes, _, _) = agenda
    gp = gp_at(team, meeting, [claes], 0, 6)
    found = moved_to(standing(team, meeting), claes, 3)
    (hurt,) = found.effect.hurt
    assert (hurt.person_id, hurt.name, hurt.misses) == (gp, "Samira Benali", (claes,))


def test_a_move_between_two_cases_of_one_gp_makes_him_wait(team: Team, agenda: tuple[str, list[str]]) -> None:
    meeting, (claes, maes, nijs) = agenda
    gp_at(team, meeting, [claes, maes], 0, 90)
    before = standing(team, meeting)
    found = moved_to(before, nijs, 2)
    (hurt,) = found.effect.hurt
    assert (hurt.before, hurt.after) == (0, 6)
    assert (before.waits, found.waits) == ({claes: 0, maes: 0}, {claes: 0, maes: 6})


def test_what_is_stored_after_a_move_is_what_was_shown(team: Team, agenda: tuple[str, list[str]]) -> None:
    meeting, listed = agenda
    gp_at(team, meeting, [listed[2]], 10, 30)
    before = standing(team, meeting)
    found = moved_to(before, listed[2], 1)
    assert not found.plain
    shown = [(row.listing.id, row.slot) for row in rows_of(before, found.listings)]
    team.act(KeepPlan, meeting_id=meeting, places=places_of(found.listings), before=places_of(found.before))
    assert [(row.listing.id, row.slot) for row in standing(team, meeting).view.agenda.rows] == shown


def test_a_pinned_case_stays_while_another_is_moved_over_it(
    team: Team, agenda: tuple[str, list[str]]
) -> None:
    meeting, (claes, maes, nijs) = agenda
    team.act(PinListing, listing_id=maes)
    found = moved_to(standing(team, meeting), nijs, 1)
    assert starts(found.listings) == {nijs: 0, maes: 6, claes: 12}


def test_a_case_that_left_the_agenda_meanwhile_is_refused(team: Team, agenda: tuple[str, list[str]]) -> None:
    meeting, _ = agenda
    with pytest.raises(Refused, match="no longer on the agenda"):
        moved_to(standing(team, meeting), "gone", 1)


def test_a_plan_is_kept_as_it_was_proposed_whatever_the_order_before(
    team: Team, agenda: tuple[str, list[str]]
) -> None:
    meeting, listed = agenda
    gp_at(team, meeting, [listed[0]], 20, 40)
    now = standing(team, meeting)
    planned = plan_slots(now.day, now=team.clock)
    team.act(
        KeepPlan, meeting_id=meeting, places=places_of(laid_out(now, planned.plan)),
        before=places_of(row.listing for row in now.view.agenda.rows),
    )  # fmt: skip
    after = standing(team, meeting)
    assert planned.plan.unmet == ()
    assert after.plan.slots == planned.plan.slots
    assert [row.listing.id for row in after.view.agenda.rows] == list(planned.plan.order)


def test_a_plan_goes_round_a_break(team: Team, agenda: tuple[str, list[str]]) -> None:
    meeting, _ = agenda
    team.act(SetBreaks, meeting_id=meeting, breaks=(Break(since=at(3), until=at(30)),))
    found = standing(team, meeting)
    assert [one.since for one in found.plan.slots] == [at(30), at(36), at(42)]
