"""A letter is one document for one recipient: draft, reviewed, issued (then unchangeable), superseded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class LetterState(StrEnum):
    DRAFT = "draft"
    REVIEWED = "reviewed"
    ISSUED = "issued"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Whom a letter goes to, as frozen on the day it was made; `missing` says in words what is not on file."""

    name: str
    lines: tuple[str, ...] = ()
    title: str = ""
    family: str = ""
    sex: str = ""
    role: str = ""
    missing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """`number` is what people call it within its case: P1 primary, S1 secondary, T1 tertiary, F1 patient and family."""

    id: str
    case_id: str
    patient_id: str
    listing_id: str
    level: str
    number: str
    recipient: Recipient
    language: str = "en"
    version: int = 1
    state: LetterState = LetterState.DRAFT
    made_at: datetime | None = None
    left_out: str = ""
