"""Every decided recommendation is somebody's to carry out until somebody says what became of it, over all boards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from mdt_app.domain.accounts import Account
from mdt_app.domain.agenda import Board, Listing, Meeting
from mdt_app.domain.cases import Case
from mdt_app.domain.decisions import Fate, Recommendation
from mdt_app.domain.fates import is_late
from mdt_app.domain.people import Patient, Person
from mdt_app.operations.fates import SETTLED
from mdt_app.operations.held import all_as_held
from mdt_app.operations.work import Reader

T = TypeVar("T")
AT_ONCE = 500
NEWEST = 100
"""So many marks are shown again, so that one can be taken back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRow:
    """A decided recommendation: whose patient, at which board it was decided and when. `mine` is the reader's own,
    `late` one whose day has passed."""

    recommendation: Recommendation
    patient: str
    case_number: str
    board_id: str
    board: str
    meeting_id: str
    decided_on: date
    mine: bool
    late: bool

    @property
    def id(self) -> str:
        return self.recommendation.id

    @property
    def place(self) -> str:
        """Where the case stands: "meeting id/listing id"."""
        return f"{self.meeting_id}/{self.recommendation.listing_id}"


def open_actions(reader: Reader, account: Account, today: date) -> tuple[ActionRow, ...]:
    """All that nobody has marked yet: one's own first, then by day, those without a day last."""
    return _rows(reader, reader.find(Recommendation, removed=False, fate=Fate.OPEN), account, today)


def my_actions(reader: Reader, account: Account, today: date) -> tuple[ActionRow, ...]:
    """Those of the reader alone, the most pressing first."""
    mine = Mine.of(reader, account)
    owners = sorted({mine.person_id, ""})
    found = reader.find(Recommendation, removed=False, fate=Fate.OPEN, owner_id=owners)
    return _rows(reader, [one for one in found if mine.owns(one)], account, today)


def marked_actions(reader: Reader, account: Account, today: date) -> tuple[ActionRow, ...]:
    """The newest marks, the last day first."""
    said = tuple(one for one in Fate if one is not Fate.OPEN)
    newest = reader.find(Recommendation, removed=False, fate=said, order=("-fate_on", "id"), limit=NEWEST)
    place = {one.id: number for number, one in enumerate(newest)}
    return tuple(sorted(_rows(reader, newest, account, today), key=lambda row: place[row.id]))


@dataclass(frozen=True, slots=True)
class Mine:
    """By what something is known as one's own: the person of the directory, or the name as it was written."""

    person_id: str
    names: frozenset[str]

    @classmethod
    def of(cls, reader: Reader, account: Account) -> Mine:
        people = reader.find(Person, id=account.person_id) if account.person_id else ()
        written = [account.name, *(one.name for one in people)]
        written += [f"{one.given} {one.family}" for one in people if one.given]
        return cls(account.person_id, frozenset(one.strip() for one in written if one.strip()))

    def owns(self, one: Recommendation) -> bool:
        return one.owner_id == self.person_id if one.owner_id else self.is_called(one.owner)

    def is_called(self, name: str) -> bool:
        """Whether a name as written is the reader's own."""
        return name.strip().casefold() in {one.casefold() for one in self.names}


def _rows(
    reader: Reader, found: Iterable[Recommendation], account: Account, today: date
) -> tuple[ActionRow, ...]:
    said = [one for one in found if one.what.strip()]
    listings = _settled_listings(reader, [one.listing_id for one in said])
    decided = [one for one in said if one.listing_id in listings]
    boards = {one.id: one for one in reader.find(Board)}
    meetings = {
        one.id: one for one in _by_ids(reader, Meeting, [one.meeting_id for one in listings.values()])
    }
    held = all_as_held(reader, tuple(meetings.values()), boards)
    patients = {one.id: one for one in _by_ids(reader, Patient, [one.patient_id for one in decided])}
    cases = {one.id: one for one in _by_ids(reader, Case, [one.case_id for one in decided])}
    mine = Mine.of(reader, account)
    rows = []
    for one in decided:
        meeting = held[listings[one.listing_id].meeting_id]
        rows.append(
            ActionRow(
                recommendation=one,
                patient=patients[one.patient_id].name,
                case_number=cases[one.case_id].number,
                board_id=meeting.board_id,
                board=boards[meeting.board_id].name,
                meeting_id=meeting.id,
                decided_on=meeting.starts_at.date(),
                mine=mine.owns(one),
                late=is_late(one, today),
            )
        )
    return tuple(sorted(rows, key=_pressing))


def _pressing(row: ActionRow) -> tuple[bool, date, date, int]:
    one = row.recommendation
    return not row.mine, one.due or date.max, row.decided_on, one.position


def _settled_listings(reader: Reader, ids: Sequence[str]) -> dict[str, Listing]:
    found = _by_ids(reader, Listing, ids)
    return {one.id: one for one in found if one.outcome in SETTLED}


def _by_ids(reader: Reader, kind: type[T], ids: Iterable[str]) -> list[T]:
    """Many things of one kind, some at a time: no engine takes a list of any length."""
    wanted = sorted(set(ids))
    parts = (wanted[start : start + AT_ONCE] for start in range(0, len(wanted), AT_ONCE))
    return [one for some in parts for one in reader.find(kind, id=some)]
