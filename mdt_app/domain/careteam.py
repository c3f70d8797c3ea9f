"""At each level of care a patient has a named holder or an explicit "none yet" (Figure 1)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.payloads import CareHolder


def holders(facts: Iterable[Fact], on: date) -> dict[str, CareHolder]:
    """Level -> who holds it on the day: the newest standing care-holder fact of that level."""
    facts = tuple(facts)
    gone = {one.replaces for one in facts if one.replaces} | {one.id for one in facts if one.withdrawn}
    newest: dict[str, tuple[tuple[date, object], CareHolder]] = {}
    for one in facts:
        if one.kind != Kind.CARE_HOLDER or one.id in gone or not isinstance(one.payload, CareHolder):
            continue
        if one.true_from > on or (one.true_to is not None and one.true_to < on):
            continue
        rank = (one.true_from, one.recorded_at)
        level = one.payload.level
        if level not in newest or newest[level][0] <= rank:
            newest[level] = (rank, one.payload)
    return {level: holder for level, (_, holder) in newest.items()}
