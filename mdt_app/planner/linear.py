"""A linear program is put together row by row and solved by HiGHS, which can be stopped at any time."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

INFINITE = float("inf")
MANY = 10**6
Term = tuple[int, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the solver says: no solution costs less than `bound`; `values` is the best found, of cost `cost`, None where
    none was; `saves[column]` is by how much its cost would have to fall before it is used (of a program without whole
    numbers). `infeasible`: there is none."""

    bound: float
    cost: float = INFINITE
    values: Sequence[float] | None = None
    saves: Sequence[float] = ()
    infeasible: bool = False


class Program:
    """Minimises the columns' costs; columns run from 0 to 1 unless said, rows from `low` to `high`."""

    def __init__(self) -> None:
        self.costs, self.lows, self.highs = array("d"), array("d"), array("d")
        self.whole: list[int] = []
        self._row_lows, self._row_highs = array("d"), array("d")
        self._starts, self._columns, self._factors = array("i", [0]), array("i"), array("d")
        self.offset = 0.0

    def column(self, cost: float = 0.0, *, low: float = 0.0, high: float = 1.0, whole: bool = False) -> int:
        """A new column's number."""
        self.costs.append(cost)
        self.lows.append(low)
        self.highs.append(high)
        if whole:
            self.whole.append(len(self.costs) - 1)
        return len(self.costs) - 1

    def row(self, terms: Iterable[Term], *, low: float = -INFINITE, high: float = INFINITE) -> None:
        """Keeps the sum of the terms between `low` and `high`."""
        for column, factor in terms:
            self._columns.append(column)
            self._factors.append(factor)
        self._starts.append(len(self._columns))
        self._row_lows.append(low)
        self._row_highs.append(high)

    def close(self, columns: Iterable[int]) -> None:
        """These columns stay 0."""
        for column in columns:
            self.highs[column] = 0.0

    def solved(
        self,
        seconds: float,
        stop: Callable[[], bool],
        *,
        whole: bool = False,
        seed: int = 0,
        nodes: int = MANY,
    ) -> Answer:
        """The program solved on one thread; `whole` keeps to whole numbers, and looks at so many branches at most."""
        import highspy

        engine = highspy.Highs()
        for name, value in (
            ("output_flag", False),
            ("threads", 1),
            ("time_limit", max(seconds, 0.01)),
            ("random_seed", seed),
            ("mip_rel_gap", 0.0),
            ("mip_abs_gap", 0.999),
            ("mip_max_nodes", nodes),
            ("solver", "choose" if whole else "ipm"),
        ):
            engine.setOptionValue(name, value)
        engine.passModel(self._model(highspy, whole))
        _stoppable(engine, stop)
        engine.run()
        return _answer(highspy, engine, whole)

    def _model(self, highspy: Any, whole: bool) -> Any:
        import numpy as np

        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self.costs), len(self._row_lows)
        model.col_cost_, model.offset_ = np.array(self.costs), self.offset
        model.col_lower_, model.col_upper_ = np.array(self.lows), np.array(self.highs)
        model.row_lower_, model.row_upper_ = np.array(self._row_lows), np.array(self._row_highs)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.array(self._starts)
        model.a_matrix_.index_ = np.array(self._columns)
        model.a_matrix_.value_ = np.array(self._factors)
        if whole:
            kinds = [highspy.HighsVarType.kContinuous] * len(self.costs)
            for column in self.whole:
                kinds[column] = highspy.HighsVarType.kInteger
            model.integrality_ = kinds
        return model


def _stoppable(engine: Any, stop: Callable[[], bool]) -> None:
    def ask(event: Any) -> None:
        if stop():
            event.interrupt()

    for hook in (engine.cbSimplexInterrupt, engine.cbIpmInterrupt, engine.cbMipInterrupt):
        hook += ask


def _answer(highspy: Any, engine: Any, whole: bool) -> Answer:
    status, info = engine.getModelStatus(), engine.getInfo()
    if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
        return Answer(bound=INFINITE, infeasible=True)
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    values = list(engine.getSolution().col_value) if found else None
    cost = info.objective_function_value if found else INFINITE
    if whole:
        return Answer(bound=info.mip_dual_bound, cost=cost, values=values)
    if status != highspy.HighsModelStatus.kOptimal:
        return Answer(bound=-INFINITE)
    return Answer(bound=cost, cost=cost, values=values, saves=list(engine.getSolution().col_dual))
