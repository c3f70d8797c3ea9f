"""A patient's record is erased as a whole, for a reason that stays, and never while a case is under way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from mdt_app.domain.cases import Case, CaseState
from mdt_app.domain.errors import Refused
from mdt_app.domain.people import Patient

UNDER_WAY = (CaseState.REQUESTED, CaseState.OPEN, CaseState.WAITING)
NAME = re.compile(r"\(erased on \d{4}-\d\d-\d\d\)")


def erased_name(on: date) -> str:
    """What stands in the place of a patient's name from that day on."""
    return f"(erased on {on.isoformat()})"


def is_erased(patient: Patient) -> bool:
    """Whether nothing is left of a patient but that there was one."""
    return NAME.fullmatch(patient.name) is not None


def require_erasable(cases: Sequence[Case], why: str) -> None:
    """Raises `Refused` without a reason, and while a board still has the patient's case before it."""
    if not why.strip():
        raise Refused("Say why this record is erased, without naming the patient: the reason stays.")
    if under_way := sorted(one.number for one in cases if one.state in UNDER_WAY):
        raise Refused(
            f"{under_way[0]} is still under way. Decide it or withdraw it before the record is erased."
        )
