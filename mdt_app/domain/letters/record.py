"""Everything that the letters of one decision are computed from, frozen; nothing else is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from mdt_app.domain.agenda import Board, Listing, Meeting, Membership
from mdt_app.domain.attendance import Attendance
from mdt_app.domain.cases import Case
from mdt_app.domain.decisions import Discussion, Recommendation
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.letters.later import Later
from mdt_app.domain.letters.letter import Letter
from mdt_app.domain.people import Identifier, Patient, Person
from mdt_app.domain.record import Record
from mdt_app.domain.states import CriterionState, ElementState


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterRecord:
    """One patient's case at one meeting, as known on the day of writing `on`.

    `meeting_at` and `slot` are in the board's own time. `recommendations`, `letters` and `attendances` are those of
    this listing. `people` are the directory's by id; `names` gives the person's name behind an account's user name.
    `last_case_on` is the day of the case before this one, `again_on` the one to which a case without a decision is put
    off. `later` is the newest decision after this one, None where this is the newest. `met_criteria` are the criteria
    as they stood on the day of the meeting, None where that is the day of writing.
    """

    on: date
    patient: Patient
    identifiers: tuple[Identifier, ...]
    board: Board
    members: tuple[Membership, ...]
    meeting: Meeting
    meeting_at: datetime
    case: Case
    listing: Listing
    slot: tuple[datetime, datetime] | None
    discussion: Discussion | None
    discussion_text: str
    decision_text: str
    recommendations: tuple[Recommendation, ...]
    attendances: tuple[Attendance, ...]
    people: Mapping[str, Person]
    record: Record
    elements: tuple[ElementState, ...]
    criteria: tuple[CriterionState, ...]
    guidance: Guidance
    letters: tuple[Letter, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    last_case_on: date | None = None
    again_on: date | None = None
    later: Later | None = None
    met_criteria: tuple[CriterionState, ...] | None = None
    demo: bool = False
