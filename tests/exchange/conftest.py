"""Small FHIR files written for a test and read back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mdt_app.domain.incoming import IncomingFile
from mdt_app.exchange.reading import read_file

PATIENT = {
    "resourceType": "Patient",
    "id": "p",
    "name": [{"family": "Peeters", "given": ["Ann"]}],
    "birthDate": "1950-04-01",
    "gender": "female",
}

ReadBundle = Callable[..., IncomingFile]
ReadBytes = Callable[..., IncomingFile]


@pytest.fixture
def read_bytes(tmp_path: Path) -> ReadBytes:
    """Reads bytes or text as a file of a name."""

    def read(content: bytes | str, name: str = "file.json", **arguments: Any) -> IncomingFile:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_file(path, **arguments)

    return read


@pytest.fixture
def read_bundle(read_bytes: ReadBytes) -> ReadBundle:
    """Reads one patient with resources that name her, unless `patient` is given; `bundle` adds to the Bundle."""

    def read(
        *resources: dict[str, Any], patient: dict[str, Any] | None = None, **bundle: Any
    ) -> IncomingFile:
        entries = []
        for number, resource in enumerate([patient or PATIENT, *resources]):
            about = (
                "patient"
                if resource["resourceType"] in ("AllergyIntolerance", "RelatedPerson")
                else "subject"
            )
            if number and resource["resourceType"] not in _UNBOUND and about not in resource:
                resource = {about: {"reference": "Patient/p"}, **resource}
            entries.append({"resource": {"id": f"r{number}", **resource}})
        return read_bytes(
            json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries, **bundle})
        )

    return read


_UNBOUND = ("Patient", "Practitioner", "PractitionerRole", "Organization", "Appointment", "Claim", "Location")
