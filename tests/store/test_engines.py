"""The local file is encrypted, private, durable, and opens only where that holds."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from postgres import MakeDatabase
from sqlalchemy import text
from store.kit import BOARD, KEY, MEETING, PERSON, Kept, case, discussion, listing, patient

from mdt_app.domain.errors import Refused
from mdt_app.domain.people import Patient
from mdt_app.notes.text import MergeText
from mdt_app.store import engines, local_file
from mdt_app.store.checks import problems
from mdt_app.store.database import Database

CANARY = "Xanthippe-Quagmire"
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="rights work otherwise there")


def side_files(path: Path) -> list[Path]:
    return sorted(path.parent.glob(path.name + "*"))


@POSIX
def test_nothing_written_is_readable_in_any_file_and_only_the_owner_may_look(local: Kept, path: Path) -> None:
    before = os.umask(0o022)
    try:
        local.put(
            BOARD, MEETING, PERSON, patient(family=CANARY), case(), listing(), discussion(dissent=CANARY)
        )
        with local.work() as work:
            work.append_note("listing-1", "discussion", MergeText().replace(0, 0, CANARY))
            work.commit()
    finally:
        os.umask(before)
    files = side_files(path)
    assert [one.name for one in files] == ["board.mdt", "board.mdt-shm", "board.mdt-wal"]
    for file in files:
        content = file.read_bytes()
        assert CANARY.encode() not in content
        assert CANARY.lower().encode() not in content
        assert b"SQLite format" not in content
        assert file.stat().st_mode & 0o777 == 0o600


@POSIX
def test_rights_that_were_too_wide_are_narrowed(local: Kept, path: Path) -> None:
    local.database.close()
    path.chmod(0o644)
    Database.open(path, KEY).close()
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_wrong_key_is_refused_in_words_and_quietly(
    local: Kept, path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(Refused, match=r"board\.mdt does not open with this key"):
        Database.open(path, bytes(32))
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0" + bytes(4096), b"nonsense" * 1000])
def test_what_is_no_database_of_ours_is_refused_in_words(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(Refused, match=r"does not open with this key|is empty"):
        Database.open(path, KEY)


def test_a_flipped_bit_is_never_read_as_truth_and_a_check_finds_it(local: Kept, path: Path) -> None:
    for number in range(60):
        local.put(patient(number, family=f"Family {number}"))
    truth = names_in(local.database)
    local.database.close()
    whole = path.read_bytes()
    for place in range(100, len(whole), len(whole) // 12):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        refused = ""
        try:
            database = Database.open(path, KEY)
            with closing(database):
                assert problems(database)
                assert names_in(database) == truth
        except Refused as why:
            refused = str(why)
        assert not refused or "damaged" in refused or "does not open" in refused
    path.write_bytes(whole)
    with closing(Database.open(path, KEY)) as database:
        assert problems(database) == ()


def names_in(database: Database) -> list[str]:
    with database.reader() as reader:
        return [one.family for one in reader.find(Patient, order=("id",))]


def test_a_missing_file_is_not_made_by_opening_it(path: Path) -> None:
    with pytest.raises(Refused, match="no database at"):
        Database.open(path, KEY)
    assert not path.exists()


def test_an_existing_file_is_not_made_anew(local: Kept, path: Path) -> None:
    with pytest.raises(Refused, match="already there"):
        Database.create(path, KEY)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be made"):
        Database.create(tmp_path / "none" / "x.mdt", KEY)


def test_every_connection_is_durable_and_keeps_references(in_earnest: None, local: Kept) -> None:
    with local.database.engine.connect() as connection:
        said = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "temp_store")
        }
    assert said == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 10_000,
        "temp_store": 2,
    }


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 51, 1), (3, 51, 2)])
def test_an_sqlite_that_can_lose_commits_is_refused(version: tuple[int, ...]) -> None:
    with pytest.raises(Refused, match="can lose committed work"):
        local_file.require_new_enough(version)


def test_the_installed_sqlite_is_new_enough() -> None:
    from sqlcipher3 import dbapi2

    local_file.require_new_enough(dbapi2.sqlite_version_info)
    local_file.require_new_enough((3, 51, 3))


MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/x /home nfs4 rw 0 0
/dev/sdb /home/local xfs rw 0 0
//nas/share /mnt/my\\040share cifs rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [("/var", "ext4"), ("/home/anna", "nfs4"), ("/home/local/x", "xfs"), ("/mnt/my share/x", "cifs")],
)
def test_the_drive_under_a_folder_is_known(folder: str, kind: str) -> None:
    assert local_file.file_system_of(Path(folder), MOUNTS) == kind


def test_a_local_disk_is_not_taken_for_a_network_drive(tmp_path: Path) -> None:
    assert not local_file.is_on_network(tmp_path / "x.mdt")


@pytest.mark.parametrize("url", ["mysql://x/y", "http://x", "postgresql"])
def test_another_kind_of_address_is_refused(url: str) -> None:
    with pytest.raises(Refused, match="is not a database address"):
        engines.driver_url(url)


def test_a_server_that_is_not_there_is_said_in_words() -> None:
    with pytest.raises(Refused, match="cannot be reached"):
        Database.open("postgresql://nobody:x@127.0.0.1:1/none")


def test_a_database_that_the_server_does_not_have_is_said_in_words(
    make_postgres_database: MakeDatabase,
) -> None:
    with pytest.raises(Refused, match="no such database on the server"):
        Database.open(make_postgres_database().rpartition("/")[0] + "/none")


def test_the_system_library_of_sqlite_is_never_loaded(path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from mdt_app.store.database import Database;"
        "Database.create(Path(sys.argv[1]), bytes(32)).close();"
        "print('_sqlite3' in sys.modules, 'sqlalchemy.orm' in sys.modules)"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script, path], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "False"]


def test_a_full_pool_of_readers_does_not_keep_a_writer_waiting(local: Kept) -> None:
    with local.database.reader() as one, local.database.reader() as other:
        assert one.count(type(BOARD)) == other.count(type(BOARD)) == 0
        local.put(BOARD)
    with local.database.engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM board")) == 1
