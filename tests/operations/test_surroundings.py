"""Beside a patient's own facts the rules see when his cases were, and when the numbers he was given changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from operations.kit import Team

from mdt_app.domain.cases import Case, CaseState
from mdt_app.domain.findings import Surroundings
from mdt_app.domain.incoming import IncomingPatient
from mdt_app.operations.importing import ImportPatient, import_patient
from mdt_app.operations.surroundings import surroundings_of

ASKED = date(2026, 8, 3)


def around(team: Team, patient: str, known_on: date | None = None) -> Surroundings:
    with team.database.reader() as reader:
        return surroundings_of(reader, [patient], known_on)[patient]


def asked(team: Team) -> str:
    """A patient whose question waits for a meeting, imported from a file."""
    one = IncomingPatient(
        family="Maes",
        identifiers=(("urn:x", "1"),),
        question="What next?",
        asked_on=ASKED,
        origin="Patient/1",
    )
    command = team.command(ImportPatient, source="file.json")
    return import_patient(command, one, team.database.open_work).patient_id


def test_a_case_counts_from_the_day_it_was_asked(both: Team) -> None:
    both.board()
    patient = asked(both)
    assert around(both, patient).cases == (ASKED,)
    assert around(both, patient, known_on=ASKED - timedelta(days=1)).cases == ()


def test_without_a_case_there_is_nothing_around(both: Team) -> None:
    assert around(both, both.patient()) == Surroundings()


def test_a_case_that_was_withdrawn_counts_no_longer(both: Team) -> None:
    both.board()
    patient = asked(both)
    with both.database.open_work(both.command(ImportPatient, source="x")) as work:
        (case,) = work.find(Case, patient_id=patient)
        work.put(replace(case, state=CaseState.WITHDRAWN))
        work.commit()
    assert around(both, patient).cases == ()
