"""What screens get of requests: frozen rows, already put together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from mdt_app.domain import acp
from mdt_app.domain.agenda import Board
from mdt_app.domain.cases import Case
from mdt_app.domain.facts import Fact
from mdt_app.domain.needs import Need
from mdt_app.domain.people import Patient, Person
from mdt_app.domain.requests import Request
from mdt_app.operations.rows import MeetingRow, Ready

ON_RECORD = "on record"
"""The source of what the patient's own record says, where nobody is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRow:
    """One request in a list. `to_answer` says that its board is asked today, `mine` that who looks sent it."""

    request: Request
    case: Case
    patient: Patient
    board: str
    to_answer: bool
    mine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that happened to a request: `what` is a state, or "edited"; `words` what was written with it."""

    what: str
    by: str
    at: datetime
    words: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """One thing that is on record already and may be taken over: `field` says of which kind, `source` where it
    stands, `day` since when."""

    field: str
    text: str
    source: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestView:
    """One request whole. `knows` and `ecog` are the newest facts of the patient, None where nobody said; `code`
    is where the code status stands; `needs` are of this case; `taken_over` leads from a field to (source, its day).
    `meetings` are its board's to come, `begun` those that run or whose hour has come, and are not closed."""

    row: RequestRow
    board: Board
    knows: Fact | None
    ecog: Fact | None
    code: acp.Standing
    needs: tuple[Need, ...]
    ready: tuple[Ready, ...]
    history: tuple[Step, ...]
    taken_over: Mapping[str, tuple[str, date]]
    earlier: tuple[Earlier, ...]
    meetings: tuple[MeetingRow, ...]
    begun: tuple[MeetingRow, ...] = ()
    listing: str = ""

    @property
    def lacks(self) -> tuple[str, ...]:
        """What a request is to state and this one does not: "knows", "ecog"."""
        return tuple(name for name, fact in (("knows", self.knows), ("ecog", self.ecog)) if fact is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a patient stands on an agenda already: which meeting on which day, with which question."""

    meeting_id: str
    listing_id: str
    day: date
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskingView:
    """What a form for a new request shows: the patient, the boards, whom one may name, what is on record already.

    `open_at` leads from a board's id to the request that is open there, `stands` to the next agenda with the patient.
    """

    patient: Patient
    boards: tuple[Board, ...]
    people: tuple[Person, ...]
    me: Person | None
    ecog: Fact | None
    earlier: tuple[Earlier, ...]
    open_at: Mapping[str, str]
    stands: Mapping[str, Standing]
