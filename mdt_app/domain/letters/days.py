"""A day that was set is past only once it lies behind when the letter is written."""

from __future__ import annotations

from datetime import date, datetime

from mdt_app.domain.letters.record import LetterRecord


def is_past(one: LetterRecord, day: date | None) -> bool:
    """Whether a day that was set lies behind when the letter is written.

    On the meeting's own day a decision begins: what was set for it is not over.
    """
    return day is not None and day < one.on and day != met_at(one).date()


def met_at(one: LetterRecord) -> datetime:
    """When the case was talked about, in the board's own time."""
    return one.slot[0] if one.slot else one.meeting_at
