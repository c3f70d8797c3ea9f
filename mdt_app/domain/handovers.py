"""A handover stays open until the receiver's confirmation is on record, and nobody has the lead by guessing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.guidance import LEVEL_IDS, Guidance
from mdt_app.domain.payloads import Encounter, Transition
from mdt_app.domain.record import Record
from mdt_app.domain.roles import Setting

LEVELS = tuple(level for level in LEVEL_IDS if level != "patient")


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """A transition as it stands on a day: `open` while unconfirmed, `days` how long it waited, or has waited so far
    (None where it is confirmed and nobody said when)."""

    fact: Fact
    move: Transition
    open: bool
    days: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """The setting in which a patient is, and the fact that says so."""

    setting: Setting
    fact: Fact


def handovers(record: Record) -> tuple[Handover, ...]:
    """Every transition of a patient up to the day, newest first; after death none is open."""
    return tuple(
        _handover(record, fact, fact.payload)
        for fact in reversed(record.of(Kind.TRANSITION))
        if isinstance(fact.payload, Transition)
    )


def _handover(record: Record, fact: Fact, move: Transition) -> Handover:
    confirmed = is_confirmed(move, record.on)
    if confirmed:
        days = (move.confirmed_on - fact.true_from).days if move.confirmed_on else None
    else:
        days = (record.on - fact.true_from).days
    return Handover(fact=fact, move=move, open=not confirmed and not record.is_dead, days=days)


def is_confirmed(move: Transition, on: date) -> bool:
    """Whether the receiver had confirmed by the day; without a day of its own, a confirmation holds from the first."""
    return move.confirmed and (move.confirmed_on is None or move.confirmed_on <= on)


def confirmed(move: Transition, on: date, by: str) -> Transition:
    """The same transition with the receiver's confirmation."""
    return replace(move, confirmed=True, confirmed_on=on, confirmed_by=by)


def lead(record: Record) -> tuple[str, Fact | None]:
    """The level that leads and the transition that says so; ("", None) where none was recorded.

    A lead that is handed over and not confirmed is still with the level that gave it.
    """
    for one in handovers(record):
        if one.move.to in LEVELS and is_confirmed(one.move, record.on):
            return one.move.to, one.fact
        if one.move.to in LEVELS and one.move.from_ in LEVELS:
            return one.move.from_, one.fact
    return "", None


def whereabouts(record: Record, guidance: Guidance) -> Whereabouts | None:
    """Where the patient was last known to be cared for, or None.

    The newest move or stay says it; a visit to the clinic says it only where no move was ever recorded, for it ends
    none. A stay with an end is over after it.
    """
    found: Whereabouts | None = None
    moved = False
    for fact in record.of(Kind.TRANSITION, Kind.ENCOUNTER):
        setting = _named(fact, guidance)
        if setting is None or not record.stands(fact):
            continue
        is_move = isinstance(fact.payload, Transition)
        if is_move or not (moved and setting.visit):
            found = Whereabouts(setting=setting, fact=fact)
        moved = moved or is_move
    return found


def _named(fact: Fact, guidance: Guidance) -> Setting | None:
    if isinstance(fact.payload, Transition):
        return guidance.roles.setting(fact.payload.to)
    return guidance.roles.setting(fact.payload.setting) if isinstance(fact.payload, Encounter) else None
