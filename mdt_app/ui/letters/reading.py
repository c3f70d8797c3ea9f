"""What the letters' place shows is read in one moment: the list, and behind one letter its record and its life."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, tzinfo

from mdt_app.domain.accounts import Account
from mdt_app.domain.agenda import Board, Meeting, zone_of
from mdt_app.domain.errors import Missing, Refused
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.letters.dispatch import Addressee, Dispatch, due_to, versions_before
from mdt_app.domain.letters.letter import Letter, LetterPart, LetterState, Recipient, read_part
from mdt_app.domain.letters.mended import Mended
from mdt_app.domain.letters.record import LetterRecord
from mdt_app.domain.letters.wanted import kept_back
from mdt_app.domain.people import CareLevel
from mdt_app.operations.addressing import SameHand, same_hand
from mdt_app.operations.case_rows import CaseView
from mdt_app.operations.dispatching import outgoing
from mdt_app.operations.letter_life import last_read
from mdt_app.operations.letter_mended import mended_letters, mended_of
from mdt_app.operations.letter_records import letter_record
from mdt_app.operations.letter_stages import DeskLine, desk_lines, own_listings
from mdt_app.operations.letters import recipient_now
from mdt_app.operations.views import case_view
from mdt_app.operations.work import Change, Reader

LEVELS = tuple(CareLevel)


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterList:
    """The letters of a meeting with the meeting, or of all boards without one; `mine` are the reader's own listings.
    Of all letters `mended` are known to differ from the record, and `unlooked` were not looked at yet."""

    lines: tuple[DeskLine, ...]
    mine: frozenset[str] = frozenset()
    mended: int = 0
    unlooked: int = 0
    meeting: Meeting | None = None
    board: Board | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """What became of a letter: its `older` versions, newest first, the one that replaces it, where it was sent, to
    whom it is still due, and who had an older version. `withdrawn` are corrections of it that were given up, newest
    first. `changes` are its recorded ones, and how those were given up; `names` say who acts,
    `zone` is that of the board's place."""

    older: tuple[Letter, ...]
    newer: Letter | None
    withdrawn: tuple[Letter, ...]
    sendings: tuple[Dispatch, ...]
    due: tuple[Addressee, ...]
    had_older: tuple[str, ...]
    changes: tuple[Change, ...]
    names: Mapping[str, str]
    zone: tzinfo | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OneLetter:
    """One letter with what it is computed from; `now` is whom it would be addressed to today, `same_hand` what else
    goes there and would be addressed anew with it.

    `stored` are the bytes of an issued letter, the signed ones where there are, and `damaged` says why they cannot be
    shown; `before` are those of the version that it replaces, `said_before` what that one says. `read` is what a
    reviewer read last of an open one. `case` is there for the patient's letter while its words are written here.
    `mended` is what was corrected since an issued one, `same_error` other issued letters that carry one of these
    errors, and `beside` what the others of its decision say that no correction is begun of.
    """

    letter: Letter
    now: Recipient
    record: LetterRecord
    case: CaseView | None
    life: Life
    stored: bytes = b""
    damaged: str = ""
    before: bytes | None = None
    said_before: bytes | None = None
    read: bytes | None = None
    same_hand: SameHand = SameHand()
    mended: Mended | None = None
    same_error: tuple[Letter, ...] = ()
    beside: tuple[tuple[Letter, bytes], ...] = ()


def read_list(reader: Reader, guidance: Guidance, meeting_id: str, account: Account) -> LetterList:
    """The list of a meeting, or of all boards where none is named. Raises `Missing`."""
    mended = mended_letters(reader, guidance)
    lines = desk_lines(reader, guidance, meeting_id, mended=mended.by_id)
    mine = own_listings(reader, account, lines)
    found = LetterList(lines=lines, mine=mine, mended=len(mended.by_id), unlooked=mended.left)
    if not meeting_id:
        return found
    meeting = reader.get(Meeting, meeting_id)
    return replace(found, meeting=meeting, board=reader.get(Board, meeting.board_id))


def read_letter(reader: Reader, guidance: Guidance, letter_id: str, on: date, demo: bool) -> OneLetter:
    """One letter as it stands now. Raises `Missing`."""
    letter = reader.get(Letter, letter_id)
    record = letter_record(reader, guidance, letter.listing_id, on, demo)
    written_here = letter.level == CareLevel.PATIENT and letter.is_open
    life = _life(reader, letter, record)
    stored, damaged = _stored(reader, letter)
    mended, same_error = _mended(reader, guidance, letter)
    return OneLetter(
        letter=letter,
        now=recipient_now(reader, letter, on),
        same_hand=same_hand(reader, letter, on) if letter.is_open else SameHand(),
        record=record,
        case=case_view(reader, guidance, letter.listing_id) if written_here else None,
        life=life,
        stored=stored,
        damaged=damaged,
        before=_file(reader, letter.replaces, LetterPart.PDF),
        said_before=_file(reader, letter.replaces, LetterPart.CONTENT),
        read=_file(reader, letter.id, read_part(last_read(life.changes))) if letter.is_open else None,
        mended=mended,
        same_error=same_error,
        beside=tuple(_beside(reader, letter, record)) if letter.state == LetterState.ISSUED else (),
    )


def _mended(reader: Reader, guidance: Guidance, letter: Letter) -> tuple[Mended | None, tuple[Letter, ...]]:
    """What was corrected since the letter was issued, and which others of the patient carry one of these errors."""
    found = mended_of(reader, guidance, letter.patient_id) if letter.state == LetterState.ISSUED else {}
    mine = found.get(letter.id)
    if mine is None:
        return None, ()
    others = [id for id, one in found.items() if id != letter.id and one.shares(mine)]
    return mine, reader.find(Letter, id=others, order=("issued_at", "number"))


def _beside(reader: Reader, letter: Letter, record: LetterRecord) -> Iterator[tuple[Letter, bytes]]:
    """The other issued letters of the decision that no correction is begun of, and what they say."""
    begun = {one.replaces for one in record.letters if one.is_open}
    for one in record.letters:
        there = one.state == LetterState.ISSUED and one.id not in begun and one.id != letter.id
        if there and (kept := _file(reader, one.id, LetterPart.CONTENT)) is not None:
            yield one, kept


def stored_bytes(reader: Reader, letter: Letter) -> bytes:
    """The bytes that were issued, signed where somebody signed them. Raises `Refused` where they are not those."""
    return outgoing(letter, reader.letter_file)


def _stored(reader: Reader, letter: Letter) -> tuple[bytes, str]:
    """The bytes of an issued letter, or why they cannot be shown."""
    if not letter.is_frozen:
        return b"", ""
    try:
        return stored_bytes(reader, letter), ""
    except Refused as problem:
        return b"", str(problem)


def _file(reader: Reader, letter_id: str, part: str) -> bytes | None:
    """A stored part of a letter, None where there is none."""
    try:
        return reader.letter_file(letter_id, part) if letter_id else None
    except Missing:
        return None


def _life(reader: Reader, letter: Letter, record: LetterRecord) -> Life:
    of_case = reader.find(Letter, case_id=letter.case_id)
    after = sorted((one for one in of_case if one.replaces == letter.id), key=lambda one: -one.version)
    withdrawn = tuple(one for one in after if one.state == LetterState.WITHDRAWN)
    by_id = {one.id: one for one in of_case}
    older = versions_before(letter, by_id)
    ids = {letter.id, *(one.id for one in older)}
    dispatches = reader.find(Dispatch, case_id=letter.case_id, order=("at",))
    before = (one.to_name for one in dispatches if one.letter_id in ids - {letter.id})
    return Life(
        older=older,
        newer=next((one for one in after if one not in withdrawn), None),
        withdrawn=withdrawn,
        sendings=tuple(one for one in dispatches if one.letter_id == letter.id),
        due=() if kept_back(record, letter.level) else due_to(letter, by_id, dispatches),
        had_older=tuple(dict.fromkeys(before)),
        changes=(*reader.changes(entity_id=letter.id), *_givings_up(reader, withdrawn)),
        names=record.names,
        zone=zone_of(record.board),
    )


def _givings_up(reader: Reader, withdrawn: Iterable[Letter]) -> Iterator[Change]:
    """How each of these corrections was given up."""
    for letter in withdrawn:
        yield from (one for one in reader.changes(entity_id=letter.id) if one.command == "WithdrawLetter")
