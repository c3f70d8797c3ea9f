"""A backup holds all that was committed, and a restore either puts back all of it or touches nothing."""

from __future__ import annotations

import sys
import threading
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from store.kit import Desk, Kept, patient, reopened, with_keys

from mdt_app.domain.errors import Refused
from mdt_app.domain.people import Patient
from mdt_app.keys import sidecar
from mdt_app.store.audit import verify
from mdt_app.store.backup import backup, restore, sha256_of

Unlock = Callable[[Path], bytes]
anna: Unlock = partial(sidecar.unlock, user="owner", password="secret")


@pytest.fixture
def home(path: Path) -> Kept:
    database, _ = with_keys(path)
    kept = Kept(database)
    kept.put(patient(1), patient(2, family="Secret-Name"))
    return kept


def families(path: Path) -> list[str]:
    database = reopened(path)
    with database.reader() as reader:
        found = [one.family for one in reader.find(Patient, order=("id",))]
    database.close()
    return found


def test_a_backup_is_restored_elsewhere_with_its_keys(home: Kept, tmp_path: Path) -> None:
    file = tmp_path / "nightly.mdtbackup"
    made = backup(home.database, file)
    assert (made.path, made.patients, made.sha256) == (file, 2, sha256_of(file))
    to = tmp_path / "elsewhere" / "copy.mdt"
    to.parent.mkdir()
    assert restore(file, to, anna).patients == 2
    assert families(to) == ["Dubois", "Secret-Name"]
    database = reopened(to)
    assert verify(database).intact
    database.close()
    assert sorted(one.name for one in to.parent.iterdir()) == ["copy.mdt", "copy.mdt.keys"]


@pytest.mark.skipif(sys.platform == "win32", reason="rights work otherwise there")
def test_a_backup_is_private_and_encrypted(home: Kept, tmp_path: Path) -> None:
    file = tmp_path / "nightly"
    backup(home.database, file)
    assert b"Secret-Name" not in file.read_bytes()
    assert file.stat().st_mode & 0o777 == 0o600
    restore(file, tmp_path / "copy.mdt", anna)
    assert all(one.stat().st_mode & 0o777 == 0o600 for one in tmp_path.glob("copy*"))


def test_a_backup_taken_while_others_write_is_whole(home: Kept, tmp_path: Path) -> None:
    stop, written = threading.Event(), [0]

    def write() -> None:
        desk = Desk("writer")
        while not stop.is_set():
            number = 100 + written[0]
            with home.database.open_work(desk.command()) as work:
                work.put(patient(number))
                work.commit()
            written[0] += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for turn in range(5):
            acknowledged = written[0]
            made = backup(home.database, tmp_path / f"backup-{turn}")
            assert made.patients >= 2 + acknowledged
    finally:
        stop.set()
        writer.join()
    restore(tmp_path / "backup-4", tmp_path / "copy.mdt", anna)
    database = reopened(tmp_path / "copy.mdt")
    assert verify(database).intact
    database.close()


def test_what_a_restore_replaces_stays_beside_it_and_opens(home: Kept, path: Path, tmp_path: Path) -> None:
    backup(home.database, tmp_path / "old")
    home.put(patient(3, family="Later"))
    home.database.close()
    restore(tmp_path / "old", path, anna)
    assert families(path) == ["Dubois", "Secret-Name"]
    (aside,) = (one for one in path.parent.glob("board.mdt.replaced-*") if not one.name.endswith(".keys"))
    assert families(aside) == ["Dubois", "Secret-Name", "Later"]


def test_a_database_that_is_open_is_not_replaced(home: Kept, path: Path, tmp_path: Path) -> None:
    backup(home.database, tmp_path / "old")
    with pytest.raises(Refused, match="open in another program"):
        restore(tmp_path / "old", path, anna)
    home.put(patient(3))


def test_a_wrong_password_replaces_nothing(home: Kept, path: Path, tmp_path: Path) -> None:
    backup(home.database, tmp_path / "old")
    home.database.close()
    before = path.read_bytes()
    with pytest.raises(Refused, match="do not open"):
        restore(tmp_path / "old", path, partial(sidecar.unlock, user="owner", password="wrong"))
    assert path.read_bytes() == before
    assert sorted(one.name for one in tmp_path.iterdir() if not one.name.startswith("user")) == [
        "board.mdt",
        "board.mdt.keys",
        "old",
    ]


def test_every_damaged_backup_is_refused_and_replaces_nothing(home: Kept, path: Path, tmp_path: Path) -> None:
    backup(home.database, tmp_path / "old")
    home.database.close()
    whole, before = (tmp_path / "old").read_bytes(), path.read_bytes()
    pieces = [whole[: len(whole) // 2], b"", b"PK\x03\x04" + bytes(500), whole[:-30]]
    pieces += [
        whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :]
        for place in range(0, len(whole), max(1, len(whole) // 25))
    ]
    for number, piece in enumerate(pieces):
        damaged = tmp_path / f"damaged-{number}"
        damaged.write_bytes(piece)
        try:
            restore(damaged, tmp_path / f"copy-{number}.mdt", anna)
        except Refused:
            assert not list(tmp_path.glob(f"copy-{number}*"))
        else:
            assert families(tmp_path / f"copy-{number}.mdt") == ["Dubois", "Secret-Name"]
    assert path.read_bytes() == before


def test_a_zip_of_something_else_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("../../evil", "x")
    with pytest.raises(Refused, match="not one of our backups"):
        restore(tmp_path / "other.zip", tmp_path / "copy.mdt", anna)
    with pytest.raises(Refused, match="no backup at"):
        restore(tmp_path / "none", tmp_path / "copy.mdt", anna)


def test_a_backup_without_room_leaves_the_old_one(home: Kept, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="Nothing can be written"):
        backup(home.database, tmp_path / "no such folder" / "x")


def test_postgresql_is_backed_up_by_its_own_program(served: Kept, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="pg_dump"):
        backup(served.database, tmp_path / "x")


def test_the_recovery_key_restores_what_no_password_opens(path: Path, tmp_path: Path) -> None:
    database, recovery_key = with_keys(path)
    backup(database, tmp_path / "file")
    database.close()
    restore(
        tmp_path / "file",
        tmp_path / "copy.mdt",
        partial(sidecar.unlock_with_recovery, recovery_key=recovery_key),
    )
    reopened(tmp_path / "copy.mdt").close()
