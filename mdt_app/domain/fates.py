"""What became of a recommendation is said with a reason from a short list, so that it can be read and counted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from mdt_app.domain.decisions import Fate, Recommendation
from mdt_app.domain.errors import Refused
from mdt_app.domain.plain_text import one_line

REASON_IDS = (
    "patient-choice",
    "patient-died",
    "deterioration",
    "progression",
    "toxicity",
    "medical-reason",
    "no-indication",
    "other-treatment",
    "supportive-care",
    "condition-unmet",
    "not-reached",
    "circumstances",
    "not-paid",
    "no-reason",
    "other",
)
OTHER = "other"
"""The reason that says nothing without words of its own."""

WITH_REASON = (Fate.CHANGED, Fate.NOT_DONE)
LONGEST_NOTE = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class FateReason:
    """One reason of the list: `words` say it plainly, `fates` are those that it can explain (`Fate`)."""

    id: str
    words: str
    fates: tuple[str, ...]
    source: str


def marked(
    one: Recommendation, fate: Fate, code: str, note: str, on: date | None, today: date
) -> Recommendation:
    """The recommendation with what became of it, on which day; `Fate.OPEN` takes that back.

    Raises `Refused` where the reason is missing or unknown, or the day has not come yet.
    """
    if one.removed or not one.what.strip():
        raise Refused("This recommendation was taken back; nothing can be said of what became of it.")
    if fate == Fate.OPEN:
        return replace(one, fate=fate, fate_code="", fate_note="", fate_on=None)
    note = one_line(note)
    if len(note) > LONGEST_NOTE:
        raise Refused(f"This note has {len(note)} characters; at most {LONGEST_NOTE} can be kept.")
    if fate in WITH_REASON:
        _require_reason(fate, code, note)
    elif code:
        raise Refused("What was carried out needs no reason.")
    day = on or today
    if day > today:
        raise Refused(f"{day:%d-%m-%Y} has not come yet. Say when it was done, changed or given up.")
    return replace(one, fate=fate, fate_code=code, fate_note=note, fate_on=day)


def _require_reason(fate: Fate, code: str, note: str) -> None:
    if not code:
        raise Refused(f"Say why it was {fate}: choose a reason.")
    if code not in REASON_IDS:
        raise Refused(f"The reason {code!r} is not on the list: {', '.join(REASON_IDS)}.")
    if code == OTHER and not note:
        raise Refused("Write the other reason in a few words.")


def is_late(one: Recommendation, today: date) -> bool:
    """Whether its day has passed and nobody said what became of it."""
    return one.fate == Fate.OPEN and one.due is not None and one.due < today


def explaining(reasons: tuple[FateReason, ...], fate: Fate) -> tuple[FateReason, ...]:
    """Those of the list that can say why."""
    return tuple(one for one in reasons if fate in one.fates)
