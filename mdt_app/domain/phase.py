"""Where a patient stands in the illness is read from dated facts, said with its reason, and decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mdt_app.domain.evidence import evidence, fact_phrase
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.record import Known, Record, survival_days
from mdt_app.domain.states import Evidence

LAST_WEEKS_DAYS = 56
"""A survival estimate up to this many days means the last weeks of life [own]."""

SOURCE = "This program's own reading of the facts; no rule rests on it."


class Phase(StrEnum):
    """The phases, in the order in which a patient usually goes through them."""

    UNKNOWN = "unknown"
    NEW_DIAGNOSIS = "new diagnosis"
    CONTROLLED = "controlled"
    ADVANCED = "advanced"
    PROGRESSING = "progressing"
    LAST_WEEKS = "last weeks"
    DIED = "died"


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseState:
    """The phase on a day, since when, why, and on which facts; `doubt` says what is missing to be sure of it."""

    phase: Phase
    why: str
    since: date | None = None
    facts: tuple[Evidence, ...] = ()
    doubt: str = ""


def phase(record: Record, recent_months: int) -> PhaseState:
    """The latest phase that the facts bear out; what is at most so many calendar months old counts as recent [own]."""
    for found in _LATEST_FIRST:
        state = found(record, recent_months)
        if state is not None:
            return state
    return PhaseState(phase=Phase.UNKNOWN, why="No diagnosis is recorded.")


def _died(record: Record, _: int) -> PhaseState | None:
    return _state(Phase.DIED, "The patient has died.", [record.death]) if record.death else None


def _last_weeks(record: Record, recent_months: int) -> PhaseState | None:
    said = record.newest(Kind.END_OF_LIFE_PHASE)
    if said is not None and record.answer(Kind.END_OF_LIFE_PHASE):
        return _state(Phase.LAST_WEEKS, "The last phase of life is recorded.", [said])
    estimate = record.estimate()
    days = survival_days(estimate) if estimate is not None else None
    if estimate is None or days is None or days > LAST_WEEKS_DAYS:
        return None
    denied = said is not None and said.true_from >= estimate.true_from
    if denied or not record.is_fresh(estimate, recent_months):
        return None
    why = f"The newest survival estimate is {LAST_WEEKS_DAYS // 7} weeks or less."
    return _state(Phase.LAST_WEEKS, why, [estimate])


def _progressing(record: Record, recent_months: int) -> PhaseState | None:
    progressions = record.of(Kind.PROGRESSION)
    if not progressions or not record.is_fresh(progressions[-1], recent_months):
        return None
    newest = progressions[-1]
    since = [one for one in record.of(Kind.TREATMENT_LINE) if one.true_from >= newest.true_from]
    then = f"{fact_phrase(since[-1])} since {since[-1].true_from}" if since else "no treatment begun since"
    why = f"Progression on {newest.true_from}, {then}."
    return _state(Phase.PROGRESSING, why, [newest, *since[-1:]], _doubt(record))


def _advanced(record: Record, recent_months: int) -> PhaseState | None:
    since = record.advanced.since
    if since is None:
        return None
    diagnosis = _first_diagnosis(record)
    new = diagnosis is not None and record.is_fresh(diagnosis, recent_months)
    more = f", diagnosed on {diagnosis.true_from}" if diagnosis is not None and new else ""
    why = f"Advanced or incurable disease since {since.true_from}{more}."
    return _state(Phase.ADVANCED, why, [since, *([diagnosis] if diagnosis is not None and new else [])])


def _diagnosed(record: Record, recent_months: int) -> PhaseState | None:
    first = _first_diagnosis(record)
    if first is None:
        return None
    if record.is_fresh(first, recent_months):
        return _state(Phase.NEW_DIAGNOSIS, f"Diagnosed on {first.true_from}.", [first], _doubt(record))
    why = f"Diagnosed on {first.true_from}; no progression in the last {recent_months} months."
    return _state(Phase.CONTROLLED, why, [first, *record.of(Kind.PROGRESSION)[-1:]], _doubt(record))


def _first_diagnosis(record: Record) -> Fact | None:
    return next(iter(record.active(Kind.DIAGNOSIS)), None)


def _doubt(record: Record) -> str:
    signs = record.advanced.signs
    if record.advanced.known is not Known.UNKNOWN or not signs:
        return ""
    return f"{fact_phrase(signs[0])} since {signs[0].true_from}, and nobody said whether the disease is advanced."


def _state(phase: Phase, why: str, facts: Sequence[Fact], doubt: str = "") -> PhaseState:
    return PhaseState(phase=phase, why=why, since=facts[0].true_from, facts=evidence(facts), doubt=doubt)


_LATEST_FIRST: tuple[Callable[[Record, int], PhaseState | None], ...] = (
    _died, _last_weeks, _progressing, _advanced, _diagnosed,
)  # fmt: skip
