"""Who comes to a case is called by facts, changed only with a reason, and answers for himself; nothing is guessed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar
from uuid import UUID, uuid5

from mdt_app.domain.accounts import Right
from mdt_app.domain.agenda import Listing, Meeting, MeetingState
from mdt_app.domain.attendance import Contribution, Presence
from mdt_app.domain.entries import require_next
from mdt_app.domain.errors import Refused
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.inviting import SENT, WRITTEN, Answer, Entry, Invitation
from mdt_app.domain.payloads import Trace
from mdt_app.domain.people import Patient, Person
from mdt_app.domain.plain_text import seen
from mdt_app.domain.record import Record
from mdt_app.operations.attendance import attendance_of
from mdt_app.operations.commands import Command, new_id
from mdt_app.operations.decisions import listing_to_record
from mdt_app.operations.invitations_table import SOURCE
from mdt_app.operations.work import Change, OpenWork, Work

LONGEST_TEXT = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitePerson(Command):
    """Somebody is to be at a case although nothing calls him; it leaves the fact `invited-by-hand`."""

    offline: ClassVar[bool] = False
    listing_id: str
    person_id: str
    reason: str
    mode: Presence = Presence.UNKNOWN


def invite_person(command: InvitePerson, open_work: OpenWork) -> tuple[Change, ...]:
    """Raises `Refused` without a reason, at a closed meeting, and for a patient who has died."""
    reason = _reason(command.reason, "invited")
    with open_work(command) as work:
        work.require(Right.PREPARE)
        listing = listing_to_record(work, command.listing_id)
        person = work.get(Person, command.person_id)
        _require_alive(work, listing)
        before = invitation_of(work, listing, person.id)
        row = replace(before, by_hand=True, dropped=False, reason=reason, mode=command.mode or before.mode)
        work.put(row)
        if not (before.by_hand and not before.dropped):
            trace = Trace(level=person.level, note=f"{person.name}: {reason}"[:500])
            _leave(work, row, trace)
        return work.commit()


@dataclass(frozen=True, slots=True, kw_only=True)
class DropInvitation(Command):
    """Somebody need not come to a case, whatever calls him."""

    offline: ClassVar[bool] = False
    listing_id: str
    person_id: str
    reason: str


def drop_invitation(command: DropInvitation, open_work: OpenWork) -> tuple[Change, ...]:
    """Raises `Refused` without a reason, and at a closed meeting. What a hand had left is taken back."""
    reason = _reason(command.reason, "not invited")
    with open_work(command) as work:
        work.require(Right.PREPARE)
        listing = listing_to_record(work, command.listing_id)
        work.get(Person, command.person_id)
        row = invitation_of(work, listing, command.person_id)
        _take_back(work, row)
        work.put(replace(row, dropped=True, by_hand=False, reason=reason))
        return work.commit()


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreInvitation(Command):
    """What a hand added or dropped is as if it never had; facts and rules alone say again."""

    offline: ClassVar[bool] = False
    listing_id: str
    person_id: str


def restore_invitation(command: RestoreInvitation, open_work: OpenWork) -> tuple[Change, ...]:
    with open_work(command) as work:
        work.require(Right.PREPARE)
        listing = listing_to_record(work, command.listing_id)
        row = invitation_of(work, listing, command.person_id)
        _take_back(work, row)
        work.put(replace(row, dropped=False, by_hand=False, reason=""))
        return work.commit()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerInvitations(Command):
    """What somebody answered for some cases of one meeting, entered by hand; NONE takes an answer back."""

    offline: ClassVar[bool] = False
    meeting_id: str
    person_id: str
    listing_ids: tuple[str, ...]
    answer: Answer
    text: str = ""
    proposed: datetime | None = None
    mode: Presence = Presence.UNKNOWN


def answer_invitations(command: AnswerInvitations, open_work: OpenWork) -> tuple[Change, ...]:
    """Raises `Refused` at a closed meeting, with the state as it is, and for another time without the time."""
    if command.answer == Answer.PROPOSES and command.proposed is None and not command.text.strip():
        raise Refused("Which time is proposed? Write it, or say in words when it would do.")
    with open_work(command) as work:
        work.require(Right.PREPARE)
        person = work.get(Person, command.person_id)
        keep_answer(
            work, command.meeting_id, person, command.listing_ids, command.answer,
            text=command.text, proposed=command.proposed, mode=command.mode, at=command.at,
        )  # fmt: skip
        return work.commit()


def keep_answer(
    work: Work,
    meeting_id: str,
    person: Person,
    listing_ids: tuple[str, ...],
    answer: Answer,
    *,
    at: datetime,
    text: str = "",
    proposed: datetime | None = None,
    mode: Presence = Presence.UNKNOWN,
) -> None:
    """Put one answer on each of a person's cases of one meeting. Raises `Refused`."""
    work.lock_meeting(meeting_id)
    meeting = work.get(Meeting, meeting_id)
    listings = [work.get(Listing, id) for id in listing_ids]
    if not listings or any(one.meeting_id != meeting.id for one in listings):
        raise Refused(f"{person.name} has no case on this agenda any more. Look again.")
    rows = [invitation_of(work, one, person.id) for one in listings]
    if meeting.state == MeetingState.CLOSED:
        raise Refused(closed_sentence(meeting, person, answer, rows[0].answer))
    for row in rows:
        work.put(
            replace(
                row,
                answer=answer,
                answer_text=seen(text).strip()[:LONGEST_TEXT],
                proposed=proposed if answer == Answer.PROPOSES else None,
                mode=mode or row.mode,
                answered_at=at if answer != Answer.NONE else None,
            )
        )


def closed_sentence(meeting: Meeting, person: Person, said: str, stored: Answer) -> str:
    """What is said of an answer that came after closing, with the state as it is."""
    on = f" on {meeting.closed_at:%d-%m-%Y}" if meeting.closed_at else ""
    answer = said or "no answer"
    return (
        f'This meeting was closed{on}; "{answer}" of {person.name} came after it, and {what_stays(stored)}.'
    )


def what_stays(stored: Answer) -> str:
    """The state as it is, as the end of a sentence that refuses an answer."""
    return f'the answer stays "{stored}"' if stored else "no answer is recorded"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepInput(Command):
    """What somebody who does not come wrote for a case: a contribution, never presence."""

    offline: ClassVar[bool] = True
    listing_id: str
    person_id: str
    text: str


def keep_input(command: KeepInput, open_work: OpenWork) -> tuple[Change, ...]:
    """Raises `Refused` without words, and at a closed meeting."""
    text = seen(command.text).strip()
    if not text:
        raise Refused("Write what the form says before it is kept.")
    if len(text) > LONGEST_TEXT:
        raise Refused(f"This text has {len(text)} characters; at most {LONGEST_TEXT} can be kept.")
    with open_work(command) as work:
        work.require(Right.RECORD)
        listing = listing_to_record(work, command.listing_id)
        person = work.get(Person, command.person_id)
        attendance = attendance_of(work, listing, person.id)
        work.put(replace(attendance, contribution=Contribution.WRITTEN, contribution_text=text))
        row = invitation_of(work, listing, person.id)
        work.put(replace(row, answer=Answer.WRITES, proposed=None, answered_at=command.at))
        return work.commit()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSent(Command):
    """One person was told his slots: `entry` as it stands after that. Give it only once that is done."""

    offline: ClassVar[bool] = False
    entry: Entry
    how: str


WAYS = (*WRITTEN, "phone")


def record_sent(command: RecordSent, open_work: OpenWork) -> tuple[Change, ...]:
    """Raises `Refused` where another desk told this person something meanwhile, and at a closed meeting."""
    if command.how not in WAYS:
        raise Refused(f"Somebody is told by {', '.join(WAYS[:-1])} or {WAYS[-1]}.")
    with open_work(command) as work:
        work.require(Right.PREPARE)
        work.lock_meeting(command.entry.meeting_id, exclusive=True)  # two desks must not send one number
        meeting = work.get(Meeting, command.entry.meeting_id)
        meeting.require_not_closed()
        work.get(Person, command.entry.person_id)
        told = work.find(Entry, id=command.entry.id)
        require_next(told[0] if told else None, command.entry)
        work.put(replace(command.entry, sent_at=command.at, how=command.how))
        return work.commit()


@dataclass(frozen=True, slots=True, kw_only=True)
class SaySent(Command):
    """What was written for somebody was sent to him, says a person who did it; `how` is the way it was written where
    that is taken back."""

    offline: ClassVar[bool] = False
    meeting_id: str
    person_id: str
    how: str = SENT


def say_sent(command: SaySent, open_work: OpenWork) -> tuple[Change, ...]:
    """Raises `Refused` where nothing was written that could have been sent, and at a closed meeting."""
    with open_work(command) as work:
        work.require(Right.PREPARE)
        work.lock_meeting(command.meeting_id, exclusive=True)
        work.get(Meeting, command.meeting_id).require_not_closed()
        person = work.get(Person, command.person_id)
        told = work.find(Entry, meeting_id=command.meeting_id, person_id=person.id)
        waits = bool(told) and (told[0].was_written if command.how == SENT else told[0].how == SENT)
        if not waits or command.how not in (SENT, *WRITTEN):
            raise Refused(f"Nothing was written for {person.name} that could have been sent.")
        work.put(replace(told[0], sent_at=command.at, how=command.how))
        return work.commit()


def invitation_of(work: Work, listing: Listing, person_id: str) -> Invitation:
    """What is kept of one person at one listing; two desks meet in one row."""
    id = str(uuid5(UUID(listing.id), f"invitation/{person_id}"))
    known = work.find(Invitation, id=id)
    if known:
        return known[0]
    return Invitation(
        id=id,
        listing_id=listing.id,
        case_id=listing.case_id,
        patient_id=listing.patient_id,
        person_id=person_id,
    )


def _reason(text: str, what: str) -> str:
    said = seen(text).strip()
    if not said:
        raise Refused(f"Say in a few words why he or she is {what}.")
    return said[:LONGEST_TEXT]


def _require_alive(work: Work, listing: Listing) -> None:
    facts = work.facts([listing.patient_id])[listing.patient_id]
    death = Record(facts, work.command.at.date()).death
    if death is not None:
        name = work.get(Patient, listing.patient_id).name
        raise Refused(f"{name} died on {death.true_from:%d-%m-%Y}; nobody is called to this case any more.")


def _leave(work: Work, row: Invitation, trace: Trace) -> None:
    """The fact of an invitation by hand, on the command's own day."""
    work.add_fact(
        Fact(
            id=new_id(),
            patient_id=row.patient_id,
            case_id=row.case_id,
            kind=Kind.INVITED_BY_HAND,
            payload=trace,
            true_from=work.command.at.date(),
            at=work.command.at,
            recorded_at=work.command.at,
            recorded_by=work.command.actor,
            source=SOURCE,
            source_key=f"{row.id}/{work.command.id}",
        )
    )


def _take_back(work: Work, row: Invitation) -> None:
    """Withdraw the facts that this invitation left, in what counts from now on; the history keeps them."""
    facts = work.facts([row.patient_id])[row.patient_id]
    gone = {one.replaces for one in facts if one.replaces}
    for one in facts:
        mine = one.source == SOURCE and one.source_key.startswith(f"{row.id}/")
        if mine and not one.withdrawn and one.id not in gone:
            work.add_fact(
                replace(
                    one,
                    id=new_id(),
                    recorded_at=work.command.at,
                    recorded_by=work.command.actor,
                    source_key=f"{row.id}/{work.command.id}/back",
                    replaces=one.id,
                    withdrawn=True,
                )
            )
