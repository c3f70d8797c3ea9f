"""Who holds care at a level is who was named last of those that still stand."""

from __future__ import annotations

from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.payloads import CareHolder
from mdt_app.domain.record import Record


def holder_facts(record: Record, task: str = "") -> dict[str, Fact]:
    """Level -> the fact that names its holder, or with a task the holder of that alone: of those that stand, the
    newest, on one day the last recorded."""
    standing = [one for one in record.of(Kind.CARE_HOLDER) if record.stands(one)]
    standing.sort(key=lambda one: (one.true_from, one.recorded_at))
    return {
        one.payload.level: one
        for one in standing
        if isinstance(one.payload, CareHolder) and one.payload.task == task
    }


def holders(record: Record) -> dict[str, CareHolder]:
    """Level -> who holds it."""
    found = holder_facts(record)
    return {level: one.payload for level, one in found.items() if isinstance(one.payload, CareHolder)}
