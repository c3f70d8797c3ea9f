"""Closing and its preview settle a listing by one rule, so that what a screen announces is what happens."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from mdt_app.domain.agenda import Listing, Meeting, MeetingState, Outcome
from mdt_app.domain.decisions import ASPECTS, Discussion, Recommendation, is_decided
from mdt_app.domain.facts import Fact
from mdt_app.domain.letters.wanted import no_patient_letter
from mdt_app.domain.people import CareLevel
from mdt_app.domain.record import Record


class Settled(StrEnum):
    """What closing makes of a listing. `talked` and `untouched` cases are listed again."""

    DECIDED = "decided"
    TALKED = "talked"
    UNTOUCHED = "untouched"
    STANDARD = "standard"
    WITHDRAWN = "withdrawn"


def settled(
    listing: Listing, decision: str, recommendations: Iterable[Recommendation], talked: bool
) -> Settled:
    """What becomes of a listing: taken off and standard of care stay so, else what is recorded decides."""
    if listing.outcome == Outcome.WITHDRAWN:
        return Settled.WITHDRAWN
    if listing.outcome == Outcome.STANDARD:
        return Settled.STANDARD
    if is_decided(decision, tuple(recommendations)):
        return Settled.DECIDED
    return Settled.TALKED if talked else Settled.UNTOUCHED


def was_talked_about(text: str, discussion: Discussion | None) -> bool:
    """Whether anything of a discussion is recorded: words, a ticked aspect, dissent, reasons or options."""
    if discussion is None:
        return bool(text.strip())
    said = (*(getattr(discussion, one) for one in ASPECTS), discussion.dissent, discussion.reasons)
    return bool(text.strip()) or any(one.strip() for one in (*said, discussion.options))


def following_meeting(meetings: Iterable[Meeting], meeting: Meeting) -> Meeting | None:
    """The next meeting of the same board that is not closed."""
    later = [
        one for one in meetings if one.starts_at > meeting.starts_at and one.state != MeetingState.CLOSED
    ]
    return min(later, key=lambda one: one.starts_at, default=None)


def other_place(listing: Listing, of_case: Iterable[Listing], closed: frozenset[str]) -> Listing | None:
    """Where the case of a listing stands beside it, so that it is not listed twice; None where it has no place.

    `closed` are ids of closed meetings. A place of its own is any agenda still to come, or a closed one that took
    this listing over and settled it.
    """
    for one in of_case:
        if one.id == listing.id or one.outcome == Outcome.WITHDRAWN:
            continue
        if one.meeting_id not in closed or one.carried_from == listing.id:
            return one
    return None


def taken_off(listing: Listing, of_case: Iterable[Listing], closed: frozenset[str]) -> Listing | None:
    """A listing made from this one that lies withdrawn on an agenda still to come."""
    return next(
        (
            one
            for one in of_case
            if one.carried_from == listing.id
            and one.outcome == Outcome.WITHDRAWN
            and one.meeting_id not in closed
        ),
        None,
    )


def letters_due(there: Iterable[str], dead: bool) -> tuple[CareLevel, ...]:
    """The levels for which a decided listing still needs a letter; the dead get none themselves."""
    known = set(there)
    return tuple(
        level for level in CareLevel if level not in known and not (dead and level == CareLevel.PATIENT)
    )


def is_dead(facts: tuple[Fact, ...]) -> bool:
    """Whether a death stands on record, on whatever day."""
    return Record(facts, date.max).is_dead


def wants_none(facts: tuple[Fact, ...]) -> bool:
    """Whether the patient, alive, wants no letter: a draft is made and kept back, so that a later yes finds it."""
    none = no_patient_letter(Record(facts, date.max))
    return none is not None and not none.died
