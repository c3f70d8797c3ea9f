"""A letter is issued only as somebody reviewed it, stored byte for byte, and corrected only by a newer version."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from typing import ClassVar, Protocol

from mdt_app.domain.accounts import Right
from mdt_app.domain.agenda import Board, Letterhead, Listing, Meeting, MeetingState, zone_of
from mdt_app.domain.errors import Missing, Refused
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.letters.checks import Check
from mdt_app.domain.letters.contents import LetterContent
from mdt_app.domain.letters.language import require_language
from mdt_app.domain.letters.letter import OPEN, Letter, LetterPart, LetterState, Silence, read_part
from mdt_app.domain.letters.patient_reading import PatientReading
from mdt_app.domain.letters.record import LetterRecord
from mdt_app.domain.letters.siblings import differences
from mdt_app.domain.letters.wanted import kept_back, why_none
from mdt_app.domain.payloads import Trace
from mdt_app.operations.commands import Command, new_id
from mdt_app.operations.later_decisions import overtaken_by
from mdt_app.operations.letter_correcting import begin_corrections
from mdt_app.operations.letters import letter_to_change, recipient_now
from mdt_app.operations.work import Change, OpenWork, Reader, Work

SAME = (
    "It says what the version before it said. Mend first what is wrong: the decision in its meeting, which is opened "
    "again for that, a wrong fact in the patient's timeline, who cares for the patient and where in the care team or "
    "the directory."
)
"""Why a correction that corrects nothing is not reviewed."""

READ = "read"
"""Recorded of a letter that was sent back: the fingerprint of what was read."""

SOURCE = "letter"
"""Of the fact that an issued letter leaves; its source key is the letter's id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """An issued letter's bytes, what it says as kept beside them, and what made them."""

    pdf: bytes
    content: bytes
    template: str


class Press(Protocol):
    """What prints letters, for operations that may not know how."""

    @property
    def guidance(self) -> Guidance: ...

    def record(self, reader: Reader, listing_id: str, on: date) -> LetterRecord:
        """All that the letters of a listing are computed from, on a day."""
        ...

    def sample(self, head: Letterhead, board: str, on: date) -> bytes:
        """The first page of a letter about nobody under this head. Raises `Refused`."""
        ...

    def drawn(self, record: LetterRecord, level: str, language: str = "") -> bytes:
        """The newest letter of a level as the record stands. Raises `Refused`."""
        ...

    def check(self, record: LetterRecord, letter: Letter) -> Check:
        """What the letter still lacks."""
        ...

    def content_now(self, record: LetterRecord, letter: Letter) -> LetterContent:
        """What the letter says as the record stands."""
        ...

    def fingerprint(self, record: LetterRecord, letter: Letter) -> str:
        """Stands for all that the letter says, whatever its state and the day it is issued on."""
        ...

    def reading(self, record: LetterRecord, letter: Letter) -> PatientReading | None:
        """How plainly a patient's letter reads; None for a letter to professionals."""
        ...

    def corrects_nothing(self, now: LetterContent, before: LetterContent) -> bool:
        """Whether a newer version says just what the one before it said."""
        ...

    def printed(self, record: LetterRecord, letter: Letter) -> Printed:
        """Raises `Refused` where it cannot be printed as it should be."""
        ...

    def content(self, letter: Letter, kept: bytes) -> LetterContent:
        """What a stored letter says."""
        ...

    def kept(self, content: LetterContent) -> bytes:
        """What a letter says, as it is stored."""
        ...

    def in_place_of(self, before: LetterContent, now: LetterContent) -> bytes:
        """What was said before, printed as the letter is now, so that only what it says differs. Raises `Refused`."""
        ...


class Signatures(Protocol):
    """Who reads signatures, for operations that may not know how."""

    def signer(self, signed: bytes, at: datetime) -> str:
        """The name in the certificate of a PDF's signature. Raises `Refused` where it does not hold."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SetLetter(Command):
    """Another language, large print, whether the letter says that something was left out, or other words for what a
    correction `changed`. None leaves it so."""

    offline: ClassVar[bool] = False
    letter_id: str
    language: str | None = None
    large_print: bool | None = None
    silence: Silence | None = None
    changed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewLetter(Command):
    """Answer for a draft. `seen` is the fingerprint of what was read, so that nobody answers for what came after."""

    offline: ClassVar[bool] = False
    letter_id: str
    seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnLetter(Command):
    """Send a letter back. `seen` is the fingerprint of what was read, "" where nobody says what."""

    offline: ClassVar[bool] = False
    letter_id: str
    remark: str
    seen: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueLetter(Command):
    offline: ClassVar[bool] = False
    letter_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectLetter(Command):
    """Begin a newer version of an issued letter; `changed` is printed on it. `also` are other letters that carry the
    same error, and the ids of their newer versions: they say the same of what changed."""

    offline: ClassVar[bool] = False
    letter_id: str
    new_letter_id: str
    changed: str
    also: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawLetter(Command):
    """Give up what is not issued: a correction, so that the version before it stays the letter; or the first letter of
    a decision that a newer one followed."""

    offline: ClassVar[bool] = False
    letter_id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepSignature(Command):
    """Store the signed bytes of an issued letter beside the unsigned ones."""

    offline: ClassVar[bool] = False
    letter_id: str
    signer: str
    sha256: str


def set_letter(command: SetLetter, open_work: OpenWork) -> tuple[Change, ...]:
    """Raises `Refused` for a letter that is more than a draft."""
    with open_work(command) as work:
        work.require(Right.LETTERS)
        letter = letter_to_change(work, command.letter_id)
        letter.require_draft()
        if command.language is not None:
            require_language(command.language)
            letter = replace(letter, language=command.language)
        if command.large_print is not None:
            letter = replace(letter, large_print=command.large_print)
        if command.silence is not None:
            letter = replace(letter, silence=command.silence)
        if command.changed is not None:
            letter = letter.reworded(command.changed)
        work.put(letter)
        return work.commit()


def review_letter(command: ReviewLetter, open_work: OpenWork, press: Press) -> tuple[Change, ...]:
    """Raises `Refused` while something is missing, and where the record changed since it was read."""
    with open_work(command) as work:
        work.require(Right.DECIDE)
        letter = letter_to_change(work, command.letter_id)
        record = press.record(work, letter.listing_id, command.at.date())
        now = press.fingerprint(record, letter)
        if now != command.seen:
            raise Refused(f"{letter.number} changed while you read it. Read it again.")
        require_sendable(work, press, record, letter)
        work.put(letter.reviewed(command.actor, command.at, now))
        _keep_read(work, press, record, letter, now)
        return work.commit()


def return_letter(command: ReturnLetter, open_work: OpenWork, press: Press) -> tuple[Change, ...]:
    """Send a letter back; what was read of it is kept, so that it can be said what changed since."""
    with open_work(command) as work:
        work.require(Right.DECIDE if work.account.may(Right.DECIDE) else Right.LETTERS)
        letter = letter_to_change(work, command.letter_id)
        work.put(letter.returned(command.remark))
        if command.seen:
            record = press.record(work, letter.listing_id, command.at.date())
            if press.fingerprint(record, letter) == command.seen:
                _keep_read(work, press, record, letter, command.seen)
                work.record(letter, **{READ: command.seen})
        return work.commit()


def last_read(changes: Iterable[Change]) -> str:
    """The fingerprint of what somebody read last of a letter, to approve it or to send it back; "" where nobody did."""
    found = ""
    for change in changes:
        for field in change.fields if change.entity == "letter" else ():
            found = str(field.new) if field.name in ("reviewed_as", READ) and field.new else found
    return found


def _keep_read(work: Work, press: Press, record: LetterRecord, letter: Letter, fingerprint: str) -> None:
    """What somebody read is stored once for each text, whoever reads it again."""
    part = read_part(fingerprint)
    try:
        work.letter_file(letter.id, part)
    except Missing:
        work.keep_letter_file(letter, part, press.kept(press.content_now(record, letter)))


def issue_letter(command: IssueLetter, open_work: OpenWork, press: Press) -> tuple[Change, ...]:
    """Freeze a reviewed letter: its bytes are stored, the older version is superseded, the record says so.

    Raises `Refused` where it is no longer what was reviewed, and where it would contradict the letters that are out.
    """
    with open_work(command) as work:
        work.require(Right.LETTERS)
        letter = letter_to_change(work, command.letter_id)
        letter.require_reviewed()
        _require_closed(work, letter)
        # What is corrected from here on comes after the letter, and marks it.
        work.lock_patient(letter.patient_id)
        record = press.record(work, letter.listing_id, command.at.date())
        if press.fingerprint(record, letter) != letter.reviewed_as:
            raise Refused(f"{letter.number} changed since it was reviewed. It has to be reviewed again.")
        require_sendable(work, press, record, letter)
        issued = letter.issued(command.actor, command.at)
        made = press.printed(record, issued)
        work.keep_letter_file(issued, LetterPart.CONTENT, made.content)
        digest = work.keep_letter_file(issued, LetterPart.PDF, made.pdf)
        work.put(issued.stored_as(digest, made.template))
        if letter.replaces:
            work.put(work.get(Letter, letter.replaces).superseded())
        work.add_fact(_trace(work, issued, command.at))
        return work.commit()


def correct_letter(command: CorrectLetter, open_work: OpenWork) -> tuple[Change, ...]:
    """Raises `Refused` where a newer version of one of them is already begun; then none is."""
    with open_work(command) as work:
        work.require(Right.LETTERS)
        begin_corrections(work, ((command.letter_id, command.new_letter_id), *command.also), command.changed)
        return work.commit()


def withdraw_letter(command: WithdrawLetter, open_work: OpenWork) -> tuple[Change, ...]:
    """Raises `Refused` where it is issued by now, or nothing stands in its place."""
    with open_work(command) as work:
        work.require(Right.DECIDE if work.account.may(Right.DECIDE) else Right.LETTERS)
        letter = letter_to_change(work, command.letter_id)
        overtaken = not letter.replaces and overtaken_by(work, letter) is not None
        work.put(letter.withdrawn(command.reason, overtaken=overtaken))
        return work.commit()


def keep_signature(
    command: KeepSignature, signed: bytes, open_work: OpenWork, signatures: Signatures
) -> tuple[Change, ...]:
    """Raises `Refused` where the bytes are not those that the command names, or somebody else signed them."""
    same = sha256(signed).hexdigest() == command.sha256
    # Reading a signature takes a while: no other desk waits for the letter meanwhile.
    name = signatures.signer(signed, command.at) if same else ""
    with open_work(command) as work:
        work.require(Right.LETTERS)
        letter = letter_to_change(work, command.letter_id)
        if not same:
            raise Refused(
                f"The signed file of {letter.number} is not the one that was signed. Sign it again."
            )
        if name != command.signer:
            raise Refused(f"{letter.number} was signed by {name}, not by {command.signer}. Sign it again.")
        work.put(letter.signed(command.signer, command.at))
        work.keep_letter_file(letter, LetterPart.SIGNED, signed)
        return work.commit()


def require_sendable(work: Reader, press: Press, record: LetterRecord, letter: Letter) -> None:
    """Raises `Refused` with the first of what keeps a letter from being sent."""
    if (none := kept_back(record, letter.level)) is not None:
        raise Refused(why_none(none, record.patient.sex))
    if recipient_now(work, letter, record.on) != letter.recipient:
        raise Refused(
            f"The directory says otherwise now whom {letter.number} goes to, or where. Address it anew."
        )
    content = press.content_now(record, letter)
    lacks = [one.sentence for one in press.check(record, letter).lacks]
    lacks += differences(letter, content, issued_beside(work, press, record, letter))
    if letter.replaces:
        before = work.get(Letter, letter.replaces)
        if _corrects_nothing(press, content, before, work.letter_file(before.id, LetterPart.CONTENT)):
            lacks.append(SAME)
    if lacks:
        more = f" ({len(lacks) - 1} more.)" if len(lacks) > 1 else ""
        raise Refused(f"{letter.number} is not ready. {lacks[0]}{more}")


def _corrects_nothing(press: Press, content: LetterContent, before: Letter, kept: bytes) -> bool:
    """Whether a correction says what the version before it said; not where an older program stored that otherwise."""
    try:
        return press.corrects_nothing(content, press.content(before, kept))
    except Refused:
        return False


def issued_beside(
    reader: Reader, press: Press, record: LetterRecord, letter: Letter
) -> tuple[tuple[Letter, LetterContent], ...]:
    """The other issued letters of the decision that no newer version is about to replace, and what they say."""
    being_replaced = {one.replaces for one in record.letters if one.state in OPEN}
    return tuple(
        (one, press.content(one, reader.letter_file(one.id, LetterPart.CONTENT)))
        for one in record.letters
        if one.state == LetterState.ISSUED and one.id not in being_replaced and one.level != letter.level
    )


def _require_closed(work: Work, letter: Letter) -> None:
    """While a meeting is open again, what was decided may still change.

    The meeting is taken alone: nobody opens it meanwhile, and no other desk issues a letter that contradicts this one.
    """
    meeting_id = work.get(Listing, letter.listing_id).meeting_id
    work.lock_meeting(meeting_id, exclusive=True)
    meeting = work.get(Meeting, meeting_id)
    if meeting.state != MeetingState.CLOSED:
        raise Refused("The meeting is open again. Close it before its letters are issued.")


def _trace(work: Work, letter: Letter, at: datetime) -> Fact:
    """That a letter went out, as the checklist counts it, on the board's own day."""
    listing = work.get(Listing, letter.listing_id)
    board = work.get(Board, work.get(Meeting, listing.meeting_id).board_id)
    moment = at.astimezone(zone_of(board))
    return Fact(
        id=new_id(),
        patient_id=letter.patient_id,
        case_id=letter.case_id,
        kind=Kind.LETTER_ISSUED,
        payload=Trace(
            level=letter.level, partner=letter.level, note=f"{letter.number} version {letter.version}"
        ),
        true_from=moment.date(),
        at=moment,
        recorded_at=at,
        recorded_by=letter.issued_by,
        source=SOURCE,
        source_key=letter.id,
    )
