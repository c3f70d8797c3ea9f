"""The printed agenda says the same as the screen's."""

from __future__ import annotations

from mdt_app.domain.agenda import Outcome
from mdt_app.domain.agenda_content import AgendaCase, AgendaContent
from mdt_app.domain.letters.language import boards_language
from mdt_app.operations.rows import AgendaView, ListingRow


def agenda_content(view: AgendaView, demo: bool) -> AgendaContent:
    """What the renderer takes, from what the screen shows; withdrawn cases are left out."""
    return AgendaContent(
        board=view.board.name,
        hospital=view.board.letterhead.hospital,
        starts_at=view.meeting.starts_at,
        place=view.meeting.place,
        video_link=view.meeting.video_link,
        cases=tuple(_case(one) for one in view.rows if one.outcome != Outcome.WITHDRAWN),
        demo=demo,
        language=boards_language(view.board),
    )


def _case(row: ListingRow) -> AgendaCase:
    return AgendaCase(
        position=row.listing.position,
        slot=row.slot,
        patient=row.patient.name,
        birth_date=row.patient.birth_date,
        number=row.number,
        question=row.case.question,
        invited=tuple(f"{one.person or one.level}: {one.why}" for one in row.invited),
        outcome="" if row.outcome == Outcome.LISTED else _outcome(row),
    )


def _outcome(row: ListingRow) -> str:
    """What became of a case; which standard meets it is said with it."""
    return ": ".join(part for part in (row.outcome.value, row.listing.standard) if part)
