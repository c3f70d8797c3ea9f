"""A record is sent as it is known now: what was corrected goes as corrected, and looking at it is remembered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time

from mdt_app.domain.accounts import Account
from mdt_app.domain.agenda import Board, Listing, Meeting, Outcome
from mdt_app.domain.cases import Case, CaseState
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.outgoing import OutgoingPatient
from mdt_app.domain.payloads import BoardCase, CareHolder, Trace
from mdt_app.domain.people import Identifier, Patient, Person
from mdt_app.operations.held import all_as_held
from mdt_app.operations.surroundings import cover_name, cover_of, known_from
from mdt_app.operations.work import Reader

OPEN = (CaseState.OPEN, CaseState.WAITING)
UNREVIEWED = (Kind.ASSESSMENT_DRAFT,)


def outgoing_patient(reader: Reader, patient_id: str, at: datetime) -> OutgoingPatient:
    """One patient's record. Raises `Missing`."""
    patient = reader.get(Patient, patient_id)
    reader.log_read(patient.id, "export")
    kept = reader.facts([patient.id])[patient.id]
    gone = {one.replaces for one in kept if one.replaces}
    words = [one for one in kept if one.kind not in UNREVIEWED]
    standing = [one for one in words if one.id not in gone and not one.withdrawn]
    facts = (*standing, *_cases(reader, patient.id), *_covers(reader, patient.id))
    holders = {one.payload.person_id for one in standing if isinstance(one.payload, CareHolder)}
    by_id = {one.id: one for one in kept}
    boards = {one.id: one.name for one in reader.find(Board)}
    return OutgoingPatient(
        patient=patient,
        identifiers=reader.find(Identifier, patient_id=patient.id, order=("system", "value")),
        facts=tuple(sorted(facts, key=lambda one: one.id)),
        first_words={one.id: _first_word(one, by_id) for one in standing if one.replaces},
        people=reader.find(Person, id=sorted(holders - {""}), order=("id",)),
        questions=tuple(
            (one, boards[one.board_id])
            for one in reader.find(Case, patient_id=patient.id, state=OPEN, order=("number",))
        ),
        recorders={one.user: one.name for one in reader.find(Account)},
        corrected=len(words) - len(standing),
        at=at,
    )


def _first_word(fact: Fact, by_id: Mapping[str, Fact]) -> Fact:
    while fact.replaces in by_id:
        fact = by_id[fact.replaces]
    return fact


def _cases(reader: Reader, patient_id: str) -> Iterator[Fact]:
    """The days of the patient's cases as facts: elsewhere no case and no meeting of ours says that they were."""
    cases = {one.id: one for one in reader.find(Case, patient_id=patient_id)}
    boards = {one.id: one for one in reader.find(Board)}
    for case in cases.values():
        if case.asked_on is not None and case.state != CaseState.WITHDRAWN:
            board = boards[case.board_id].name
            yield _case(case.id, case, board, case.asked_on, case.asked_on, decided=False)
    listings = [
        one for one in reader.find(Listing, patient_id=patient_id) if one.outcome != Outcome.WITHDRAWN
    ]
    meetings = all_as_held(reader, reader.find(Meeting, id=[one.meeting_id for one in listings]), boards)
    for listing in listings:
        case, meeting = cases[listing.case_id], meetings[listing.meeting_id]
        known, day = known_from(listing, case, meeting), meeting.starts_at.date()
        decided = listing.outcome == Outcome.DISCUSSED
        yield _case(listing.id, case, boards[case.board_id].name, day, known, decided=decided)


def _covers(reader: Reader, patient_id: str) -> Iterator[Fact]:
    """The cover of the patient's teams as facts of their review: elsewhere no board of ours names it.

    It is known of this patient once it was reviewed and a case of his came to that board.
    """
    asked: dict[str, date] = {}
    for case in reader.find(Case, patient_id=patient_id):
        asked[case.board_id] = min(case.asked_on or date.max, asked.get(case.board_id, date.max))
    for board in reader.find(Board, id=sorted(asked)):
        cover = cover_of(board)
        if cover is not None:
            first = asked[board.id]
            known = cover.reviewed if first == date.max else max(cover.reviewed, first)
            yield Fact(
                id=cover_name(board.id),
                patient_id=patient_id,
                kind=Kind.TEAM_COVER,
                payload=Trace(note=cover.words),
                true_from=cover.reviewed,
                recorded_at=datetime.combine(known, time(12), UTC),
                recorded_by="",
                source="meeting",
            )


def _case(id: str, case: Case, board: str, day: date, known: date, *, decided: bool) -> Fact:
    return Fact(
        id=id,
        patient_id=case.patient_id,
        case_id=case.id,
        kind=Kind.CASE,
        payload=BoardCase(question=case.question, board=board, decided=decided),
        true_from=day,
        recorded_at=datetime.combine(known, time(12), UTC),
        recorded_by="",
        source="meeting",
    )
