"""Every fact has one short form in words, the same wherever it is evidence."""

from __future__ import annotations

from collections.abc import Iterable

from mdt_app.domain.facts import (
    Acp,
    Answer,
    Assessment,
    Carer,
    Condition,
    CriterionDecision,
    ElementEntry,
    Encounter,
    Event,
    Fact,
    Faith,
    Kind,
    Language,
    Medication,
    PatientWords,
    Prognosis,
    Proposal,
    Referral,
    Score,
    SdmStep,
    Stage,
    Trace,
    TreatmentLine,
)
from mdt_app.domain.states import Evidence

UNITS = {"d": "days", "wk": "weeks", "mo": "months", "a": "years"}


def evidence(facts: Iterable[Fact]) -> tuple[Evidence, ...]:
    """The facts as lines of evidence, in the order given."""
    return tuple(
        Evidence(kind=fact.kind, date=fact.true_from, value=value(fact), fact_id=fact.id, source=fact.source)
        for fact in facts
    )


def value(fact: Fact) -> str:
    """A fact in a few plain words: "ECOG 3", "prognosis 3 months", "progression: liver"."""
    name = str(fact.kind).replace("-", " ")
    payload = fact.payload
    if isinstance(payload, Answer):
        return f"{name}: {'yes' if payload.value else 'no'}"
    if isinstance(payload, Score):
        return f"ECOG {payload.value}" if fact.kind is Kind.ECOG else f"{name} {payload.value}"
    if isinstance(payload, Condition):
        return payload.text or payload.code or name
    if isinstance(payload, Event):
        return f"{name}: {payload.text}" if payload.text else name
    return _other(fact, name)


def _other(fact: Fact, name: str) -> str:
    match fact.payload:
        case Prognosis(amount=amount, unit=unit, told=told):
            told_words = f", told: {told}" if told else ""
            return (name if amount is None else f"{name} {amount:g} {UNITS.get(unit, unit)}") + told_words
        case TreatmentLine(number=number, intent=intent, kind=kind, text=text):
            return " ".join(part for part in (f"line {number}", intent, kind, text) if part)
        case Proposal(kind=kind, intent=intent, text=text):
            return " ".join(part for part in ("proposed:", intent, kind, text) if part)
        case Assessment(instrument=instrument):
            return f"{instrument} filled in"
        case ElementEntry(element=element, status=status, note=note):
            return f"{element} {status}" + (f": {note}" if note else "")
        case CriterionDecision(criterion=criterion, decision=decision):
            return f"{criterion} {decision}"
        case Acp(item=item, state=state):
            return f"{item.replace('-', ' ')}: {state}"
        case _:
            return _named(fact, name)


def _named(fact: Fact, name: str) -> str:
    match fact.payload:
        case Stage(category=category, value=text):
            return f"stage {text}" if category == "stage" else f"{category}: {text}"
        case Language(code=text) | SdmStep(step=text) | Encounter(setting=text) | Medication(text=text):
            return f"{name} {text}".strip()
        case PatientWords(topic=text) | Referral(to=text):
            return f"{name}: {text}"
        case Trace(level=level, partner=partner):
            return " ".join(part for part in (name, partner or level) if part)
        case Faith(text=text, code=code):
            return f"{name}: {text or code}"
        case Carer(name=text, none=none):
            return "no carer" if none else f"{name} {text}".strip()
        case _:
            return name
