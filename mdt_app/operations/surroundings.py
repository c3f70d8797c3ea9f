"""What the rules need beside a patient's own facts: his cases, and what the boards changed, or say of their team."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from mdt_app.domain.agenda import Board, Listing, Meeting, Outcome
from mdt_app.domain.cases import Case, CaseState
from mdt_app.domain.findings import Cover, Surroundings
from mdt_app.operations.held import all_as_held
from mdt_app.operations.work import Reader

OF_COVER = ("cover", "cover_reviewed")


def surroundings_of(
    reader: Reader, patient_ids: Sequence[str], known_on: date | None = None
) -> dict[str, Surroundings]:
    """For each patient the days of his cases and decisions, and the days on which their boards' numbers changed.

    A case counts on the day it was asked and on the day on which each of its meetings was held. `known_on` leaves out
    what could not be known then: a case from the day it was asked, a decision from its own. Asked in as few queries
    for sixty patients as for one, where no meeting was reopened or closed before its day.
    """
    listings = [
        one for one in reader.find(Listing, patient_id=list(patient_ids)) if one.outcome != Outcome.WITHDRAWN
    ]
    meetings = all_as_held(reader, reader.find(Meeting, id=list({one.meeting_id for one in listings})))
    cases = {one.id: one for one in reader.find(Case, patient_id=list(patient_ids))}
    if known_on is not None:
        days = {one.id: known_from(one, cases[one.case_id], meetings[one.meeting_id]) for one in listings}
        listings = [one for one in listings if days[one.id] <= known_on]
        cases = {id: one for id, one in cases.items() if one.asked_on and one.asked_on <= known_on}
    changed = {id: _contact_changes(reader, id) for id in {one.board_id for one in meetings.values()}}
    boards = reader.find(Board, id=list({one.board_id for one in cases.values()}))
    teams = {one.id: one for one in boards}
    found: dict[str, Surroundings] = defaultdict(Surroundings)
    for case in sorted(cases.values(), key=lambda one: (one.asked_on or date.min, one.number)):
        found[case.patient_id] = _with_team(found[case.patient_id], teams.get(case.board_id), known_on)
        if case.asked_on is not None and case.state != CaseState.WITHDRAWN:
            so_far = found[case.patient_id]
            found[case.patient_id] = replace(so_far, cases=(*so_far.cases, case.asked_on))
    for one in sorted(listings, key=lambda one: meetings[one.meeting_id].starts_at):
        meeting = meetings[one.meeting_id]
        day, so_far = meeting.starts_at.date(), found[one.patient_id]
        decided = (day,) if one.outcome == Outcome.DISCUSSED else ()
        found[one.patient_id] = replace(
            so_far,
            cases=(*so_far.cases, day),
            decisions=(*so_far.decisions, *decided),
            contact_changes=tuple(sorted({*so_far.contact_changes, *changed[meeting.board_id]})),
        )
    return found


def _with_team(so_far: Surroundings, board: Board | None, known_on: date | None) -> Surroundings:
    """The team of the newest case is rung; every team's cover counts that names somebody and was reviewed."""
    if board is None:
        return so_far
    cover, team = cover_of(board), board.letterhead
    known = cover is not None and (known_on is None or cover.reviewed <= known_on)
    return replace(
        so_far,
        covers=tuple(sorted({*so_far.covers, cover})) if cover is not None and known else so_far.covers,
        day_phone=team.day_phone or so_far.day_phone,
        night_phone=team.night_phone or so_far.night_phone,
    )


def cover_of(board: Board) -> Cover | None:
    """The day and night cover of a board's team; a review that names nobody is none."""
    head = board.letterhead
    if head.cover_reviewed is None or not head.cover.strip():
        return None
    return Cover(head.cover_reviewed, board.id, head.cover.strip())


def cover_name(board_id: str) -> str:
    """The name under which a team's cover leaves the house with a patient's record."""
    return f"{board_id}-cover"


def known_from(listing: Listing, case: Case, meeting: Meeting) -> date:
    """The day from which a case at a meeting, as held, is known: asked on, or once decided that of the decision."""
    day = meeting.starts_at.date()
    decided = listing.outcome == Outcome.DISCUSSED
    return day if decided or case.asked_on is None else min(case.asked_on, day)


def _contact_changes(reader: Reader, board_id: str) -> set[date]:
    """The days on which the numbers on a board's letters changed; the first ones are no change, nor is the cover."""
    return {
        change.at.date()
        for change in reader.changes(entity_id=board_id)
        for field in change.fields
        if field.name == "letterhead" and field.old is not None and _numbers(field.old) != _numbers(field.new)
    }


def _numbers(letterhead: Any) -> Any:
    """A letterhead, as JSON, without what it says of the team's cover."""
    if not isinstance(letterhead, dict):
        return letterhead
    return {name: value for name, value in letterhead.items() if name not in OF_COVER and value}
