"""A file is taken in patient by patient, each all or nothing; what one of them lacks never stops the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from mdt_app.domain.errors import Refused
from mdt_app.domain.incoming import IncomingPatient
from mdt_app.operations.importing import Imported
from mdt_app.ui.errors import explain
from mdt_app.ui.patients.import_columns import is_enough
from mdt_app.ui.patients.import_rows import FileResult
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Job, Tasks

LONGEST_WHO = 120
WORKLISTS = ("csv", "xlsx")


def take_in(job: Job, path: Path, meeting_id: str, tasks: Tasks, services: Services) -> FileResult:
    """On the work lane: read one file, then keep its patients one by one on the store lane."""
    incoming = services.read_file(path)
    result = FileResult(
        path=path,
        format=incoming.format,
        patients=len(incoming.patients),
        warnings=incoming.warnings,
        error=incoming.error,
    )
    if incoming.format in WORKLISTS:
        result = replace(result, columns=services.read_columns(path))
    if incoming.error:
        return replace(
            result, asks=bool(result.columns) and not is_enough(one.field for one in result.columns)
        )
    for place, patient in enumerate(incoming.patients):
        if job.cancelled:
            return replace(result, stopped=True)
        job.progress(place, len(incoming.patients), patient.family)
        result = _kept(result, patient, partial(_keep, path, patient, meeting_id, tasks, services))
    return result


def _keep(
    path: Path, patient: IncomingPatient, meeting_id: str, tasks: Tasks, services: Services
) -> Imported:
    return tasks.in_store_lane(lambda: services.import_patient(str(path), patient, meeting_id))


def _kept(result: FileResult, patient: IncomingPatient, keep: Callable[[], Imported]) -> FileResult:
    name = f"{patient.family}, {patient.given}" if patient.given else patient.family
    try:
        imported = keep()
    except Refused as problem:
        return replace(result, warnings=(*result.warnings, f"{name[:LONGEST_WHO]}: {problem}"))
    except Exception as fault:
        # One patient on whom the program fails keeps no other out.
        return replace(result, warnings=(*result.warnings, f"{name[:LONGEST_WHO]}: {explain(fault).words}"))
    result = replace(
        result,
        warnings=(*result.warnings, *imported.warnings),
        opened=(*result.opened, (imported.patient_id, name)),
    )
    return result.counted(imported.state)
