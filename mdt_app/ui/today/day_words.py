"""Each list of a day has a name, and each of its lines says in a few words what waits."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication

from mdt_app.domain.day_work import DayWork
from mdt_app.domain.requests import Urgency
from mdt_app.operations.day_lists import DayRow
from mdt_app.ui.common.listed_rows import SideRow
from mdt_app.ui.common.marks import Mark, Shape
from mdt_app.ui.common.words import cases, said_day
from mdt_app.ui.meetings.words import said_start

AFTERWARDS = (DayWork.UNPLACED, DayWork.REVIEW, DayWork.LETTERS, DayWork.ATTENDANCE)
"""What stands under the lists about patients."""

OF_PATIENTS = (DayWork.REQUESTS, DayWork.NEEDS, DayWork.ACTIONS, DayWork.NEXT_CASES, DayWork.UNPLACED)


def title(kind: DayWork) -> str:
    """The heading of a list."""
    return {
        DayWork.REQUESTS: _tr("Requests to answer"),
        DayWork.ACTIONS: _tr("My actions"),
        DayWork.NEXT_CASES: _tr("My cases at the next meetings"),
        DayWork.PREPARE: _tr("Meetings to prepare"),
        DayWork.NEEDS: _tr("Expected and not there"),
        DayWork.NO_ANSWER: _tr("No answer to their times"),
        DayWork.UNPLACED: _tr("Waiting for a meeting"),
        DayWork.REVIEW: _tr("Letters to review"),
        DayWork.LETTERS: _tr("Letters to issue and send"),
        DayWork.ATTENDANCE: _tr("Attendance lists to make"),
    }[kind]


def line(kind: DayWork, one: DayRow, now: datetime) -> SideRow:
    """One line of a list."""
    who = one.who[:1].upper() + one.who[1:] if one.stage else one.who
    return SideRow(
        one.place, who, second=_second(kind, one, now), right=_right(kind, one, now.date()),
        mark=_mark(kind, one), name=kind in OF_PATIENTS,
    )  # fmt: skip


def _second(kind: DayWork, one: DayRow, now: datetime) -> str:
    meeting = said_start(one.at, one.at.tzinfo, now) if one.at else ""
    parts = {
        DayWork.ACTIONS: (one.what, one.where),
        DayWork.PREPARE: (meeting,),
        DayWork.NEEDS: (one.what, one.where),
        DayWork.ATTENDANCE: (meeting, cases(one.count)),
        DayWork.NO_ANSWER: (one.where, meeting, one.what),
        DayWork.NEXT_CASES: (one.what,),
        DayWork.REQUESTS: (one.what, one.where),
        DayWork.UNPLACED: (one.where, one.what),
        DayWork.REVIEW: (one.what, one.where),
        DayWork.LETTERS: (_to_do(one.stage), one.what, one.where),
    }[kind]
    return ", ".join(part for part in parts if part) or _tr("no question yet")


def _right(kind: DayWork, one: DayRow, today: date) -> str:
    if kind == DayWork.PREPARE:
        missing = _tr("{n} missing").format(n=one.count)
        return (
            _tr("{missing}, {n} block").format(missing=missing, n=one.pressing) if one.pressing else missing
        )
    if kind == DayWork.NEXT_CASES:
        return said_day(one.at.date(), today, weekday=True) if one.at else ""
    if kind == DayWork.NO_ANSWER:
        said = _tr("written {day}") if one.written else _tr("told {day}")
        return said.format(day=said_day(one.day, today)) if one.day else ""
    if kind == DayWork.REQUESTS and one.pressing >= Urgency.URGENT:
        return _tr("urgent")
    if one.day is None:
        return ""
    if one.stage and one.late:
        return _tr("late since {day}").format(day=said_day(one.day, today))
    return _tr("was due {day}").format(day=said_day(one.day, today)) if one.late else said_day(one.day, today)


def _to_do(stage: str) -> str:
    """What is next to be done with a letter."""
    return {
        "mended": _tr("differs from the record"), "issue": _tr("to issue"), "send": _tr("to send"),
        "named": _tr("to address"),
    }.get(stage, "")  # fmt: skip


def _mark(kind: DayWork, one: DayRow) -> Mark | None:
    """An overdue line asks for a look; so does what would waste a meeting."""
    urgent = kind == DayWork.REQUESTS and one.pressing >= Urgency.URGENT
    blocks = kind == DayWork.PREPARE and one.pressing > 0
    return Mark(Shape.TRIANGLE, "") if one.late or urgent or blocks else None


def _tr(text: str) -> str:
    return QCoreApplication.translate("DayLists", text)
