"""What screens and the command line get: frozen rows, already computed, never a stored thing to change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from mdt_app.domain.acp import Standing
from mdt_app.domain.agenda import Board, Listing, Meeting, Outcome
from mdt_app.domain.attendance import Contribution, Presence, Quorum
from mdt_app.domain.cases import Case
from mdt_app.domain.deciding import Deciding
from mdt_app.domain.decisions import Discussion, Recommendation
from mdt_app.domain.facts import Fact
from mdt_app.domain.payloads import CareHolder, PatientWords
from mdt_app.domain.people import Patient, Person
from mdt_app.domain.states import CriterionState, ElementState, PromptState
from mdt_app.domain.worklist import Wait, Waits


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientRow:
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
class AttendanceRow:
    """A person at this case: board member, holder of care, or anyone added. `speaks_for` is the care level held."""

    person_id: str
    name: str
    discipline: str
    level: str
    member: bool
    presence: Presence
    contribution: Contribution
    contribution_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationRow:
    recommendation: Recommendation
    versions: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """One symptom over time: (day, score or None where not answered), oldest first."""

    item: str
    label: str
    points: tuple[tuple[date, float | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A treatment line on the time axis; `until` None while it runs."""

    label: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One dated statement of the timeline or the background, opened down to its fact."""

    day: date
    kind: str
    text: str
    fact_id: str
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """Who the patient is, from facts on a day. `code_status` is the one in force in words, `code` where it stands,
    `letter` the newest answer to whether the patient wants one."""

    diagnosis: str
    stage: str
    ecog: str
    language: str
    code_status: str
    code: Standing
    treatments: tuple[Line, ...]
    medication: tuple[Line, ...]
    allergies: tuple[Line, ...]
    comorbidity: tuple[Line, ...]
    scores: tuple[Line, ...]
    timeline: tuple[Line, ...]
    trends: tuple[Trend, ...]
    spans: tuple[Span, ...]
    progressions: tuple[date, ...]
    holders: dict[str, CareHolder]
    words: tuple[tuple[date, PatientWords], ...]
    sdm: dict[str, date]
    deciding: Deciding
    dead: date | None
    letter: Fact | None
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """Everything of one case at one meeting, for the live screen and for its letters."""

    patient: Patient
    identifiers: tuple[str, ...]
    case: Case
    case_versions: dict[str, int]
    listing: Listing
    meeting: Meeting
    board: Board
    slot: tuple[datetime, datetime] | None
    discussion: Discussion
    discussion_versions: dict[str, int]
    discussion_text: str
    discussion_updates: tuple[bytes, ...]
    decision_text: str
    decision_updates: tuple[bytes, ...]
    recommendations: tuple[RecommendationRow, ...]
    attendance: tuple[AttendanceRow, ...]
    quorum: Quorum
    background: Background
    elements: tuple[ElementState, ...]
    criteria: tuple[CriterionState, ...]
    prompts: tuple[PromptState, ...]
    decided: bool
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientView:
    """One patient page on one day."""

    patient: Patient
    identifiers: tuple[tuple[str, str], ...]
    on: date
    background: Background
    elements: tuple[ElementState, ...]
    criteria: tuple[CriterionState, ...]
    prompts: tuple[PromptState, ...]
    cases: tuple[tuple[Case, str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingCase:
    """One case in what closing will do. `placed` says that it already stands on another agenda."""

    listing_id: str
    patient_id: str
    name: str
    number: str
    placed: bool = False


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

    `next_at` is where undecided cases go, None where they wait in the list; `next_is_new` where it has to be made.
    `letters` counts drafts still to be made; `no_gp` are decided cases without a GP on file.
    """

    meeting: Meeting
    board: Board
    decided: tuple[ClosingCase, ...]
    talked: tuple[ClosingCase, ...]
    carried: tuple[ClosingCase, ...]
    standard: tuple[ClosingCase, ...]
    withdrawn: tuple[ClosingCase, ...]
    letters: int
    next_at: datetime | None
    next_is_new: bool
    quorum: Quorum
    no_gp: tuple[ClosingCase, ...]
    history: tuple[MeetingEvent, ...]


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
