"""What closing a meeting will do, as frozen rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mdt_app.domain.agenda import Board, Meeting
from mdt_app.domain.attendance import Quorum


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingCase:
    """One case in what closing will do. `placed` says that it already stands on another agenda; `standard` names the
    agreed standard of care that meets it."""

    listing_id: str
    patient_id: str
    name: str
    number: str
    placed: bool = False
    standard: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingEvent:
    """One step in a meeting's life: closed or reopened, by whom, when, and the reason given."""

    state: str
    by: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingView:
    """What closing a meeting will do, in numbers with the names behind each.

    `meeting` starts when it was held, `planned_at` is for when it was planned. `next_at` is where undecided cases go,
    None where they wait in the list; `next_is_new` where it has to be made.
    `letters` counts drafts still to be made; `kept_back` are decided cases whose patient wants no letter: its draft
    is given to nobody. `no_gp` are decided cases without a GP on file, `unheard` those not read back to the room.
    """

    meeting: Meeting
    planned_at: datetime
    board: Board
    decided: tuple[ClosingCase, ...]
    talked: tuple[ClosingCase, ...]
    carried: tuple[ClosingCase, ...]
    standard: tuple[ClosingCase, ...]
    withdrawn: tuple[ClosingCase, ...]
    letters: int
    kept_back: tuple[ClosingCase, ...]
    next_at: datetime | None
    next_is_new: bool
    quorum: Quorum
    no_gp: tuple[ClosingCase, ...]
    history: tuple[MeetingEvent, ...]
    unheard: tuple[ClosingCase, ...] = ()
