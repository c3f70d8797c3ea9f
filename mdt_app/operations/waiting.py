"""Cases without a meeting wait in a list, the one asked first on top."""

from __future__ import annotations

from dataclasses import dataclass

from mdt_app.domain.cases import Case, CaseState
from mdt_app.domain.people import Patient
from mdt_app.operations.work import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingCase:
    case: Case
    patient: Patient


def waiting_cases(reader: Reader, board_id: str) -> tuple[WaitingCase, ...]:
    """The cases of a board that wait, in order of the day on which they were asked."""
    cases = reader.find(Case, board_id=board_id, state=CaseState.WAITING, order=("asked_on", "number"))
    patients = {one.id: one for one in reader.find(Patient, id=list({one.patient_id for one in cases}))}
    return tuple(WaitingCase(case=one, patient=patients[one.patient_id]) for one in cases)
