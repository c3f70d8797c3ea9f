"""Which issued letters say what was corrected since is asked of all at once, and looked at closely in a few."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from mdt_app.domain.agenda import Board, Listing, Meeting, zone_of
from mdt_app.domain.errors import Missing, Refused
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.letters.letter import OPEN, Letter, LetterState
from mdt_app.domain.letters.mended import Mended, Mending, as_known, mendings
from mdt_app.domain.letters.wanted import no_patient_letter
from mdt_app.domain.people import CareLevel, Person
from mdt_app.domain.record import Record
from mdt_app.operations.work import Reader

if TYPE_CHECKING:
    from mdt_app.domain.findings import Surroundings
    from mdt_app.domain.letters.contents import LetterContent
    from mdt_app.domain.letters.record import LetterRecord

AT_ONCE = 25
"""Letters that are looked at closely in one reading, so that a page which is asked for meanwhile does not wait."""

MOST_KEPT = 50_000

_SEEN: dict[tuple[str, tuple[str, ...]], Mended | None] = {}
"""What was found of a letter with the corrections that came after it, as long as the program runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MendedLetters:
    """The letters that carry an error `by_id`, and how many are `left` to be looked at."""

    by_id: Mapping[str, Mended] = field(default_factory=dict)
    left: int = 0


def mended_letters(reader: Reader, guidance: Guidance, at_once: int = AT_ONCE) -> MendedLetters:
    """Issued letters that say what was corrected since, and that no newer one stands for; those are not looked at
    again that were once, of the others the newest `at_once`."""
    came = reader.corrected_since_issuing()
    unseen = sorted((id for id in came if (id, came[id]) not in _SEEN), reverse=True)
    for letter in reader.find(Letter, id=unseen[:at_once]):
        _keep(letter.id, came[letter.id], _looked_at(reader, guidance, letter))
    found = {id: one for id, ids in came.items() if (one := _SEEN.get((id, ids))) is not None}
    return MendedLetters(by_id=_standing(reader, found, came), left=max(0, len(unseen) - at_once))


def mended_of(reader: Reader, guidance: Guidance, patient_id: str) -> Mapping[str, Mended]:
    """The same of the letters of one patient, each looked at."""
    issued = {one.id: one for one in reader.find(Letter, patient_id=patient_id, state=LetterState.ISSUED)}
    since = {id: reader.facts_since_issuing(id) for id in issued}
    corrected = {id: tuple(one for one, old in came.items() if old) for id, came in since.items()}
    came = {id: ids for id, ids in corrected.items() if ids}
    found = {}
    for id, ids in came.items():
        if (id, ids) not in _SEEN:
            _keep(id, ids, _looked_at(reader, guidance, issued[id]))
        if (mended := _SEEN[id, ids]) is not None:
            found[id] = mended
    return _standing(reader, found, came)


def require_unmended(reader: Reader, guidance: Callable[[], Guidance], letter: Letter) -> None:
    """Raises `Refused` for an issued letter that says what was corrected since; `guidance` is asked for only where
    something was."""
    if not _corrected(reader, letter)[1]:
        return
    if (found := _looked_at(reader, guidance(), letter)) is not None:
        what = " and ".join(dict.fromkeys(one.then.kind.replace("-", " ") for one in found.mendings))
        raise Refused(
            f"{letter.number} differs from the record: {what} was corrected on {found.since}. Correct the letter; then "
            "send what stands."
        )


def _keep(letter_id: str, came: tuple[str, ...], found: Mended | None) -> None:
    if len(_SEEN) >= MOST_KEPT:
        _SEEN.clear()
    _SEEN[letter_id, came] = found


def _standing(
    reader: Reader, found: Mapping[str, Mended], came: Mapping[str, Collection[str]]
) -> dict[str, Mended]:
    """Without those whose correction is begun, that nobody is to have, or that a newer letter stands for."""
    mine = reader.find(Letter, id=list(found))
    of_patients = reader.find(
        Letter, patient_id=list({one.patient_id for one in mine}), state=(LetterState.ISSUED, *OPEN)
    )
    begun = {one.replaces for one in of_patients if one.is_open and one.replaces}
    issued = [one for one in of_patients if not one.is_open]
    unwanted = _unwanted(reader, [one for one in mine if one.level == CareLevel.PATIENT])
    kept = {}
    for letter in mine:
        if letter.id in begun or (letter.patient_id in unwanted and letter.level == CareLevel.PATIENT):
            continue
        newer = [one for one in issued if _follows(one, letter)]
        left = tuple(
            each
            for each in found[letter.id].mendings
            if not any(_says_it(one, each, found, came) for one in newer)
        )
        if left and letter.recipient.name:
            kept[letter.id] = replace(found[letter.id], mendings=left)
    return kept


def _follows(newer: Letter, older: Letter) -> bool:
    """Whether the recipient of a letter had another of the same level after it."""
    return (
        (newer.patient_id, newer.level, newer.recipient.name)
        == (older.patient_id, older.level, older.recipient.name)
        and newer.id != older.id
        and newer.issued_at is not None
        and older.issued_at is not None
        and newer.issued_at > older.issued_at
    )


def _says_it(
    newer: Letter, mending: Mending, found: Mapping[str, Mended], came: Mapping[str, Collection[str]]
) -> bool:
    """Whether a newer letter was written after an error was mended, or is to be corrected for it itself."""
    if mending.now.id not in came.get(newer.id, ()):
        return True
    mine = found.get(newer.id)
    return mine is not None and any(one.now.id == mending.now.id for one in mine.mendings)


def _unwanted(reader: Reader, letters: Sequence[Letter]) -> set[str]:
    """Ids of the patients whose own letter nobody gets any more."""
    facts = reader.facts(list({one.patient_id for one in letters})) if letters else {}
    return {id for id, told in facts.items() if no_patient_letter(Record(told, date.max)) is not None}


def _looked_at(reader: Reader, guidance: Guidance, letter: Letter) -> Mended | None:
    """What of a letter was corrected since, None where it would say the same; nor where its record is gone."""
    try:
        came, found = _corrected(reader, letter)
        mattering = _mattering(reader, guidance, letter, came, found) if found else ()
    except Missing:
        return None
    return Mended(letter_id=letter.id, mendings=mattering) if mattering else None


def _corrected(reader: Reader, letter: Letter) -> tuple[frozenset[str], tuple[Mending, ...]]:
    """Ids of the facts that came after a letter, and what they correct of what it could say."""
    since = reader.facts_since_issuing(letter.id)
    came = frozenset(since)
    if not any(since.values()):
        return came, ()
    facts = reader.facts([letter.patient_id])[letter.patient_id]
    return came, mendings(facts, came, _issued_on(reader, letter))


def _issued_on(reader: Reader, letter: Letter) -> date:
    """The board's own day on which a letter was issued."""
    listing = reader.get(Listing, letter.listing_id)
    board = reader.get(Board, reader.get(Meeting, listing.meeting_id).board_id)
    assert letter.issued_at is not None
    return letter.issued_at.astimezone(zone_of(board)).date()


def _mattering(
    reader: Reader, guidance: Guidance, letter: Letter, came: Collection[str], found: Sequence[Mending]
) -> tuple[Mending, ...]:
    """Those of these corrections without which the letter would say something else."""
    # What composes letters is loaded only where one is looked at closely: the first screen does not wait for it.
    from mdt_app.operations.letter_records import unread_record
    from mdt_app.operations.surroundings import surroundings_of

    on = _issued_on(reader, letter)
    record = unread_record(reader, guidance, letter.listing_id, on)
    around = surroundings_of(reader, [letter.patient_id])[letter.patient_id]

    def said(corrected: Iterable[Mending]) -> LetterContent:
        known = Record(as_known(record.record.facts, came, corrected), on)
        return _said(reader, record, known, around, letter)

    then = said(())
    if said(found) == then:
        return ()
    alone = tuple(one for one in found if len(found) == 1 or said((one,)) != then)
    return alone or tuple(found)


def _said(
    reader: Reader, record: LetterRecord, known: Record, around: Surroundings, letter: Letter
) -> LetterContent:
    """What the letter says where this is what is known."""
    from mdt_app.domain import checklist, criteria
    from mdt_app.domain.holders import holders
    from mdt_app.domain.letters.compose import compose
    from mdt_app.operations.letter_records import met_criteria

    ids = {one.person_id for one in holders(known).values()} - {"", *record.people}
    people = {one.id: one for one in reader.find(Person, id=sorted(ids))}
    as_then = replace(
        record,
        record=known,
        elements=checklist.evaluate(known, record.guidance, around),
        criteria=criteria.evaluate(known, record.guidance),
        met_criteria=met_criteria(known, record.guidance, record.meeting_at.date()),
        people={**record.people, **people},
    )
    return compose(letter.level, as_then, letter)
