"""What is due is said by stage, by the days since its meeting, and by how it goes; what is late says so in words."""

from __future__ import annotations

from datetime import date

from mdt_app.domain.letters.checks import Check, Lacking
from mdt_app.domain.letters.dispatch import Way
from mdt_app.operations.letter_stages import DeskLine, Stage
from mdt_app.ui.common.words import days, said_day
from mdt_app.ui.letters import mended_words
from mdt_app.ui.letters.checking import Found
from mdt_app.ui.letters.words import tr


def stage(key: Stage) -> str:
    """A group of the list."""
    return {
        Stage.MENDED: tr("Differs from the record"),
        Stage.OVERTAKEN: tr("Decided again since"), Stage.REVIEW: tr("To review"),
        Stage.ISSUE: tr("Reviewed, to issue"),
        Stage.SEND: tr("Issued, to send"), Stage.UNNAMED: tr("Nobody named yet"),
        Stage.NAMED: tr("Named by now, to address"), Stage.NEEDED: tr("Palliative team wanted"),
        Stage.TEAM: tr("No palliative team"), Stage.NONE: tr("No letter to the patient"),
        Stage.GIVEN_UP: tr("Withdrawn, decided again"), Stage.OUT: tr("Sent"),
    }[key]  # fmt: skip


def way(key: Way) -> str:
    """How a letter goes."""
    return {
        Way.POST: tr("post"), Way.MAIL: tr("e-mail"), Way.EHEALTH: tr("eHealthBox"),
        Way.BY_HAND: tr("by hand"), Way.FILE: tr("file"),
    }[key]  # fmt: skip


def ways() -> list[tuple[str, str]]:
    """Every way, as a choice."""
    return [(str(one), way(one)) for one in Way]


def since_meeting(line: DeskLine, today: date) -> str:
    """ "today", or how many days ago it was decided."""
    count = (today - line.due.held_at.date()).days
    return days(count) if count > 0 else tr("today")


def clock(line: DeskLine, today: date) -> str:
    """The clock from the meeting to the sending, in a sentence."""
    held = line.due.held_at.date()
    if line.stage == Stage.OUT and (sent := line.due.sent_on()) is not None:
        took = (sent - held).days
        return (
            tr("Sent {days} after the meeting.").format(days=days(took)) if took else tr("Sent on the day.")
        )
    said = tr("{days} since the meeting").format(days=since_meeting(line, today))
    if line.stage == Stage.NONE or not line.due.has_reader:
        return said + "."
    late = said_day(line.due.late_on, today, weekday=True)
    if line.is_late(today):
        return tr("{said}; late since {day}.").format(said=said, day=late)
    return tr("{said}; late from {day}.").format(said=said, day=late)


def lacks(line: DeskLine, found: Found | None) -> str:
    """What an open letter lacks, in one phrase; "" where nothing is known to be missing."""
    letter = line.due.letter
    if line.due.correcting:
        return tr("correction begun")
    if line.mended is not None:
        return mended_words.marked(line.mended)
    if line.due.later is not None:
        return tr("decided again {day}").format(day=said_day(line.due.later.day, line.due.held_at.date()))
    if line.due.outdated:
        return tr("meeting closed again since")
    if not letter.is_open or line.stage == Stage.NONE:
        return ""
    if found is not None and found.changed:
        return tr("changed since review")
    if letter.remark:
        return tr("back with a remark")
    return lacking(found.check if found is not None else None)


def lacking(check: Check | None) -> str:
    """What keeps an open letter from being sent, in a few words; who is not named stands in the recipient's place."""
    if check is None:
        return ""
    kinds = [one.kind for one in check.lacks]
    long = tr("runs to {n} pages") if check.pages > 1 else tr("too many words")
    said = {
        Lacking.PRINT: (tr("cannot be printed"), 0), Lacking.LENGTH: (long, check.pages),
        Lacking.PART: (tr("{n} to write"), kinds.count(Lacking.PART)),
        Lacking.CHOICE: (tr("1 to decide"), 0), Lacking.PHONE: (tr("phone missing"), 0),
        Lacking.LANGUAGE: (tr("typed in another language"), 0),
        Lacking.TOLD: (tr("not recorded what was told"), 0),
    }  # fmt: skip
    return ", ".join(text.format(n=count) for kind, (text, count) in said.items() if kind in kinds)


def act(stage: Stage, count: int) -> str:
    """A batch act with its number."""
    one, more = {
        Stage.ISSUE: (tr("Issue 1 reviewed…"), tr("Issue {n} reviewed…")),
        Stage.SEND: (tr("Send 1…"), tr("Send {n}…")),
    }[stage]  # fmt: skip
    return one if count == 1 else more.format(n=count)


def sign(count: int) -> str:
    return tr("Sign 1…") if count == 1 else tr("Sign {n}…").format(n=count)
