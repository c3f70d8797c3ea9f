"""When somebody can come is one line that people write as they say it: "13:10-13:30", "until 14:00", "first 30"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from mdt_app.domain.attendance import Presence
from mdt_app.domain.errors import Refused
from mdt_app.domain.windows import Window

EXAMPLES = "13:10-13:30, until 14:00, from 13:30, first 30 or last 30"
_ANY = frozenset({"", "any", "any time", "always", "whole meeting"})
_CLOCK = r"(\d{1,2})(?:[:.h](\d{2})|h)?"
_BETWEEN = re.compile(rf"{_CLOCK}\s*(?:-|–|—|to|till|until)\s*{_CLOCK}")
_UNTIL = re.compile(rf"(?:-|–|—|until|till|to|before)\s*{_CLOCK}")
_FROM = re.compile(rf"(?:from|after|since)\s*{_CLOCK}|{_CLOCK}\s*(?:-|–|—)")
_PART = re.compile(
    r"(first|last)\s+(?:(\d{1,3})|(half(?:\s+an)?\s+hour)|(hour)|(quarter))(?:\s*(?:min|minutes))?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """From when to when a meeting is, aware and in its board's zone: the day that times of day are meant for."""

    since: datetime
    until: datetime

    @classmethod
    def of(cls, starts_at: datetime, minutes: int) -> Hours:
        """Of a meeting so many real minutes long."""
        until = (starts_at.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(starts_at.tzinfo)
        return cls(since=starts_at, until=until)


def windows_from(text: str, hours: Hours, mode: Presence = Presence.UNKNOWN) -> tuple[Window, ...]:
    """The windows that a line says, several parted by a comma, a semicolon or "and"; none for any time.

    Raises `Refused` in a sentence for what is no time, runs backwards or lies outside the meeting.
    """
    line = " ".join(text.casefold().split())
    if line in _ANY:
        return ()
    parts = [part.strip() for part in re.split(r"[,;]|\band\b|\bor\b", line)]
    found = [_window(part, hours, mode) for part in parts if part]
    return tuple(sorted(found, key=lambda one: one.since.astimezone(UTC)))


def windows_text(windows: Iterable[Window], hours: Hours) -> str:
    """The same line back: "13:10-13:30", "until 14:00", "from 13:30"; "" for any time."""
    return ", ".join(_said(one, hours) for one in windows)


def moment_from(text: str, hours: Hours) -> datetime:
    """One time of day of the meeting, aware. Raises `Refused`."""
    found = re.fullmatch(_CLOCK, text.strip().casefold())
    if found is None:
        raise Refused(f"“{text.strip()}” is not a time. Write it as 13:10.")
    return _moment(found.group(1), found.group(2), hours)


def fault_of(window: Window, hours: Hours) -> str:
    """What is wrong with somebody's time at a meeting, in a sentence: backwards, or outside it; "" for nothing."""
    since, until = (at.astimezone(hours.since.tzinfo) for at in (window.since, window.until))
    said = f"{since:%H:%M} to {until:%H:%M}"
    if until.astimezone(UTC) <= since.astimezone(UTC):
        return f"{said} ends before it begins. Correct it."
    if until.astimezone(UTC) <= hours.since.astimezone(UTC) or since.astimezone(
        UTC
    ) >= hours.until.astimezone(UTC):
        return f"{said} lies outside the meeting, which is from {hours.since:%H:%M} to {hours.until:%H:%M}."
    return ""


def _window(part: str, hours: Hours, mode: Presence) -> Window:
    since, until = _ends(part, hours)
    window = Window(since=since, until=until, mode=mode)
    if fault := fault_of(window, hours):
        raise Refused(fault)
    return window


def _ends(part: str, hours: Hours) -> tuple[datetime, datetime]:
    if found := _BETWEEN.fullmatch(part):
        first, second, third, fourth = found.groups()
        return _moment(first, second, hours), _moment(third, fourth, hours)
    if found := _UNTIL.fullmatch(part):
        until = _moment(found.group(1), found.group(2), hours)
        return min(hours.since, until, key=lambda at: at.astimezone(UTC)), until
    if found := _FROM.fullmatch(part):
        hour, minute = (
            (found.group(1), found.group(2)) if found.group(1) else (found.group(3), found.group(4))
        )
        since = _moment(hour, minute, hours)
        return since, max(hours.until, since, key=lambda at: at.astimezone(UTC))
    if found := _PART.fullmatch(part):
        length = timedelta(minutes=_minutes(found))
        if found.group(1) == "first":
            return hours.since, _on(hours.since, length)
        return _on(hours.until, -length), hours.until
    raise Refused(f"“{part}” says no time that can be read. Write {EXAMPLES}.")


def _minutes(found: re.Match[str]) -> int:
    if found.group(2):
        return int(found.group(2))
    return 30 if found.group(3) else 60 if found.group(4) else 15


def _on(at: datetime, by: timedelta) -> datetime:
    """So much real time later, whatever the clocks do."""
    return (at.astimezone(UTC) + by).astimezone(at.tzinfo)


def _moment(hour: str, minute: str | None, hours: Hours) -> datetime:
    """The moment of that time of day which lies in the meeting where one does: after midnight, or the second of an hour
    that the clocks show twice."""
    if int(hour) > 23 or int(minute or 0) > 59:
        raise Refused(f"{hour}:{minute or '00'} is not a time of day.")
    clock = time(int(hour), int(minute or 0))
    meant = [
        datetime.combine(hours.since.date() + timedelta(days=day), clock, hours.since.tzinfo).replace(
            fold=fold
        )
        for day in (0, 1)
        for fold in (0, 1)
    ]
    within = (
        one
        for one in meant
        if hours.since.astimezone(UTC) <= one.astimezone(UTC) <= hours.until.astimezone(UTC)
    )
    return next(within, meant[0])


def _said(window: Window, hours: Hours) -> str:
    since, until = (at.astimezone(hours.since.tzinfo) for at in (window.since, window.until))
    begins = since.astimezone(UTC) <= hours.since.astimezone(UTC)
    if begins and until.astimezone(UTC) >= hours.until.astimezone(UTC):
        return "any time"
    if begins:
        return f"until {until:%H:%M}"
    if until.astimezone(UTC) >= hours.until.astimezone(UTC):
        return f"from {since:%H:%M}"
    return f"{since:%H:%M}-{until:%H:%M}"
