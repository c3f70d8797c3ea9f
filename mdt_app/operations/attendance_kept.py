"""That a meeting's attendance list was made is recorded, with who and when; a list made before a reopening is old."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mdt_app.domain.accounts import Right
from mdt_app.domain.agenda import Meeting, MeetingState
from mdt_app.domain.errors import Refused
from mdt_app.operations.commands import Command
from mdt_app.operations.work import Change, OpenWork, Reader

DEED = "attendance_list"


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


def is_kept(reader: Reader, meeting_id: str) -> bool:
    """Whether the list was made after the meeting was closed for the last time."""
    return kept(reader, meeting_id) is not None


def kept(reader: Reader, meeting_id: str) -> Change | None:
    """The newest making of the list since the last closing, None where nobody made it."""
    found = None
    for change in reader.changes(entity_id=meeting_id):
        names = {one.name for one in change.fields}
        if "state" in names:
            found = None
        elif DEED in names:
            found = change
    return found
