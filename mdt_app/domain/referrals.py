"""A referral to tertiary care is followed: agreed with patient or family, first contact, follow-up, each with days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mdt_app.domain.dates import after, moment
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.guidance import CRITERION_IDS
from mdt_app.domain.payloads import Answer, CriterionDecision, Referral
from mdt_app.domain.record import Record, pick

TERTIARY = "tertiary"
STEPS = ("referred", "agreed", "contact", "follow-up")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step; `fact` is what took it, None while it is to come. `days` counts from the step before: to the day on
    which it was taken, or so far where it is the one that waits; None where neither can be said."""

    id: str
    fact: Fact | None = None
    days: int | None = None
    waits: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """One referral from its decision on; `criteria` led to it, `refused` says that patient or family did not agree."""

    referrals: tuple[Fact, ...]
    criteria: tuple[str, ...]
    steps: tuple[Step, ...]
    refused: bool = False

    @property
    def since(self) -> date:
        """The day of the referral."""
        return self.referrals[0].true_from

    def step(self, id: str) -> Step:
        """A step by its id, one of `STEPS`."""
        return next(one for one in self.steps if one.id == id)

    @property
    def waiting(self) -> Step | None:
        """The step that waits now, or None."""
        return next((one for one in self.steps if one.waits), None)


def is_tertiary(fact: Fact) -> bool:
    """Whether a referral, or a decision to refer, is one to tertiary care."""
    if isinstance(fact.payload, CriterionDecision):
        return True
    return isinstance(fact.payload, Referral) and fact.payload.to == TERTIARY


def under_tertiary_care(record: Record) -> bool:
    """Whether the palliative team has begun: a first contact, or a clinician's word that it has."""
    contact = any(_says_yes(fact) for fact in record.of(Kind.REFERRAL_FIRST_CONTACT))
    return contact or any(_decided(record, one) == "under-care" for one in CRITERION_IDS)


def _decided(record: Record, criterion: str) -> str:
    newest = pick([one for one in record.of(Kind.CRITERION) if _criterion(one) == criterion])
    decision = newest.payload if newest else None
    return decision.decision if isinstance(decision, CriterionDecision) else ""


def courses(record: Record) -> tuple[Course, ...]:
    """The referrals to tertiary care, oldest first.

    What is decided before the first contact belongs to one course; a referral after it begins another.
    """
    left = [fact for fact in record.referrals if is_tertiary(fact)]
    contacts = [fact for fact in record.of(Kind.REFERRAL_FIRST_CONTACT) if _says_yes(fact)]
    found: list[tuple[list[Fact], Fact | None]] = []
    for contact in contacts:
        answered = [one for one in left if not after(moment(one), moment(contact))]
        if answered:
            found.append((answered, contact))
            left = left[len(answered) :]
    found += [(left, None)] if left else []
    ends = [*(referrals[0] for referrals, _ in found), None][1:]
    return tuple(
        _course(record, referrals, contact, end)
        for (referrals, contact), end in zip(found, ends, strict=True)
    )


def _course(record: Record, referrals: list[Fact], contact: Fact | None, end: Fact | None) -> Course:
    """`end` is the referral that begins the next course."""

    def within(kind: Kind, since: Fact) -> list[Fact]:
        return [
            fact
            for fact in record.of(kind)
            if not after(moment(since), moment(fact)) and (end is None or after(moment(end), moment(fact)))
        ]

    agreed = within(Kind.REFERRAL_AGREED, referrals[-1])
    followed = within(Kind.REFERRAL_FOLLOW_UP, contact) if contact else []
    taken = (referrals[0], agreed[-1] if agreed else None, contact, followed[0] if followed else None)
    refused = bool(agreed) and not _says_yes(agreed[-1]) and contact is None
    over = refused or record.is_dead or end is not None
    return Course(
        referrals=tuple(referrals),
        criteria=tuple(dict.fromkeys(criterion for one in referrals if (criterion := _criterion(one)))),
        steps=_steps(taken, None if over else record.on),
        refused=refused,
    )


def _steps(taken: tuple[Fact | None, ...], on: date | None) -> tuple[Step, ...]:
    """`on` is the day up to which the next step waits, None where nobody waits any more."""
    steps: list[Step] = []
    last: date | None = None
    waiting = on is not None
    reached = max(place for place, fact in enumerate(taken) if fact is not None)
    for place, (id, fact) in enumerate(zip(STEPS, taken, strict=True)):
        day = fact.true_from if fact else on if waiting and place > reached else None
        days = (day - last).days if day is not None and last is not None else None
        steps.append(Step(id=id, fact=fact, days=days, waits=fact is None and waiting and place > reached))
        waiting = waiting and not steps[-1].waits
        last = fact.true_from if fact else last
    return tuple(steps)


def _criterion(fact: Fact) -> str:
    return fact.payload.criterion if isinstance(fact.payload, CriterionDecision | Referral) else ""


def _says_yes(fact: Fact) -> bool:
    return isinstance(fact.payload, Answer) and fact.payload.value
