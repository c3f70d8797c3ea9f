"""A case is one patient brought to one board with one question, and lives until it is decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class CaseState(StrEnum):
    """`waiting` is a case with no meeting to go to: its board has no rhythm and none is planned."""

    OPEN = "open"
    WAITING = "waiting"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """`number` is what people call it ("LUNG-2026-0417"); `asked_by` names who brings the question."""

    id: str
    patient_id: str
    case_id: str
    board_id: str
    number: str
    question: str
    asked_by: str = ""
    asked_on: date | None = None
    state: CaseState = CaseState.OPEN
