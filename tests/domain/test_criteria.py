"""Each criterion of Figure 3 in dated histories: suggested, not met, cannot be evaluated - and who is asked, when."""

# ruff: noqa: E501 - one history, one line

from __future__ import annotations

import pytest
from domain.histories import (
    EMOTIONAL,
    PHYSICAL,
    History,
    advanced,
    answer,
    calm,
    death,
    decided,
    ecog,
    esas,
    fact,
    guidance,
    history,
    line,
    metastasis,
    phq4,
    problem,
    prognosis,
    progression,
    record,
    stage,
    states,
)
from hypothesis import given
from hypothesis import strategies as st

from mdt_app.domain.facts import Kind
from mdt_app.domain.guidance import CRITERION_IDS
from mdt_app.domain.payloads import Assessment, Condition

YES, NO, OPEN = "suggested", "not met", "cannot be evaluated"
ADVANCED = advanced("2026-01-10")
SECOND = line("2026-02-01", 2)

# fmt: off
N1 = [
    history("no score", OPEN, "2026-03-01"),
    history("seven", YES, "2026-03-01", esas("2026-02-15", pain=7)),
    history("six, and the rest low", NO, "2026-03-01", calm("2026-02-15", pain=6)),
    history("one item missing", OPEN, "2026-03-01", calm("2026-02-15", dyspnoea=None)),
    history("severe although others are missing", YES, "2026-03-01", esas("2026-02-15", nausea=9)),
    history("zero is a score", NO, "2026-03-01", calm("2026-02-15", pain=0)),
    history("low scores on the last day of three months", NO, "2026-05-15", calm("2026-02-15")),
    history("and a day later", OPEN, "2026-05-16", calm("2026-02-15")),
    history("a severe score stands until scored again", YES, "2026-12-01", calm("2026-02-15", pain=8)),
    history("a form that leaves the item out does not end it", YES, "2026-03-10", calm("2026-02-15", pain=8), calm("2026-03-01", pain=None)),
    history("scored again, lower", NO, "2026-03-10", calm("2026-02-15", pain=8), calm("2026-03-01", pain=3)),
    history("wellbeing belongs to neither", NO, "2026-03-01", calm("2026-02-15", wellbeing=10, other=10)),
    history("depression is not physical", NO, "2026-03-01", calm("2026-02-15", depression=9)),
    history("two on one day, no times", YES, "2026-03-01", calm("2026-02-15", pain=8), calm("2026-02-15", pain=2)),
    history("two on one day, the later is lower", NO, "2026-03-01", calm("2026-02-15"), esas("2026-02-20", pain=8, at="09:00"), esas("2026-02-20", pain=2, at="12:00")),
    history("an unknown instrument is not rescaled", OPEN, "2026-03-01", fact("2026-02-15", Kind.ASSESSMENT, Assessment(instrument="own", answers=(("pain", 9.0),)))),
]
N2 = [
    history("no score", OPEN, "2026-03-01"),
    history("anxiety seven", YES, "2026-03-01", esas("2026-02-15", anxiety=7)),
    history("both low", NO, "2026-03-01", esas("2026-02-15", anxiety=6, depression=0)),
    history("one missing", OPEN, "2026-03-01", esas("2026-02-15", anxiety=6)),
    history("the PHQ-4 is not rescaled", OPEN, "2026-03-01", phq4("2026-02-15", nervous=3, worrying=3, interest=3, down=3)),
    history("pain is not emotional", NO, "2026-03-01", calm("2026-02-15", pain=10)),
]


def said(kind: Kind) -> list[History]:
    return [
        history("nobody said", OPEN, "2026-03-01"),
        history("yes", YES, "2026-03-01", answer("2026-02-15", kind)),
        history("no", NO, "2026-03-01", answer("2026-02-15", kind, False)),
        history("no, long ago", NO, "2027-03-01", answer("2026-02-15", kind, False)),
        history("yes, then no", NO, "2026-03-01", answer("2026-02-15", kind), answer("2026-02-20", kind, False)),
        history("yes and no on one day", YES, "2026-03-01", answer("2026-02-15", kind), answer("2026-02-15", kind, False)),
        history("the last day of a yes", YES, "2026-02-20", answer("2026-02-15", kind, to="2026-02-20")),
        history("a yes that ended", OPEN, "2026-03-01", answer("2026-02-15", kind, to="2026-02-20")),
    ]


def had(concept: str) -> list[History]:
    return [
        history("none recorded", NO, "2026-03-01"),
        history("active", YES, "2026-03-01", problem("2026-02-15", concept)),
        history("on the day of onset", YES, "2026-02-15", problem("2026-02-15", concept)),
        history("before", NO, "2026-02-14", problem("2026-02-15", concept)),
        history("ended", NO, "2026-03-01", problem("2026-02-15", concept, to="2026-02-20")),
        history("the day on which it ended", YES, "2026-02-20", problem("2026-02-15", concept, to="2026-02-20")),
        history("in remission", NO, "2026-03-01", problem("2026-02-15", concept, status="remission")),
        history("not ended yet", YES, "2026-02-18", problem("2026-02-15", concept, to="2026-02-20")),
        history("the date decides against the status", YES, "2026-02-18", problem("2026-02-15", concept, to="2026-02-20", status="resolved")),
        history("resolved without a date, before it was recorded", YES, "2026-02-19", problem("2026-02-15", concept, status="resolved", recorded="2026-02-20")),
        history("and from then on", NO, "2026-02-20", problem("2026-02-15", concept, status="resolved", recorded="2026-02-20")),
        history("refuted", NO, "2026-03-01", problem("2026-02-15", concept, confirmed=False)),
        history("another problem", NO, "2026-03-01", problem("2026-02-15", "gout")),
    ]


N8 = [
    history("none recorded", NO, "2026-03-01"),
    history("brain", YES, "2026-03-01", metastasis("2026-02-15", "brain")),
    history("leptomeninges", YES, "2026-03-01", metastasis("2026-02-15", "leptomeninges")),
    history("liver", NO, "2026-03-01", metastasis("2026-02-15", "liver")),
    history("refuted", NO, "2026-03-01", metastasis("2026-02-15", "brain", confirmed=False)),
    history("in remission it is still there", YES, "2026-03-01", fact("2026-02-15", Kind.METASTASIS, Condition(text="brain", site="brain", status="remission"))),
]
T1 = [
    history("not advanced", NO, "2026-03-01", prognosis("2026-02-15", 6, "mo")),
    history("a year", YES, "2026-03-01", ADVANCED, prognosis("2026-02-15", 1, "a")),
    history("twelve months are a year", YES, "2026-03-01", ADVANCED, prognosis("2026-02-15", 12, "mo")),
    history("thirteen months", NO, "2026-03-01", ADVANCED, prognosis("2026-02-15", 13, "mo")),
    history("no estimate", OPEN, "2026-03-01", ADVANCED),
    history("a talk without a number", OPEN, "2026-03-01", ADVANCED, prognosis("2026-02-15", told="yes")),
    history("the last day of the window", YES, "2026-04-10", ADVANCED, prognosis("2026-02-15", 6, "mo")),
    history("the day after", NO, "2026-04-11", ADVANCED, prognosis("2026-02-15", 6, "mo")),
    history("after it, no estimate", NO, "2026-04-11", ADVANCED),
    history("a long estimate grown too old", OPEN, "2026-03-01", ADVANCED, prognosis("2025-11-15", 2, "a")),
    history("a short one counts as recorded", YES, "2026-03-01", ADVANCED, prognosis("2025-11-15", 6, "mo")),
    history("open whether advanced", OPEN, "2026-03-01", stage("2026-01-10", "M", "M1")),
    history("yes, no, and yes again counts from the last yes", YES, "2026-05-01", ADVANCED, advanced("2026-02-01", False), advanced("2026-02-10"), prognosis("2026-02-15", 6, "mo")),
    history("a second yes does not begin it anew", NO, "2026-05-01", ADVANCED, advanced("2026-02-10"), prognosis("2026-02-15", 6, "mo")),
]
T2 = [
    history("no progression", NO, "2026-03-01", ADVANCED, SECOND),
    history("progression after the second line", YES, "2026-03-01", ADVANCED, SECOND, progression("2026-02-20")),
    history("on the day of its start", NO, "2026-03-01", ADVANCED, SECOND, progression("2026-02-01")),
    history("before it", NO, "2026-03-01", ADVANCED, SECOND, progression("2026-01-20")),
    history("first line only", NO, "2026-03-01", ADVANCED, line("2026-02-01", 1), progression("2026-02-20")),
    history("third line", YES, "2026-03-01", ADVANCED, line("2026-02-01", 3), progression("2026-02-20")),
    history("curative", NO, "2026-03-01", ADVANCED, line("2026-02-01", 2, intent="curative"), progression("2026-02-20")),
    history("radiotherapy", NO, "2026-03-01", ADVANCED, line("2026-02-01", 2, kind="radiotherapy"), progression("2026-02-20")),
    history("intent not recorded", OPEN, "2026-03-01", ADVANCED, line("2026-02-01", 2, intent=""), progression("2026-02-20")),
    history("not advanced", NO, "2026-03-01", SECOND, progression("2026-02-20")),
    history("open whether advanced", OPEN, "2026-03-01", SECOND, progression("2026-02-20"), metastasis("2026-01-10")),
]
# fmt: on
HISTORIES = {
    "N1": N1,
    "N2": N2,
    "N3": said(Kind.REQUEST_HASTENED_DEATH),
    "N4": said(Kind.SPIRITUAL_CRISIS),
    "N5": said(Kind.NEEDS_DECISION_HELP),
    "N6": said(Kind.PATIENT_REQUEST),
    "N7": had("delirium"),
    "N8": N8,
    "N9": [*had("cord-compression"), *had("cauda-equina")],
    "T1": T1,
    "T2": T2,
}
ROWS = [(criterion, one) for criterion, many in HISTORIES.items() for one in many]


@pytest.mark.parametrize(
    ("criterion", "one"), ROWS, ids=[f"{criterion}: {one.name}" for criterion, one in ROWS]
)
def test_a_criterion_stands_where_its_dated_facts_put_it(criterion: str, one: History) -> None:
    state = states(record(one.on, *one.facts))[criterion]
    assert state.state == one.answer, state.why
    assert state.why.endswith(".")


def test_every_criterion_is_held_against_at_least_three_histories() -> None:
    assert tuple(HISTORIES) == CRITERION_IDS
    assert min(len(many) for many in HISTORIES.values()) >= 3


def test_after_death_there_are_no_criteria() -> None:
    assert states(record("2026-03-01", death("2026-03-01"), calm("2026-02-15", pain=9))) == {}


def test_a_suggestion_names_value_day_and_source() -> None:
    shown = states(record("2026-03-01", calm("2026-02-15", pain=8)))["N1"].facts
    assert [(line.value, str(line.date), line.source) for line in shown] == [("pain 8", "2026-02-15", "test")]


def test_a_suggestion_without_a_decision_is_open() -> None:
    assert states(record("2026-03-01", esas("2026-02-15", pain=8)))["N1"].open


@pytest.mark.parametrize("decision", ["refer", "later", "not-now", "under-care"])
def test_a_decision_closes_the_question_but_not_the_suggestion(decision: str) -> None:
    state = states(record("2026-03-01", esas("2026-02-15", pain=8), decided("2026-02-15", "N1", decision)))[
        "N1"
    ]
    assert (state.state, state.open) == (YES, False)
    assert state.decision is not None


def test_a_decision_is_asked_again_only_when_a_new_fact_of_that_criterion_appears() -> None:
    pain, decision = esas("2026-02-15", pain=8), decided("2026-02-16", "N1", "not-now")
    other = states(
        record("2026-03-01", pain, decision, esas("2026-02-20", anxiety=9), progression("2026-02-21"))
    )
    assert (other["N1"].open, other["N2"].open) == (False, True)
    assert states(record("2026-03-01", pain, decision, esas("2026-02-20", nausea=8)))["N1"].open


def test_a_decision_put_off_says_when_its_day_has_passed() -> None:
    facts = (esas("2026-02-15", pain=8), decided("2026-02-16", "N1", "later", until="2026-03-01"))
    assert states(record("2026-03-01", *facts))["N1"].note == ""
    assert "2026-03-01" in states(record("2026-03-02", *facts))["N1"].note


def test_the_newest_decision_stands() -> None:
    facts = (
        esas("2026-02-15", pain=8),
        decided("2026-02-16", "N1", "not-now"),
        decided("2026-02-18", "N1", "refer"),
    )
    decision = states(record("2026-03-01", *facts))["N1"].decision
    assert decision is not None
    assert decision.true_from.day == 18


def test_a_window_that_closed_undecided_is_shown_as_lapsed() -> None:
    facts = (ADVANCED, prognosis("2026-02-15", 6, "mo"))
    assert states(record("2026-04-11", *facts))["T1"].note == "Lapsed, never decided."
    assert states(record("2026-04-11", *facts, decided("2026-02-20", "T1", "not-now")))["T1"].note == ""
    assert states(record("2026-04-11", ADVANCED, prognosis("2026-02-15", 2, "a")))["T1"].note == ""


def test_a_contradiction_is_shown_at_the_criterion() -> None:
    said_both = (
        answer("2026-02-15", Kind.PATIENT_REQUEST),
        answer("2026-02-15", Kind.PATIENT_REQUEST, False),
    )
    assert "differ" in states(record("2026-03-01", *said_both))["N6"].note


def test_an_ended_metastasis_no_longer_counts() -> None:
    ended = fact(
        "2026-01-01", Kind.METASTASIS, Condition(text="brain", site="brain", distant=True), to="2026-02-01"
    )
    assert states(record("2026-03-01", ended))["N8"].state == NO


@given(
    st.dictionaries(st.sampled_from((*PHYSICAL, *EMOTIONAL)), st.integers(0, 10)),
    st.sampled_from(("N1", "N2")),
)
def test_a_missing_item_never_gives_not_met(scores: dict[str, int], criterion: str) -> None:
    state = states(record("2026-03-01", esas("2026-02-15", **scores), ecog("2026-02-15", 0)))[criterion]
    asked = guidance().criterion(criterion).words["symptoms"]
    severe = any(scores.get(item, 0) >= 7 for item in asked)
    if severe:
        assert state.state == YES
    elif set(asked) - set(scores):
        assert state.state == OPEN
    else:
        assert state.state == NO
