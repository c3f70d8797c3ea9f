"""A case and a patient as a screen or a letter needs them: read in few queries, then computed purely."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from mdt_app.domain import checklist, criteria, prompts
from mdt_app.domain.agenda import Board, Listing, Meeting, MeetingState, Outcome, slots, zone_of
from mdt_app.domain.attendance import Attendance, Contribution, Presence, quorum
from mdt_app.domain.cases import Case
from mdt_app.domain.decisions import Discussion, Recommendation, Said, is_decided, proposed
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.findings import Surroundings
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.holders import holders
from mdt_app.domain.payloads import CareHolder
from mdt_app.domain.people import Identifier, Patient, Person
from mdt_app.domain.record import Record
from mdt_app.operations.agenda_view import member_rows
from mdt_app.operations.background import background
from mdt_app.operations.case_rows import AttendanceRow, CaseView, PatientView, RecommendationRow
from mdt_app.operations.fields import discussion_of
from mdt_app.operations.rows import MemberRow
from mdt_app.operations.surroundings import surroundings_of
from mdt_app.operations.work import Reader


def case_view(reader: Reader, guidance: Guidance, listing_id: str, today: date | None = None) -> CaseView:
    """One case at one meeting, on the meeting's day, or on `today` while a past meeting is still open.

    Recommendations count as proposed before they are closed.
    """
    listing = reader.get(Listing, listing_id)
    meeting = reader.get(Meeting, listing.meeting_id)
    board = reader.get(Board, meeting.board_id)
    case = reader.get(Case, listing.case_id)
    patient = reader.get(Patient, listing.patient_id)
    reader.log_read(patient.id, "case")
    recommendations = reader.find(Recommendation, listing_id=listing.id, removed=False, order=("position",))
    facts = reader.facts([patient.id])[patient.id]
    record = Record((*facts, *_proposals(facts, recommendations, meeting)), _seen_on(meeting, board, today))
    discussion = discussion_of(reader, listing)
    attended = reader.find(Attendance, listing_id=listing.id)
    around = surroundings_of(reader, [patient.id])[patient.id]
    return CaseView(
        patient=patient,
        identifiers=tuple(one.value for one in identifiers(reader, patient.id)),
        case=case,
        case_versions=dict(reader.versions(Case, case.id)),
        listing=listing,
        meeting=meeting,
        board=board,
        slot=slots(reader.find(Listing, meeting_id=meeting.id), meeting.starts_at).get(listing.id),
        discussion=discussion,
        discussion_versions=dict(reader.versions(Discussion, listing.id)),
        recommendations=tuple(
            RecommendationRow(recommendation=one, versions=dict(reader.versions(Recommendation, one.id)))
            for one in recommendations
        ),
        attendance=_attendance_rows(reader, board.id, attended, record),
        quorum=quorum(board.quorum, attended),
        decided=is_decided(reader.note(listing.id, "decision"), recommendations),
        version=reader.case_version(case.id),
        **_texts(reader, listing.id),
        **_clinical(record, guidance, replace(around, scores_said=discussion.scores_used == Said.SAID)),
    )


def _seen_on(meeting: Meeting, board: Board, today: date | None) -> date:
    """The meeting's day where its board meets, or today where a past meeting is not closed yet."""
    day = meeting.starts_at.astimezone(zone_of(board)).date()
    return day if today is None or meeting.state == MeetingState.CLOSED else max(day, today)


def _texts(reader: Reader, listing_id: str) -> dict[str, Any]:
    """Both shared texts: as plain text, and as the updates from which a desk builds its own copy."""
    return {
        "discussion_text": reader.note(listing_id, "discussion"),
        "discussion_updates": reader.note_updates(listing_id, "discussion"),
        "decision_text": reader.note(listing_id, "decision"),
        "decision_updates": reader.note_updates(listing_id, "decision"),
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
    facts: tuple[Fact, ...], recommendations: tuple[Recommendation, ...], meeting: Meeting
) -> tuple[Fact, ...]:
    """What this discussion proposes, as facts of its day, unless closing has recorded them already."""
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
                    true_from=meeting.starts_at.date(),
                    recorded_at=meeting.starts_at,
                    recorded_by="",
                    source="meeting",
                )
            )
    return tuple(found)


def _attendance_rows(
    reader: Reader, board_id: str, attended: tuple[Attendance, ...], record: Record
) -> tuple[AttendanceRow, ...]:
    """Members of the board, holders of care of this patient, and whoever else was marked at this case."""
    members = {one.person.id: one for one in member_rows(reader, board_id)}
    held = {one.person_id: one for one in holders(record).values() if one.person_id}
    marked = {one.person_id: one for one in attended}
    others = [one for one in {*held, *marked} if one not in members]
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
    record = Record(reader.facts([patient.id])[patient.id], on, known_on)
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
