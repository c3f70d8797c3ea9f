"""A meeting's day as its people wish it: who can come when, which case needs whom, and what a plan makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from mdt_app.domain.windows import Window


class WishKind(StrEnum):
    """What a plan is asked to keep. A pin is always kept; it is named only where other wishes collide with it."""

    WINDOW = "window"
    """A person is at a case within one of his windows."""
    URGENCY = "urgency"
    """Once everybody of an urgent case can be there, no less urgent case comes before it."""
    END = "end"
    """A case is over when the meeting ends. Without a case id: the meeting's end for all of them."""
    PIN = "pin"
    """A pinned case stays at its time."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Wish:
    """One wish by the ids of what it is about, "" where it is about no case or no person."""

    kind: WishKind
    case_id: str = ""
    person_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """Somebody invited. Without `windows` he has not said when he can come: any time of the meeting will do.

    `outside` people are those whose waiting counts first (the GP, home care, another hospital). `elsewhere` is when
    another meeting has him. `arrives_at` is when he comes whatever his slot (on site between two rounds); without it
    he is told his first slot and comes or is called for that.
    """

    id: str
    name: str
    level: str = ""
    outside: bool = False
    windows: tuple[Window, ...] = ()
    elsewhere: tuple[Window, ...] = ()
    arrives_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCase:
    """A case to be given a slot of `minutes`, with the ids of the people invited. Higher `urgency` comes first;
    `pinned_at` is the start at which it stays. `name` is what messages call it."""

    id: str
    name: str
    minutes: int
    people: tuple[str, ...] = ()
    urgency: int = 0
    pinned_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanningDay:
    """One meeting to be planned; `cases` stand in the order made by hand. What lies between start and end, less the
    breaks, is its capacity."""

    starts_at: datetime
    ends_at: datetime
    cases: tuple[DayCase, ...]
    people: tuple[Invited, ...] = ()
    breaks: tuple[Window, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """When a case is, in the meeting's own time zone."""

    case_id: str
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """How long a person is there. He waits `minutes`: from `since` (his own arrival where he named one, else the start
    of his first slot) to `until` (the end of his last slot), less his own cases' time. A break between counts."""

    person_id: str
    name: str
    outside: bool
    since: datetime
    until: datetime
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPlan:
    """Slots in order of time, stays of everybody who has a case, and the wishes that the slots do not keep."""

    slots: tuple[Slot, ...]
    stays: tuple[Stay, ...] = ()
    unmet: tuple[Wish, ...] = ()

    @property
    def outside_waiting(self) -> int:
        """Minutes that outside people wait, all together."""
        return sum(stay.minutes for stay in self.stays if stay.outside)

    @property
    def order(self) -> tuple[str, ...]:
        """The cases' ids in order of time."""
        return tuple(slot.case_id for slot in self.slots)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What the planner found.

    `plan` keeps all wishes, or as many as could be kept (`plan.unmet` names the others). `bound`: no plan that keeps
    as many wishes lets outside people wait less than so many minutes together; `best` says that `plan` reaches it.
    `collides` names wishes that cannot all be kept, as few as were found in the time; empty where all are kept or
    where it is not known whether they could be (`undecided`). `cancelled` says that the planner was stopped.
    """

    plan: DayPlan
    bound: int
    best: bool
    collides: tuple[Wish, ...] = ()
    undecided: bool = False
    cancelled: bool = False
