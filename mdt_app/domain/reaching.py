"""Whoever holds care is rung at the number said last, by care team or directory; the other stays in sight."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from mdt_app.domain.facts import Fact
from mdt_app.domain.holders import holder_facts
from mdt_app.domain.payloads import CareHolder
from mdt_app.domain.record import Record

DAY, NIGHT = "phone", "night_phone"
NUMBERS = (DAY, NIGHT)


@dataclass(frozen=True, slots=True)
class Listed:
    """A number in the directory, and when it was written there; None where that is not on record."""

    number: str
    since: datetime | None = None


Directory = Mapping[str, Mapping[str, Listed]]
"""Person id -> "phone" or "night_phone" -> what the directory says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """`said` is what to ring, "" where there is none. `other` is what the other place says otherwise, "" where both
    agree or the other says nothing. `listed` tells that `said` is the directory's; it stands there since `since`."""

    said: str
    other: str = ""
    listed: bool = False
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """How one holder of care is reached by day and at night."""

    day: Number
    night: Number


def number_of(own: str, fact: Fact, listed: Listed | None) -> Number:
    """What to ring of a care team's number and the directory's.

    The care team keeps the number that was known on the day when its holder was named: mostly the directory's own of
    that day. Whatever was written into the directory afterwards is newer and counts, even where it only takes the
    number away: a number that somebody took back is not rung at night. Only where the directory was not touched since
    does a number count that the care team has of its own, as from a file.
    """
    if listed is None or _same(own, listed.number):
        return Number(said=own)
    since = listed.since.date() if listed.since else None
    if not own or _is_later(listed, fact):
        return Number(said=listed.number, other=own, listed=True, since=since)
    return Number(said=own, other=listed.number, since=since)


def _is_later(listed: Listed, fact: Fact) -> bool:
    """Whether the directory was written after the holder was named; what is dated back counts from its own day."""
    if listed.since is None:
        return False
    return listed.since > fact.recorded_at or listed.since.date() > fact.true_from


def _same(one: str, other: str) -> bool:
    return _digits(one) == _digits(other) and bool(_digits(one)) == bool(one.strip() or other.strip())


def _digits(number: str) -> str:
    return "".join(each for each in number if each.isdigit() or each == "+")


def reached(record: Record, directory: Directory) -> dict[str, Reached]:
    """Level -> how its holder is reached."""
    return {
        level: Reached(day=_number(fact, directory, DAY), night=_number(fact, directory, NIGHT))
        for level, fact in holder_facts(record).items()
    }


def brought_up(facts: Iterable[Fact], directory: Directory) -> tuple[Fact, ...]:
    """The facts with each holder at the number to ring, for whatever prints or shows one."""
    return tuple(_brought_up(one, directory) for one in facts)


def _brought_up(fact: Fact, directory: Directory) -> Fact:
    holder = fact.payload
    if not isinstance(holder, CareHolder) or holder.person_id not in directory:
        return fact
    now = replace(
        holder,
        phone=_number(fact, directory, DAY).said,
        night_phone=_number(fact, directory, NIGHT).said,
    )
    return fact if now == holder else replace(fact, payload=now)


def _number(fact: Fact, directory: Directory, field: str) -> Number:
    holder = fact.payload
    assert isinstance(holder, CareHolder)
    return number_of(getattr(holder, field), fact, directory.get(holder.person_id, {}).get(field))
