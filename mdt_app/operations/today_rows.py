"""What waits today, as frozen rows."""

from __future__ import annotations

from dataclasses import dataclass

from mdt_app.domain.cases import Case
from mdt_app.domain.people import Patient
from mdt_app.domain.worklist import Wait, Waits
from mdt_app.operations.rows import LetterRow, MeetingRow


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

    `looking` says that not everybody was looked through yet, so that the lists still grow. `listings` leads from a
    patient on a coming agenda to "meeting id/listing id"; `lacks` counts, per list, the patients of the next meeting;
    `drafts` counts all draft letters, `letters` shows the newest.
    """

    next_meeting: MeetingRow | None
    meetings: tuple[MeetingRow, ...]
    waiting: tuple[tuple[Case, Patient], ...]
    letters: tuple[LetterRow, ...]
    drafts: int
    lists: tuple[WorkList, ...]
    looking: bool
    lacks: dict[Waits, int]
    listings: dict[str, str]
    boards: int
