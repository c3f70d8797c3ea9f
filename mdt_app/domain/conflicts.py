"""Two values of one thing on one day are shown as a contradiction; the rules use the one that asks for more."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from mdt_app.domain.evidence import fact_phrase
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.payloads import Assessment, CriterionDecision, ElementEntry
from mdt_app.domain.record import Record, demand, rivals
from mdt_app.domain.states import Evidence

MEASURES = (
    *(Kind.ECOG, Kind.KARNOFSKY, Kind.PROGNOSIS, Kind.ADVANCED_DISEASE, Kind.END_OF_LIFE_PHASE, Kind.CARER),
    *(Kind.REQUEST_HASTENED_DEATH, Kind.SPIRITUAL_CRISIS, Kind.NEEDS_DECISION_HELP, Kind.PATIENT_REQUEST),
    *(Kind.INTERPRETER_NEEDED, Kind.REFERRAL_AGREED, Kind.CARER_ATTENDS, Kind.CARER_PERMISSION),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Facts of one day that contradict each other, no time telling which came later."""

    day: date
    facts: tuple[Fact, ...]
    words: tuple[str, ...]

    def sentence(self) -> str:
        """As shown to a user."""
        return (
            f"On {self.day} two entries differ ({'; '.join(self.words)}): the one that asks for more is used."
        )


def conflicts(record: Record) -> tuple[Conflict, ...]:
    """The contradictions on the newest day of each thing measured, answered or entered."""
    found: list[Conflict] = []
    for facts, rank, words in _things(record):
        contenders = rivals(facts)
        if len({rank(fact) for fact in contenders}) > 1:
            said = tuple(dict.fromkeys(words(fact) for fact in contenders))
            found.append(Conflict(day=contenders[0].true_from, facts=contenders, words=said))
    return tuple(found)


def clashing(
    conflicting: tuple[Conflict, ...], shown: tuple[Evidence, ...], *facts: Fact | None
) -> list[str]:
    """The sentences about contradictions among the facts that a state rests on."""
    ids = {line.fact_id for line in shown} | {fact.id for fact in facts if fact is not None}
    return [one.sentence() for one in conflicting if any(fact.id in ids for fact in one.facts)]


Rank = Callable[[Fact], float]
Words = Callable[[Fact], str]


def _things(record: Record) -> Iterator[tuple[tuple[Fact, ...], Rank, Words]]:
    yield from ((record.of(kind), demand, fact_phrase) for kind in MEASURES)
    groups: dict[tuple[str, str], list[Fact]] = {}
    for fact in record.of(Kind.ELEMENT, Kind.CRITERION):
        payload = fact.payload
        if isinstance(payload, ElementEntry):
            groups.setdefault((fact.kind, payload.element), []).append(fact)
        elif isinstance(payload, CriterionDecision):
            groups.setdefault((fact.kind, payload.criterion), []).append(fact)
    yield from ((tuple(facts), demand, fact_phrase) for facts in groups.values())
    yield from _scores(record)


def _scores(record: Record) -> Iterator[tuple[tuple[Fact, ...], Rank, Words]]:
    answers: dict[tuple[str, str], list[tuple[Fact, float]]] = {}
    for fact in record.of(Kind.ASSESSMENT):
        if isinstance(fact.payload, Assessment):
            for item, score in fact.payload.answers:
                if score is not None:
                    answers.setdefault((fact.payload.instrument, item), []).append((fact, score))
    for (_, item), scored in answers.items():
        by_id = {fact.id: score for fact, score in scored}
        yield tuple(fact for fact, _ in scored), partial(_score, by_id), partial(_score_words, item, by_id)


def _score(by_id: Mapping[str, float], fact: Fact) -> float:
    return by_id[fact.id]


def _score_words(item: str, by_id: Mapping[str, float], fact: Fact) -> str:
    return f"{item} {by_id[fact.id]:g}"
