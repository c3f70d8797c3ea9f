"""What a palliative team asks of a patient first stands in one row, as on a day and as known on another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from mdt_app.domain.accounts import Account
from mdt_app.domain.agenda import Board, Letterhead, Listing, Meeting, MeetingState, Outcome
from mdt_app.domain.careteam import LevelCare
from mdt_app.domain.cases import Case
from mdt_app.domain.decisions import Recommendation
from mdt_app.domain.fact_text import fact_text, number
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.payloads import Assessment
from mdt_app.domain.phase import PhaseState, phase
from mdt_app.domain.record import Record
from mdt_app.domain.states import Evidence
from mdt_app.domain.trends import ECOG_KEY, Group, Level, Series, Trends, trends
from mdt_app.operations.acp import Planning, planning
from mdt_app.operations.care import Care, read_care
from mdt_app.operations.case_rows import PatientView
from mdt_app.operations.closing_facts import SOURCE as FROM_MEETING
from mdt_app.operations.held import all_as_held
from mdt_app.operations.read_in import ReadIn, read_in
from mdt_app.operations.surroundings import known_from
from mdt_app.operations.views import patient_view
from mdt_app.operations.work import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class LastDecision:
    """The newest decision of a board: its words, what was recommended, and its place, "" where it came by file."""

    fact: Fact
    text: str
    board: str = ""
    number: str = ""
    place: str = ""
    recommendations: tuple[Recommendation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NextMeeting:
    """The next meeting at which the patient is spoken of; `starts_at` is the board's time."""

    starts_at: datetime
    board: str
    number: str
    question: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """Somebody to ring: `role` is a care level, "oncology", "carer", "surrogate" or "trusted-person"."""

    role: str
    name: str
    detail: str = ""
    day: str = ""
    night: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PalliativeView:
    """One patient for the palliative team. `known_on` is None where everything recorded since counts.

    `scored` are the dated values behind each series by its key, `history` the entries on each element, newest first,
    `said` the words of patient and family. `days` are those on which something is true, `recorded` those on which
    something was recorded. `read_in` says what is not seen as known then. `ring` is in the order in which to ring.
    """

    page: PatientView
    known_on: date | None
    phase: PhaseState
    planning: Planning
    trends: Trends
    scored: Mapping[str, tuple[Evidence, ...]]
    said: tuple[Fact, ...]
    care: Care
    last_decision: LastDecision | None
    next_meeting: NextMeeting | None
    history: Mapping[str, tuple[Fact, ...]]
    ring: tuple[Ring, ...]
    letterhead: Letterhead
    names: Mapping[str, str]
    days: tuple[date, ...]
    recorded: tuple[date, ...]
    read_in: ReadIn | None = None

    @property
    def on(self) -> date:
        return self.page.on

    @property
    def symptoms(self) -> tuple[Series, ...]:
        """What the patient scored, the most severe first."""
        shown = (Group.SYMPTOM, Group.DISTRESS)
        return tuple(one for one in self.trends.series if one.group in shown)

    @property
    def severe(self) -> tuple[Series, ...]:
        """The symptoms whose newest value is severe."""
        return tuple(
            one for one in self.symptoms if one.level(one.newest.value or 0) is Level.SEVERE and not one.stale
        )


def palliative_view(
    reader: Reader,
    guidance: Guidance,
    patient_id: str,
    on: date,
    known_on: date | None = None,
    today: date | None = None,
) -> PalliativeView:
    """One patient as on a day, and as known on another; `today` bounds the days to turn to. Raises `Missing`."""
    page = patient_view(reader, guidance, patient_id, on, known_on)
    every = reader.facts([patient_id])[patient_id]
    facts = tuple(one for one in every if known_on is None or one.recorded_at.date() <= known_on)
    record = Record(facts, on, known_on)
    names = {one.user: one.name for one in reader.find(Account)}
    plan = planning(reader, guidance, patient_id, record, names)
    found = trends(record, guidance)
    letterhead = _letterhead(reader, page)
    care = read_care(reader, guidance, patient_id, record, page.elements)
    return PalliativeView(
        page=page,
        known_on=known_on,
        phase=phase(record, guidance),
        planning=plan,
        trends=found,
        scored={one.key: _scored(record, one) for one in found.series},
        said=tuple(reversed(record.of(Kind.PATIENT_WORDS))),
        care=care,
        last_decision=_last_decision(reader, record),
        next_meeting=_next_meeting(reader, page, known_on),
        history={one.id: tuple(reversed(record.entries(one.id))) for one in guidance.elements},
        ring=_ring(care, letterhead, plan),
        letterhead=letterhead,
        names=names,
        days=_until(today or on, (one.true_from for one in every)),
        recorded=_until(today or on, (one.recorded_at.date() for one in every)),
        read_in=read_in(reader, patient_id, known_on),
    )


def _until(last: date, days: Iterable[date]) -> tuple[date, ...]:
    return tuple(sorted({day for day in days if day <= last}))


def _scored(record: Record, series: Series) -> tuple[Evidence, ...]:
    """The dated values of a series, newest first, each leading to its fact."""
    if series.key == ECOG_KEY:
        return tuple(_value(one, series, fact_text(one)) for one in reversed(record.of(Kind.ECOG)))
    instrument = series.key.partition("/")[0]
    lines = []
    for fact in reversed(record.of(Kind.ASSESSMENT)):
        if not isinstance(fact.payload, Assessment) or fact.payload.instrument != instrument:
            continue
        if series.item is not None and series.item.code in dict(fact.payload.answers):
            lines.append(_value(fact, series, _answer(fact.payload.score(series.item.code))))
        elif series.item is None and fact.true_from in series.by_day:
            lines.append(_value(fact, series, _answer(series.by_day[fact.true_from].value)))
    return tuple(lines)


def _value(fact: Fact, series: Series, said: str) -> Evidence:
    return Evidence(
        kind=fact.kind,
        date=fact.true_from,
        value=f"{series.label} {said}",
        fact_id=fact.id,
        source=fact.source,
    )


def _answer(value: float | None) -> str:
    return "not answered" if value is None else number(value)


def _last_decision(reader: Reader, record: Record) -> LastDecision | None:
    """The newest decision on record, with the recommendations where a board of this program made it."""
    made = record.of(Kind.DECISION)
    if not made:
        return None
    fact = made[-1]
    found = reader.find(Listing, id=fact.source_key.partition("/")[0]) if fact.source == FROM_MEETING else ()
    if not found:
        return LastDecision(fact=fact, text=fact_text(fact))
    listing = found[0]
    meeting, case = reader.get(Meeting, listing.meeting_id), reader.get(Case, listing.case_id)
    wanted = reader.find(Recommendation, listing_id=listing.id, removed=False, order=("position",))
    return LastDecision(
        fact=fact,
        text=fact_text(fact),
        board=reader.get(Board, meeting.board_id).name,
        number=case.number,
        place=f"{meeting.id}/{listing.id}",
        recommendations=tuple(one for one in wanted if one.what.strip()),
    )


def _next_meeting(reader: Reader, page: PatientView, known_on: date | None) -> NextMeeting | None:
    """The first meeting on or after the page's day that was known of then and is not over."""
    cases = {case.id: case for case, _, _ in page.cases}
    listings = [
        one for one in reader.find(Listing, patient_id=page.patient.id) if one.outcome == Outcome.LISTED
    ]
    meetings = all_as_held(reader, reader.find(Meeting, id=list({one.meeting_id for one in listings})))
    coming = [
        (meetings[one.meeting_id], one)
        for one in listings
        if meetings[one.meeting_id].state != MeetingState.CLOSED
        and meetings[one.meeting_id].starts_at.date() >= page.on
        and known_from(one, cases[one.case_id], meetings[one.meeting_id]) <= (known_on or date.max)
    ]
    if not coming:
        return None
    meeting, listing = min(coming, key=lambda pair: pair[0].starts_at)
    board, case = reader.get(Board, meeting.board_id), cases[listing.case_id]
    return NextMeeting(
        starts_at=meeting.starts_at,
        board=board.name,
        number=case.number,
        question=case.question,
        place=f"{meeting.id}/{listing.id}",
    )


def _letterhead(reader: Reader, page: PatientView) -> Letterhead:
    """The numbers of the board that the newest case was brought to."""
    if not page.cases:
        return Letterhead()
    return reader.get(Board, page.cases[-1][0].board_id).letterhead


def _ring(care: Care, letterhead: Letterhead, plan: Planning) -> tuple[Ring, ...]:
    """The palliative team, the oncologist, the oncology line, the GP, then those who are close."""
    held = {one.id: _held(one) for one in care.team.levels if one.holder is not None}
    known = {number for one in held.values() for number in (one.day, one.night)}
    line = Ring(
        role="oncology",
        name=letterhead.unit or letterhead.hospital,
        detail=letterhead.night_who,
        day=letterhead.doctor_line or letterhead.day_phone,
        night=letterhead.night_phone,
    )
    lines = [line] if {line.day, line.night} - known - {""} else []
    return (
        *(held[one] for one in ("tertiary", "secondary") if one in held),
        *lines,
        *(held[one] for one in ("primary",) if one in held),
        *_close(care, plan),
    )


def _held(one: LevelCare) -> Ring:
    name, organisation = (one.holder.name, one.holder.organisation) if one.holder else ("", "")
    return Ring(role=one.id, name=name, detail=organisation, day=one.day_phone, night=one.night_phone)


def _close(care: Care, plan: Planning) -> Iterator[Ring]:
    """Carers, the representative, the trusted person."""
    for found in care.carers or ():
        if not found.carer.none:
            carer = found.carer
            yield Ring(role="carer", name=carer.name, detail=carer.relation, day=carer.phone)
    for standing in (plan.item("surrogate"), plan.trusted):
        if standing.name:
            yield Ring(role=standing.item, name=standing.name, detail=standing.relation, day=standing.phone)
