"""Readiness is what dated facts say, joined with what people said; a hand's word stays until a hand changes it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from domain.histories import guidance
from hypothesis import given
from hypothesis import strategies as st

from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.needs import THINGS, Need, NeedState
from mdt_app.domain.payloads import Assessment, Named, PatientWords, Payload, Score
from mdt_app.domain.readiness import (
    ALWAYS,
    ASKED,
    AWAITED,
    ECOG,
    MISSING,
    NOT_NEEDED,
    OLD,
    ORDER,
    READY,
    THERE,
    Readiness,
    blocked,
    readiness,
)
from mdt_app.domain.record import Record

ON = date(2026, 11, 12)
NUMBERS = count(1)
ESAS = Assessment(instrument="esas-r", answers=())


def fact(kind: Kind, payload: Payload, day: date = ON) -> Fact:
    return Fact(
        id=f"f{next(NUMBERS):04}", patient_id="p", kind=kind, payload=payload, true_from=day,
        recorded_at=datetime(day.year, day.month, day.day, 9, tzinfo=UTC), recorded_by="x", source="desk",
    )  # fmt: skip


def scan(day: date = ON) -> Fact:
    return fact(Kind.IMAGING, Named(text="CT chest"), day)


def need(what: str = "imaging", state: NeedState = NeedState.MISSING, **more: Any) -> Need:
    return replace(
        Need(id=f"n{next(NUMBERS):04}", case_id="c", patient_id="p", what=what, state=state), **more
    )


def rows(*facts: Fact, needs: tuple[Need, ...] = (), **more: Any) -> dict[str, Readiness]:
    found = readiness(Record(facts, ON), guidance(), needs, **more)
    return {one.what: one for one in found}


def test_every_thing_that_may_be_needed_has_its_place_in_the_order() -> None:
    assert set(ORDER) == {*THINGS, ECOG}


def test_nothing_on_record_is_missing_and_never_ready() -> None:
    assert [(one.what, one.state) for one in rows().values()] == [(what, MISSING) for what in ALWAYS]


def test_a_fact_on_record_is_there_with_its_day_and_words() -> None:
    found = rows(scan(date(2026, 11, 3)), scan(date(2026, 10, 1)))["imaging"]
    assert (found.state, found.words) == (THERE, "03-11-2026")
    assert [(one.date, one.value) for one in found.facts] == [
        (date(2026, 11, 3), "CT chest"), (date(2026, 10, 1), "CT chest"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "payload", "what", "fresh", "stale"),
    [
        (Kind.ASSESSMENT, ESAS, "assessment", date(2026, 10, 12), date(2026, 10, 11)),
        (Kind.ECOG, Score(value=2), ECOG, date(2026, 8, 12), date(2026, 8, 11)),
    ],
)  # fmt: skip
def test_a_measure_is_old_from_the_day_after_its_months(
    kind: Kind, payload: Payload, what: str, fresh: date, stale: date
) -> None:
    assert rows(fact(kind, payload, fresh))[what].state == THERE
    assert rows(fact(kind, payload, stale))[what].state == OLD


def test_what_the_patient_knows_is_no_preference_and_what_he_wants_is() -> None:
    assert (
        rows(fact(Kind.PATIENT_WORDS, PatientWords(topic="knows", text="all")))["preferences"].state
        == MISSING
    )
    assert (
        rows(fact(Kind.PATIENT_WORDS, PatientWords(topic="wants", text="home")))["preferences"].state == THERE
    )


def test_laboratory_shows_where_the_board_asks_for_it_or_somebody_needs_it() -> None:
    assert "laboratory" not in rows()
    assert "laboratory" in rows(asks=("laboratory",))
    assert rows(needs=(need("laboratory"),))["laboratory"].state == MISSING
    assert "laboratory" not in rows(needs=(need("laboratory", removed=True),))


def test_an_open_need_goes_before_the_facts_and_says_its_owner_and_day() -> None:
    wanted = need(
        state=NeedState.AWAITED, wanted="PET-CT", owner="Dr. Claes", expected=date(2026, 11, 14), blocks=True
    )
    found = rows(scan(date(2026, 10, 1)), needs=(wanted,))["imaging"]
    assert (found.state, found.words, found.owner, found.expected, found.blocks) == (
        AWAITED, "PET-CT", "Dr. Claes", date(2026, 11, 14), True,
    )  # fmt: skip
    assert [one.what for one in blocked(rows(needs=(wanted,)).values())] == ["imaging"]


def test_the_worst_of_several_needs_is_said() -> None:
    needs = (need(state=NeedState.AWAITED, wanted="PET"), need(state=NeedState.MISSING, wanted="MRI"), need(
        state=NeedState.ASKED, wanted="CT"))  # fmt: skip
    assert (rows(needs=needs)["imaging"].state, rows(needs=needs)["imaging"].words) == (MISSING, "MRI")
    assert rows(needs=needs[::2])["imaging"].state == ASKED


def test_what_arrived_since_is_offered_and_settles_only_a_need_that_says_no_more_than_its_thing() -> None:
    named, plain = need(state=NeedState.AWAITED, wanted="PET-CT", blocks=True), need(state=NeedState.AWAITED)
    written = {named.id: date(2026, 11, 1), plain.id: date(2026, 11, 1)}
    came, before = scan(date(2026, 11, 3)), scan(date(2026, 10, 31))
    found = rows(before, came, needs=(named,), written=written)["imaging"]
    assert (found.state, found.blocks, [one.fact_id for one in found.arrived]) == (AWAITED, True, [came.id])
    assert rows(before, came, needs=(plain,), written=written)["imaging"].state == THERE
    assert rows(before, needs=(plain,), written=written)["imaging"].state == AWAITED
    assert rows(before, came, needs=(plain,))["imaging"].state == AWAITED


def test_a_hand_says_that_it_is_there_or_not_needed_where_no_fact_does() -> None:
    assert (
        rows(needs=(need(state=NeedState.THERE, note="seen on paper"),))["imaging"].words == "seen on paper"
    )
    assert rows(needs=(need(state=NeedState.NOT_NEEDED),))["imaging"].state == NOT_NEEDED
    assert rows(scan(), needs=(need(state=NeedState.NOT_NEEDED),))["imaging"].state == THERE


def test_an_old_measure_is_not_made_new_by_a_hand_but_may_be_not_needed() -> None:
    old = fact(Kind.ASSESSMENT, ESAS, date(2026, 1, 1))
    assert rows(old, needs=(need("assessment", NeedState.THERE),))["assessment"].state == OLD
    assert rows(old, needs=(need("assessment", NeedState.NOT_NEEDED),))["assessment"].state == NOT_NEEDED


NEEDS = st.lists(
    st.builds(
        need,
        what=st.sampled_from(THINGS),
        state=st.sampled_from(NeedState),
        wanted=st.sampled_from(("", "PET-CT")),
        blocks=st.booleans(),
        removed=st.booleans(),
    ),
    max_size=6,
)
SCANS = st.lists(st.integers(0, 400).map(lambda days: scan(ON - timedelta(days=days))), max_size=3)
WRITTEN = st.integers(0, 400).map(lambda days: ON - timedelta(days=days))


@given(NEEDS, SCANS, WRITTEN)
def test_whatever_is_said_nothing_open_and_named_looks_ready_and_nothing_ready_blocks(
    needs: list[Need], facts: list[Fact], day: date
) -> None:
    found = readiness(Record(tuple(facts), ON), guidance(), needs, (), {one.id: day for one in needs})
    assert [one.what for one in found] == [what for what in ORDER if what in {one.what for one in found}]
    assert set(ALWAYS) <= {one.what for one in found}
    for row in found:
        assert row.ready == (row.state in READY)
        assert not (row.ready and row.blocks)
        for one in needs:
            if one.what == row.what and one.open and one.wanted:
                assert not row.ready
                assert row.blocks or not one.blocks
            assert one.removed is False or one not in row.needs


@given(NEEDS)
def test_without_needs_and_facts_all_is_missing_and_taking_needs_back_leaves_that(needs: list[Need]) -> None:
    gone = [replace(one, removed=True) for one in needs]
    assert readiness(Record((), ON), guidance(), gone) == readiness(Record((), ON), guidance())
