"""A letter of a decision that a newer one followed says so at its head: whoever reads it knows which goes first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """The newest meeting after the letter's own at which something was decided for the patient: the `day` on which it
    was held, in its board's own time, and that `board`."""

    day: date
    board: str
