"""A board's next session follows from its rhythm, in the board's own time zone, whatever the clocks do."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from dateutil.rrule import WEEKLY, rrule

from mdt_app.domain.agenda import Rhythm


def next_start(rhythm: Rhythm, after: datetime) -> datetime:
    """The first start later than `after` (aware): `weeks` weeks on, on the rhythm's weekday and wall-clock time."""
    zone = ZoneInfo(rhythm.zone)
    local = after.astimezone(zone)
    first = local.date() + relativedelta(weeks=rhythm.weeks - 1, days=1)
    hour, minute = (int(part) for part in rhythm.time.split(":"))
    day = rrule(WEEKLY, count=1, dtstart=datetime.combine(first, time()), byweekday=rhythm.weekday)[0]
    return datetime.combine(day.date(), time(hour, minute), zone)
