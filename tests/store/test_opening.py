"""Who makes a database is its first account, and each account opens it with its own password."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from memory_keyring import MemoryKeyring
from postgres import MakeDatabase
from sqlalchemy import text
from store.kit import BOARD, Desk, Kept, patient

from mdt_app.domain.accounts import Account, Right
from mdt_app.domain.errors import Refused
from mdt_app.domain.people import Patient
from mdt_app.keys import sidecar
from mdt_app.keys.wrapping import Cost
from mdt_app.store import postgres
from mdt_app.store.database import Database
from mdt_app.store.opening import (
    create_local,
    create_served,
    open_local,
    open_served,
    upgrade_local,
    upgrade_served,
)

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def never_asked() -> str:
    raise AssertionError("the password was asked for")


def make(path: Path) -> tuple[Database, str]:
    made = create_local(path, user="anna", name="Anna", password="secret", at=NOW, cost=CHEAP)
    return made.database, made.recovery_key


def test_the_owner_may_do_everything_from_the_first_moment(path: Path) -> None:
    database, _ = make(path)
    with database.open_work(Desk("x").command(actor="anna")) as work:
        assert work.account.roles == ("owner",)
        for right in Right:
            work.require(right)
    with database.reader() as reader:
        (change,) = reader.changes()
    assert (change.command, change.actor, change.entity) == ("CreateDatabase", "anna", "account")
    assert database.id == sidecar.read(sidecar.keys_path(path)).database
    assert not database.demo
    database.mark_demo()
    assert database.demo
    database.close()


def test_it_opens_with_the_password_and_with_the_recovery_key(path: Path) -> None:
    database, recovery_key = make(path)
    database.close()
    open_local(path, user="anna", password=lambda: "secret").close()
    Database.open(path, sidecar.unlock_with_recovery(sidecar.keys_path(path), recovery_key)).close()
    with pytest.raises(Refused, match="do not open"):
        open_local(path, user="anna", password=lambda: "wrong")


def test_a_keyring_that_remembers_the_key_saves_the_password(
    path: Path, memory_keyring: MemoryKeyring
) -> None:
    database, _ = make(path)
    database.close()
    open_local(path, user="anna", password=lambda: "secret", remember=True).close()
    open_local(path, user="anna", password=never_asked).close()


def test_a_database_that_could_not_be_made_leaves_nothing(path: Path) -> None:
    with pytest.raises(Refused, match="empty password"):
        create_local(path, user="anna", name="Anna", password="", at=NOW, cost=CHEAP)
    with pytest.raises(ValueError, match="time zone"):
        create_local(path, user="anna", name="Anna", password="x", at=NOW.replace(tzinfo=None), cost=CHEAP)
    assert [one for one in path.parent.iterdir() if one.name.startswith("board")] == []
    path.write_text("mine")
    with pytest.raises(Refused, match="already there"):
        make(path)
    assert path.read_text() == "mine"


@pytest.mark.parametrize("user", ["", " anna", "a\nb", "x" * 64])
def test_a_user_name_is_plain(path: Path, user: str) -> None:
    with pytest.raises(Refused, match="user name"):
        create_local(path, user=user, name="Anna", password="secret", at=NOW, cost=CHEAP)


def test_upgrading_a_new_file_changes_nothing(path: Path) -> None:
    database, _ = make(path)
    database.close()
    assert upgrade_local(path, user="anna", password=lambda: "secret") == "0001"
    assert sorted(one.name for one in path.parent.glob("board*")) == ["board.mdt", "board.mdt.keys"]


@pytest.fixture
def server(make_postgres_database: MakeDatabase) -> str:
    return make_postgres_database()


def test_on_postgresql_the_first_account_is_a_role_that_works(server: str) -> None:
    user = f"anna {server[-8:]}"
    made = create_served(server, user=user, name="Anna", password="se'cret%", at=NOW, desk="d")
    kept = Kept(made.database)
    with made.database.open_work(Desk("x").command(actor=user)) as work:
        assert set(work.account.roles) == {"administrator", "coordinator"}
        work.put(BOARD)
        work.put(patient())
        work.log_read("patient-1", "looked")
        assert work.commit()
        assert work.search("dub") == ("patient-1",)
    assert kept.get(Patient, "patient-1") == patient()
    made.database.close()
    with pytest.raises(Refused, match="does not know this user"):
        open_served(server, user=user, password="wrong")
    assert upgrade_served(server) == "0001"
    open_served(server, user=user, password="se'cret%").close()
    drop(server, user)


def test_a_role_cannot_change_what_is_only_added_to(server: str) -> None:
    user = f"bert-{server[-8:]}"
    made = create_served(server, user=user, name="Bert", password="x", at=NOW)
    for statement in (
        "UPDATE change SET actor = 'x'",
        "DELETE FROM patient",
        "DELETE FROM change",
        "DROP TABLE meta",
    ):
        with (
            pytest.raises(Exception, match=r"permission denied|must be owner"),
            made.database.engine.begin() as one,
        ):
            one.execute(text(statement))
    made.database.close()
    drop(server, user)


def test_a_role_without_an_account_sees_nobody(server: str) -> None:
    user = f"carl-{server[-8:]}"
    made = create_served(server, user=user, name="Carl", password="x", at=NOW)
    with made.database.open_work(Desk("x").command(actor=user)) as work:
        work.put(patient())
        work.commit()
    administrator = Database.open(server)
    stranger = f"stranger-{server[-8:]}"
    with administrator.engine.begin() as connection:
        postgres.make_account(connection, stranger, "x")
    seen = open_served(server, user=stranger, password="x")
    with seen.reader() as reader:
        assert reader.count(Patient) == 0
        assert reader.search("dub") == ()
        assert reader.changes(patient_id="patient-1") == ()
    with seen.engine.begin() as connection, pytest.raises(Exception, match="row-level security"):
        connection.execute(text("INSERT INTO patient_term VALUES ('x', 'patient-1')"))
    for one in (seen, made.database, administrator):
        one.close()
    drop(server, user, stranger)


def test_a_taken_role_name_is_refused(server: str) -> None:
    with pytest.raises(Refused, match="already has a role"):
        create_served(
            server, user="postgres" if "postgres:" in server else "mdt_tests", name="x", password="x", at=NOW
        )


def drop(server: str, *users: str) -> None:
    administrator = Database.open(server)
    with administrator.engine.begin() as connection:
        for user in users:
            connection.exec_driver_sql(f"DROP ROLE {postgres.quoted(connection, user)}")
    administrator.close()


def test_an_account_needs_its_own_row(path: Path) -> None:
    database, _ = make(path)
    with pytest.raises(Refused, match="no account"), database.open_work(Desk("x").command(actor="ghost")):
        pass
    with database.reader() as reader:
        assert reader.count(Account) == 1
    database.close()
