"""Made-up meeting days of 60 cases and 90 people's windows; for half of them a plan without waiting is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from mdt_app.domain.attendance import Presence
from mdt_app.domain.planning_day import DayCase, Invited, PlanningDay
from mdt_app.domain.planning_effect import outside_waiting, starts_in_order, unmet
from mdt_app.domain.planning_grid import Grid, grid_of
from mdt_app.domain.windows import Window

START = datetime(2026, 11, 26, 13, tzinfo=ZoneInfo("Europe/Brussels"))
CASES, GPS, NURSES, HOSPITALS, MEMBERS = 60, 48, 12, 10, 20
PAUSE = (120, 135)
SLACK = 10
STEPS = 3000
STRANGERS = 1
"""How many other cases lie among those of an outside person where no plan without waiting is known."""


@dataclass(frozen=True)
class MadeDay:
    """`day` stands in a feasible hand order; `known` says whether a plan without outside waiting exists."""

    name: str
    day: PlanningDay
    known: bool


def made_day(seed: int, known: bool, cases: int = CASES) -> MadeDay:
    """A day around a hidden timetable that keeps every wish. Where `known`, the cases of an outside person follow each
    other in it; else a stranger's case lies between them. A member's cases lie within his hours, and two are pinned.
    The hand order is the hidden one shuffled by moves that break no wish."""
    random = Random(seed)
    scale = cases / CASES
    lengths = [random.choice((3, 4, 4, 5, 5, 6)) for _ in range(cases)]
    starts = _timetable(lengths)
    ends = [start + length for start, length in zip(starts, lengths, strict=True)]
    people = [
        *(_gp(random, number, cases, known) for number in range(round(GPS * scale))),
        *(_visitor(random, f"nurse {number}", cases, known, 4) for number in range(round(NURSES * scale))),
        *(
            _visitor(random, f"hospital {number}", cases, known, 5)
            for number in range(round(HOSPITALS * scale))
        ),
        *(_member(random, f"member {number}", cases) for number in range(round(MEMBERS * scale))),
    ]
    if known:
        people = [(one, _beside_the_break(own, starts) if one.outside else own) for one, own in people]
    invited = [_invited(random, one, own, starts, ends) for one, own in people]
    urgent = set(random.sample(range(max(1, cases // 10)), max(1, cases // 20)))
    listed = [
        DayCase(
            id=f"case {number}",
            name=f"Case {number}",
            minutes=lengths[number],
            people=tuple(one.id for one, own in people if number in own),
            urgency=1 if number in urgent else 0,
        )
        for number in range(cases)
    ]
    for number in random.sample(range(cases // 2, cases), 2):
        listed[number] = replace(listed[number], pinned_at=START + timedelta(minutes=starts[number]))
    day = PlanningDay(
        starts_at=START,
        ends_at=START + timedelta(minutes=ends[-1] + SLACK),
        cases=tuple(listed),
        people=tuple(invited),
        breaks=(_window(*PAUSE),) if ends[-1] > PAUSE[1] else (),
    )
    return MadeDay(f"{'known' if known else 'open'} {seed}", _by_hand(random, _urgent_aside(day)), known)


def _timetable(lengths: Sequence[int]) -> list[int]:
    at, starts = 0, []
    for length in lengths:
        if at < PAUSE[1] and at + length > PAUSE[0]:
            at = PAUSE[1]
        starts.append(at)
        at += length
    return starts


def _gp(random: Random, number: int, cases: int, known: bool) -> tuple[Invited, list[int]]:
    own = _own(random, cases, 2 if number % 8 == 0 else 1, known)
    return Invited(id=f"gp {number}", name=f"Dr {number}", level="primary", outside=True), own


def _visitor(random: Random, name: str, cases: int, known: bool, most: int) -> tuple[Invited, list[int]]:
    own = _own(random, cases, random.randint(2, most), known)
    return Invited(id=name, name=name, level="secondary", outside=True), own


def _own(random: Random, cases: int, many: int, known: bool) -> list[int]:
    if known:
        first = random.randrange(cases - many + 1)
        return list(range(first, first + many))
    reach = min(cases, many + STRANGERS)
    first = random.randrange(cases - reach + 1)
    return sorted(random.sample(range(first, first + reach), many))


def _beside_the_break(own: list[int], starts: list[int]) -> list[int]:
    """The cases moved behind the break where it lies between them."""
    after = next((number for number, start in enumerate(starts) if start >= PAUSE[1]), len(starts))
    return list(range(after, after + len(own))) if own[0] < after <= own[-1] else own


def _member(random: Random, name: str, cases: int) -> tuple[Invited, list[int]]:
    reach = random.randint(cases // 4, cases)
    first = random.choice((0, random.randrange(cases - reach + 1)))
    own = sorted(random.sample(range(first, first + reach), max(1, reach // 4)))
    return Invited(id=name, name=name, level="tertiary"), own


def _invited(random: Random, one: Invited, own: list[int], starts: list[int], ends: list[int]) -> Invited:
    """With a window around his hidden slots: tight for some, wide for others, none said by a few."""
    if random.random() < 0.1:
        return one
    before, after = (random.choice((5, 10, 20, 40, 90)) for _ in range(2))
    mode = random.choice((Presence.PHONE, Presence.VIDEO, Presence.ON_SITE))
    window = _window(starts[own[0]] - before, ends[own[-1]] + after, mode)
    arrives = window.since if mode == Presence.ON_SITE and one.outside and random.random() < 0.2 else None
    if arrives:
        arrives = max(START, START + timedelta(minutes=starts[own[0]]))
        window = replace(window, since=arrives)
    return replace(one, windows=(window,), arrives_at=arrives)


def _window(since: int, until: int, mode: Presence = Presence.UNKNOWN) -> Window:
    return Window(since=START + timedelta(minutes=since), until=START + timedelta(minutes=until), mode=mode)


def _urgent_aside(day: PlanningDay) -> PlanningDay:
    """The day with only those cases urgent that its hidden order can put first."""
    while True:
        grid = grid_of(day)
        broken = {wish.case_id for wish in unmet(grid, starts_in_order(grid, range(len(day.cases))))}
        if not broken:
            return day
        cases = tuple(replace(one, urgency=0) if one.id in broken else one for one in day.cases)
        day = replace(day, cases=cases)


def _by_hand(random: Random, day: PlanningDay) -> PlanningDay:
    grid = grid_of(day)
    order = list(range(len(day.cases)))
    hidden = unmet(grid, starts_in_order(grid, order))
    assert not hidden, hidden
    for _ in range(STEPS):
        tried = _with_one_moved(random, order)
        if not unmet(grid, starts_in_order(grid, tried)):
            order = tried
    return replace(day, cases=tuple(day.cases[number] for number in order))


def _with_one_moved(random: Random, order: list[int]) -> list[int]:
    tried = order.copy()
    tried.insert(random.randrange(len(order)), tried.pop(random.randrange(len(order))))
    return tried


def hand_waiting(grid: Grid) -> int:
    """What outside people wait in the order made by hand."""
    return outside_waiting(grid, starts_in_order(grid, range(len(grid.day.cases))))
