"""What is missing in a care team or waits in a referral stands in a list, until it is mended."""

from __future__ import annotations

from domain.histories import advanced, answer, event, fact, guidance, record, referral

from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.findings import Surroundings
from mdt_app.domain.payloads import Assessment, CareHolder, Transition
from mdt_app.domain.worklist import Waits, waits

TEAM = Surroundings(night_phone="09 2")


def lists(on: str, *facts: Fact, around: Surroundings = TEAM) -> set[Waits]:
    return {one.kind for one in waits(record(on, *facts), guidance(), around)}


def holder(level: str) -> Fact:
    return fact("2026-10-01", Kind.CARE_HOLDER, CareHolder(level=level, name="Dr A"))


def test_each_gap_of_a_care_team_has_its_list() -> None:
    found = lists(
        "2026-10-10", advanced("2026-10-01"), referral("2026-10-02", "tertiary"), around=Surroundings()
    )
    assert {
        Waits.NO_HOLDER, Waits.NO_ONCOLOGIST, Waits.NO_TERTIARY, Waits.NO_NIGHT, Waits.NO_BEREAVEMENT,
        Waits.REFERRAL, Waits.AGREEMENT,
    } <= found  # fmt: skip


def test_a_care_team_that_is_named_is_on_none_of_them() -> None:
    named = (holder("primary"), holder("secondary"), holder("tertiary"))
    agreed, contact = (
        answer("2026-10-02", kind) for kind in (Kind.REFERRAL_AGREED, Kind.REFERRAL_FIRST_CONTACT)
    )
    found = lists(
        "2026-10-10", advanced("2026-10-01"), referral("2026-10-02", "tertiary"), agreed, contact, *named
    )
    gone = {one for one in Waits if one.value.startswith("no-")} | {Waits.REFERRAL, Waits.AGREEMENT}
    assert found & gone == set()


def test_a_first_contact_without_a_follow_up_waits_after_thirty_days() -> None:
    facts = (referral("2026-10-01", "tertiary"), answer("2026-10-05", Kind.REFERRAL_FIRST_CONTACT))
    assert Waits.FOLLOW_UP not in lists("2026-11-04", *facts)
    assert Waits.FOLLOW_UP in lists("2026-11-05", *facts)
    assert Waits.FOLLOW_UP not in lists("2026-11-05", *facts, event("2026-10-20", Kind.REFERRAL_FOLLOW_UP))


def test_a_refused_referral_waits_for_nobody() -> None:
    refused = answer("2026-10-03", Kind.REFERRAL_AGREED, False)
    found = lists("2026-10-10", referral("2026-10-01", "tertiary"), refused)
    assert found & {Waits.REFERRAL, Waits.AGREEMENT, Waits.NO_TERTIARY} == set()


def test_a_handover_leaves_the_list_on_the_day_of_its_confirmation() -> None:
    moved = Transition(to="home", confirmed=True, confirmed_on=record("2026-10-08").on)
    given = fact("2026-10-01", Kind.TRANSITION, moved)
    assert Waits.TRANSITION in lists("2026-10-07", given)
    assert Waits.TRANSITION not in lists("2026-10-08", given)


def test_a_draft_waits_once_for_each_instrument_until_it_is_reviewed() -> None:
    draft = Assessment(instrument="esas-r", answers=(("pain", 7.0),))
    first, again = (fact(day, Kind.ASSESSMENT_DRAFT, draft) for day in ("2026-10-01", "2026-10-03"))
    found = waits(record("2026-10-10", first, again), guidance(), Surroundings())
    (wait,) = [one for one in found if one.kind is Waits.ASSESSMENT_DRAFT]
    assert (wait.subject, wait.since) == ("esas-r", again.true_from)
    assert Waits.ASSESSMENT_DRAFT not in lists("2026-10-10", fact("2026-10-03", Kind.ASSESSMENT, draft))
