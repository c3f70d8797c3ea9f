"""Prints the figures: `python tests/benchmarks/run.py [name ...]`; without a name, all of `NAMES`."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from figure import HEAD

NAMES = (
    "start",
    "letters",
    "meeting",
    "search",
    "writing",
    "trends",
    "rules",
    "worklist",
    "planner",
    "dragging",
    "preview",
    "signing",
    "others",
    "batch",
    "preview",
)


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        print(f"There is no figure {unknown[0]}. There are: {', '.join(NAMES)}.", file=sys.stderr)
        return 2
    print(HEAD, flush=True)
    for name in names or NAMES:
        for figure in importlib.import_module(name).figures():
            print(figure.line(), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
