"""A score counts for what its instrument's file says of it; an item that was not answered is missing, never 0."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.guidance import Guidance, Instrument, Item, Total
from mdt_app.domain.payloads import Assessment
from mdt_app.domain.record import Record, rivals
from mdt_app.domain.states import Evidence

FREE = "other"
"""A symptom in the patient's own words: it counts where any symptom does, and belongs to no criterion."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SymptomScore:
    """One answer on a symptom: one that the criteria know, or the one that the patient names (`FREE`)."""

    symptom: str
    value: float
    fact: Fact
    item: Item

    @property
    def is_severe(self) -> bool:
        """Whether the instrument calls it severe."""
        return self.item.is_severe(self.value)

    @property
    def calls_for_look(self) -> bool:
        """Whether the instrument says that it asks for a look."""
        return self.item.calls_for_look(self.value)

    @property
    def demand(self) -> tuple[bool, bool, float]:
        """How much it asks for, comparable across scales."""
        return self.is_severe, self.calls_for_look, self.value / self.item.maximum

    def evidence(self) -> Evidence:
        """As a line of evidence: "pain 8"."""
        return Evidence(
            kind=self.fact.kind,
            date=self.fact.true_from,
            value=f"{self.symptom} {self.value:g}",
            fact_id=self.fact.id,
            source=self.fact.source,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalScore:
    """One total of one filled instrument, all of its items being answered."""

    instrument: str
    total: Total
    value: float
    fact: Fact

    @property
    def demand(self) -> tuple[bool, bool, float]:
        """How much it asks for."""
        return self.calls_for_action, self.calls_for_action, self.value

    @property
    def calls_for_action(self) -> bool:
        """Whether it is at or over the instrument's cut-off."""
        return self.total.cut_off is not None and self.value >= self.total.cut_off

    def evidence(self) -> Evidence:
        """As a line of evidence: "distress 6"."""
        return Evidence(
            kind=self.fact.kind,
            date=self.fact.true_from,
            value=f"{self.total.id} {self.value:g}",
            fact_id=self.fact.id,
            source=self.fact.source,
        )


Scored = TypeVar("Scored", SymptomScore, TotalScore)


def answered(record: Record, guidance: Guidance) -> tuple[tuple[Fact, Assessment, Instrument], ...]:
    """The assessments of known instruments with at least one answer on its scale, oldest first."""
    return record.once(_answered, guidance)


def _answered(record: Record, guidance: Guidance) -> tuple[tuple[Fact, Assessment, Instrument], ...]:
    found: list[tuple[Fact, Assessment, Instrument]] = []
    for fact in record.of(Kind.ASSESSMENT):
        filled = fact.payload
        if not isinstance(filled, Assessment):
            continue
        instrument = guidance.instruments.get(filled.instrument)
        if instrument is None:
            continue
        items = ((instrument.item(code), value) for code, value in filled.answers)
        if any(item is not None and item.allows(value) for item, value in items):
            found.append((fact, filled, instrument))
    return tuple(found)


def settling(record: Record, guidance: Guidance, element_id: str) -> tuple[Fact, ...]:
    """The assessments that settle an element, as their instruments' files say; oldest first."""
    return tuple(f for f, _, instrument in answered(record, guidance) if element_id in instrument.settles)


def scored(record: Record, guidance: Guidance, element_id: str) -> tuple[Fact, ...]:
    """The assessments that settle an element and give at least one of their instrument's totals; oldest first."""
    return tuple(
        fact
        for fact, filled, instrument in answered(record, guidance)
        if element_id in instrument.settles and any(_totals(fact, filled, instrument))
    )


def newest_symptoms(record: Record, guidance: Guidance) -> Mapping[str, SymptomScore]:
    """The newest answer for each symptom; a rival of the same day counts where it asks for more."""
    return record.once(_newest_symptoms, guidance)


def _newest_symptoms(record: Record, guidance: Guidance) -> Mapping[str, SymptomScore]:
    found: dict[str, list[SymptomScore]] = {}
    for fact, filled, instrument in answered(record, guidance):
        for score in _symptoms(fact, filled, instrument):
            found.setdefault(score.symptom, []).append(score)
    return {symptom: _newest(scores) for symptom, scores in found.items()}


def newest_totals(record: Record, guidance: Guidance, element_id: str) -> tuple[TotalScore, ...]:
    """The newest value of each total of the instruments that settle an element."""
    found: dict[tuple[str, str], list[TotalScore]] = {}
    for fact, filled, instrument in answered(record, guidance):
        if element_id not in instrument.settles:
            continue
        for score in _totals(fact, filled, instrument):
            found.setdefault((score.instrument, score.total.id), []).append(score)
    return tuple(_newest(scores) for scores in found.values())


def _newest(scores: list[Scored]) -> Scored:
    contenders = {fact.id for fact in rivals([score.fact for score in scores])}
    return max((score for score in scores if score.fact.id in contenders), key=lambda score: score.demand)


def _symptoms(fact: Fact, filled: Assessment, instrument: Instrument) -> Iterator[SymptomScore]:
    for code, value in filled.answers:
        item = instrument.item(code)
        symptom = "" if item is None else item.symptom or (FREE if item.free else "")
        if item is not None and symptom and value is not None and item.allows(value):
            yield SymptomScore(symptom=symptom, value=value, fact=fact, item=item)


def _totals(fact: Fact, filled: Assessment, instrument: Instrument) -> Iterator[TotalScore]:
    for total in instrument.totals:
        values = [_allowed(instrument.item(code), filled.score(code)) for code in total.items]
        known = [value for value in values if value is not None]
        if len(known) == len(values):
            yield TotalScore(instrument=instrument.id, total=total, value=sum(known), fact=fact)


def _allowed(item: Item | None, value: float | None) -> float | None:
    return value if item is not None and item.allows(value) else None
