"""Old databases open, newer ones are left alone, and the tables are what the migrations made."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from store.kit import KEY, Kept, reopened, with_keys
from store.make_old_database import PASSWORD, USER, ecog, things

from mdt_app.domain.errors import Refused
from mdt_app.keys import sidecar
from mdt_app.store import schema, tables
from mdt_app.store.audit import verify
from mdt_app.store.checks import problems
from mdt_app.store.database import Database

DATABASES = Path(__file__).parents[1] / "files" / "databases"


@pytest.mark.parametrize("released", schema.KNOWN)
def test_a_database_of_every_released_schema_opens_with_all_that_is_in_it(
    released: str, tmp_path: Path
) -> None:
    path = tmp_path / "old.mdt"
    for ending in ("", ".keys"):
        shutil.copyfile(DATABASES / f"{released}.mdt{ending}", path.with_name(path.name + ending))
    key = sidecar.unlock(sidecar.keys_path(path), USER, PASSWORD)
    assert Database.upgrade(path, key) == schema.NEWEST
    database = Database.open(path, key)
    with database.reader() as reader:
        assert tuple(reader.get(type(thing), thing.id) for thing in things()) == things()  # type: ignore[attr-defined]
        assert reader.facts(["patient-1"]) == {"patient-1": (ecog(),)}
        assert reader.note("listing-1", "discussion") == "Écrit en 2026 👍"
        assert reader.search("50.03.12 lefevre") == ("patient-1",)
    assert verify(database).intact
    assert problems(database) == ()
    database.close()


def test_the_migrations_make_exactly_the_tables(kept: Kept) -> None:
    with kept.database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": kept.database.path is None})
        assert compare_metadata(context, tables.metadata) == []


def test_every_migration_is_a_known_schema(local: Kept) -> None:
    with local.database.engine.connect() as connection:
        script = ScriptDirectory.from_config(schema.configuration(connection))
    assert tuple(one.revision for one in reversed(list(script.walk_revisions()))) == schema.KNOWN


def test_a_newer_database_is_refused_in_words_and_untouched(kept: Kept) -> None:
    with kept.database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    where = kept.database.path or kept.database.engine.url.render_as_string(hide_password=False)
    with pytest.raises(Refused, match=r"schema 9999 of a newer program"):
        Database.open(where, KEY)
    with pytest.raises(Refused, match=r"newer program"):
        schema.upgrade(kept.database.engine)


def test_an_empty_database_says_what_to_do(path: Path) -> None:
    path.touch()
    with pytest.raises(Refused, match=r"empty.*mdt database init"):
        Database.open(path, KEY)


def test_upgrading_twice_is_harmless(kept: Kept) -> None:
    assert schema.upgrade(kept.database.engine) == schema.NEWEST


def test_an_older_database_is_copied_with_its_keys_before_it_is_changed(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, _ = with_keys(path)
    now, later = schema.NEWEST, f"{int(schema.NEWEST) + 1:04}"
    monkeypatch.setattr(schema, "KNOWN", (*schema.KNOWN, later))
    monkeypatch.setattr(schema, "NEWEST", later)
    with pytest.raises(Refused, match=rf"older schema {now}. Run `mdt database upgrade`"):
        reopened(path)
    copy = schema.keep_old(database.engine, path)
    database.close()
    monkeypatch.undo()
    assert copy == path.with_name(f"board.mdt.before-{later}")
    reopened(copy).close()


def test_every_row_about_a_person_carries_that_persons_id() -> None:
    about_people = {
        "patient", "identifier", "case", "listing", "discussion", "recommendation", "attendance", "letter", "fact",
        "note", "note_update", "change", "read_log", "patient_term", "standing", "wait", "command",
        "request", "need", "invitation", "dispatch", "letter_file",
    }  # fmt: skip
    carrying = {table.name for table in tables.metadata.tables.values() if "patient_id" in table.c}
    assert carrying == about_people
    for name in about_people:
        assert not tables.metadata.tables[name].c.patient_id.nullable
        assert (
            "case_id" not in tables.metadata.tables[name].c
            or not tables.metadata.tables[name].c.case_id.nullable
        )


def test_clinical_statements_are_facts_and_not_columns() -> None:
    clinical = {"ecog", "stage", "diagnosis", "karnofsky", "prognosis", "treatment"}
    for name in ("patient", "case"):
        assert not clinical & {column.name for column in tables.metadata.tables[name].c}


def test_migrations_import_nothing_of_ours() -> None:
    for file in (schema.MIGRATIONS / "versions").glob("v*.py"):
        assert "mdt_app" not in file.read_text(encoding="utf-8")
