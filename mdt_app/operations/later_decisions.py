"""What is decided for a patient later goes before what was decided earlier, whichever board decides."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from mdt_app.domain.agenda import Board, Listing, Meeting
from mdt_app.domain.errors import Missing, Refused
from mdt_app.domain.letters.later import Later
from mdt_app.domain.letters.letter import Letter, LetterPart, LetterState, read_part
from mdt_app.operations.fates import SETTLED
from mdt_app.operations.held import all_as_held, as_held
from mdt_app.operations.work import Reader


@dataclass(frozen=True, slots=True)
class _Decision:
    """When and by which board something was decided for a patient."""

    at: datetime
    board: str

    @property
    def later(self) -> Later:
        return Later(day=self.at.date(), board=self.board)


def later_decision(reader: Reader, listing: Listing, meeting: Meeting, on: date = date.max) -> Later | None:
    """The newest decision on the listing's patient after its own `meeting`, as held, among those made until `on`."""
    return _newest(_decisions(reader, [listing.patient_id])[listing.patient_id], meeting.starts_at, on)


def overtaken_by(reader: Reader, letter: Letter) -> Later | None:
    """The newest decision on the patient after the letter's own meeting."""
    listing = reader.get(Listing, letter.listing_id)
    meeting = reader.get(Meeting, listing.meeting_id)
    held = as_held(reader, meeting, reader.get(Board, meeting.board_id))
    return later_decision(reader, listing, held)


def require_newest(reader: Reader, letter: Letter) -> None:
    """Raises `Refused` for an issued letter that a newer decision overtook, and that does not say so."""
    later = overtaken_by(reader, letter)
    if later is not None and not says_it(reader, letter, later):
        raise Refused(overtaken_unsaid(letter, later))


def overtaken_unsaid(letter: Letter, later: Later) -> str:
    """Why an issued letter waits that a newer decision overtook."""
    return (
        f"{letter.number} was issued before {later.board} decided again on {later.day}. Correct it: the new version "
        "names that decision."
    )


def later_decisions(
    reader: Reader, letters: Collection[Letter], meetings: Mapping[str, Meeting]
) -> dict[str, Later]:
    """Letter id -> the newest decision after the letter's own meeting, as held, where the letter does not say it.

    `meetings` are those of the letters by the listing's id.
    """
    decisions = _decisions(reader, {one.patient_id for one in letters})
    found = {
        one.id: later
        for one in letters
        if (later := _newest(decisions[one.patient_id], meetings[one.listing_id].starts_at)) is not None
    }
    return {
        one.id: found[one.id]
        for one in letters
        if one.id in found and not says_it(reader, one, found[one.id])
    }


def says_it(reader: Reader, letter: Letter, later: Later) -> bool:
    """Whether what somebody approved, or what was issued, names this decision; a draft is not read yet."""
    if letter.state == LetterState.DRAFT:
        return False
    part = read_part(letter.reviewed_as) if letter.is_open else LetterPart.CONTENT
    try:
        said = json.loads(reader.letter_file(letter.id, part))["shared"].get("later")
    except (Missing, ValueError, KeyError):
        return False
    return said is not None and said["day"] == later.day.isoformat()


def _newest(decisions: Iterable[_Decision], after: datetime, on: date = date.max) -> Later | None:
    later = [one for one in decisions if one.at > after and one.at.date() <= on]
    return max(later, key=lambda one: one.at).later if later else None


def _decisions(reader: Reader, patient_ids: Collection[str]) -> dict[str, list[_Decision]]:
    """Patient id -> what was decided at meetings that were closed at least once, and may be open again."""
    listings = reader.find(Listing, patient_id=sorted(patient_ids), outcome=SETTLED)
    planned = [
        one
        for one in reader.find(Meeting, id=list({one.meeting_id for one in listings}))
        if one.closed_at is not None
    ]
    boards = {one.id: one for one in reader.find(Board, id=list({one.board_id for one in planned}))}
    meetings = all_as_held(reader, planned, boards)
    found: dict[str, list[_Decision]] = defaultdict(list)
    for one in listings:
        if (meeting := meetings.get(one.meeting_id)) is not None:
            found[one.patient_id].append(_Decision(meeting.starts_at, boards[meeting.board_id].name))
    return found
