"""What planning a meeting starts from: the boards, and the day on which each would meet next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mdt_app.domain.agenda import Board, Meeting
from mdt_app.operations.closing import NextStart
from mdt_app.operations.work import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardNext:
    """A board, and the next start that its rhythm gives after its last meeting; None without a rhythm."""

    board: Board
    next_at: datetime | None


def boards_next(reader: Reader, now: datetime, next_start: NextStart) -> tuple[BoardNext, ...]:
    """Every board by name."""
    found = []
    for board in reader.find(Board, order=("name",)):
        last = max((one.starts_at for one in reader.find(Meeting, board_id=board.id)), default=now)
        next_at = next_start(board.rhythm, max(last, now)) if board.rhythm else None
        found.append(BoardNext(board=board, next_at=next_at))
    return tuple(found)
