"""The same commands work on PostgreSQL, where an account is a role of its own and the administrator another."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from cli.conftest import Run
from cli.kit import CHECKOUT, PASSWORD
from postgres import MakeDatabase
from sqlalchemy import URL, make_url

from mdt_app import application
from mdt_app.account_keys import sign_out
from mdt_app.domain.errors import Refused
from mdt_app.operations.accounts import LockDesk, SignOut, UnlockDesk
from mdt_app.store import postgres
from mdt_app.store.schema import NEWEST

EXAMPLE = CHECKOUT / "examples" / "one-patient.json"


@dataclass
class Server:
    """An empty database: its administrator's address, and the one that accounts use."""

    url: URL
    user: str

    @property
    def plain(self) -> str:
        return f"postgresql://{self.url.host}:{self.url.port}/{self.url.database}"

    @property
    def administrator(self) -> str:
        return self.plain.replace("://", f"://{self.url.username}@")

    def drop_roles(self) -> None:
        address = self.url.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f'DROP ROLE IF EXISTS "{self.user}"'.encode())


@pytest.fixture
def server(make_postgres_database: MakeDatabase, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    made = Server(make_url(make_postgres_database()), f"anna {secrets.token_hex(4)}")
    monkeypatch.setenv("PGPASSWORD", str(made.url.password))
    monkeypatch.setenv("MDT_PASSWORD", PASSWORD)
    yield made
    made.drop_roles()


@pytest.fixture
def ready(server: Server, mdt: Run, monkeypatch: pytest.MonkeyPatch) -> Server:
    """The same once it was made ready; the administrator's password is no longer at hand."""
    ran = mdt("--json", "--database", server.administrator, "--as", server.user, "database", "init")
    assert (ran.code, ran.err) == (0, "")
    assert ran.json == {"schema": NEWEST, "engine": "postgresql", "ok": True, "problems": []}
    monkeypatch.delenv("PGPASSWORD")
    return server


def test_who_makes_the_database_is_its_first_account_and_signs_in(ready: Server, mdt: Run) -> None:
    ran = mdt("--json", "--database", ready.plain, "--as", ready.user, "patients")
    assert (ran.code, ran.json) == (0, [])


def test_the_account_imports_looks_and_checks(ready: Server, mdt: Run) -> None:
    there = ("--json", "--database", ready.plain, "--as", ready.user)
    for state in ("created", "unchanged"):
        (file,) = mdt(*there, "import", EXAMPLE).json["files"]
        assert file[state] == file["patients"] == 1
    (patient,) = mdt(*there, "patients").json
    assert len(mdt(*there, "checklist", patient["id"]).json["elements"]) == 28
    assert mdt(*there, "audit", "verify").json["intact"]
    assert mdt(*there, "database", "check").json["ok"]


def test_an_account_signs_in_with_its_own_password_only(
    ready: Server, mdt: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MDT_PASSWORD", "wrong")
    ran = mdt("--database", ready.plain, "--as", ready.user, "patients")
    assert ran.sentences == ["The database does not know this user with this password."]
    monkeypatch.delenv("MDT_PASSWORD")
    ran = mdt("--database", ready.plain, "--as", ready.user, "patients")
    assert ran.sentences == [f"No password for {ready.user}: set MDT_PASSWORD, or run this at a terminal."]


def test_a_second_init_is_refused(ready: Server, mdt: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPASSWORD", str(ready.url.password))
    ran = mdt("--json", "--database", ready.administrator, "--as", "otto", "database", "init")
    assert ran.code == 1
    assert "accounts already" in ran.json["problems"][0]
    assert mdt("--database", ready.plain, "--as", "otto", "patients").sentences == [
        "The database does not know this user with this password."
    ]


def test_an_upgrade_takes_the_administrator(ready: Server, mdt: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = mdt("--json", "--database", ready.plain, "--as", ready.user, "database", "upgrade")
    assert refused.json["problems"] == ["The database does not allow that to this account."]
    monkeypatch.setenv("PGPASSWORD", str(ready.url.password))
    assert mdt("--json", "--database", ready.administrator, "database", "upgrade").json["ok"]


def test_what_a_server_keeps_is_backed_up_there(ready: Server, mdt: Run, tmp_path: Path) -> None:
    for command in ("backup", "restore"):
        ran = mdt("--database", ready.plain, "--as", ready.user, command, tmp_path / "x")
        assert ran.code == 1
        assert "administrator" in ran.sentences[0]


def test_a_demo_can_be_made_on_a_server(server: Server, mdt: Run) -> None:
    options = ("demo", "--no-window", "--patients", "2")
    made = mdt("--json", "--database", server.administrator, "--as", server.user, *options)
    assert (made.code, made.err) == (0, "")
    assert str(server.url.password) not in made.out
    found = mdt("--json", "--database", server.plain, "--as", server.user, "patients")
    assert len(found.json) == made.json["patients"] == 2


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("postgresql://127.0.0.1:1/x", "cannot be reached"),
        ("postgresql://h:port/x", "no address of a database"),
        ("postgresql://[::bad", "no address of a database"),
        ("mysql://h/x", "mysql:// is not a database address"),
    ],
)
def test_an_address_that_leads_nowhere_is_refused(
    mdt: Run, monkeypatch: pytest.MonkeyPatch, address: str, words: str
) -> None:
    monkeypatch.setenv("MDT_PASSWORD", PASSWORD)
    for command in (("patients",), ("database", "init"), ("database", "upgrade"), ("database", "check")):
        ran = mdt("--json", "--database", address, "--as", "anna", *command)
        assert ran.code == 1
        assert len(ran.sentences) == 1
        assert words in ran.json["problems"][0]


def test_on_a_server_somebody_has_to_sign_in(ready: Server, mdt: Run) -> None:
    assert mdt("--database", ready.plain, "patients").sentences == ["Say which account signs in: --as USER."]


def test_who_signs_out_of_a_server_leaves_no_password_in_its_address(ready: Server) -> None:
    with_password = postgres.signed_in(ready.plain, ready.user, PASSWORD)
    asked: list[str] = []

    def given(password: str) -> Callable[[str], str]:
        def answer(user: str) -> str:
            asked.append(user)
            return password

        return answer

    app = application.open_existing(with_password, ready.user, given("nothing is asked"))
    assert asked == []
    assert app.is_own_password(PASSWORD)
    for command in (app.command(LockDesk, after=10), app.command(UnlockDesk, wrong=0), app.command(SignOut)):
        (change,) = app.write(command)
        assert (change.entity, change.entity_id, change.actor) == ("account", app.account.id, ready.user)
    where = sign_out(app, with_password)
    assert PASSWORD not in where
    with pytest.raises(Refused):
        application.open_existing(where, ready.user, given("another password"))
    application.open_existing(where, ready.user, given(PASSWORD)).close()
    assert asked == [ready.user, ready.user]
