"""The phase is the latest one that dated facts bear out, with its reason; nobody types it."""

from __future__ import annotations

import pytest
from domain.histories import (
    advanced,
    answer,
    day,
    death,
    diagnosis,
    guidance,
    line,
    metastasis,
    prognosis,
    progression,
    record,
)

from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.phase import Phase, PhaseState, phase

ON = "2026-10-14"


def seen(*facts: Fact, on: str = ON) -> PhaseState:
    return phase(record(on, *facts), guidance())


@pytest.mark.parametrize(
    ("expected", "facts"),
    [
        (Phase.UNKNOWN, ()),
        (Phase.NEW_DIAGNOSIS, (diagnosis("2026-09-01"),)),
        (Phase.CONTROLLED, (diagnosis("2025-09-01"),)),
        (Phase.ADVANCED, (diagnosis("2025-09-01"), advanced("2025-10-01"))),
        (Phase.PROGRESSING, (diagnosis("2025-09-01"), advanced("2025-10-01"), progression("2026-08-01"))),
        (Phase.LAST_WEEKS, (advanced("2025-10-01"), answer("2026-10-10", Kind.END_OF_LIFE_PHASE))),
        (Phase.DIED, (advanced("2025-10-01"), death("2026-10-13"))),
    ],
)
def test_each_phase_follows_from_its_facts(expected: Phase, facts: tuple[Fact, ...]) -> None:
    assert seen(*facts).phase is expected


def test_a_phase_names_the_facts_that_it_rests_on() -> None:
    newest = progression("2026-08-01")
    found = seen(diagnosis("2025-09-01"), newest, line("2026-08-20", 2))
    assert newest.id in {one.fact_id for one in found.facts}
    assert "2026-08-20" in found.why
    assert found.since == day("2026-08-01")


def test_a_progression_is_recent_up_to_its_last_calendar_day() -> None:
    facts = (diagnosis("2025-01-01"), progression("2026-07-14"))
    assert seen(*facts, on="2026-10-14").phase is Phase.PROGRESSING
    assert seen(*facts, on="2026-10-15").phase is Phase.CONTROLLED


def test_a_fact_to_come_changes_the_phase_from_its_day_on() -> None:
    facts = (diagnosis("2026-09-01"), death("2026-12-01"))
    assert seen(*facts, on="2026-11-30").phase is Phase.NEW_DIAGNOSIS
    assert seen(*facts, on="2026-12-01").phase is Phase.DIED


@pytest.mark.parametrize(
    ("amount", "unit", "expected"), [(8, "wk", Phase.LAST_WEEKS), (9, "wk", Phase.ADVANCED)]
)
def test_an_estimate_of_eight_weeks_or_less_means_the_last_weeks(
    amount: float, unit: str, expected: Phase
) -> None:
    assert seen(advanced("2025-10-01"), prognosis("2026-10-01", amount, unit)).phase is expected


def test_a_stale_estimate_says_nothing_of_the_last_weeks() -> None:
    assert seen(advanced("2025-10-01"), prognosis("2026-07-01", 3, "wk")).phase is Phase.ADVANCED


def test_a_newer_no_to_the_last_phase_outweighs_an_estimate() -> None:
    facts = (advanced("2025-10-01"), prognosis("2026-10-01", 3, "wk"))
    assert seen(*facts, answer("2026-10-05", Kind.END_OF_LIFE_PHASE, False)).phase is Phase.ADVANCED
    assert seen(*facts, answer("2026-09-05", Kind.END_OF_LIFE_PHASE, False)).phase is Phase.LAST_WEEKS


def test_spread_without_a_word_on_advanced_disease_is_said_as_a_doubt() -> None:
    found = seen(diagnosis("2026-09-01"), metastasis("2026-09-10"))
    assert found.phase is Phase.NEW_DIAGNOSIS
    assert "nobody said whether the disease is advanced" in found.doubt
    assert seen(diagnosis("2026-09-01"), metastasis("2026-09-10"), advanced("2026-09-11", False)).doubt == ""
