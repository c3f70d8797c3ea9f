"""Whoever moved moves in every letter: the open ones that would go elsewhere now are found with the one at hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mdt_app.domain.holders import holders
from mdt_app.domain.letters.letter import Letter, LetterState
from mdt_app.domain.people import CareLevel, Patient
from mdt_app.domain.record import Record
from mdt_app.operations.letters import recipient_now
from mdt_app.operations.work import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class ToAddress:
    """A letter that would go to somebody else, or elsewhere; `about` names it among those of many patients."""

    id: str
    patient_id: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SameHand:
    """What else goes to a letter's recipient and would be addressed otherwise: `drafts` can be addressed at once, the
    `reviewed` go back to their reviewer first."""

    drafts: tuple[ToAddress, ...] = ()
    reviewed: tuple[ToAddress, ...] = ()


def same_hand(reader: Reader, letter: Letter, on: date) -> SameHand:
    """The open letters beside this one whose recipient is the same person on the day `on`, as far as they would be
    addressed otherwise now.

    The same person is the same entry of the directory; a patient's letters are his own; one of whom only a name was
    typed is the same for that patient alone, as a namesake must get no letter.
    """
    now = recipient_now(reader, letter, on)
    who = _who(reader, letter, on)
    if now == letter.recipient or who is None:
        return SameHand()
    names = {letter.recipient.name, now.name}
    alike = [
        one
        for state in (LetterState.DRAFT, LetterState.REVIEWED)
        for one in reader.find(Letter, state=state)
        if one.id != letter.id and one.recipient.name in names and _who(reader, one, on) == who
    ]
    moved = [one for one in alike if recipient_now(reader, one, on) != one.recipient]
    patients = {one.id: one.name for one in reader.find(Patient, id=[one.patient_id for one in moved])}
    said = [(one.state, _said(one, patients[one.patient_id])) for one in moved]
    return SameHand(
        drafts=tuple(one for state, one in said if state == LetterState.DRAFT),
        reviewed=tuple(one for state, one in said if state == LetterState.REVIEWED),
    )


def _said(letter: Letter, patient: str) -> ToAddress:
    return ToAddress(id=letter.id, patient_id=letter.patient_id, about=f"{patient}, {letter.number}")


def _who(reader: Reader, letter: Letter, on: date) -> tuple[str, str] | None:
    """What tells a letter's recipient from everybody else; None where nobody is named."""
    if letter.level == CareLevel.PATIENT:
        return "patient", letter.patient_id
    record = Record(reader.facts([letter.patient_id])[letter.patient_id], on)
    holder = holders(record).get(letter.level)
    if holder is None:
        return None
    return ("person", holder.person_id) if holder.person_id else (letter.patient_id, holder.name.casefold())
