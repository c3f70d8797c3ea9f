"""Every command of the room, one after the other, on a meeting that was opened again."""

from __future__ import annotations

from operations.kit import Team

from mdt_app.domain.agenda import Listing, Meeting, MeetingState, Membership, needs_slot
from mdt_app.domain.attendance import Presence
from mdt_app.operations.attendance import (
    MarkMembers,
    MarkPresent,
    SayNoAnswer,
    SayTimes,
    TakeMarksBack,
    attendance_id,
)
from mdt_app.operations.commands import Command
from mdt_app.operations.listings import decided_ids
from mdt_app.operations.room import BeginCase, CorrectTimes, EndCase, NameChair, NameModerator, ReadBack


def of_the_room(team: Team) -> list[Command]:
    """Carried out once the last meeting that is closed was opened again."""
    meeting = team.find(Meeting, state=MeetingState.CLOSED)[-1]
    with team.database.reader() as reader:
        agenda = reader.find(Listing, meeting_id=meeting.id, order=("position",))
        decided = decided_ids(reader, agenda)
    listing = next(one for one in agenda if needs_slot(one) and one.id in decided)
    person = team.find(Membership, board_id=meeting.board_id)[0].person_id
    at = {"meeting_id": meeting.id, "listing_id": listing.id}
    marked = (attendance_id(listing.id, person),)
    return [
        team.command(BeginCase, **at),
        team.command(EndCase, **at),
        team.command(CorrectTimes, **at, began_at=team.clock, ended_at=team.clock),
        team.command(ReadBack, listing_id=listing.id),
        team.command(NameChair, meeting_id=meeting.id, person_id=person),
        team.command(NameModerator, meeting_id=meeting.id, person_id=person),
        team.command(MarkPresent, listing_id=listing.id, person_id=person, presence=Presence.ABSENT),
        team.command(SayNoAnswer, listing_id=listing.id, person_id=person),
        team.command(SayTimes, listing_id=listing.id, person_id=person, joined_at=team.clock),
        team.command(MarkMembers, meeting_id=meeting.id),
        team.command(
            TakeMarksBack, meeting_id=meeting.id, attendance_ids=marked, presence=Presence.ON_SITE
        ),
    ]  # fmt: skip
