"""A patient's page is read in one moment: who it is on a day, every fact behind it, and the meetings of the cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mdt_app.domain.accounts import Account
from mdt_app.domain.agenda import Board, Listing, Meeting
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.payloads import Carer
from mdt_app.domain.people import Patient, Person
from mdt_app.domain.record import Record
from mdt_app.domain.requests import Request
from mdt_app.domain.trends import Trends, trends
from mdt_app.operations.acp import Planning, planning
from mdt_app.operations.care import Care, read_care
from mdt_app.operations.case_rows import PatientView
from mdt_app.operations.held import all_as_held
from mdt_app.operations.history import CaseHistory, case_histories
from mdt_app.operations.listings import coming_meetings
from mdt_app.operations.rows import MeetingRow
from mdt_app.operations.views import patient_view
from mdt_app.operations.work import Reader

DIRECTORY_SHOWN = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """A case at one meeting; `meeting` is None for a case that waits. `board` is the case's, `request` what asked for
    a case that waits, None where nobody sent one."""

    number: str
    question: str
    board: str
    meeting: Meeting | None = None
    listing: Listing | None = None
    request: Request | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientPage:
    """One page: `view` on its day, `versions` of the identity's fields, `facts` by id, `names` of the accounts.

    `histories` say what came of each case on each agenda and of what was decided, as known on the day.
    `ahead` are the facts of days to come, the nearest first, on today's page: kept, and not used before their day.
    """

    view: PatientView
    versions: Mapping[str, int]
    facts: Mapping[str, Fact]
    names: Mapping[str, str]
    carers: tuple[Fact, ...]
    cases: tuple[CaseLine, ...]
    histories: tuple[CaseHistory, ...]
    meetings: tuple[MeetingRow, ...]
    people: tuple[Person, ...]
    days: tuple[date, ...]
    ahead: tuple[Fact, ...]
    trends: Trends
    planning: Planning
    care: Care


def read_page(reader: Reader, guidance: Guidance, patient_id: str, on: date, today: date) -> PatientPage:
    """The page on a day. Raises `Missing`."""
    view = patient_view(reader, guidance, patient_id, on)
    facts = reader.facts([patient_id])[patient_id]
    record = Record(facts, on)
    carers = record.carers or ()
    names = {one.user: one.name for one in reader.find(Account)}
    return PatientPage(
        view=view,
        versions=dict(reader.versions(Patient, patient_id)),
        facts={one.id: one for one in facts},
        names=names,
        carers=tuple(one for one in carers if one.kind == Kind.CARER and isinstance(one.payload, Carer)),
        cases=_cases(reader, view, on if on < today else date.max),
        histories=case_histories(reader, patient_id, on if on < today else date.max),
        meetings=coming_meetings(reader, today),
        people=reader.find(Person, order=("family", "given"), limit=DIRECTORY_SHOWN),
        days=tuple(sorted({one.true_from for one in facts if one.true_from <= today})),
        ahead=_ahead(facts, today) if on >= today else (),
        trends=trends(record, guidance),
        planning=planning(reader, guidance, patient_id, record, names),
        care=read_care(reader, guidance, patient_id, record, view.elements),
    )


def _ahead(facts: tuple[Fact, ...], today: date) -> tuple[Fact, ...]:
    return tuple(one for one in Record(facts, date.max).of(*Kind) if one.true_from > today)


def _cases(reader: Reader, view: PatientView, until: date) -> tuple[CaseLine, ...]:
    """Newest meeting first, none after `until`; cases that wait stand on top, on today's page."""
    ids = [listing_id for _, _, listings in view.cases for listing_id in listings]
    listings = {one.id: one for one in reader.find(Listing, id=ids)} if ids else {}
    boards = {one.id: one for one in reader.find(Board)}
    ids = list({one.meeting_id for one in listings.values()})
    meetings = all_as_held(reader, reader.find(Meeting, id=ids), boards)
    requests = {one.id: one for one in reader.find(Request, patient_id=view.patient.id)}
    lines = []
    for case, board, mine in view.cases:
        if not mine:
            asked = requests.get(case.id)
            lines.append(CaseLine(number=case.number, question=case.question, board=board, request=asked))
        for listing_id in mine:
            listing = listings[listing_id]
            meeting = meetings[listing.meeting_id]
            lines.append(
                CaseLine(
                    number=case.number,
                    question=case.question,
                    board=boards[meeting.board_id].name,
                    meeting=meeting,
                    listing=listing,
                )
            )
    waiting = [one for one in lines if one.meeting is None and until == date.max]
    met = [
        (one.meeting.starts_at, one) for one in lines if one.meeting and one.meeting.starts_at.date() <= until
    ]
    return (*waiting, *(one for _, one in sorted(met, key=lambda pair: pair[0], reverse=True)))
