"""The record that all letters of one decision are computed from, read in one moment."""

from __future__ import annotations

from datetime import date

from mdt_app.domain import checklist, criteria
from mdt_app.domain.accounts import Account
from mdt_app.domain.agenda import Board, Listing, Meeting, Membership, Outcome, slots, zone_of
from mdt_app.domain.attendance import Attendance
from mdt_app.domain.careteam import holders
from mdt_app.domain.cases import Case
from mdt_app.domain.decisions import Recommendation
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.letter_record import LetterRecord
from mdt_app.domain.letters import Letter
from mdt_app.domain.people import Patient, Person
from mdt_app.domain.record import Record
from mdt_app.operations.fields import discussion_of
from mdt_app.operations.surroundings import surroundings_of
from mdt_app.operations.views import identifiers
from mdt_app.operations.work import Reader


def letter_record(
    reader: Reader, guidance: Guidance, listing_id: str, on: date, demo: bool = False
) -> LetterRecord:
    """What the letters of a listing say, as known on the day of writing. Raises `Missing`."""
    listing = reader.get(Listing, listing_id)
    meeting = reader.get(Meeting, listing.meeting_id)
    board = reader.get(Board, meeting.board_id)
    patient = reader.get(Patient, listing.patient_id)
    reader.log_read(patient.id, "letters")
    record = Record(tuple(reader.facts([patient.id]).get(patient.id, ())), on)
    members = reader.find(Membership, board_id=board.id)
    attendances = reader.find(Attendance, listing_id=listing.id)
    recommendations = reader.find(Recommendation, listing_id=listing.id, removed=False, order=("position",))
    accounts = reader.find(Account)
    ids = {one.person_id for one in members} | {one.person_id for one in attendances}
    ids |= {one.person_id for one in accounts}
    ids |= {one.owner_id for one in recommendations}
    ids |= {one.person_id for one in holders(record.facts, on).values()}
    people = {one.id: one for one in reader.find(Person, id=sorted(ids - {""}))}
    zone = zone_of(board)
    taken = slots(reader.find(Listing, meeting_id=meeting.id), meeting.starts_at).get(listing.id)
    return LetterRecord(
        on=on,
        patient=patient,
        identifiers=identifiers(reader, patient.id),
        board=board,
        members=members,
        meeting=meeting,
        meeting_at=meeting.starts_at.astimezone(zone),
        case=reader.get(Case, listing.case_id),
        listing=listing,
        slot=(taken[0].astimezone(zone), taken[1].astimezone(zone)) if taken else None,
        discussion=discussion_of(reader, listing),
        discussion_text=reader.note(listing.id, "discussion"),
        decision_text=reader.note(listing.id, "decision"),
        recommendations=recommendations,
        attendances=attendances,
        people=people,
        record=record,
        elements=checklist.evaluate(record, guidance, surroundings_of(reader, [patient.id])[patient.id]),
        criteria=criteria.evaluate(record, guidance),
        guidance=guidance,
        letters=reader.find(Letter, listing_id=listing.id),
        names={one.user: people[one.person_id].name if one.person_id in people else one.name for one in accounts},
        last_case_on=_last_case(reader, patient.id, meeting),
        demo=demo,
    )


def _last_case(reader: Reader, patient_id: str, meeting: Meeting) -> date | None:
    """The day of the patient's decision before this meeting."""
    earlier = reader.find(Listing, patient_id=patient_id, outcome=Outcome.DISCUSSED)
    meetings = reader.find(Meeting, id=[one.meeting_id for one in earlier])
    days = [one.starts_at.date() for one in meetings if one.starts_at < meeting.starts_at]
    return max(days, default=None)
