"""The holder of a level of care is whoever was named last and still stands, on the day and as known then."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from mdt_app.domain.careteam import holders
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.payloads import CareHolder
from mdt_app.domain.record import Record

ON = date(2026, 11, 20)


def named(name: str, day: int, hour: int = 9, level: str = "primary") -> Fact:
    """Who holds a level from a day of November on, recorded on that day."""
    return Fact(
        id=f"{name}-{day}-{hour}", patient_id="patient-1", kind=Kind.CARE_HOLDER,
        payload=CareHolder(level=level, name=name), true_from=date(2026, 11, day),
        recorded_at=datetime(2026, 11, day, hour, tzinfo=UTC), recorded_by="owner",
    )  # fmt: skip


def held(*facts: Fact, on: date = ON, known_on: date | None = None) -> dict[str, str]:
    return {level: holder.name for level, holder in holders(Record(facts, on, known_on)).items()}


def test_each_level_has_whoever_was_named_last() -> None:
    assert held(named("Dr A", 2), named("Dr B", 9), named("Prof C", 1, level="secondary")) == {
        "primary": "Dr B",
        "secondary": "Prof C",
    }
    assert held(named("Dr A", 9, hour=11), named("Dr B", 9, hour=10)) == {"primary": "Dr A"}


def test_a_level_that_nobody_holds_is_not_there() -> None:
    ended = replace(named("Dr A", 2), true_to=date(2026, 11, 5))
    assert held(ended) == held(named("Dr B", 25)) == held() == {}


def test_a_holder_taken_back_or_corrected_does_not_come_again() -> None:
    first = named("Dr A", 2)
    corrected = replace(named("Dr B", 3), replaces=first.id)
    assert held(first, corrected) == {"primary": "Dr B"}
    assert held(first, replace(corrected, withdrawn=True)) == {}


def test_what_was_not_known_then_does_not_count_then() -> None:
    assert held(named("Dr A", 2), named("Dr B", 9), known_on=date(2026, 11, 5)) == {"primary": "Dr A"}
