"""A record leaves as one file, written whole; a file that is something else is never written over."""

from __future__ import annotations

import argparse
from pathlib import Path

from mdt_app import application
from mdt_app.cli_acts.opening import opened
from mdt_app.cli_acts.output import Output, write_whole
from mdt_app.domain.errors import Refused


def export(arguments: argparse.Namespace, output: Output) -> None:
    """Write one patient's record as a FHIR R4 bundle."""
    from mdt_app.exchange.outgoing.bundle import bundle
    from mdt_app.operations.exporting import outgoing_patient

    path: Path = arguments.fhir
    with opened(arguments) as app:
        application.require_apart(app.database, path)
        with app.reader() as reader:
            one = outgoing_patient(reader, arguments.patient, app.now())
        _require_free(path, one.patient.id)
        made = bundle(one, app.now().date())
        write_whole(path, made.content)
    warnings = list(made.warnings)
    if one.corrected:
        words = "1 statement was" if one.corrected == 1 else f"{one.corrected} statements were"
        warnings.append(
            f"{words} corrected or taken back since; the newest word is sent, the history stays here."
        )
    output.show(
        {"path": str(path), "resources": made.resources, "warnings": warnings},
        [f"{path}: {', '.join(f'{count} {kind}' for kind, count in made.resources.items())}.", *warnings],
    )


def _require_free(path: Path, patient_id: str) -> None:
    """Raises `Refused` for a file that is there, unless it is empty or an earlier export of the same patient."""
    from mdt_app.exchange.outgoing.bundle import is_sent

    if path.is_dir():
        raise Refused(f"{path} is a folder; name a file in it.")
    try:
        there = path.read_bytes() if path.exists() else b""
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror}.") from error
    if there and not is_sent(there, patient_id):
        raise Refused(f"{path} is already there and is no export of this patient. Choose another name.")
