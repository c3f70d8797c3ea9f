"""What waits for somebody about one patient is computed from the record, and each line names what would end it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mdt_app.domain import checklist, criteria, prompts
from mdt_app.domain.careteam import Gap, gaps
from mdt_app.domain.dates import days_after
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.findings import Surroundings
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.handovers import handovers
from mdt_app.domain.payloads import Assessment, TreatmentLine
from mdt_app.domain.record import Known, Record
from mdt_app.domain.referrals import courses
from mdt_app.domain.states import CriterionStatus, Status

BEREAVEMENT, COVER = "CAR-5", "EOL-1"
PROMPTS = {"ACP-REVIEW": "acp-review", "PROGNOSIS": "prognosis"}


class Waits(StrEnum):
    """The work lists, the most pressing first."""

    CRITERIA = "criteria"
    ADVANCED = "advanced"
    REFERRAL = "referral"
    AGREEMENT = "agreement"
    NO_TERTIARY = "no-tertiary"
    TRANSITION = "transition"
    BEREAVEMENT = "bereavement"
    ASSESSMENT_DRAFT = "assessment-draft"
    NO_COVER = "no-cover"
    NO_HOLDER = "no-holder"
    NO_ONCOLOGIST = "no-oncologist"
    NO_NIGHT = "no-night-number"
    NO_BEREAVEMENT = "no-bereavement"
    FOLLOW_UP = "follow-up"
    OVERDUE = "overdue"
    PROGNOSIS = "prognosis"
    ACP_REVIEW = "acp-review"
    LAPSED = "lapsed"
    DEATH_30_DAYS = "death-30-days"


LISTED = frozenset(Waits)
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
    yield from _referral(record, guidance.settings.follow_up_days)
    yield from open_transitions(record)
    yield from _drafts(record)
    yield from _missing(gaps(record, guidance, surroundings))
    for element in checklist.evaluate(record, guidance, surroundings):
        if element.id == COVER and element.status is Status.DUE:
            yield Wait(kind=Waits.NO_COVER, subject=element.id, latest=element.due)
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
            yield from _missing(gaps(record, guidance, surroundings))
    treated = last_systemic_treatment(record)
    review_until = days_after(death.true_from, guidance.settings.review_days)
    soon = treated is not None and death.true_from <= days_after(treated, guidance.settings.death_days)
    if soon and record.on <= review_until:
        yield Wait(kind=Waits.DEATH_30_DAYS, subject=death.id, since=death.true_from, latest=review_until)


def _criteria(record: Record, guidance: Guidance) -> Iterator[Wait]:
    for one in criteria.evaluate(record, guidance):
        if one.open:
            newest = max((fact.date for fact in one.facts), default=None)
            yield Wait(kind=Waits.CRITERIA, subject=one.id, since=newest)
        elif one.state is CriterionStatus.NOT_MET and one.note and one.decision is None:
            yield Wait(kind=Waits.LAPSED, subject=one.id)


def _missing(found: tuple[Gap, ...]) -> Iterator[Wait]:
    """The gaps of a care team that have a list; the others are said on the patient's page alone."""
    for gap in found:
        if gap.kind.value in LISTED:
            yield Wait(kind=Waits(gap.kind.value), subject=gap.level)


def _referral(record: Record, follow_up_days: int) -> Iterator[Wait]:
    """What the newest referral to tertiary care waits for; `since` is the day from which it does."""
    course = next(reversed(courses(record)), None)
    if course is None or course.refused:
        return
    sent, contact = course.referrals[-1], course.step("contact").fact
    if contact is None:
        yield Wait(kind=Waits.REFERRAL, subject=sent.id, since=course.since)
    elif course.step("follow-up").fact is None:
        latest = days_after(contact.true_from, follow_up_days)
        if record.on > latest:
            yield Wait(kind=Waits.FOLLOW_UP, subject=contact.id, since=contact.true_from, latest=latest)
    if course.step("agreed").fact is None:
        yield Wait(kind=Waits.AGREEMENT, subject=sent.id, since=course.since)


def open_transitions(record: Record) -> Iterator[Wait]:
    """The transitions that no receiver has confirmed."""
    for one in handovers(record):
        if one.open:
            yield Wait(kind=Waits.TRANSITION, subject=one.fact.id, since=one.fact.true_from)


def _drafts(record: Record) -> Iterator[Wait]:
    """What was begun to be filled in and nobody has reviewed: which instrument and when, never an answer."""
    drafts = [one for one in record.of(Kind.ASSESSMENT_DRAFT) if isinstance(one.payload, Assessment)]
    newest = {one.payload.instrument: one for one in drafts if isinstance(one.payload, Assessment)}
    for instrument, fact in newest.items():
        yield Wait(kind=Waits.ASSESSMENT_DRAFT, subject=instrument, since=fact.true_from)


def last_systemic_treatment(record: Record) -> date | None:
    """The last day on which systemic treatment against the disease is known to have been given, or None.

    The end of a line where it is recorded, else its start: what is not recorded is not assumed.
    """
    lines = [fact for fact in record.of(Kind.TREATMENT_LINE) if _is_systemic(fact)]
    days = [fact.true_to if fact.true_to and fact.true_to <= record.on else fact.true_from for fact in lines]
    return max(days, default=None)


def _is_systemic(fact: Fact) -> bool:
    return isinstance(fact.payload, TreatmentLine) and fact.payload.kind == "systemic"
