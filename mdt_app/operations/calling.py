"""Who is to be called for a case: invited from outside, expected by phone or video, not here yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from mdt_app.domain import criteria
from mdt_app.domain.addresses import phone_number, web_link
from mdt_app.domain.agenda import Board, Listing, Meeting
from mdt_app.domain.attendance import Attendance, Presence
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.holders import holders
from mdt_app.domain.inviting import Answer, Availability
from mdt_app.domain.people import CareLevel, Person
from mdt_app.domain.record import Record
from mdt_app.operations.attendance import calls_without_answer
from mdt_app.operations.directory_numbers import up_to_date
from mdt_app.operations.held import as_held
from mdt_app.operations.invitations_table import table_of
from mdt_app.operations.rows import Invited
from mdt_app.operations.work import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class ToCall:
    """Somebody to be called to a case, how, and what is known of it.

    `person_id` is "" for somebody who is not in the directory, and cannot be marked; `phone` and `link` are "" where
    none is on file; `proposed` is the time that he would rather have. ABSENT is who was called or said to be away;
    `unanswered` when he was called last and did not answer.
    """

    listing_id: str
    person_id: str
    name: str
    level: str
    mode: Presence
    phone: str
    link: str
    why: str
    answer: Answer = Answer.NONE
    proposed: datetime | None = None
    presence: Presence = Presence.UNKNOWN
    unanswered: datetime | None = None


def people_to_call(
    reader: Reader, guidance: Guidance, listing_ids: Sequence[str], today: date
) -> tuple[ToCall, ...]:
    """For each case in the order given. Who declined, writes instead, comes to the room, sits on the board or is here
    already is not called; one whom nobody could name is not in it."""
    return tuple(one for id in listing_ids for one in _of_case(reader, guidance, id, today))


def _of_case(reader: Reader, guidance: Guidance, listing_id: str, today: date) -> tuple[ToCall, ...]:
    case = _Case.of(reader, guidance, listing_id, today)
    ids = [one.person_id for one in case.wanted if one.person_id]
    people = {one.id: one for one in reader.find(Person, id=ids)}
    given = reader.find(Availability, meeting_id=case.meeting.id, person_id=ids)
    free = {one.person_id: one for one in given}
    link = web_link(case.meeting.video_link or case.board.video_link)
    found = []
    for one in case.wanted:
        said, marked = free.get(one.person_id), case.here.get(one.person_id)
        presence, mode = marked.presence if marked else Presence.UNKNOWN, _mode(one, said)
        person = people.get(one.person_id)
        numbers = (
            said.phone if said else "",
            case.held.get(one.person_id or one.person, ""),
            person.phone if person else "",
            case.held.get(one.person, ""),
        )
        if _is_called(one, mode) and not presence.live and presence != Presence.NOT_INVITED:
            found.append(
                ToCall(
                    listing_id=listing_id,
                    person_id=one.person_id,
                    name=one.person,
                    level=one.level,
                    mode=mode,
                    phone=next(filter(None, map(phone_number, numbers)), ""),
                    link=link,
                    why=one.why,
                    answer=one.answer,
                    proposed=one.proposed,
                    presence=presence,
                    unanswered=_unanswered(reader, marked),
                )
            )
    return tuple(found)


def _unanswered(reader: Reader, marked: Attendance | None) -> datetime | None:
    """When somebody who is absent was called last."""
    if marked is None or marked.presence != Presence.ABSENT:
        return None
    return next(reversed(calls_without_answer(reader, marked.id)), None)


@dataclass(frozen=True, slots=True)
class _Case:
    """Whom a case wants from outside, who is marked at it, and the numbers of those who hold its care."""

    meeting: Meeting
    board: Board
    wanted: tuple[Invited, ...]
    here: Mapping[str, Attendance]
    held: Mapping[str, str]

    @classmethod
    def of(cls, reader: Reader, guidance: Guidance, listing_id: str, today: date) -> _Case:
        listing = reader.get(Listing, listing_id)
        planned = reader.get(Meeting, listing.meeting_id)
        board = reader.get(Board, planned.board_id)
        meeting = as_held(reader, planned, board)
        facts = up_to_date(reader, reader.facts([listing.patient_id])[listing.patient_id])
        record = Record(facts, max(today, meeting.starts_at.date()))
        attended = reader.find(Attendance, listing_id=listing.id)
        table = table_of(reader, board, [listing], attended)
        members = {one.person_id for one in table.seats}
        invited = table.invited(listing, record, criteria.evaluate(record, guidance))
        return cls(
            meeting=meeting,
            board=board,
            wanted=tuple(one for one in invited if _may_be_called(one) and one.person_id not in members),
            here={one.person_id: one for one in attended},
            held={
                key: one.phone for one in holders(record).values() for key in (one.name, one.person_id) if key
            },
        )


def _may_be_called(one: Invited) -> bool:
    stays_away = one.answer in (Answer.DECLINES, Answer.WRITES)
    return bool(one.person) and not one.dropped and not stays_away


def _is_called(one: Invited, mode: Presence) -> bool:
    """Who comes by phone or video; of primary care also somebody of whom nobody knows how he comes."""
    unknown = mode == Presence.UNKNOWN and one.level == CareLevel.PRIMARY
    return unknown or mode in (Presence.PHONE, Presence.VIDEO)


def _mode(invited: Invited, free: Availability | None) -> Presence:
    """How he means to come: as he was invited or answered, else as his windows say."""
    windows = [one.mode for one in (free.windows if free else ()) if one.mode.live]
    said = [Presence(one) for one in (invited.mode,) if one in tuple(Presence)]
    return next((one for one in (*said, *windows) if one.live), Presence.UNKNOWN)
