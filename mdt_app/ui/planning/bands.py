"""Hours that people gave, and breaks, are rows of the agenda themselves: their own cases in them carry an edge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from mdt_app.domain.attendance import Presence
from mdt_app.domain.planning_day import Invited
from mdt_app.domain.windows import Window
from mdt_app.operations.hand_order import Standing
from mdt_app.operations.rows import ListingRow
from mdt_app.ui.common.columns import Band
from mdt_app.ui.common.words import presence, presence_icon
from mdt_app.ui.planning.words import Naming, listed, tr

Slots = Mapping[str, tuple[datetime, datetime]]
MOST = 6
"""Windows named at the rows; with more of them, only those that several people share are."""


@dataclass(frozen=True)
class Shared:
    """Hours, who gave exactly these, and the cases (listing ids) to which they are invited."""

    window: Window
    people: tuple[Invited, ...]
    cases: frozenset[str]

    def holds(self, listing_id: str, slot: tuple[datetime, datetime] | None) -> bool:
        """Whether a case is theirs and its slot lies in their hours."""
        if slot is None or listing_id not in self.cases:
            return False
        since, until = (at.astimezone(UTC) for at in slot)
        return self.window.since.astimezone(UTC) <= since and until <= self.window.until.astimezone(UTC)


def shared_windows(standing: Standing) -> tuple[Shared, ...]:
    """The hours of people from outside that are worth a row, in order of time."""
    found: dict[tuple[datetime, datetime, str], list[Invited]] = {}
    kept: dict[tuple[datetime, datetime, str], Window] = {}
    given = {id for id, one in standing.view.wishes.given.items() if one.windows}
    for person in standing.day.people:
        for window in person.windows if person.outside and person.id in given else ():
            key = (window.since.astimezone(UTC), window.until.astimezone(UTC), window.mode.value)
            found.setdefault(key, []).append(person)
            kept[key] = window
    keys = sorted(found)
    if len(keys) > MOST:
        several = [key for key in keys if len(found[key]) > 1]
        keys = sorted(sorted(several, key=lambda key: -len(found[key]))[:MOST])
    return tuple(Shared(kept[key], tuple(found[key]), _cases(standing, found[key])) for key in keys)


def with_bands(
    rows: Sequence[ListingRow], standing: Standing, windows: Sequence[Shared], slots: Slots
) -> list[ListingRow | Band]:
    """The rows, with a band before the first case within each window of those who gave it, else before the first one
    then, and one after each break began, at these slots."""
    names = Naming(standing)
    before: dict[int, list[Band]] = {}
    for one in windows:
        place = next(
            (at for at, row in enumerate(rows) if one.holds(row.listing.id, slots.get(row.listing.id))), -1
        )
        if place < 0:
            place = _first(rows, slots, one.window.since, one.window.until)
        if place >= 0:
            before.setdefault(place, []).append(_window_band(names, one))
    for pause in standing.day.breaks:
        place = _first(rows, slots, pause.since, None)
        title = tr("Break {since}–{until}").format(
            since=names.clock(pause.since), until=names.clock(pause.until)
        )
        before.setdefault(place if place >= 0 else len(rows), []).append(Band(title, icon="pause"))
    found: list[ListingRow | Band] = []
    for place, row in enumerate(rows):
        found += [*before.get(place, ()), row]
    return [*found, *before.get(len(rows), ())]


def _cases(standing: Standing, people: Sequence[Invited]) -> frozenset[str]:
    ids = {one.id for one in people}
    return frozenset(case.id for case in standing.day.cases if not ids.isdisjoint(case.people))


def _first(rows: Sequence[ListingRow], slots: Slots, since: datetime, until: datetime | None) -> int:
    """The place of the first row that starts then, or -1."""
    for place, row in enumerate(rows):
        if row.listing.id not in slots:
            continue
        start = slots[row.listing.id][0].astimezone(UTC)
        if since.astimezone(UTC) <= start and (until is None or start < until.astimezone(UTC)):
            return place
    return -1


def _window_band(names: Naming, one: Shared) -> Band:
    mode = one.window.mode
    how = presence(mode) if mode.live else ""
    times = tr("{since}–{until}").format(
        since=names.clock(one.window.since), until=names.clock(one.window.until)
    )
    levels = {person.level for person in one.people}
    who = tr("GP") if levels == {"primary"} else tr("Palliative team") if levels == {"tertiary"} else ""
    title = " ".join(part for part in (who, how, tr("window"), times) if part)
    detail = listed(person.name for person in one.people)
    if len(one.people) > 1:
        detail = tr("{names}; each is told only the time of the own case").format(names=detail)
    return Band(title[:1].upper() + title[1:], detail, presence_icon(mode if mode.live else Presence.PHONE))
