"""Windows are calendar months, last day included; a moment is after another only where that is known."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, timedelta
from typing import NamedTuple

from mdt_app.domain.facts import Fact

UNIT_DAYS = {"d": 1.0, "wk": 7.0, "mo": 30.4375, "a": 365.25}


class Moment(NamedTuple):
    """A day, and the instant of that day where it is known."""

    day: date
    at: datetime | None = None


def moment(fact: Fact) -> Moment:
    """When the fact became true."""
    return Moment(fact.true_from, None if fact.at is None else _comparable(fact.at))


def after(later: Moment, earlier: Moment) -> bool:
    """Whether `later` is known to come after `earlier`: on a later day, or on the same day with both times known."""
    if later.day != earlier.day:
        return later.day > earlier.day
    return later.at is not None and earlier.at is not None and later.at > earlier.at


def months_after(day: date, months: int) -> date:
    """The last day of a window of so many calendar months from `day` on; the 31st falls back to the month's end."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        return date.max if months > 0 else date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def days_after(day: date, days: int) -> date:
    """The last day of a window of so many days from `day` on; the calendar's own end is the last of all."""
    return day + timedelta(days=min(days, (date.max - day).days))


def last_day(begun: date, numbers: Mapping[str, float]) -> date:
    """The last day of a window that a rule's numbers give in `days` or in calendar `months`."""
    if "days" in numbers:
        return days_after(begun, int(numbers["days"]))
    return months_after(begun, int(numbers["months"]))


def in_days(amount: float, unit: str) -> float | None:
    """A span of time in days, or None where the unit (UCUM d, wk, mo, a) is not one of ours."""
    per_unit = UNIT_DAYS.get(unit)
    return None if per_unit is None else amount * per_unit


def _comparable(instant: datetime) -> datetime:
    return instant if instant.tzinfo is None else instant.astimezone(UTC).replace(tzinfo=None)
