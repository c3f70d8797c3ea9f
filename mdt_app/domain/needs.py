"""What a case needs before it is discussed has an owner and a state, and somebody says whether it blocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

THINGS = ("imaging", "pathology", "laboratory", "assessment", "preferences", "other")
"""What may be needed, in the order of the preparation lists."""


class NeedState(StrEnum):
    """`THERE` is also computed from facts; the others only somebody can say."""

    MISSING = "missing"
    ASKED = "asked for"
    AWAITED = "awaited"
    THERE = "there"
    NOT_NEEDED = "not needed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One thing that is asked for, or said of. `wanted` says what exactly ("review of the slides of 3 May"), `owner`
    who sees to it, `expected` by when. What `blocks` is shown on the agenda until it is there."""

    id: str
    what: str
    wanted: str = ""
    state: NeedState = NeedState.MISSING
    owner_id: str = ""
    owner: str = ""
    expected: date | None = None
    blocks: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Need(Wanted):
    """One thing that a case needs."""

    case_id: str
    patient_id: str
    note: str = ""
    removed: bool = False

    @property
    def open(self) -> bool:
        return not self.removed and self.state not in (NeedState.THERE, NeedState.NOT_NEEDED)

    def overdue(self, on: date) -> bool:
        """Whether it is open after the day on which it was expected."""
        return self.open and self.expected is not None and self.expected < on
