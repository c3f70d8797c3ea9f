"""What the rules need beside a patient's own facts: his cases, and what the boards changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from mdt_app.domain.agenda import Listing, Meeting, Outcome
from mdt_app.domain.findings import Surroundings
from mdt_app.operations.work import Reader


def surroundings_of(reader: Reader, patient_ids: Sequence[str]) -> dict[str, Surroundings]:
    """For each patient the days of his cases and decisions, and the day on which their boards' numbers changed.

    Asked in as many queries for sixty patients as for one.
    """
    listings = [
        one for one in reader.find(Listing, patient_id=list(patient_ids)) if one.outcome != Outcome.WITHDRAWN
    ]
    meetings = {one.id: one for one in reader.find(Meeting, id=list({one.meeting_id for one in listings}))}
    changed = {id: _contact_changed(reader, id) for id in {one.board_id for one in meetings.values()}}
    found: dict[str, Surroundings] = defaultdict(Surroundings)
    for one in sorted(listings, key=lambda one: meetings[one.meeting_id].starts_at):
        meeting = meetings[one.meeting_id]
        day, so_far = meeting.starts_at.date(), found[one.patient_id]
        decided = (day,) if one.outcome == Outcome.DISCUSSED else ()
        found[one.patient_id] = replace(
            so_far,
            cases=(*so_far.cases, day),
            decisions=(*so_far.decisions, *decided),
            contact_changed=changed[meeting.board_id],
        )
    return found


def _contact_changed(reader: Reader, board_id: str) -> date | None:
    """The day on which the numbers on a board's letters last changed; the first ones are no change."""
    days = [
        change.at.date()
        for change in reader.changes(entity_id=board_id)
        for field in change.fields
        if field.name == "letterhead" and field.old is not None
    ]
    return max(days, default=None)
