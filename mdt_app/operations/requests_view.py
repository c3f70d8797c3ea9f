"""Requests as their board answers them and as whom asked follows them; what an earlier case says stands beside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from mdt_app.domain.accounts import Account, Right
from mdt_app.domain.acp import code_status
from mdt_app.domain.agenda import Board, Listing, Meeting, MeetingState, Outcome
from mdt_app.domain.cases import Case
from mdt_app.domain.decisions import Discussion
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.needs import Need
from mdt_app.domain.payloads import PatientWords, Score
from mdt_app.domain.people import Patient, Person
from mdt_app.domain.record import Record
from mdt_app.domain.requests import OPEN, Request, RequestState, in_order
from mdt_app.operations.held import all_as_held
from mdt_app.operations.listings import coming_meetings
from mdt_app.operations.needs import needs_of
from mdt_app.operations.readying import ready_rows
from mdt_app.operations.requests import TAKEN
from mdt_app.operations.requests_rows import (
    ON_RECORD,
    AskingView,
    Earlier,
    RequestRow,
    RequestView,
    Standing,
    Step,
)
from mdt_app.operations.rows import MeetingRow
from mdt_app.operations.work import Change, Reader

SHOWN = 200
LIVING = (*OPEN, RequestState.RETURNED)


def request_rows(reader: Reader, account: Account, on: date, board_id: str = "") -> tuple[RequestRow, ...]:
    """Every request that is not settled, as its board answers them, then the newest of those that are."""
    where: dict[str, Any] = {"board_id": board_id} if board_id else {}
    living = reader.find(Request, state=LIVING, **where)
    settled = reader.find(
        Request, state=(RequestState.ACCEPTED, RequestState.WITHDRAWN), order=("sent_on", "id"), **where
    )
    return _rows(reader, account, on, (*in_order(living), *reversed(settled[-SHOWN:])))


def waiting_requests(reader: Reader, account: Account, on: date) -> tuple[RequestRow, ...]:
    """What waits today: requests to answer, for who may, and returned ones of whom looks."""
    rows = _rows(reader, account, on, in_order(reader.find(Request, state=LIVING)))
    return tuple(
        one
        for one in rows
        if (one.to_answer and account.may(Right.PREPARE))
        or (one.mine and one.request.state == RequestState.RETURNED)
    )


def _rows(reader: Reader, account: Account, on: date, requests: Iterable[Request]) -> tuple[RequestRow, ...]:
    found = tuple(requests)
    cases = {one.id: one for one in reader.find(Case, id=[one.case_id for one in found])} if found else {}
    ids = list({one.patient_id for one in found})
    patients = {one.id: one for one in reader.find(Patient, id=ids)} if ids else {}
    boards = {one.id: one.name for one in reader.find(Board)}
    return tuple(
        RequestRow(
            request=one,
            case=cases[one.case_id],
            patient=patients[one.patient_id],
            board=boards[one.board_id],
            to_answer=one.to_answer(on),
            mine=_is_mine(reader, account, one),
        )
        for one in found
    )


def _is_mine(reader: Reader, account: Account, request: Request) -> bool:
    """Whether it names the account's person, or the account sent it; asked of returned ones alone."""
    if account.person_id and request.requester_id == account.person_id:
        return True
    if request.state != RequestState.RETURNED:
        return False
    senders = [one.actor for one in reader.changes(entity_id=request.id) if one.command.startswith("Send")]
    return account.user in senders[-1:]


def request_view(
    reader: Reader, guidance: Guidance, account: Account, case_id: str, on: date, now: datetime | None = None
) -> RequestView:
    """One request whole, on a day; at `now` (aware) some of that day's meetings have begun. Raises `Missing`."""
    [row] = _rows(reader, account, on, (reader.get(Request, case_id),))
    reader.log_read(row.patient.id, "request")
    record = Record(reader.facts([row.patient.id])[row.patient.id], on)
    board = reader.get(Board, row.request.board_id)
    needs = needs_of(reader, [case_id])[case_id]
    changes = reader.changes(entity_id=case_id)
    listings = [one for one in reader.find(Listing, case_id=case_id) if one.outcome != Outcome.WITHDRAWN]
    coming = [one for one in coming_meetings(reader, on) if one.board_id == board.id]
    begun = tuple(one for one in coming if _has_begun(one, now))
    return RequestView(
        row=row,
        board=board,
        knows=newest_words(record, "knows"),
        ecog=record.ecog(),
        code=code_status(record),
        needs=needs,
        ready=ready_rows(record, guidance, board, needs),
        history=tuple(_history(reader, changes)),
        taken_over=_taken_over(changes),
        earlier=earlier(reader, record, row.patient.id, case_id),
        meetings=tuple(one for one in coming if one not in begun),
        begun=begun,
        listing=f"{listings[-1].meeting_id}/{listings[-1].id}" if listings else "",
    )


def _has_begun(meeting: MeetingRow, now: datetime | None) -> bool:
    return meeting.state == MeetingState.OPEN or (now is not None and meeting.starts_at <= now)


def asking_view(reader: Reader, account: Account, patient_id: str, on: date) -> AskingView:
    """What a new request for a patient starts from. Raises `Missing`."""
    patient = reader.get(Patient, patient_id)
    reader.log_read(patient.id, "request")
    record = Record(reader.facts([patient.id])[patient.id], on)
    people = reader.find(Person, order=("family", "given"))
    asked = reader.find(Request, patient_id=patient.id, state=LIVING)
    return AskingView(
        patient=patient,
        boards=reader.find(Board, order=("name",)),
        people=people,
        me=next((one for one in people if one.id == account.person_id), None),
        ecog=record.ecog(),
        earlier=earlier(reader, record, patient.id),
        open_at={one.board_id: one.case_id for one in asked},
        stands=_stands(reader, patient.id, on),
    )


def _stands(reader: Reader, patient_id: str, on: date) -> dict[str, Standing]:
    """By board, the next meeting that is not closed with the patient on its agenda."""
    listed = {
        one.meeting_id: one
        for one in reader.find(Listing, patient_id=patient_id)
        if one.outcome != Outcome.WITHDRAWN
    }
    cases = {one.id: one for one in reader.find(Case, patient_id=patient_id)}
    found: dict[str, Standing] = {}
    for meeting in coming_meetings(reader, on) if listed else ():
        if meeting.id in listed and meeting.board_id not in found:
            one = listed[meeting.id]
            found[meeting.board_id] = Standing(
                meeting_id=meeting.id,
                listing_id=one.id,
                day=meeting.starts_at.date(),
                question=cases[one.case_id].question,
            )
    return found


def newest_words(record: Record, topic: str) -> Fact | None:
    """The newest words of the patient on a topic, None where nobody wrote any."""
    said = [
        one
        for one in record.of(Kind.PATIENT_WORDS)
        if isinstance(one.payload, PatientWords) and one.payload.topic == topic
    ]
    return said[-1] if said else None


def earlier(reader: Reader, record: Record, patient_id: str, but_not: str = "") -> tuple[Earlier, ...]:
    """What earlier cases of the patient say, the newest first, then what is on record of the patient himself."""
    cases = [one for one in reader.find(Case, patient_id=patient_id) if one.id != but_not]
    cases.sort(key=lambda one: (one.asked_on or date.min, one.number), reverse=True)
    listings = reader.find(Listing, case_id=[one.id for one in cases]) if cases else ()
    meeting_ids = list({one.meeting_id for one in listings})
    meetings = all_as_held(reader, reader.find(Meeting, id=meeting_ids)) if meeting_ids else {}
    days = {one.id: meetings[one.meeting_id].starts_at.date() for one in listings}
    needs = needs_of(reader, [one.id for one in cases])
    found: list[Earlier] = []
    for case in cases:
        mine = sorted((one for one in listings if one.case_id == case.id), key=lambda one: days[one.id])
        found += _of_case(reader, case, tuple((one, days[one.id]) for one in mine), needs[case.id])
    return (*found, *_of_patient(record))


def _of_case(
    reader: Reader, case: Case, listings: tuple[tuple[Listing, date], ...], needs: Iterable[Need]
) -> Iterator[Earlier]:
    asked = case.asked_on or (listings[0][1] if listings else date.min)
    if case.question.strip():
        yield Earlier(field="question", text=case.question.strip(), source=case.number, day=asked)
    for listing, day in reversed(listings):
        decision = reader.note(listing.id, "decision").strip()
        reasons = [one.reasons.strip() for one in reader.find(Discussion, id=listing.id)]
        for field, text in (("decision", decision), ("reasons", next(iter(reasons), ""))):
            if text:
                yield Earlier(field=field, text=text, source=case.number, day=day)
    for one in needs:
        if one.wanted.strip():
            yield Earlier(field=one.what, text=one.wanted.strip(), source=case.number, day=asked)


def _of_patient(record: Record) -> Iterator[Earlier]:
    for topic in ("knows", "wants", "goals", "not-wanted"):
        fact = newest_words(record, topic)
        if fact is not None and isinstance(fact.payload, PatientWords):
            yield Earlier(
                field=topic, text=fact.payload.text, source=fact.payload.by or ON_RECORD, day=fact.true_from
            )
    ecog = record.ecog()
    if ecog is not None and isinstance(ecog.payload, Score):
        yield Earlier(field="ecog", text=str(ecog.payload.value), source=ON_RECORD, day=ecog.true_from)


def _history(reader: Reader, changes: Iterable[Change]) -> Iterator[Step]:
    mine = [one for one in changes if one.entity == "request"]
    names = (
        {one.user: one.name for one in reader.find(Account, user=list({one.actor for one in mine}))}
        if mine
        else {}
    )
    for number, change in enumerate(mine):
        said = {one.name: one.new for one in change.fields}
        state = RequestState.SENT if number == 0 else said.get("state")
        if state is None:
            continue
        until = date.fromisoformat(said["until"]) if said.get("until") else None
        yield Step(
            what=str(state), by=names.get(change.actor, change.actor), at=change.at,
            words=str(said.get("answer") or ""), until=until,
        )  # fmt: skip


def _taken_over(changes: Iterable[Change]) -> dict[str, tuple[str, date]]:
    """What the last sending took over, by field."""
    sendings = [one for one in changes if one.entity == "request" and one.command.startswith("Send")]
    found = {}
    for field in sendings[-1].fields if sendings else ():
        if field.name.endswith(TAKEN) and field.new:
            source, _, day = str(field.new).rpartition(", ")
            found[field.name.removesuffix(TAKEN)] = (source, date.fromisoformat(day))
    return found
