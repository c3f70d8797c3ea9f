"""What closing a meeting will do is read with the rules that closing itself follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from mdt_app.domain.accounts import Account
from mdt_app.domain.agenda import Board, Listing, Meeting, MeetingState
from mdt_app.domain.attendance import Attendance, quorum
from mdt_app.domain.cases import Case
from mdt_app.domain.decisions import Discussion, Recommendation
from mdt_app.domain.facts import Fact
from mdt_app.domain.holders import holders
from mdt_app.domain.letters.letter import Letter
from mdt_app.domain.people import CareLevel, Patient
from mdt_app.domain.record import Record
from mdt_app.operations.closing import NextStart, Places
from mdt_app.operations.closing_rows import ClosingCase, ClosingView, MeetingEvent
from mdt_app.operations.held import as_held
from mdt_app.operations.read_back import Heard, heard
from mdt_app.operations.settling import (
    Settled,
    following_meeting,
    is_dead,
    letters_due,
    other_place,
    settled,
    taken_off,
    wants_none,
    was_talked_about,
)
from mdt_app.operations.work import Reader

CHANGED_BY = {"CloseMeeting": MeetingState.CLOSED, "ReopenMeeting": MeetingState.OPEN}


def closing_view(reader: Reader, meeting_id: str, next_start: NextStart) -> ClosingView:
    """What closing would do now, or what it did for a meeting that is closed. Raises `Missing`."""
    meeting = reader.get(Meeting, meeting_id)
    board = reader.get(Board, meeting.board_id)
    listings = reader.find(Listing, meeting_id=meeting.id, order=("position",))
    cases = _by_end(reader, listings)
    facts = reader.facts([one.patient_id for one in cases[Settled.DECIDED]])
    attended = reader.find(Attendance, listing_id=[one.id for one in listings])
    next_at, is_new = _next(reader, board, meeting, next_start, cases)
    shown = as_held(reader, meeting, board)
    return ClosingView(
        meeting=shown,
        planned_at=meeting.starts_at,
        board=board,
        decided=cases[Settled.DECIDED],
        talked=cases[Settled.TALKED],
        carried=cases[Settled.UNTOUCHED],
        standard=cases[Settled.STANDARD],
        withdrawn=cases[Settled.WITHDRAWN],
        letters=_letters(reader, cases[Settled.DECIDED], facts),
        kept_back=tuple(one for one in cases[Settled.DECIDED] if wants_none(facts[one.patient_id])),
        next_at=next_at,
        next_is_new=is_new,
        quorum=quorum(board.quorum, {one.person_id: one for one in attended if one.presence.live}.values()),
        no_gp=tuple(
            one
            for one in cases[Settled.DECIDED]
            if CareLevel.PRIMARY not in holders(Record(facts[one.patient_id], shown.starts_at.date()))
        ),
        history=_history(reader, meeting),
        unheard=_unheard(reader, listings, cases[Settled.DECIDED]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What is recorded at the listings of one meeting."""

    texts: Mapping[tuple[str, str], str]
    recommendations: Mapping[str, Sequence[Recommendation]]
    discussions: Mapping[str, Discussion]

    def settled(self, listing: Listing) -> Settled:
        text = self.texts.get((listing.id, "discussion"), "")
        return settled(
            listing,
            self.texts.get((listing.id, "decision"), ""),
            self.recommendations.get(listing.id, ()),
            was_talked_about(text, self.discussions.get(listing.id)),
        )


def recorded_at(reader: Reader, listings: tuple[Listing, ...]) -> Recorded:
    ids = [one.id for one in listings]
    by_listing: dict[str, list[Recommendation]] = {}
    for one in reader.find(Recommendation, listing_id=ids, removed=False):
        by_listing.setdefault(one.listing_id, []).append(one)
    return Recorded(
        texts=reader.notes(ids) if ids else {},
        recommendations=by_listing,
        discussions={one.listing_id: one for one in reader.find(Discussion, listing_id=ids)},
    )


def _by_end(reader: Reader, listings: tuple[Listing, ...]) -> dict[Settled, tuple[ClosingCase, ...]]:
    recorded, places = recorded_at(reader, listings), Places.of(reader, listings)
    patients = {one.id: one for one in reader.find(Patient, id=list({one.patient_id for one in listings}))}
    numbers = {one.id: one.number for one in reader.find(Case, id=list({one.case_id for one in listings}))}
    found: dict[Settled, list[ClosingCase]] = {one: [] for one in Settled}
    for listing in listings:
        of_case = places.by_case[listing.case_id]
        elsewhere = other_place(listing, of_case, places.closed) or taken_off(listing, of_case, places.closed)
        found[recorded.settled(listing)].append(
            ClosingCase(
                listing_id=listing.id,
                patient_id=listing.patient_id,
                name=patients[listing.patient_id].name,
                number=numbers[listing.case_id],
                placed=elsewhere is not None,
                standard=listing.standard,
            )
        )
    return {key: tuple(cases) for key, cases in found.items()}


def _unheard(
    reader: Reader, listings: tuple[Listing, ...], decided: tuple[ClosingCase, ...]
) -> tuple[ClosingCase, ...]:
    """The decided cases that were begun in the room and not read back to it as they stand."""
    begun = {one.id: one for one in listings if one.began_at is not None}
    told = heard(reader, (begun[one.listing_id] for one in decided if one.listing_id in begun))
    return tuple(one for one in decided if told.get(one.listing_id, Heard.READ_BACK) != Heard.READ_BACK)


def _letters(reader: Reader, decided: tuple[ClosingCase, ...], facts: Mapping[str, tuple[Fact, ...]]) -> int:
    there: dict[str, list[str]] = {}
    for one in reader.find(Letter, listing_id=[case.listing_id for case in decided]):
        if not one.is_given_up:
            there.setdefault(one.listing_id, []).append(one.level)
    return sum(
        len(letters_due(there.get(one.listing_id, ()), is_dead(facts[one.patient_id]))) for one in decided
    )


def _next(
    reader: Reader,
    board: Board,
    meeting: Meeting,
    next_start: NextStart,
    cases: Mapping[Settled, tuple[ClosingCase, ...]],
) -> tuple[datetime | None, bool]:
    planned = following_meeting(reader.find(Meeting, board_id=board.id), meeting)
    if planned is not None:
        return planned.starts_at, False
    homeless = [one for key in (Settled.TALKED, Settled.UNTOUCHED) for one in cases[key] if not one.placed]
    if board.rhythm is None or not homeless:
        return None, False
    return next_start(board.rhythm, meeting.starts_at), True


def _history(reader: Reader, meeting: Meeting) -> tuple[MeetingEvent, ...]:
    """When the meeting was closed and reopened, oldest first, from its recorded changes."""
    names = {one.user: one.name for one in reader.find(Account)}
    found = []
    for change in reader.changes(entity_id=meeting.id):
        state = CHANGED_BY.get(change.command)
        if state is None:
            continue
        new = {one.name: one.new for one in change.fields}
        reason = (
            str(new.get("reopened_because") or meeting.reopened_because) if state == MeetingState.OPEN else ""
        )
        by = names.get(change.actor, change.actor)
        found.append(MeetingEvent(state=state, by=by, at=change.at, reason=reason))
    return tuple(found)
