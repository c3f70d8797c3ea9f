"""A board's next session follows from its rhythm, in the board's own time zone, whatever the clocks do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from dateutil.rrule import WEEKLY, rrule

from mdt_app.domain.agenda import OnHoliday, Rhythm, Session
from mdt_app.domain.errors import Refused

SATURDAY = 5
TRIES = 60
"""Holidays in a row after which a rhythm is said to have no session."""


def next_start(rhythm: Rhythm, after: datetime) -> datetime:
    """The first start later than `after` (aware): `weeks` weeks on, on the rhythm's weekday and wall-clock time."""
    return next_session(rhythm, after).starts_at


def next_session(rhythm: Rhythm, after: datetime) -> Session:
    """The next start, and what holidays did on the way to it.

    A session on a public holiday is left out or moved to the next working day, as the rhythm says. The wall-clock time
    holds all year; a time that the clocks leap over is as much later, one that they show twice is the first.
    """
    zone = ZoneInfo(rhythm.zone)
    day = _regular(rhythm, after.astimezone(zone).date())
    met: list[tuple[date, str]] = []
    for _ in range(TRIES):
        name = holiday_on(rhythm.holidays, day)
        if not name:
            return Session(starts_at=_at(rhythm, day, zone), holidays=tuple(met))
        met.append((day, name))
        if rhythm.on_holiday == OnHoliday.NEXT_WORKING_DAY:
            moved = _working_day_after(rhythm.holidays, day)
            return Session(starts_at=_at(rhythm, moved, zone), moved_from=day, holidays=tuple(met))
        day += relativedelta(weeks=rhythm.weeks)
    raise Refused("Every session of this rhythm falls on a public holiday. Choose another weekday.")


def holiday_on(code: str, day: date) -> str:
    """The name of the public holiday of a country or region (ISO 3166, "BE", "DE-BY") on that day, or ""."""
    return _holidays(code, day.year).get(day, "") if code else ""


@lru_cache(maxsize=32)
def _holidays(code: str, year: int) -> Mapping[date, str]:
    # Imported where a board heeds holidays: it costs more than the rest of the calendar.
    import holidays

    country, _, region = code.partition("-")
    try:
        return dict(holidays.country_holidays(country, subdiv=region or None, years=year))
    except NotImplementedError:
        raise Refused(
            f"No public holidays are known for {code}. Write a code such as BE, or DE-BY for a region."
        ) from None


def _regular(rhythm: Rhythm, after: date) -> date:
    """The first day of the rhythm after a day, a whole interval on."""
    first = after + relativedelta(weeks=rhythm.weeks - 1, days=1)
    return rrule(WEEKLY, count=1, dtstart=datetime.combine(first, time()), byweekday=rhythm.weekday)[0].date()


def _working_day_after(code: str, day: date) -> date:
    following = day + timedelta(days=1)
    while following.weekday() >= SATURDAY or holiday_on(code, following):
        following += timedelta(days=1)
    return following


def _at(rhythm: Rhythm, day: date, zone: ZoneInfo) -> datetime:
    hour, minute = (int(part) for part in rhythm.time.split(":"))
    said = datetime.combine(day, time(hour, minute), zone)
    return said.astimezone(UTC).astimezone(zone)
