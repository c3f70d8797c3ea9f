"""A record leaves as one file and means the same where it is taken in; nothing else is ever written over."""

from __future__ import annotations

import json
import os
import shutil
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cli.conftest import Run
from cli.kit import CHECKOUT

EXAMPLE = CHECKOUT / "examples" / "one-patient.json"
TODAY = datetime.now().astimezone().date()
QUESTIONS = ("checklist", "criteria", "prompts")


@pytest.fixture
def elsewhere(empty_once: Path, tmp_path: Path) -> Path:
    """An empty database of somebody else."""
    path = tmp_path / "elsewhere.db"
    for ending in ("", ".keys"):
        shutil.copy2(empty_once.with_name(empty_once.name + ending), path.with_name(path.name + ending))
    return path


def ids(mdt: Run, *database: object) -> dict[str, str]:
    return {one["name"]: one["id"] for one in mdt("--json", *database, "patients").json}


def answers(mdt: Run, id: str, *options: object, database: Path | None = None) -> list[Any]:
    where = ("--database", database) if database else ()
    found = [mdt("--json", *where, ask, id, *options).json for ask in QUESTIONS]
    return [one if isinstance(one, list) else {**one, "patient": ""} for one in found]


def test_each_patient_of_the_demo_gets_the_same_answers_in_an_empty_database(
    demo: Path, elsewhere: Path, mdt: Run, tmp_path: Path
) -> None:
    path = tmp_path / "sent.json"
    for name, id in ids(mdt).items():
        sent = mdt("--json", "export", id, "--fhir", path)
        assert (sent.code, sent.json["path"], sent.json["resources"]["Patient"]) == (0, str(path), 1)
        for state in ("created", "unchanged"):
            (file,) = mdt("--json", "--database", elsewhere, "import", path).json["files"]
            assert (file["error"], file[state]) == (None, 1)
        there = ids(mdt, "--database", elsewhere)[name]
        for days in (0, -365, 30):
            on = ("--on", TODAY + timedelta(days=days))
            assert answers(mdt, there, *on, database=elsewhere) == answers(mdt, id, *on), (name, days)
        path.unlink()


def test_the_counts_are_those_of_the_file(demo: Path, mdt: Run, tmp_path: Path) -> None:
    path = tmp_path / "sent.json"
    counts = mdt("--json", "export", next(iter(ids(mdt).values())), "--fhir", path).json["resources"]
    document = json.loads(path.read_text())
    kinds = [entry["resource"]["resourceType"] for entry in document["entry"]]
    assert {kind: kinds.count(kind) for kind in kinds} == counts
    assert len({entry["fullUrl"] for entry in document["entry"]}) == len(kinds)
    assert os.name == "nt" or path.stat().st_mode & 0o777 == 0o600


def test_every_reference_of_the_file_leads_to_something_in_it(demo: Path, mdt: Run, tmp_path: Path) -> None:
    path = tmp_path / "sent.json"
    for id in ids(mdt).values():
        mdt("export", id, "--fhir", path)
        document = json.loads(path.read_text())
        there = {entry["fullUrl"] for entry in document["entry"]}
        assert set(references(document)) <= there


def references(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [value["reference"]] if isinstance(value.get("reference"), str) else []
        return own + [found for one in value.values() for found in references(one)]
    return [found for one in value for found in references(one)] if isinstance(value, list) else []


def test_a_file_that_is_something_else_is_not_written_over(demo: Path, mdt: Run, tmp_path: Path) -> None:
    first, second = list(ids(mdt).values())[:2]
    path = tmp_path / "sent.json"
    path.write_text("my thesis")
    ran = mdt("--json", "export", first, "--fhir", path)
    assert (ran.code, path.read_text()) == (1, "my thesis")
    assert ran.sentences == [
        f"{path} is already there and is no export of this patient. Choose another name."
    ]
    path.unlink()
    assert [mdt("export", first, "--fhir", path).code for _ in range(2)] == [0, 0]
    assert mdt("export", second, "--fhir", path).code == 1
    path.write_bytes(b"")
    assert mdt("export", second, "--fhir", path).code == 0


@pytest.mark.parametrize("place", ["board.db", "board.db.keys", "missing/sent.json", "."])
def test_a_place_that_cannot_hold_it_is_refused_in_a_sentence(
    demo: Path, mdt: Run, tmp_path: Path, place: str
) -> None:
    path = tmp_path / place
    before = path.read_bytes() if path.is_file() else b""
    ran = mdt("--json", "export", next(iter(ids(mdt).values())), "--fhir", path)
    assert (ran.code, len(ran.sentences)) == (1, 1)
    assert path.name in ran.sentences[0]
    assert (path.read_bytes() if path.is_file() else b"") == before
    assert not list(tmp_path.glob(".*.part"))


def test_an_unknown_patient_is_refused_and_no_file_is_made(demo: Path, mdt: Run, tmp_path: Path) -> None:
    ran = mdt("export", "nobody", "--fhir", tmp_path / "sent.json")
    assert (ran.code, len(ran.sentences)) == (1, 1)
    assert not (tmp_path / "sent.json").exists()


def test_the_example_patient_comes_back_whole(empty: Path, elsewhere: Path, mdt: Run, tmp_path: Path) -> None:
    mdt("import", EXAMPLE)
    (id,) = ids(mdt).values()
    path = tmp_path / "sent.json"
    assert mdt("--json", "export", id, "--fhir", path).json["warnings"] == []
    assert mdt("--json", "import", path).json["files"][0]["unchanged"] == 1
    mdt("--database", elsewhere, "import", path)
    (there,) = ids(mdt, "--database", elsewhere).values()
    on = ("--on", TODAY, "--known-on", TODAY)
    assert answers(mdt, there, *on, database=elsewhere) == answers(mdt, id, *on)


def test_evidence_is_a_kind_a_day_and_a_plain_value(demo: Path, mdt: Run) -> None:
    for id in ids(mdt).values():
        elements, criteria, prompts = answers(mdt, id)
        shown = [one["evidence"] for one in elements["elements"]] + [
            one["facts"] for one in criteria["criteria"]
        ]
        for one in (fact for facts in (*shown, *(prompt["facts"] for prompt in prompts)) for fact in facts):
            assert set(one) == {"kind", "date", "value"}
            assert date.fromisoformat(one["date"])
            assert isinstance(one["value"], str | int | float)
        assert {"id", "domain", "status", "due", "why", "evidence"} <= set(elements["elements"][0])
        assert all({"id", "state", "facts", "decision"} <= set(one) for one in criteria["criteria"])
        assert all({"id", "text", "facts"} <= set(one) for one in prompts)
        assert (elements["on"], len(elements["elements"])) == (TODAY.isoformat(), 28)
        assert len(criteria["criteria"]) in (0, 11)
