"""Every wish is a yes or no of the solver's model: one model plans, gives wishes up and names collisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ortools.sat.python import cp_model

from mdt_app.domain.planning_day import Wish, WishKind
from mdt_app.domain.planning_grid import Grid, Span, without


class DayModel:
    """`starts[case]` in minutes, `keeps[wish]` true only where the wish is kept, `off[wish]` by how many minutes it is
    missed, `waits[person]` the minutes that a person waits.

    Breaks and one case at a time always hold. A pin is a wish here, so that it can be named in a collision. The wishes
    `held` are no question: each may be missed by so many minutes at most.
    """

    def __init__(self, grid: Grid, held: Mapping[Wish, int] | None = None) -> None:
        self.grid = grid
        self._held = held or {}
        self.model: Any = cp_model.CpModel()
        self.keeps: dict[Wish, Any] = {}
        self.off: dict[Wish, Any] = {}
        self.waits: dict[int, Any] = {}
        self.starts = [self._start(case) for case in range(len(grid.minutes))]
        self.model.add_no_overlap(
            [
                self.model.new_fixed_size_interval_var(start, length, "")
                for start, length in zip(self.starts, grid.minutes, strict=True)
            ]
        )
        for case in range(len(grid.minutes)):
            self._case_wishes(case)
        for person, own in enumerate(grid.cases):
            if own:
                self.waits[person] = self._waiting(person, own)

    def outside_waiting(self) -> Any:
        """The minutes that outside people wait, all together."""
        return sum(wait for person, wait in self.waits.items() if self.grid.outside[person])

    def spread(self) -> Any:
        """The minutes that anybody waits, and the meeting's end: the less, the closer together."""
        end = self.model.new_int_var(0, self.grid.horizon, "")
        for start, length in zip(self.starts, self.grid.minutes, strict=True):
            self.model.add(end >= start + length)
        return sum(self.waits.values()) + end

    def hint(self, starts: Sequence[int]) -> None:
        """Where the solver begins to look."""
        self.model.clear_hints()
        for variable, start in zip(self.starts, starts, strict=True):
            self.model.add_hint(variable, start)

    def _start(self, case: int) -> Any:
        """Any start clear of the breaks; the pins of others hold by the order of one case at a time."""
        last = self.grid.horizon - self.grid.minutes[case]
        length = self.grid.minutes[case]
        taken = [(since - length + 1, until) for since, until in self.grid.closed]
        spans = [(since, until - 1) for since, until in without([(0, last + 1)], taken)]
        return self.model.new_int_var_from_domain(_domain(spans), "")

    def _case_wishes(self, case: int) -> None:
        grid, ids = self.grid, self.grid.day
        id, pin = ids.cases[case].id, grid.pins[case]
        if pin is not None:
            self._within(Wish(kind=WishKind.PIN, case_id=id), case, ((pin, pin),))
        self._within(Wish(kind=WishKind.END, case_id=id), case, ((0, grid.end - grid.minutes[case]),))
        for person in grid.people[case]:
            spans = grid.starts(case, person)
            if spans is not None:
                wish = Wish(kind=WishKind.WINDOW, case_id=id, person_id=ids.people[person].id)
                self._within(wish, case, spans)
        if grid.urgency[case] and pin is None:
            self._first(Wish(kind=WishKind.URGENCY, case_id=id), case)

    def _within(self, wish: Wish, case: int, spans: Sequence[Span]) -> None:
        """Kept, the case starts within a span; missed, `off` says by how much (nothing where there is no span)."""
        start = self.starts[case]
        if wish in self._held:
            off = self._held[wish]
            wider = [(since - off, until + off) for since, until in spans]
            self.model.add_linear_expression_in_domain(start, _domain(wider))
            return
        keeps = self.model.new_bool_var("")
        self.model.add_linear_expression_in_domain(start, _domain(spans)).only_enforce_if(keeps)
        self.keeps[wish] = keeps
        if not spans:
            return
        off = self.model.new_int_var(0, self.grid.horizon, "")
        nearest = [self.model.new_bool_var("") for _ in spans] if len(spans) > 1 else [True]
        for chosen, (since, until) in zip(nearest, spans, strict=True):
            self.model.add(off >= since - start).only_enforce_if(chosen)
            self.model.add(off >= start - until).only_enforce_if(chosen)
        if len(spans) > 1:
            self.model.add_exactly_one(nearest)
        self.off[wish] = off

    def _first(self, wish: Wish, case: int) -> None:
        """Kept, each less urgent case starts before this one can be held, or after it."""
        grid, start = self.grid, self.starts[case]
        keeps = self.model.new_bool_var("")
        if wish in self._held:
            self.model.add(keeps == 1)
        self.keeps[wish] = keeps
        for other, level in enumerate(grid.urgency):
            if level < grid.urgency[case] and grid.pins[other] is None:
                after = self.model.new_bool_var("")
                later = self.starts[other]
                self.model.add(later >= start + grid.minutes[case]).only_enforce_if(after, keeps)
                self.model.add(later + grid.minutes[other] <= start).only_enforce_if(~after, keeps)
                self.model.add(later <= grid.opens[case] - 1).only_enforce_if(~after, keeps)

    def _waiting(self, person: int, own: Sequence[int]) -> Any:
        """From arrival, or the first slot, to the end of the last, less his own cases' time."""
        grid, arrives = self.grid, self.grid.arrives[person]
        if len(own) == 1 and arrives is None:
            return 0
        first = self.model.new_int_var(0, grid.horizon if arrives is None else arrives, "")
        last = self.model.new_int_var(0, grid.horizon, "")
        for case in own:
            self.model.add(first <= self.starts[case])
            self.model.add(last >= self.starts[case] + grid.minutes[case])
        wait = self.model.new_int_var(0, grid.horizon, "")
        self.model.add(wait == last - first - sum(grid.minutes[case] for case in own))
        return wait


def _domain(spans: Sequence[Span]) -> Any:
    return cp_model.Domain.from_intervals([[since, until] for since, until in spans if since <= until])
