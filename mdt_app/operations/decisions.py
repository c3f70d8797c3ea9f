"""Recommendations are added, edited field by field and taken back; a taken-back one stays in the history."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from mdt_app.domain.accounts import Right
from mdt_app.domain.agenda import Listing, Meeting
from mdt_app.domain.decisions import Recommendation
from mdt_app.operations.commands import Command
from mdt_app.operations.work import Change, OpenWork, Work


@dataclass(frozen=True, slots=True, kw_only=True)
class AddRecommendation(Command):
    """One more recommendation at the end of a decision; it may be empty and filled field by field."""

    offline: ClassVar[bool] = True
    recommendation_id: str
    listing_id: str
    what: str = ""
    owner_id: str = ""
    owner: str = ""
    due: date | None = None
    condition: str = ""
    reason: str = ""
    kind: str = ""
    plain: str = ""


def add_recommendation(command: AddRecommendation, open_work: OpenWork) -> tuple[Change, ...]:
    """Raises `Refused` at a closed meeting."""
    with open_work(command) as work:
        work.require(Right.RECORD)
        listing = listing_to_record(work, command.listing_id)
        work.put(
            Recommendation(
                id=command.recommendation_id,
                listing_id=listing.id,
                case_id=listing.case_id,
                patient_id=listing.patient_id,
                position=work.count(Recommendation, listing_id=listing.id) + 1,
                what=command.what,
                owner_id=command.owner_id,
                owner=command.owner,
                due=command.due,
                condition=command.condition,
                reason=command.reason,
                kind=command.kind,
                plain=command.plain,
            )
        )
        return work.commit()


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveRecommendation(Command):
    offline: ClassVar[bool] = True
    recommendation_id: str


def remove_recommendation(command: RemoveRecommendation, open_work: OpenWork) -> tuple[Change, ...]:
    with open_work(command) as work:
        work.require(Right.RECORD)
        recommendation = work.get(Recommendation, command.recommendation_id)
        listing_to_record(work, recommendation.listing_id)
        work.put(replace(recommendation, removed=True))
        return work.commit()


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteNote(Command):
    """One update of a shared text, made by the merge library; `update` its bytes."""

    offline: ClassVar[bool] = True
    listing_id: str
    name: str
    update: bytes


def write_note(command: WriteNote, open_work: OpenWork) -> tuple[Change, ...]:
    with open_work(command) as work:
        work.require(Right.RECORD)
        listing_to_record(work, command.listing_id)
        work.append_note(command.listing_id, command.name, command.update)
        return work.commit()


def listing_to_record(work: Work, listing_id: str) -> Listing:
    """The listing, its meeting held open against a closing elsewhere. Raises `Refused` when it is closed."""
    listing = work.get(Listing, listing_id)
    work.lock_meeting(listing.meeting_id)
    work.get(Meeting, listing.meeting_id).require_not_closed()
    return listing
