"""What the letters' place shows is read in one moment: the list, and behind one letter its record and its life."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mdt_app.domain.agenda import Board, Meeting
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.letters.dispatch import Addressee, Dispatch, due_to, versions_before
from mdt_app.domain.letters.letter import Letter, LetterPart, Recipient
from mdt_app.domain.letters.record import LetterRecord
from mdt_app.domain.letters.wanted import kept_back
from mdt_app.domain.people import CareLevel
from mdt_app.operations.case_rows import CaseView
from mdt_app.operations.letter_records import letter_record
from mdt_app.operations.letter_stages import DeskLine, desk_lines
from mdt_app.operations.letters import recipient_now
from mdt_app.operations.views import case_view
from mdt_app.operations.work import Change, Reader

LEVELS = tuple(CareLevel)


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterList:
    """The letters of a meeting with the meeting, or of all boards without one."""

    lines: tuple[DeskLine, ...]
    meeting: Meeting | None = None
    board: Board | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """What became of a letter: its `older` versions, newest first, the one that replaces it, where it was sent, to
    whom it is still due, and who had an older version. `changes` are its recorded ones; `names` say who acts."""

    older: tuple[Letter, ...]
    newer: Letter | None
    sendings: tuple[Dispatch, ...]
    due: tuple[Addressee, ...]
    had_older: tuple[str, ...]
    changes: tuple[Change, ...]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OneLetter:
    """One letter with what it is computed from; `now` is whom it would be addressed to today.

    `stored` are the bytes of an issued letter, the signed ones where there are; `before` those of the version that it
    replaces. `case` is there for the patient's letter while its words are written here.
    """

    letter: Letter
    now: Recipient
    record: LetterRecord
    case: CaseView | None
    life: Life
    stored: bytes = b""
    before: bytes | None = None


def read_list(reader: Reader, guidance: Guidance, meeting_id: str) -> LetterList:
    """The list of a meeting, or of all boards where none is named. Raises `Missing`."""
    lines = desk_lines(reader, guidance, meeting_id)
    if not meeting_id:
        return LetterList(lines=lines)
    meeting = reader.get(Meeting, meeting_id)
    return LetterList(lines=lines, meeting=meeting, board=reader.get(Board, meeting.board_id))


def read_letter(reader: Reader, guidance: Guidance, letter_id: str, on: date, demo: bool) -> OneLetter:
    """One letter as it stands now. Raises `Missing`."""
    letter = reader.get(Letter, letter_id)
    record = letter_record(reader, guidance, letter.listing_id, on, demo)
    written_here = letter.level == CareLevel.PATIENT and letter.is_open
    return OneLetter(
        letter=letter,
        now=recipient_now(reader, letter, on),
        record=record,
        case=case_view(reader, guidance, letter.listing_id) if written_here else None,
        life=_life(reader, letter, record),
        stored=stored_bytes(reader, letter) if letter.is_frozen else b"",
        before=_before(reader, letter),
    )


def stored_bytes(reader: Reader, letter: Letter) -> bytes:
    """The bytes that were issued, signed where somebody signed them. Raises `Missing`."""
    part = LetterPart.SIGNED if letter.signed_by else LetterPart.PDF
    return reader.letter_file(letter.id, part)


def _before(reader: Reader, letter: Letter) -> bytes | None:
    return reader.letter_file(letter.replaces, LetterPart.PDF) if letter.replaces else None


def _life(reader: Reader, letter: Letter, record: LetterRecord) -> Life:
    of_case = reader.find(Letter, case_id=letter.case_id)
    by_id = {one.id: one for one in of_case}
    older = versions_before(letter, by_id)
    ids = {letter.id, *(one.id for one in older)}
    dispatches = reader.find(Dispatch, case_id=letter.case_id, order=("at",))
    before = (one.to_name for one in dispatches if one.letter_id in ids - {letter.id})
    return Life(
        older=older,
        newer=next((one for one in of_case if one.replaces == letter.id), None),
        sendings=tuple(one for one in dispatches if one.letter_id == letter.id),
        due=() if kept_back(record, letter.level) else due_to(letter, by_id, dispatches),
        had_older=tuple(dict.fromkeys(before)),
        changes=reader.changes(entity_id=letter.id),
        names=record.names,
    )
