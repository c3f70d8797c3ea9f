"""What waits today, as frozen rows."""

from __future__ import annotations

from dataclasses import dataclass

from mdt_app.domain.handovers import Handover
from mdt_app.domain.worklist import Wait, Waits
from mdt_app.operations.day_lists import DayList
from mdt_app.operations.rows import MeetingRow


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingPatient:
    """A patient on a work list, and what of it concerns him."""

    patient_id: str
    name: str
    waits: tuple[Wait, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkList:
    """One work list over all patients on file: `count` are on it, `rows` the first of them."""

    kind: Waits
    count: int
    rows: tuple[WaitingPatient, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayView:
    """What waits: my next meeting, and work lists with the places where each is mended.

    `day` are the lists of the reader's roles over all boards, `lists` those about every patient on file. `looking`
    says that not everybody was looked through yet, so that these still grow. `listings` leads from a patient on a
    coming agenda to "meeting id/listing id"; `lacks` counts, per list, the patients of the next meeting; `handovers`
    are the open ones of the first patients on their list, by patient.
    """

    next_meeting: MeetingRow | None
    meetings: tuple[MeetingRow, ...]
    day: tuple[DayList, ...]
    handovers: dict[str, tuple[Handover, ...]]
    lists: tuple[WorkList, ...]
    looking: bool
    lacks: dict[Waits, int]
    listings: dict[str, str]
    boards: int
