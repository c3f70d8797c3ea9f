"""What waits for somebody, gathered over all boards; each line leads to the place where it is mended."""

from __future__ import annotations

from datetime import datetime, timedelta

from mdt_app.domain import criteria
from mdt_app.domain.agenda import Board, Listing, MeetingState, Outcome
from mdt_app.domain.careteam import holders
from mdt_app.domain.cases import Case, CaseState
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.letters import Letter, LetterState
from mdt_app.domain.people import Patient
from mdt_app.domain.record import Record
from mdt_app.operations.listings import letter_rows, meeting_rows
from mdt_app.operations.rows import TodayView
from mdt_app.operations.work import Reader

SOON = timedelta(days=14)
RECENT = timedelta(days=14)
SHOWN = 200


def today_view(reader: Reader, guidance: Guidance, now: datetime) -> TodayView:
    """The meetings around now, cases without a meeting, drafts, patients on a coming agenda without a GP, and
    criteria that a clinician is asked about."""
    near = meeting_rows(reader, since=(now - RECENT).date(), until=(now + SOON).date())
    coming = [one for one in near if one.state != MeetingState.CLOSED]
    waiting = reader.find(Case, state=CaseState.WAITING, order=("number",), limit=SHOWN)
    listed = reader.find(Listing, meeting_id=[one.id for one in coming], outcome=Outcome.LISTED)
    ids = list({one.patient_id for one in waiting} | {one.patient_id for one in listed})
    patients = {one.id: one for one in reader.find(Patient, id=ids)}
    drafts = reader.count(Letter, state=LetterState.DRAFT)
    records = {
        id: Record(facts, now.date())
        for id, facts in reader.facts(sorted({one.patient_id for one in listed})).items()
    }
    living = {id: record for id, record in records.items() if not record.is_dead}
    return TodayView(
        next_meeting=next(
            (one for one in coming if one.starts_at + timedelta(minutes=one.minutes) >= now), None
        ),
        meetings=near,
        waiting=tuple((one, patients[one.patient_id]) for one in waiting),
        letters=tuple(one for one in letter_rows(reader) if one.state == LetterState.DRAFT)[:SHOWN],
        drafts=drafts,
        no_gp=tuple(
            (id, patients[id].name) for id, record in living.items() if "primary" not in holders(record)
        ),
        criteria=tuple(
            (id, patients[id].name, asked)
            for id, record in living.items()
            if (asked := sum(one.open for one in criteria.evaluate(record, guidance)))
        ),
        listings={one.patient_id: f"{one.meeting_id}/{one.id}" for one in listed},
        boards=reader.count(Board),
    )
