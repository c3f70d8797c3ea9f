"""Every command of the invitations and the slots, one after the other, on a meeting still to come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from operations.kit import Team

from mdt_app.domain.addresses import attendee_address
from mdt_app.domain.agenda import Break, Listing, Meeting, MeetingState, needs_slot
from mdt_app.domain.decisions import Fate, Recommendation
from mdt_app.domain.entries import Reply
from mdt_app.domain.facts import Kind
from mdt_app.domain.inviting import Answer, Entry, ToldSlot
from mdt_app.domain.people import Person
from mdt_app.domain.windows import Window
from mdt_app.operations.attendance_kept import KeepAttendanceList, SendAttendanceList
from mdt_app.operations.commands import Command
from mdt_app.operations.fates import MarkFate
from mdt_app.operations.invitations import (
    AnswerInvitations,
    DropInvitation,
    InvitePerson,
    KeepInput,
    RecordSent,
    RestoreInvitation,
    SaySent,
)
from mdt_app.operations.invitations_replies import TakeReply
from mdt_app.operations.planning_meetings import PlanMeetings
from mdt_app.operations.planning_slots import (
    ForgetPlan,
    GiveAvailability,
    KeepPlan,
    PinListing,
    ReleaseListing,
    SetBreaks,
    places_of,
)


def of_the_table(team: Team) -> Iterator[Command]:
    """Each is made from what the ones before it left."""
    listing = still_to_be_discussed(team)
    meeting = team.get(Meeting, listing.meeting_id)
    person = team.find(Person)[-1]
    yield from of_an_invitation(team, listing, person)
    yield from of_an_entry(team, meeting, listing, person)
    yield from of_the_slots(team, meeting, listing, person)
    yield from afterwards(team)


def still_to_be_discussed(team: Team) -> Listing:
    """A case of somebody alive on an agenda of the days to come."""
    planned = [one.id for one in team.find(Meeting, state=MeetingState.PLANNED)]
    listings = [one for one in team.find(Listing, meeting_id=planned) if needs_slot(one)]
    with team.database.reader() as reader:
        facts = reader.facts([one.patient_id for one in listings])
    return next(one for one in listings if all(fact.kind is not Kind.DEATH for fact in facts[one.patient_id]))


def of_an_invitation(team: Team, listing: Listing, person: Person) -> Iterator[Command]:
    who = {"listing_id": listing.id, "person_id": person.id}
    yield team.command(InvitePerson, **who, reason="knows the family")
    yield team.command(DropInvitation, **who, reason="is away")
    yield team.command(RestoreInvitation, **who)
    yield team.command(KeepInput, **who, text="She wants to stay at home")
    yield team.command(
        AnswerInvitations,
        meeting_id=listing.meeting_id,
        person_id=person.id,
        listing_ids=(listing.id,),
        answer=Answer.ACCEPTS,
    )


def of_an_entry(team: Team, meeting: Meeting, listing: Listing, person: Person) -> Iterator[Command]:
    slot = ToldSlot(
        listing_id=listing.id,
        reference="LUNG-1",
        since=meeting.starts_at,
        until=meeting.starts_at + timedelta(minutes=6),
    )
    known = team.find(Entry, meeting_id=meeting.id, person_id=person.id)
    entry = Entry(
        id=known[0].id if known else "entry-1",
        board_id=meeting.board_id,
        meeting_id=meeting.id,
        person_id=person.id,
        uid="entry-1@board.invalid",
        sequence=known[0].sequence + 1 if known else 0,
        slots=(slot,),
    )
    yield team.command(RecordSent, entry=entry, how="file")
    yield team.command(SaySent, meeting_id=meeting.id, person_id=person.id)
    address = attendee_address(person.email, person.id).casefold()
    reply = Reply(uid=entry.uid, address=address, said="declined", sequence=entry.sequence)
    yield team.command(TakeReply, reply=reply, meeting_id=meeting.id)


def of_the_slots(team: Team, meeting: Meeting, listing: Listing, person: Person) -> Iterator[Command]:
    first = Window(since=meeting.starts_at, until=meeting.starts_at + timedelta(minutes=30))
    yield team.command(
        GiveAvailability,
        availability_id="availability-1",
        meeting_id=meeting.id,
        person_id=person.id,
        windows=(first,),
    )
    ends = meeting.starts_at + timedelta(minutes=meeting.minutes)
    pause = Break(since=ends - timedelta(minutes=5), until=ends)
    before = team.get(Meeting, meeting.id).breaks
    yield team.command(SetBreaks, meeting_id=meeting.id, breaks=(pause,), before=before)
    yield team.command(PinListing, listing_id=listing.id)
    yield team.command(ReleaseListing, listing_id=listing.id)
    places = places_of(team.find(Listing, meeting_id=meeting.id))
    yield team.command(KeepPlan, meeting_id=meeting.id, places=places, before=places)
    yield team.command(ForgetPlan, meeting_id=meeting.id)
    later = meeting.starts_at + timedelta(weeks=60)
    yield team.command(
        PlanMeetings, board_id=meeting.board_id, meeting_ids=("meeting-later",), starts=(later,)
    )


def afterwards(team: Team) -> Iterator[Command]:
    closed = team.find(Meeting, state=MeetingState.CLOSED)[0]
    listings = [one.id for one in team.find(Listing, meeting_id=closed.id)]
    advice = next(one for one in team.find(Recommendation, listing_id=listings) if not one.removed)
    yield team.command(KeepAttendanceList, meeting_id=closed.id)
    yield team.command(SendAttendanceList, meeting_id=closed.id, to="accounts")
    yield team.command(MarkFate, recommendation_id=advice.id, fate=Fate.CARRIED_OUT)
