"""Two values of one thing on one day are shown as a contradiction; the rules use the one that asks for more."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from mdt_app.domain.evidence import fact_phrase
from mdt_app.domain.fact_text import fact_text, kind_words
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.payloads import Acp, Answer, Assessment, CriterionDecision, ElementEntry, Prognosis, Stage
from mdt_app.domain.record import Record, demand, rivals, survival_days
from mdt_app.domain.states import Evidence

MEASURES = (
    *(Kind.ECOG, Kind.KARNOFSKY, Kind.ADVANCED_DISEASE, Kind.END_OF_LIFE_PHASE, Kind.CARER),
    *(Kind.REQUEST_HASTENED_DEATH, Kind.SPIRITUAL_CRISIS, Kind.NEEDS_DECISION_HELP, Kind.PATIENT_REQUEST),
    *(Kind.INTERPRETER_NEEDED, Kind.REFERRAL_AGREED, Kind.PATIENT_LETTER),
)
OF_CARERS = (Kind.CARER_ATTENDS, Kind.CARER_PERMISSION)

MEASURED = (Kind.ASSESSMENT, Kind.ECOG, Kind.KARNOFSKY, Kind.PROGNOSIS)
"""What nobody can be asked or measured for after death."""

MORE = "the one that asks for more is used"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Facts that contradict each other: of one day, no time telling which came later, or around a death.

    `outcome` says which of them the rules use.
    """

    day: date
    facts: tuple[Fact, ...]
    words: tuple[str, ...]
    outcome: str = MORE

    def sentence(self) -> str:
        """As shown to a user."""
        return f"On {self.day} two entries differ ({'; '.join(self.words)}): {self.outcome}."


@dataclass(frozen=True, slots=True, kw_only=True)
class DeathConflict(Conflict):
    """Two days of death, or something measured after it."""

    def sentence(self) -> str:
        """As shown to a user."""
        return f"These cannot all be right ({'; '.join(self.words)}): {self.outcome}."


def conflicts(record: Record) -> tuple[Conflict, ...]:
    """The contradictions on the newest day of each thing measured, answered or entered, and around a death."""
    return record.once(_conflicts)


def _conflicts(record: Record) -> tuple[Conflict, ...]:
    found: list[Conflict] = []
    for facts, rank, words, outcome in _things(record):
        contenders = rivals(facts) if len(facts) > 1 else ()
        if len({rank(fact) for fact in contenders} - {None}) > 1:
            said = tuple(dict.fromkeys(words(fact) for fact in contenders))
            found.append(Conflict(day=contenders[0].true_from, facts=contenders, words=said, outcome=outcome))
    return (*found, *_around_death(record))


def _around_death(record: Record) -> Iterator[Conflict]:
    death = record.death
    if death is None:
        return
    days = {fact.true_from for fact in record.of(Kind.DEATH)}
    late = tuple(fact for fact in record.of(*MEASURED) if fact.true_from > death.true_from)
    for facts, outcome, is_one in (
        (record.of(Kind.DEATH), "the earliest day counts", len(days) > 1),
        ((death, *late), "nothing is measured after a death", bool(late)),
    ):
        if is_one:
            said = tuple(f"{kind_words(fact.kind)} on {fact.true_from}" for fact in facts)
            yield DeathConflict(day=death.true_from, facts=facts, words=said, outcome=outcome)


def clashes_among(
    conflicting: tuple[Conflict, ...], shown: tuple[Evidence, ...], *facts: Fact | None
) -> list[Conflict]:
    """The contradictions among the facts that a state rests on."""
    if not conflicting:
        return []
    ids = {line.fact_id for line in shown} | {fact.id for fact in facts if fact is not None}
    return [one for one in conflicting if any(fact.id in ids for fact in one.facts)]


def clashing(
    conflicting: tuple[Conflict, ...], shown: tuple[Evidence, ...], *facts: Fact | None
) -> list[str]:
    """The same as sentences."""
    return [one.sentence() for one in clashes_among(conflicting, shown, *facts)]


Rank = Callable[[Fact], object]
Words = Callable[[Fact], str]
Thing = tuple[tuple[Fact, ...], Rank, Words, str]


def _things(record: Record) -> Iterator[Thing]:
    """Facts of one thing in order, what tells them apart (None: says nothing), their words, and which is used."""
    yield from ((record.of(kind), demand, fact_phrase, MORE) for kind in MEASURES)
    yield from ((facts, demand, fact_phrase, MORE) for facts in _of_carers(record))
    said = record.sequence(Kind.ADVANCED_DISEASE)
    yield from ((_of_day(record, fact), demand, fact_phrase, MORE) for fact in list(said)[:-1])
    yield record.of(Kind.PROGNOSIS), survival_days, fact_phrase, MORE
    yield record.of(Kind.PROGNOSIS), _told, _told_words, MORE
    yield record.of(Kind.FAITH), fact_text, fact_phrase, "the one recorded last is used"
    stages: dict[str, list[Fact]] = {}
    for fact in record.of(Kind.STAGE):
        if isinstance(fact.payload, Stage):
            stages.setdefault(f"{fact.payload.prefix}{fact.payload.category}", []).append(fact)
    yield from ((tuple(facts), fact_text, fact_phrase, MORE) for facts in stages.values())
    yield from _planned_ahead(record)
    groups: dict[tuple[str, str], list[Fact]] = {}
    for fact in record.of(Kind.ELEMENT, Kind.CRITERION):
        payload = fact.payload
        if isinstance(payload, ElementEntry):
            groups.setdefault((fact.kind, f"{payload.element} {payload.carer}"), []).append(fact)
        elif isinstance(payload, CriterionDecision):
            groups.setdefault((fact.kind, payload.criterion), []).append(fact)
    yield from ((tuple(facts), demand, fact_phrase, MORE) for facts in groups.values())
    yield from _scores(record)


def _of_carers(record: Record) -> Iterator[tuple[Fact, ...]]:
    """The answers about one carer, or about none in particular, for each kind of answer."""
    groups: dict[tuple[str, str], list[Fact]] = {}
    for fact in record.of(*OF_CARERS):
        if isinstance(fact.payload, Answer):
            groups.setdefault((fact.kind, fact.payload.carer.casefold()), []).append(fact)
    yield from (tuple(facts) for facts in groups.values())


def _of_day(record: Record, one: Fact) -> tuple[Fact, ...]:
    return tuple(fact for fact in record.of(one.kind) if fact.true_from == one.true_from)


def _told(fact: Fact) -> object:
    return (fact.payload.told or None) if isinstance(fact.payload, Prognosis) else None


def _told_words(fact: Fact) -> str:
    return f"told: {_told(fact) or 'not said'}"


def _planned_ahead(record: Record) -> Iterator[Thing]:
    """One item of advance care planning refused and settled at once, or settled in two ways."""
    items: dict[str, list[Fact]] = {}
    for fact in record.of(Kind.ACP):
        if isinstance(fact.payload, Acp):
            items.setdefault(fact.payload.item, []).append(fact)
    yield from ((tuple(facts), _refused, fact_phrase, "both are kept") for facts in items.values())
    both = "none of them is chosen; ask which holds"
    yield from ((tuple(facts), _settled_as, fact_phrase, both) for facts in items.values())


def _refused(fact: Fact) -> object:
    state = fact.payload.state if isinstance(fact.payload, Acp) else ""
    return None if state == "discussed" else state in ("declined", "not-applicable")


def _settled_as(fact: Fact) -> object:
    payload = fact.payload
    if not isinstance(payload, Acp) or payload.state not in ("completed", "documented"):
        return None
    return "".join((payload.value or payload.name).split()).casefold() or None


def _scores(record: Record) -> Iterator[Thing]:
    answers: dict[tuple[str, str, str], list[tuple[Fact, float]]] = {}
    for fact in record.of(Kind.ASSESSMENT):
        if isinstance(fact.payload, Assessment):
            for item, score in fact.payload.answers:
                if score is not None:
                    key = (fact.payload.instrument, fact.payload.carer, item)
                    answers.setdefault(key, []).append((fact, score))
    for (_, _, item), scored in answers.items():
        if len(scored) == 1 or scored[-1][0].true_from != scored[-2][0].true_from:
            continue
        by_id = {fact.id: score for fact, score in scored}
        facts = tuple(fact for fact, _ in scored)
        yield facts, partial(_score, by_id), partial(_score_words, item, by_id), MORE


def _score(by_id: Mapping[str, float], fact: Fact) -> float:
    return by_id[fact.id]


def _score_words(item: str, by_id: Mapping[str, float], fact: Fact) -> str:
    return f"{item} {by_id[fact.id]:g}"
