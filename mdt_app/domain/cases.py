"""A case is one patient brought to one board with one question, and lives until it is decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class CaseState(StrEnum):
    """`requested` is a case that the board has not accepted yet, `waiting` one with no meeting to go to: its board has
    no rhythm and none is planned."""

    REQUESTED = "requested"
    OPEN = "open"
    WAITING = "waiting"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """`number` is what people call it ("LUNG-2026-0417"); `asked_by` names who brings the question,
    `moc_kind` the Belgian kind of meeting that it is for (first, follow-up, additional), where the board says so."""

    id: str
    patient_id: str
    case_id: str
    board_id: str
    number: str
    question: str
    asked_by: str = ""
    asked_on: date | None = None
    moc_kind: str = ""
    state: CaseState = CaseState.OPEN
