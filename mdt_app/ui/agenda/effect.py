"""Moving a case on an agenda says at once what it does to everyone's time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from mdt_app.domain.agenda import Listing, moved, slots


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """One case's start before and after; `minutes` later, negative where earlier."""

    listing_id: str
    before: datetime
    after: datetime

    @property
    def minutes(self) -> int:
        return round((self.after - self.before).total_seconds() / 60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a move does: to the case itself (None where it needs no slot), to others whose time changes, to the end."""

    listing_id: str
    listings: tuple[Listing, ...]
    mover: Shift | None
    others: tuple[Shift, ...]
    ends_before: datetime
    ends_after: datetime

    def shift_of(self, listing_id: str) -> Shift | None:
        """How the start of one case changes; None where it stays."""
        shifts = (*((self.mover,) if self.mover else ()), *self.others)
        return next((one for one in shifts if one.listing_id == listing_id and one.minutes), None)

    @property
    def later(self) -> tuple[Shift, ...]:
        return tuple(one for one in self.others if one.minutes > 0)

    @property
    def earlier(self) -> tuple[Shift, ...]:
        return tuple(one for one in self.others if one.minutes < 0)


def effect(listings: Sequence[Listing], starts_at: datetime, listing_id: str, position: int) -> Effect:
    """What it does when a listing goes to a position, from 1. Raises `Refused` when it is not on the agenda."""
    before = tuple(listings)
    after = moved(before, listing_id, position)
    was, becomes = slots(before, starts_at), slots(after, starts_at)
    shifts = [
        Shift(listing_id=one, before=start, after=becomes[one][0])
        for one, (start, _) in was.items()
        if becomes[one][0] != start or one == listing_id
    ]
    return Effect(
        listing_id=listing_id,
        listings=after,
        mover=next((one for one in shifts if one.listing_id == listing_id), None),
        others=tuple(one for one in shifts if one.listing_id != listing_id),
        ends_before=ends_at(was, starts_at),
        ends_after=ends_at(becomes, starts_at),
    )


def ends_at(taken: dict[str, tuple[datetime, datetime]], starts_at: datetime) -> datetime:
    """When the last case ends; the start where there is none."""
    return max((until for _, until in taken.values()), default=starts_at)
