"""Prompts appear on dated facts, ask for what is missing, and never after death."""

# ruff: noqa: E501 - one history, one line

from __future__ import annotations

import pytest
from domain.histories import (
    History,
    acp,
    advanced,
    advice,
    calm,
    death,
    diagnosis,
    distress,
    ecog,
    esas,
    history,
    line,
    metastasis,
    override,
    plan_change,
    prognosis,
    progression,
    proposed,
    record,
    sdm,
)

from mdt_app.domain.findings import Surroundings

SHOWN, QUIET = "shown", "quiet"
ADVANCED = advanced("2026-01-10")
PROPOSED = proposed("2026-02-20")
STEPS = ("choice", "options", "concerns", "partnership")

# fmt: off
HISTORIES = {
    "ECOG-SACT": [
        history("ECOG 3, proposed", SHOWN, "2026-03-01", ecog("2026-02-15", 3), PROPOSED),
        history("ECOG 2", QUIET, "2026-03-01", ecog("2026-02-15", 2), PROPOSED),
        history("no ECOG", QUIET, "2026-03-01", PROPOSED),
        history("nothing proposed", QUIET, "2026-03-01", ecog("2026-02-15", 4)),
        history("radiotherapy", QUIET, "2026-03-01", ecog("2026-02-15", 4), proposed("2026-02-20", "radiotherapy")),
        history("curative", QUIET, "2026-03-01", ecog("2026-02-15", 4), proposed("2026-02-20", intent="curative")),
        history("intent not said", SHOWN, "2026-03-01", ecog("2026-02-15", 4), proposed("2026-02-20", intent="")),
        history("a line started since", QUIET, "2026-03-01", ecog("2026-02-15", 3), PROPOSED, line("2026-02-25", 2)),
        history("the plan changed since", QUIET, "2026-03-01", ecog("2026-02-15", 3), PROPOSED, plan_change("2026-02-25")),
        history("a newer proposal replaces it", QUIET, "2026-03-01", ecog("2026-02-15", 3), PROPOSED, proposed("2026-02-22", "supportive")),
        history("ECOG 3 stands until measured again", SHOWN, "2026-12-01", ecog("2026-02-15", 3), PROPOSED),
    ],
    "SURVIVAL-30D": [
        history("four weeks", SHOWN, "2026-03-01", prognosis("2026-02-15", 4, "wk"), PROPOSED),
        history("thirty days are not under thirty", QUIET, "2026-03-01", prognosis("2026-02-15", 30, "d"), PROPOSED),
        history("a month is not under thirty days", QUIET, "2026-03-01", prognosis("2026-02-15", 1, "mo"), PROPOSED),
        history("curative radiotherapy too", SHOWN, "2026-03-01", prognosis("2026-02-15", 10, "d"), proposed("2026-02-20", "radiotherapy", "curative")),
        history("supportive treatment", QUIET, "2026-03-01", prognosis("2026-02-15", 10, "d"), proposed("2026-02-20", "supportive")),
        history("never counted down", QUIET, "2026-04-01", prognosis("2026-02-15", 60, "d"), PROPOSED),
        history("no estimate", QUIET, "2026-03-01", PROPOSED),
    ],
    "PROGNOSIS": [
        history("not advanced", QUIET, "2026-03-01"),
        history("advanced, from day 0", SHOWN, "2026-01-10", ADVANCED),
        history("told", QUIET, "2026-03-01", ADVANCED, prognosis("2026-02-15", 6, "mo", told="yes")),
        history("not told", SHOWN, "2026-03-01", ADVANCED, prognosis("2026-02-15", 6, "mo", told="no")),
        history("does not wish to know", QUIET, "2026-12-01", ADVANCED, prognosis("2026-02-15", told="does-not-wish")),
        history("told, on the last day of three months", QUIET, "2026-05-15", ADVANCED, prognosis("2026-02-15", 6, "mo", told="yes")),
        history("told, but stale", SHOWN, "2026-05-16", ADVANCED, prognosis("2026-02-15", 6, "mo", told="yes")),
    ],
    "SDM": [
        history("nothing proposed", QUIET, "2026-03-01"),
        history("proposed", SHOWN, "2026-03-01", PROPOSED),
        history("all four said", QUIET, "2026-03-01", PROPOSED, *sdm("2026-02-20", *STEPS)),
        history("all four said before it", QUIET, "2026-03-01", *sdm("2026-02-10", *STEPS), PROPOSED),
        history("three said", SHOWN, "2026-03-01", PROPOSED, *sdm("2026-02-20", *STEPS[:3])),
        history("said for the proposal before", SHOWN, "2026-03-01", proposed("2026-02-01"), *sdm("2026-02-01", *STEPS), PROPOSED),
        history("said between the two proposals", QUIET, "2026-03-01", proposed("2026-02-01"), *sdm("2026-02-10", *STEPS), PROPOSED),
        history("the line has started", QUIET, "2026-03-01", PROPOSED, line("2026-02-25", 1)),
    ],
    "ACP-REVIEW": [
        history("no conversation", QUIET, "2026-03-01", progression("2026-02-01")),
        history("a change since", SHOWN, "2026-03-01", acp("2026-01-15", "readiness", "discussed"), progression("2026-02-01")),
        history("a conversation since", QUIET, "2026-03-01", progression("2026-02-01"), acp("2026-02-02", "surrogate", "discussed")),
        history("a new metastasis since", SHOWN, "2026-03-01", acp("2026-01-15", "readiness", "discussed"), metastasis("2026-02-01")),
        history("on the review date", QUIET, "2026-03-01", acp("2026-01-15", "readiness", "discussed", review="2026-03-01")),
        history("the day after", SHOWN, "2026-03-02", acp("2026-01-15", "readiness", "discussed", review="2026-03-01")),
        history("talked again on the review date", QUIET, "2026-03-02", acp("2026-01-15", "readiness", "discussed", review="2026-03-01"), acp("2026-03-01", "readiness", "discussed")),
    ],
    "PROM-USED": [
        history("no score", QUIET, "2026-03-01", diagnosis("2026-01-01")),
        history("a score", SHOWN, "2026-03-01", esas("2026-02-15", pain=2)),
        history("said in the discussion", QUIET, "2026-03-01", esas("2026-02-15", pain=2), around=Surroundings(scores_said=True)),
        history("nothing answered", QUIET, "2026-03-01", esas("2026-02-15", pain=None)),
        history("too old to use", QUIET, "2026-05-16", calm("2026-02-15")),
    ],
}  # fmt: skip
# fmt: on
ROWS = [(prompt, one) for prompt, many in HISTORIES.items() for one in many]


@pytest.mark.parametrize(("prompt", "one"), ROWS, ids=[f"{prompt}: {one.name}" for prompt, one in ROWS])
def test_a_prompt_appears_when_its_dated_facts_call_for_it(prompt: str, one: History) -> None:
    shown = advice(record(one.on, *one.facts), one.around)
    assert (SHOWN if prompt in shown else QUIET) == one.answer


def test_after_death_there_are_no_prompts() -> None:
    assert (
        advice(record("2026-03-01", ADVANCED, PROPOSED, distress("2026-02-20", 3), death("2026-02-25"))) == {}
    )


def test_the_steps_not_said_are_asked_for() -> None:
    asked = advice(record("2026-03-01", PROPOSED, *sdm("2026-02-20", "options")))["SDM"].asks
    assert len(asked) == 3
    assert not any("harms" in text for text in asked)


def test_a_talk_about_prognosis_is_overdue_after_thirty_days() -> None:
    states = [advice(record(on, ADVANCED))["PROGNOSIS"] for on in ("2026-02-09", "2026-02-10")]
    assert [str(state.due) for state in states] == ["2026-02-09", "2026-02-09"]
    assert [state.overdue for state in states] == [False, True]


def test_only_the_thirty_day_prompt_is_strong() -> None:
    facts = (ecog("2026-02-15", 4), prognosis("2026-02-15", 10, "d"), PROPOSED)
    shown = advice(record("2026-03-01", *facts))
    assert {id for id, state in shown.items() if state.strong} == {"SURVIVAL-30D"}
    assert len(shown["ECOG-SACT"].asks) == 3


def test_an_overridden_prompt_stays_with_its_reason_until_a_newer_fact() -> None:
    facts = (ecog("2026-02-15", 3), PROPOSED, override("2026-02-21", "ECOG-SACT"))
    given = advice(record("2026-03-01", *facts))["ECOG-SACT"].override
    assert given == facts[2]
    assert advice(record("2026-03-01", *facts, ecog("2026-02-22", 4)))["ECOG-SACT"].override is None
