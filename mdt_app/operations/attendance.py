"""Presence and contribution are recorded per listing and person, each on its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar
from uuid import UUID, uuid5

from mdt_app.domain.accounts import Right
from mdt_app.domain.agenda import Listing, Meeting, Membership, Outcome
from mdt_app.domain.attendance import Attendance, Contribution, Presence
from mdt_app.domain.people import Person
from mdt_app.operations.commands import Command
from mdt_app.operations.decisions import listing_to_record
from mdt_app.operations.work import Change, OpenWork, Work


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkPresent(Command):
    """Who is here and how; `onward` says so for this case and every later one not yet discussed."""

    offline: ClassVar[bool] = True
    listing_id: str
    person_id: str
    presence: Presence
    onward: bool = False


def mark_present(command: MarkPresent, open_work: OpenWork) -> tuple[Change, ...]:
    with open_work(command) as work:
        work.require(Right.RECORD)
        listing = listing_to_record(work, command.listing_id)
        targets = [listing, *(_later(work, listing) if command.onward else ())]
        for one in targets:
            work.put(replace(_attendance(work, one, command.person_id), presence=command.presence))
        return work.commit()


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkContribution(Command):
    offline: ClassVar[bool] = True
    listing_id: str
    person_id: str
    contribution: Contribution
    text: str = ""


def mark_contribution(command: MarkContribution, open_work: OpenWork) -> tuple[Change, ...]:
    with open_work(command) as work:
        work.require(Right.RECORD)
        listing = listing_to_record(work, command.listing_id)
        row = _attendance(work, listing, command.person_id)
        work.put(replace(row, contribution=command.contribution, contribution_text=command.text))
        return work.commit()


def _later(work: Work, listing: Listing) -> list[Listing]:
    after = work.find(Listing, meeting_id=listing.meeting_id, outcome=Outcome.LISTED, order=("position",))
    return [one for one in after if one.position > listing.position]


def _attendance(work: Work, listing: Listing, person_id: str) -> Attendance:
    id = attendance_id(listing.id, person_id)
    known = work.find(Attendance, id=id)
    if known:
        return known[0]
    person = work.get(Person, person_id)
    board_id = work.get(Meeting, listing.meeting_id).board_id
    seats = work.find(Membership, board_id=board_id, person_id=person_id)
    return Attendance(
        id=id,
        listing_id=listing.id,
        case_id=listing.case_id,
        patient_id=listing.patient_id,
        person_id=person_id,
        discipline=seats[0].discipline if seats else person.discipline,
        level=seats[0].level if seats else person.level,
    )


def attendance_id(listing_id: str, person_id: str) -> str:
    """Two desks that mark the same person at the same case meet in one row."""
    return str(uuid5(UUID(listing_id), person_id))
