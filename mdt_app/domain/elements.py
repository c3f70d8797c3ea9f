"""What is asked for, as the paper lists it: elements in their domains, and advice while a case is discussed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """One of the nine domains of Figure 2."""

    id: str
    name: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One of the 28 elements of Figure 2.

    `rule` names the rule that computes it, `numbers` and `words` are that rule's parameters, `own` names those which
    are ours and not the paper's. `entry` says that an entry "done" settles it. A decline lapses after
    `decline_months` (0: never by time alone) and, with `lapses_on_change`, at the next clinical change.
    """

    id: str
    domain: str
    name: str
    explanation: str
    settled_by: str
    source: str
    rule: str
    entry: bool = False
    after_death: bool = False
    lapses_on_change: bool = False
    decline_months: int = 0
    numbers: Mapping[str, float] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    own: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """Advice of section 4; `asks` pairs a short id with what is asked for."""

    id: str
    text: str
    asks: tuple[tuple[str, str], ...]
    source: str
    strong: bool = False
    numbers: Mapping[str, float] = field(default_factory=dict)
    own: tuple[str, ...] = ()
