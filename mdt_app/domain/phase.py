"""Where a patient stands in the illness is read from dated facts, said with its reason, and decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mdt_app.domain.deviations import bearing_on, explained
from mdt_app.domain.evidence import evidence, fact_phrase
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.record import Known, Record, survival_days
from mdt_app.domain.states import Evidence

PHASE, READ_BY_PHASE = "phase", ("measure_months", "last_weeks_days")
"""The name under which a changed figure bears on the phase, and the figures that do."""

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


def phase(record: Record, guidance: Guidance) -> PhaseState:
    """The latest phase that the facts bear out; what counts as a measure still counts as recent, too.

    Where a figure that it rests on was changed here, the reason says so.
    """
    for found in _LATEST_FIRST:
        state = found(record, guidance)
        if state is not None:
            return state
    return PhaseState(phase=Phase.UNKNOWN, why="No diagnosis is recorded.")


def _died(record: Record, _: Guidance) -> PhaseState | None:
    return _state(Phase.DIED, "The patient has died.", [record.death]) if record.death else None


def _last_weeks(record: Record, guidance: Guidance) -> PhaseState | None:
    said = record.newest(Kind.END_OF_LIFE_PHASE)
    if said is not None and record.answer(Kind.END_OF_LIFE_PHASE):
        return _state(Phase.LAST_WEEKS, "The last phase of life is recorded.", [said])
    estimate = record.estimate()
    days = survival_days(estimate) if estimate is not None else None
    if estimate is None or days is None or days > guidance.settings.last_weeks_days:
        return None
    denied = said is not None and said.true_from >= estimate.true_from
    if denied or not record.is_fresh(estimate, guidance.settings.measure_months):
        return None
    why = f"The newest survival estimate is {_span(guidance.settings.last_weeks_days)} or less."
    why = _explained(why, guidance, *READ_BY_PHASE)
    return _state(Phase.LAST_WEEKS, why, [estimate])


def _explained(why: str, guidance: Guidance, *read: str) -> str:
    """The reason, and what of the figures that it read was changed here."""
    return explained(why, (one for one in bearing_on(guidance.deviations, PHASE) if one.name in read))


def _span(days: int) -> str:
    weeks, rest = divmod(days, 7)
    return f"{days} days" if rest else f"{weeks} weeks" if weeks > 1 else "1 week"


def _progressing(record: Record, guidance: Guidance) -> PhaseState | None:
    progressions = record.of(Kind.PROGRESSION)
    if not progressions or not record.is_fresh(progressions[-1], guidance.settings.measure_months):
        return None
    newest = progressions[-1]
    since = [one for one in record.of(Kind.TREATMENT_LINE) if one.true_from >= newest.true_from]
    then = f"{fact_phrase(since[-1])} since {since[-1].true_from}" if since else "no treatment begun since"
    why = _explained(f"Progression on {newest.true_from}, {then}.", guidance, "measure_months")
    return _state(Phase.PROGRESSING, why, [newest, *since[-1:]], _doubt(record))


def _advanced(record: Record, guidance: Guidance) -> PhaseState | None:
    since = record.advanced.since
    if since is None:
        return None
    diagnosis = _first_diagnosis(record)
    new = diagnosis is not None and record.is_fresh(diagnosis, guidance.settings.measure_months)
    more = f", diagnosed on {diagnosis.true_from}" if diagnosis is not None and new else ""
    why = f"Advanced or incurable disease since {since.true_from}{more}."
    return _state(Phase.ADVANCED, why, [since, *([diagnosis] if diagnosis is not None and new else [])])


def _diagnosed(record: Record, guidance: Guidance) -> PhaseState | None:
    first = _first_diagnosis(record)
    if first is None:
        return None
    if record.is_fresh(first, guidance.settings.measure_months):
        return _state(Phase.NEW_DIAGNOSIS, f"Diagnosed on {first.true_from}.", [first], _doubt(record))
    why = f"Diagnosed on {first.true_from}; no progression in the last {guidance.settings.measure_months} months."
    why = _explained(why, guidance, "measure_months")
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


_LATEST_FIRST: tuple[Callable[[Record, Guidance], PhaseState | None], ...] = (
    _died, _last_weeks, _progressing, _advanced, _diagnosed,
)  # fmt: skip
