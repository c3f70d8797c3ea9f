"""The printed agenda says what the screen says, in words that need no screen."""

from __future__ import annotations

from mdt_app.domain.agenda import Outcome, zone_of
from mdt_app.domain.agenda_content import AgendaCase, AgendaContent
from mdt_app.operations.rows import AgendaView, Invited, ListingRow

NOBODY_YET = {
    "primary": "general practitioner, not named yet",
    "secondary": "oncologist, not named yet",
    "tertiary": "palliative team, not named yet",
}


def agenda_content(view: AgendaView, demo: bool = False) -> AgendaContent:
    """A meeting's agenda as it is printed."""
    board = view.board
    return AgendaContent(
        board=board.name,
        hospital=board.letterhead.hospital,
        starts_at=view.meeting.starts_at.astimezone(zone_of(board)),
        place=view.meeting.place,
        video_link=view.meeting.video_link,
        cases=tuple(_case(one) for one in view.rows),
        demo=demo,
    )


def _case(row: ListingRow) -> AgendaCase:
    return AgendaCase(
        position=row.listing.position,
        slot=row.slot,
        patient=row.patient.name,
        birth_date=row.patient.birth_date,
        number=row.number,
        question=row.case.question,
        invited=tuple(_invited(one) for one in row.invited),
        outcome="" if row.outcome == Outcome.LISTED else str(row.outcome),
    )


def _invited(one: Invited) -> str:
    name = one.person or NOBODY_YET.get(one.level, one.level)
    return f"{name} ({one.mode})" if one.mode else name
