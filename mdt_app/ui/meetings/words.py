"""A meeting's time is said at the board's place, and its state and quorum in words of the field."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from mdt_app.domain.agenda import Board, Meeting, MeetingState, Session, zone_of
from mdt_app.domain.attendance import Quorum
from mdt_app.ui.common.words import discipline, said_clock, said_day


def tr(text: str) -> str:
    """A text of this package in the user's language."""
    return QCoreApplication.translate("meetings", text)


def said_start(at: datetime, zone: tzinfo | None, near: datetime | None = None) -> str:
    """ "Thu 15 Oct 2026, 13:00"; without its year where that is `near`'s, with the place where clocks differ."""
    return ", ".join(day_and_clock(at, zone, near))


def day_and_clock(at: datetime, zone: tzinfo | None, near: datetime | None = None) -> tuple[str, str]:
    """ "Thu 15 Oct 2026" and "13:00", or "13:00 Brussels" where clocks differ."""
    day = said_day(at.astimezone(zone).date(), near.date() if near else None, weekday=True)
    return day, said_clock(at, zone)


def said_place(meeting: Meeting, board: Board, near: datetime) -> str:
    """ "Thu 15 Oct, 13:00, Room Maas 2"."""
    return ", ".join(
        part for part in (said_start(meeting.starts_at, zone_of(board), near), meeting.place) if part
    )


def is_another_day(meeting: Meeting, board: Board, now: datetime) -> bool:
    """Whether it is not the meeting's own day at the board's place."""
    zone = zone_of(board)
    return meeting.starts_at.astimezone(zone).date() != now.astimezone(zone).date()


def before_start(meeting: Meeting, board: Board, now: datetime) -> str:
    """What is asked before a meeting is started on another day than its own; "" where nothing is unusual."""
    if not is_another_day(meeting, board, now):
        return ""
    return tr("This meeting is planned for {day}. Start it today all the same?").format(
        day=own_day(meeting, board, now)
    )


def before_close(meeting: Meeting, board: Board, now: datetime) -> str:
    """The same before a meeting is closed, also where it never started."""
    another = is_another_day(meeting, board, now)
    if meeting.state == MeetingState.PLANNED:
        asked = tr("This meeting is planned for {day} and was never started. Close it all the same?")
        return (
            asked.format(day=own_day(meeting, board, now))
            if another
            else tr("This meeting was never started. Close it all the same?")
        )
    asked = tr("This meeting belongs to {day}. Close it today all the same?")
    return asked.format(day=own_day(meeting, board, now)) if another else ""


def own_day(meeting: Meeting, board: Board, now: datetime) -> str:
    """The day for which a meeting is planned: "Tuesday 1 December", with its year where that is not this year."""
    day = meeting.starts_at.astimezone(zone_of(board)).date()
    form = "dddd d MMMM" if day.year == now.year else "dddd d MMMM yyyy"
    return QLocale().toString(QDate(day.year, day.month, day.day), form)


def holidays(session: Session, zone: tzinfo | None) -> tuple[str, ...]:
    """ "Thu 25 Dec is Christmas Day: moved to Mon 29 Dec"; one sentence for each holiday on the way to a session."""
    start = session.starts_at.astimezone(zone).date()
    found = []
    for day, name in session.holidays:
        said = (
            tr("{day} is {holiday}: moved to {moved}.")
            if day == session.moved_from
            else tr("{day} is {holiday}: no meeting.")
        )
        moved = said_day(start, day, weekday=True)
        found.append(said.format(day=said_day(day, start, weekday=True), holiday=name, moved=moved))
    return tuple(found)


def state(key: str) -> str:
    """A meeting's state as a word."""
    return {
        MeetingState.PLANNED: tr("planned"),
        MeetingState.OPEN: tr("open"),
        MeetingState.CLOSED: tr("closed"),
    }.get(MeetingState(key), key)


def nobody(key: str) -> str:
    """That a discipline is not here: "no pathologist"."""
    return {
        "oncology": tr("no oncologist"),
        "radiology": tr("no radiologist"),
        "pathology": tr("no pathologist"),
        "radiotherapy": tr("no radiation oncologist"),
        "surgery": tr("no surgeon"),
        "palliative": tr("no palliative care"),
        "pulmonology": tr("no lung physician"),
        "nuclear": tr("no nuclear physician"),
        "psychology": tr("no psychologist"),
        "gp": tr("no GP"),
    }.get(key) or tr("nobody of {discipline}").format(discipline=discipline(key))


def lacking(missing: Sequence[tuple[str, int]]) -> str:
    """What quorum still lacks: "no pathologist, 2 more disciplines"."""
    named = [nobody(key) for key, _ in missing if key]
    more = sum(count for key, count in missing if not key)
    if more == 1:
        named.append(tr("1 more discipline"))
    elif more:
        named.append(tr("{count} more disciplines").format(count=more))
    return ", ".join(named)


def said_quorum(quorum: Quorum, closed: bool = False) -> str:
    """ "Quorum met", "Quorum: no pathologist yet", or that it was not met when the meeting closed."""
    if quorum.met:
        return tr("Quorum met")
    words = tr("Quorum not met: {missing}") if closed else tr("Quorum: {missing} yet")
    return words.format(missing=lacking(quorum.missing))


def short_quorum(quorum: Quorum, closed: bool = False) -> str:
    """The same where there is little room: one discipline that is lacking, and that it is not the only one."""
    if quorum.met or len(quorum.missing) == 1:
        return said_quorum(quorum, closed)
    if closed:
        return tr("Quorum not met")
    first = lacking(sorted(quorum.missing, key=lambda one: not one[0])[:1])
    return tr("Quorum: {missing} and others yet").format(missing=first)
