"""What waits for somebody about one patient is computed from the record, and each line names what would end it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from mdt_app.domain import checklist, criteria, prompts
from mdt_app.domain.careteam import holders
from mdt_app.domain.dates import after, moment
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.findings import Surroundings
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.payloads import CriterionDecision, Referral, Transition, TreatmentLine
from mdt_app.domain.record import Known, Record
from mdt_app.domain.states import CriterionStatus, Status

BEREAVEMENT = "CAR-5"
DAYS_TO_DEATH = timedelta(days=30)
DAYS_TO_REVIEW = timedelta(days=90)
"""How long a death soon after treatment stays listed for review [own]; it is counted for ever."""
PROMPTS = {"ACP-REVIEW": "acp-review", "PROGNOSIS": "prognosis"}


class Waits(StrEnum):
    """The work lists, the most pressing first."""

    CRITERIA = "criteria"
    ADVANCED = "advanced"
    REFERRAL = "referral"
    TRANSITION = "transition"
    BEREAVEMENT = "bereavement"
    NO_HOLDER = "no-holder"
    OVERDUE = "overdue"
    PROGNOSIS = "prognosis"
    ACP_REVIEW = "acp-review"
    LAPSED = "lapsed"
    DEATH_30_DAYS = "death-30-days"


ORDER = {one: place for place, one in enumerate(Waits)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """One thing that waits: `subject` says what in its list (an element, a criterion, a level, a fact), `since` from
    when it waits, `latest` until when it should be done, where that is known."""

    kind: Waits
    subject: str = ""
    since: date | None = None
    latest: date | None = None


def waits(record: Record, guidance: Guidance, surroundings: Surroundings) -> tuple[Wait, ...]:
    """All that waits about a patient on the record's day, in the order of the lists."""
    found = (
        _after_death(record, guidance, surroundings)
        if record.is_dead
        else _in_life(record, guidance, surroundings)
    )
    return tuple(sorted(found, key=lambda one: ORDER[one.kind]))


def _in_life(record: Record, guidance: Guidance, surroundings: Surroundings) -> Iterator[Wait]:
    yield from _criteria(record, guidance)
    if record.advanced.known is Known.UNKNOWN:
        signs = record.advanced.signs
        yield Wait(kind=Waits.ADVANCED, subject=signs[0].id, since=min(one.true_from for one in signs))
    yield from referrals_without_contact(record)
    yield from open_transitions(record)
    if "primary" not in holders(record):
        yield Wait(kind=Waits.NO_HOLDER, subject="primary")
    for element in checklist.evaluate(record, guidance, surroundings):
        if element.overdue and element.status is Status.DUE:
            yield Wait(kind=Waits.OVERDUE, subject=element.id, latest=element.due)
    for prompt in prompts.evaluate(record, guidance, surroundings):
        if prompt.id in PROMPTS and prompt.override is None:
            yield Wait(kind=Waits(PROMPTS[prompt.id]), subject=prompt.id, latest=prompt.due)


def _after_death(record: Record, guidance: Guidance, surroundings: Surroundings) -> Iterator[Wait]:
    death = record.death
    assert death is not None
    for element in checklist.evaluate(record, guidance, surroundings):
        if element.id == BEREAVEMENT and element.status is Status.DUE:
            yield Wait(kind=Waits.BEREAVEMENT, subject=element.id, since=death.true_from, latest=element.due)
    treated = last_systemic_treatment(record)
    review_until = death.true_from + DAYS_TO_REVIEW
    if treated is not None and death.true_from - treated <= DAYS_TO_DEATH and record.on <= review_until:
        yield Wait(kind=Waits.DEATH_30_DAYS, subject=death.id, since=death.true_from, latest=review_until)


def _criteria(record: Record, guidance: Guidance) -> Iterator[Wait]:
    for one in criteria.evaluate(record, guidance):
        if one.open:
            newest = max((fact.date for fact in one.facts), default=None)
            yield Wait(kind=Waits.CRITERIA, subject=one.id, since=newest)
        elif one.state is CriterionStatus.NOT_MET and one.note and one.decision is None:
            yield Wait(kind=Waits.LAPSED, subject=one.id)


def referrals_without_contact(record: Record) -> Iterator[Wait]:
    """The newest referral to tertiary care that no first contact followed; `since` is the day of the referral."""
    sent = [one for one in record.referrals if _is_tertiary(one)]
    if sent and not any(
        not after(moment(sent[-1]), moment(one)) for one in record.of(Kind.REFERRAL_FIRST_CONTACT)
    ):
        yield Wait(kind=Waits.REFERRAL, subject=sent[-1].id, since=sent[-1].true_from)


def open_transitions(record: Record) -> Iterator[Wait]:
    """The transitions that no receiver has confirmed."""
    for fact in record.of(Kind.TRANSITION):
        if isinstance(fact.payload, Transition) and not fact.payload.confirmed:
            yield Wait(kind=Waits.TRANSITION, subject=fact.id, since=fact.true_from)


def last_systemic_treatment(record: Record) -> date | None:
    """The last day on which systemic treatment against the disease is known to have been given, or None.

    The end of a line where it is recorded, else its start: what is not recorded is not assumed.
    """
    lines = [fact for fact in record.of(Kind.TREATMENT_LINE) if _is_systemic(fact)]
    days = [fact.true_to if fact.true_to and fact.true_to <= record.on else fact.true_from for fact in lines]
    return max(days, default=None)


def _is_systemic(fact: Fact) -> bool:
    return isinstance(fact.payload, TreatmentLine) and fact.payload.kind == "systemic"


def _is_tertiary(fact: Fact) -> bool:
    if isinstance(fact.payload, CriterionDecision):
        return True
    return isinstance(fact.payload, Referral) and fact.payload.to == "tertiary"
