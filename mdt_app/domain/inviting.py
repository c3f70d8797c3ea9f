"""An invitation is one person's to one case; who was told what time stands in his entry, and answers come back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from mdt_app.domain.attendance import Presence
from mdt_app.domain.planning_day import Window


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
    """One of a person's own slots as he was told it; `reference` is short and names nobody."""

    listing_id: str
    reference: str
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One person's calendar entry for one meeting, as last sent: the same `uid` all its life, a higher `sequence` with
    each update. `how` is e-mail, file or phone; a cancelled one says that he need not come."""

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
