"""Whether a palliative team is asked for is told by the record: a referral, an open criterion, a day that passed."""

from __future__ import annotations

import pytest
from domain.histories import answer, death, decided, esas, fact, guidance, record, referral

from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.payloads import CareHolder
from mdt_app.domain.team_need import Asked, TeamNeed, team_need

SEVERE = esas("2026-10-01", pain=8)
REFERRED = referral("2026-10-02", "tertiary")
CONTACT = answer("2026-10-08", Kind.REFERRAL_FIRST_CONTACT)


def need(*facts: Fact, on: str = "2026-10-20") -> TeamNeed:
    return team_need(record(on, *facts), guidance())


def test_a_severe_score_that_nobody_decided_on_asks_for_a_team() -> None:
    found = need(SEVERE)
    assert (found.asked, found.criteria, str(found.since)) == (Asked.SUGGESTED, ("N1",), "2026-10-01")
    assert found.pressing


def test_a_referral_without_a_team_asks_for_one_whatever_was_decided_else() -> None:
    found = need(SEVERE, decided("2026-10-02", "N1", "refer"))
    assert (found.asked, str(found.since)) == (Asked.REFERRED, "2026-10-02")
    assert need(REFERRED, decided("2026-10-03", "N1", "not-now")).asked is Asked.REFERRED


def test_care_that_has_begun_by_a_team_nobody_named_still_asks_for_its_name() -> None:
    assert need(REFERRED, CONTACT).asked is Asked.UNDER_CARE
    found = need(SEVERE, decided("2026-10-05", "N1", "under-care"))
    assert (found.asked, found.pressing) == (Asked.UNDER_CARE, True)


def test_a_refused_referral_and_a_decision_of_not_now_ask_for_nothing() -> None:
    refused = need(REFERRED, answer("2026-10-03", Kind.REFERRAL_AGREED, False))
    not_now = need(SEVERE, decided("2026-10-02", "N1", "not-now"))
    assert not refused.pressing
    assert (not_now.asked, str(not_now.since)) == (Asked.DECIDED, "2026-10-02")


def test_a_new_severe_score_after_not_now_is_asked_again() -> None:
    again = need(SEVERE, decided("2026-10-02", "N1", "not-now"), esas("2026-10-10", pain=9))
    assert (again.asked, str(again.since)) == (Asked.SUGGESTED, "2026-10-10")


@pytest.mark.parametrize(("on", "asked"), [("2026-10-12", Asked.DECIDED), ("2026-10-13", Asked.PUT_OFF)])
def test_what_was_put_off_is_asked_again_once_its_day_has_passed(on: str, asked: Asked) -> None:
    later = decided("2026-10-02", "N1", "later", until="2026-10-12")
    assert need(SEVERE, later, on=on).asked is asked


def test_what_cannot_be_evaluated_is_never_said_to_be_not_met() -> None:
    assert need().asked is Asked.UNKNOWN
    assert not need().pressing


def test_once_a_team_is_named_the_letter_has_a_reader_also_after_a_death() -> None:
    named = fact("2026-10-04", Kind.CARE_HOLDER, CareHolder(level="tertiary", name="Home team"))
    found = need(SEVERE, named)
    assert (found.asked, found.team, str(found.since)) == (Asked.NAMED, "Home team", "2026-10-04")
    assert need(SEVERE, named, death("2026-10-15")).asked is Asked.NAMED


def test_nobody_is_asked_for_a_team_for_the_dead() -> None:
    assert need(SEVERE, REFERRED, death("2026-10-15")).asked is Asked.DIED
