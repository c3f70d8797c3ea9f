"""`mdt letters` writes what it says: the right levels, nothing to the dead, and bytes that match their hash."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cli.conftest import Run
from pypdf import PdfReader

from mdt_app.domain.letters.language import LANGUAGES

LETTER = {"path", "case", "patient", "level", "language", "pages", "state", "sha256"}
LEVELS = {"primary", "secondary", "tertiary", "patient"}


@pytest.fixture
def meeting(demo: Path, mdt: Run) -> str:
    """The closed meeting with most decided cases."""
    closed = [one for one in mdt("--json", "meetings").json if one["state"] == "closed"]
    return str(max(closed, key=lambda one: one["decided"])["id"])


def written(mdt: Run, meeting: str, out: Path, *options: str) -> list[dict[str, Any]]:
    ran = mdt("--json", "letters", meeting, "--out", out, *options)
    assert (ran.code, ran.err) == (0, "")
    return list(ran.json["letters"])


def test_every_decided_case_has_four_drafts_whose_bytes_match(mdt: Run, meeting: str, tmp_path: Path) -> None:
    letters = written(mdt, meeting, tmp_path / "out")
    cases = [one for one in mdt("--json", "agenda", meeting).json["cases"] if one["outcome"] == "discussed"]
    assert {one["case"] for one in letters} == {one["id"] for one in cases}
    for case in cases:
        assert {one["level"] for one in letters if one["case"] == case["id"]} == LEVELS
    for one in letters:
        pdf = Path(one["path"])
        assert set(one) >= LETTER
        assert one["state"] in ("draft", "reviewed", "issued")
        assert one["language"] in LANGUAGES
        assert sha256(pdf.read_bytes()).hexdigest() == one["sha256"]
        assert len(PdfReader(pdf).pages) == one["pages"]
    assert sorted(tmp_path.glob("out/*")) == sorted(Path(one["path"]) for one in letters)


def test_writing_them_again_gives_the_same_bytes_and_issues_nothing(
    mdt: Run, meeting: str, tmp_path: Path
) -> None:
    changes = mdt("--json", "audit", "verify").json["changes"]
    first, second = (written(mdt, meeting, tmp_path / name) for name in ("a", "b"))
    assert [one["sha256"] for one in first] == [one["sha256"] for one in second]
    assert mdt("--json", "audit", "verify").json["changes"] == changes


@pytest.mark.parametrize("level", sorted(LEVELS))
def test_one_level_alone_can_be_asked_for(mdt: Run, meeting: str, tmp_path: Path, level: str) -> None:
    letters = written(mdt, meeting, tmp_path, "--level", level)
    assert {one["level"] for one in letters} == {level}


@pytest.mark.parametrize(
    ("language", "word"), [("de", "Seite"), ("en", "page"), ("fr", "page 1 sur"), ("nl", "pagina")]
)
def test_every_letter_can_be_had_anew_in_another_language(
    mdt: Run, meeting: str, tmp_path: Path, language: str, word: str
) -> None:
    letters = written(mdt, meeting, tmp_path, "--language", language, "--level", "patient")
    assert {one["language"] for one in letters} == {language}
    assert all(word in (PdfReader(one["path"]).pages[0].extract_text()) for one in letters)


def test_a_draft_in_another_language_never_takes_the_place_of_the_letter(
    mdt: Run, meeting: str, tmp_path: Path
) -> None:
    letters = written(mdt, meeting, tmp_path)
    assert "issued" in {one["state"] for one in letters}
    for language in LANGUAGES:
        written(mdt, meeting, tmp_path, "--language", language)
    for one in letters:
        if one["state"] == "issued":
            assert sha256(Path(one["path"]).read_bytes()).hexdigest() == one["sha256"]


def test_a_language_without_letters_is_refused(mdt: Run, meeting: str, tmp_path: Path) -> None:
    ran = mdt("--json", "letters", meeting, "--out", tmp_path / "tr", "--language", "tr")
    assert ran.code == 2
    assert not (tmp_path / "tr").exists()


def test_who_has_died_meanwhile_gets_no_letter(mdt: Run, meeting: str, tmp_path: Path) -> None:
    letters = written(mdt, meeting, tmp_path / "before", "--level", "patient")
    patient = next(one for one in mdt("--json", "patients").json if one["id"] == letters[0]["patient"])
    bundle_about(tmp_path / "dead.json", patient, deceasedDateTime="2026-01-02")
    assert mdt("import", tmp_path / "dead.json").code == 0
    after = written(mdt, meeting, tmp_path / "after", "--level", "patient")
    assert [Path(one["path"]).name for one in after] == [
        Path(one["path"]).name for one in letters if one["patient"] != patient["id"]
    ]
    assert written(mdt, meeting, tmp_path / "primary", "--level", "primary")


def test_who_wants_no_letter_gets_none_until_a_later_yes(mdt: Run, meeting: str, tmp_path: Path) -> None:
    letters = written(mdt, meeting, tmp_path / "before", "--level", "patient")
    patient = next(one for one in mdt("--json", "patients").json if one["id"] == letters[0]["patient"])
    bundle_about(tmp_path / "none.json", patient, wants=("2026-10-02", False))
    assert mdt("import", tmp_path / "none.json").code == 0
    ran = mdt("--json", "letters", meeting, "--out", tmp_path / "after")
    assert ran.code == 0
    (said,) = ran.json["not_written"]
    assert (said["patient"], said["level"]) == (patient["id"], "patient")
    assert said["why"].endswith("wants none, said on 2026-10-02.")
    of_patient = [one["level"] for one in ran.json["letters"] if one["patient"] == patient["id"]]
    assert of_patient == ["primary", "secondary", "tertiary"]
    in_words = mdt("letters", meeting, "--out", tmp_path / "words", "--level", "patient").out
    assert f"Case {said['case_number']}: No letter to the patient: " in in_words
    bundle_about(tmp_path / "yes.json", patient, wants=("2026-10-03", True))
    assert mdt("import", tmp_path / "yes.json").code == 0
    back = written(mdt, meeting, tmp_path / "back", "--level", "patient")
    assert [Path(one["path"]).name for one in back] == [Path(one["path"]).name for one in letters]


def test_a_meeting_that_is_not_closed_has_no_letters_yet(demo: Path, mdt: Run, tmp_path: Path) -> None:
    planned = next(one["id"] for one in mdt("--json", "meetings").json if one["state"] == "planned")
    assert written(mdt, planned, tmp_path) == []


def test_a_folder_that_cannot_be_made_is_named(mdt: Run, meeting: str, demo: Path) -> None:
    ran = mdt("--json", "letters", meeting, "--out", demo)
    assert ran.code == 1
    assert str(demo) in ran.sentences[0]


def bundle_about(
    path: Path, patient: dict[str, Any], wants: tuple[str, bool] | None = None, **more: str
) -> None:
    """A bundle about a known patient: more of the patient, or on which day a letter was wanted or not."""
    import json

    family, _, given = patient["name"].partition(", ")
    said = {
        "resourceType": "Patient",
        "id": "p",
        "name": [{"family": family, "given": [given]}],
        "birthDate": patient["birth_date"],
        "identifier": [
            {
                "system": "https://www.ehealth.fgov.be/standards/fhir/core/NamingSystem/ssin",
                "value": next(one for one in patient["identifiers"] if len(one) == 11),
            }
        ],
        **more,
    }
    entries = [{"resource": said}]
    if wants is not None:
        answer = {
            "resourceType": "Observation",
            "id": f"letter-{wants[0]}",
            "status": "final",
            "subject": {"reference": "Patient/p"},
            "code": {"coding": [{"system": "urn:mdt:fact", "code": "patient-letter"}]},
            "effectiveDateTime": wants[0],
            "valueBoolean": wants[1],
        }
        entries.append({"resource": answer})
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": entries}
    path.write_text(json.dumps(bundle), encoding="utf-8")


def test_of_a_corrected_letter_the_newest_version_alone_is_had_anew(
    demo: Path, mdt: Run, tmp_path: Path
) -> None:
    closed = [one["id"] for one in mdt("--json", "meetings").json if one["state"] == "closed"]
    kept = {one: written(mdt, one, tmp_path / one, "--level", "primary") for one in closed}
    meeting, old = next(
        (id, one) for id, found in kept.items() for one in found if one["state"] == "superseded"
    )
    assert Path(old["path"]).parent == tmp_path / meeting / "superseded"
    beside = tmp_path / meeting / Path(old["path"]).name
    beside.write_bytes(Path(old["path"]).read_bytes())
    written(mdt, meeting, tmp_path / meeting, "--level", "primary")
    assert not beside.exists(), "as it was written before there was a newer version"
    assert Path(old["path"]).exists()
    anew = written(mdt, meeting, tmp_path / "anew", "--level", "primary", "--language", "nl")
    (mine,) = [one for one in anew if one["case"] == old["case"]]
    assert "-v2-" in mine["path"]
    assert mine["state"] == "draft"
