"""What the screens and papers of one case or one patient get: frozen, already computed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from mdt_app.domain.acp import Standing
from mdt_app.domain.agenda import Board, Listing, Meeting
from mdt_app.domain.attendance import Contribution, Presence, Quorum
from mdt_app.domain.cases import Case
from mdt_app.domain.deciding import Deciding
from mdt_app.domain.decisions import Discussion, Recommendation
from mdt_app.domain.facts import Fact
from mdt_app.domain.payloads import CareHolder, PatientWords
from mdt_app.domain.people import Patient
from mdt_app.domain.referrals import Course
from mdt_app.domain.states import CriterionState, ElementState, PromptState
from mdt_app.operations.fields import Written
from mdt_app.operations.read_back import Heard


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceRow:
    """A person at this case: board member, holder of care, invited, or anyone added. `joined_at` and `left_at` are from
    when to when, where somebody said so."""

    person_id: str
    name: str
    discipline: str
    level: str
    member: bool
    presence: Presence
    contribution: Contribution
    contribution_text: str
    joined_at: datetime | None = None
    left_at: datetime | None = None


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
    `letter` the newest answer to whether the patient wants one, `referral` the newest one to tertiary care."""

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
    referral: Course | None
    letter: Fact | None
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """Everything of one case at one meeting, for the live screen and for its letters.

    `question_by` wrote the question last, where it was written again after it was first asked; `heard` says whether
    the room heard the decision as it stands.
    """

    patient: Patient
    identifiers: tuple[str, ...]
    case: Case
    case_versions: dict[str, int]
    question_by: Written | None
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
    heard: Heard = Heard.NOT_YET


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
