"""What waits for somebody, gathered over all boards; each line leads to the place where it is mended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from mdt_app.domain.accounts import Account
from mdt_app.domain.agenda import Board, Listing, MeetingState, Outcome
from mdt_app.domain.day_work import DayWork, day_of
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.handovers import Handover, handovers
from mdt_app.domain.record import Record
from mdt_app.domain.worklist import Waits
from mdt_app.operations.day_lists import Day, day_lists
from mdt_app.operations.listings import meeting_rows
from mdt_app.operations.rows import MeetingRow
from mdt_app.operations.today_rows import TodayView, WorkList
from mdt_app.operations.work import Reader
from mdt_app.operations.worklists import work_lists

if TYPE_CHECKING:
    from mdt_app.operations.letter_stages import DeskLine

SOON = timedelta(days=14)
RECENT = timedelta(days=14)
OF_LETTERS = frozenset({DayWork.REVIEW, DayWork.LETTERS})
CONFIRMED_HERE = 20
"""Of how many patients the handovers are read, so that each can be confirmed where it waits."""


def today_view(
    reader: Reader, now: datetime, made_by: str, account: Account, guidance: Guidance | None = None
) -> TodayView:
    """The meetings around now, and the work of the account's roles: over all boards, and over every patient on file."""
    near = meeting_rows(reader, since=(now - RECENT).date(), until=(now + SOON).date())
    coming = [one for one in near if one.state != MeetingState.CLOSED]
    listed = reader.find(Listing, meeting_id=[one.id for one in coming], outcome=Outcome.LISTED)
    next_meeting = next((one for one in coming if _is_ahead_or_running(one, now)), None)
    there = {one.patient_id for one in listed if next_meeting and one.meeting_id == next_meeting.id}
    wanted = day_of(account.roles)
    found = work_lists(reader, now.date(), made_by, [one.patient_id for one in listed])
    lists = tuple(one for one in found if one.kind in wanted)
    lacking = reader.waits_of(now.date(), made_by, there)
    letters = _letters(reader, guidance, now.date()) if guidance is not None and wanted & OF_LETTERS else ()
    return TodayView(
        next_meeting=next_meeting,
        meetings=near,
        day=day_lists(reader, Day(account=account, now=now, meetings=near, letters=letters)),
        handovers=_open_handovers(reader, lists, now.date()),
        lists=lists,
        looking=bool(reader.not_looked_through(now.date(), made_by, 1)),
        lacks=Counter(kind for about in lacking.values() for kind in {one.kind for one in about}),
        listings={one.patient_id: f"{one.meeting_id}/{one.id}" for one in listed},
        boards=reader.count(Board),
    )


def _letters(reader: Reader, guidance: Guidance, on: date) -> tuple[DeskLine, ...]:
    """The letters of all boards that are not out; what they stand on is loaded here only."""
    from mdt_app.operations.letter_mended import mended_letters
    from mdt_app.operations.letter_stages import desk_lines, with_named

    mended = mended_letters(reader, guidance).by_id
    return with_named(reader, desk_lines(reader, guidance, newest=0, mended=mended), on)


def _open_handovers(reader: Reader, lists: Sequence[WorkList], on: date) -> dict[str, tuple[Handover, ...]]:
    waiting = [one for found in lists if found.kind is Waits.TRANSITION for one in found.rows]
    ids = [one.patient_id for one in waiting[:CONFIRMED_HERE]]
    facts = reader.facts(ids) if ids else {}
    return {id: tuple(one for one in handovers(Record(facts[id], on)) if one.open) for id in ids}


def _is_ahead_or_running(row: MeetingRow, now: datetime) -> bool:
    """A meeting that runs late stays the one of the day until it is closed."""
    if row.state == MeetingState.OPEN and row.starts_at.date() == now.astimezone(row.starts_at.tzinfo).date():
        return True
    return row.starts_at + timedelta(minutes=row.minutes) >= now
