"""What was not used is said once, in sentences, with a count where many things fared alike."""

from __future__ import annotations

from collections import Counter

_SHOWN = 10


class Warnings:
    """Collects what a reading has to say. Groups are counted, single sentences are kept once, in order."""

    def __init__(self) -> None:
        self._single: dict[str, None] = {}
        self._groups: dict[tuple[str, str], list[str]] = {}
        self._unused: Counter[str] = Counter()
        self._spoiled: Counter[str] = Counter()

    def say(self, sentence: str) -> None:
        self._single[sentence] = None

    def unused(self, what: str) -> None:
        """One more resource of this type that the program has no use for."""
        self._unused[what] += 1

    def alike(self, what: str, fate: str, origin: str) -> None:
        """One more `what` ("Observation") that shares a `fate` ("is marked as an error and left out")."""
        self._groups.setdefault((what, fate), []).append(origin)

    def sentences(self) -> tuple[str, ...]:
        said = list(self._single)
        for (_, fate), origins in self._groups.items():
            names = ", ".join(origins[:3])
            more = f" and {len(origins) - 3} more" if len(origins) > 3 else ""
            said.append(f"{names}{more}: {fate}.")
        said += [_not_used(what, count) for what, count in sorted(self._unused.items())]
        return tuple(said)

    def spoiled(self, origin: str, problem: str) -> None:
        """A resource that is not valid: each named while they are few, then one sentence for the rest."""
        what = origin.split("/")[0]
        self._spoiled[what] += 1
        if self._spoiled[what] <= _SHOWN:
            self.say(f"{origin} is not valid: {problem}.")
        else:
            self.alike(what, "not valid either, and left out", origin)


def _not_used(what: str, count: int) -> str:
    return f"1 {what} resource is not used." if count == 1 else f"{count} {what} resources are not used."
