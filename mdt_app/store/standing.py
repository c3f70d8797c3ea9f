"""What waits about each patient is kept as computed, and counts only for the day, the rules and the record it is from.

`position` is how long the patient's chain of changes was: one change more, and it is computed anew. What no chain of
the patient tells - a board's numbers, a meeting's day - is forgotten by the unit of work that changes it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Delete,
    Select,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    insert,
    literal,
    select,
)

from mdt_app.domain.agenda import Listing, Meeting
from mdt_app.domain.people import Patient
from mdt_app.operations.work import Standing
from mdt_app.store.recording import Written
from mdt_app.store.tables import TABLES, chain_head, standing, wait

if TYPE_CHECKING:
    from mdt_app.domain.worklist import Wait, Waits

listing, meeting, patient = TABLES[Listing], TABLES[Meeting], TABLES[Patient]


def current(day: date, made_by: str) -> ColumnElement[bool]:
    """Joins a standing to its patient's chain where it still counts."""
    return and_(
        standing.c.patient_id == chain_head.c.chain,
        standing.c.position == chain_head.c.position,
        standing.c.on_day == day,
        standing.c.made_by == made_by,
    )


def first_waiting(
    connection: Connection, day: date, made_by: str, first: Collection[str], shown: int
) -> dict[Waits, tuple[int, tuple[str, ...]]]:
    """List -> how many patients are on it, and the ids of at most `shown`: those of `first`, then who waits longest.

    Each list is ranked by itself and cut at once: what costs time is not the ranking but the rows handed over. Who no
    longer counts is mostly nobody, so a list is read longer by as many instead of asking about every row.
    """
    from mdt_app.domain.worklist import Waits

    stale = _without_standing(day, made_by)
    gone = frozenset(connection.execute(stale).scalars())
    each = select(wait.c.kind, wait.c.patient_id).distinct()
    if gone:
        each = each.where(wait.c.patient_id.not_in(stale))
    on_lists = each.subquery()
    counted = select(on_lists.c.kind, func.count()).group_by(on_lists.c.kind)
    longest = _longest_waiting(first, shown + len(gone))
    found: dict[Waits, tuple[int, tuple[str, ...]]] = {}
    for kind, many in connection.execute(counted).all():
        ids = connection.execute(longest, {"of_kind": kind}).scalars()
        found[Waits(kind)] = many, tuple(islice((id for id in ids if id not in gone), shown))
    return found


def _without_standing(day: date, made_by: str) -> Select[str]:
    """The ids of the patients about whom something is kept that no longer counts."""
    return (
        select(chain_head.c.chain)
        .outerjoin(standing, current(day, made_by))
        .where(standing.c.patient_id.is_(None), exists().where(wait.c.patient_id == chain_head.c.chain))
    )


def _longest_waiting(first: Collection[str], limit: int) -> Select[str]:
    """The ids of one list (`of_kind`), those of `first` ahead of all others."""
    columns = wait.c
    begun = func.min(func.coalesce(columns.latest, columns.since, literal(date.max)))
    ahead = [case((columns.patient_id.in_(list(first)), 0), else_=1)] if first else []
    return (
        select(columns.patient_id)
        .where(columns.kind == bindparam("of_kind"))
        .group_by(columns.patient_id)
        .order_by(*ahead, begun, columns.patient_id)
        .limit(limit)
    )


def waits_of(
    connection: Connection, day: date, made_by: str, patient_ids: Collection[str]
) -> Mapping[str, tuple[Wait, ...]]:
    """Patient id -> what waits about each of these, where something does and their standing counts."""
    from mdt_app.domain.worklist import Wait, Waits

    query = (
        select(wait)
        .join(standing, standing.c.patient_id == wait.c.patient_id)
        .join(chain_head, current(day, made_by))
        .where(wait.c.patient_id.in_(list(patient_ids)))
        .order_by(wait.c.patient_id, wait.c.kind, wait.c.subject)
    )
    found: dict[str, list[Wait]] = {}
    for id, kind, subject, since, latest in connection.execute(query):
        one = Wait(kind=Waits(kind), subject=subject, since=since, latest=latest)
        found.setdefault(id, []).append(one)
    return {id: tuple(waits) for id, waits in found.items()}


def not_current(connection: Connection, day: date, made_by: str, limit: int) -> dict[str, int]:
    """Patient id -> length of the chain, of patients whose standing is to be computed; at most `limit`."""
    query = (
        select(patient.c.id, chain_head.c.position)
        .join(chain_head, chain_head.c.chain == patient.c.id)
        .outerjoin(standing, current(day, made_by))
        .where(standing.c.patient_id.is_(None))
        .limit(limit)
    )
    return {id: position for id, position in connection.execute(query)}  # noqa: C416 - a Row is no pair to mypy


def keep(connection: Connection, day: date, made_by: str, standings: Sequence[Standing]) -> None:
    """Put what was computed in the place of what was kept of these patients."""
    if not standings:
        return
    connection.execute(
        keeping(connection.dialect.name),
        [
            {"patient_id": one.patient_id, "on_day": day, "made_by": made_by, "position": one.position}
            for one in standings
        ],
    )
    connection.execute(FORGET_WAITS, {"ids": [one.patient_id for one in standings]})
    rows = [
        {
            "patient_id": each.patient_id,
            "kind": one.kind.value,
            "subject": one.subject,
            "since": one.since,
            "latest": one.latest,
        }
        for each in standings
        for one in each.waits
    ]
    if rows:
        connection.execute(insert(wait), rows)


FORGET_WAITS: Delete = delete(wait).where(wait.c.patient_id.in_(bindparam("ids", expanding=True)))


@cache
def keeping(dialect: str) -> Any:
    statement = import_module(f"sqlalchemy.dialects.{dialect}").insert(standing)
    names = ("on_day", "made_by", "position")
    return statement.on_conflict_do_update(
        index_elements=["patient_id"], set_={name: statement.excluded[name] for name in names}
    )


def forget(connection: Connection, written: Iterable[Written]) -> None:
    """Takes away the standings that a change of a board's letterhead or of a meeting's day made wrong.

    Closing tells on which day a meeting was held.
    """
    for one in written:
        if one.entity == "meeting" and not {"starts_at", "closed_at"}.isdisjoint(one.values):
            there = select(listing.c.patient_id).where(listing.c.meeting_id == one.entity_id)
        elif one.entity == "board" and "letterhead" in one.values:
            there = (
                select(listing.c.patient_id)
                .join(meeting, meeting.c.id == listing.c.meeting_id)
                .where(meeting.c.board_id == one.entity_id)
            )
        else:
            continue
        connection.execute(delete(standing).where(standing.c.patient_id.in_(there)))
