"""Whom a case calls, each history with the answer that is right; every call names its facts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from domain.histories import answer, death, event, fact, guidance, progression, record, trace

from mdt_app.domain import criteria
from mdt_app.domain.agenda import CallRule, Membership
from mdt_app.domain.agenda_content import REASONS
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.invitations import Call, calls
from mdt_app.domain.inviting import Answer, Invitation, guests
from mdt_app.domain.payloads import Answer as YesOrNo
from mdt_app.domain.payloads import CareHolder, Planned
from mdt_app.domain.people import Person

ON = "2026-10-15"
GP, ONCOLOGIST, TEAM, NURSE = "Dr. Samira Benali", "Dr. Piet Claes", "Els Vandenbroucke", "Bram Thys"
PEOPLE = {
    "p-geri": Person(id="p-geri", family="Maes", discipline="geriatrics", level="secondary"),
    "p-pall": Person(
        id="p-pall", family="Vandenbroucke", given="Els", discipline="palliative", level="tertiary"
    ),
}
SEATS = tuple(
    Membership(id=f"seat-{id}", board_id="b", person_id=id, discipline=one.discipline, level=one.level)
    for id, one in PEOPLE.items()
)


def holder(on: str, level: str, name: str, task: str = "", role: str = "") -> Fact:
    return fact(
        on, Kind.CARE_HOLDER, CareHolder(level=level, name=name, person_id=f"id {name}", task=task, role=role)
    )


def discharge(on: str, day: str) -> Fact:
    return fact(on, Kind.DISCHARGE_HOME_PLANNED, Planned(day=date.fromisoformat(day)))


def decision(on: str) -> Fact:
    return event(on, Kind.DECISION)


def called(*facts: Fact, rules: tuple[CallRule, ...] = (), seated: bool = False) -> dict[str, Call]:
    seen = record(ON, *facts)
    found = calls(
        seen, criteria.evaluate(seen, guidance()), rules, SEATS if seated else (), PEOPLE if seated else {}
    )
    return {one.name or one.level: one for one in found}


def test_the_gp_is_called_after_progression_by_that_fact() -> None:
    found = called(holder("2026-01-05", "primary", GP), progression("2026-10-06"))
    assert found[GP].why == "progression 06-10-2026"
    assert found[GP].facts == (("progression", "2026-10-06"),)


def test_the_gp_is_not_called_by_a_progression_that_a_decision_answered() -> None:
    assert (
        called(holder("2026-01-05", "primary", GP), progression("2026-09-01"), decision("2026-09-10")) == {}
    )


def test_a_progression_after_the_last_decision_calls_again() -> None:
    found = called(
        holder("2026-01-05", "primary", GP),
        progression("2026-08-01"),
        decision("2026-09-10"),
        progression("2026-10-06"),
    )
    assert found[GP].facts == (("progression", "2026-10-06"),)


def test_a_planned_discharge_calls_the_gp_and_says_when_he_goes_home() -> None:
    found = called(holder("2026-01-05", "primary", GP), discharge("2026-10-10", "2026-10-18"))
    assert found[GP].why == "goes home 18-10-2026"
    assert found[GP].facts == (("discharge-home-planned", "2026-10-10"),)


def test_both_reasons_are_named_the_newer_first() -> None:
    found = called(
        holder("2026-01-05", "primary", GP), progression("2026-10-06"), discharge("2026-10-10", "2026-10-18")
    )
    assert [kind for kind, _ in found[GP].facts] == ["discharge-home-planned", "progression"]


def test_home_care_comes_with_the_gp_by_the_same_facts() -> None:
    found = called(
        holder("2026-01-05", "primary", GP),
        holder("2026-02-05", "primary", NURSE, task="daily-care", role="home-nursing"),
        progression("2026-10-06"),
    )
    assert found[NURSE].facts == found[GP].facts
    assert found[NURSE].discipline == "home-nursing"


def test_without_a_gp_on_file_the_level_is_called_without_a_name() -> None:
    found = called(progression("2026-10-06"))
    assert (found["primary"].name, found["primary"].person_id) == ("", "")


def test_the_oncologist_in_charge_is_called_by_the_fact_that_names_him() -> None:
    found = called(holder("2026-03-01", "secondary", ONCOLOGIST))
    assert found[ONCOLOGIST].facts == (("care-holder", "2026-03-01"),)


def test_a_suggested_criterion_calls_the_palliative_team_by_its_facts() -> None:
    asks = answer("2026-10-01", Kind.PATIENT_REQUEST)
    found = called(holder("2026-03-01", "tertiary", TEAM), asks)
    assert found[TEAM].why == "criterion N6"
    assert found[TEAM].facts == (("patient-request", "2026-10-01"),)


def test_a_team_that_is_involved_is_called_without_any_criterion() -> None:
    assert called(holder("2026-03-01", "tertiary", TEAM))[TEAM].why == "already involved"
    begun = answer("2026-09-01", Kind.REFERRAL_FIRST_CONTACT)
    assert called(begun)["tertiary"].facts == (("referral-first-contact", "2026-09-01"),)


def test_before_a_team_is_named_the_board_s_own_palliative_seat_is_called() -> None:
    found = called(answer("2026-10-01", Kind.PATIENT_REQUEST), seated=True)
    assert list(found) == ["Els Vandenbroucke"]
    assert found["Els Vandenbroucke"].person_id == "p-pall"


@pytest.mark.parametrize(
    ("when", "facts", "kinds"),
    [
        ("", (), []),
        ("progression", (progression("2026-10-06"),), ["progression"]),
        ("discharge", (discharge("2026-10-10", "2026-10-18"),), ["discharge-home-planned"]),
        ("request", (answer("2026-10-01", Kind.PATIENT_REQUEST),), ["patient-request"]),
        ("criterion", (answer("2026-10-01", Kind.PATIENT_REQUEST),), ["patient-request"]),
        ("advanced", (answer("2026-10-01", Kind.ADVANCED_DISEASE),), ["advanced-disease"]),
    ],
)
def test_a_board_s_rule_calls_a_member_by_its_facts(
    when: str, facts: tuple[Fact, ...], kinds: list[str]
) -> None:
    rule = CallRule(discipline="geriatrics", when=when)
    found = called(*facts, rules=(rule,), seated=True)["Maes"]
    assert [kind for kind, _ in found.facts] == kinds
    assert found.why.startswith("board rule")
    if when:
        assert "Maes" not in called(rules=(rule,), seated=True)


def test_a_rule_for_a_discipline_without_a_seat_is_a_gap_that_shows() -> None:
    found = called(rules=(CallRule(discipline="urology"),), seated=True)
    assert [(one.name, one.discipline) for one in found.values()] == [("", "urology")]


def test_two_reasons_for_one_person_are_one_call() -> None:
    rules = (CallRule(person_id="p-geri"), CallRule(discipline="geriatrics", when="progression"))
    found = called(progression("2026-10-06"), rules=rules, seated=True)
    assert found["Maes"].why == "board rule; board rule, progression 06-10-2026"


def test_nobody_is_called_for_the_dead() -> None:
    rules = (CallRule(person_id="p-geri"),)
    everything = (holder("2026-01-05", "primary", GP), progression("2026-10-06"), death("2026-10-12"))
    assert called(*everything, rules=rules, seated=True) == {}


def invitation(person_id: str, **more: object) -> Invitation:
    row = Invitation(id=f"i-{person_id}", listing_id="l", case_id="c", patient_id="p", person_id=person_id)
    return replace(row, **more)  # type: ignore[arg-type]


CALL = Call(
    level="primary",
    name=GP,
    person_id="gp",
    why="progression 06-10-2026",
    facts=(("progression", "2026-10-06"),),
)


def test_who_is_dropped_stays_to_be_seen_and_is_not_invited() -> None:
    (found,) = guests([CALL], [invitation("gp", dropped=True, reason="on leave")], {})
    assert (found.dropped, found.reason) == (True, "on leave")


def test_who_is_added_by_hand_comes_with_the_reason() -> None:
    found = guests([CALL], [invitation("p-geri", by_hand=True, reason="falls at home")], PEOPLE)
    assert [(one.name, one.why) for one in found][1:] == [("Maes", "by hand: falls at home")]


def test_who_answered_and_is_called_no_more_is_left_out() -> None:
    assert guests([], [invitation("gp", answer=Answer.ACCEPTS)], PEOPLE) == ()


def test_the_trace_of_an_earlier_invitation_calls_nobody() -> None:
    assert called(trace("2026-10-01", Kind.INVITED_BY_HAND, level="primary")) == {}


def test_every_reason_begins_as_the_agenda_on_paper_knows_it() -> None:
    asked = fact("2026-10-01", Kind.PATIENT_REQUEST, YesOrNo(value=True))
    rules = tuple(
        CallRule(person_id="p-geri", when=when) for when in ("", "advanced", "request", "progression")
    )
    histories = (
        (
            progression("2026-10-01"),
            discharge("2026-10-02", "2026-10-20"),
            holder("2026-09-01", "primary", GP),
        ),
        (holder("2026-09-01", "secondary", ONCOLOGIST), holder("2026-09-01", "tertiary", TEAM), asked),
    )
    whys = [call.why for facts in histories for call in called(*facts, rules=rules, seated=True).values()]
    parts = [part for why in whys for part in re.split(", |; ", why) if not re.fullmatch(r"[NT]\d+", part)]
    assert parts
    assert all(part.startswith(REASONS) for part in parts), parts
