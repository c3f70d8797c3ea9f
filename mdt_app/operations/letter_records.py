"""The record that all letters of one decision are computed from, read in one moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from mdt_app.domain import checklist, criteria
from mdt_app.domain.accounts import Account
from mdt_app.domain.agenda import Board, Listing, Meeting, Membership, Outcome, slots
from mdt_app.domain.attendance import Attendance
from mdt_app.domain.cases import Case
from mdt_app.domain.decisions import Recommendation
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.holders import holders
from mdt_app.domain.letters.letter import Letter
from mdt_app.domain.letters.record import LetterRecord
from mdt_app.domain.people import Patient, Person
from mdt_app.domain.record import Record
from mdt_app.domain.states import CriterionState
from mdt_app.operations.directory_numbers import up_to_date
from mdt_app.operations.fields import discussion_of
from mdt_app.operations.held import all_as_held, as_held
from mdt_app.operations.later_decisions import later_decision
from mdt_app.operations.surroundings import surroundings_of
from mdt_app.operations.views import identifiers
from mdt_app.operations.work import Reader


def letter_record(
    reader: Reader, guidance: Guidance, listing_id: str, on: date, demo: bool = False
) -> LetterRecord:
    """What the letters of a listing say, as known on the day of writing. Raises `Missing`."""
    reader.log_read(reader.get(Listing, listing_id).patient_id, "letters")
    return unread_record(reader, guidance, listing_id, on, demo)


def unread_record(
    reader: Reader, guidance: Guidance, listing_id: str, on: date, demo: bool = False
) -> LetterRecord:
    """The same record where nobody reads it, only counts what is missing: no look at the patient is logged."""
    listing = reader.get(Listing, listing_id)
    planned = reader.get(Meeting, listing.meeting_id)
    board = reader.get(Board, planned.board_id)
    meeting = as_held(reader, planned, board)
    letters = reader.find(Letter, listing_id=listing.id)
    record = _record(reader, listing, letters, on)
    around = surroundings_of(reader, [listing.patient_id])[listing.patient_id]
    return LetterRecord(
        on=on,
        patient=reader.get(Patient, listing.patient_id),
        identifiers=identifiers(reader, listing.patient_id),
        board=board,
        meeting=meeting,
        meeting_at=meeting.starts_at,
        case=reader.get(Case, listing.case_id),
        listing=listing,
        slot=slots(reader.find(Listing, meeting_id=meeting.id), meeting.starts_at, meeting.breaks).get(
            listing.id
        ),
        discussion=discussion_of(reader, listing),
        discussion_text=reader.note(listing.id, "discussion"),
        decision_text=reader.note(listing.id, "decision"),
        record=record,
        elements=checklist.evaluate(record, guidance, around),
        criteria=criteria.evaluate(record, guidance),
        met_criteria=met_criteria(record, guidance, meeting.starts_at.date()),
        guidance=guidance,
        letters=letters,
        last_case_on=_last_case(reader, listing.patient_id, meeting),
        again_on=_again(reader, listing),
        later=later_decision(reader, listing, meeting, on),
        demo=demo,
        **_named(reader, record, listing, board),
    )


def _record(reader: Reader, listing: Listing, letters: Iterable[Letter], on: date) -> Record:
    """With each holder of care at the number to ring."""
    facts = up_to_date(reader, reader.facts([listing.patient_id])[listing.patient_id])
    return Record(before_issuing(facts, letters), on)


def met_criteria(record: Record, guidance: Guidance, met_on: date) -> tuple[CriterionState, ...] | None:
    """The criteria on the day of the meeting; None where that is the record's own."""
    return criteria.evaluate(replace(record, on=met_on), guidance) if met_on < record.on else None


def before_issuing(facts: Iterable[Fact], letters: Iterable[Letter]) -> tuple[Fact, ...]:
    """What was known when a decision's letters were reviewed: that one of them went out changes none of the others."""
    mine = {one.id for one in letters}
    return tuple(fact for fact in facts if fact.kind is not Kind.LETTER_ISSUED or fact.source_key not in mine)


def _named(reader: Reader, record: Record, listing: Listing, board: Board) -> dict[str, Any]:
    """Who sits, who was there, who does what, and the name behind each of them."""
    members = reader.find(Membership, board_id=board.id)
    attendances = reader.find(Attendance, listing_id=listing.id)
    recommendations = reader.find(Recommendation, listing_id=listing.id, removed=False, order=("position",))
    accounts = reader.find(Account)
    people = _people(reader, record, members, attendances, recommendations, accounts)
    return {
        "members": members,
        "attendances": attendances,
        "recommendations": recommendations,
        "people": people,
        "names": {
            one.user: people[one.person_id].name if one.person_id in people else one.name for one in accounts
        },
    }


def _people(
    reader: Reader,
    record: Record,
    members: Iterable[Membership],
    attendances: Iterable[Attendance],
    recommendations: Iterable[Recommendation],
    accounts: Iterable[Account],
) -> dict[str, Person]:
    """Everyone whom a letter of this record may name, by id."""
    ids = {one.person_id for one in members} | {one.person_id for one in attendances}
    ids |= {one.person_id for one in accounts} | {one.owner_id for one in recommendations}
    ids |= {one.person_id for one in holders(record).values()}
    return {one.id: one for one in reader.find(Person, id=sorted(ids - {""}))}


def _again(reader: Reader, listing: Listing) -> date | None:
    """The day of the meeting to which a case without a decision is put off."""
    if listing.outcome != Outcome.DEFERRED:
        return None
    carried = [
        one for one in reader.find(Listing, carried_from=listing.id) if one.outcome != Outcome.WITHDRAWN
    ]
    meetings = all_as_held(reader, reader.find(Meeting, id=[one.meeting_id for one in carried]))
    return min((one.starts_at.date() for one in meetings.values()), default=None)


def _last_case(reader: Reader, patient_id: str, meeting: Meeting) -> date | None:
    """The day of the patient's decision before this meeting, as it was held."""
    earlier = reader.find(Listing, patient_id=patient_id, outcome=Outcome.DISCUSSED)
    meetings = all_as_held(reader, reader.find(Meeting, id=[one.meeting_id for one in earlier]))
    days = [one.starts_at.date() for one in meetings.values() if one.starts_at < meeting.starts_at]
    return max(days, default=None)
