"""A statement that cannot be true is refused in one sentence: off its scale, before birth, or measured after death."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from math import inf
from typing import Protocol

from mdt_app.domain.assessments import misfits, off_item, off_scale
from mdt_app.domain.conflicts import MEASURED
from mdt_app.domain.dates import UNIT_DAYS
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.guidance import CRITERION_IDS, ELEMENT_IDS, PROMPT_IDS, Instrument
from mdt_app.domain.incoming import IncomingPatient
from mdt_app.domain.payloads import (
    SDM_STEPS,
    Assessment,
    CriterionDecision,
    ElementEntry,
    Override,
    Payload,
    Prognosis,
    Score,
    SdmStep,
    TreatmentLine,
)
from mdt_app.domain.record import Record


class Statement(Protocol):
    """Anything that is to become a fact."""

    @property
    def kind(self) -> Kind:
        """What it is about."""

    @property
    def payload(self) -> Payload:
        """What it says."""

    @property
    def true_from(self) -> date:
        """From when on it is true."""

    @property
    def true_to(self) -> date | None:
        """Until when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """The days between which a patient's facts can lie, as far as they are known; `measured` is the newest measure."""

    born: date | None = None
    died: date | None = None
    measured: date | None = None


def life_of(born: date | None, facts: Iterable[Fact], but_not: str = "") -> Life:
    """The days of a life by what stands on record; the fact `but_not`, one being corrected, is passed over."""
    record = Record(tuple(facts), date.max)
    deaths = [fact.true_from for fact in record.of(Kind.DEATH) if fact.id != but_not]
    measured = [fact.true_from for fact in record.of(*MEASURED) if fact.id != but_not]
    return Life(born=born, died=min(deaths, default=None), measured=max(measured, default=None))


def impossible(said: Statement, life: Life) -> str:
    """Why a statement cannot be true, in one sentence, else ""."""
    return _outside_life(said, life) or _no_value(said)


def _outside_life(said: Statement, life: Life) -> str:
    day = said.true_from
    if said.true_to is not None and said.true_to < day:
        return f"It cannot end on {said.true_to}, before it begins on {day}."
    if life.born is not None and day < life.born:
        what = "The death on " if said.kind is Kind.DEATH else ""
        return f"{what}{day} is before the patient was born ({life.born})."
    if said.kind in MEASURED and life.died is not None and day > life.died:
        return f"The patient died on {life.died}; nothing is measured after that day."
    if said.kind is Kind.DEATH and life.died not in (None, day):
        return f"The death is on record already, on {life.died}; correct that entry instead."
    if said.kind is Kind.DEATH and life.measured is not None and day < life.measured:
        return f"Something was measured on {life.measured}, after this day; correct that first."
    return ""


def unrecordable(said: Statement, instruments: Mapping[str, Instrument], before: Payload | None) -> str:
    """Why an assessment cannot be recorded at a desk, in one sentence, else "".

    What stands on record stays sayable: a correction of its day or setting (`before` has the same answers) passes,
    though nobody knows the instrument, or its scale, any more.
    """
    filled = said.payload
    if not isinstance(filled, Assessment):
        return ""
    same = isinstance(before, Assessment) and (before.instrument, before.answers) == (
        filled.instrument,
        filled.answers,
    )
    if same or (said.kind is Kind.ASSESSMENT_DRAFT and not filled.answers):
        return ""
    instrument = instruments.get(filled.instrument)
    if instrument is None:
        return f'There is no instrument "{filled.instrument[:40]}" here; put its file back to record with it.'
    return next(iter(misfits(filled, instrument)), "")


def _no_value(said: Statement) -> str:
    payload = said.payload
    if isinstance(payload, Score):
        return off_scale(said.kind, payload.value)
    if isinstance(payload, TreatmentLine) and payload.number < 1:
        return "Lines of treatment count from 1."
    if isinstance(payload, Prognosis) and payload.amount is not None:
        if not 0 <= payload.amount < inf:
            return "A survival estimate is a number and cannot be below 0."
        if payload.unit not in UNIT_DAYS:
            return "A survival estimate is given in days, weeks, months or years."
    return _no_such(payload)


def _no_such(payload: Payload) -> str:
    """What names one of the paper's things names one that there is."""
    match payload:
        case ElementEntry(element=id) if id not in ELEMENT_IDS:
            return f'"{id[:20]}" is none of the 28 elements.'
        case CriterionDecision(criterion=id) if id not in CRITERION_IDS:
            return f'"{id[:20]}" is none of the 11 criteria.'
        case SdmStep(step=id) if id not in SDM_STEPS:
            return f'"{id[:20]}" is none of the four steps of deciding together.'
        case Override(prompt=id) if id not in PROMPT_IDS:
            return f'"{id[:20]}" is none of the prompts.'
    return ""


def fitted(
    incoming: IncomingPatient, instruments: Mapping[str, Instrument]
) -> tuple[IncomingPatient, tuple[str, ...]]:
    """A patient of a file with every answer off its scale left open, and a sentence for each."""
    kept, problems = [], []
    for one in incoming.facts:
        if isinstance(one.payload, Assessment):
            filled, said = on_scale(one.payload, instruments)
            one = replace(one, payload=filled) if said else one
            problems += [f"{one.origin}: {sentence} It counts as not answered." for sentence in said]
        kept.append(one)
    return replace(incoming, facts=tuple(kept)), tuple(problems)


def on_scale(filled: Assessment, instruments: Mapping[str, Instrument]) -> tuple[Assessment, tuple[str, ...]]:
    """The assessment with each answer off its scale left open, and a sentence for each; as it is where nobody knows
    the instrument."""
    instrument = instruments.get(filled.instrument)
    if instrument is None:
        return filled, ()
    kept: list[tuple[str, float | None]] = []
    said: list[str] = []
    for code, value in filled.answers:
        item = instrument.item(code)
        wrong = off_item(item, value) if item is not None else ""
        said += [wrong] if wrong else []
        kept.append((code, None if wrong else value))
    return replace(filled, answers=tuple(kept)), tuple(said)
