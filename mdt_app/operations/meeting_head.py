"""The head of a meeting says what it is, whether it may decide, and who is here; it reads no case."""

from __future__ import annotations

from dataclasses import dataclass

from mdt_app.domain.agenda import Board, Listing, Meeting, Membership
from mdt_app.domain.attendance import Attendance, Quorum, quorum
from mdt_app.domain.people import Person
from mdt_app.operations.held import as_held
from mdt_app.operations.listings import decided_ids
from mdt_app.operations.work import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """Who leads a meeting by name, "" where nobody is named; `usual_chair` is who chairs the board."""

    chair: str
    moderator: str
    usual_chair: str


def heads_of(reader: Reader, meeting: Meeting) -> Heads:
    """Read in two queries."""
    seats = reader.find(Membership, board_id=meeting.board_id, chair=True)
    usual = seats[0].person_id if seats else ""
    wanted = sorted({meeting.chair_id, meeting.moderator_id, usual} - {""})
    names = {one.id: one.name for one in reader.find(Person, id=wanted)} if wanted else {}
    return Heads(
        chair=names.get(meeting.chair_id, ""),
        moderator=names.get(meeting.moderator_id, ""),
        usual_chair=names.get(usual, ""),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingHead:
    """`here` are the people present live at any case, with their disciplines, by name; `listings` and `decided` (ids)
    say how far the meeting is."""

    meeting: Meeting
    board: Board
    quorum: Quorum
    here: tuple[tuple[str, str], ...]
    heads: Heads
    listings: tuple[Listing, ...] = ()
    decided: frozenset[str] = frozenset()


def meeting_head(reader: Reader, meeting_id: str) -> MeetingHead:
    """Read in few queries, however long the agenda. Raises `Missing`."""
    meeting = reader.get(Meeting, meeting_id)
    board = reader.get(Board, meeting.board_id)
    listings = reader.find(Listing, meeting_id=meeting.id)
    attended = reader.find(Attendance, listing_id=[one.id for one in listings])
    live = {one.person_id: one for one in attended if one.presence.live}
    people = reader.find(Person, id=list(live), order=("family", "given"))
    return MeetingHead(
        meeting=as_held(reader, meeting, board),
        board=board,
        quorum=quorum(board.quorum, live.values()),
        here=tuple((one.name, live[one.id].discipline) for one in people),
        heads=heads_of(reader, meeting),
        listings=listings,
        decided=frozenset(decided_ids(reader, listings)),
    )
