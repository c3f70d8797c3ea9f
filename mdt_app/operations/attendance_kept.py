"""That a meeting's attendance list was made, and to whom it was sent, is recorded; a reopening ends both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mdt_app.domain.accounts import Right
from mdt_app.domain.agenda import Meeting, MeetingState
from mdt_app.domain.errors import Refused
from mdt_app.domain.plain_text import seen
from mdt_app.operations.commands import Command
from mdt_app.operations.work import Change, OpenWork, Reader

LONGEST = 200
DEED, SENT = "attendance_list", "attendance_list_sent"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepAttendanceList(Command):
    """The list was saved as a paper, to be sent or filed."""

    offline: ClassVar[bool] = True
    meeting_id: str


def keep_attendance_list(command: KeepAttendanceList, open_work: OpenWork) -> tuple[Change, ...]:
    """Raises `Refused` before the meeting is closed: until then the list may change."""
    with open_work(command) as work:
        work.require(Right.LETTERS if work.account.may(Right.LETTERS) else Right.PREPARE)
        meeting = work.get(Meeting, command.meeting_id)
        if meeting.state != MeetingState.CLOSED:
            raise Refused("This meeting is not closed yet, so its attendance list may still change.")
        work.record(meeting, **{DEED: "made"})
        return work.commit()


@dataclass(frozen=True, slots=True, kw_only=True)
class SendAttendanceList(Command):
    """The list that was made was sent, says a person who did it; `to` is who has it now."""

    offline: ClassVar[bool] = True
    meeting_id: str
    to: str


def send_attendance_list(command: SendAttendanceList, open_work: OpenWork) -> tuple[Change, ...]:
    """Raises `Refused` without a recipient, and where no list was made since the last closing."""
    to = seen(command.to).strip()[:LONGEST]
    if not to:
        raise Refused("Say to whom the attendance list was sent.")
    with open_work(command) as work:
        work.require(Right.LETTERS if work.account.may(Right.LETTERS) else Right.PREPARE)
        meeting = work.get(Meeting, command.meeting_id)
        if not is_kept(work, meeting.id):
            raise Refused("No attendance list of this meeting as it was closed was made yet.")
        work.record(meeting, **{SENT: to})
        return work.commit()


def is_kept(reader: Reader, meeting_id: str) -> bool:
    """Whether the list was made after the meeting was closed for the last time."""
    return kept(reader, meeting_id) is not None


def kept(reader: Reader, meeting_id: str) -> Change | None:
    """The newest making of the list since the last closing, None where nobody made it."""
    return next(reversed(_since_closing(reader, meeting_id, DEED)), None)


def sendings(reader: Reader, meeting_id: str) -> tuple[tuple[str, Change], ...]:
    """To whom the list was sent since the last closing, each with the act that says so, oldest first."""
    found = _since_closing(reader, meeting_id, SENT)
    return tuple((str(one.new), change) for change in found for one in change.fields if one.name == SENT)


def _since_closing(reader: Reader, meeting_id: str, deed: str) -> list[Change]:
    found: list[Change] = []
    for change in reader.changes(entity_id=meeting_id):
        names = {one.name for one in change.fields}
        if "state" in names:
            found = []
        elif deed in names:
            found.append(change)
    return found
