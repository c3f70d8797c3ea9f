"""An invitation is one person's to one case; who was told what time stands in his entry, and answers come back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from mdt_app.domain.attendance import Presence
from mdt_app.domain.invitations import Call
from mdt_app.domain.people import Person
from mdt_app.domain.windows import Window

WRITTEN, SENT = ("file", "e-mail"), "sent"
"""How an entry went out: into a file of either kind; sent by a person, who said so. By phone is told at once."""


class Answer(StrEnum):
    """What somebody invited says; WRITES is written input instead of coming, which is no presence."""

    NONE = ""
    ACCEPTS = "accepts"
    DECLINES = "declines"
    PROPOSES = "proposes another time"
    WRITES = "writes instead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """What is recorded of one person's invitation to one listing.

    Whom the facts call needs no row (domain/invitations.py) until somebody adds (`by_hand`) or drops him, with a
    `reason`, or he answers. `proposed` is the time that he would rather have, aware.
    """

    id: str
    listing_id: str
    case_id: str
    patient_id: str
    person_id: str
    by_hand: bool = False
    dropped: bool = False
    reason: str = ""
    mode: Presence = Presence.UNKNOWN
    answer: Answer = Answer.NONE
    answer_text: str = ""
    proposed: datetime | None = None
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Availability:
    """When one person can be at one meeting, and how; without `windows` any time of it will do."""

    id: str
    board_id: str
    meeting_id: str
    person_id: str
    windows: tuple[Window, ...] = ()
    arrives_at: datetime | None = None
    phone: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldSlot:
    """One of a person's own slots as he was told it; `reference` is short and names nobody.

    Who writes instead is told a deadline: a slot that ends when it begins.
    """

    listing_id: str
    reference: str
    since: datetime
    until: datetime

    @property
    def is_deadline(self) -> bool:
        return self.since == self.until


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One person's calendar entry for one meeting, as last sent: the same `uid` all its life, a higher `sequence` with
    each update. `how` is e-mail (a message was written), file, sent (what was written) or phone; a cancelled one says
    that he need not come."""

    id: str
    board_id: str
    meeting_id: str
    person_id: str
    uid: str
    sequence: int = 0
    slots: tuple[ToldSlot, ...] = ()
    mode: Presence = Presence.UNKNOWN
    where: str = ""
    cancelled: bool = False
    sent_at: datetime | None = None
    how: str = ""

    @property
    def was_written(self) -> bool:
        """Whether it went into a file; that it was passed on, nobody said."""
        return self.how in WRITTEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """One person of one case: who, by which facts or by whose hand, and what he answered.

    `person_id` is "" where the case calls a level that nobody holds, or somebody who is not in the directory. A
    `dropped` one is not invited; `reason` says why he was added or dropped by hand.
    """

    person_id: str
    name: str
    level: str = ""
    discipline: str = ""
    why: str = ""
    facts: tuple[tuple[str, date], ...] = ()
    by_hand: bool = False
    dropped: bool = False
    reason: str = ""
    mode: Presence = Presence.UNKNOWN
    answer: Answer = Answer.NONE
    answer_text: str = ""
    proposed: datetime | None = None
    answered_at: datetime | None = None


def guests(
    called: Iterable[Call], rows: Iterable[Invitation], people: Mapping[str, Person]
) -> tuple[Guest, ...]:
    """Everybody of one case: whom facts and rules call, changed by what is kept of each, then who was added by hand.

    Somebody who answered once and whom nothing calls any more is left out: his answer stays kept.
    """
    kept = {one.person_id: one for one in rows}
    found = [_guest(call, kept.get(call.person_id)) for call in called]
    known = {one.person_id for one in found}
    for row in kept.values():
        if row.by_hand and row.person_id not in known and row.person_id in people:
            found.append(_guest(_hand_made(people[row.person_id]), row))
    return tuple(found)


def _hand_made(person: Person) -> Call:
    return Call(
        level=person.level, name=person.name, person_id=person.id, why="", discipline=person.discipline
    )


def _guest(call: Call, row: Invitation | None) -> Guest:
    facts = tuple((kind, date.fromisoformat(day)) for kind, day in call.facts)
    plain = Guest(
        person_id=call.person_id, name=call.name, level=call.level, discipline=call.discipline, why=call.why,
        facts=facts,
    )  # fmt: skip
    if row is None:
        return plain
    return replace(
        plain,
        why=call.why or f"by hand: {row.reason}",
        by_hand=row.by_hand,
        dropped=row.dropped,
        reason=row.reason,
        mode=row.mode,
        answer=row.answer,
        answer_text=row.answer_text,
        proposed=row.proposed,
        answered_at=row.answered_at,
    )
