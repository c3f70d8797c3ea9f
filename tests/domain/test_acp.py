"""Where care planning stands: what settles, what only was talked about, and what puts a settled status in doubt."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count, permutations

import pytest

from mdt_app.domain.acp import Standing, conversations, standing
from mdt_app.domain.conflicts import conflicts
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.payloads import Acp
from mdt_app.domain.record import Record

NUMBERS = count(1)
DAY = date(2026, 11, 1)


def talk(
    day: int, state: str, value: str = "", item: str = "code-status", at: int | None = None, **more: object
) -> Fact:
    on = DAY + timedelta(days=day)
    return Fact(
        id=f"f{next(NUMBERS):04}",
        patient_id="p",
        kind=Kind.ACP,
        payload=Acp(item=item, state=state, value=value, **more),  # type: ignore[arg-type]
        true_from=on,
        recorded_at=datetime(2026, 11, 20, tzinfo=UTC),
        recorded_by="u",
        at=None if at is None else datetime(on.year, on.month, on.day, at, tzinfo=UTC),
    )


def stands(*facts: Fact, on: int = 60, item: str = "code-status") -> Standing:
    return standing(Record(facts, DAY + timedelta(days=on)), item)


def settled(day: int, value: str, at: int | None = None) -> tuple[Fact, Fact]:
    return talk(day, "completed", value, at=at), talk(day, "documented", value, at=at)


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ((), "none"),
        ((talk(1, "discussed", "DNR 2"),), "discussed"),
        ((talk(1, "completed", "DNR 2"),), "completed"),
        ((talk(1, "documented", "DNR 2"),), "documented"),
        ((talk(1, "completed", "DNR 2"), talk(9, "documented")), "settled"),
        ((talk(1, "completed", "DNR 1"), talk(9, "documented", "DNR 2")), "documented"),
        ((talk(1, "completed", "DNR 2"), talk(9, "declined")), "declined"),
        ((talk(1, "not-applicable"),), "not-applicable"),
        ((talk(1, "declined"), talk(9, "discussed")), "discussed"),
    ],
)
def test_an_item_stands_only_once_one_value_is_completed_and_documented(
    facts: tuple[Fact, ...], state: str
) -> None:
    found = stands(*facts)
    assert (found.state, found.in_force) == (state, state == "settled")


def test_nothing_stands_before_its_day() -> None:
    facts = settled(10, "DNR 2")
    assert stands(*facts, on=9).state == "none"
    assert stands(*facts, on=10).value == "DNR 2"


def test_talking_of_it_again_changes_nothing_that_stands() -> None:
    found = stands(*settled(1, "DNR 2"), talk(9, "discussed", "perhaps everything after all"))
    assert (found.value, found.day, found.doubts) == ("DNR 2", date(2026, 11, 2), ())
    assert len(found.later) == 1


def test_a_newer_settled_value_takes_the_place_of_the_older() -> None:
    found = stands(*settled(1, "DNR 1"), *settled(9, "DNR 2"))
    assert (found.value, found.doubts) == ("DNR 2", ())


def test_another_value_begun_or_a_refusal_since_puts_the_settled_one_in_doubt() -> None:
    for newer in (talk(9, "completed", "DNR 3"), talk(9, "declined")):
        found = stands(*settled(1, "DNR 2"), newer)
        assert (found.value, found.doubts) == ("DNR 2", (newer,))


def test_two_values_settled_on_one_day_are_both_shown_in_whatever_order_they_were_kept() -> None:
    facts = (*settled(1, "DNR 1"), *settled(1, "DNR 2"))
    for order in permutations(facts):
        renamed = tuple(replace(fact, id=f"x{number}") for number, fact in enumerate(order))
        found = stands(*renamed)
        values = {found.value, *(rival.payload.value for rival in found.rivals)}  # type: ignore[union-attr]
        assert values == {"DNR 1", "DNR 2"}
        (clash,) = conflicts(Record(renamed, DAY + timedelta(days=2)))
        assert "ask which holds" in clash.sentence()


def test_a_later_hour_of_the_same_day_leaves_no_doubt() -> None:
    facts = (*settled(1, "DNR 1", at=9), *settled(1, "DNR 2", at=14))
    found = stands(*facts)
    assert (found.value, found.rivals) == ("DNR 2", ())
    assert conflicts(Record(facts, DAY + timedelta(days=2))) == ()


def test_the_same_value_said_again_is_settled_anew_and_no_doubt() -> None:
    found = stands(*settled(1, "DNR 2"), talk(9, "documented", "dnr2"))
    assert (found.value, found.day, found.doubts) == ("dnr2", date(2026, 11, 10), ())


def test_the_representative_and_the_trusted_person_are_never_one() -> None:
    named = {"name": "Lieve", "relation": "daughter", "phone": "09 51"}
    facts = (
        *(talk(1, state, item="surrogate", **named) for state in ("completed", "documented")),
        talk(1, "completed", item="trusted-person", name="Jan"),
    )
    person = stands(*facts, item="surrogate")
    assert (person.state, person.value, person.phone) == ("settled", "Lieve", "09 51")
    other = stands(*facts, item="trusted-person")
    assert (other.state, other.name, other.phone) == ("completed", "Jan", "")


def test_what_was_recorded_in_one_go_is_one_conversation_and_older_facts_go_by_their_day() -> None:
    facts = (
        talk(1, "discussed", "ready", item="readiness"),
        talk(1, "discussed", "DNR 2"),
        talk(5, "discussed", item="readiness", talk="t1", by="Dr Maes", level="primary"),
        talk(5, "completed", "DNR 2", talk="t1", by="Dr Maes"),
        talk(5, "documented", "DNR 2", talk="t1", by="Dr Maes"),
        talk(5, "discussed", item="living-will", talk="t2", at=15),
    )
    found = conversations(Record(facts, DAY + timedelta(days=9)))
    assert [one.key for one in found] == ["t2", "t1", "2026-11-02"]
    assert found[1].by == "Dr Maes"
    assert [(one.item, one.state) for one in found[1].said] == [
        ("readiness", "discussed"),
        ("code-status", "documented"),
    ]
