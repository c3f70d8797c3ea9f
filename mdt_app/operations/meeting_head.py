"""The head of a meeting says what it is, whether it may decide, and who is here; it reads no case."""

from __future__ import annotations

from dataclasses import dataclass

from mdt_app.domain.agenda import Board, Listing, Meeting
from mdt_app.domain.attendance import Attendance, Quorum, quorum
from mdt_app.domain.people import Person
from mdt_app.operations.work import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingHead:
    """`here` are the people present live at any case, with their disciplines, by name."""

    meeting: Meeting
    board: Board
    quorum: Quorum
    here: tuple[tuple[str, str], ...]


def meeting_head(reader: Reader, meeting_id: str) -> MeetingHead:
    """Read in four queries, however long the agenda. Raises `Missing`."""
    meeting = reader.get(Meeting, meeting_id)
    board = reader.get(Board, meeting.board_id)
    listings = reader.find(Listing, meeting_id=meeting.id)
    attended = reader.find(Attendance, listing_id=[one.id for one in listings])
    live = {one.person_id: one for one in attended if one.presence.live}
    people = reader.find(Person, id=list(live), order=("family", "given"))
    return MeetingHead(
        meeting=meeting,
        board=board,
        quorum=quorum(board.quorum, live.values()),
        here=tuple((one.name, live[one.id].discipline) for one in people),
    )
