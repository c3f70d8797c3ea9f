"""On PostgreSQL each account is a role of its own, and the engine keeps out who has none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest
from postgres import MakeDatabase
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from store.kit import BOARD, MEETING, START, Desk, case, listing, patient

from mdt_app.domain.accounts import Account
from mdt_app.domain.errors import Refused
from mdt_app.domain.letters.dispatch import Dispatch, Way
from mdt_app.domain.letters.letter import Letter, LetterPart, Recipient
from mdt_app.domain.people import Patient
from mdt_app.store import grants, postgres, schema
from mdt_app.store.checks import problems
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
                connection.exec_driver_sql(f"DROP ROLE {grants.quoted(connection, role)}")
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
        "UPDATE dispatch SET sha256 = 'x'",
        "UPDATE fact SET recorded_by = 'x'",
        "UPDATE meta SET value = 'yes'",
        "DELETE FROM letter",
        "DELETE FROM account",
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


ISSUED = Letter(
    id="letter-1", case_id="case-1", patient_id="patient-1", listing_id="listing-1", level="primary", number="P1",
    recipient=Recipient(name="Dr. Maes"), state="issued", issued_by="anna", issued_at=START, sha256="ab" * 32,
)  # fmt: skip
OPEN = replace(ISSUED, id="letter-2", number="S1", state="reviewed", sha256="")


@pytest.fixture
def lettered(server: Server) -> Server:
    with server.administrator.open_work(Desk().command(actor=server.user)) as work:
        for thing in (BOARD, MEETING, patient(), case(), listing(), ISSUED, OPEN):
            work.put(thing)
        work.commit()
    return server


def as_account(server: Server, statement: str) -> int:
    """How many rows an account's own role could change."""
    with closing(server.signed_in(server.user)) as database, database.engine.begin() as connection:
        return int(connection.execute(text(statement)).rowcount)


@pytest.mark.parametrize(
    "what",
    [
        """recipient = '{"name": "Dr. Other"}'""",
        "sha256 = 'x'",
        "state = 'draft'",
        "issued_by = 'x'",
        "version = 2",
        "number = 'P9'",
        "patient_id = 'patient-2'",
    ],
)
def test_a_role_cannot_rewrite_an_issued_letter(lettered: Server, what: str) -> None:
    with pytest.raises(ProgrammingError, match="an issued letter does not change"):
        as_account(lettered, f"UPDATE letter SET {what} WHERE id = 'letter-1'")


def test_a_role_still_signs_and_supersedes_an_issued_letter_and_writes_an_open_one(lettered: Server) -> None:
    assert as_account(
        lettered, "UPDATE letter SET signed_by = 'Anna', signed_at = now() WHERE id = 'letter-1'"
    )
    assert as_account(lettered, "UPDATE letter SET state = 'superseded' WHERE id = 'letter-1'")
    assert as_account(lettered, "UPDATE letter SET number = 'S2', sha256 = 'cd' WHERE id = 'letter-2'")


@pytest.mark.parametrize(
    "what",
    ["state = 'draft'", "state = 'issued'", "remark = 'another reason'", "changed = 'x'", "number = 'P9'"],
)
def test_a_role_withdraws_an_open_letter_and_changes_nothing_in_it_afterwards(
    lettered: Server, what: str
) -> None:
    assert as_account(lettered, "UPDATE letter SET state = 'withdrawn', remark = 'why' WHERE id = 'letter-2'")
    with pytest.raises(ProgrammingError, match="a withdrawn letter does not change"):
        as_account(lettered, f"UPDATE letter SET {what} WHERE id = 'letter-2'")


def test_a_role_stores_the_bytes_of_a_letter_and_records_its_sending(lettered: Server) -> None:
    sent = Dispatch(
        id="sent-1", letter_id="letter-1", case_id="case-1", patient_id="patient-1", to_name="Dr. Maes",
        address=("Molenweg 3",), how=Way.POST, at=START, by="anna", sha256=ISSUED.sha256,
    )  # fmt: skip
    with closing(lettered.signed_in(lettered.user)) as database:
        with database.open_work(Desk("desk-2").command(actor=lettered.user)) as work:
            work.keep_letter_file(ISSUED, LetterPart.PDF, b"%PDF")
            work.put(sent)
            assert work.commit()
        again = Desk("desk-3").command(actor=lettered.user)
        with (
            database.open_work(again) as work,
            pytest.raises(Refused, match="does not allow that to this account"),
        ):
            work.put(replace(sent, to_name="Dr. Other"))
        with database.reader() as reader:
            assert reader.get(Dispatch, "sent-1") == sent


def test_a_role_gives_itself_no_rights_and_makes_no_account(server: Server) -> None:
    assert as_account(server, """UPDATE account SET roles = '["administrator"]'""") == 0
    with pytest.raises(ProgrammingError, match="row-level security"):
        as_account(
            server,
            'INSERT INTO account (id, "user", name, roles, person_id, field_versions)'
            " VALUES ('b', 'x', 'x', '[]', '', '{}')",
        )


def test_an_administrators_role_changes_accounts(server: Server) -> None:
    with server.administrator.engine.begin() as connection:
        connection.execute(text("""UPDATE account SET roles = '["administrator"]'"""))
    assert as_account(server, "UPDATE account SET name = 'Anna again'") == 1


def test_no_account_erases_a_record_and_the_owner_of_the_tables_does(server: Server) -> None:
    with server.administrator.open_work(Desk().command(actor=server.user)) as work:
        work.put(patient())
        work.commit()
    with (
        closing(server.signed_in(server.user)) as database,
        database.open_work(Desk("desk-2").command(actor=server.user)) as work,
        pytest.raises(Refused, match="does not allow that to this account"),
    ):
        work.erase("patient-1", "asked for")
    with server.administrator.open_work(Desk("desk-3").command(actor=server.user)) as work:
        work.erase("patient-1", "asked for")
        work.commit()
    with server.administrator.reader() as reader:
        assert reader.get(Patient, "patient-1").family == "(erased on 2026-03-02)"


def test_a_database_with_the_rights_that_operations_need_is_whole(server: Server) -> None:
    assert problems(server.administrator) == ()
    with closing(server.signed_in(server.user)) as database:
        assert problems(database) == ()


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("GRANT UPDATE ON dispatch TO mdt_account", "Every account may UPDATE the table dispatch"),
        ("REVOKE INSERT ON letter_file FROM mdt_account", "No account may INSERT the table letter_file"),
        ("GRANT DELETE ON letter_file TO PUBLIC", "The role PUBLIC may DELETE the table letter_file"),
        ("ALTER TABLE letter DISABLE ROW LEVEL SECURITY", "The rows of the table letter are shown"),
        ("DROP TRIGGER keep_issued ON letter", "Nothing keeps accounts from rewriting issued or withdrawn"),
        (
            "DROP TRIGGER keep_withdrawn ON letter",
            "Nothing keeps accounts from rewriting issued or withdrawn",
        ),
    ],
)
def test_wider_rights_are_found_and_an_upgrade_takes_them_back(
    server: Server, statement: str, said: str
) -> None:
    with server.administrator.engine.begin() as connection:
        connection.execute(text(statement))
    (found,) = problems(server.administrator)
    assert found.startswith(said)
    if "PUBLIC" in found:
        return
    Database.upgrade(server.url)
    assert problems(server.administrator) == ()
