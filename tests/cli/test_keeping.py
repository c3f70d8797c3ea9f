"""Backup, restore, verify, init, upgrade and check say what they did, and find what is wrong."""

from __future__ import annotations

import shutil
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from cli.conftest import Run
from cli.kit import CHECKOUT, PASSWORD, PATIENTS, USER

from mdt_app.keys import sidecar
from mdt_app.store.database import Database
from mdt_app.store.schema import NEWEST

OLDEST = CHECKOUT / "tests" / "files" / "databases"
WHOLE = {"schema": NEWEST, "engine": "sqlite", "ok": True, "problems": []}
DAMAGES = {
    "The search does not know": "DELETE FROM patient_term WHERE patient_id = (SELECT max(id) FROM patient)",
    "is not what its": "UPDATE note SET text = 'something else' WHERE id = (SELECT max(id) FROM note)",
    "The record was altered": "UPDATE change SET actor = 'nobody' WHERE position = 1",
    "facts replace a fact that is not there": "UPDATE fact SET replaces = 'x' WHERE ordinal = 1",
    "facts name a case that is not there": "UPDATE fact SET case_id = 'x' WHERE ordinal = 1",
    "letter bear another patient": (
        "UPDATE letter SET patient_id = (SELECT max(p.id) FROM patient p WHERE p.id <> letter.patient_id)"
    ),
    "foreign key check": (
        "PRAGMA foreign_keys = OFF; DELETE FROM person WHERE id = (SELECT max(person_id) FROM membership)"
    ),
}


def altered(path: Path, *statements: str) -> None:
    """Alters a database file as somebody with its key would."""
    key = sidecar.unlock(sidecar.keys_path(path), USER, PASSWORD)
    with (
        closing(Database.open(path, key)) as database,
        database.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection,
    ):
        cursor = connection.connection.cursor()
        for statement in statements:
            cursor.execute(statement)


def test_a_backup_says_its_hash_and_how_many_patients(demo: Path, mdt: Run, tmp_path: Path) -> None:
    file = tmp_path / "nightly"
    made = mdt("--json", "backup", file).json
    assert made == {"path": str(file), "sha256": sha256(file.read_bytes()).hexdigest(), "patients": PATIENTS}


def test_a_restore_brings_back_what_was_there(demo: Path, mdt: Run, tmp_path: Path) -> None:
    file = tmp_path / "nightly"
    made = mdt("--json", "backup", file).json
    before = mdt("--json", "patients").json
    altered(demo, "UPDATE patient SET family = 'Nobody'")
    restored = mdt("--json", "restore", file).json
    aside = Path(restored.pop("replaced"))
    assert restored == made | {"path": str(demo)}
    kept = mdt("--json", "--database", aside, "patients").json
    assert len(kept) == PATIENTS
    assert all("Nobody" in one["name"] for one in kept)
    assert mdt("--json", "patients").json == before
    assert mdt("--json", "database", "check").json == WHOLE


def test_a_restore_says_where_what_it_replaced_lies(demo: Path, mdt: Run, tmp_path: Path) -> None:
    mdt("backup", tmp_path / "nightly")
    said = mdt("restore", tmp_path / "nightly").out
    (aside,) = (one for one in demo.parent.glob(f"{demo.name}.replaced-*") if one.suffix != ".keys")
    assert f"What it replaced is kept, with its keys: {aside}" in said
    assert aside.with_name(f"{aside.name}.keys").is_file()


def test_a_restore_puts_a_backup_where_nothing_is_any_more(demo: Path, mdt: Run, tmp_path: Path) -> None:
    mdt("backup", tmp_path / "nightly")
    to = tmp_path / "other machine" / "board.db"
    restored = mdt("--json", "--database", to, "restore", tmp_path / "nightly").json
    assert (restored["patients"], restored["replaced"]) == (PATIENTS, None)
    assert mdt("--database", to, "patients").code == 0


def test_a_damaged_backup_replaces_nothing(demo: Path, mdt: Run, tmp_path: Path) -> None:
    file = tmp_path / "nightly"
    mdt("backup", file)
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    before = demo.read_bytes()
    ran = mdt("--json", "restore", file)
    assert ran.code == 1
    assert "nothing was replaced" in ran.json["problems"][0]
    assert demo.read_bytes() == before


def test_a_wrong_password_names_the_backup(
    demo: Path, mdt: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mdt("backup", tmp_path / "nightly")
    monkeypatch.setenv("MDT_PASSWORD", "wrong")
    assert mdt("restore", tmp_path / "nightly").sentences == [
        f"The user name {USER} and this password do not open {tmp_path / 'nightly'}."
    ]


def test_a_backup_never_takes_the_databases_own_place(demo: Path, mdt: Run) -> None:
    for own in (demo, demo.with_name(demo.name + ".keys")):
        before = own.read_bytes()
        ran = mdt("backup", own)
        assert ran.code == 1
        assert "belongs to the database itself" in ran.err
        assert own.read_bytes() == before


def test_verify_counts_changes_and_finds_every_chain_intact(demo: Path, mdt: Run) -> None:
    found = mdt("--json", "audit", "verify")
    assert found.code == 0
    assert found.json["changes"] > 100
    assert (found.json["intact"], found.json["first_broken"]) == (True, None)


def test_an_altered_record_is_found_and_exits_with_1(demo: Path, mdt: Run) -> None:
    altered(demo, DAMAGES["The record was altered"])
    ran = mdt("--json", "audit", "verify")
    assert ran.code == 1
    assert ran.json["intact"] is False
    assert ran.json["first_broken"] in ran.sentences[0]


def test_a_whole_database_has_no_problems(demo: Path, mdt: Run) -> None:
    ran = mdt("--json", "database", "check")
    assert (ran.code, ran.json) == (0, WHOLE)


@pytest.mark.parametrize("words", DAMAGES)
def test_a_check_says_what_is_wrong(demo: Path, mdt: Run, words: str) -> None:
    altered(demo, *DAMAGES[words].split("; "))
    ran = mdt("--json", "database", "check")
    assert ran.code == 1
    assert ran.json["ok"] is False
    assert ran.sentences == ran.json["problems"]
    assert any(words in one for one in ran.sentences)


def test_init_makes_a_database_once(mdt: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MDT_PASSWORD", PASSWORD)
    path = tmp_path / "folder" / "new.db"
    made = mdt("--json", "--database", path, "--as", "anna", "database", "init")
    assert made.code == 0
    assert made.json.pop("recovery_key").count("-") == 7
    assert made.json.items() >= WHOLE.items()
    assert mdt("--database", path, "patients").code == 0
    again = mdt("--json", "--database", path, "--as", "anna", "database", "init")
    assert again.code == 1
    assert (again.json["ok"], len(again.json["problems"])) == (False, 1)


def test_init_without_a_password_makes_nothing(mdt: Run, tmp_path: Path) -> None:
    ran = mdt("--json", "--database", tmp_path / "new.db", "database", "init")
    assert ran.code == 1
    assert not list(tmp_path.glob("new.db*"))


def test_upgrading_what_is_newest_changes_nothing(demo: Path, mdt: Run) -> None:
    assert mdt("--json", "database", "upgrade").json == WHOLE
    assert not list(demo.parent.glob("*before*"))


def test_a_newer_database_is_named_by_every_command(demo: Path, mdt: Run) -> None:
    altered(demo, "UPDATE alembic_version SET version_num = '9999'")
    for command in (("patients",), ("database", "check"), ("database", "upgrade")):
        ran = mdt("--json", *command)
        assert ran.code == 1
        assert "newer program" in ran.sentences[0]
    assert mdt("--json", "database", "check").json["schema"] == "9999"


def test_the_doctor_looks_at_each_thing_alone(demo: Path, mdt: Run) -> None:
    ran = mdt("--json", "doctor")
    assert ran.code == 0
    assert all(set(one) == {"name", "ok", "hint"} and one["ok"] and one["hint"] for one in ran.json["checks"])
    sidecar.keys_path(demo).unlink()
    ill = mdt("--json", "doctor")
    assert ill.code == 1
    assert [one["name"] for one in ill.json["checks"] if not one["ok"]] == ["Database"]
    assert len(ill.sentences) == 1


def test_an_older_database_is_upgraded_by_its_account(
    mdt: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "board.db"
    for ending in ("", ".keys"):
        shutil.copyfile(OLDEST / f"0001.mdt{ending}", tmp_path / f"board.db{ending}")
    monkeypatch.setenv("MDT_PASSWORD", "an old but good password")
    there = ("--json", "--database", path, "--as", "keeper")
    assert "Run `mdt database upgrade` first" in mdt(*there, "database", "check").json["problems"][0]
    assert mdt(*there, "database", "upgrade").json == WHOLE
    assert mdt(*there, "database", "check").json == WHOLE
