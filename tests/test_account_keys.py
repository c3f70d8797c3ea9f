"""A password opens what its account may open, at once after it changed, and no keyring opens it for another account."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from keyed_team import CHEAP, PASSWORD, with_keys
from memory_keyring import MemoryKeyring
from operations.kit import KEY, Team
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from mdt_app import application
from mdt_app.account_keys import AccountKeys, recover
from mdt_app.application import Application, load_guidance
from mdt_app.domain.errors import Refused
from mdt_app.domain.people import Patient
from mdt_app.keys import keyring_store, sidecar
from mdt_app.operations.accounts import ChangeRoles, CloseAccount, MakeAccount
from mdt_app.store.audit import verify

NEW = "another password"


@dataclass
class Desk:
    team: Team
    keys: AccountKeys
    file: Path
    recovery_key: str

    @property
    def path(self) -> str:
        return str(self.team.database.path)

    def add(self, user: str, *roles: str) -> str:
        """An account with a key of its own; gives its id."""
        self.team.act(MakeAccount, account_id=f"id-{user}", user=user, name="", roles=roles)
        self.keys.set_password(user, NEW)
        return f"id-{user}"

    def sign_in(self, user: str, password: str, *, ask_keyring: bool = False) -> Application:
        return application.open_existing(self.path, user, lambda _: password, ask_keyring=ask_keyring)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    team = Team.at(tmp_path)
    file, recovery_key = with_keys(team)
    app = Application(database=team.database, account=team.account, guidance=load_guidance())
    yield Desk(team, AccountKeys(app, CHEAP), file, recovery_key)
    team.database.close()


def test_the_new_password_opens_and_the_old_one_no_more(desk: Desk) -> None:
    desk.keys.require_password(PASSWORD)
    desk.keys.set_password("owner", NEW)
    desk.sign_in("owner", NEW).close()
    with pytest.raises(Refused, match="do not open"):
        desk.sign_in("owner", PASSWORD)


def test_a_wrong_old_password_is_said_in_one_sentence_and_changes_nothing(desk: Desk) -> None:
    before = desk.file.read_bytes()
    with pytest.raises(Refused, match=r"^Your present password is another one\. Nothing was changed\.$"):
        desk.keys.require_password("wrong")
    assert desk.file.read_bytes() == before


def test_the_recovery_key_gives_a_new_password_and_lets_in(desk: Desk) -> None:
    recover(Path(desk.path), desk.recovery_key.lower(), "owner", NEW, CHEAP)
    desk.sign_in("owner", NEW).close()


def passwords_recorded(desk: Desk) -> list[tuple[str, str, object]]:
    """(actor, account id, what was done) of every recorded change of a password."""
    with desk.team.database.reader() as reader:
        changes = [one for one in reader.changes() if one.entity == "account"]
    return [
        (one.actor, one.entity_id, field.new)
        for one in changes
        for field in one.fields
        if field.name == "password"
    ]


def test_the_use_of_the_recovery_key_is_recorded_once_by_who_opens_the_file_next(desk: Desk) -> None:
    els = desk.add("els", "clinician")
    recover(Path(desk.path), desk.recovery_key, "els", "a third password", CHEAP)
    assert passwords_recorded(desk) == []
    desk.keys.set_password("els", NEW)
    for _ in range(2):
        desk.sign_in("owner", PASSWORD).close()
    assert passwords_recorded(desk) == [("owner", els, "set with the recovery key")]
    desk.sign_in("els", NEW).close()
    recover(Path(desk.path), desk.recovery_key, "els", "a third password", CHEAP)
    desk.sign_in("els", "a third password").close()
    said = "set with the recovery key"
    assert passwords_recorded(desk) == [("owner", els, said), ("els", els, said)]
    assert verify(desk.team.database).intact


def test_a_recovery_recorded_by_two_desks_at_once_stands_there_once(desk: Desk) -> None:
    recover(Path(desk.path), desk.recovery_key, "owner", NEW, CHEAP)
    noted = desk.file.read_bytes()
    desk.sign_in("owner", NEW).close()
    desk.file.write_bytes(noted)
    desk.sign_in("owner", NEW).close()
    assert len(passwords_recorded(desk)) == 1


def test_a_recovery_that_could_not_be_recorded_is_recorded_the_next_time(desk: Desk) -> None:
    recover(Path(desk.path), desk.recovery_key, "owner", NEW, CHEAP)
    with desk.team.database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE change RENAME TO gone"))
    with pytest.raises(OperationalError):
        desk.sign_in("owner", NEW)
    with desk.team.database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE gone RENAME TO change"))
    desk.sign_in("owner", NEW).close()
    assert len(passwords_recorded(desk)) == 1


@pytest.mark.parametrize(
    ("typed", "words"), [("ABCD-EFGH", "typing error"), ("", "typing error"), (None, "opens nothing here")]
)
def test_a_wrong_recovery_key_is_refused_and_the_password_stays(
    desk: Desk, typed: str | None, words: str
) -> None:
    old, new = desk.recovery_key, desk.keys.new_recovery_key()
    with pytest.raises(Refused, match=words):
        recover(Path(desk.path), old if typed is None else typed, "owner", NEW, CHEAP)
    desk.sign_in("owner", PASSWORD).close()
    recover(Path(desk.path), new, "owner", NEW, CHEAP)


def test_the_recovery_key_makes_nobody_an_account(desk: Desk) -> None:
    with pytest.raises(Refused, match="no account stranger"):
        recover(Path(desk.path), desk.recovery_key, "stranger", NEW, CHEAP)


def test_a_second_account_opens_with_its_own_password_and_sees_what_its_roles_allow(desk: Desk) -> None:
    patient = desk.team.patient()
    desk.add("els", "secretary")
    desk.add("an", "administrator")
    with desk.sign_in("els", NEW) as app, app.reader() as reader:
        assert reader.get(Patient, patient)
    with (
        desk.sign_in("an", NEW) as app,
        app.reader() as reader,
        pytest.raises(Refused, match="right to read"),
    ):
        reader.get(Patient, patient)


def test_a_closed_account_opens_nothing_until_it_is_opened_again(desk: Desk) -> None:
    els = desk.add("els", "clinician")
    desk.team.act(CloseAccount, account_id=els)
    with pytest.raises(Refused, match="The account els is closed"):
        desk.sign_in("els", NEW)
    desk.keys.forget("els")
    desk.keys.forget("els")
    with pytest.raises(Refused, match="do not open"):
        desk.sign_in("els", NEW)
    with pytest.raises(Refused, match="no account els"):
        recover(Path(desk.path), desk.recovery_key, "els", NEW, CHEAP)
    desk.team.act(ChangeRoles, account_id=els, roles=("clinician",))
    desk.keys.set_password("els", NEW)
    desk.sign_in("els", NEW).close()


def test_one_account_at_this_desk_lets_no_other_in(desk: Desk, memory_keyring: MemoryKeyring) -> None:
    desk.add("els", "clinician")
    desk.sign_in("owner", PASSWORD).close()
    assert keyring_store.load("db", "owner") == KEY
    desk.sign_in("owner", "not asked for", ask_keyring=True).close()
    with pytest.raises(Refused, match="do not open"):
        desk.sign_in("els", "wrong", ask_keyring=True)


def test_what_is_typed_counts_whatever_the_keyring_holds(desk: Desk, memory_keyring: MemoryKeyring) -> None:
    desk.sign_in("owner", PASSWORD).close()
    with pytest.raises(Refused, match="do not open"):
        desk.sign_in("owner", "wrong")


def test_a_new_password_from_an_administrator_ends_what_the_keyring_held(
    desk: Desk, memory_keyring: MemoryKeyring
) -> None:
    desk.add("els", "clinician")
    desk.sign_in("els", NEW).close()
    desk.keys.set_password("els", "a third password")
    assert keyring_store.load("db", "els") is None
    assert sidecar.unlock(desk.file, "els", "a third password") == KEY
