"""A date is taken as it was written where it was said: never moved to another zone, never made more exact."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

_FHIR = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:\d\d)?)?)?)?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Said:
    """A date as written: its first and last possible day, and the instant where a time and a zone are given."""

    first: date
    last: date
    at: datetime | None = None

    @property
    def partial(self) -> bool:
        return self.first != self.last


def said(value: object) -> Said | None:
    """A FHIR date, dateTime or instant; None for anything else, impossible days included."""
    found = _FHIR.fullmatch(value) if isinstance(value, str) else None
    if not found:
        return None
    year, month, day = found[1], found[2], found[3]
    try:
        if month is None:
            return Said(date(int(year), 1, 1), date(int(year), 12, 31))
        if day is None:
            last = calendar.monthrange(int(year), int(month))[1]
            return Said(date(int(year), int(month), 1), date(int(year), int(month), last))
        on = date(int(year), int(month), int(day))
        return Said(on, on, _instant(found))
    except (ValueError, OverflowError):
        return None


def _instant(found: re.Match[str]) -> datetime | None:
    """The moment of a full dateTime; a leap second counts as the second before it."""
    if found[4] is None or found[8] is None:
        return None
    micro = int((found[7] or "0")[:6].ljust(6, "0"))
    clock = (int(found[4]), int(found[5]), min(int(found[6] or 0), 59))
    return datetime(int(found[1]), int(found[2]), int(found[3]), *clock, micro, tzinfo=_zone(found[8]))


def _zone(text: str) -> timezone:
    if text == "Z":
        return UTC
    sign = -1 if text[0] == "-" else 1
    return timezone(sign * timedelta(hours=int(text[1:3]), minutes=int(text[4:6])))
