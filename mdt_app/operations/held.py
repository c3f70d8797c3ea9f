"""A meeting has one day on which it was held, in its board's zone; every view and every fact of it names that one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from mdt_app.domain.agenda import Board, Held, Meeting, MeetingState, Turns, held, may_be_early, zone_of
from mdt_app.operations.work import Reader


def held_meeting(reader: Reader, meeting: Meeting, board: Board, turns: Turns = ()) -> Held:
    """When a meeting was held; `turns` are those of a unit of work that is not committed yet."""
    zone = zone_of(board)
    if turns or may_be_early(meeting, zone):
        return held(meeting, zone, (*_turns(reader, meeting), *turns))
    closed = ((MeetingState.CLOSED, meeting.closed_at),) if meeting.closed_at else ()
    return held(meeting, zone, closed)


def as_held(reader: Reader, meeting: Meeting, board: Board) -> Meeting:
    """A meeting to be shown: it starts when it was held, in the board's own time. It is not to be put back."""
    return replace(meeting, starts_at=held_meeting(reader, meeting, board).at)


def all_as_held(
    reader: Reader, meetings: Iterable[Meeting], boards: Mapping[str, Board] | None = None
) -> dict[str, Meeting]:
    """The same of many, by id; the history is read of those alone whose day it can move."""
    meetings = tuple(meetings)
    if boards is None:
        found = reader.find(Board, id=list({one.board_id for one in meetings}))
        boards = {one.id: one for one in found}
    return {one.id: as_held(reader, one, boards[one.board_id]) for one in meetings}


def _turns(reader: Reader, meeting: Meeting) -> Turns:
    """The states that a meeting took, from its recorded changes."""
    return tuple(
        (MeetingState(field.new), change.at)
        for change in reader.changes(entity_id=meeting.id)
        for field in change.fields
        if field.name == "state" and field.new
    )
