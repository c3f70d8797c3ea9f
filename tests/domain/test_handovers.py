"""A handover is open until the receiver confirmed it, on the day that is looked at."""

from __future__ import annotations

from domain.histories import day, death, encounter, fact, guidance, record

from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.handovers import confirmed, handovers, lead, whereabouts
from mdt_app.domain.payloads import Transition


def moved(on: str, to: str, from_: str = "", **more: object) -> Fact:
    return fact(on, Kind.TRANSITION, Transition(to=to, from_=from_, **more))  # type: ignore[arg-type]


def place(on: str, *facts: Fact) -> str:
    found = whereabouts(record(on, *facts), guidance())
    return found.setting.id if found else ""


def test_an_unconfirmed_handover_is_open_and_counts_its_days() -> None:
    (one,) = handovers(record("2026-10-10", moved("2026-10-03", "home")))
    assert (one.open, one.days) == (True, 7)


def test_a_handover_is_open_on_the_days_before_its_confirmation() -> None:
    given = moved("2026-10-03", "tertiary", "secondary")
    assert isinstance(given.payload, Transition)
    told = fact(
        "2026-10-03", Kind.TRANSITION, confirmed(given.payload, day("2026-10-08"), "Nele"),
        recorded="2026-10-08", replaces=given.id,
    )  # fmt: skip
    assert [one.open for one in handovers(record("2026-10-07", given, told))] == [True]
    (after,) = handovers(record("2026-10-09", given, told))
    assert (after.open, after.days, after.move.confirmed_by) == (False, 5, "Nele")


def test_after_death_no_handover_is_open() -> None:
    assert not handovers(record("2026-10-10", moved("2026-10-03", "home"), death("2026-10-05")))[0].open


def test_a_lead_not_confirmed_is_still_with_who_gave_it() -> None:
    given = moved("2026-10-03", "tertiary", "secondary")
    assert lead(record("2026-10-10", given))[0] == "secondary"
    assert lead(record("2026-10-10", moved("2026-10-03", "tertiary", confirmed=True)))[0] == "tertiary"


def test_nobody_leads_by_guessing() -> None:
    assert lead(record("2026-10-10", moved("2026-10-03", "home"))) == ("", None)
    assert lead(record("2026-10-10", moved("2026-10-03", "tertiary"))) == ("", None)


def test_the_newest_move_or_stay_says_where_the_patient_is() -> None:
    assert place("2026-10-10") == ""
    assert (
        place("2026-10-10", moved("2026-10-01", "ward"), moved("2026-10-05", "palliative unit"))
        == "palliative-unit"
    )
    assert (
        place("2026-10-10", encounter("2026-10-01", "IMP"), encounter("2026-10-05", "outpatient clinic"))
        == "clinic"
    )


def test_a_visit_to_the_clinic_ends_no_stay_and_a_telephone_call_is_no_place() -> None:
    there = moved("2026-10-01", "nursing-home")
    assert place("2026-10-10", there, encounter("2026-10-05", "clinic")) == "nursing-home"
    assert place("2026-10-10", there, encounter("2026-10-05", "telephone or video")) == "nursing-home"
