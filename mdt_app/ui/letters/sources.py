"""Each thing that a letter says is mended at one place, which is opened from beside the letter."""

from __future__ import annotations

from mdt_app.domain.holders import holders
from mdt_app.domain.people import CareLevel
from mdt_app.ui.letters.reading import OneLetter
from mdt_app.ui.letters.words import tr

CASE, PLANNING, CARE = "case", "patient/planning", "patient/care"
TIMELINE = "patient/timeline/letters"
PATIENT, SETTINGS, DIRECTORY = "patient", "settings", "people"
PATIENTS_LETTER = "patient letter"


def way(one: OneLetter, place: str) -> tuple[str, str]:
    """(place, id) as the window goes there; a place may be followed by a part of it, or by somebody's id."""
    letter, meeting = one.letter, one.record.meeting
    kind, _, part = place.partition("/")
    if kind == CASE:
        return "meeting", f"{meeting.id}/{letter.listing_id}"
    if kind == PATIENT:
        return kind, f"{letter.patient_id}/{part}" if part else letter.patient_id
    return kind, part or (f"{one.record.board.id}/letterhead" if kind == SETTINGS else "")


def entry(one: OneLetter, level: str) -> str:
    """Where whoever holds a level of care is mended: in the directory, else in the patient's care team."""
    if level == CareLevel.PATIENT:
        return PATIENT
    holder = holders(one.record.record).get(level)
    known = holder is not None and holder.person_id in one.record.people
    return f"{DIRECTORY}/{holder.person_id}" if known and holder is not None else f"{CARE}/{level}"


def holder(level: str) -> str:
    """Where who holds a level of care is seen and changed, at that level's own box."""
    return f"{CARE}/{level}"


def naming(level: str) -> str:
    """Where somebody is named for a level of care, with the form open."""
    return f"{CARE}/name-{level}"


def address(one: OneLetter) -> str:
    """The field in which the address of a letter's recipient is written."""
    level = one.letter.level
    place = entry(one, level)
    if place == PATIENT:
        return f"{PATIENT}/overview/address"
    return f"{place}/address" if place.startswith(DIRECTORY) else f"{CARE}/address-{level}"


def phone(one: OneLetter, name: str) -> str:
    """The field in which the number of somebody is written whom a letter names."""
    people = one.record.people
    for level, held in holders(one.record.record).items():
        if held.person_id not in people and held.name == name:
            return f"{CARE}/phone-{level}"
    found = [id for id, person in people.items() if person.name == name]
    return f"{DIRECTORY}/{found[0]}/phone" if len(found) == 1 else DIRECTORY


def leads_to(one: OneLetter, place: str) -> str:
    """What is opened, in words."""
    kind, _, part = place.partition("/")
    if kind == CASE:
        return tr(
            "Opens the case. Its meeting is closed: it is opened again with a reason before this is changed."
        )
    if kind == PATIENTS_LETTER:
        return tr("Opens the patient’s letter, where these signs are written.")
    if kind == SETTINGS:
        return tr("Opens the board’s letterhead.")
    if kind == DIRECTORY:
        return tr("Opens the entry in the directory.")
    return {
        "planning": tr("Opens the patient’s planning."), "care": tr("Opens the patient’s care team."),
        "timeline": tr("Opens the patient’s timeline at what letters use; a wrong fact is corrected there."),
    }.get(part.partition("/")[0], tr("Opens the patient."))  # fmt: skip
