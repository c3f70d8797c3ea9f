"""The printed agenda of a meeting says who is talked about when, with whom, and leaves room to write."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

REASONS = (
    "progression", "goes home", "criterion", "in charge", "already involved", "board rule", "advanced disease",
    "the patient asks", "by hand",
)  # fmt: skip
"""How a reason to invite somebody may begin; a day, criteria or somebody's own words follow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaCase:
    """One case in its place; `slot` is in the board's own time, None where it needs none. `invited` are names as
    people say them, `outcome` a word where the case is no longer merely listed."""

    position: int
    slot: tuple[datetime, datetime] | None
    patient: str
    birth_date: date | None
    number: str
    question: str
    invited: tuple[str, ...] = ()
    outcome: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaContent:
    """A meeting with its cases in order; `starts_at` in the board's own time, `language` that of its letters."""

    board: str
    hospital: str
    starts_at: datetime
    place: str
    video_link: str
    cases: tuple[AgendaCase, ...]
    demo: bool = False
    language: str = "en"
