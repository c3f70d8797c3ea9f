"""A record is what is true on a day, whenever it was recorded; corrections add and nothing else is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from domain.histories import (
    acp,
    advanced,
    advice,
    answer,
    calm,
    carer,
    day,
    death,
    decided,
    diagnosis,
    distress,
    ecog,
    elements,
    encounter,
    entry,
    event,
    fact,
    faith,
    gp,
    language,
    line,
    metastasis,
    plan_change,
    problem,
    prognosis,
    progression,
    proposed,
    record,
    referral,
    sdm,
    stage,
    states,
    trace,
    words,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from mdt_app.domain.conflicts import conflicts
from mdt_app.domain.dates import days_after, in_days, months_after
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.payloads import Allergy, Event, Measurement, Named, Score
from mdt_app.domain.record import Known

ON = "2026-03-01"


def corrected(first: Fact, **changes: object) -> Fact:
    return replace(first, id=f"{first.id}-corrected", replaces=first.id, **changes)  # type: ignore[arg-type]


def test_a_correction_takes_the_place_of_what_it_corrects() -> None:
    first = ecog("2026-02-15", 3)
    seen = record(ON, first, corrected(first, payload=Score(value=1)))
    assert [one.payload for one in seen.of(Kind.ECOG)] == [Score(value=1)]


def test_a_fact_moved_into_the_future_is_not_true_before() -> None:
    first = progression("2026-02-15")
    later = corrected(first, true_from=day("2026-04-01"))
    assert record(ON, first, later).of(Kind.PROGRESSION) == ()
    assert record("2026-04-01", first, later).of(Kind.PROGRESSION) == (later,)


def test_what_is_withdrawn_is_gone_and_brings_nothing_back() -> None:
    first = ecog("2026-02-15", 3)
    second = corrected(first, payload=Score(value=1))
    gone = corrected(second, withdrawn=True)
    assert record(ON, first, second, gone).of(Kind.ECOG) == ()


def test_known_on_shows_what_could_have_been_known() -> None:
    first = fact("2026-02-15", Kind.ECOG, Score(value=3), recorded="2026-02-16")
    fixed = fact("2026-02-15", Kind.ECOG, Score(value=1), recorded="2026-02-20", replaces=first.id)
    assert record(ON, first, fixed, known_on="2026-02-15").ecog() is None
    assert record(ON, first, fixed, known_on="2026-02-19").ecog() == first
    assert record(ON, first, fixed, known_on="2026-02-20").ecog() == fixed


def test_a_fact_of_tomorrow_counts_from_tomorrow() -> None:
    tomorrow = advanced("2026-03-02")
    assert record(ON, tomorrow).advanced.known is Known.NO
    assert record("2026-03-02", tomorrow).advanced.since == tomorrow


def test_an_answer_that_ended_brings_no_older_one_back() -> None:
    seen = record(
        ON,
        answer("2026-01-01", Kind.PATIENT_REQUEST, False),
        answer("2026-02-01", Kind.PATIENT_REQUEST, to="2026-02-10"),
    )
    assert seen.answer(Kind.PATIENT_REQUEST) is None


def test_who_cared_before_it_was_said_that_nobody_does_is_no_carer_any_more() -> None:
    nobody, later = carer("2026-01-20", none=True), carer("2026-02-01", "Ann")
    assert record(ON, carer("2026-01-05"), nobody).carers == ()
    assert record(ON, carer("2026-01-05"), nobody, later).carers == (later,)


def test_advanced_disease_dates_from_the_earliest_yes_not_followed_by_a_no() -> None:
    first, second = advanced("2026-01-10"), advanced("2026-02-10")
    assert record(ON, first, second).advanced.since == first
    assert record(ON, first, advanced("2026-01-20", False), second).advanced.since == second
    assert record(ON, first, advanced("2026-01-20", False)).advanced.known is Known.NO


def test_a_yes_and_a_no_on_one_day_is_a_yes_and_a_contradiction() -> None:
    seen = record(ON, advanced("2026-01-10"), advanced("2026-01-10", False))
    assert seen.advanced.known is Known.YES
    assert len(conflicts(seen)) == 1


def test_scores_of_one_day_that_differ_contradict_each_other_by_item() -> None:
    found = conflicts(record(ON, calm("2026-02-15", pain=8), calm("2026-02-15")))
    assert [one.words for one in found] == [("pain 8", "pain 1")]


def test_a_calendar_month_ends_on_the_same_day_or_the_months_last() -> None:
    assert months_after(day("2026-01-31"), 1) == day("2026-02-28")
    assert months_after(day("2024-01-31"), 1) == day("2024-02-29")
    assert months_after(day("2026-12-15"), 1) == day("2027-01-15")
    assert months_after(day("2026-11-30"), 3) == day("2027-02-28")


def test_a_window_never_runs_past_the_end_of_the_calendar() -> None:
    assert months_after(day("9999-12-15"), 1) == day("9999-12-31")
    assert months_after(day("0001-01-15"), -2) == day("0001-01-01")
    assert days_after(day("9999-12-30"), 14) == day("9999-12-31")
    facts = (calm("9999-12-31"), entry("9999-12-31", "PSY-1", "planned"), progression("9999-12-31"))
    assert elements(record("9999-12-31", *facts))["SYM-1"].status == "done"


def test_spans_are_counted_in_days_of_their_unit() -> None:
    assert [in_days(1, unit) for unit in ("d", "wk", "mo", "a", "h")] == [1, 7, 30.4375, 365.25, None]


def test_times_with_and_without_a_zone_can_stand_on_one_day() -> None:
    with_zone = ecog("2026-02-15", 3, at="09:00")
    without = replace(ecog("2026-02-15", 1), at=datetime(2026, 2, 15, 15))  # noqa: DTZ001 - a source may give no zone
    assert record(ON, with_zone, without).ecog() == without


KINDS_OF_CHANGE = {
    "PSY-2",
    "SPI-1",
    "SPI-2",
    "SPI-3",
    "SPI-4",
    "COM-1",
    "ACP-1",
    "ACP-2",
    "REF-1",
    "REF-2",
    "REF-3",
    "REF-4",
}
CARERS = {"CAR-1", "CAR-2", "CAR-3", "CAR-4"}
OF_ADVANCED = {"ACP-1", "ACP-2", "REF-1", "REF-3"}
TOUCHES = {
    Kind.MEASUREMENT: set(),
    Kind.ALLERGY: set(),
    Kind.IMAGING: set(),
    Kind.KARNOFSKY: set(),
    Kind.SDM: set(),
    Kind.TREATMENT_PROPOSED: set(),
    Kind.FAITH: {"SPI-1"},
    Kind.LANGUAGE: {"SPI-3", "SPI-4"},
    Kind.PATIENT_WORDS: {"SPI-3", "COM-1"},
    Kind.INCIDENT: {"COM-4"},
    Kind.DIAGNOSIS: {"COM-3"},
    Kind.CARER: CARERS,
    Kind.CARER_ATTENDS: {"CAR-2"},
    Kind.CARER_PERMISSION: {"CAR-1"},
    Kind.REFERRAL_AGREED: {"REF-4"},
    Kind.END_OF_LIFE_PHASE: {"EOL-1"},
    Kind.TEAM_COVER: {"EOL-1"},
    Kind.CARE_HOLDER: {"COO-1"},
    Kind.PARTNER_CONTACT: {"COO-1"},
    Kind.CRITERIA_REVIEW: {"REF-2"},
    Kind.LETTER_ISSUED: {"COM-2", "COO-1"},
    Kind.MEDICATION_ADJUSTED: {"SYM-4"},
    Kind.ENCOUNTER: {"SYM-4", "COO-1"},
    Kind.PROBLEM: {"SYM-2"},
    Kind.ACP: {"ACP-1", "ACP-2"},
    Kind.CRITERION: {"REF-4"},
    Kind.PROGNOSIS: {"REF-3"},
    Kind.TREATMENT_LINE: {"COM-2"},
    Kind.ADVANCED_DISEASE: OF_ADVANCED,
    Kind.STAGE: OF_ADVANCED,
    Kind.METASTASIS: KINDS_OF_CHANGE,
    Kind.ECOG: KINDS_OF_CHANGE,
    Kind.PROGRESSION: {*KINDS_OF_CHANGE, "COM-3"},
    Kind.PLAN_CHANGE: {*KINDS_OF_CHANGE, "COM-2", "COM-3", "COO-1"},
    Kind.REFERRAL: {"PSY-3", "REF-3", "REF-4", "COO-1"},
    Kind.ASSESSMENT: {"SYM-1", "SYM-2", "PSY-2", "PSY-3", "REF-2", "CAR-2"},
}
DAYS = st.dates(day("2025-06-01"), day("2026-06-30")).map(str)
ELEMENTS = st.sampled_from(("PSY-1", "COM-3", "REF-1", "SYM-1", "SPI-1", "CAR-3", "ACP-2"))
STATUSES = st.sampled_from(("done", "declined", "not-applicable", "planned"))
KINDS = st.sampled_from(
    (
        Kind.PATIENT_REQUEST,
        Kind.CARER_ATTENDS,
        Kind.CARER_PERMISSION,
        Kind.END_OF_LIFE_PHASE,
        Kind.REFERRAL_AGREED,
    )
)
ITEMS = st.sampled_from(("readiness", "code-status", "living-will"))
TRACES = st.sampled_from((Kind.LETTER_ISSUED, Kind.PARTNER_CONTACT, Kind.CRITERIA_REVIEW, Kind.TEAM_COVER))
FACTS = st.one_of(
    st.builds(progression, DAYS),
    st.builds(plan_change, DAYS),
    st.builds(diagnosis, DAYS),
    st.builds(metastasis, DAYS, st.sampled_from(("brain", "liver"))),
    st.builds(ecog, DAYS, st.integers(0, 4)),
    st.builds(calm, DAYS, pain=st.one_of(st.none(), st.integers(0, 10))),
    st.builds(distress, DAYS, st.integers(0, 10)),
    st.builds(answer, DAYS, KINDS, st.booleans()),
    st.builds(advanced, DAYS, st.booleans()),
    st.builds(stage, DAYS, st.just("M"), st.sampled_from(("M0", "M1"))),
    st.builds(entry, DAYS, ELEMENTS, STATUSES),
    st.builds(problem, DAYS, st.sampled_from(("delirium", "gout"))),
    st.builds(prognosis, DAYS, st.integers(1, 24), st.just("mo"), st.sampled_from(("", "yes"))),
    st.builds(line, DAYS, st.integers(1, 3)),
    st.builds(proposed, DAYS),
    st.builds(acp, DAYS, ITEMS, st.sampled_from(("discussed", "completed", "documented", "declined"))),
    st.builds(referral, DAYS, st.sampled_from(("tertiary", "hospice", "psychosocial"))),
    st.builds(decided, DAYS, st.sampled_from(("N1", "T1")), st.sampled_from(("refer", "not-now"))),
    st.builds(carer, DAYS),
    st.builds(language, DAYS, st.sampled_from(("nl", "ar"))),
    st.builds(faith, DAYS, st.just("none")),
    st.builds(words, DAYS, st.sampled_from(("communication", "telling", "deciding"))),
    st.builds(trace, DAYS, TRACES, st.sampled_from(("patient", "primary"))),
    st.builds(gp, DAYS),
    st.builds(encounter, DAYS, st.sampled_from(("", "hospital"))),
    st.builds(event, DAYS, st.sampled_from((Kind.INCIDENT, Kind.MEDICATION_ADJUSTED))),
    DAYS.map(lambda on: sdm(on, "choice")[0]),
    DAYS.map(lambda on: fact(on, Kind.MEASUREMENT, Measurement(name="CEA", value="4"))),
    DAYS.map(lambda on: fact(on, Kind.ALLERGY, Allergy(text="latex"))),
    DAYS.map(lambda on: fact(on, Kind.IMAGING, Named(text="CT"))),
    DAYS.map(lambda on: fact(on, Kind.KARNOFSKY, Score(value=40))),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(FACTS, max_size=12), FACTS, DAYS)
def test_a_fact_changes_no_element_that_it_is_not_about(known: list[Fact], added: Fact, on: str) -> None:
    before, after = elements(record(on, *known)), elements(record(on, *known, added))
    about = (
        {getattr(added.payload, "element", "")}
        if added.kind is Kind.ELEMENT
        else TOUCHES.get(added.kind, set())
    )
    changed = {
        id for id in before if (before[id].status, before[id].due) != (after[id].status, after[id].due)
    }
    assert changed <= about


@settings(max_examples=100, deadline=None)
@given(st.lists(FACTS, max_size=14), DAYS, st.data())
def test_recording_later_what_was_true_before_gives_the_same_answers(
    known: list[Fact], on: str, data: st.DataObject
) -> None:
    late = [
        replace(one, recorded_at=datetime(2027, 1, data.draw(st.integers(1, 28)), tzinfo=UTC))
        for one in known
    ]
    first, again = record(on, *known), record(on, *late)
    assert [(s.status, s.due, s.why) for s in elements(first).values()] == [
        (s.status, s.due, s.why) for s in elements(again).values()
    ]
    assert [(s.state, s.open) for s in states(first).values()] == [
        (s.state, s.open) for s in states(again).values()
    ]
    assert list(advice(first)) == list(advice(again))


@settings(max_examples=60, deadline=None)
@given(st.lists(FACTS, max_size=14), DAYS, st.randoms(use_true_random=False))
def test_the_order_in_which_facts_are_kept_does_not_matter(
    known: list[Fact], on: str, chance: object
) -> None:
    shuffled = list(known)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert elements(record(on, *known)) == elements(record(on, *shuffled))
    assert states(record(on, *known)) == states(record(on, *shuffled))
    assert advice(record(on, *known)) == advice(record(on, *shuffled))


@settings(max_examples=60, deadline=None)
@given(st.lists(FACTS, max_size=14), DAYS)
def test_death_closes_every_question_but_two(known: list[Fact], on: str) -> None:
    closed = [s for s in elements(record(on, *known, death(on))).values() if s.status == "not applicable"]
    assert {s.id for s in closed} >= set(elements(record(on))) - {"CAR-5", "COM-4"}


def test_the_words_of_an_event_do_not_change_what_it_counts_for() -> None:
    told = fact("2026-02-15", Kind.PROGRESSION, Event(text="liver"))
    assert record(ON, told).clinical_changes == (told,)
