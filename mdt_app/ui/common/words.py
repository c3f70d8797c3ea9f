"""Dates, people and states are said as people say them; no code is shown without its word."""

from __future__ import annotations

import re
from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from mdt_app.domain.agenda import Board, zone_of
from mdt_app.domain.attendance import Contribution, Presence
from mdt_app.domain.people import age

WRITTEN_DAY = re.compile(r"\b(?:(\d{4})-(\d{2})-(\d{2})|(\d{2})-(\d{2})-(\d{4}))\b")


def tr(text: str) -> str:
    """A text that several screens share, in the user's language."""
    return QCoreApplication.translate("words", text)


def said_day(day: date, near: date | None = None, *, weekday: bool = False) -> str:
    """ "16 Oct", with its year where that is not the year of `near`."""
    form = ("ddd " if weekday else "") + "d MMM" + ("" if near and near.year == day.year else " yyyy")
    return QLocale().toString(QDate(day.year, day.month, day.day), form)


def said_writer(by: str, at: datetime, near: date | None = None) -> str:
    """Who wrote a text last, where somebody else may have written it first: "last written by Lore Claes, 16 Oct"."""
    return tr("last written by {name}, {day}").format(name=by, day=said_day(at.astimezone().date(), near))


def said_from(day: date, today: date, near: date | None = None) -> str:
    """A fact's day; one that is still to come is marked by a ring and by its word: "○ from 12 Dec"."""
    said = said_day(day, near)
    return said if day <= today else tr("○ from {day}").format(day=said)


def said_whole_day(day: date) -> str:
    """A day as a heading, in the order of the language: "Monday 23 November 2026"."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "dddd d MMMM yyyy")


def said_dates(sentence: str, near: date | None = None) -> str:
    """A sentence of the rules with its days said: "done on 2026-11-11" becomes "done on 11 Nov 2026"."""

    def said(found: re.Match[str]) -> str:
        year, month, day = found.group(1, 2, 3) if found.group(1) else found.group(6, 5, 4)
        try:
            return said_day(date(int(year), int(month), int(day)), near)
        except ValueError:
            return found.group()

    return WRITTEN_DAY.sub(said, sentence)


def said_clock(moment: datetime, zone: tzinfo | None, *, seconds: bool = False) -> str:
    """The time of day in a zone, with its place where this machine's clock shows another: "14:06 Brussels"."""
    there = moment.astimezone(zone)
    said = f"{there:%H:%M:%S}" if seconds else f"{there:%H:%M}"
    if zone is None or there.utcoffset() == moment.astimezone().utcoffset():
        return said
    place = (
        zone.key.rpartition("/")[2].replace("_", " ") if isinstance(zone, ZoneInfo) else str(there.tzname())
    )
    return f"{said} {place}"


def days(count: int) -> str:
    """ "1 day", "5 days"."""
    return tr("1 day") if count == 1 else tr("{n} days").format(n=count)


def cases(count: int) -> str:
    """ "1 case", "3 cases"."""
    return tr("1 case") if count == 1 else tr("{n} cases").format(n=count)


def said_time(moment: datetime, board: Board) -> str:
    """The time of day at the board's place: "14:06"."""
    return f"{moment.astimezone(zone_of(board)):%H:%M}"


def language(code: str) -> str:
    """A BCP 47 code as its language's name; the code itself where Qt knows no name."""
    found = QLocale(code.replace("-", "_"))
    return code if found.language() == QLocale.Language.C else QLocale.languageToString(found.language())


def born(birth_date: date | None, on: date) -> str:
    """ "12-03-1951, 74 years", the age on the day `on`."""
    if birth_date is None:
        return tr("birth date not recorded")
    return tr("{day}, {age} years").format(day=f"{birth_date:%d-%m-%Y}", age=age(birth_date, on))


def level(key: str) -> str:
    """A care level's name."""
    return {"primary": tr("Primary"), "secondary": tr("Secondary"), "tertiary": tr("Tertiary")}.get(
        key, tr("Other")
    )


def discipline(key: str) -> str:
    """A discipline as a word: "gp" is GP, "medical-oncology" is medical oncology."""
    return {"gp": tr("GP")}.get(key, key.replace("-", " "))


def presence(kind: Presence) -> str:
    """How somebody is here, or that nobody has said."""
    return {
        Presence.ON_SITE: tr("on site"), Presence.VIDEO: tr("video"), Presence.PHONE: tr("phone"),
        Presence.ABSENT: tr("absent"), Presence.NOT_INVITED: tr("not invited"),
    }.get(kind, tr("not marked"))  # fmt: skip


def presence_icon(kind: Presence) -> str:
    """The icon beside it, or ""."""
    icons = {
        Presence.ON_SITE: "place",
        Presence.VIDEO: "video",
        Presence.PHONE: "phone",
        Presence.ABSENT: "absent",
    }
    return icons.get(kind, "")


def contribution(kind: Contribution) -> str:
    """What somebody gave without being here, or ""."""
    return {
        Contribution.WRITTEN: tr("written input"), Contribution.MESSAGE: tr("message before"),
        Contribution.INFORMED: tr("informed after"),
    }.get(kind, "")  # fmt: skip


def zone(name: str) -> str:
    """The name of a time zone that exists. Raises ValueError."""
    try:
        return ZoneInfo(name).key
    except (KeyError, OSError, ValueError):
        raise ValueError(name) from None
