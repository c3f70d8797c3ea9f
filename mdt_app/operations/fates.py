"""What became of a recommendation is marked after closing; the decision itself stays as it was frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from mdt_app.domain.accounts import Right
from mdt_app.domain.agenda import Listing, Outcome
from mdt_app.domain.decisions import Fate, Recommendation
from mdt_app.domain.errors import Refused
from mdt_app.domain.fates import marked
from mdt_app.operations.commands import Command
from mdt_app.operations.work import Change, OpenWork

SETTLED = (Outcome.DISCUSSED, Outcome.STANDARD)
"""The outcomes of a listing whose recommendations are decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkFate(Command):
    """Carried out, changed or not done: on which day, and why by a reason of the list. `Fate.OPEN` takes it back."""

    offline: ClassVar[bool] = True
    recommendation_id: str
    fate: Fate
    code: str = ""
    note: str = ""
    on: date | None = None


def mark_fate(command: MarkFate, open_work: OpenWork) -> tuple[Change, ...]:
    """Raises `Refused` before the meeting is closed; after it nothing else of the decision is touched."""
    with open_work(command) as work:
        work.require(Right.RECORD)
        one = work.get(Recommendation, command.recommendation_id)
        if work.get(Listing, one.listing_id).outcome not in SETTLED:
            raise Refused("This is no decision yet. Close its meeting first, then say what became of it.")
        work.put(marked(one, command.fate, command.code, command.note, command.on, command.at.date()))
        return work.commit()
