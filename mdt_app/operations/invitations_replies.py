"""An answer from a file counts for the one person to whom the entry was sent, and for the times that he was told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

from mdt_app.domain.accounts import Right
from mdt_app.domain.addresses import attendee_address
from mdt_app.domain.agenda import Listing, Meeting, MeetingState
from mdt_app.domain.entries import Reply
from mdt_app.domain.errors import Refused
from mdt_app.domain.inviting import Answer, Entry
from mdt_app.domain.people import Person
from mdt_app.operations.commands import Command
from mdt_app.operations.invitations import closed_sentence, invitation_of, keep_answer, what_stays
from mdt_app.operations.work import Change, OpenWork, Reader, Work

ANSWERS = {
    "accepted": Answer.ACCEPTS,
    "declined": Answer.DECLINES,
    "counter": Answer.PROPOSES,
    "tentative": Answer.NONE,
}
PERHAPS = "perhaps"
"""What is kept in words of somebody who neither comes nor stays away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeReply(Command):
    """One answer read from a file, for the meeting at which it was read in."""

    offline: ClassVar[bool] = False
    reply: Reply
    meeting_id: str


def take_reply(command: TakeReply, open_work: OpenWork) -> tuple[Change, ...]:
    """Keep an answer for the cases that this person was told. Raises `Refused`, with the state as it is, where it is
    for no entry of this database, from somebody else, for an earlier version, or too late."""
    with open_work(command) as work:
        work.require(Right.PREPARE)
        reply = command.reply
        entry = _entry(work, reply, command.meeting_id)
        person = work.get(Person, entry.person_id)
        _require_own(reply, person)
        _require_current(work, reply, entry, person)
        _require_newest(work, reply, entry, person)
        for answer, listing_ids in _answers(reply, entry):
            keep_answer(
                work, entry.meeting_id, person, listing_ids, answer,
                text=reply.comment or (PERHAPS if reply.said == "tentative" else ""),
                proposed=reply.proposed, at=_given_at(reply, command.at),
            )  # fmt: skip
        return work.commit()


def _answers(reply: Reply, entry: Entry) -> Iterator[tuple[Answer, tuple[str, ...]]]:
    """Each answer with its cases: who accepts a deadline writes, and does not come."""
    answer = ANSWERS[reply.said]
    for late in (False, True):
        ids = tuple(one.listing_id for one in entry.slots if one.is_deadline == late)
        if ids:
            yield (Answer.WRITES if late and answer == Answer.ACCEPTS else answer), ids


def whose(reader: Reader, reply: Reply) -> Person | None:
    """To whom the entry was sent, None where it is unknown here."""
    found = reader.find(Entry, uid=reply.uid)
    return reader.get(Person, found[0].person_id) if found else None


def _entry(work: Work, reply: Reply, meeting_id: str) -> Entry:
    found = work.find(Entry, uid=reply.uid)
    if not reply.uid or not found:
        raise Refused(
            "This answers an entry that was not sent from here: another program's, or another database's. "
            "Nothing was changed."
        )
    if found[0].meeting_id != meeting_id:
        day = work.get(Meeting, found[0].meeting_id).starts_at
        raise Refused(
            f"This answers another meeting, of {day:%d-%m-%Y}. Read it in there. Nothing was changed."
        )
    return found[0]


def _require_own(reply: Reply, person: Person) -> None:
    """Never anybody else's answer: the address in it is the one written to, and so is who sent the message."""
    own = attendee_address(person.email, person.id).casefold()
    if reply.address != own:
        raise Refused(
            f"This answer is from {reply.address or 'nobody named'}, but the entry was sent to {person.name} ({own}). "
            "Nothing was changed; enter it by hand if it is theirs."
        )
    if reply.sender and reply.sender.casefold() not in (own, reply.by):
        raise Refused(
            f"This message came from {reply.sender}, not from {person.name} ({own}). "
            "Nothing was changed; enter the answer by hand if it is theirs."
        )


def _require_current(work: Work, reply: Reply, entry: Entry, person: Person) -> None:
    stored = _stored(work, entry, person)
    stays = what_stays(stored)
    meeting = work.get(Meeting, entry.meeting_id)
    if meeting.state == MeetingState.CLOSED:
        raise Refused(closed_sentence(meeting, person, ANSWERS[reply.said] or PERHAPS, stored))
    if entry.cancelled:
        raise Refused(f"{person.name} was told meanwhile not to come; {stays}.")
    if reply.sequence < entry.sequence:
        raise Refused(
            f"{person.name} answers an earlier time: version {reply.sequence + 1}, and version {entry.sequence + 1} "
            f"was sent since. Ask again; {stays}."
        )
    if reply.sequence > entry.sequence:
        raise Refused(f"This answers a version that was never sent to {person.name}; {stays}.")


def _require_newest(work: Work, reply: Reply, entry: Entry, person: Person) -> None:
    """Answers may be read in any order; the one given last counts."""
    if reply.at is None:
        return
    for slot in entry.slots:
        row = invitation_of(work, work.get(Listing, slot.listing_id), person.id)
        if row.answered_at is not None and row.answered_at > reply.at and row.answer != ANSWERS[reply.said]:
            raise Refused(
                f"{person.name} answered again after this: {what_stays(row.answer)}. Nothing was changed."
            )


def _stored(work: Work, entry: Entry, person: Person) -> Answer:
    listing = work.get(Listing, entry.slots[0].listing_id)
    return invitation_of(work, listing, person.id).answer


def _given_at(reply: Reply, now: datetime) -> datetime:
    """When it was given as the file says, but never in the future."""
    return min(reply.at, now).astimezone(UTC) if reply.at is not None else now
