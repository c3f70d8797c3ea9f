"""No fact that can be kept, however odd or far away, keeps the rules from an answer."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, date, datetime
from itertools import count
from typing import Any, get_type_hints

from domain.histories import guidance
from hypothesis import given, settings
from hypothesis import strategies as st

from mdt_app.domain import checklist, criteria, prompts
from mdt_app.domain.facts import PAYLOADS, Fact, Kind
from mdt_app.domain.findings import Surroundings
from mdt_app.domain.record import Record

NUMBERS = count(1)
FAR = (date.min, date.max, date(2024, 2, 29))
DAYS = st.one_of(st.dates(date(2025, 1, 1), date(2026, 12, 31)), st.sampled_from(FAR))
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
SAID = (
    "yes no done declined planned not-applicable refer later readiness esas-r code-status completed documented M stage "
    "palliative systemic pain IV M1 mo d hospice tertiary primary PSY-1 N1 SDM nl brain delirium choice"
)
WORDS = st.one_of(
    st.sampled_from(["", *SAID.split()]),
    st.text(max_size=4),
)
WHOLE = st.integers(-2, 12)
VALUES: dict[Any, st.SearchStrategy[Any]] = {
    str: WORDS,
    int: WHOLE,
    bool: st.booleans(),
    date: DAYS,
    float: WHOLE.map(float),
    date | None: st.one_of(st.none(), DAYS),
    float | None: st.one_of(st.none(), WHOLE.map(float), st.just(1e9)),
    tuple[str, ...]: st.lists(WORDS, max_size=2).map(tuple),
    tuple[tuple[str, float | None], ...]: st.lists(
        st.tuples(WORDS, st.one_of(st.none(), WHOLE.map(float))), max_size=3
    ).map(tuple),
}


def payload(kind: Kind) -> st.SearchStrategy[Any]:
    made = PAYLOADS[kind]
    hints = get_type_hints(made)
    return st.builds(made, **{field.name: VALUES[hints[field.name]] for field in fields(made)})


@st.composite
def any_fact(draw: st.DrawFn) -> Fact:
    kind, begun, ended = draw(st.sampled_from(list(PAYLOADS))), draw(DAYS), draw(st.one_of(st.none(), DAYS))
    return Fact(
        id=f"any-{next(NUMBERS):06}",
        patient_id="patient",
        kind=kind,
        payload=draw(payload(kind)),
        true_from=begun,
        true_to=ended if ended is not None and ended >= begun else None,
        at=draw(st.one_of(st.none(), MOMENTS)),
        recorded_at=draw(MOMENTS),
        recorded_by="test",
    )


@settings(max_examples=250, deadline=None)
@given(st.lists(any_fact(), max_size=15), DAYS)
def test_the_rules_answer_whatever_is_on_record(known: list[Fact], on: date) -> None:
    seen = Record(tuple(known), on)
    around = Surroundings(cases=FAR, decisions=FAR, contact_changes=FAR)
    assert len(checklist.evaluate(seen, guidance(), around)) == 28
    assert len(criteria.evaluate(seen, guidance())) == (0 if seen.is_dead else 11)
    assert all(one.text for one in prompts.evaluate(seen, guidance(), around))
