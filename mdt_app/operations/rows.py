"""What screens and the command line get: frozen rows, already computed, never a stored thing to change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from mdt_app.domain.agenda import Board, Listing, Meeting, Outcome
from mdt_app.domain.attendance import Quorum
from mdt_app.domain.cases import Case
from mdt_app.domain.inviting import Answer
from mdt_app.domain.needs import Need
from mdt_app.domain.people import Patient, Person
from mdt_app.domain.states import Evidence


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
    """One thing a discussion needs, as `readiness.Readiness` says it: `words` say which and from when, `facts` are the
    newest behind it, `owner` sees to it, `expected` by when, `arrived` may be what an open need asks for."""

    what: str
    state: str
    words: str
    facts: tuple[Evidence, ...] = ()
    needs: tuple[Need, ...] = ()
    owner: str = ""
    expected: date | None = None
    arrived: tuple[Evidence, ...] = ()
    blocks: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """Someone whom a case calls to the table: by which facts, how he takes part or means to, and what he answered.

    `person` is "" where nobody holds the level, `person_id` where he is not in the directory. A dropped one is not
    invited; `reason` says why he was added or dropped by hand. `input_text` is what he wrote instead of coming.
    """

    person: str
    person_id: str
    level: str
    mode: str
    why: str
    facts: tuple[tuple[str, date], ...] = ()
    discipline: str = ""
    by_hand: bool = False
    dropped: bool = False
    reason: str = ""
    answer: Answer = Answer.NONE
    answer_text: str = ""
    proposed: datetime | None = None
    answered_at: datetime | None = None
    input_text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingRow:
    """A line of the agenda. `slot` is None where the outcome needs none; `decided` counts before closing too. `dropped`
    are those whom somebody took off its invitations by hand."""

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
    dropped: tuple[Invited, ...] = ()


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
