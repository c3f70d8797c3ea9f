"""At each level of care a patient has a named holder or an explicit "none yet" (Figure 1)."""

from __future__ import annotations

from mdt_app.domain.facts import Kind
from mdt_app.domain.payloads import CareHolder
from mdt_app.domain.record import Record


def holders(record: Record) -> dict[str, CareHolder]:
    """Level -> who holds it: of the care-holder facts that stand, the newest, on one day the last recorded."""
    standing = [one for one in record.of(Kind.CARE_HOLDER) if record.stands(one)]
    standing.sort(key=lambda one: (one.true_from, one.recorded_at))
    return {one.payload.level: one.payload for one in standing if isinstance(one.payload, CareHolder)}
