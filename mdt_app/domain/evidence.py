"""A fact that is evidence is said as everywhere else, by its kind, its day and its one short line."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from mdt_app.domain.dates import months_after
from mdt_app.domain.fact_text import fact_text, kind_words
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.payloads import Answer, Condition, TreatmentLine
from mdt_app.domain.states import Evidence


def evidence(facts: Iterable[Fact]) -> tuple[Evidence, ...]:
    """The facts as lines of evidence, in the order given."""
    return tuple(
        Evidence(
            kind=fact.kind, date=fact.true_from, value=fact_text(fact), fact_id=fact.id, source=fact.source
        )
        for fact in facts
    )


def old_estimates(shown: Iterable[Evidence], on: date, months: int) -> list[Evidence]:
    """The survival estimates shown that are older than so many months: each counts as recorded, and is asked again."""
    return [line for line in shown if line.kind == Kind.PROGNOSIS and on > months_after(line.date, months)]


def stale_estimates(shown: Iterable[Evidence], on: date, months: int) -> list[str]:
    """The same as sentences."""
    old = old_estimates(shown, on, months)
    return [f"The survival estimate of {line.date} is older than {months} months; ask again." for line in old]


def fact_phrase(fact: Fact) -> str:
    """A fact within a sentence: "ECOG 3", "prognosis 3 months", "progression", "spiritual or existential crisis"."""
    kind, text = kind_words(fact.kind), fact_text(fact)
    begun = kind if kind.isupper() else kind[:1].lower() + kind[1:]
    if isinstance(fact.payload, Answer) and fact.payload.value:
        return begun
    if isinstance(fact.payload, Condition | TreatmentLine):
        return text
    return begun if text == kind else f"{begun} {text}"


def capitalised(sentence: str) -> str:
    """The sentence with a capital letter first."""
    return sentence[:1].upper() + sentence[1:]
