"""An order is bettered step by step, each the best of a few dozen moves; the same seed takes the same steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mdt_app.planner.orders import WAITED, Numbers, Orders

BLOCKS, SWAPS, GATHERED = 44, 10, 10
"""How many moves of each kind a step looks at."""
LONGEST_BLOCK = 6
BROKEN = 10**9
DETOUR = 30 * WAITED
"""What a broken wish costs in what is found, and on the way there."""
HEAT = 8 * WAITED
"""By how much a step may worsen the order at first; less and less, so that it leaves a dead end but not a good one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The best order seen, the starts that it gives, and its cost."""

    order: tuple[int, ...]
    starts: tuple[int, ...]
    cost: int


def enough(minutes: int) -> int:
    """The most that an order costs which keeps all wishes and lets outside people wait so many minutes."""
    return (minutes + 1) * WAITED - 1


class Search:
    """Looks for cheaper orders from one that it is given; `stop` is asked at every step."""

    def __init__(self, orders: Orders, seed: int, stop: Callable[[], bool]) -> None:
        self._orders, self._stop = orders, stop
        self._random = np.random.default_rng(seed)
        self._groups = orders.groups()

    def judged(self, order: Sequence[int]) -> Found:
        """The order as it stands."""
        row: Numbers = np.array([order], dtype=np.int64)
        starts = self._orders.starts(row)
        missed, cost = self._orders.costs(starts)
        return Found(
            order=tuple(order), starts=tuple(starts[0].tolist()), cost=int(cost[0] + missed[0] * BROKEN)
        )

    def bettered(self, begin: Found, steps: int, enough: int, heat: float = HEAT) -> Found:
        """The cheapest order met in so many steps, or the first that costs `enough` or less."""
        order: Numbers = np.array(begin.order, dtype=np.int64)
        cost, best = begin.cost % BROKEN + begin.cost // BROKEN * DETOUR, begin
        if len(order) < 2:
            return best
        for step in range(steps):
            if best.cost <= enough or self._stop():
                break
            tried = self._moved(order)
            starts = self._orders.starts(tried)
            missed, costs = self._orders.costs(starts)
            strict, costs = costs + missed * BROKEN, costs + missed * DETOUR
            costs[(tried == order).all(axis=1)] = BROKEN * BROKEN
            row = int(costs.argmin())
            warmth = heat * (1 - step / steps) ** 2 * self._random.random()
            if costs[row] < cost + warmth:
                order, cost = tried[row], int(costs[row])
            row = int(strict.argmin())
            if strict[row] < best.cost:
                best = Found(
                    order=tuple(tried[row].tolist()),
                    starts=tuple(starts[row].tolist()),
                    cost=int(strict[row]),
                )
        return best

    def _moved(self, order: Numbers) -> Numbers:
        """Orders one move away, one a row: places are given as numbers to sort by."""
        count = len(order)
        many = BLOCKS + SWAPS + (GATHERED if self._groups else 0)
        places: NDArray[np.float64] = np.tile(np.arange(count, dtype=np.float64), (many, 1))
        self._move_blocks(places[:BLOCKS], count)
        self._swap(places[BLOCKS : BLOCKS + SWAPS], count)
        if self._groups:
            self._gather(places[BLOCKS + SWAPS :], order)
        moved: Numbers = order[np.argsort(places, axis=1, kind="stable")]
        return moved

    def _move_blocks(self, places: NDArray[np.float64], count: int) -> None:
        rows, at = len(places), np.arange(count)
        length = np.where(
            self._random.random(rows) < 0.5, 1, self._random.integers(1, min(LONGEST_BLOCK, count) + 1, rows)
        )
        first = (self._random.random(rows) * (count - length + 1)).astype(np.int64)
        to = self._random.integers(0, count + 1, rows) - 0.5
        inside = (at >= first[:, None]) & (at < (first + length)[:, None])
        places[:] = np.where(inside, to[:, None] + (at - first[:, None]) * 1e-3, places)

    def _swap(self, places: NDArray[np.float64], count: int) -> None:
        rows = np.arange(len(places))
        one, other = self._random.integers(0, count, (2, len(places)))
        places[rows, one], places[rows, other] = other, one

    def _gather(self, places: NDArray[np.float64], order: Numbers) -> None:
        """The cases of an outside person, one after the other where one of them is."""
        where = np.empty(int(order.max()) + 1, dtype=np.int64)
        where[order] = np.arange(len(order))
        for row in places:
            own = where[self._groups[int(self._random.integers(len(self._groups)))]]
            rank = (
                self._random.permutation(len(own)) if self._random.random() < 0.5 else own.argsort().argsort()
            )
            row[own] = own[int(self._random.integers(len(own)))] + rank * 1e-3
