"""The form for written input asks one person about one patient, on one page, and says until when it helps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class InputForm:
    """What stands on the form. It names the patient: it goes to who treats him, the way medical letters go.

    `starts_at` and `by` are in the board's own time; `why` says in words which fact calls for him; `language` and
    `sex` are those of who is asked.
    """

    patient: str
    birth_date: date | None
    case: str
    board: str
    starts_at: datetime
    question: str
    why: str
    to: str
    return_to: tuple[str, ...]
    by: datetime
    demo: bool = False
    language: str = "en"
    sex: str = ""
