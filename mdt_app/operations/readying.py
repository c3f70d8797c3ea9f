"""How far a case is, from its patient's facts and from what people said that it needs: one answer for every screen."""

from __future__ import annotations

from collections.abc import Iterable

from mdt_app.domain.agenda import Board
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.needs import Need
from mdt_app.domain.readiness import Readiness, readiness
from mdt_app.domain.record import Record
from mdt_app.operations.needs import written_on
from mdt_app.operations.rows import Ready


def ready_rows(record: Record, guidance: Guidance, board: Board, needs: Iterable[Need]) -> tuple[Ready, ...]:
    """One row for each thing that a case of this board needs, always in the same order."""
    asked = tuple(needs)
    return tuple(_row(one) for one in readiness(record, guidance, asked, board.asks, written_on(asked)))


def _row(one: Readiness) -> Ready:
    return Ready(
        what=one.what,
        state=one.state,
        words=one.words,
        facts=one.facts,
        needs=one.needs,
        owner=one.owner,
        expected=one.expected,
        arrived=one.arrived,
        blocks=one.blocks,
    )
