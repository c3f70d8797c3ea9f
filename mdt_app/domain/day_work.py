"""What somebody's day consists of follows from the roles of the account; several roles make one day of all."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from mdt_app.domain.worklist import Waits


class DayWork(StrEnum):
    """The lists of a day beside those about patients (`Waits`), in the order in which they stand."""

    REQUESTS = "requests"
    ACTIONS = "actions"
    NEXT_CASES = "next-cases"
    PREPARE = "prepare"
    NEEDS = "needs"
    NO_ANSWER = "no-answer"
    UNPLACED = "unplaced"
    REVIEW = "review"
    LETTERS = "letters"
    ATTENDANCE = "attendance"


List = DayWork | Waits
_CARE_GAPS = frozenset(
    {Waits.NO_HOLDER, Waits.NO_ONCOLOGIST, Waits.NO_NIGHT, Waits.NO_COVER, Waits.NO_TERTIARY}
)
_EVERYTHING: frozenset[List] = frozenset((*DayWork, *Waits))

OF_ROLE: dict[str, frozenset[List]] = {
    "owner": _EVERYTHING,
    "coordinator": _CARE_GAPS
    | {DayWork.REQUESTS, DayWork.ACTIONS, DayWork.PREPARE, DayWork.NEEDS, DayWork.NO_ANSWER, DayWork.UNPLACED}
    | {DayWork.LETTERS, DayWork.ATTENDANCE, Waits.CRITERIA, Waits.TRANSITION},
    "clinician": frozenset(Waits)
    | {DayWork.REQUESTS, DayWork.ACTIONS, DayWork.NEXT_CASES}
    | {DayWork.REVIEW, DayWork.LETTERS},
    "palliative": frozenset(Waits) - {Waits.NO_HOLDER, Waits.NO_ONCOLOGIST, Waits.LAPSED, Waits.DEATH_30_DAYS}
    | {DayWork.REQUESTS, DayWork.ACTIONS, DayWork.NEXT_CASES, DayWork.REVIEW},
    "secretary": frozenset(
        {DayWork.LETTERS, DayWork.ATTENDANCE, DayWork.ACTIONS, Waits.NO_HOLDER, Waits.NO_ONCOLOGIST}
    ),
    "guest": frozenset(Waits) | {DayWork.ACTIONS, DayWork.NEXT_CASES},
}
"""Who only administers or audits has no work about patients."""


def day_of(roles: Collection[str]) -> frozenset[List]:
    """The lists of somebody with these roles: the union of theirs."""
    nothing: frozenset[List] = frozenset()
    return nothing.union(*(OF_ROLE.get(one, nothing) for one in roles))
