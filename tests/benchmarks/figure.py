"""A figure is a ratio against a floor that was measured in the same run, never a time alone."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

UNITS = {"ms": 1000.0, "s": 1.0}


@dataclass(frozen=True)
class Figure:
    """`ours` and `floor` in `unit`; `target` bounds the ratio (or ours itself, `absolute`), None where there is none.

    Fewer is better for times, more for rates ("/s").
    """

    name: str
    ours: float
    floor: float
    floor_name: str
    unit: str = "ms"
    target: float | None = None
    absolute: bool = False

    @property
    def ratio(self) -> float:
        return self.ours / self.floor

    @property
    def met(self) -> bool | None:
        if self.target is None:
            return None
        said = self.ours if self.absolute else self.ratio
        return said >= self.target if self.unit == "/s" else said <= self.target

    def line(self) -> str:
        bound = "" if self.target is None else f"{'>=' if self.unit == '/s' else '<='} {self.target:g}"
        bound += f" {self.unit}" if self.absolute and bound else ""
        verdict = {True: "met", False: "NOT MET", None: ""}[self.met]
        return (
            f"{self.name:<46} {self.ours:>9.2f} {self.unit:<3} {self.floor:>9.2f} {self.unit:<3}"
            f" {self.ratio:>6.2f}  {bound:<9} {verdict:<8} {self.floor_name}"
        )


HEAD = f"{'figure':<46} {'ours':>13} {'floor':>13} {'ratio':>7}  {'target':<9} {'':<8} the floor is"


def interleaved(acts: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Seconds of each act, round by round in turn, so that a busy machine is equally busy for all."""
    took: dict[str, list[float]] = {name: [] for name in acts}
    for _ in range(rounds):
        for name, act in acts.items():
            began = time.perf_counter()
            act()
            took[name].append(time.perf_counter() - began)
    return took


def middle(took: list[float], unit: str = "ms") -> float:
    return statistics.median(took) * UNITS[unit]


def part(took: list[float], share: float, unit: str = "ms") -> float:
    """The time that `share` of all stay below."""
    return sorted(took)[min(len(took) - 1, int(len(took) * share))] * UNITS[unit]
