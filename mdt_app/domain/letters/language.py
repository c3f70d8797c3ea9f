"""A letter speaks its reader's language where there are letters in it, else the board's, whatever a screen speaks."""

from __future__ import annotations

from collections.abc import Mapping

from mdt_app.domain.agenda import Board
from mdt_app.domain.errors import Refused
from mdt_app.domain.facts import Kind
from mdt_app.domain.holders import holders
from mdt_app.domain.letters.record import LetterRecord
from mdt_app.domain.payloads import CareHolder, Language
from mdt_app.domain.people import CareLevel, Person
from mdt_app.domain.record import Record

LANGUAGES = ("de", "en", "fr", "nl")
"""Languages of letters, BCP 47."""


def written_in(tag: str) -> str:
    """The language of letters for a tag, "nl" for "nl-BE"; "" where there is none."""
    language = tag.strip().casefold().replace("_", "-").partition("-")[0]
    return language if language in LANGUAGES else ""


def boards_language(board: Board) -> str:
    return written_in(board.letterhead.language) or "en"


def patients_language(record: Record, board: Board) -> str:
    """The language that the patient prefers, as said last; the board's where no letters are written in it."""
    facts = [fact.payload for fact in record.of(Kind.LANGUAGE) if isinstance(fact.payload, Language)]
    preferred = [one.code for one in facts if one.preferred]
    return (written_in(preferred[-1]) if preferred else "") or boards_language(board)


def holders_language(holder: CareHolder | None, people: Mapping[str, Person], board: Board) -> str:
    """The language of who holds a level of care, as the directory has it; else the board's."""
    person = people.get(holder.person_id) if holder is not None and holder.person_id else None
    return (written_in(person.language) if person else "") or boards_language(board)


def language_of(one: LetterRecord, level: str) -> str:
    """The language of a letter that has not been drafted yet."""
    if level == CareLevel.PATIENT:
        return patients_language(one.record, one.board)
    return holders_language(holders(one.record).get(level), one.people, one.board)


def require_language(language: str) -> None:
    """Raises `Refused` where there are no letters in a language."""
    if language not in LANGUAGES:
        raise Refused(
            f"Letters are written in {', '.join(LANGUAGES)}; there are no texts in {language[:20]}."
        )
