"""A decided listing has four letters, one per level of care, each for one recipient."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from mdt_app.domain.accounts import Right
from mdt_app.domain.agenda import Board, Listing, Meeting
from mdt_app.domain.errors import Refused
from mdt_app.domain.holders import holders
from mdt_app.domain.letters.language import holders_language, patients_language
from mdt_app.domain.letters.letter import TITLES, Letter, Missing, Recipient
from mdt_app.domain.payloads import CareHolder
from mdt_app.domain.people import CareLevel, Patient, Person
from mdt_app.domain.record import Record
from mdt_app.operations.commands import Command, new_id
from mdt_app.operations.settling import is_dead, letters_due
from mdt_app.operations.work import Change, OpenWork, Reader, Work

INITIAL = {
    CareLevel.PRIMARY: "P",
    CareLevel.SECONDARY: "S",
    CareLevel.TERTIARY: "T",
    CareLevel.PATIENT: "F",
}
NOBODY = {
    CareLevel.PRIMARY: ("General practitioner", Missing.GP),
    CareLevel.SECONDARY: ("Oncology team", Missing.ONCOLOGIST),
    CareLevel.TERTIARY: ("Palliative team", Missing.TEAM),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressLetter(Command):
    """Address a draft anew, to whoever holds its level of care now, in their language where it is somebody else."""

    offline: ClassVar[bool] = False
    letter_id: str


def address_letter(command: AddressLetter, open_work: OpenWork) -> tuple[Change, ...]:
    with open_work(command) as work:
        work.require(Right.LETTERS)
        letter = letter_to_change(work, command.letter_id)
        letter.require_draft()
        work.put(addressed_now(work, letter, command.at.date()))
        return work.commit()


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeUpLetter(Command):
    """Write a letter after all that was given up for a newer decision: a new draft, with a number of its own."""

    offline: ClassVar[bool] = False
    letter_id: str
    new_letter_id: str


def take_up_letter(command: TakeUpLetter, open_work: OpenWork) -> tuple[Change, ...]:
    """Raises `Refused` where it was not given up, or another is written in its place."""
    with open_work(command) as work:
        work.require(Right.LETTERS)
        letter = letter_to_change(work, command.letter_id)
        if not letter.is_given_up:
            raise Refused(
                f"{letter.number} was not withdrawn for a newer decision; there is nothing to take up."
            )
        listing = work.get(Listing, letter.listing_id)
        work.lock_meeting(listing.meeting_id, exclusive=True)
        for one in work.find(Letter, listing_id=listing.id, level=letter.level):
            if not one.is_given_up:
                raise Refused(f"{one.number} is written in place of {letter.number} already.")
        board = work.get(Board, work.get(Meeting, listing.meeting_id).board_id)
        _draft(work, listing, board, CareLevel(letter.level), command.new_letter_id)
        return work.commit()


def letter_to_change(work: Work, letter_id: str) -> Letter:
    """A letter as it stands, which no other desk changes until this unit of work ends. Raises `Missing`."""
    work.lock_letter(letter_id)
    return work.get(Letter, letter_id)


def addressed_now(reader: Reader, letter: Letter, on: date) -> Letter:
    """The letter to whoever holds its level of care on the day `on`, in their language where it is somebody else."""
    now = recipient_now(reader, letter, on)
    same = now.name == letter.recipient.name
    return replace(
        letter, recipient=now, language=letter.language if same else language_now(reader, letter, on)
    )


def language_now(reader: Reader, letter: Letter, on: date) -> str:
    """The language of whoever a letter would go to on the day `on`."""
    listing = reader.get(Listing, letter.listing_id)
    board = reader.get(Board, reader.get(Meeting, listing.meeting_id).board_id)
    record = Record(reader.facts([letter.patient_id])[letter.patient_id], on)
    return _language(reader, CareLevel(letter.level), record, board)


def _language(reader: Reader, level: CareLevel, record: Record, board: Board) -> str:
    if level == CareLevel.PATIENT:
        return patients_language(record, board)
    holder = holders(record).get(level)
    known = reader.find(Person, id=holder.person_id) if holder is not None and holder.person_id else ()
    return holders_language(holder, {one.id: one for one in known}, board)


def recipient_now(reader: Reader, letter: Letter, on: date) -> Recipient:
    """Whom a letter would go to if it were made on the day `on`."""
    listing = reader.get(Listing, letter.listing_id)
    board = reader.get(Board, reader.get(Meeting, listing.meeting_id).board_id)
    named = holders(Record(reader.facts([letter.patient_id])[letter.patient_id], on))
    return _recipient(reader, CareLevel(letter.level), listing, board, named)


def draft_letters(work: Work, listing: Listing, board: Board) -> None:
    """Make the drafts of a decided listing that are not there yet; no patient letter for the dead."""
    facts = work.facts([listing.patient_id])[listing.patient_id]
    there = levels_there(work.find(Letter, listing_id=listing.id))
    for level in letters_due(there, is_dead(facts)):
        _draft(work, listing, board, level, new_id())


def levels_there(letters: Iterable[Letter]) -> set[str]:
    """The levels whose letter is written or being written; not that of one given up, which may be wanted again."""
    return {one.level for one in letters if not one.is_given_up}


def _draft(work: Work, listing: Listing, board: Board, level: CareLevel, id: str) -> None:
    """To whoever holds the level today; of a case no number is given twice."""
    record = Record(work.facts([listing.patient_id])[listing.patient_id], work.command.at.date())
    series = work.count(Letter, case_id=listing.case_id, level=level, version=1) + 1
    work.put(
        Letter(
            id=id,
            case_id=listing.case_id,
            patient_id=listing.patient_id,
            listing_id=listing.id,
            level=level,
            number=f"{INITIAL[level]}{series}",
            recipient=_recipient(work, level, listing, board, holders(record)),
            language=_language(work, level, record, board),
            made_at=work.command.at,
        )
    )


def _recipient(
    reader: Reader, level: CareLevel, listing: Listing, board: Board, named: Mapping[str, CareHolder]
) -> Recipient:
    if level == CareLevel.PATIENT:
        return patient_recipient(reader.get(Patient, listing.patient_id))
    holder = named.get(level)
    if holder is None:
        role, missing = NOBODY[level]
        lines = (board.letterhead.unit, *board.letterhead.address) if level == CareLevel.SECONDARY else ()
        return Recipient(name=role, lines=lines, role=role, missing=missing)
    known = reader.find(Person, id=holder.person_id) if holder.person_id else ()
    found = person_recipient(_housed(known[0], holder)) if known else holder_recipient(holder)
    return _at_home(found, board) if level == CareLevel.SECONDARY else found


def _at_home(recipient: Recipient, board: Board) -> Recipient:
    """A colleague without an address works at the board's own hospital, unless the directory says where else."""
    head = board.letterhead
    elsewhere = recipient.lines and recipient.lines[0].casefold() != head.hospital.casefold()
    if not recipient.missing or elsewhere or not head.address:
        return recipient
    return replace(recipient, lines=(head.hospital, *head.address), missing="")


def _housed(person: Person, holder: CareHolder) -> Person:
    """A person whom the directory gives no address stands where the care team says."""
    if person.address:
        return person
    return replace(person, organisation=person.organisation or holder.organisation, address=holder.address)


def patient_recipient(patient: Patient) -> Recipient:
    title = TITLES.get(patient.sex, "")
    name = " ".join(part for part in (title, patient.given, patient.family) if part)
    missing = "" if patient.address else Missing.ADDRESS
    return Recipient(
        name=name,
        lines=patient.address,
        title=title,
        family=patient.family,
        sex=patient.sex,
        role="patient",
        missing=missing,
    )


def person_recipient(person: Person) -> Recipient:
    lines = (*([person.organisation] if person.organisation else []), *person.address)
    return Recipient(
        name=person.name,
        lines=tuple(lines),
        title=person.title,
        family=person.family,
        sex=person.sex,
        role=person.discipline,
        missing="" if person.address else Missing.ADDRESS,
        way=person.letters_by,
        mail=person.email,
    )


def holder_recipient(holder: CareHolder) -> Recipient:
    lines = (*([holder.organisation] if holder.organisation else []), *holder.address)
    return Recipient(
        name=holder.name,
        lines=tuple(lines),
        role=holder.role,
        missing="" if holder.address else Missing.ADDRESS,
    )
