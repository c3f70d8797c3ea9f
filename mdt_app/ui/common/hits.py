"""What the jump field finds is a plain value: the window's finder makes it, the field shows it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Hit:
    """One find: what it is (patient, meeting, person, command), its key, its name and a second line.

    `other` is the kind that Shift+Enter opens instead, "" where there is none.
    """

    kind: str
    key: str
    title: str
    detail: str = ""
    icon: str = ""
    other: str = ""
