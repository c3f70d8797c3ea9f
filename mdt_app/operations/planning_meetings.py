"""A board's next meetings follow from its rhythm; what holidays do to them and whom they clash with is known first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from mdt_app.domain.accounts import Right
from mdt_app.domain.agenda import Board, Meeting, Rhythm, Session
from mdt_app.domain.errors import Refused
from mdt_app.operations.clashes import Clash, clashes
from mdt_app.operations.commands import Command
from mdt_app.operations.work import Change, OpenWork, Reader

MOST = 26
NextSession = Callable[[Rhythm, datetime], Session]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """A session that a rhythm gives, and the meetings at the same time in the same room or with the same people."""

    session: Session
    clashes: tuple[Clash, ...] = ()


def sessions_ahead(
    reader: Reader, board: Board, count: int, now: datetime, next_session: NextSession
) -> tuple[Ahead, ...]:
    """The next sessions after the board's last meeting, at most so many. Raises `Refused` where there is no rhythm."""
    if board.rhythm is None:
        raise Refused(f"{board.name} has no rhythm. Say under Settings, Boards when it meets.")
    at = max((now, *(one.starts_at for one in reader.find(Meeting, board_id=board.id))))
    found = []
    for _ in range(count):
        session = next_session(board.rhythm, at)
        at = session.starts_at
        met = clashes(reader, board.id, at, board.rhythm.minutes, board.place)
        found.append(Ahead(session=session, clashes=met))
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanMeetings(Command):
    """Several meetings of a board, as long as its rhythm says; `meeting_ids` are new, one for each start."""

    offline: ClassVar[bool] = False
    board_id: str
    meeting_ids: tuple[str, ...]
    starts: tuple[datetime, ...]


def plan_meetings(command: PlanMeetings, open_work: OpenWork) -> tuple[Change, ...]:
    """All of them or none. Raises `Refused` for a board without rhythm, and a start at which it meets already."""
    if any(one.tzinfo is None for one in command.starts):
        raise Refused("A meeting's start needs a time zone.")
    if not command.starts or len(command.starts) != len(command.meeting_ids) or len(command.starts) > MOST:
        raise Refused(f"Plan between 1 and {MOST} meetings at once.")
    with open_work(command) as work:
        work.require(Right.PREPARE)
        board = work.get(Board, command.board_id)
        if board.rhythm is None:
            raise Refused(f"{board.name} has no rhythm. Say under Settings, Boards when it meets.")
        for id, starts_at in zip(command.meeting_ids, command.starts, strict=True):
            if work.find(Meeting, board_id=board.id, starts_at=starts_at):
                raise Refused(
                    f"{board.name} already meets on {starts_at:%d-%m-%Y} then. Look at its meetings again."
                )
            work.put(
                Meeting(
                    id=id,
                    board_id=board.id,
                    starts_at=starts_at,
                    minutes=board.rhythm.minutes,
                    place=board.place,
                    video_link=board.video_link,
                )
            )
        return work.commit()
