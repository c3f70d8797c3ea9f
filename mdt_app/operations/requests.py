"""A case comes to a board by a request; who records may send one, who prepares the agenda answers it, and each
answer stays in its history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from mdt_app.domain.accounts import Right
from mdt_app.domain.agenda import Board, Listing, Meeting, Outcome
from mdt_app.domain.cases import Case, CaseState
from mdt_app.domain.errors import Refused
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.needs import Need, Wanted
from mdt_app.domain.payloads import PatientWords, Payload, Score
from mdt_app.domain.people import Patient, Person
from mdt_app.domain.plain_text import one_line
from mdt_app.domain.plausible import impossible, life_of
from mdt_app.domain.requests import Request, RequestState, Urgency
from mdt_app.operations.agenda import require_standard
from mdt_app.operations.commands import Command, new_id
from mdt_app.operations.needs import as_said, new_need
from mdt_app.operations.work import Change, OpenWork, Work

LONGEST = 20_000
TAKEN = "_taken_over"
TAKEABLE = frozenset(
    {"question", "knows", "ecog", "imaging", "pathology", "laboratory", "assessment", "preferences"}
)
"""What a request may take over from what an earlier case says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOver:
    """One field that says what an earlier source says: `source` names it ("LUNG-2026-0017"), `day` is its own day."""

    field: str
    source: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SendAgain(Command):
    """Send a returned or withdrawn request again, completed; it says everything anew.

    `knows` and `ecog` become facts of the day it is sent, ECOG of `ecog_on` where that is said; what was taken over as
    it stood is on record already, with its own day, and is not recorded again.
    """

    offline: ClassVar[bool] = False
    case_id: str
    requester: str = ""
    requester_id: str = ""
    question: str = ""
    urgency: int = Urgency.ROUTINE
    wanted_by: date | None = None
    knows: str = ""
    knows_by: str = ""
    ecog: int | None = None
    ecog_on: date | None = None
    wanted: tuple[Wanted, ...] = ()
    taken_over: tuple[TakenOver, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SendRequest(SendAgain):
    """Ask a board to discuss a patient: the same, and of whom. `case_id` is a new id."""

    offline: ClassVar[bool] = False
    patient_id: str
    board_id: str


def send_request(command: SendRequest, open_work: OpenWork) -> tuple[Change, ...]:
    """Raises `Refused` without requester or question, and for a patient whose request to that board is open."""
    with open_work(command) as work:
        work.require(Right.RECORD)
        board, patient = work.get(Board, command.board_id), work.get(Patient, command.patient_id)
        said = _checked(work, command, patient)
        _require_alone(work, board, patient)
        series = f"{board.prefix}-{command.at:%Y}"
        case = Case(
            id=command.case_id,
            patient_id=patient.id,
            case_id=command.case_id,
            board_id=board.id,
            number=f"{series}-{work.next_number(series):04d}",
            question=command.question.strip(),
            asked_by=said.requester,
            asked_on=command.at.date(),
            state=CaseState.REQUESTED,
        )
        work.put(case)
        _keep(
            work,
            command,
            case,
            Request(
                id=case.id,
                case_id=case.id,
                patient_id=patient.id,
                board_id=board.id,
                requester=said.requester,
                requester_id=command.requester_id,
                sent_on=command.at.date(),
                urgency=command.urgency,
                wanted_by=command.wanted_by,
            ),
            said.facts,
        )
        return work.commit()


def send_again(command: SendAgain, open_work: OpenWork) -> tuple[Change, ...]:
    """Raises `Refused` for a request that was neither returned nor withdrawn."""
    with open_work(command) as work:
        work.require(Right.RECORD)
        before = work.get(Request, command.case_id).sent_again(command.at.date())
        case, patient = work.get(Case, command.case_id), work.get(Patient, before.patient_id)
        said = _checked(work, command, patient)
        case = replace(
            case, question=command.question.strip(), asked_by=said.requester, state=CaseState.REQUESTED
        )
        work.put(case)
        request = replace(
            before,
            requester=said.requester,
            requester_id=command.requester_id,
            urgency=command.urgency,
            wanted_by=command.wanted_by,
        )
        _keep(work, command, case, request, said.facts)
        return work.commit()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRequest(Command):
    """The board's answer. Accepted it comes last onto `meeting_id` as `listing_id`, or waits where no meeting is
    named; `triage` is discuss, complex or standard, and `standard` the agreed standard of care that meets it.
    Returned takes `answer`, the question; deferred takes `answer`, the reason, and `until`."""

    offline: ClassVar[bool] = False
    case_id: str
    state: RequestState
    answer: str = ""
    until: date | None = None
    meeting_id: str = ""
    listing_id: str = ""
    triage: str = "discuss"
    standard: str = ""


def answer_request(command: AnswerRequest, open_work: OpenWork) -> tuple[Change, ...]:
    """Raises `Refused` for a request that waits for no answer, an answer without its words, and a closed meeting."""
    with open_work(command) as work:
        work.require(Right.PREPARE)
        request = work.get(Request, command.case_id)
        answered = request.answered(command.state, command.actor, command.at, command.answer, command.until)
        if command.state == RequestState.ACCEPTED:
            _accept(work, command, answered)
        work.put(answered)
        return work.commit()


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawRequest(Command):
    """Take a request back before it is accepted, with a reason."""

    offline: ClassVar[bool] = False
    case_id: str
    reason: str


def withdraw_request(command: WithdrawRequest, open_work: OpenWork) -> tuple[Change, ...]:
    """Raises `Refused` once the board has accepted it."""
    with open_work(command) as work:
        work.require(Right.RECORD)
        work.put(work.get(Request, command.case_id).withdrawn(command.actor, command.at, command.reason))
        work.put(replace(work.get(Case, command.case_id), state=CaseState.WITHDRAWN))
        return work.commit()


def _accept(work: Work, command: AnswerRequest, request: Request) -> None:
    case = work.get(Case, command.case_id)
    if not command.meeting_id:
        if command.standard or command.triage == "standard":
            raise Refused("A case met by a standard of care is listed on a meeting too; choose which.")
        work.put(replace(case, state=CaseState.WAITING))
        return
    work.lock_meeting(command.meeting_id, exclusive=True)
    meeting = work.get(Meeting, command.meeting_id)
    meeting.require_not_closed()
    if meeting.board_id != request.board_id:
        raise Refused("That meeting is another board's; the request was sent to this one.")
    on_agenda = work.find(Listing, meeting_id=meeting.id)
    if any(one.patient_id == case.patient_id and one.outcome != Outcome.WITHDRAWN for one in on_agenda):
        raise Refused(f"{work.get(Patient, case.patient_id).name} is already on this agenda.")
    board = work.get(Board, meeting.board_id)
    by_standard = command.triage == "standard" or bool(command.standard)
    standard = require_standard(board, command.standard) if by_standard else ""
    work.put(replace(case, state=CaseState.OPEN))
    work.put(
        Listing(
            id=command.listing_id or new_id(),
            meeting_id=meeting.id,
            case_id=case.id,
            patient_id=case.patient_id,
            position=len(on_agenda) + 1,
            minutes=board.minutes,
            triage="standard" if by_standard else command.triage,
            outcome=Outcome.STANDARD if by_standard else Outcome.LISTED,
            standard=standard,
            urgency=request.urgency,
        )
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    requester: str
    facts: tuple[Fact, ...]


def _checked(work: Work, command: SendAgain, patient: Patient) -> _Said:
    """What the request says, clean and possible. Raises `Refused`."""
    name = (
        work.get(Person, command.requester_id).name if command.requester_id else one_line(command.requester)
    )
    if not name:
        raise Refused("A request needs the name of whom it comes from.")
    if not command.question.strip():
        raise Refused("Write the one question to the board.")
    if max(len(command.question), len(command.knows)) > LONGEST:
        raise Refused(f"A text of a request has at most {LONGEST} characters.")
    if command.urgency not in tuple(Urgency):
        raise Refused("A request is routine, soon or urgent.")
    if command.wanted_by is not None and command.wanted_by < command.at.date():
        raise Refused(f"{command.wanted_by} has passed; say a day to come.")
    wrong = next((one.field for one in command.taken_over if one.field not in TAKEABLE), "")
    if wrong:
        raise Refused(f'"{wrong[:20]}" cannot be taken over into a request.')
    taken = {one.field for one in command.taken_over}
    facts = tuple(_facts(command, patient, taken))
    known = work.facts([patient.id])[patient.id]
    life = life_of(patient.birth_date, known)
    if impossibility := next((wrong for one in facts if (wrong := impossible(one, life))), ""):
        raise Refused(impossibility)
    return _Said(requester=name, facts=facts)


def _facts(command: SendAgain, patient: Patient, taken: Iterable[str]) -> Iterable[Fact]:
    today = command.at.date()
    if command.knows.strip() and "knows" not in taken:
        words = PatientWords(topic="knows", text=command.knows.strip(), by=command.knows_by.strip())
        yield _fact(command, patient, Kind.PATIENT_WORDS, words, today)
    if command.ecog is not None and "ecog" not in taken:
        day = command.ecog_on or today
        if day > today:
            raise Refused(f"The performance status is of {day}, which lies ahead.")
        yield _fact(command, patient, Kind.ECOG, Score(value=command.ecog), day)


def _fact(command: SendAgain, patient: Patient, kind: Kind, payload: Payload, day: date) -> Fact:
    return Fact(
        id=new_id(),
        patient_id=patient.id,
        case_id=command.case_id,
        kind=kind,
        payload=payload,
        true_from=day,
        at=command.at if day == command.at.date() else None,
        recorded_at=command.at,
        recorded_by=command.actor,
        source="desk",
        source_key=f"{command.id}/{kind}",
    )


def _require_alone(work: Work, board: Board, patient: Patient) -> None:
    asked = work.find(
        Request,
        board_id=board.id,
        patient_id=patient.id,
        state=(RequestState.SENT, RequestState.RETURNED, RequestState.DEFERRED),
    )
    if asked:
        number = work.get(Case, asked[0].case_id).number
        raise Refused(f"{patient.name} is already asked for at {board.name} ({number}, {asked[0].state}).")


def _keep(work: Work, command: SendAgain, case: Case, request: Request, facts: Iterable[Fact]) -> None:
    """The request with its facts and needs; what it took over stands in its history with source and day."""
    work.put(request)
    for fact in facts:
        work.add_fact(fact)
    there = {one.id: one for one in work.find(Need, case_id=case.id)}
    for one in command.wanted:
        work.put(_need(work, case, one, there))
    deeds = {f"{one.field}{TAKEN}": f"{one.source}, {one.day.isoformat()}" for one in command.taken_over}
    if deeds:
        work.record(request, **deeds)


def _need(work: Work, case: Case, one: Wanted, there: Mapping[str, Need]) -> Need:
    before = there.get(one.id) or Need(id=one.id, case_id=case.id, patient_id=case.patient_id, what=one.what)
    return new_need(work, as_said(before, one))
