"""A row says whose turn it is, since which meeting, how late in working days, and what the letter waits for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from mdt_app.domain.team_need import Asked, TeamNeed
from mdt_app.operations.dispatching import NEWEST
from mdt_app.operations.letter_clock import Clock, whole_since
from mdt_app.operations.letter_stages import WAITING, DeskLine, Stage
from mdt_app.ui.common.words import said_day
from mdt_app.ui.letters.words import tr


def until(line: DeskLine, today: date) -> str:
    """At the right of a row: "24 days late", "by 25 Nov", or when it was sent."""
    if line.stage == Stage.OUT:
        sent = line.due.sent_on()
        return tr("sent {day}").format(day=said_day(sent, today)) if sent is not None else ""
    if line.stage == Stage.MENDED and line.mended is not None:
        return tr("since {day}").format(day=said_day(line.mended.since, today))
    if line.stage == Stage.NEEDED and line.need is not None and line.need.since is not None:
        return tr("since {day}").format(day=said_day(line.need.since, today))
    if line.stage not in WAITING:
        return ""
    late = line.late_by(today)
    if late:
        return tr("1 day late") if late == 1 else tr("{n} days late").format(n=late)
    if line.due.last_day == today:
        return tr("due today")
    return tr("by {day}").format(day=said_day(line.due.last_day, today))


def late_since(line: DeskLine, today: date) -> str:
    """What "days late" counts, in the words of a tool tip."""
    return tr("in working days since {day}").format(day=said_day(line.due.last_day, today, weekday=True))


def held(line: DeskLine, today: date) -> str:
    """The day of the meeting."""
    return said_day(line.due.held_at.date(), today)


def need(said: TeamNeed, criterion: Callable[[str], str], today: date) -> str:
    """Why a palliative team is asked for, or why not, in a few words. `criterion` gives the name of one by its id."""
    names = [criterion(one) for one in said.criteria]
    day = said_day(said.since, today) if said.since is not None else ""
    if said.asked is Asked.SUGGESTED:
        return names[0] if len(names) == 1 else tr("{name}, {n} more").format(name=names[0], n=len(names) - 1)
    return {
        Asked.NAMED: tr("Named by now: address the letter"), Asked.REFERRED: tr("Referred, no team named"),
        Asked.UNDER_CARE: tr("In palliative care, team not named"), Asked.PUT_OFF: tr("Put off until {day}"),
        Asked.DECIDED: tr("Decided {day}: none now"), Asked.UNKNOWN: tr("Not all criteria are known"),
        Asked.NOT_MET: tr("No criterion is met"), Asked.DIED: tr("The patient has died"),
    }[said.asked].format(day=day)  # fmt: skip


def counted(lines: Sequence[DeskLine], today: date) -> str:
    """How many letters somebody waits for, how many of these are late, and since when the oldest."""
    waiting = [one for one in lines if one.stage in WAITING]
    late = [one for one in waiting if one.is_late(today)]
    sent = sum(one.stage == Stage.OUT for one in lines)
    if not waiting and sent:
        return tr("1 letter sent.") if sent == 1 else tr("{n} letters sent.").format(n=sent)
    if not waiting:
        return tr("Nobody waits for a letter here.")
    said = tr("1 letter due") if len(waiting) == 1 else tr("{n} letters due").format(n=len(waiting))
    if not late:
        return tr("{said}, none late").format(said=said)
    oldest = min(one.due.held_at for one in late).date()
    words = tr("{said}, {n} late; the oldest from {day}")
    return words.format(said=said, n=len(late), day=said_day(oldest, today, weekday=True))


def clocked(found: Clock) -> str:
    """How long letters took, in working days; "" where nothing went out yet."""
    if found.middle is None or found.slowest is None:
        return ""
    last = (
        tr("of the meeting")
        if found.meetings == 1
        else tr("of the last {n} meetings").format(n=found.meetings)
    )
    said = tr("{out} of {of} letters {last} are out: half within {within}, the slowest after {slowest}.")
    if found.middle == found.slowest:
        said = tr("{out} of {of} letters {last} are out, all within {within}.")
    return said.format(
        out=found.out, of=found.out + found.waiting, last=last, within=workdays(found.middle),
        slowest=workdays(found.slowest),
    )  # fmt: skip


def workdays(count: float) -> str:
    """ "0 working days", "1 working day", "2.5 working days"."""
    if count == 1:
        return tr("1 working day")
    return tr("{n} working days").format(n=f"{count:g}")


def only_newest(lines: Sequence[DeskLine], newest: int = NEWEST) -> str:
    """That older letters which are out are not in the whole list; "" where all are."""
    if whole_since(lines, newest) is None:
        return ""
    return tr("The newest {n} issued letters are here; older ones stand on their patient’s page.").format(
        n=newest
    )
