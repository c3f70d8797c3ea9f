"""Who is at the table of each case of an agenda is read in a few queries, then computed case by case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mdt_app.domain.agenda import Board, Listing, Membership
from mdt_app.domain.attendance import Attendance, Contribution
from mdt_app.domain.facts import Kind
from mdt_app.domain.invitations import calls
from mdt_app.domain.inviting import Answer, Guest, Invitation, guests
from mdt_app.domain.people import Person
from mdt_app.domain.record import Record
from mdt_app.domain.states import CriterionState
from mdt_app.operations.rows import Invited
from mdt_app.operations.work import Reader

SOURCE = "invitation"
"""The source of the facts that invitations by hand leave; their key begins with the invitation's id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What computing needs beside a case's own record: the board's rules and seats, people, what was recorded."""

    board: Board
    seats: tuple[Membership, ...]
    people: Mapping[str, Person]
    rows: Mapping[str, tuple[Invitation, ...]]
    attended: Mapping[str, Mapping[str, Attendance]]

    def invited(
        self, listing: Listing, record: Record, states: Iterable[CriterionState]
    ) -> tuple[Invited, ...]:
        """Everybody of a case, the dropped ones too; nobody after the patient's death."""
        if record.is_dead:
            return ()
        rows = self.rows.get(listing.id, ())
        called = calls(record, states, self.board.calls, self.seats, self.people)
        attended = self.attended.get(listing.id, {})
        return tuple(
            _invited(one, attended.get(one.person_id), record, rows)
            for one in guests(called, rows, self.people)
        )


def table_of(
    reader: Reader, board: Board, listings: Sequence[Listing], attended: Iterable[Attendance]
) -> Table:
    """Read for a whole agenda at once."""
    rows: dict[str, list[Invitation]] = defaultdict(list)
    there: dict[str, dict[str, Attendance]] = defaultdict(dict)
    for row in reader.find(Invitation, listing_id=[one.id for one in listings], order=("id",)):
        rows[row.listing_id].append(row)
    for one in attended:
        there[one.listing_id][one.person_id] = one
    seats = reader.find(Membership, board_id=board.id)
    ids = {one.person_id for one in seats} | {one.person_id for one in board.calls if one.person_id}
    ids |= {one.person_id for found in rows.values() for one in found}
    return Table(
        board=board,
        seats=seats,
        people={one.id: one for one in reader.find(Person, id=sorted(ids))},
        rows={id: tuple(found) for id, found in rows.items()},
        attended=there,
    )


def _invited(
    guest: Guest, attendance: Attendance | None, record: Record, rows: Iterable[Invitation]
) -> Invited:
    return Invited(
        person=guest.name,
        person_id=guest.person_id,
        level=guest.level,
        mode=_mode(guest, attendance),
        why=guest.why,
        facts=guest.facts or _hand_facts(guest, record, rows),
        discipline=guest.discipline,
        by_hand=guest.by_hand,
        dropped=guest.dropped,
        reason=guest.reason,
        answer=guest.answer,
        answer_text=guest.answer_text,
        proposed=guest.proposed,
        answered_at=guest.answered_at,
        input_text=_input(attendance),
    )


def _mode(guest: Guest, attendance: Attendance | None) -> str:
    """How he took part where that is recorded; before that, how he means to."""
    if attendance is not None and (attendance.presence or attendance.contribution):
        return attendance.presence or attendance.contribution
    return guest.mode or (Contribution.WRITTEN if guest.answer == Answer.WRITES else "")


def _input(attendance: Attendance | None) -> str:
    if attendance is None or attendance.contribution != Contribution.WRITTEN:
        return ""
    return attendance.contribution_text


def _hand_facts(guest: Guest, record: Record, rows: Iterable[Invitation]) -> tuple[tuple[str, date], ...]:
    row = next((one for one in rows if one.person_id == guest.person_id and one.by_hand), None)
    if row is None:
        return ()
    found = [
        one
        for one in record.of(Kind.INVITED_BY_HAND)
        if one.source == SOURCE and one.source_key.startswith(f"{row.id}/")
    ]
    return tuple((one.kind.value, one.true_from) for one in found[-1:])
