"""The case itself says whom it calls to the table, and by which fact (clinical-model section 5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.payloads import CareHolder
from mdt_app.domain.record import Record
from mdt_app.domain.states import CriterionState, CriterionStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Someone to be at the table: `name` is "" where nobody holds that level yet."""

    level: str
    name: str
    person_id: str
    why: str
    facts: tuple[tuple[str, str], ...] = ()


def calls(
    record: Record, criteria: Iterable[CriterionState], holders: dict[str, CareHolder]
) -> tuple[Call, ...]:
    """Who is called: the GP after progression or before going home since the last decision, the palliative team when
    a criterion is suggested or it is already involved, the oncologist in charge. Nobody after death."""
    if record.is_dead:
        return ()
    found = [
        _gp(record, holders.get("primary")),
        _oncologist(holders.get("secondary")),
        _palliative(criteria, holders.get("tertiary")),
    ]
    return tuple(one for one in found if one is not None)


def _gp(record: Record, gp: CareHolder | None) -> Call | None:
    last = record.of(Kind.DECISION)
    since = last[-1].true_from if last else None
    reasons = [
        one
        for one in record.of(Kind.PROGRESSION, Kind.DISCHARGE_HOME_PLANNED)
        if since is None or one.true_from > since
    ]
    if not reasons:
        return None
    newest = reasons[-1]
    word = "progression" if newest.kind == Kind.PROGRESSION else "goes home"
    return _call("primary", gp, f"{word} {newest.true_from:%d-%m-%Y}", (newest,))


def _oncologist(oncologist: CareHolder | None) -> Call | None:
    return _call("secondary", oncologist, "in charge", ()) if oncologist else None


def _palliative(criteria: Iterable[CriterionState], team: CareHolder | None) -> Call | None:
    suggested = [one for one in criteria if one.state == CriterionStatus.SUGGESTED]
    if suggested:
        facts = tuple(
            (evidence.kind, evidence.date.isoformat()) for one in suggested for evidence in one.facts
        )
        call = _call("tertiary", team, f"criterion {', '.join(one.id for one in suggested)}", ())
        return Call(level="tertiary", name=call.name, person_id=call.person_id, why=call.why, facts=facts)
    return _call("tertiary", team, "already involved", ()) if team else None


def _call(level: str, holder: CareHolder | None, why: str, facts: tuple[Fact, ...]) -> Call:
    return Call(
        level=level,
        name=holder.name if holder else "",
        person_id=holder.person_id if holder else "",
        why=why,
        facts=tuple((one.kind.value, one.true_from.isoformat()) for one in facts),
    )
