"""A decided listing has four letters, one per level of care, each for one recipient."""

from __future__ import annotations

from collections.abc import Mapping

from mdt_app.domain.agenda import Board, Listing
from mdt_app.domain.careteam import holders
from mdt_app.domain.facts import CareHolder
from mdt_app.domain.letters import Letter, Recipient
from mdt_app.domain.people import CareLevel, Patient, Person
from mdt_app.operations.commands import new_id
from mdt_app.operations.settling import is_dead, letters_due
from mdt_app.operations.work import Work

INITIAL = {
    CareLevel.PRIMARY: "P",
    CareLevel.SECONDARY: "S",
    CareLevel.TERTIARY: "T",
    CareLevel.PATIENT: "F",
}
TITLES = {"female": "Mrs", "male": "Mr"}
NOBODY = {
    CareLevel.PRIMARY: ("General practitioner", "no GP on file"),
    CareLevel.SECONDARY: ("Oncology team", "no oncologist named"),
    CareLevel.TERTIARY: ("Palliative team", "no palliative team named yet"),
}


def draft_letters(work: Work, listing: Listing, board: Board) -> None:
    """Make the drafts of a decided listing that are not there yet; no patient letter for the dead."""
    there = {one.level for one in work.find(Letter, listing_id=listing.id)}
    facts = work.facts([listing.patient_id]).get(listing.patient_id, ())
    dead = is_dead(facts)
    named = holders(facts, work.command.at.date())
    for level in letters_due(there, dead):
        series = work.count(Letter, case_id=listing.case_id, level=level) + 1
        work.put(
            Letter(
                id=new_id(),
                case_id=listing.case_id,
                patient_id=listing.patient_id,
                listing_id=listing.id,
                level=level,
                number=f"{INITIAL[level]}{series}",
                recipient=_recipient(work, level, listing, board, named),
                made_at=work.command.at,
            )
        )


def _recipient(
    work: Work, level: CareLevel, listing: Listing, board: Board, named: Mapping[str, CareHolder]
) -> Recipient:
    if level == CareLevel.PATIENT:
        return patient_recipient(work.get(Patient, listing.patient_id))
    holder = named.get(level)
    if holder is None:
        role, missing = NOBODY[level]
        lines = (board.letterhead.unit, *board.letterhead.address) if level == CareLevel.SECONDARY else ()
        return Recipient(name=role, lines=lines, role=role, missing=missing)
    known = work.find(Person, id=holder.person_id) if holder.person_id else ()
    return person_recipient(known[0]) if known else holder_recipient(holder)


def patient_recipient(patient: Patient) -> Recipient:
    title = TITLES.get(patient.sex, "")
    name = " ".join(part for part in (title, patient.given, patient.family) if part)
    missing = "" if patient.address else "no address on file"
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
        missing="" if person.address else "no address on file",
    )


def holder_recipient(holder: CareHolder) -> Recipient:
    lines = (*([holder.organisation] if holder.organisation else []), *holder.address)
    return Recipient(
        name=holder.name,
        lines=tuple(lines),
        role=holder.role,
        missing="" if holder.address else "no address on file",
    )
