"""A time of day is typed as people write it - "13:12", "1312", "13.12" - and means the day that is looked at."""

from __future__ import annotations

import re
from datetime import datetime, tzinfo

_CLOCK = re.compile(r"(\d{1,2})[:.h ]?(\d{2})")
_BETWEEN = re.compile(r"\s*(?:-|–|—|to|until)\s*")


def parse_clock(text: str, near: datetime, zone: tzinfo) -> datetime | None:
    """The moment meant on the day of `near` in a zone, None where nothing is written. Raises ValueError."""
    words = text.strip().casefold()
    if not words:
        return None
    found = _CLOCK.fullmatch(words)
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        raise ValueError(f"{text.strip()!r} is not a time of day")
    local = near.astimezone(zone)
    return local.replace(hour=int(found[1]), minute=int(found[2]), second=0, microsecond=0)


def parse_span(text: str, near: datetime, zone: tzinfo) -> tuple[datetime | None, datetime | None]:
    """ "13:12-13:40", "13:12-" or "13:12"; (None, None) where nothing is written. Raises ValueError."""
    parts = _BETWEEN.split(text.strip(), maxsplit=1)
    since = parse_clock(parts[0], near, zone)
    return since, parse_clock(parts[1], near, zone) if len(parts) > 1 else None


def said_span(since: datetime | None, until: datetime | None, zone: tzinfo) -> str:
    """ "13:12-13:40", "13:12-" while it goes on, "" for nothing."""
    if since is None and until is None:
        return ""
    first, last = (f"{one.astimezone(zone):%H:%M}" if one else "" for one in (since, until))
    return f"{first}–{last}"
