"""A copy of a database holds every byte of every letter, and all that guards them; erased patients do not slip back."""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest
from postgres import MakeDatabase, binaries
from sqlalchemy import make_url, text
from store.kit import (
    BOARD,
    MEETING,
    PERSON,
    START,
    Kept,
    case,
    listing,
    patient,
    reopened,
    with_keys,
    with_owner,
)

from mdt_app.domain.cases import CaseState
from mdt_app.domain.letters.dispatch import Dispatch, Way
from mdt_app.domain.letters.letter import Letter, LetterPart, LetterState, Recipient
from mdt_app.keys import sidecar
from mdt_app.store.audit import verify
from mdt_app.store.backup import backup, restore
from mdt_app.store.checks import problems
from mdt_app.store.database import Database

LETTERS = 20
anna = partial(sidecar.unlock, user="owner", password="secret")


def fill(kept: Kept) -> Kept:
    """Patients with one issued, signed and sent letter each."""
    kept.put(BOARD, MEETING, PERSON)
    for number in range(1, LETTERS + 1):
        about = {"case_id": f"case-{number}", "patient_id": f"patient-{number}"}
        letter = Letter(
            id=f"letter-{number}", **about, listing_id=f"listing-{number}", level="primary", number="P1",
            recipient=Recipient(name="Dr. Maes"), state=LetterState.ISSUED, issued_by="anna", issued_at=START,
        )  # fmt: skip
        with kept.work() as work:
            work.put(patient(number))
            work.put(replace(case(number, number), state=CaseState.DECIDED))
            work.put(replace(listing(number), patient_id=about["patient_id"]))
            work.keep_letter_file(letter, LetterPart.CONTENT, os.urandom(9_000))
            letter = letter.stored_as(work.keep_letter_file(letter, LetterPart.PDF, os.urandom(70_000)), "1")
            digest = work.keep_letter_file(letter, LetterPart.SIGNED, os.urandom(90_000))
            work.put(letter.signed("Anna", START))
            work.put(
                Dispatch(
                    id=f"sent-{number}", **about, letter_id=letter.id, to_name="Dr. Maes", address=("Molenweg 3",),
                    how=Way.POST, at=START, by="anna", sha256=digest, signed=True,
                )
            )  # fmt: skip
            work.commit()
    return kept


def files(database: Database) -> dict[str, str]:
    """Id -> SHA-256 of the bytes themselves."""
    with database.engine.connect() as connection:
        rows = connection.execute(text("SELECT id, content FROM letter_file"))
        return {id: sha256(bytes(content)).hexdigest() for id, content in rows}


@pytest.fixture
def home(path: Path) -> Kept:
    database, _ = with_keys(path)
    return fill(Kept(database))


def test_a_backup_holds_every_byte_of_every_letter(home: Kept, tmp_path: Path) -> None:
    backup(home.database, tmp_path / "nightly")
    (tmp_path / "there").mkdir()
    restore(tmp_path / "nightly", tmp_path / "there" / "copy.mdt", anna)
    with closing(reopened(tmp_path / "there" / "copy.mdt")) as copy:
        assert files(copy) == files(home.database)
        assert len(files(copy)) == 3 * LETTERS
        assert problems(copy) == ()


def test_a_dump_of_a_server_holds_every_byte_and_every_right_and_guard(
    make_postgres_database: MakeDatabase, tmp_path: Path
) -> None:
    url, other = make_postgres_database(), make_postgres_database()
    with closing(with_owner(Database.create(url, user="owner", desk="desk-1"))) as database:
        fill(Kept(database))
        dump(url, tmp_path / "nightly.dump")
        put_back(tmp_path / "nightly.dump", other)
        with closing(Database.open(other, user="owner")) as copy:
            assert files(copy) == files(database)
            assert len(files(copy)) == 3 * LETTERS
            assert problems(copy) == ()
            assert verify(copy).intact


def dump(url: str, file: Path) -> None:
    server_program("pg_dump", url, "--format=custom", f"--file={file}")


def put_back(file: Path, url: str) -> None:
    server_program("pg_restore", url, "--exit-on-error", str(file), named="--dbname")


def server_program(name: str, url: str, *options: str, named: str = "--dbname") -> None:
    import subprocess

    address = make_url(url)
    where = [f"--host={address.host}", f"--port={address.port}", f"--username={address.username}"]
    done = subprocess.run(
        [str(binaries() / name), *where, f"{named}={address.database}", *options],
        env=os.environ | {"PGPASSWORD": address.password or ""}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_a_restored_backup_says_who_was_erased_since(home: Kept, tmp_path: Path) -> None:
    for number in (3, 5):
        if number == 5:
            backup(home.database, tmp_path / "nightly")
        with home.work() as work:
            work.erase(f"patient-{number}", "asked for")
            work.commit()
    path = home.database.path
    assert path is not None
    home.database.close()
    made = restore(tmp_path / "nightly", path, anna)
    assert made.returned == ("patient-5",)
    (tmp_path / "there").mkdir()
    assert restore(tmp_path / "nightly", tmp_path / "there" / "copy.mdt", anna).returned == ()


def test_a_backup_from_before_a_restore_of_something_damaged_is_put_back_all_the_same(
    home: Kept, tmp_path: Path
) -> None:
    backup(home.database, tmp_path / "nightly")
    path = home.database.path
    assert path is not None
    home.database.close()
    path.write_bytes(b"damaged")
    made = restore(tmp_path / "nightly", path, anna)
    assert (made.patients, made.returned) == (LETTERS, ())
