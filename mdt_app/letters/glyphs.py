"""What every page repeats is looked at before anything is set: a name that no font can draw is said with its field."""

from __future__ import annotations

from collections.abc import Iterator

from mdt_app.domain.letters.checks import PARTS
from mdt_app.domain.letters.contents import LetterContent, PatientContent
from mdt_app.domain.letters.parts import Shared
from mdt_app.domain.people import CareLevel
from mdt_app.letters.fonts import BOLD, REGULAR, WRITE
from mdt_app.letters.shaping import require_glyphs
from mdt_app.letters.text import clean

HERE = "Write it in Latin, Greek or Cyrillic letters {place}."
PATIENT = HERE.format(place="on the patient's page (Edit)")
RECIPIENT = HERE.format(
    place="where it is kept, in People or on the patient's page, and address the letter anew"
)
PEOPLE = HERE.format(place="where it is kept, in People or on the patient's page")
BOARD = HERE.format(place="in the board's settings")


def require_drawable(content: LetterContent) -> None:
    """Raises `Refused` in one sentence: the character, its field and where to write it otherwise."""
    for field, text, remedy in (*known(content.shared), *written(content)):
        for font in (REGULAR, BOLD):
            require_glyphs(clean(text), font, field, remedy)


def known(shared: Shared) -> Iterator[tuple[str, str, str]]:
    """(field, text, what to do) of what the letters of a decision name on their pages."""
    yield "the patient's name", shared.patient.name, PATIENT
    for line in (shared.recipient.name, *shared.recipient.lines):
        yield "the recipient's name and address", line, RECIPIENT
    if shared.level != CareLevel.PATIENT:
        yield "the board's name", shared.board, BOARD
    for row in shared.responsibilities:
        for holder in (row.holder, row.later):
            if holder is not None:
                yield "a name in the care team", holder.short or holder.name, PEOPLE
    for line in (shared.letterhead.hospital, shared.letterhead.patient_unit):
        yield "the letterhead", line, BOARD
    for line in shared.letterhead.foot:
        yield "the foot of the letter", line, BOARD
    yield "what changed since the version before", shared.changed, WRITE
    for copy in shared.copies if shared.level == CareLevel.SECONDARY else ():
        yield "the name of another letter's recipient", copy.name, RECIPIENT


def written(content: LetterContent) -> Iterator[tuple[str, str, str]]:
    """What was written for the patient, part by part."""
    if isinstance(content, PatientContent):
        for part, words in PARTS.items():
            text = getattr(content, part)
            yield f"the words for the patient, {words}", text if part != "short" else " ".join(text), WRITE
        for row in content.days:
            yield f"the words for the patient, recommendation {row.number}", row.plain, WRITE
