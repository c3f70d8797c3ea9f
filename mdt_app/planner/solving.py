"""The solver is asked within a time, can be stopped at any moment, and takes the same steps for the same seed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Event, Thread
from time import monotonic
from typing import Any

from ortools.sat.python import cp_model

POLL = 0.05
"""Seconds between two questions whether to stop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`values` of the variables asked for, None where no solution was found; `bound` of the goal. `done` says that
    nothing is open: the values are the best, or there are none at all."""

    values: tuple[int, ...] | None
    bound: int
    done: bool


NOTHING = Answer(values=None, bound=0, done=False)


def _never() -> bool:
    """Nothing ends the work early."""
    return False


class Asking:
    """Asks the solver, until so many seconds from now or until `cancelled` says yes."""

    def __init__(self, seconds: float, cancelled: Callable[[], bool], seed: int) -> None:
        self.cancelled, self._seed = cancelled, seed
        self._until = monotonic() + seconds

    def left(self) -> float:
        """Seconds that are left, never below 0."""
        return max(0.0, self._until - monotonic())

    def over(self) -> bool:
        return self.cancelled() or not self.left()

    def ask(
        self,
        model: Any,
        wanted: Sequence[Any],
        seconds: float,
        *,
        effort: float | None = None,
        proving: bool = False,
        enough: Callable[[], bool] = _never,
    ) -> Answer:
        """One answer within so many seconds, and within an `effort` that is the same on every machine where given.

        One worker alone takes the same steps every time. `proving` raises the bound until it meets a solution, rather
        than better solutions. Once `enough` says yes, the work ends with what is found by then.
        """
        if self.over():
            return NOTHING
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = max(POLL, min(seconds, self.left()))
        solver.parameters.random_seed = self._seed
        solver.parameters.num_workers = 1
        if proving:
            solver.parameters.optimize_with_core = True
        if effort is not None:
            solver.parameters.max_deterministic_time = effort
        status = self._solved(solver, model, enough)
        found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
        return Answer(
            values=tuple(int(solver.value(one)) for one in wanted) if found else None,
            bound=round(solver.best_objective_bound) if found else 0,
            done=status in (cp_model.OPTIMAL, cp_model.INFEASIBLE),
        )

    def _solved(self, solver: Any, model: Any, enough: Callable[[], bool]) -> Any:
        ended = Event()

        def watch() -> None:
            while not ended.wait(POLL):
                if self.cancelled() or enough():
                    solver.stop_search()

        watcher = Thread(target=watch, daemon=True)
        watcher.start()
        try:
            return solver.solve(model)
        finally:
            ended.set()
            watcher.join()
