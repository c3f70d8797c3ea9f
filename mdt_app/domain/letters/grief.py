"""After a death the table of responsibilities names who cares for the family, and nothing else goes on."""

from __future__ import annotations

from mdt_app.domain.careteam import Duty, care_team
from mdt_app.domain.findings import ALONE
from mdt_app.domain.letters.days import is_past
from mdt_app.domain.letters.named import care_holder, reachable
from mdt_app.domain.letters.parts import Responsibility, Span
from mdt_app.domain.letters.record import LetterRecord
from mdt_app.domain.people import CareLevel
from mdt_app.domain.states import ElementState, Status

BEREAVEMENT, MISTAKE = "CAR-5", "COM-4"
"""The two elements of the checklist that a death does not end."""


def grief_duties(one: LetterRecord) -> tuple[Duty, ...]:
    """What goes on after a death, held by the level that the care team's page names too."""
    levels = care_team(one.record, one.guidance, ALONE).levels
    return tuple(duty for level in levels for duty in level.duties if duty.task.in_grief)


def in_grief(one: LetterRecord) -> tuple[Responsibility, ...]:
    """After a death the table names who cares for the family, and until when that is owed; nothing else goes on."""
    state = element_of(one, BEREAVEMENT)
    day, span = None, Span.THROUGHOUT
    if state is not None and state.status is Status.DONE and state.entry is not None:
        day, span = state.entry.true_from, Span.DONE
    elif state is not None and state.status in (Status.DUE, Status.PLANNED):
        day, span = state.due, Span.BY
    rows = []
    for duty in grief_duties(one):
        holder = care_holder(one, duty.holder) if duty.holder else None
        if duty.level == CareLevel.SECONDARY:
            holder = reachable(one, holder)
        past = span is Span.BY and is_past(one, day)
        task = duty.task
        rows.append(
            Responsibility(task=task.id, name=task.name, holder=holder, span=span, day=day, past=past)
        )
    return tuple(rows)


def element_of(one: LetterRecord, id: str) -> ElementState | None:
    return next((state for state in one.elements if state.id == id), None)
