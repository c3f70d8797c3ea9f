"""Import takes files one by one: a bad one is named and leaves nothing, the others go on, and twice is once."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from cli.conftest import Run
from cli.kit import CHECKOUT, PASSWORD

from mdt_app.operations import importing

EXAMPLES = CHECKOUT / "examples"
FIXTURES = CHECKOUT.parent / "shared" / "fixtures"
FILE = {"path", "format", "patients", "created", "updated", "unchanged", "warnings", "error"}


def bundle(path: Path, family: str, number: str = "1234567", **more: Any) -> Path:
    """A FHIR bundle with one patient."""
    patient = {
        "resourceType": "Patient",
        "id": "p",
        "name": [{"family": family, "given": ["Anna"]}],
        "birthDate": "1950-03-12",
        "identifier": [{"system": "urn:x", "value": number}] if number else [],
    }
    document = {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": patient | more}]}
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def worklist(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(("family name;given name;birth date;diagnosis", *rows)), encoding="utf-8")
    return path


def names(mdt: Run) -> list[str]:
    return [one["name"] for one in mdt("--json", "patients").json]


def test_every_example_is_read_and_the_second_time_nothing_changes(empty: Path, mdt: Run) -> None:
    paths = [EXAMPLES / name for name in ("one-patient.json", "worklist.csv", "worklist.xlsx")]
    first, second = mdt("--json", "import", *paths), mdt("--json", "import", *paths)
    assert first.code == second.code == 0
    assert [one["format"] for one in first.json["files"]] == ["fhir", "csv", "xlsx"]
    for file, again in zip(first.json["files"], second.json["files"], strict=True):
        assert set(file) >= FILE
        assert file["patients"] == file["created"] + file["updated"] + file["unchanged"] > 0
        assert again["unchanged"] == again["patients"] == file["patients"]


@pytest.mark.skipif(not FIXTURES.is_dir(), reason="the development fixtures are not here")
def test_the_development_fixtures_change_nothing_the_second_time(empty: Path, mdt: Run) -> None:
    paths = sorted(FIXTURES.rglob("*.json"))
    mdt("import", *paths)
    changes = mdt("--json", "audit", "verify").json["changes"]
    again = mdt("--json", "import", *paths)
    assert again.code == 0
    assert all(one["unchanged"] == one["patients"] == 1 for one in again.json["files"])
    assert mdt("--json", "audit", "verify").json == {"changes": changes, "intact": True, "first_broken": None}


def test_a_broken_file_in_a_batch_leaves_the_others_imported(empty: Path, mdt: Run, tmp_path: Path) -> None:
    good, other = bundle(tmp_path / "good.json", "Maes"), bundle(tmp_path / "other.json", "Nijs", "7654321")
    cut = tmp_path / "cut.json"
    cut.write_text(good.read_text()[:-20])
    ran = mdt("--json", "import", good, cut, tmp_path / "none.csv", tmp_path, other)
    assert ran.code == 1
    errors = [one["error"] for one in ran.json["files"]]
    assert [bool(one) for one in errors] == [False, True, True, True, False]
    assert ran.sentences == [one for one in errors if one]
    assert "cut.json: line 1, column" in errors[1]
    assert names(mdt) == ["Maes, Anna", "Nijs, Anna"]


def test_import_makes_a_file_that_is_not_there_with_the_first_patient(
    mdt: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MDT_PASSWORD", PASSWORD)
    path = tmp_path / "made.db"
    assert mdt("--database", path, "import", tmp_path / "none.csv").code == 1
    assert not path.exists()
    ran = mdt("--json", "--database", path, "import", bundle(tmp_path / "one.json", "Maes"))
    assert ran.code == 0
    assert ran.json["recovery_key"].count("-") == 7
    assert mdt("--json", "--database", path, "patients").json[0]["name"] == "Maes, Anna"


def test_a_corrected_resource_updates_its_patient(empty: Path, mdt: Run, tmp_path: Path) -> None:
    path = bundle(tmp_path / "one.json", "Maes")
    mdt("import", path)
    (file,) = mdt("--json", "import", bundle(path, "Maes-Claes")).json["files"]
    assert (file["updated"], file["created"]) == (1, 0)
    assert names(mdt) == ["Maes-Claes, Anna"]


def test_the_same_patient_under_another_number_is_shown_and_not_merged(
    empty: Path, mdt: Run, tmp_path: Path
) -> None:
    mdt("import", bundle(tmp_path / "one.json", "Maes"))
    (file,) = mdt("--json", "import", bundle(tmp_path / "two.json", "MAES", "7777777")).json["files"]
    assert file["created"] == 1
    assert any("looks like a patient already kept" in one for one in file["warnings"])
    assert len(names(mdt)) == 2


def test_a_patient_without_any_number_is_known_by_his_own_row(empty: Path, mdt: Run, tmp_path: Path) -> None:
    path = worklist(
        tmp_path / "list.csv", "Maes;Jan;1950-03-12;Lung cancer", "Nijs;Eva;1961-04-01;Colon cancer"
    )
    mdt("import", path)
    copy = Path(shutil.copyfile(path, tmp_path / "copy.csv"))
    for same in (path, copy, bundle(tmp_path / "one.json", "Wouters", "")):
        mdt("import", same)
    (file, one) = mdt("--json", "import", path, tmp_path / "one.json").json["files"]
    assert (file["unchanged"], one["unchanged"]) == (2, 1)
    other = worklist(tmp_path / "other.csv", "Maes;Jan;1950-03-12;Melanoma")
    (file,) = mdt("--json", "import", other).json["files"]
    assert file["created"] == 1
    assert any("not merged" in one for one in file["warnings"])


def test_each_patient_is_listed_on_the_meeting_that_is_named_once(
    demo: Path, mdt: Run, tmp_path: Path
) -> None:
    meeting = next(one for one in mdt("--json", "meetings").json if one["state"] == "planned")
    path = bundle(tmp_path / "one.json", "Maes")
    assert mdt("import", path, "--meeting", meeting["id"]).code == 0
    assert mdt("import", path, "--meeting", meeting["id"]).code == 0
    agenda = mdt("--json", "agenda", meeting["id"]).json["cases"]
    assert [one["patient"]["name"] for one in agenda].count("Maes, Anna") == 1
    assert len(agenda) == meeting["cases"] + 1


def test_a_closed_meeting_refuses_an_import_before_anything_is_kept(
    demo: Path, mdt: Run, tmp_path: Path
) -> None:
    meeting = next(one for one in mdt("--json", "meetings").json if one["state"] == "closed")
    before = mdt("--json", "patients").json
    ran = mdt("--json", "import", bundle(tmp_path / "one.json", "Maes"), "--meeting", meeting["id"])
    assert ran.code == 1
    assert "closed" in ran.sentences[0]
    assert mdt("--json", "patients").json == before


def test_names_of_every_kind_are_kept_as_they_are(empty: Path, mdt: Run, tmp_path: Path) -> None:
    hostile = ["<b>Bold</b> & Co", "\u200fשרה", "Łódź 🙂", "O'Brien; DROP TABLE patient", "x" * 300]
    for number, family in enumerate(hostile):
        mdt("import", bundle(tmp_path / "one.json", family, f"12345{number}"))
    assert sorted(names(mdt)) == sorted(f"{family}, Anna" for family in hostile)


def test_one_patient_on_whom_the_program_fails_keeps_no_other_out(
    empty: Path, mdt: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = importing.keep_facts

    def failing(work: Any, patient: importing.Patient, *more: Any) -> list[str]:
        if not patient.family.startswith("Bad"):
            return facts(work, patient, *more)
        raise RuntimeError("unforeseen")

    monkeypatch.setattr(importing, "keep_facts", failing)
    path = worklist(
        tmp_path / "list.csv", "Bad;Luck;1950-03-12;Lung cancer", "Good;Luck;1961-04-01;Colon cancer"
    )
    ran = mdt("--json", "import", path)
    (file,) = ran.json["files"]
    assert ran.code == 1
    assert (file["created"], len(ran.sentences)) == (1, 1)
    assert "Bad, Luck" in file["error"]
    assert names(mdt) == ["Good, Luck"]


ASKING = ("checklist", "criteria", "prompts")


@pytest.mark.parametrize("command", ASKING)
def test_a_record_as_known_before_its_import_is_told_to_be_half(
    tmp_path: Path, empty: Path, mdt: Run, command: str
) -> None:
    ecog = {"resourceType": "Observation", "id": "o", "status": "final", "effectiveDateTime": "2026-03-02"}
    ecog |= {"code": {"coding": [{"system": "http://loinc.org", "code": "89247-1"}]}, "valueInteger": 2}
    grown = {"resourceType": "Observation", "id": "g", "status": "final", "effectiveDateTime": "2026-03-03"}
    grown |= {
        "code": {"coding": [{"system": "urn:mdt:fact", "code": "progression"}]},
        "issued": "2026-03-04T10:00:00Z",
    }
    path = bundle(tmp_path / "one.json", "Peeters")
    document = json.loads(path.read_text())
    document["entry"] += [
        {"resource": one | {"subject": {"reference": "Patient/p"}}} for one in (ecog, grown)
    ]
    path.write_text(json.dumps(document))
    mdt("import", path)
    (patient,) = mdt("--json", "patients").json
    before = mdt("--json", command, patient["id"], "--known-on", "2026-03-10")
    assert before.code == 0
    (sentence,) = before.sentences
    assert "Of this patient's 2 statements 1 bears no recording day of its own" in sentence
    after = mdt("--json", command, patient["id"], "--known-on", "2999-01-01")
    assert (after.code, after.err) == (0, "")
    if command != "prompts":
        assert (before.json["read_in"]["statements"], before.json["read_in"]["undated"]) == (2, 1)
        assert after.json["read_in"] is None
