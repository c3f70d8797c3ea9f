"""A board asks for something after a death only where it knew of it: what it decided before that falls away."""

from __future__ import annotations

from datetime import datetime

from mdt_app.domain.facts import Fact
from mdt_app.domain.letters.days import met_at
from mdt_app.domain.letters.record import LetterRecord


def knew_of_death(one: LetterRecord) -> bool:
    """Whether the death was on record when the talk about the case ended.

    A patient may have been dead for days before the news came. Where the record had it later than the talk, the board
    is taken not to have known: an ask for a patient who is dead does more harm than one that must be made again.
    """
    fact = one.record.death
    if fact is None or fact.true_from > met_at(one).date():
        return False
    return first_recorded(one, fact) <= talk_ended(one)


def asked_still(one: LetterRecord) -> bool:
    """Whether what was decided is asked of anybody still."""
    return not one.record.is_dead or knew_of_death(one)


def first_recorded(one: LetterRecord, fact: Fact) -> datetime:
    """When it was first recorded: correcting the day or the place of a death makes no news of it."""
    before = {other.id: other for other in one.record.facts if other.kind is fact.kind}
    first = fact
    while (older := before.pop(first.replaces, None)) is not None:
        first = older
    return first.recorded_at


def talk_ended(one: LetterRecord) -> datetime:
    """When the talk ended as noted in the room, else as planned."""
    return one.listing.ended_at or (one.slot[1] if one.slot else one.meeting_at)
