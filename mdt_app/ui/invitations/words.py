"""What is said of an invitation is said in the same words in the table, the panel and the strip."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, tzinfo

from PySide6.QtCore import QCoreApplication

from mdt_app.domain.attendance import Presence
from mdt_app.domain.entries import Due, Telling
from mdt_app.domain.facts import Kind
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.inviting import SENT, Answer, Availability, Entry, ToldSlot
from mdt_app.operations.invitations_view import PersonCase, PersonRow
from mdt_app.ui.agenda.words import why as why_of
from mdt_app.ui.common.words import discipline, presence, said_day


def tr(text: str) -> str:
    """A text of this package in the user's language."""
    return QCoreApplication.translate("invitations", text)


def name(row: PersonRow) -> str:
    """Who, or that nobody is on file."""
    if row.name:
        return row.name
    missing = {
        "primary": tr("No GP on file"),
        "tertiary": tr("No palliative team yet"),
        "secondary": tr("No oncologist in charge on file"),
    }
    found = missing.get(row.level)
    return found or tr("No member for {discipline}").format(discipline=discipline(row.discipline))


def role(row: PersonRow) -> str:
    """In what part somebody comes: "GP", "palliative team, home nursing"."""
    levels = {
        "primary": tr("primary care"), "secondary": tr("oncology team"), "tertiary": tr("palliative team"),
    }  # fmt: skip
    known = [levels.get(row.level, ""), discipline(row.discipline)]
    return ", ".join(part for part in dict.fromkeys(known) if part)


def why(row: PersonRow, guidance: Guidance, near: date) -> str:
    """Why somebody comes; of several reasons each once."""
    said = [why_of(one.invited, guidance, near) for one in row.cases]
    return "; ".join(dict.fromkeys(said)) or tr("no case any more")


def facts(case: PersonCase, near: date, beside: str = "") -> list[str]:
    """The facts behind a call, each with its day; without those whose day stands in the words `beside` already."""
    days = [(kind_of_fact(kind), said_day(day, near)) for kind, day in case.invited.facts]
    return [f"{kind}, {day}" for kind, day in dict.fromkeys(days) if not beside.endswith(f"{kind} {day}")]


def kind_of_fact(kind: str) -> str:
    """A kind of fact as one says it."""
    known = {
        Kind.CARE_HOLDER.value: tr("named as in charge"),
        Kind.DISCHARGE_HOME_PLANNED.value: tr("discharge home planned"),
        Kind.INVITED_BY_HAND.value: tr("invited by hand"),
    }
    return known.get(kind, kind.replace("-", " "))


def clock(at: datetime, zone: tzinfo) -> str:
    return f"{at.astimezone(zone):%H:%M}"


def slot(one: ToldSlot, zone: tzinfo) -> str:
    """ "13:06–13:12", or until when written input is due."""
    if one.is_deadline:
        at = one.until.astimezone(zone)
        return tr("writes by {day}, {time}").format(day=said_day(at.date(), at.date()), time=f"{at:%H:%M}")
    return f"{clock(one.since, zone)}–{clock(one.until, zone)}"


def times(row: PersonRow, zone: tzinfo) -> str:
    """When somebody's cases are, in order."""
    starts = [clock(one.row.slot[0], zone) for one in row.cases if one.row.slot]
    return ", ".join(starts[:4]) + (" …" if len(starts) > 4 else "")


def answer(said: Answer) -> str:
    """What somebody answered, in a word."""
    return {
        Answer.ACCEPTS: tr("Comes"), Answer.DECLINES: tr("Cannot come"),
        Answer.PROPOSES: tr("Another time"), Answer.WRITES: tr("Writes instead"),
    }.get(said, tr("No answer"))  # fmt: skip


def mode(how: Presence) -> str:
    """How somebody comes; "" where nobody said."""
    return presence(how) if how else ""


def due(telling: Telling, entry: Entry | None) -> str:
    """What somebody must hear now."""
    if telling.due is Due.UNCHANGED and entry and entry.was_written:
        return tr("File written") if entry.how == "file" else tr("Message written")
    if telling.due is Due.UNCHANGED and entry and entry.how == SENT:
        return tr("Sent")
    return {
        Due.NEW: tr("Tell: new"), Due.MOVED: tr("Tell: changed"), Due.CANCELLED: tr("Tell: need not come"),
        Due.UNCHANGED: tr("Knows"),
    }.get(telling.due, tr("Told not to come") if entry and entry.cancelled else tr("Nothing to tell"))  # fmt: skip


def changes(telling: Telling, zone: tzinfo) -> list[str]:
    """What is different from what he was told, a line each."""
    said = [
        tr("{reference}: {before} becomes {after}").format(
            reference=now.reference, before=slot(was, zone), after=slot(now, zone)
        )
        for was, now in telling.moved
    ]
    if telling.due is Due.MOVED:
        said += [
            tr("{reference}: {slot}, new").format(reference=one.reference, slot=slot(one, zone))
            for one in telling.added
        ]
    said += [
        tr("{reference}: {slot} no more").format(reference=one.reference, slot=slot(one, zone))
        for one in telling.gone
    ]
    return [*said, tr("Place or way to come is another")] if telling.elsewhere else said


def told(entry: Entry | None, zone: tzinfo, near: date) -> str:
    """When and how somebody was told last."""
    if entry is None or entry.sent_at is None:
        return tr("not told yet")
    at = entry.sent_at.astimezone(zone)
    said = {
        "file": tr("file written {day} {time}"), "e-mail": tr("message written {day} {time}"),
        SENT: tr("sent {day} {time}"), "phone": tr("told {day} {time} by telephone"),
    }.get(entry.how, tr("told {day} {time}"))  # fmt: skip
    return said.format(day=said_day(at.date(), near), time=f"{at:%H:%M}")


def windows(free: Availability | None, zone: tzinfo) -> str:
    """When somebody said that he can come."""
    if free is None or not free.windows:
        return ""
    said = [
        f"{clock(one.since, zone)}–{clock(one.until, zone)} {mode(one.mode)}".strip() for one in free.windows
    ]
    return ", ".join(said)


def counted(rows: Iterable[PersonRow]) -> str:
    """ "4 new, 2 changed, 1 need not come"."""
    found = [one.due for one in rows]
    parts = (
        (tr("{count} new"), found.count(Due.NEW)),
        (tr("{count} changed"), found.count(Due.MOVED)),
        (tr("{count} need not come"), found.count(Due.CANCELLED)),
    )
    return ", ".join(words.format(count=count) for words, count in parts if count)
