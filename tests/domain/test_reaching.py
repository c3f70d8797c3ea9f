"""Nobody is rung at a number that somebody changed or took back since: what was said last counts."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.payloads import CareHolder
from mdt_app.domain.reaching import Listed, Number, brought_up, number_of, reached
from mdt_app.domain.record import Record

NAMED = datetime(2026, 10, 1, 9, tzinfo=UTC)
BEFORE, AFTER = datetime(2026, 9, 1, 9, tzinfo=UTC), datetime(2026, 11, 3, 9, tzinfo=UTC)


def fact(phone: str = "0471 11 11 11", since: date = date(2026, 10, 1)) -> Fact:
    holder = CareHolder(level="primary", name="Dr Peeters", person_id="p", phone=phone, night_phone="0471 99")
    return Fact(
        id="f", patient_id="x", kind=Kind.CARE_HOLDER, payload=holder, true_from=since, recorded_at=NAMED,
        recorded_by="anna",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("own", "listed", "counts"),
    [
        ("0471 11", None, Number(said="0471 11")),
        ("0471 11", Listed("0471/11", AFTER), Number(said="0471 11")),
        ("0471 11", Listed("0472 22", AFTER), Number(said="0472 22", other="0471 11", listed=True, since=AFTER.date())),
        ("0471 11", Listed("0472 22", BEFORE), Number(said="0471 11", other="0472 22", since=BEFORE.date())),
        ("0471 11", Listed("0472 22"), Number(said="0471 11", other="0472 22")),
        ("0471 11", Listed("", AFTER), Number(said="", other="0471 11", listed=True, since=AFTER.date())),
        ("0471 11", Listed("", BEFORE), Number(said="0471 11", since=BEFORE.date())),
        ("", Listed("0472 22", BEFORE), Number(said="0472 22", listed=True, since=BEFORE.date())),
        ("ask Wim", Listed("0472 22", AFTER), Number(said="0472 22", other="ask Wim", listed=True, since=AFTER.date())),
    ],
    ids=["not listed", "the same", "changed since", "a newer one of its own", "since when is unknown", "taken back",
         "never listed", "only listed", "words"],
)  # fmt: skip
def test_of_two_numbers_the_one_said_last_counts(own: str, listed: Listed | None, counts: Number) -> None:
    assert number_of(own, fact(own), listed) == counts


def test_a_number_that_a_file_dates_back_counts_from_its_own_day() -> None:
    old = fact(since=date(2026, 1, 1))
    assert number_of("0471 11 11 11", old, Listed("0472 22", BEFORE)).said == "0472 22"


def test_each_level_says_the_number_to_ring_and_the_facts_carry_it() -> None:
    directory = {"p": {"phone": Listed("0472 22 22 22", AFTER), "night_phone": Listed("0471 99")}}
    found = reached(Record((fact(),), AFTER.date()), directory)["primary"]
    assert (found.day.said, found.day.other, found.night) == (
        "0472 22 22 22", "0471 11 11 11", Number(said="0471 99"),
    )  # fmt: skip
    (now,) = brought_up((fact(),), directory)
    assert isinstance(now.payload, CareHolder)
    assert (now.payload.phone, now.payload.night_phone) == ("0472 22 22 22", "0471 99")


def test_whom_the_directory_does_not_know_keeps_his_number() -> None:
    assert brought_up((fact(),), {}) == (fact(),)
