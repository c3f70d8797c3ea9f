"""A contradiction is said in words, with both values and which of them is used; what agrees says nothing."""

from __future__ import annotations

import pytest
from domain.histories import (
    acp,
    advanced,
    calm,
    carer,
    death,
    ecog,
    elements,
    entry,
    faith,
    prognosis,
    record,
    stage,
    states,
)

from mdt_app.domain.conflicts import conflicts
from mdt_app.domain.facts import Fact

ON = "2026-03-01"
DAY = "2026-02-15"
PAIRS = {
    "two states": (ecog(DAY, 1), ecog(DAY, 3), "ECOG 1; ECOG 3"),
    "two estimates": (prognosis(DAY, 2, "mo"), prognosis(DAY, 1, "a"), "prognosis 2 months; prognosis 1 years"),
    "told and not told": (prognosis(DAY, told="yes"), prognosis(DAY, told="no"), "told: yes; told: no"),
    "two faiths": (faith(DAY, "Catholic"), faith(DAY, code="none"), "faith Catholic; faith none"),
    "two stages": (stage(DAY, "M", "M0"), stage(DAY, "M", "M1"), "stage M0; stage M1"),
    "a carer and none": (carer(DAY), carer(DAY, none=True), "carer Luc; carer no carer"),
    "a form refused and signed": (
        acp(DAY, "living-will", "declined"),
        acp(DAY, "living-will", "completed"),
        "living will declined; care planning living will, completed",
    ),
    "two entries on an element": (entry(DAY, "PSY-1"), entry(DAY, "PSY-1", "declined"), "PSY-1"),
    "two scores of an item": (calm(DAY, pain=8), calm(DAY), "pain 8; pain 1"),
}  # fmt: skip


def sentences(*facts: Fact) -> list[str]:
    return [one.sentence() for one in conflicts(record(ON, *facts))]


@pytest.mark.parametrize("what", PAIRS)
def test_two_that_differ_on_one_day_are_said_with_both_values(what: str) -> None:
    first, second, words = PAIRS[what]
    said = sentences(first, second)
    assert len(said) == 1
    assert words in said[0].replace("living will, declined", "living will declined")
    assert DAY in said[0]
    assert said[0].endswith(".")


def test_what_agrees_or_says_nothing_contradicts_nothing() -> None:
    facts = (
        *(ecog(DAY, 1), ecog(DAY, 1), faith(DAY, "Catholic"), faith(DAY, "Catholic")),
        *(prognosis(DAY, 6, "mo"), prognosis(DAY, told="yes"), carer(DAY, "Luc"), carer(DAY, "Ann")),
        *(acp(DAY, "living-will", "completed"), acp(DAY, "living-will", "documented")),
        *(acp(DAY, "surrogate", "discussed"), acp(DAY, "surrogate", "declined")),
        *(stage(DAY, "T", "T2"), stage(DAY, "M", "M1"), calm("2026-02-14", pain=8), calm(DAY)),
    )
    assert sentences(*facts) == []


def test_an_old_contradiction_about_advanced_disease_still_shows_where_it_counts() -> None:
    facts = (advanced("2026-01-10"), advanced("2026-01-10", False), advanced(DAY))
    assert "differ" in elements(record(ON, *facts))["REF-1"].warning
    assert "differ" in states(record(ON, *facts))["T1"].note


def test_two_days_of_death_are_said_and_the_earliest_counts() -> None:
    seen = record(ON, death("2026-02-20"), death("2026-02-10"))
    states_after = elements(seen)
    assert "2026-02-10" in states_after["SYM-1"].why
    assert "death on 2026-02-20".casefold() in states_after["SYM-1"].warning.casefold()
    assert "the earliest day counts" in states_after["SYM-1"].warning


def test_what_is_measured_after_a_death_is_said_as_a_contradiction() -> None:
    warning = elements(record(ON, death("2026-02-10"), ecog(DAY, 2)))["SYM-1"].warning
    assert "nothing is measured after a death" in warning
    assert "ECOG on 2026-02-15" in warning
    assert sentences(death("2026-02-10"), ecog("2026-02-10", 2)) == []
