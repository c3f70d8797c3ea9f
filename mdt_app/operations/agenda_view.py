"""A meeting's agenda as the screen and the command line need it: read in few queries, then computed purely."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from mdt_app.domain import criteria
from mdt_app.domain.agenda import Board, Held, Listing, Meeting, MeetingState, Membership, slots
from mdt_app.domain.attendance import Attendance, quorum
from mdt_app.domain.cases import Case
from mdt_app.domain.facts import Fact
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.people import Patient, Person
from mdt_app.domain.record import Record
from mdt_app.operations.closing_facts import left_by
from mdt_app.operations.headline import diagnosis_text, ecog_text, stage_line
from mdt_app.operations.held import held_meeting
from mdt_app.operations.invitations_table import Table, table_of
from mdt_app.operations.listings import decided_ids
from mdt_app.operations.needs import needs_of
from mdt_app.operations.readying import ready_rows
from mdt_app.operations.rows import AgendaView, ListingRow, MemberRow, Ready
from mdt_app.operations.work import Reader


def agenda_view(reader: Reader, guidance: Guidance, meeting_id: str) -> AgendaView:
    """A meeting's agenda on its own day; of one that is closed, as known when it closed. Raises `Missing`."""
    planned = reader.get(Meeting, meeting_id)
    board = reader.get(Board, planned.board_id)
    held = held_meeting(reader, planned, board)
    meeting = replace(planned, starts_at=held.at)
    listings = reader.find(Listing, meeting_id=meeting.id, order=("position",))
    patient_ids = list({one.patient_id for one in listings})
    patients = {one.id: one for one in reader.find(Patient, id=patient_ids)}
    cases = {one.id: one for one in reader.find(Case, id=list({one.case_id for one in listings}))}
    facts = reader.facts(patient_ids)
    attended = reader.find(Attendance, listing_id=[one.id for one in listings])
    decided = decided_ids(reader, listings)
    taken = slots(listings, held.at, planned.breaks)
    table = table_of(reader, board, listings, attended)
    needs = needs_of(reader, cases)
    rows = tuple(
        _listing_row(
            guidance,
            one,
            cases[one.case_id],
            patients[one.patient_id],
            record,
            taken.get(one.id),
            one.id in decided,
            table,
            ready_rows(record, guidance, board, needs[one.case_id]),
        )
        for one in listings
        for record in (Record(_known(facts[one.patient_id], one, meeting, held), held.at.date()),)
    )
    return AgendaView(
        meeting=meeting,
        board=board,
        rows=rows,
        members=member_rows(reader, board.id),
        quorum=quorum(board.quorum, {row.person_id: row for row in attended}.values()),
    )


def _known(facts: tuple[Fact, ...], listing: Listing, meeting: Meeting, held: Held) -> tuple[Fact, ...]:
    """The facts that an agenda is computed from: once closed, those that its people had, without what it decided."""
    ended = held.ended
    if meeting.state != MeetingState.CLOSED or ended is None:
        return facts
    return tuple(one for one in facts if one.recorded_at < ended and not left_by(listing, one))


def _listing_row(
    guidance: Guidance,
    listing: Listing,
    case: Case,
    patient: Patient,
    record: Record,
    slot: tuple[datetime, datetime] | None,
    decided: bool,
    table: Table,
    ready: tuple[Ready, ...],
) -> ListingRow:
    invited = table.invited(listing, record, criteria.evaluate(record, guidance))
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
        ready=ready,
        invited=tuple(one for one in invited if not one.dropped),
        dropped=tuple(one for one in invited if one.dropped),
    )


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
