"""Each list of a day is one function over all boards; a line says whose it is, what waits and where it is mended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from mdt_app.domain.accounts import Account
from mdt_app.domain.agenda import Listing, MeetingState, Outcome
from mdt_app.domain.cases import Case, CaseState
from mdt_app.domain.day_work import DayWork, day_of
from mdt_app.domain.inviting import Answer, Entry, Invitation
from mdt_app.domain.needs import Need, NeedState
from mdt_app.domain.people import Patient, Person
from mdt_app.domain.requests import Request, RequestState
from mdt_app.operations.actions import Mine, my_actions
from mdt_app.operations.attendance_kept import is_kept
from mdt_app.operations.requests_view import waiting_requests
from mdt_app.operations.rows import MeetingRow
from mdt_app.operations.work import Reader

if TYPE_CHECKING:
    from mdt_app.operations.letter_stages import DeskLine

SHOWN = 200
NOT_THERE = (NeedState.MISSING, NeedState.ASKED, NeedState.AWAITED)
REVIEWED_THEN, SENT_THEN = ("review",), ("mended", "issue", "send", "named", "unnamed")
"""Stages of letters, and who acts next."""

TO_DISCUSS = (CaseState.REQUESTED, CaseState.OPEN, CaseState.WAITING)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRow:
    """One line: `who` it is about, `what` waits, `where` (a board, a case), `day` by or since when, `at` which meeting.

    `place` is where it is mended, and no two lines of a list have the same. `count` and `pressing` count what a list
    counts; a request's `pressing` is its urgency, `stage` a letter's. `written`: what somebody should know was written,
    not sent yet.
    """

    place: tuple[str, str]
    who: str
    patient_id: str = ""
    what: str = ""
    where: str = ""
    day: date | None = None
    at: datetime | None = None
    count: int = 0
    pressing: int = 0
    late: bool = False
    written: bool = False
    stage: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayList:
    """One list: `count` lines are on it, `rows` the first of them."""

    kind: DayWork
    count: int
    rows: tuple[DayRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What the lists are read for: whose day, when, and the meetings around it."""

    account: Account
    now: datetime
    meetings: Sequence[MeetingRow]
    letters: Sequence[DeskLine] = ()

    @property
    def coming(self) -> list[MeetingRow]:
        return [one for one in self.meetings if one.state != MeetingState.CLOSED]


def day_lists(reader: Reader, day: Day) -> tuple[DayList, ...]:
    """The lists of an account's roles that are not empty, in their order."""
    wanted = day_of(day.account.roles)
    found = [(kind, tuple(read(reader, day))) for kind, read in LISTS.items() if kind in wanted]
    return tuple(DayList(kind=kind, count=len(rows), rows=rows[:SHOWN]) for kind, rows in found if rows)


def requests_to_answer(reader: Reader, day: Day) -> Iterable[DayRow]:
    """Requests that a board is to answer, and one's own that came back with a question."""
    for one in waiting_requests(reader, day.account, day.now.date()):
        yield DayRow(
            place=("requests", one.request.case_id),
            who=one.patient.name,
            patient_id=one.patient.id,
            what=one.request.answer if one.request.state == RequestState.RETURNED else one.case.question,
            where=one.board,
            day=one.request.wanted_by or one.request.sent_on,
            pressing=one.request.urgency,
            late=one.request.wanted_by is not None and one.request.wanted_by < day.now.date(),
        )


def actions_of_mine(reader: Reader, day: Day) -> Iterable[DayRow]:
    for one in my_actions(reader, day.account, day.now.date()):
        given = one.recommendation
        yield DayRow(
            place=("actions", one.id),
            who=one.patient,
            patient_id=given.patient_id,
            what=given.what,
            where=one.case_number,
            day=given.due,
            late=one.late,
        )


def cases_of_mine(reader: Reader, day: Day) -> Iterable[DayRow]:
    """Cases that one asked for oneself, at the meetings to come."""
    mine = Mine.of(reader, day.account)
    listings = _listed(reader, day.coming)
    cases = {one.id: one for one in reader.find(Case, id=[one.case_id for one in listings])}
    asked = {one.id: one for one in reader.find(Request, id=list(cases))}
    patients = {one.id: one for one in reader.find(Patient, id=list({one.patient_id for one in listings}))}
    meetings = {one.id: one for one in day.coming}
    for one in sorted(listings, key=lambda each: (meetings[each.meeting_id].starts_at, each.position)):
        case, request = cases[one.case_id], asked.get(one.case_id)
        by_person = request is not None and request.requester_id == mine.person_id != ""
        if by_person or mine.is_called(case.asked_by):
            meeting = meetings[one.meeting_id]
            yield DayRow(
                place=("meeting", f"{meeting.id}/{one.id}"),
                who=patients[one.patient_id].name,
                patient_id=one.patient_id,
                what=case.question,
                where=meeting.board,
                at=one.starts_at or meeting.starts_at,
            )


def meetings_to_prepare(reader: Reader, day: Day) -> Iterable[DayRow]:
    """Coming meetings whose cases still need something; `pressing` counts what would waste the meeting."""
    listings = _listed(reader, day.coming)
    of_case = {one.case_id: one.meeting_id for one in listings}
    needs = [one for one in reader.find(Need, case_id=list(of_case)) if one.open] if of_case else []
    open_in = Counter(of_case[one.case_id] for one in needs)
    blocked = Counter(of_case[one.case_id] for one in needs if one.blocks)
    for one in day.coming:
        if open_in[one.id]:
            yield DayRow(
                place=("meeting", one.id),
                who=one.board,
                at=one.starts_at,
                count=open_in[one.id],
                pressing=blocked[one.id],
            )


def needs_overdue(reader: Reader, day: Day) -> Iterable[DayRow]:
    """Cases still to be discussed for which something was expected by a day that has passed, one line for each."""
    today = day.now.date()
    late = [one for one in reader.find(Need, state=NOT_THERE, removed=False) if one.overdue(today)]
    cases = {
        one.id: one for one in reader.find(Case, id=list({one.case_id for one in late}), state=TO_DISCUSS)
    }
    patients = {
        one.id: one for one in reader.find(Patient, id=list({one.patient_id for one in cases.values()}))
    }
    places = {
        one.case_id: ("meeting", f"{one.meeting_id}/{one.id}/prepare") for one in _listed(reader, day.coming)
    }
    for case in sorted(cases.values(), key=lambda each: min(_days(late, each.id))):
        mine = [one for one in late if one.case_id == case.id]
        other = "requests" if case.state == CaseState.REQUESTED else "patient"
        yield DayRow(
            place=places.get(
                case.id, (other, case.id if other == "requests" else f"{case.patient_id}/{case.id}")
            ),
            who=patients[case.patient_id].name,
            what="; ".join(one.wanted or one.what for one in mine),
            where=", ".join(dict.fromkeys(one.owner for one in mine if one.owner)),
            day=min(_days(mine, case.id)),
            late=True,
        )


def _days(needs: Iterable[Need], case_id: str) -> list[date]:
    return [one.expected for one in needs if one.case_id == case_id and one.expected is not None]


def without_answer(reader: Reader, day: Day) -> Iterable[DayRow]:
    """People for whom times of a coming meeting were told or written, and who answered for none of its cases."""
    listings = {one.id: one for one in _listed(reader, day.coming)}
    rows = reader.find(Invitation, listing_id=list(listings)) if listings else ()
    answered = {
        (listings[one.listing_id].meeting_id, one.person_id) for one in rows if one.answer != Answer.NONE
    }
    meetings = {one.id: one for one in day.coming}
    entries = reader.find(Entry, meeting_id=list(meetings), cancelled=False) if meetings else ()
    silent = [
        one for one in entries if one.sent_at is not None and (one.meeting_id, one.person_id) not in answered
    ]
    people = {one.id: one for one in reader.find(Person, id=list({one.person_id for one in silent}))}
    for one in sorted(silent, key=lambda each: meetings[each.meeting_id].starts_at):
        meeting = meetings[one.meeting_id]
        yield DayRow(
            place=("meeting", f"{meeting.id}//prepare/{one.person_id}"),
            who=people[one.person_id].name,
            what=people[one.person_id].phone,
            where=meeting.board,
            at=meeting.starts_at,
            day=one.sent_at.astimezone(day.now.tzinfo).date() if one.sent_at else None,
            written=one.was_written,
        )


def without_meeting(reader: Reader, day: Day) -> Iterable[DayRow]:
    """Cases that wait because their board has no meeting to put them on."""
    waiting = reader.find(Case, state=CaseState.WAITING, order=("number",), limit=SHOWN)
    patients = {one.id: one for one in reader.find(Patient, id=[one.patient_id for one in waiting])}
    for one in waiting:
        name = patients[one.patient_id].name
        yield DayRow(
            place=("patient", one.patient_id),
            who=name,
            patient_id=one.patient_id,
            what=one.question,
            where=one.number,
        )


def letters_to_review(reader: Reader, day: Day) -> Iterable[DayRow]:
    """Letters that somebody who decides has to read, longest waiting first."""
    return letters_at(day, REVIEWED_THEN)


def letters_to_send(reader: Reader, day: Day) -> Iterable[DayRow]:
    """Letters to be issued or sent, and those that wait for the name of somebody who reads them."""
    return letters_at(day, SENT_THEN)


def letters_at(day: Day, stages: Sequence[str]) -> Iterable[DayRow]:
    """Letters at some stages; `day` is that of the meeting, of late ones the first on which they were late."""
    today = day.now.date()
    for one in day.letters:
        due, late, need = one.due, one.is_late(today), one.need
        if one.stage in stages and (due.has_reader or need is not None):
            yield DayRow(
                place=("letters", one.id),
                who=need.team if need else due.letter.recipient.missing or due.letter.recipient.name,
                what=due.patient.name,
                where=f"{due.case_number} {due.letter.number}",
                day=one.late_on if late else due.held_at.date(),
                late=late,
                stage=one.stage,
            )


def attendance_to_make(reader: Reader, day: Day) -> Iterable[DayRow]:
    """Closed meetings whose attendance list nobody has made since."""
    for one in day.meetings:
        if one.state == MeetingState.CLOSED and one.cases and not is_kept(reader, one.id):
            yield DayRow(
                place=("meeting", f"{one.id}//close"), who=one.board, at=one.starts_at, count=one.cases
            )


LISTS: dict[DayWork, Callable[[Reader, Day], Iterable[DayRow]]] = {
    DayWork.REQUESTS: requests_to_answer,
    DayWork.ACTIONS: actions_of_mine,
    DayWork.NEXT_CASES: cases_of_mine,
    DayWork.PREPARE: meetings_to_prepare,
    DayWork.NEEDS: needs_overdue,
    DayWork.NO_ANSWER: without_answer,
    DayWork.UNPLACED: without_meeting,
    DayWork.REVIEW: letters_to_review,
    DayWork.LETTERS: letters_to_send,
    DayWork.ATTENDANCE: attendance_to_make,
}


def _listed(reader: Reader, meetings: Sequence[MeetingRow]) -> tuple[Listing, ...]:
    ids = [one.id for one in meetings]
    return reader.find(Listing, meeting_id=ids, outcome=Outcome.LISTED, order=("position",)) if ids else ()
