"""A day that makes no sense is refused before it is planned, each fault in one sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from mdt_app.domain.errors import Refused
from mdt_app.domain.planning_day import DayCase, Invited, PlanningDay
from mdt_app.domain.windows import Window

LONGEST = timedelta(hours=24)


def require_sound(day: PlanningDay, now: datetime) -> None:
    """Refuses a day with a fault, naming the first; `now` is aware."""
    for fault in faults(day, now):
        raise Refused(fault)


def faults(day: PlanningDay, now: datetime) -> Iterator[str]:
    """Every fault of the day, one sentence each. Times come first: what follows rests on them."""
    naive = [moment for moment in _moments(day) if moment.tzinfo is None]
    if naive:
        yield f"{naive[0]:%d-%m-%Y %H:%M} has no time zone. Say in which zone the meeting is."
        return
    if _utc(day.ends_at) <= _utc(day.starts_at):
        yield "The meeting ends before it starts. Correct its times."
        return
    if _utc(day.ends_at) - _utc(day.starts_at) > LONGEST:
        yield "The meeting is longer than a day. Correct its times."
        return
    yield from _break_faults(day)
    yield from _people_faults(day, now)
    yield from _case_faults(day)
    yield from _pin_faults(day)


def _moments(day: PlanningDay) -> Iterator[datetime]:
    yield from (day.starts_at, day.ends_at)
    windows = [*day.breaks]
    for person in day.people:
        windows += [*person.windows, *person.elsewhere]
        if person.arrives_at:
            yield person.arrives_at
    yield from (moment for one in windows for moment in (one.since, one.until))
    yield from (case.pinned_at for case in day.cases if case.pinned_at)


def _break_faults(day: PlanningDay) -> Iterator[str]:
    for pause in day.breaks:
        if fault := _backwards(pause):
            yield f"The break {fault}. Correct its times."
        elif _utc(pause.until) <= _utc(day.starts_at) or _utc(pause.since) >= _utc(day.ends_at):
            yield f"The break {_span(pause)} lies outside the meeting. Move or remove it."


def _people_faults(day: PlanningDay, now: datetime) -> Iterator[str]:
    for name in _twice((one.id, one.name) for one in day.people):
        yield f"{name} stands twice among the people of this meeting. Remove one."
    for person in day.people:
        yield from _window_faults(person, now)
        if not any(_backwards(one) for one in person.elsewhere) and _booked_out(day, person):
            yield f"{person.name} is at another meeting during all the time given. Ask for another time."


def _window_faults(person: Invited, now: datetime) -> Iterator[str]:
    for window in person.windows:
        if fault := _backwards(window):
            yield f"{person.name}: the time {fault}. Correct it."
        elif _utc(window.until) <= _utc(now):
            yield f"{person.name}: the time {_span(window)} has passed. Ask for another time."
    for window in person.elsewhere:
        if fault := _backwards(window):
            yield f"{person.name}: the other meeting {fault}. Correct its times."


def _booked_out(day: PlanningDay, person: Invited) -> bool:
    """Whether other meetings cover all that he gave, or the whole meeting where he gave nothing."""
    given = person.windows or (Window(since=day.starts_at, until=day.ends_at),)
    return bool(person.elsewhere) and all(_covered(window, person.elsewhere) for window in given)


def _covered(window: Window, by: Iterable[Window]) -> bool:
    reached = _utc(window.since)
    for one in sorted(by, key=lambda one: _utc(one.since)):
        if _utc(one.since) > reached:
            break
        reached = max(reached, _utc(one.until))
    return reached >= _utc(window.until)


def _case_faults(day: PlanningDay) -> Iterator[str]:
    known = {person.id: person.name for person in day.people}
    for name in _twice((one.id, one.name) for one in day.cases):
        yield f"{name} stands twice on the agenda. Remove one."
    for case in day.cases:
        if case.minutes < 1:
            yield f"{case.name}: a case takes at least 1 minute. Say how long it takes."
        for name in _twice((id, known.get(id, id)) for id in case.people):
            yield f"{name} is invited twice to {case.name}. Remove one."
        if any(id not in known for id in case.people):
            yield f"{case.name}: somebody invited is not among the people of this meeting. Invite again."


def _pin_faults(day: PlanningDay) -> Iterator[str]:
    pinned = sorted(
        ((_utc(case.pinned_at), case) for case in day.cases if case.pinned_at), key=lambda one: one[0]
    )
    for (_, first), (then, second) in pairwise(pinned):
        if then < _end(first):
            yield f"{first.name} and {second.name} are pinned to the same time. Release one of them."
    for start, case in pinned:
        if start < _utc(day.starts_at) or _end(case) > _utc(day.ends_at):
            yield f"{case.name} is pinned to a time outside the meeting. Release or move it."
        if any(start < _utc(one.until) and _utc(one.since) < _end(case) for one in day.breaks):
            yield f"{case.name} is pinned into a break. Release or move it."


def _end(case: DayCase) -> datetime:
    assert case.pinned_at
    return _utc(case.pinned_at) + timedelta(minutes=case.minutes)


def _backwards(window: Window) -> str:
    """What is wrong with a window whose end is not after its beginning, or ""."""
    if _utc(window.until) < _utc(window.since):
        return f"{_span(window)} ends before it begins"
    return f"{_span(window)} is empty" if _utc(window.until) == _utc(window.since) else ""


def _twice(named: Iterable[tuple[str, str]]) -> list[str]:
    counted = Counter(named)
    return [name for (_, name), times in counted.items() if times > 1]


def _span(window: Window) -> str:
    return f"{window.since:%H:%M} to {window.until:%H:%M}"


def _utc(moment: datetime) -> datetime:
    """In UTC: two moments of one zone are else compared and subtracted by the wall clock, wrongly when it changes."""
    return moment.astimezone(UTC)
