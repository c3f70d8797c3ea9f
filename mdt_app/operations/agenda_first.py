"""Rows that neither hours nor breaks stand between can be shown before it is known who waits: none of them moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdt_app.domain.guidance import Guidance
from mdt_app.domain.inviting import Availability
from mdt_app.operations.agenda_view import agenda_view
from mdt_app.operations.rows import AgendaView
from mdt_app.operations.work import Reader

if TYPE_CHECKING:
    from mdt_app.operations.planning_wishes import PlanningView


def first_view(reader: Reader, guidance: Guidance, meeting_id: str) -> AgendaView | PlanningView:
    """An agenda alone, or with everybody's times where these have rows of their own. Raises `Missing`."""
    agenda = agenda_view(reader, guidance, meeting_id)
    if not agenda.meeting.breaks and not reader.count(Availability, meeting_id=meeting_id):
        return agenda
    from mdt_app.operations.planning_wishes import with_wishes

    return with_wishes(reader, guidance, agenda)
