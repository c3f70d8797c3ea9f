"""Who must hear what is what was planned for him against what he was told; one entry keeps its id all its life."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID, uuid5

from mdt_app.domain.attendance import Presence
from mdt_app.domain.errors import Refused
from mdt_app.domain.file_names import safe_name
from mdt_app.domain.inviting import Entry, ToldSlot

SATURDAY = 5
NOON = 12


class Due(StrEnum):
    """What somebody must hear. MOVED is any change: another time, a case more or less, another place or way."""

    NEW = "new"
    MOVED = "moved"
    CANCELLED = "cancelled"
    UNCHANGED = "unchanged"
    NOTHING = "nothing"

    @property
    def must_hear(self) -> bool:
        return self in (Due.NEW, Due.MOVED, Due.CANCELLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One person's part of one meeting as planned now: his own slots in order, how and where he takes part."""

    meeting_id: str
    board_id: str
    person_id: str
    slots: tuple[ToldSlot, ...] = ()
    mode: Presence = Presence.UNKNOWN
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What one person must hear: `entry` as it stands once he was told, None where there is nothing to tell.

    `added`, `gone` and `moved` (as told, as planned) say which slots differ; `elsewhere` that place or way do.
    """

    due: Due
    entry: Entry | None = None
    added: tuple[ToldSlot, ...] = ()
    gone: tuple[ToldSlot, ...] = ()
    moved: tuple[tuple[ToldSlot, ToldSlot], ...] = ()
    elsewhere: bool = False


def entry_id(meeting_id: str, person_id: str) -> str:
    """One entry for one person and meeting, whichever desk makes it."""
    return str(uuid5(UUID(meeting_id), person_id))


def uid_of(meeting_id: str, person_id: str) -> str:
    """What calendar programs know the entry by: unique in the world, and says nothing."""
    return f"{entry_id(meeting_id, person_id)}@mdt"


def telling(told: Entry | None, plan: Plan) -> Telling:
    """The difference between what somebody was told and what is planned for him now."""
    before = () if told is None or told.cancelled else told.slots
    if not before and not plan.slots:
        return Telling(due=Due.NOTHING)
    was = {one.listing_id: one for one in before}
    now = {one.listing_id: one for one in plan.slots}
    added = tuple(one for id, one in now.items() if id not in was)
    gone = tuple(one for id, one in was.items() if id not in now)
    moved = tuple((was[id], one) for id, one in now.items() if id in was and _differs(was[id], one))
    elsewhere = bool(before and plan.slots and told and (told.mode, told.where) != (plan.mode, plan.where))
    return Telling(
        due=_due(bool(before), bool(now), bool(added or gone or moved or elsewhere)),
        entry=_next(told, plan) if now or before else None,
        added=added,
        gone=gone,
        moved=moved,
        elsewhere=elsewhere,
    )


def _due(was_told: bool, is_planned: bool, differs: bool) -> Due:
    if not is_planned:
        return Due.CANCELLED
    if not was_told:
        return Due.NEW
    return Due.MOVED if differs else Due.UNCHANGED


def _differs(told: ToldSlot, planned: ToldSlot) -> bool:
    return (told.since, told.until, told.reference) != (planned.since, planned.until, planned.reference)


def _next(told: Entry | None, plan: Plan) -> Entry:
    """The entry once sent: an id for ever, a higher sequence each time; a cancelled one keeps the slots it had."""
    base = told or Entry(
        id=entry_id(plan.meeting_id, plan.person_id),
        board_id=plan.board_id,
        meeting_id=plan.meeting_id,
        person_id=plan.person_id,
        uid=uid_of(plan.meeting_id, plan.person_id),
        sequence=-1,
    )
    if not plan.slots:
        return replace(base, sequence=base.sequence + 1, cancelled=True)
    return replace(
        base,
        sequence=base.sequence + 1,
        slots=plan.slots,
        mode=plan.mode,
        where=plan.where,
        cancelled=False,
    )


def require_next(told: Entry | None, sent: Entry) -> None:
    """Raises `Refused` where somebody else told this person something meanwhile."""
    expected = (told.sequence if told is not None else -1) + 1
    if sent.sequence != expected:
        raise Refused("Another desk told this person something meanwhile. Look again before telling more.")


def entry_file(entry: Entry, series: str, day: date, person: str, suffix: str) -> str:
    """ "LUNG-2026-10-15-Dr-Samira-Benali-4f21-v2.ics": who and which version, and no patient."""
    return safe_name(
        series, day.isoformat(), person[:40], entry.id[-4:], f"v{entry.sequence + 1}", suffix=suffix
    )


def in_order(slots: Iterable[ToldSlot]) -> tuple[ToldSlot, ...]:
    """By time; on one time by reference."""
    return tuple(sorted(slots, key=lambda one: (one.since, one.until, one.reference)))


def form_due(starts_at: datetime) -> datetime:
    """Until when written input helps [own]: noon of the last working day before the meeting, in the meeting's zone."""
    day = starts_at.date() - timedelta(days=1)
    while day.weekday() >= SATURDAY:
        day -= timedelta(days=1)
    return datetime(day.year, day.month, day.day, NOON, tzinfo=starts_at.tzinfo)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """All that one calendar entry says, and no patient in it. `zone` is the board's, in which times are said.

    `accepted`: he said yes to this already, and is not asked. `link`, `place` and `phone` are where and how;
    `asked_at` the number to ring about it. `sent_at` is aware. `language` is the one he is written to in.
    """

    entry: Entry
    title: str
    to_name: str
    to_address: str
    from_name: str
    from_address: str
    sent_at: datetime
    zone: str
    place: str = ""
    link: str = ""
    phone: str = ""
    asked_at: str = ""
    accepted: bool = False
    demo: bool = False
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What came back for one entry, read from a file. `said` is an answer as a calendar program gives it (`accepted`,
    `declined`, `tentative`, `counter`), `proposed` aware; `at` is when it was given, None where the file does not say.
    """

    uid: str
    address: str
    said: str
    sequence: int
    comment: str = ""
    proposed: datetime | None = None
    at: datetime | None = None
    sender: str = ""
    by: str = ""
