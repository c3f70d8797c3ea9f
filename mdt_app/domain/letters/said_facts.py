"""A criterion's fact reaches a letter without words of any language: numbers, keys, and what its source wrote."""

from __future__ import annotations

from mdt_app.domain.fact_text import fact_text
from mdt_app.domain.facts import Fact
from mdt_app.domain.letters.parts import FactSaid
from mdt_app.domain.letters.stage_words import STAGE_WORD
from mdt_app.domain.payloads import Answer, Assessment, Condition, Event, Prognosis, Stage, TreatmentLine
from mdt_app.domain.states import Evidence


def said_fact(line: Evidence, fact: Fact | None) -> FactSaid:
    """A line of evidence as a letter says it; a score's line says itself which item it is of."""
    made = FactSaid(kind=line.kind, day=line.date, text=line.value)
    if fact is None:
        return made
    match fact.payload:
        case Assessment():
            item, _, number = line.value.rpartition(" ")
            return FactSaid(kind=line.kind, day=line.date, code=item, number=as_number(number))
        case Answer(value=value, carer=carer, note=note):
            text = ", ".join(part for part in (carer, note) if part)
            return FactSaid(kind=line.kind, day=line.date, code="yes" if value else "no", text=text)
        case TreatmentLine(number=number, text=text, kind=kind, intent=intent):
            return FactSaid(
                kind=line.kind, day=line.date, number=number or None, text=text or kind, code=intent
            )
        case Prognosis(amount=amount, unit=unit, method=method) if amount is not None:
            return FactSaid(kind=line.kind, day=line.date, number=amount, code=unit, text=method)
        case Condition(text=text, code=code):
            return FactSaid(kind=line.kind, day=line.date, text=text or code)
        case Stage(category="stage", value=value):
            return FactSaid(
                kind=line.kind, day=line.date, code="stage", text=STAGE_WORD.sub("", value.strip())
            )
        case Event(text=text):
            return FactSaid(kind=line.kind, day=line.date, text=text)
        case _:
            return FactSaid(kind=line.kind, day=line.date, text=fact_text(fact))


def as_number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
