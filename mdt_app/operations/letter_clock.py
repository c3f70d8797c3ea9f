"""The clock from meeting to sending counts what is recorded: what is not out has no time, and is said beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from mdt_app.domain.letters.dispatch import day_at, workdays_between
from mdt_app.operations.dispatching import NEWEST
from mdt_app.operations.letter_stages import WAITING, DeskLine

MEETINGS = 4
"""Of each board so many meetings count, the last ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Of the letters of the last `meetings`: how many are `out` and how many `waiting`; `middle` and `slowest` are
    working days from the meeting to the first sending of those that are out, None where none is."""

    meetings: int
    out: int
    waiting: int
    middle: float | None = None
    slowest: int | None = None


def clock(lines: Sequence[DeskLine], meetings: int = MEETINGS, newest: int = NEWEST) -> Clock:
    """The clock of each board's last meetings. A letter that somebody waits for counts, and one that went out; of a
    list that ends at the `newest` sent ones, only the meetings whose letters are all in it."""
    by_meeting: dict[str, list[DeskLine]] = defaultdict(list)
    for one in lines:
        if one.stage in WAITING or one.due.first_at is not None:
            by_meeting[one.due.meeting_id].append(one)
    whole = whole_since(lines, newest)
    held = [found for found in by_meeting.values() if whole is None or found[0].due.held_at > whole]
    found = [one for some in _last(held, meetings) for one in some]
    took = sorted(days for one in found if (days := took_days(one)) is not None)
    return Clock(
        meetings=len({one.due.meeting_id for one in found}),
        out=len(took),
        waiting=len(found) - len(took),
        middle=median(took) if took else None,
        slowest=took[-1] if took else None,
    )


def took_days(line: DeskLine) -> int | None:
    """Working days from the meeting to the first sending, in the board's own zone; None for one that never went."""
    first = line.due.first_at
    if first is None:
        return None
    return workdays_between(line.due.held_at.date(), day_at(first, line.due.held_at))


def _last(held: Sequence[list[DeskLine]], meetings: int) -> list[list[DeskLine]]:
    """Of each board the last meetings."""
    of_board: dict[str, int] = defaultdict(int)
    found = []
    for lines in sorted(held, key=lambda some: some[0].due.held_at, reverse=True):
        of_board[lines[0].due.board] += 1
        if of_board[lines[0].due.board] <= meetings:
            found.append(lines)
    return found


def whole_since(lines: Sequence[DeskLine], newest: int = NEWEST) -> datetime | None:
    """Since when all issued letters are in a list that holds the `newest` of them; None where none is left out.

    Those among them that still go to somebody are counted, too.
    """
    issued = sorted(at for one in lines if (at := one.due.letter.issued_at) is not None)
    return issued[-newest] if len(issued) >= newest else None
