"""A day is typed as people write it: "20 Oct", "20/10", "+7", "fri" or ISO; nothing is guessed."""

from __future__ import annotations

import re
from datetime import date, timedelta

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
STEPS = {"": 1, "d": 1, "w": 7}
_STEP = re.compile(r"\+\s*(\d{1,3})\s*([dw]?)")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{2}|\d{4}))?")
_WORDS = re.compile(r"(?:[a-z]{2,9}\.?,?\s+)?(\d{1,2})\.?\s*([a-z]{3,9})\.?(?:\s+(\d{2}|\d{4}))?")


def parse_day(text: str, on: date) -> date | None:
    """The day meant by `text`, seen from `on`; None where nothing is written.

    A day without its year is the next one that comes. Raises ValueError for what is no day.
    """
    words = " ".join(text.casefold().split())
    if not words:
        return None
    for read in (_relative, _iso, _numbers, _in_words):
        found = read(words, on)
        if found is not None:
            return found
    raise ValueError(f"{text!r} is not a day")


def _relative(words: str, on: date) -> date | None:
    if words in ("today", "tomorrow"):
        return on + timedelta(days=words == "tomorrow")
    step = _STEP.fullmatch(words)
    if step:
        return on + timedelta(days=int(step[1]) * STEPS[step[2]])
    if words.isalpha() and len(words) >= 2:
        for number, name in enumerate(WEEKDAYS):
            if words[:3] == name:
                return on + timedelta(days=(number - on.weekday() - 1) % 7 + 1)
    return None


def _iso(words: str, on: date) -> date | None:
    found = _ISO.fullmatch(words)
    return date(int(found[1]), int(found[2]), int(found[3])) if found else None


def _numbers(words: str, on: date) -> date | None:
    found = _NUMBERS.fullmatch(words)
    return _dated(int(found[1]), int(found[2]), found[3], on) if found else None


def _in_words(words: str, on: date) -> date | None:
    found = _WORDS.fullmatch(words)
    if not found or found[2][:3] not in MONTHS:
        return None
    return _dated(int(found[1]), MONTHS.index(found[2][:3]) + 1, found[3], on)


def _dated(day: int, month: int, year: str | None, on: date) -> date:
    if year is not None:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    this_year = date(on.year, month, day)
    return this_year if this_year >= on else date(on.year + 1, month, day)
