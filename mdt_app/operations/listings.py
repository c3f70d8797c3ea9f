"""Lists that one looks through: meetings, patients, letters; read with as few queries as rows have kinds."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from mdt_app.domain.agenda import Board, Listing, Meeting, MeetingState, Outcome, zone_of
from mdt_app.domain.cases import Case
from mdt_app.domain.decisions import Recommendation, is_decided
from mdt_app.domain.people import Identifier, Patient
from mdt_app.operations.held import all_as_held
from mdt_app.operations.rows import LetterRow, MeetingRow, PatientRow
from mdt_app.operations.work import Reader


def meeting_rows(
    reader: Reader, board_id: str = "", since: date | None = None, until: date | None = None
) -> tuple[MeetingRow, ...]:
    """Meetings of one board or of all, as held, in order of their start, which is given in the board's own time."""
    where: dict[str, Any] = {"board_id": board_id} if board_id else {}
    boards = {one.id: one for one in reader.find(Board)}
    as_held = all_as_held(reader, reader.find(Meeting, order=("starts_at",), **where), boards).values()
    meetings = sorted(
        (one for one in as_held if _is_between(since, one.starts_at.date(), until)),
        key=lambda one: one.starts_at,
    )
    listings = reader.find(Listing, meeting_id=[one.id for one in meetings])
    shown = [one for one in listings if one.outcome != Outcome.WITHDRAWN]
    cases = Counter(one.meeting_id for one in shown)
    decided = decided_ids(reader, tuple(shown))
    done = Counter(one.meeting_id for one in shown if one.id in decided)
    return tuple(
        MeetingRow(
            id=one.id,
            board_id=one.board_id,
            board=boards[one.board_id].name,
            starts_at=one.starts_at,
            minutes=one.minutes,
            place=one.place,
            video_link=one.video_link,
            state=one.state,
            cases=cases[one.id],
            decided=done[one.id],
        )
        for one in meetings
    )


def coming_meetings(reader: Reader, today: date) -> tuple[MeetingRow, ...]:
    """Every meeting from today on that is not closed, the next one first."""
    rows = meeting_rows(reader, since=today)
    return tuple(one for one in rows if one.state != MeetingState.CLOSED)


def next_meeting_id(reader: Reader, today: date) -> str:
    """The meeting that is the work of the day: the first from today on that is not closed; "" for none."""
    boards = {one.id: one for one in reader.find(Board)}
    not_closed = (MeetingState.PLANNED, MeetingState.OPEN)
    for one in reader.find(Meeting, state=not_closed, order=("starts_at",)):
        if one.starts_at.astimezone(zone_of(boards[one.board_id])).date() >= today:
            return one.id
    return ""


def _is_between(since: date | None, day: date, until: date | None) -> bool:
    return (since is None or since <= day) and (until is None or day <= until)


def decided_ids(reader: Reader, listings: tuple[Listing, ...]) -> set[str]:
    """Ids of the listings with a decision, also before their meeting is closed."""
    ids = [one.id for one in listings]
    if not ids:
        return set()
    texts = reader.notes(ids)
    said = {one.listing_id for one in reader.find(Recommendation, listing_id=ids) if is_decided("", (one,))}
    return {one for one in ids if one in said or is_decided(texts.get((one, "decision"), ""), ())}


def patient_rows(reader: Reader, text: str = "", limit: int = 50) -> tuple[PatientRow, ...]:
    """Patients found as you type: names, birth date, numbers; all (up to `limit`) where nothing is typed."""
    if text.strip():
        ids = reader.search(text, limit)
        found = {one.id: one for one in reader.find(Patient, id=ids)} if ids else {}
        patients = [found[one] for one in ids if one in found]
    else:
        patients = list(reader.find(Patient, order=("family", "given"), limit=limit))
    numbers: dict[str, list[str]] = {}
    for one in reader.find(Identifier, patient_id=[one.id for one in patients]) if patients else ():
        numbers.setdefault(one.patient_id, []).append(one.value)
    return tuple(
        PatientRow(
            id=one.id,
            name=one.name,
            birth_date=one.birth_date,
            identifiers=tuple(numbers.get(one.id, ())),
            sex=one.sex,
        )
        for one in patients
    )


def letter_rows(reader: Reader, meeting_id: str) -> tuple[LetterRow, ...]:
    """All letters of one meeting in agenda order; withdrawn ones left out."""
    from mdt_app.domain.letters.letter import Letter, LetterState

    listings = reader.find(Listing, meeting_id=meeting_id, order=("position",))
    letters = reader.find(Letter, listing_id=[one.id for one in listings]) if listings else ()
    place = {one.id: one.position for one in listings}
    letters = tuple(sorted(letters, key=lambda one: (place[one.listing_id], "PSTF".find(one.number[:1]))))
    letters = tuple(one for one in letters if one.state != LetterState.WITHDRAWN)
    patients = {one.id: one for one in reader.find(Patient, id=list({one.patient_id for one in letters}))}
    cases = {one.id: one for one in reader.find(Case, id=list({one.case_id for one in letters}))}
    return tuple(
        LetterRow(
            id=one.id,
            listing_id=one.listing_id,
            case_number=cases[one.case_id].number,
            patient_id=one.patient_id,
            patient=patients[one.patient_id].name,
            level=one.level,
            number=one.number,
            recipient=one.recipient.name,
            missing=one.recipient.missing,
            language=one.language,
            version=one.version,
            state=one.state,
            since=one.made_at,
        )
        for one in letters
    )
