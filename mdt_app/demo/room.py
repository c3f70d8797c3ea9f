"""What happened in the room of the last meeting: who chaired, when each case began and ended, who came and went."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from mdt_app.demo.directory import person_id
from mdt_app.demo.minutes import Item, Minutes
from mdt_app.operations.attendance import SayTimes
from mdt_app.operations.room import BeginCase, EndCase, NameChair, NameModerator, ReadBack

SPOKEN = timedelta(minutes=5, seconds=30)
"""How long a case took, at a board that gives six minutes."""


def name_the_chair(minutes: Minutes, at: datetime) -> None:
    """The board's chair leads, and its coordinator moderates."""
    clerk, plan = minutes.clerk, minutes.plan
    clerk.act(NameChair, at, meeting_id=minutes.meeting_id, person_id=person_id(clerk, plan.chair))
    clerk.act(NameModerator, at, meeting_id=minutes.meeting_id, person_id=person_id(clerk, plan.coordinator))


def in_the_room(minutes: Minutes) -> None:
    """Each case of a held meeting as the clock saw it, beside what was recorded of it."""
    name_the_chair(minutes, minutes.start - timedelta(seconds=90))
    for number, item in enumerate(minutes.agenda.items):
        if item.standard:
            continue
        began = minutes.start + timedelta(minutes=minutes.plan.minutes * number)
        _one_case(minutes, item, began)


def _one_case(minutes: Minutes, item: Item, began: datetime) -> None:
    clerk, ended = minutes.clerk, began + SPOKEN
    which = {"meeting_id": minutes.meeting_id, "listing_id": item.listing_id}
    clerk.act(BeginCase, began, **which)
    if item.decided:
        clerk.act(ReadBack, ended - timedelta(seconds=30), listing_id=item.listing_id)
    for key in _who_rang_in(item):
        clerk.act(
            SayTimes,
            ended,
            listing_id=item.listing_id,
            person_id=person_id(clerk, key),
            joined_at=began + timedelta(seconds=30),
            left_at=ended,
        )
    clerk.act(EndCase, ended, **which)


def _who_rang_in(item: Item) -> Iterator[str]:
    """Whoever came for this case alone."""
    if item.person.gp and item.gp_joins:
        yield item.person.gp
    yield from (seat.key for seat in item.table if seat.presence is not None and seat.presence.live)
