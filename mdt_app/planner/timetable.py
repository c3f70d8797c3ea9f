"""What no plan can do better is proved over every minute at which each case may start."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil

from mdt_app.domain.planning_grid import Grid, Span
from mdt_app.planner.linear import Answer, Program, Term

Columns = Sequence[dict[int, int]]
"""By case: the column of each minute at which it may start."""
NODES = 200
"""How many branches a part of the day is worth."""
CLOSE = 1e-4
"""What the solver may be wrong by in a cost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """`minutes`: outside people wait at least so long in any plan (None: not known). `starts` are where the cases lie
    best by it, in fractions of minutes. `worth[c]` says, for each start of case c, how much longer people then wait at
    least."""

    minutes: int | None
    starts: tuple[float, ...] = ()
    worth: tuple[dict[int, float], ...] = ()
    infeasible: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Below:
    """`starts` that do better, None where none were found; `none` says that there are none."""

    starts: tuple[int, ...] | None
    none: bool


class Timetable:
    """One column per case and minute at which it may start; a person is there from his first case to his last."""

    def __init__(self, grid: Grid, allowed: Sequence[Sequence[int]], waived: frozenset[int]) -> None:
        """`allowed[c]` are the minutes at which case c may start; `waived` the urgent cases that need not be first."""
        self.grid, self.program = grid, Program()
        self.at = [{minute: self.program.column(whole=True) for minute in minutes} for minutes in allowed]
        self._begun: dict[int, tuple[int, list[int]]] = {}
        one_start_each(self.program, self.at)
        one_case_at_a_time(self.program, grid, self.at)
        for case, level in enumerate(grid.urgency):
            if level and grid.pins[case] is None and case not in waived:
                first_of_all(self.program, grid, self.at, case)
        for person, own in enumerate(grid.cases):
            if grid.outside[person] and (len(own) > 1 or (own and grid.arrives[person] is not None)):
                self._stays(person)

    def solved(self, seconds: float, stop: Callable[[], bool]) -> Bound:
        """The bound without whole numbers."""
        answer = self.program.solved(seconds, stop)
        if answer.infeasible:
            return Bound(minutes=None, infeasible=True)
        if answer.values is None:
            return Bound(minutes=None)
        values = answer.values
        starts = tuple(sum(minute * values[column] for minute, column in one.items()) for one in self.at)
        worth = tuple(
            {minute: answer.saves[column] + answer.bound for minute, column in one.items()} for one in self.at
        )
        return Bound(minutes=rounded(answer.bound), starts=starts, worth=worth)

    def below(self, minutes: int, seconds: float, stop: Callable[[], bool], seed: int) -> Below:
        """Starts by which outside people wait less than so many minutes together."""
        terms = [(column, cost) for column, cost in enumerate(self.program.costs) if cost]
        self.program.row(terms, high=minutes - 1 - self.program.offset)
        answer = self.program.solved(seconds, stop, whole=True, seed=seed, nodes=NODES)
        return Below(starts=self._chosen(answer), none=answer.infeasible)

    def _chosen(self, answer: Answer) -> tuple[int, ...] | None:
        if answer.values is None:
            return None
        return chosen(self.at, answer.values)

    def _started(self, case: int, minute: int, factor: float) -> list[Term]:
        """The share of the case that has started by this minute, as terms; nothing where it is known (`_known`)."""
        first, columns = self._chain(case)
        return [(columns[minute - first], factor)] if first <= minute < first + len(columns) else []

    def _known(self, case: int, minute: int) -> float:
        """1 where the case has surely started by this minute, else 0."""
        first, columns = self._chain(case)
        return 1.0 if minute >= first + len(columns) else 0.0

    def _chain(self, case: int) -> tuple[int, list[int]]:
        """The first minute at which the case may start, and for each from there, but the last, how much has started."""
        if case not in self._begun:
            one, columns = self.at[case], list[int]()
            first, last = min(one), max(one)
            for minute in range(first, last):
                column = self.program.column()
                terms: list[Term] = [(column, 1.0)]
                terms += [(columns[-1], -1.0)] if columns else []
                terms += [(one[minute], -1.0)] if minute in one else []
                self.program.row(terms, low=0.0, high=0.0)
                columns.append(column)
            self._begun[case] = first, columns
        return self._begun[case]

    def _stays(self, person: int) -> None:
        """Counts every minute that the person is there, less his own cases' time."""
        grid, own = self.grid, self.grid.cases[person]
        arrives = grid.arrives[person]
        first = min(min(self.at[case]) for case in own)
        last = max(max(self.at[case]) + grid.minutes[case] for case in own)
        self.program.offset -= sum(grid.minutes[case] for case in own)
        before: tuple[int, int] | None = None
        for minute in range(first if arrives is None else min(first, arrives), last):
            there = self.program.column(1.0)
            running, known = self._running(own, minute)
            self.program.row([(there, 1.0), *running], low=known)
            if arrives is not None and minute >= arrives:
                for case in own:
                    self._until_done(there, case, minute)
            elif len(own) > 1:
                before = self._between(there, own, minute, before)

    def _running(self, own: Sequence[int], minute: int) -> tuple[list[Term], float]:
        """Less the share of his cases that run at this minute, as terms, and what of it is known."""
        terms: list[Term] = []
        known = 0.0
        for case in own:
            ended = minute - self.grid.minutes[case]
            terms += [*self._started(case, minute, -1.0), *self._started(case, ended, 1.0)]
            known += self._known(case, minute) - self._known(case, ended)
        return terms, known

    def _until_done(self, there: int, case: int, minute: int) -> None:
        ended = minute - self.grid.minutes[case]
        if not self._known(case, ended):
            self.program.row([(there, 1.0), *self._started(case, ended, 1.0)], low=1.0)

    def _between(
        self, there: int, own: Sequence[int], minute: int, before: tuple[int, int] | None
    ) -> tuple[int, int]:
        """There once any of his cases has started, until all are over.

        One of his cases runs at a time, so that as much as runs now has come by now and has not gone: fractions of
        two orders of the same cases, which each alone would have him wait, else add up to a plan without waiting.
        """
        come, gone = self.program.column(), self.program.column()
        for case in own:
            ended = minute - self.grid.minutes[case]
            self.program.row(
                [(come, 1.0), *self._started(case, minute, -1.0)], low=self._known(case, minute)
            )
            self.program.row(
                [(gone, 1.0), *self._started(case, ended, -1.0)], high=self._known(case, ended)
            )
        running, known = self._running(own, minute)
        self.program.row([(come, 1.0), *running], low=known)
        self.program.row([(gone, -1.0), *running], low=known - 1.0)
        self.program.row([(there, 1.0), (come, -1.0), (gone, 1.0)], low=0.0)
        if before is not None:
            self.program.row([(come, 1.0), (before[0], -1.0)], low=0.0)
            self.program.row([(gone, 1.0), (before[1], -1.0)], low=0.0)
        return come, gone


def chosen(at: Columns, values: Sequence[float]) -> tuple[int, ...]:
    """The start of each case by the columns' values."""
    return tuple(max(one, key=lambda minute: values[one[minute]]) for one in at)


def one_start_each(program: Program, at: Columns) -> None:
    """Each case starts once."""
    for one in at:
        program.row([(column, 1.0) for column in one.values()], low=1.0, high=1.0)


def one_case_at_a_time(program: Program, grid: Grid, at: Columns) -> None:
    """At no minute do two cases run."""
    running: dict[int, list[Term]] = {}
    for case, one in enumerate(at):
        for minute, column in one.items():
            for busy in range(minute, minute + grid.minutes[case]):
                running.setdefault(busy, []).append((column, 1.0))
    for minute in sorted(running):
        program.row(running[minute], high=1.0)


def first_of_all(program: Program, grid: Grid, at: Columns, case: int, unless: int | None = None) -> None:
    """A less urgent case starts only before everybody of this one can be there, or after it; `unless` gives that up.

    At a minute at which a less urgent case starts, this one has started before: one row a minute says it for all.
    """
    later = [
        one
        for other, one in enumerate(at)
        if grid.urgency[other] < grid.urgency[case] and grid.pins[other] is None
    ]
    last = max(max(one, default=0) for one in at)
    begun: int | None = None
    for minute in range(grid.opens[case], last + 1):
        begun = _begun_before(program, at[case], minute, begun, grid.opens[case])
        terms = [(one[minute], 1.0) for one in later if minute in one]
        if terms:
            terms += [(begun, -1.0)] + ([(unless, -1.0)] if unless is not None else [])
            program.row(terms, high=0.0)


def _begun_before(program: Program, own: dict[int, int], minute: int, last: int | None, first: int) -> int:
    """A column for the share of a case that has started before this minute, from that of the minute before."""
    column = program.column()
    earliest = 0 if minute == first else minute - 1
    fresh = [own[one] for one in own if earliest <= one < minute]
    terms: list[Term] = [(column, 1.0), *((one, -1.0) for one in fresh)]
    program.row([*terms, (last, -1.0)] if last is not None else terms, low=0.0, high=0.0)
    return column


def rounded(cost: float) -> int:
    """The least whole number of minutes that a cost leaves, never below 0."""
    return max(0, ceil(cost - CLOSE * max(1.0, abs(cost))))


def minutes_of(spans: Sequence[Span]) -> list[int]:
    """Every minute of spans of starts, both ends included."""
    return [minute for since, until in spans for minute in range(since, until + 1)]
