"""A preparation list says whom one team prepares for a meeting: who, what is wanted, by when, and who asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from mdt_app.domain.agenda_content import AgendaContent


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparationLine:
    """One thing that a case wants of the team: `text` says what exactly, `state` how far it is."""

    what: str
    text: str
    state: str
    owner: str = ""
    expected: date | None = None
    blocks: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparationCase:
    """One case that asks something of the team. `slot` is in the board's own time; `known` are dated facts in words,
    newest first; `called` says by which criteria the palliative team is called, `scores` what the patient scored last
    and `due` (words, overdue) what the checklist asks for; `criteria`, `items` and `elements` are the keys of these."""

    listing_id: str
    patient_id: str
    position: int
    slot: tuple[datetime, datetime] | None
    patient: str
    birth_date: date | None
    identifiers: tuple[str, ...]
    number: str
    question: str
    asked_by: str
    lines: tuple[PreparationLine, ...]
    known: tuple[tuple[date, str], ...] = ()
    called: tuple[str, ...] = ()
    scores: tuple[tuple[date, str], ...] = ()
    due: tuple[tuple[str, bool], ...] = ()
    criteria: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    elements: tuple[str, ...] = ()

    @property
    def blocks(self) -> bool:
        return any(one.blocks for one in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparationContent:
    """One team's list for one meeting: `head` names board, day and place, `rest` counts the cases that ask nothing."""

    team: str
    head: AgendaContent
    cases: tuple[PreparationCase, ...]
    rest: int
