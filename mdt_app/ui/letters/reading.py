"""What the letters' place shows is read in one moment: the list, and behind one letter its record and its words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mdt_app.domain.agenda import Board, Meeting
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.letters.letter import Letter, Recipient
from mdt_app.domain.letters.record import LetterRecord
from mdt_app.domain.people import CareLevel
from mdt_app.operations.case_rows import CaseView
from mdt_app.operations.letter_records import letter_record
from mdt_app.operations.letters import recipient_now
from mdt_app.operations.listings import letter_rows
from mdt_app.operations.rows import LetterRow
from mdt_app.operations.views import case_view
from mdt_app.operations.work import Reader

LEVELS = tuple(CareLevel)


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterList:
    """The letters of a meeting with the meeting, or all letters without one, each case together, by level."""

    rows: tuple[LetterRow, ...]
    meeting: Meeting | None = None
    board: Board | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OneLetter:
    """One letter with what it is computed from; `now` is whom it would be addressed to today.

    `case` is there for the patient's letter, whose words are written here.
    """

    letter: Letter
    now: Recipient
    record: LetterRecord
    case: CaseView | None


def read_list(reader: Reader, meeting_id: str) -> LetterList:
    """The list of a meeting, or of all boards where none is named. Raises `Missing`."""
    rows = letter_rows(reader, meeting_id)
    if not meeting_id:
        return LetterList(rows=_cases_together(rows))
    meeting = reader.get(Meeting, meeting_id)
    return LetterList(rows=rows, meeting=meeting, board=reader.get(Board, meeting.board_id))


def read_letter(reader: Reader, guidance: Guidance, letter_id: str, on: date, demo: bool) -> OneLetter:
    """One letter as it stands now. Raises `Missing`."""
    letter = reader.get(Letter, letter_id)
    record = letter_record(reader, guidance, letter.listing_id, on, demo)
    for_patient = letter.level == CareLevel.PATIENT
    case = case_view(reader, guidance, letter.listing_id) if for_patient else None
    return OneLetter(
        letter=letter,
        now=recipient_now(reader, letter, on),
        record=record,
        case=case,
    )


def _cases_together(rows: tuple[LetterRow, ...]) -> tuple[LetterRow, ...]:
    """Newest case first; within a case by level."""
    place: dict[str, int] = {}
    for row in rows:
        place.setdefault(row.listing_id, len(place))
    return tuple(sorted(rows, key=lambda one: (place[one.listing_id], LEVELS.index(CareLevel(one.level)))))
