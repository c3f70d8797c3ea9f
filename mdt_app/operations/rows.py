"""What screens and the command line get: frozen rows, already computed, never a stored thing to change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from mdt_app.domain.agenda import Board, Listing, Meeting, Outcome
from mdt_app.domain.attendance import Quorum
from mdt_app.domain.cases import Case
from mdt_app.domain.people import Patient, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientRow:
    """A patient in a list; `identifiers` are his numbers."""

    id: str
    name: str
    birth_date: date | None
    identifiers: tuple[str, ...]
    sex: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRow:
    """`cases` counts listings that are not withdrawn; `decided` those with a decision."""

    id: str
    board_id: str
    board: str
    starts_at: datetime
    minutes: int
    place: str
    video_link: str
    state: str
    cases: int
    decided: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """One thing a discussion needs: `state` is there, old or missing; `words` say which and from when."""

    what: str
    state: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """Someone whom a case calls to the table: by which fact, and how he answers (live, writes, no answer)."""

    person: str
    person_id: str
    level: str
    mode: str
    why: str
    facts: tuple[tuple[str, date], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingRow:
    """A line of the agenda. `slot` is None where the outcome needs none; `decided` counts before closing too."""

    listing: Listing
    case: Case
    patient: Patient
    number: str
    slot: tuple[datetime, datetime] | None
    outcome: Outcome
    decided: bool
    summary: str
    ready: tuple[Ready, ...]
    invited: tuple[Invited, ...]
    due: int
    overdue: int
    suggested: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow:
    """A seat on a board: who holds it, for which discipline and level of care."""

    person: Person
    discipline: str
    level: str
    chair: bool
    membership_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaView:
    """A meeting with its agenda in order, members and what quorum still lacks (over the whole meeting)."""

    meeting: Meeting
    board: Board
    rows: tuple[ListingRow, ...]
    members: tuple[MemberRow, ...]
    quorum: Quorum


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterRow:
    """A letter in the secretary's list."""

    id: str
    listing_id: str
    case_number: str
    patient_id: str
    patient: str
    level: str
    number: str
    recipient: str
    missing: str
    language: str
    version: int
    state: str
    since: datetime | None
