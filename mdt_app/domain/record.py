"""A record is what is true of one patient on one day, whenever it was recorded; what is missing stays missing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from itertools import groupby
from typing import Any, TypeVar

from mdt_app.domain.dates import after, in_days, moment, months_after
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.payloads import (
    Acp,
    Answer,
    Carer,
    Condition,
    CriterionDecision,
    ElementEntry,
    Prognosis,
    Score,
    Stage,
)

EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - only a zero to count from; moments carry no zone
STAGE_FOUR = re.compile(r"(?<![a-z0-9])(iv[abc]?|4[abc]?)(?![a-z])")
ENDED = frozenset({"resolved", "inactive"})
ANSWERS_ASKING_FOR_NO = frozenset({Kind.REFERRAL_AGREED, Kind.CARER_PERMISSION, Kind.PATIENT_LETTER})
T = TypeVar("T")
ENTRY_RANK = {"done": 0, "not-applicable": 1, "declined": 2, "planned": 3}
DECISION_RANK = {"under-care": 0, "not-now": 1, "later": 2, "refer": 3}


class Known(StrEnum):
    """An answer that may be missing."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Advanced:
    """Whether advanced or incurable disease is recorded: `since` is the yes that counts, `signs` what suggests it.

    UNKNOWN means that a distant metastasis, M1 or stage IV stands without any yes or no.
    """

    known: Known
    since: Fact | None = None
    signs: tuple[Fact, ...] = ()


def demand(fact: Fact) -> float:
    """How much a value asks for, to choose among values of one kind and day: higher asks for more."""
    payload = fact.payload
    if isinstance(payload, Answer):
        return float(payload.value != (fact.kind in ANSWERS_ASKING_FOR_NO))
    if isinstance(payload, Score):
        return float(payload.value if fact.kind is Kind.ECOG else -payload.value)
    if isinstance(payload, Prognosis):
        days = survival_days(fact)
        return float("-inf") if days is None else -days
    if isinstance(payload, ElementEntry):
        return float(ENTRY_RANK.get(payload.status, 0))
    if isinstance(payload, CriterionDecision):
        return float(DECISION_RANK.get(payload.decision, 0))
    return float(not payload.none) if isinstance(payload, Carer) else 0.0


def survival_days(fact: Fact) -> float | None:
    """A recorded survival estimate in days, or None where the fact tells none (a talk, a foreign unit)."""
    payload = fact.payload
    if not isinstance(payload, Prognosis) or payload.amount is None:
        return None
    return in_days(payload.amount, payload.unit)


def rivals(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Of facts in order, those of the newest day that no known time puts behind another."""
    if not facts:
        return ()
    day = facts[-1].true_from
    same_day = [fact for fact in facts if fact.true_from == day]
    if len(same_day) == 1:
        return tuple(same_day)
    timed = [(moment(fact), fact) for fact in same_day]
    return tuple(fact for at, fact in timed if not any(after(other, at) for other, _ in timed))


def pick(facts: Sequence[Fact], rank: Callable[[Fact], float] = demand) -> Fact | None:
    """The newest of facts in order; among rivals of one day the one that asks for more."""
    return max(reversed(rivals(facts)), key=rank) if facts else None


@dataclass(frozen=True)
class Record:
    """The facts of one patient as seen on a day (`on`), and as known on another where `known_on` is given.

    A correction or withdrawal counts as soon as it is known, whatever its own date; then every fact dated on or
    before `on` counts, whenever it was recorded.
    """

    facts: tuple[Fact, ...]
    on: date
    known_on: date | None = None

    @cached_property
    def _used(self) -> tuple[Fact, ...]:
        known = [f for f in self.facts if self.known_on is None or f.recorded_at.date() <= self.known_on]
        gone = {fact.replaces for fact in known if fact.replaces}
        used = [f for f in known if f.true_from <= self.on and f.id not in gone and not f.withdrawn]
        return tuple(sorted(used, key=_order))

    @cached_property
    def _by_kind(self) -> Mapping[Kind, tuple[Fact, ...]]:
        by_kind: dict[Kind, list[Fact]] = {}
        for fact in self._used:
            by_kind.setdefault(fact.kind, []).append(fact)
        return {kind: tuple(facts) for kind, facts in by_kind.items()}

    @cached_property
    def _computed(self) -> dict[Any, Any]:
        return {}

    def once(self, compute: Callable[..., T], *given: object) -> T:
        """What a pure function gives for this record and these very objects, computed once as long as it lives."""
        key = (compute, *map(id, given))
        if key not in self._computed:
            self._computed[key] = compute(self, *given), given  # held, so that no other object gets its id
        found: T = self._computed[key][0]
        return found

    def of(self, *kinds: Kind) -> tuple[Fact, ...]:
        """The facts of these kinds that count, oldest first."""
        if len(kinds) == 1:
            return self._by_kind.get(kinds[0], ())
        return tuple(fact for fact in self._used if fact.kind in kinds)

    def newest(self, kind: Kind) -> Fact | None:
        """The newest fact of a kind where it still stands on the day; an ended one brings no older one back."""
        fact = pick(self.of(kind))
        return fact if fact is not None and self.stands(fact) else None

    def stands(self, fact: Fact) -> bool:
        """Whether the fact has not ended before the day."""
        return fact.true_to is None or fact.true_to >= self.on

    def is_fresh(self, fact: Fact, months: int) -> bool:
        """Whether the fact is at most so many calendar months old."""
        return self.on <= months_after(fact.true_from, months)

    def answer(self, kind: Kind) -> bool | None:
        """The newest yes or no of a kind, None where nobody answered."""
        fact = self.newest(kind)
        return fact.payload.value if fact is not None and isinstance(fact.payload, Answer) else None

    @cached_property
    def death(self) -> Fact | None:
        """The death, where the patient had died by the day."""
        deaths = self.of(Kind.DEATH)
        return deaths[0] if deaths else None

    @property
    def is_dead(self) -> bool:
        """Whether the patient had died by the day."""
        return self.death is not None

    def is_active(self, fact: Fact) -> bool:
        """Whether a condition counts on the day: confirmed, from onset to abatement.

        Dates decide. The clinical status counts only where there is no abatement: what is resolved without a date
        ended on the day on which it was recorded. A cancer in remission is still there.
        """
        condition = fact.payload
        if not isinstance(condition, Condition) or not condition.confirmed:
            return False
        is_over = condition.status in ENDED or (condition.status == "remission" and fact.kind is Kind.PROBLEM)
        if fact.true_to is None and is_over:
            return self.on < fact.recorded_at.date()
        return self.stands(fact)

    def active(self, kind: Kind) -> tuple[Fact, ...]:
        """The active conditions of a kind (diagnosis, metastasis, problem), oldest first."""
        return tuple(fact for fact in self.of(kind) if self.is_active(fact))

    def problem(self, *concepts: str) -> tuple[Fact, ...]:
        """The active problems of these concepts ("delirium", "cord-compression", ...)."""
        return tuple(fact for fact in self.active(Kind.PROBLEM) if _condition(fact).concept in concepts)

    @cached_property
    def advanced(self) -> Advanced:
        """Whether the disease is advanced or incurable, and since when."""
        since: Fact | None = None
        said = list(self.sequence(Kind.ADVANCED_DISEASE))
        for fact in said:
            says_yes = isinstance(fact.payload, Answer) and fact.payload.value and self.stands(fact)
            since = (since or fact) if says_yes else None
        if since is not None:
            return Advanced(known=Known.YES, since=since)
        signs = tuple(self._signs_of_advanced_disease())
        return Advanced(known=Known.UNKNOWN if signs and not said else Known.NO, signs=signs)

    def _signs_of_advanced_disease(self) -> Iterator[Fact]:
        yield from (fact for fact in self.active(Kind.METASTASIS) if _condition(fact).distant)
        for category, is_sign in (("m", _is_m1), ("stage", _is_stage_four)):
            stages = [f for f in self.of(Kind.STAGE) if _stage(f).category.lower() == category]
            yield from (fact for fact in rivals(stages) if is_sign(_stage(fact).value))

    def picked_days(self, kind: Kind) -> Iterator[Fact]:
        """One fact of a kind for each day that has any, oldest first."""
        for _, facts in groupby(self.of(kind), key=lambda fact: fact.true_from):
            chosen = pick(tuple(facts))
            if chosen is not None:
                yield chosen

    def sequence(self, kind: Kind) -> Iterator[Fact]:
        """What a kind said one after the other, oldest first; a day on which a time is missing says one thing."""
        for _, facts in groupby(self.of(kind), key=lambda fact: fact.true_from):
            day = tuple(facts)
            timed = all(fact.at is not None for fact in day)
            for _, same in groupby(day, key=lambda fact: moment(fact).at if timed else None):
                chosen = pick(tuple(same))
                if chosen is not None:
                    yield chosen

    @cached_property
    def clinical_changes(self) -> tuple[Fact, ...]:
        """Progressions, plan changes, new metastases, and each ECOG worse than the one before; oldest first."""
        spread = [fact for fact in self.of(Kind.METASTASIS) if is_confirmed(fact)]
        worse: list[Fact] = []
        before: int | None = None
        for fact in self.sequence(Kind.ECOG):
            value = fact.payload.value if isinstance(fact.payload, Score) else 0
            worse += [fact] if before is not None and value > before else []
            before = value
        changes = [*self.of(Kind.PROGRESSION, Kind.PLAN_CHANGE), *spread, *worse]
        return tuple(sorted(changes, key=_order))

    def ecog(self) -> Fact | None:
        """The newest ECOG, however old."""
        return self.newest(Kind.ECOG)

    def estimate(self) -> Fact | None:
        """The newest fact that gives a survival estimate, however old."""
        return pick([fact for fact in self.of(Kind.PROGNOSIS) if survival_days(fact) is not None])

    @cached_property
    def carers(self) -> tuple[Fact, ...] | None:
        """The carers known: () where it is said that there is none, None where nobody knows.

        "No carer" takes those known before it away; one who has ended leaves it open whether there is another.
        """
        standing = [fact for fact in self.of(Kind.CARER) if self.stands(fact)]
        newest = pick(standing)
        if newest is None:
            return None
        if _is_no_carer(newest):
            return ()
        denials = [moment(fact) for fact in self.of(Kind.CARER) if _is_no_carer(fact)]
        known = (fact for fact in standing if not _is_no_carer(fact))
        return tuple(f for f in known if not any(after(denial, moment(f)) for denial in denials))

    @cached_property
    def referrals(self) -> tuple[Fact, ...]:
        """The referrals, oldest first; a decision "refer" on a criterion is one to tertiary care."""
        decided = [
            fact
            for fact in self.of(Kind.CRITERION)
            if isinstance(fact.payload, CriterionDecision) and fact.payload.decision == "refer"
        ]
        return tuple(sorted([*self.of(Kind.REFERRAL), *decided], key=_order))

    def entries(self, element_id: str) -> tuple[Fact, ...]:
        """What clinicians entered on an element, oldest first."""
        return self._entries.get(element_id, ())

    @cached_property
    def _entries(self) -> Mapping[str, tuple[Fact, ...]]:
        found: dict[str, list[Fact]] = {}
        for fact in self.of(Kind.ELEMENT):
            if isinstance(fact.payload, ElementEntry):
                found.setdefault(fact.payload.element, []).append(fact)
        return {element: tuple(facts) for element, facts in found.items()}

    def acp_items(self, item: str) -> tuple[Fact, ...]:
        """The facts about one item of advance care planning, oldest first."""
        return tuple(f for f in self.of(Kind.ACP) if isinstance(f.payload, Acp) and f.payload.item == item)


def _order(fact: Fact) -> tuple[date, float, str]:
    at = moment(fact).at
    return fact.true_from, float("-inf") if at is None else (at - EPOCH).total_seconds(), fact.id


def is_confirmed(fact: Fact) -> bool:
    """Whether the fact is a condition that counts; its source not saying so is as good as confirmed."""
    return _condition(fact).confirmed


def _condition(fact: Fact) -> Condition:
    return fact.payload if isinstance(fact.payload, Condition) else Condition(text="", confirmed=False)


def _is_no_carer(fact: Fact) -> bool:
    return isinstance(fact.payload, Carer) and fact.payload.none


def _stage(fact: Fact) -> Stage:
    return fact.payload if isinstance(fact.payload, Stage) else Stage(category="", value="")


def _is_m1(value: str) -> bool:
    return value.strip().lower().lstrip("cpyra").removeprefix("m").startswith("1")


def _is_stage_four(value: str) -> bool:
    return STAGE_FOUR.search(value.strip().lower()) is not None
