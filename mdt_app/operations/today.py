"""What waits for somebody, gathered over all boards; each line leads to the place where it is mended."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from mdt_app.domain.agenda import Board, Listing, MeetingState, Outcome
from mdt_app.domain.cases import Case, CaseState
from mdt_app.domain.letters.letter import Letter, LetterState
from mdt_app.domain.people import Patient
from mdt_app.operations.listings import letter_rows, meeting_rows
from mdt_app.operations.today_rows import TodayView
from mdt_app.operations.work import Reader
from mdt_app.operations.worklists import work_lists

SOON = timedelta(days=14)
RECENT = timedelta(days=14)
SHOWN = 200


def today_view(reader: Reader, now: datetime, made_by: str) -> TodayView:
    """The meetings around now, cases without a meeting, drafts, and the work lists over every patient on file."""
    near = meeting_rows(reader, since=(now - RECENT).date(), until=(now + SOON).date())
    coming = [one for one in near if one.state != MeetingState.CLOSED]
    waiting = reader.find(Case, state=CaseState.WAITING, order=("number",), limit=SHOWN)
    listed = reader.find(Listing, meeting_id=[one.id for one in coming], outcome=Outcome.LISTED)
    patients = {one.id: one for one in reader.find(Patient, id=[one.patient_id for one in waiting])}
    next_meeting = next(
        (one for one in coming if one.starts_at + timedelta(minutes=one.minutes) >= now), None
    )
    there = {one.patient_id for one in listed if next_meeting and one.meeting_id == next_meeting.id}
    lacking = reader.waits_of(now.date(), made_by, there)
    return TodayView(
        next_meeting=next_meeting,
        meetings=near,
        waiting=tuple((one, patients[one.patient_id]) for one in waiting),
        letters=tuple(one for one in letter_rows(reader) if one.state == LetterState.DRAFT)[:SHOWN],
        drafts=reader.count(Letter, state=LetterState.DRAFT),
        lists=work_lists(reader, now.date(), made_by, [one.patient_id for one in listed]),
        looking=bool(reader.not_looked_through(now.date(), made_by, 1)),
        lacks=Counter(kind for about in lacking.values() for kind in {one.kind for one in about}),
        listings={one.patient_id: f"{one.meeting_id}/{one.id}" for one in listed},
        boards=reader.count(Board),
    )
