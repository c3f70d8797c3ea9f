"""What the room sees of a case is made anew from what is kept, and the team's own remarks are not in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from mdt_app.domain.acp import Standing
from mdt_app.domain.agenda import Board, Listing, Meeting
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.slipping import Expected, expected
from mdt_app.domain.states import CriterionStatus, Status
from mdt_app.operations.case_rows import CaseView
from mdt_app.operations.held import as_held
from mdt_app.operations.listings import decided_ids
from mdt_app.operations.views import case_view
from mdt_app.operations.work import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One recommendation as the room reads it."""

    what: str
    who: str
    due: date | None
    condition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Projected:
    """One case for the room. `birth_date` is None where it is not recorded, `code` where the code status stands."""

    listing_id: str
    name: str
    birth_date: date | None
    summary: str
    code: Standing
    question: str
    discussion: str
    decision: str
    steps: tuple[Step, ...]
    due: tuple[str, ...]
    overdue: int
    suggested: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A meeting for the room: its board and where it is; `case` is None where none is shown. No case but that one has a
    name here."""

    meeting: Meeting
    board: Board
    listings: tuple[Listing, ...]
    decided: frozenset[str]
    case: Projected | None = None

    def course(self, now: datetime) -> tuple[Expected, ...]:
        """Every case that takes time, as it was or is expected to be."""
        return expected(self.meeting, self.listings, now, self.decided)


def projected_room(reader: Reader, guidance: Guidance, meeting_id: str, listing_id: str, today: date) -> Room:
    """A meeting with one of its cases, "" for none. Raises `Missing`."""
    planned = reader.get(Meeting, meeting_id)
    board = reader.get(Board, planned.board_id)
    listings = reader.find(Listing, meeting_id=meeting_id, order=("position",))
    known = any(one.id == listing_id for one in listings)
    return Room(
        meeting=as_held(reader, planned, board),
        board=board,
        listings=listings,
        decided=frozenset(decided_ids(reader, listings)),
        case=projected(case_view(reader, guidance, listing_id, today), guidance) if known else None,
    )


def projected(view: CaseView, guidance: Guidance) -> Projected:
    """The part of a case that the room sees."""
    due = [one for one in view.elements if one.status == Status.DUE]
    due.sort(key=lambda one: not one.overdue)
    suggested = [one for one in view.criteria if one.state == CriterionStatus.SUGGESTED and one.open]
    return Projected(
        listing_id=view.listing.id,
        name=view.patient.name,
        birth_date=view.patient.birth_date,
        summary=view.background.summary,
        code=view.background.code,
        question=view.case.question,
        discussion=view.discussion_text,
        decision=view.decision_text,
        steps=tuple(
            Step(
                what=one.recommendation.what,
                who=one.recommendation.owner,
                due=one.recommendation.due,
                condition=one.recommendation.condition,
            )
            for one in view.recommendations
            if one.recommendation.what.strip()
        ),
        due=tuple(guidance.element(one.id).name for one in due),
        overdue=sum(one.overdue for one in due),
        suggested=tuple(guidance.criterion(one.id).name for one in suggested),
    )
