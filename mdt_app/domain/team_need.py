"""Whether a patient who has no palliative team needs one is told by the record: referral, criteria, decisions; what
cannot be evaluated is never a "no"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mdt_app.domain import criteria
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.holders import holder_facts
from mdt_app.domain.payloads import CareHolder, CriterionDecision
from mdt_app.domain.record import Record
from mdt_app.domain.referrals import TERTIARY, Course, courses, under_tertiary_care
from mdt_app.domain.states import CriterionState, CriterionStatus, Remarked


class Asked(StrEnum):
    """What the record says of a palliative team, the most pressing first.

    `NAMED`: there is one. `UNDER_CARE`: one has begun and is not named. `SUGGESTED`: a criterion waits for a decision.
    `PUT_OFF`: "refer later", and that day has passed. `DECIDED`: not now, or the patient or family did not agree.
    """

    NAMED = "named"
    REFERRED = "referred"
    UNDER_CARE = "under-care"
    SUGGESTED = "suggested"
    PUT_OFF = "put-off"
    DECIDED = "decided"
    UNKNOWN = "unknown"
    NOT_MET = "not-met"
    DIED = "died"


PRESSING = (Asked.REFERRED, Asked.UNDER_CARE, Asked.SUGGESTED, Asked.PUT_OFF)
"""A palliative team is needed, or somebody has to decide whether; a patient who falls through here is harmed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamNeed:
    """`since` is the day of the referral, decision or newest fact that says so, `criteria` the ids it is about.
    `team` is the name of the palliative team on record, "" where none is."""

    asked: Asked
    since: date | None = None
    criteria: tuple[str, ...] = ()
    team: str = ""

    @property
    def pressing(self) -> bool:
        return self.asked in PRESSING


def team_need(record: Record, guidance: Guidance) -> TeamNeed:
    """What a letter to a palliative team waits for, on the record's day."""
    if (named := named_team(record)) is not None:
        return named
    if record.is_dead:
        return TeamNeed(asked=Asked.DIED)
    course = next(reversed(courses(record)), None)
    return _begun(record, course) or _asked(criteria.evaluate(record, guidance), course)


def named_team(record: Record) -> TeamNeed | None:
    """The palliative team on record; None where none is."""
    named = holder_facts(record).get(TERTIARY)
    if named is None or not isinstance(named.payload, CareHolder):
        return None
    return TeamNeed(asked=Asked.NAMED, since=named.true_from, team=named.payload.name)


def _begun(record: Record, course: Course | None) -> TeamNeed | None:
    """A referral that stands, or care that has begun."""
    waits = course is not None and not course.refused
    contact = course.step("contact").fact if course is not None and waits else None
    if course is not None and waits and contact is None:
        return TeamNeed(asked=Asked.REFERRED, since=course.since, criteria=course.criteria)
    if not under_tertiary_care(record):
        return None
    begun = contact or next(iter(reversed(_beginnings(record))), None)
    return TeamNeed(asked=Asked.UNDER_CARE, since=begun.true_from if begun is not None else None)


def _beginnings(record: Record) -> list[Fact]:
    """What says that a palliative team has begun, oldest first."""
    said = [one for one in record.of(Kind.CRITERION) if _says(one, "under-care")]
    return sorted([*record.of(Kind.REFERRAL_FIRST_CONTACT), *said], key=lambda one: one.true_from)


def _asked(states: tuple[CriterionState, ...], course: Course | None) -> TeamNeed:
    """What the criteria say where nobody referred."""
    suggested = [one for one in states if one.open]
    if suggested:
        newest = [max(fact.date for fact in one.facts) for one in suggested if one.facts]
        return _of(Asked.SUGGESTED, suggested, min(newest, default=None))
    passed = [one for one in states if _passed(one) is not None]
    if passed:
        return _of(Asked.PUT_OFF, passed, min(day for one in passed if (day := _passed(one)) is not None))
    decided = [one for one in states if one.decision is not None]
    if decided:
        return _of(Asked.DECIDED, decided, max(one.decision.true_from for one in decided if one.decision))
    if course is not None:
        return TeamNeed(asked=Asked.DECIDED, since=course.since, criteria=course.criteria)
    unknown = [one for one in states if one.state is CriterionStatus.CANNOT_BE_EVALUATED]
    return _of(Asked.UNKNOWN, unknown) if unknown else TeamNeed(asked=Asked.NOT_MET)


def _of(asked: Asked, states: list[CriterionState], since: date | None = None) -> TeamNeed:
    return TeamNeed(asked=asked, since=since, criteria=tuple(one.id for one in states))


def _passed(state: CriterionState) -> date | None:
    """The day until which it was put off, once that has passed."""
    return next((one.day for one in state.remarks if one.kind is Remarked.PUT_OFF), None)


def _says(fact: Fact, decision: str) -> bool:
    return isinstance(fact.payload, CriterionDecision) and fact.payload.decision == decision
