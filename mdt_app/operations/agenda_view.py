"""A meeting's agenda as the screen and the command line need it: read in few queries, then computed purely."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from mdt_app.domain import checklist, criteria
from mdt_app.domain.agenda import Board, Listing, Meeting, Membership, slots, zone_of
from mdt_app.domain.attendance import Attendance, quorum
from mdt_app.domain.cases import Case
from mdt_app.domain.findings import Surroundings
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.holders import holders
from mdt_app.domain.invitations import Call, calls
from mdt_app.domain.people import Patient, Person
from mdt_app.domain.readiness import readiness
from mdt_app.domain.record import Record
from mdt_app.domain.states import CriterionStatus, Status
from mdt_app.operations.headline import diagnosis_text, ecog_text, stage_line
from mdt_app.operations.listings import decided_ids
from mdt_app.operations.rows import AgendaView, Invited, ListingRow, MemberRow, Ready
from mdt_app.operations.surroundings import surroundings_of
from mdt_app.operations.work import Reader


def agenda_view(reader: Reader, guidance: Guidance, meeting_id: str) -> AgendaView:
    """A meeting's agenda on the meeting's own day. Raises `Missing`."""
    meeting = reader.get(Meeting, meeting_id)
    board = reader.get(Board, meeting.board_id)
    listings = reader.find(Listing, meeting_id=meeting.id, order=("position",))
    patient_ids = list({one.patient_id for one in listings})
    patients = {one.id: one for one in reader.find(Patient, id=patient_ids)}
    cases = {one.id: one for one in reader.find(Case, id=list({one.case_id for one in listings}))}
    facts = reader.facts(patient_ids)
    attended = reader.find(Attendance, listing_id=[one.id for one in listings])
    decided = decided_ids(reader, listings)
    starts_at = meeting.starts_at.astimezone(zone_of(board))
    taken = slots(listings, starts_at)
    on = starts_at.date()
    around = surroundings_of(reader, patient_ids)
    rows = tuple(
        _listing_row(
            guidance,
            one,
            cases[one.case_id],
            patients[one.patient_id],
            Record(facts[one.patient_id], on),
            around[one.patient_id],
            taken.get(one.id),
            one.id in decided,
            {row.person_id: row for row in attended if row.listing_id == one.id},
        )
        for one in listings
    )
    return AgendaView(
        meeting=meeting,
        board=board,
        rows=rows,
        members=member_rows(reader, board.id),
        quorum=quorum(board.quorum, {row.person_id: row for row in attended}.values()),
    )


def _listing_row(
    guidance: Guidance,
    listing: Listing,
    case: Case,
    patient: Patient,
    record: Record,
    around: Surroundings,
    slot: tuple[datetime, datetime] | None,
    decided: bool,
    attended: Mapping[str, Attendance],
) -> ListingRow:
    elements = checklist.evaluate(record, guidance, around)
    states = criteria.evaluate(record, guidance)
    due = [one for one in elements if one.status == Status.DUE]
    parts = (diagnosis_text(record), stage_line(record), ecog_text(record))
    return ListingRow(
        listing=listing,
        case=case,
        patient=patient,
        number=case.number,
        slot=slot,
        outcome=listing.outcome,
        decided=decided,
        summary=", ".join(part for part in parts if part),
        ready=tuple(
            Ready(what=one.what, state=one.state, words=one.words) for one in readiness(record, guidance)
        ),
        invited=_invited(calls(record, states, holders(record)), attended),
        due=len(due),
        overdue=sum(one.overdue for one in due),
        suggested=sum(one.state == CriterionStatus.SUGGESTED for one in states),
    )


def _invited(called: Iterable[Call], attended: Mapping[str, Attendance]) -> tuple[Invited, ...]:
    return tuple(
        Invited(
            person=one.name,
            person_id=one.person_id,
            level=one.level,
            mode=_mode(attended.get(one.person_id)),
            why=one.why,
            facts=tuple((kind, date.fromisoformat(day)) for kind, day in one.facts),
        )
        for one in called
    )


def _mode(attendance: Attendance | None) -> str:
    if attendance is None:
        return ""
    return attendance.presence or attendance.contribution


def member_rows(reader: Reader, board_id: str) -> tuple[MemberRow, ...]:
    """A board's seats, the chair first, then by name."""
    seats = reader.find(Membership, board_id=board_id)
    people = {one.id: one for one in reader.find(Person, id=[one.person_id for one in seats])}
    rows = [
        MemberRow(
            person=people[one.person_id],
            discipline=one.discipline,
            level=one.level,
            chair=one.chair,
            membership_id=one.id,
        )
        for one in seats
    ]
    return tuple(sorted(rows, key=lambda one: (not one.chair, one.person.family, one.person.given)))
