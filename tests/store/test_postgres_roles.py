"""On PostgreSQL each account is a role of its own, and the engine keeps out who has none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from postgres import MakeDatabase
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from store.kit import BOARD, Desk, patient

from mdt_app.domain.accounts import Account
from mdt_app.domain.errors import Refused
from mdt_app.domain.people import Patient
from mdt_app.store import postgres, schema
from mdt_app.store.database import Database

PASSWORD = "se'cret%@:/ é"


class Server:
    """A prepared database with one account, `user`, whose role signs in; roles are made and dropped here."""

    def __init__(self, url: str) -> None:
        self.url, self.roles = url, [f"anna {url[-8:]}"]
        self.administrator = Database.create(url)
        self.make_role(self.user)
        account = Account(id="a", user=self.user, name="Anna", roles=("coordinator",))
        with self.administrator.open_first_work(Desk("setup").command(actor=self.user), account) as work:
            work.put(account)
            work.commit()

    @property
    def user(self) -> str:
        return self.roles[0]

    def make_role(self, user: str, password: str = PASSWORD) -> None:
        postgres.make_role(self.administrator.engine, user, password)

    def signed_in(self, user: str, password: str = PASSWORD) -> Database:
        return Database.open(postgres.signed_in(self.url, user, password), user=user)

    def close(self) -> None:
        with self.administrator.engine.begin() as connection:
            for role in self.roles:
                connection.exec_driver_sql(f"DROP ROLE {postgres.quoted(connection, role)}")
        self.administrator.close()


@pytest.fixture
def server(make_postgres_database: MakeDatabase) -> Iterator[Server]:
    made = Server(make_postgres_database())
    yield made
    made.close()


def test_an_account_works_through_its_own_role(server: Server) -> None:
    with closing(server.signed_in(server.user)) as database:
        with database.open_work(Desk().command(actor=server.user)) as work:
            work.put(BOARD)
            work.put(patient())
            work.next_number("LUNG")
            work.log_read("patient-1", "looked")
            assert work.commit()
            assert work.search("dub") == ("patient-1",)
        with database.reader() as reader:
            assert reader.get(Patient, "patient-1") == patient()


def test_a_wrong_password_is_refused_in_words(server: Server) -> None:
    with pytest.raises(Refused, match="does not know this user with this password"):
        server.signed_in(server.user, "wrong")


def test_a_role_that_is_there_already_keeps_its_password(server: Server) -> None:
    server.make_role(server.user, "another")
    server.signed_in(server.user).close()
    with pytest.raises(Refused, match="empty password"):
        server.make_role("x", "")


def test_upgrading_again_keeps_rights_and_walls(server: Server) -> None:
    assert Database.upgrade(server.url) == schema.NEWEST
    server.signed_in(server.user).close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE change SET actor = 'x'",
        "UPDATE command SET actor = 'x'",
        "UPDATE read_log SET actor = 'x'",
        "UPDATE seal SET hash = 'x'",
        "UPDATE note_update SET content = ''",
        "UPDATE letter_file SET sha256 = 'x'",
        "UPDATE alembic_version SET version_num = 'x'",
        "DELETE FROM change",
        "DELETE FROM patient",
        "DELETE FROM letter_file",
        "DELETE FROM dispatch",
        "DELETE FROM fact",
        "TRUNCATE change",
        "DROP TABLE meta",
        "ALTER TABLE patient DISABLE ROW LEVEL SECURITY",
        "CREATE TABLE mine (id integer)",
        "SET session_replication_role = replica",
    ],
)
def test_a_role_cannot_undo_what_is_recorded(server: Server, statement: str) -> None:
    with (
        closing(server.signed_in(server.user)) as database,
        pytest.raises(ProgrammingError, match=r"permission denied|must be owner"),
        database.engine.begin() as connection,
    ):
        connection.execute(text(statement))


def test_a_role_without_an_account_sees_nobody(server: Server) -> None:
    stranger = f"stranger {server.url[-8:]}"
    server.roles.append(stranger)
    server.make_role(stranger)
    with server.administrator.open_work(Desk().command(actor=server.user)) as work:
        work.put(patient())
        work.commit()
    with closing(server.signed_in(stranger)) as database:
        with database.reader() as reader:
            assert reader.count(Patient) == 0
            assert reader.search("dub") == ()
            assert reader.changes(patient_id="patient-1") == ()
        with (
            database.engine.connect() as connection,
            pytest.raises(ProgrammingError, match="row-level security"),
        ):
            connection.execute(text("INSERT INTO patient_term VALUES ('x', 'patient-1')"))


def test_a_closed_account_sees_nobody_though_its_role_still_signs_in(server: Server) -> None:
    with closing(server.signed_in(server.user)) as database:
        with database.open_work(Desk().command(actor=server.user)) as work:
            work.put(patient())
            work.commit()
        with server.administrator.engine.begin() as connection:
            connection.execute(text("UPDATE account SET roles = '[]'"))
        with database.reader() as reader:
            assert reader.find(Patient) == ()


def test_every_table_about_people_has_a_wall(server: Server) -> None:
    query = text(
        "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'patient_id'"
        " WHERE n.nspname = 'mdt' AND c.relkind = 'r' AND NOT c.relrowsecurity"
    )
    with server.administrator.engine.connect() as connection:
        assert connection.scalars(query).all() == []
