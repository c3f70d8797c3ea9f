"""What may be done with boards, meetings and their agendas; closing is one controlled act (see closing.py)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, ClassVar

from mdt_app.domain.accounts import Right
from mdt_app.domain.agenda import (
    Board,
    CallRule,
    Letterhead,
    Listing,
    Meeting,
    Membership,
    Outcome,
    QuorumRule,
    Rhythm,
    moved,
)
from mdt_app.domain.cases import Case, CaseState
from mdt_app.domain.errors import Refused
from mdt_app.domain.letters.letterhead import require_letterhead
from mdt_app.domain.people import Patient, Person
from mdt_app.operations.commands import Command, new_id
from mdt_app.operations.people import name_of
from mdt_app.operations.work import Change, OpenWork, Work


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeBoard(Command):
    offline: ClassVar[bool] = False
    board_id: str
    name: str
    prefix: str
    quorum: tuple[QuorumRule, ...] = ()
    rhythm: Rhythm | None = None
    place: str = ""
    video_link: str = ""
    minutes: int = 6
    letterhead: Letterhead = Letterhead()
    calls: tuple[CallRule, ...] | None = None
    standards: tuple[str, ...] | None = None
    asks: tuple[str, ...] | None = None
    moc: bool | None = None


def make_board(command: MakeBoard, open_work: OpenWork) -> tuple[Change, ...]:
    """A new board, or the same board with new settings. Its prefix begins case numbers and belongs to it alone.

    What is None is not spoken of: a board keeps it, a new one has none of it.
    """
    prefix, name = command.prefix.strip().upper(), name_of(command.name)
    _require_said(name, prefix)
    require_letterhead(command.letterhead)
    spoken_of: dict[str, Any] = {
        key: value
        for key in ("calls", "standards", "asks", "moc")
        if (value := getattr(command, key)) is not None
    }
    with open_work(command) as work:
        work.require(Right.PREPARE)
        if any(one.id != command.board_id for one in work.find(Board, prefix=prefix)):
            raise Refused(f"Another board already uses the prefix {prefix}.")
        there = work.find(Board, id=command.board_id)
        before = (
            there[0]
            if there
            else Board(id=command.board_id, board_id=command.board_id, name=name, prefix=prefix)
        )
        work.put(
            replace(
                before,
                name=name,
                prefix=prefix,
                quorum=command.quorum,
                rhythm=command.rhythm,
                place=command.place,
                video_link=command.video_link,
                minutes=command.minutes,
                letterhead=command.letterhead,
                **spoken_of,
            )
        )
        return work.commit()


def _require_said(name: str, prefix: str) -> None:
    if not name:
        raise Refused("A board needs a name.")
    if not (prefix.isascii() and prefix.isalnum() and 2 <= len(prefix) <= 8):
        raise Refused("The prefix of case numbers is 2 to 8 letters from A to Z or digits, such as LUNG.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatMember(Command):
    offline: ClassVar[bool] = False
    membership_id: str
    board_id: str
    person_id: str
    discipline: str = ""
    level: str = ""
    chair: bool = False


def seat_member(command: SeatMember, open_work: OpenWork) -> tuple[Change, ...]:
    """Give a person of the directory a seat on a board, with discipline and level of the person unless said."""
    with open_work(command) as work:
        work.require(Right.PREPARE)
        board, person = work.get(Board, command.board_id), work.get(Person, command.person_id)
        taken = work.find(Membership, board_id=board.id, person_id=person.id)
        if any(one.id != command.membership_id for one in taken):
            raise Refused(f"{person.name} already has a seat on {board.name}.")
        work.put(
            Membership(
                id=command.membership_id,
                board_id=board.id,
                person_id=person.id,
                discipline=command.discipline or person.discipline,
                level=command.level or person.level,
                chair=command.chair,
            )
        )
        return work.commit()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanMeeting(Command):
    offline: ClassVar[bool] = False
    meeting_id: str
    board_id: str
    starts_at: datetime
    minutes: int = 90
    place: str = ""
    video_link: str = ""


def plan_meeting(command: PlanMeeting, open_work: OpenWork) -> tuple[Change, ...]:
    """A dated session of a board; place and link are the board's unless said."""
    if command.starts_at.tzinfo is None:
        raise Refused("A meeting's start needs a time zone.")
    with open_work(command) as work:
        work.require(Right.PREPARE)
        board = work.get(Board, command.board_id)
        if work.find(Meeting, board_id=board.id, starts_at=command.starts_at):
            raise Refused(f"{board.name} already meets then.")
        work.put(
            Meeting(
                id=command.meeting_id,
                board_id=board.id,
                starts_at=command.starts_at,
                minutes=command.minutes,
                place=command.place or board.place,
                video_link=command.video_link or board.video_link,
            )
        )
        return work.commit()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListCase(Command):
    """Put a patient on a meeting's agenda with one question. `case_id` is a new id, or the case that waits."""

    offline: ClassVar[bool] = False
    listing_id: str
    case_id: str
    meeting_id: str
    patient_id: str
    question: str = ""
    asked_by: str = ""
    triage: str = "discuss"


def list_case(command: ListCase, open_work: OpenWork) -> tuple[Change, ...]:
    """Put a case last on an agenda. Raises `Refused` for a patient who stands on it, and at a closed meeting."""
    with open_work(command) as work:
        work.require(Right.PREPARE)
        work.lock_meeting(command.meeting_id, exclusive=True)  # two desks must not take the same position
        meeting = work.get(Meeting, command.meeting_id)
        meeting.require_not_closed()
        patient = work.get(Patient, command.patient_id)
        on_agenda = work.find(Listing, meeting_id=meeting.id)
        if any(one.patient_id == patient.id and one.outcome != Outcome.WITHDRAWN for one in on_agenda):
            raise Refused(f"{patient.name} is already on this agenda.")
        board = work.get(Board, meeting.board_id)
        case = _case(work, command, board)
        work.put(replace(case, state=CaseState.OPEN))
        work.put(
            Listing(
                id=command.listing_id,
                meeting_id=meeting.id,
                case_id=case.id,
                patient_id=patient.id,
                position=len(on_agenda) + 1,
                minutes=board.minutes,
                triage=command.triage,
            )
        )
        return work.commit()


def _case(work: Work, command: ListCase, board: Board) -> Case:
    known = work.find(Case, id=command.case_id)
    if known:
        if known[0].state == CaseState.DECIDED:
            raise Refused(f"Case {known[0].number} is decided. A new question makes a new case.")
        if known[0].state == CaseState.REQUESTED:
            raise Refused(f"Case {known[0].number} is asked for by a request; answer the request to list it.")
        return replace(known[0], question=command.question or known[0].question)
    series = f"{board.prefix}-{command.at:%Y}"
    return Case(
        id=command.case_id,
        patient_id=command.patient_id,
        case_id=command.case_id,
        board_id=board.id,
        number=f"{series}-{work.next_number(series):04d}",
        question=command.question.strip(),
        asked_by=command.asked_by,
        asked_on=command.at.date(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveListing(Command):
    offline: ClassVar[bool] = False
    listing_id: str
    position: int


def move_listing(command: MoveListing, open_work: OpenWork) -> tuple[Change, ...]:
    """Order by hand: the listing goes to `position` (from 1), the others close up; planned times count no more."""
    with open_work(command) as work:
        work.require(Right.PREPARE)
        meeting_id = work.get(Listing, command.listing_id).meeting_id
    # A unit of its own: positions are read under the lock alone, so that desks move one after the other.
    with open_work(command) as work:
        work.lock_meeting(meeting_id, exclusive=True)
        work.get(Meeting, meeting_id).require_not_closed()
        for one in moved(work.find(Listing, meeting_id=meeting_id), command.listing_id, command.position):
            work.put(one if one.pinned else replace(one, starts_at=None))
        return work.commit()


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleListing(Command):
    """Take a case off the agenda (withdrawn), meet it by an agreed standard of care, or list it again.

    `standard` names which of the board's standards meets it.
    """

    offline: ClassVar[bool] = False
    listing_id: str
    outcome: Outcome
    standard: str = ""


def settle_listing(command: SettleListing, open_work: OpenWork) -> tuple[Change, ...]:
    """Raises `Refused` for an outcome that only closing gives, a standard that is not agreed, and at a closed
    meeting."""
    if command.outcome not in (Outcome.LISTED, Outcome.STANDARD, Outcome.WITHDRAWN, Outcome.DEFERRED):
        raise Refused("A case counts as discussed only when its meeting closes with a decision.")
    with open_work(command) as work:
        work.require(Right.PREPARE)
        listing = work.get(Listing, command.listing_id)
        work.lock_meeting(listing.meeting_id)
        meeting = work.get(Meeting, listing.meeting_id)
        meeting.require_not_closed()
        by_standard = command.outcome == Outcome.STANDARD
        board = work.get(Board, meeting.board_id)
        standard = require_standard(board, command.standard) if by_standard else ""
        work.put(replace(listing, outcome=command.outcome, standard=standard))
        return work.commit()


def require_standard(board: Board, name: str) -> str:
    """The agreed standard of that name. Raises `Refused` for none, and for one that the board has not agreed."""
    known = {one.casefold(): one for one in board.standards}
    if not known:
        raise Refused(f"{board.name} has agreed no standard of care yet. Name them under Settings, Boards.")
    if not name.strip():
        raise Refused("Say which agreed standard of care meets this case.")
    if name.strip().casefold() not in known:
        raise Refused(f'"{name.strip()[:60]}" is no standard that {board.name} has agreed.')
    return known[name.strip().casefold()]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenMeeting(Command):
    offline: ClassVar[bool] = False
    meeting_id: str


def open_meeting(command: OpenMeeting, open_work: OpenWork) -> tuple[Change, ...]:
    """Start a meeting: for those who close it too. Raises `Refused` for a meeting that is closed."""
    with open_work(command) as work:
        work.require(Right.CLOSE)
        work.lock_meeting(command.meeting_id, exclusive=True)
        work.put(work.get(Meeting, command.meeting_id).opened(command.at))
        return work.commit()


def new_listing(case: Case, meeting_id: str, position: int, minutes: int, carried_from: str) -> Listing:
    """A case listed again on a later meeting."""
    return Listing(
        id=new_id(),
        meeting_id=meeting_id,
        case_id=case.id,
        patient_id=case.patient_id,
        position=position,
        minutes=minutes,
        carried_from=carried_from,
    )
