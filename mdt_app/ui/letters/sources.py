"""Each thing that a letter says is mended at one place, which is opened from beside the letter."""

from __future__ import annotations

from mdt_app.domain.holders import holders
from mdt_app.domain.people import CareLevel
from mdt_app.ui.letters.reading import OneLetter
from mdt_app.ui.letters.words import tr

CASE, PLANNING, CARE, TIMELINE = "case", "patient/planning", "patient/care", "patient/timeline"
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
    return f"{DIRECTORY}/{holder.person_id}" if known and holder is not None else CARE


def holder(one: OneLetter, level: str) -> str:
    """Where who holds a level of care, and the number to ring, are mended: what the care team says goes first."""
    named = holders(one.record.record).get(level)
    return entry(one, level) if named is not None and not named.phone else CARE


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
        "timeline": tr("Opens the patient’s timeline."),
    }.get(part, tr("Opens the patient."))  # fmt: skip
