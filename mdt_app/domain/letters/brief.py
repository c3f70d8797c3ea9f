"""A GP's letter that passes its page says less of what the GP can read elsewhere, and each thing less is counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mdt_app.domain.facts import Kind
from mdt_app.domain.letters.contents import PrimaryContent
from mdt_app.domain.letters.facts import EVENTS
from mdt_app.domain.letters.parts import Change, Changed

LEAST_EVENTS = 2


def versions(content: PrimaryContent) -> Iterator[PrimaryContent]:
    """The letter as it is, then shorter and shorter; the last is the shortest there may be.

    Never less: what was decided, what is asked, changed medication, limits, when to call, care planning.
    """
    yield content
    if content.told.wants and content.told.goals:
        content = shorter(replace(content, told=replace(content.told, wants=())), "wants")
        yield content
    if any(row.dose for row in content.medication.unchanged):
        names = tuple(replace(row, dose="") for row in content.medication.unchanged)
        content = shorter(replace(content, medication=replace(content.medication, unchanged=names)), "doses")
        yield content
    while len(content.changed.events) > LEAST_EVENTS:
        content = shorter(replace(content, changed=without_one(content.changed)), "events")
        yield content
    if content.told.knows:
        yield shorter(replace(content, told=replace(content.told, knows=())), "knows")


def shorter(content: PrimaryContent, what: str) -> PrimaryContent:
    return replace(content, shortened=tuple(dict.fromkeys((*content.shortened, what))))


def without_one(changed: Changed) -> Changed:
    """Without the event that matters least, of like ones the oldest."""
    least = max(changed.events, key=lambda event: (rank(event), -event.day.toordinal()))
    kept = tuple(event for event in changed.events if event is not least)
    return replace(changed, events=kept, more=changed.more + 1)


def rank(event: Change) -> int:
    return EVENTS.index(Kind(event.kind))
