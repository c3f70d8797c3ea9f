"""`doctor` says which figures this hospital changed, and what is wrong with a file that the program leaves out."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from cli.conftest import Run
from cli.kit import Ran

from mdt_app import paths

BROKEN = '[[item]]\ncode = "x"\n'


def check(ran: Ran, name: str) -> dict[str, object]:
    return next(one for one in ran.json["checks"] if one["name"] == name)


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_local_file_its_place_is_named(mdt: Run, user_folder: Path) -> None:
    found = check(mdt("--json", "doctor"), "Local figures")
    assert found["ok"] is True
    assert str(user_folder / "local.toml") in str(found["hint"])


def test_the_deviations_in_force_are_listed(mdt: Run, user_folder: Path) -> None:
    written(user_folder, "local.toml", "[SYM-1]\ndays = 14\n\n[T1]\nsurvival_months = 6\n")
    hint = check(mdt("--json", "doctor"), "Local figures")["hint"]
    assert "SYM-1: Here: 14 days; the paper's model: 1 month." in str(hint)
    assert "T1: Here: a survival of 6 months or less" in str(hint)


def test_a_broken_local_file_is_told_and_takes_nothing_down(mdt: Run, user_folder: Path, demo: Path) -> None:
    written(user_folder, "local.toml", "[SYM-1]\ndays = 0\n")
    found = check(mdt("--json", "doctor"), "Local figures")
    assert found["ok"] is False
    assert "local.toml, line 2: SYM-1:" in str(found["hint"])
    (patient, *_) = mdt("--json", "patients").json
    elements = mdt("--json", "checklist", patient["id"]).json["elements"]
    assert len(elements) == 28
    assert not any(one["local"] for one in elements)


def test_a_deviation_is_said_beside_the_element_that_it_changes(
    mdt: Run, user_folder: Path, demo: Path
) -> None:
    written(user_folder, "local.toml", '[SYM-1]\ndays = 14\nreason = "two weeks"\n')
    (patient, *_) = mdt("--json", "patients").json
    elements = {one["id"]: one for one in mdt("--json", "checklist", patient["id"]).json["elements"]}
    assert elements["SYM-1"]["local"] == [
        {"of": "SYM-1", "here": "14 days", "model": "1 month", "reason": "two weeks"}
    ]
    assert elements["SYM-2"]["local"] == []


def test_a_broken_instrument_is_left_out_alone_and_told(mdt: Run, user_folder: Path, demo: Path) -> None:
    written(user_folder / "instruments", "ours.toml", BROKEN)
    found = check(mdt("--json", "doctor"), "Content files")
    assert found["ok"] is False
    assert "ours.toml, line" in str(found["hint"])
    (patient, *_) = mdt("--json", "patients").json
    assert len(mdt("--json", "checklist", patient["id"]).json["elements"]) == 28


def test_the_program_that_reaches_cards_is_named_without_asking_a_card(
    mdt: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = tmp_path / "cards.so"
    monkeypatch.setenv("MDT_PKCS11", str(module))
    missing = check(mdt("--json", "doctor"), "Signing")
    assert (missing["ok"], "Correct MDT_PKCS11" in str(missing["hint"])) == (False, True)
    module.write_bytes(b"no library: it would not load")
    found = check(mdt("--json", "doctor"), "Signing")
    assert (found["ok"], str(module) in str(found["hint"])) == (True, True)


def test_without_any_card_program_letters_go_out_unsigned(mdt: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mdt_app.signing.modules.CANDIDATES", {"linux": ()})
    found = check(mdt("--json", "doctor"), "Signing")
    assert (found["ok"], "unsigned" in str(found["hint"])) == (True, True)


def test_shipped_content_that_cannot_be_read_is_told_in_words(
    mdt: Run, demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(paths.resources() / "content", tmp_path / "content")
    wrong = tmp_path / "content" / "criteria.toml"
    wrong.write_text(wrong.read_text(encoding="utf-8").replace('id = "T2"', 'id = "T3"'), encoding="utf-8")
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    found = check(mdt("--json", "doctor"), "Content files")
    assert str(found["hint"]).startswith("criteria.toml, line")
    ran = mdt("patients")
    assert ran.code == 1
    assert 'id "T3" is not known' in ran.sentences[0]
