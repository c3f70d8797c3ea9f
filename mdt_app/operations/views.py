"""A case and a patient as a screen or a letter needs them: read in few queries, then computed purely."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from mdt_app.domain import checklist, criteria, prompts
from mdt_app.domain.agenda import Board, Listing, Meeting, MeetingState, Outcome, slots
from mdt_app.domain.attendance import Attendance, Contribution, Presence, quorum
from mdt_app.domain.cases import Case
from mdt_app.domain.decisions import Discussion, Recommendation, Said, is_decided, proposed
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.findings import Surroundings
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.holders import holders
from mdt_app.domain.inviting import Invitation
from mdt_app.domain.payloads import CareHolder
from mdt_app.domain.people import Identifier, Patient, Person
from mdt_app.domain.record import Record
from mdt_app.operations.agenda_view import member_rows
from mdt_app.operations.background import background
from mdt_app.operations.case_rows import AttendanceRow, CaseView, PatientView, RecommendationRow
from mdt_app.operations.directory_numbers import up_to_date
from mdt_app.operations.fields import discussion_of, rewritten
from mdt_app.operations.held import as_held
from mdt_app.operations.read_back import heard
from mdt_app.operations.rows import MemberRow
from mdt_app.operations.surroundings import surroundings_of
from mdt_app.operations.work import Reader


def case_view(reader: Reader, guidance: Guidance, listing_id: str, today: date | None = None) -> CaseView:
    """One case at one meeting, on the day on which it was held, or on `today` while a meeting is open.

    Recommendations count as proposed before they are closed.
    """
    listing = reader.get(Listing, listing_id)
    meeting, board = _meeting_of(reader, listing)
    case = reader.get(Case, listing.case_id)
    patient = reader.get(Patient, listing.patient_id)
    reader.log_read(patient.id, "case")
    recommendations = reader.find(Recommendation, listing_id=listing.id, removed=False, order=("position",))
    facts = up_to_date(reader, reader.facts([patient.id])[patient.id])
    on = _seen_on(meeting, today)
    record = Record((*facts, *_proposals(facts, recommendations, meeting, on)), on)
    discussion = discussion_of(reader, listing)
    attended = reader.find(Attendance, listing_id=listing.id)
    around = surroundings_of(reader, [patient.id])[patient.id]
    return CaseView(
        patient=patient,
        identifiers=tuple(one.value for one in identifiers(reader, patient.id)),
        case=case,
        case_versions=dict(reader.versions(Case, case.id)),
        question_by=rewritten(reader, case.id, "question"),
        listing=listing,
        meeting=meeting,
        board=board,
        slot=_slot(reader, meeting, listing),
        discussion=discussion,
        discussion_versions=dict(reader.versions(Discussion, listing.id)),
        recommendations=tuple(
            RecommendationRow(recommendation=one, versions=dict(reader.versions(Recommendation, one.id)))
            for one in recommendations
        ),
        attendance=_attendance_rows(reader, board.id, listing.id, attended, record),
        quorum=quorum(board.quorum, attended),
        decided=is_decided(reader.note(listing.id, "decision"), recommendations),
        version=reader.case_version(case.id),
        **_texts(reader, listing),
        **_clinical(record, guidance, replace(around, scores_said=discussion.scores_used == Said.SAID)),
    )


def _meeting_of(reader: Reader, listing: Listing) -> tuple[Meeting, Board]:
    """A listing's meeting as it was held, and its board."""
    planned = reader.get(Meeting, listing.meeting_id)
    board = reader.get(Board, planned.board_id)
    return as_held(reader, planned, board), board


def _slot(reader: Reader, meeting: Meeting, listing: Listing) -> tuple[datetime, datetime] | None:
    agenda = reader.find(Listing, meeting_id=meeting.id)
    return slots(agenda, meeting.starts_at, meeting.breaks).get(listing.id)


def _seen_on(meeting: Meeting, today: date | None) -> date:
    """The day on which a meeting was or will be held; today while it is open, or past and not closed yet."""
    day = meeting.starts_at.date()
    if today is None or meeting.state == MeetingState.CLOSED:
        return day
    return today if meeting.state == MeetingState.OPEN else max(day, today)


def _texts(reader: Reader, listing: Listing) -> dict[str, Any]:
    """Both shared texts: as plain text, and as the updates from which a desk builds its own copy; and whether the
    decision was read back as it stands."""
    return {
        "discussion_text": reader.note(listing.id, "discussion"),
        "discussion_updates": reader.note_updates(listing.id, "discussion"),
        "decision_text": reader.note(listing.id, "decision"),
        "decision_updates": reader.note_updates(listing.id, "decision"),
        "heard": heard(reader, (listing,))[listing.id],
    }


def _clinical(record: Record, guidance: Guidance, around: Surroundings) -> dict[str, Any]:
    """Everything that is computed of a patient on a day."""
    return {
        "background": background(record, guidance),
        "elements": checklist.evaluate(record, guidance, around),
        "criteria": criteria.evaluate(record, guidance),
        "prompts": prompts.evaluate(record, guidance, around),
    }


def _proposals(
    facts: tuple[Fact, ...], recommendations: tuple[Recommendation, ...], meeting: Meeting, on: date
) -> tuple[Fact, ...]:
    """What this discussion proposes, as facts of its day, unless closing has recorded them already.

    A meeting that is open before its planned day proposes on the day `on` that is looked at.
    """
    recorded = {one.source_key.rpartition("/")[2] for one in facts if one.kind == Kind.TREATMENT_PROPOSED}
    found = []
    for one in recommendations:
        payload = proposed(one)
        if payload is not None and one.id not in recorded:
            found.append(
                Fact(
                    id=one.id,
                    patient_id=one.patient_id,
                    kind=Kind.TREATMENT_PROPOSED,
                    payload=payload,
                    true_from=min(meeting.starts_at.date(), on),
                    recorded_at=meeting.starts_at,
                    recorded_by="",
                    source="meeting",
                )
            )
    return tuple(found)


def _attendance_rows(
    reader: Reader,
    board_id: str,
    listing_id: str,
    attended: tuple[Attendance, ...],
    record: Record,
) -> tuple[AttendanceRow, ...]:
    """Members of the board, holders of care of this patient, and whoever else was invited to or marked at this case."""
    members = {one.person.id: one for one in member_rows(reader, board_id)}
    invited = reader.find(Invitation, listing_id=listing_id, dropped=False)
    held = {one.person_id: one for one in holders(record).values() if one.person_id}
    marked = {one.person_id: one for one in attended}
    others = [one for one in {*held, *marked, *(one.person_id for one in invited)} if one not in members]
    people = {one.id: one for one in reader.find(Person, id=others)}
    people |= {id: one.person for id, one in members.items()}
    rows = [
        _attendance_row(person, members.get(id), held.get(id), marked.get(id))
        for id, person in people.items()
    ]
    order = {"primary": 0, "secondary": 1, "tertiary": 2}
    return tuple(sorted(rows, key=lambda one: (order.get(one.level, 3), not one.member, one.name)))


def _attendance_row(
    person: Person, member: MemberRow | None, holder: CareHolder | None, marked: Attendance | None
) -> AttendanceRow:
    discipline = member.discipline if member else person.discipline
    level = member.level if member else holder.level if holder else person.level
    return AttendanceRow(
        person_id=person.id,
        name=person.name,
        discipline=marked.discipline if marked and marked.discipline else discipline,
        level=marked.level if marked and marked.level else level,
        member=member is not None,
        presence=marked.presence if marked else Presence.UNKNOWN,
        contribution=marked.contribution if marked else Contribution.NONE,
        contribution_text=marked.contribution_text if marked else "",
        joined_at=marked.joined_at if marked else None,
        left_at=marked.left_at if marked else None,
    )


def identifiers(reader: Reader, patient_id: str) -> tuple[Identifier, ...]:
    """A patient's numbers, the national one first."""
    found = reader.find(Identifier, patient_id=patient_id)
    return tuple(sorted(found, key=lambda one: (not one.system.endswith("ssin"), one.system, one.value)))


def patient_view(
    reader: Reader, guidance: Guidance, patient_id: str, on: date, known_on: date | None = None
) -> PatientView:
    """One patient as on a day, and as known on another. Raises `Missing`."""
    patient = reader.get(Patient, patient_id)
    reader.log_read(patient.id, "patient")
    facts = up_to_date(reader, reader.facts([patient.id])[patient.id], known_on or on)
    record = Record(facts, on, known_on)
    listings = reader.find(Listing, patient_id=patient.id)
    around = surroundings_of(reader, [patient.id], known_on)[patient.id]
    boards = {one.id: one.name for one in reader.find(Board)}
    of_case: dict[str, list[str]] = {one.case_id: [] for one in listings}
    for one in listings:
        if one.outcome != Outcome.WITHDRAWN:
            of_case[one.case_id].append(one.id)
    return PatientView(
        patient=patient,
        identifiers=tuple((one.system, one.value) for one in identifiers(reader, patient.id)),
        on=on,
        cases=tuple(
            (one, boards[one.board_id], tuple(of_case.get(one.id, ())))
            for one in reader.find(Case, patient_id=patient.id, order=("number",))
        ),
        **_clinical(record, guidance, around),
    )
