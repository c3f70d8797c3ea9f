"""Whose word a statement is: of what a file brought its author there, else the file itself; never who read it in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from operations.kit import Team
from operations.test_exporting import MakeTeam, elsewhere, sent, take  # noqa: F401 - a fixture

from mdt_app.domain.facts import IMPORTED, Fact, Kind
from mdt_app.domain.people import Patient
from mdt_app.exchange.reading import read_file
from mdt_app.operations.facts import MarkElement, RecordFact
from mdt_app.operations.importing import ImportPatient, import_patient

NAMES = {"owner": "Lore Hermans"}
PATIENT = {"resourceType": "Patient", "id": "p", "name": [{"family": "Maes"}], "birthDate": "1951-03-12"}
DOCTOR = {
    "resourceType": "Practitioner",
    "id": "d",
    "name": [{"prefix": ["Dr."], "given": ["Jan"], "family": "Smet"}],
}
ECOG = {"coding": [{"system": "http://loinc.org", "code": "89247-1"}]}


def observation(**more: Any) -> dict[str, Any]:
    return {
        "resourceType": "Observation", "id": "o", "status": "final", "code": ECOG, "valueInteger": 2,
        "effectiveDateTime": "2026-03-02", "subject": {"reference": "Patient/p"}, **more,
    }  # fmt: skip


def imaging() -> dict[str, Any]:
    by = [{"display": "Dr. Scan"}]
    return {
        "resourceType": "ImagingStudy", "id": "i", "status": "available", "description": "CT", "interpreter": by,
        "started": "2026-03-03", "subject": {"reference": "Patient/p"},
    }  # fmt: skip


def brought(team: Team, folder: Path, *resources: dict[str, Any], name: str = "hospital.json") -> str:
    """The patient of a bundle, taken in; gives what became of him."""
    entries = [{"resource": one} for one in (PATIENT, *resources)]
    path = folder / name
    path.write_text(json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}))
    command = team.command(ImportPatient, source=str(path))
    return import_patient(command, read_file(path).patients[0], team.database.open_work).state


def said(team: Team, kind: Kind) -> Fact:
    (patient,) = team.find(Patient)
    with team.database.reader() as reader:
        return next(one for one in reader.facts([patient.id])[patient.id] if one.kind == kind)


def test_what_names_no_author_reads_as_the_import_that_it_is(both: Team, tmp_path: Path) -> None:
    brought(both, tmp_path, observation())
    fact = said(both, Kind.ECOG)
    assert fact.recorded_by == "import of hospital.json, read in by Lore Hermans"
    assert fact.recorder(NAMES) == fact.recorded_by
    assert fact.author(NAMES) == ""


def test_who_read_it_in_stands_in_the_chain_as_before(both: Team, tmp_path: Path) -> None:
    brought(both, tmp_path, observation(performer=[{"display": "Dr. Jan Smet"}]))
    fact = said(both, Kind.ECOG)
    with both.database.reader() as reader:
        assert {one.actor for one in reader.changes(entity_id=fact.id)} == {"owner"}


def test_the_author_whom_the_source_names_stands_for_it(both: Team, tmp_path: Path) -> None:
    named = observation(performer=[{"reference": "Practitioner/d"}, {"display": "Ward 4"}])
    brought(both, tmp_path, named, DOCTOR)
    fact = said(both, Kind.ECOG)
    assert fact.recorder(NAMES) == fact.author(NAMES) == "Dr. Jan Smet, Ward 4"


def test_the_same_file_twice_changes_nothing(both: Team, tmp_path: Path) -> None:
    resources = (observation(performer=[{"display": "Dr. Jan Smet"}]), imaging())
    assert brought(both, tmp_path, *resources) == "created"
    assert brought(both, tmp_path, *resources) == "unchanged"
    assert brought(both, tmp_path, *resources, name="again.json") == "unchanged"


def test_what_an_older_import_kept_under_the_account_reads_as_read_in_by_it(
    team: Team, tmp_path: Path
) -> None:
    brought(team, tmp_path, observation())
    new = said(team, Kind.ECOG)
    old = Fact(
        id="f", patient_id=new.patient_id, kind=new.kind, payload=new.payload, true_from=new.true_from,
        recorded_at=new.recorded_at, recorded_by="owner", source=IMPORTED,
    )  # fmt: skip
    assert old.recorder(NAMES) == "import of a file, read in by Lore Hermans"
    assert old.author(NAMES) == ""


def test_what_was_recorded_at_a_desk_is_the_word_of_its_account(both: Team) -> None:
    patient = both.patient()
    both.act(MarkElement, patient_id=patient, element="PSY-1", status="done")
    fact = said(both, Kind.ELEMENT)
    assert fact.recorder(NAMES) == fact.author(NAMES) == "Lore Hermans"


def test_sent_and_read_in_elsewhere_every_statement_keeps_who_stands_for_it(
    team: Team,
    elsewhere: MakeTeam,  # noqa: F811 - the fixture
    tmp_path: Path,
) -> None:
    brought(team, tmp_path, observation(), imaging())
    (patient,) = team.find(Patient)
    kept = said(team, Kind.ECOG)
    team.act(
        RecordFact, fact_id="own", patient_id=patient.id, kind=kept.kind, payload=kept.payload,
        true_from=kept.true_from, replaces=kept.id,
    )  # fmt: skip
    team.act(MarkElement, patient_id=patient.id, element="PSY-1", status="done")
    other = elsewhere()
    there = sent(team, patient.id, tmp_path)
    assert take(other, there).state == "created"
    assert said(other, Kind.ECOG).recorded_by == "Lore Hermans"
    assert said(other, Kind.ELEMENT).recorded_by == "Lore Hermans"
    assert said(other, Kind.IMAGING).recorded_by == "Dr. Scan"
    third = elsewhere()
    take(third, sent(other, other.find(Patient)[0].id, tmp_path))
    kinds = (Kind.ECOG, Kind.ELEMENT, Kind.IMAGING)
    assert [said(third, one).recorded_by for one in kinds] == [said(other, one).recorded_by for one in kinds]
    assert take(other, there).state == "unchanged"


def test_an_import_without_an_author_is_still_that_import_after_being_sent_on(
    team: Team,
    elsewhere: MakeTeam,  # noqa: F811 - the fixture
    tmp_path: Path,
) -> None:
    brought(team, tmp_path, observation())
    other = elsewhere()
    take(other, sent(team, team.find(Patient)[0].id, tmp_path))
    assert said(other, Kind.ECOG).recorded_by == "import of hospital.json, read in by Lore Hermans"
