"""One data key opens a database, and only who holds a password or the recovery key gets at it."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from memory_keyring import MemoryKeyring

from mdt_app.domain.errors import Refused
from mdt_app.keys import keyring_store, sidecar, wrapping
from mdt_app.keys.wrapping import STRONG, Cost

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    return sidecar.keys_path(tmp_path / "board.mdt")


@pytest.fixture
def made(keys: Path) -> tuple[bytes, str]:
    return sidecar.create(keys, "anna", "pässword", cost=CHEAP)


def test_the_keys_lie_beside_the_database(keys: Path) -> None:
    assert keys.name == "board.mdt.keys"


def test_the_password_opens_and_another_does_not(keys: Path, made: tuple[bytes, str]) -> None:
    key, _ = made
    assert len(key) == 32
    assert sidecar.unlock(keys, "anna", "pässword") == key
    assert sidecar.unlock(keys, "anna", "pa\u0308ssword") == key
    for user, password in (("anna", "wrong"), ("anna", ""), ("bert", "pässword"), ("", "")):
        with pytest.raises(Refused, match="do not open"):
            sidecar.unlock(keys, user, password)


def test_the_key_itself_is_nowhere_in_the_file(keys: Path, made: tuple[bytes, str]) -> None:
    key, recovery_key = made
    content = keys.read_text()
    assert key.hex() not in content
    assert wrapping.encoded(key) not in content
    assert recovery_key not in content
    assert "pässword" not in content


@pytest.mark.skipif(sys.platform == "win32", reason="rights work otherwise there")
def test_only_its_owner_may_read_the_file(keys: Path, made: tuple[bytes, str]) -> None:
    assert keys.stat().st_mode & 0o777 == 0o600
    sidecar.add_account(keys, made[0], "bert", "x", cost=CHEAP)
    assert keys.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in keys.parent.iterdir() if one.name.startswith("board")] == [keys.name]


def test_the_printed_recovery_key_opens_however_it_is_typed(keys: Path, made: tuple[bytes, str]) -> None:
    key, recovery_key = made
    assert [len(group) for group in recovery_key.split("-")] == [4] * 8
    typed = (
        recovery_key,
        recovery_key.lower().replace("-", " "),
        recovery_key.replace("O", "0").replace("I", "1"),
    )
    assert [sidecar.unlock_with_recovery(keys, one) for one in typed] == [key] * 3


@given(st.integers(0, 31), st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
def test_a_mistyped_recovery_key_is_noticed(place: int, letter: str) -> None:
    letters = wrapping.new_recovery_key().replace("-", "")
    typed = letters[:place] + letter + letters[place + 1 :]
    if typed == letters:
        assert wrapping.recovery_secret(typed)
    else:
        with pytest.raises(Refused, match="typing error"):
            wrapping.recovery_secret(typed)


@pytest.mark.parametrize("typed", ["", "ABCD", "é" * 32, "A" * 33])
def test_what_is_no_recovery_key_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="typing error"):
        wrapping.recovery_secret(typed)


def test_another_databases_recovery_key_does_not_open(keys: Path, made: tuple[bytes, str]) -> None:
    with pytest.raises(Refused, match="another database"):
        sidecar.unlock_with_recovery(keys, wrapping.new_recovery_key())


def test_each_account_has_a_password_of_its_own(keys: Path, made: tuple[bytes, str]) -> None:
    key, recovery_key = made
    sidecar.add_account(keys, key, "bert", "second", cost=CHEAP)
    sidecar.change_password(keys, "anna", "pässword", "new", cost=CHEAP)
    assert sidecar.unlock(keys, "anna", "new") == sidecar.unlock(keys, "bert", "second") == key
    assert sidecar.unlock_with_recovery(keys, recovery_key) == key
    with pytest.raises(Refused):
        sidecar.unlock(keys, "anna", "pässword")
    with pytest.raises(Refused):
        sidecar.change_password(keys, "bert", "wrong", "x", cost=CHEAP)


def test_the_last_account_stays(keys: Path, made: tuple[bytes, str]) -> None:
    sidecar.add_account(keys, made[0], "bert", "second", cost=CHEAP)
    sidecar.remove_account(keys, "anna")
    with pytest.raises(Refused, match="last account"):
        sidecar.remove_account(keys, "bert")
    assert sidecar.unlock(keys, "bert", "second") == made[0]


def test_a_wrapped_key_cannot_be_given_to_another_user(keys: Path, made: tuple[bytes, str]) -> None:
    said = json.loads(keys.read_text())
    said["accounts"]["bert"] = said["accounts"]["anna"]
    keys.write_text(json.dumps(said))
    with pytest.raises(Refused, match="do not open"):
        sidecar.unlock(keys, "bert", "pässword")


def test_an_empty_password_is_refused(keys: Path) -> None:
    with pytest.raises(Refused, match="empty password"):
        sidecar.create(keys, "anna", "", cost=CHEAP)
    assert not keys.exists()


def test_existing_keys_are_never_overwritten(keys: Path, made: tuple[bytes, str]) -> None:
    with pytest.raises(Refused, match="already there"):
        sidecar.create(keys, "anna", "x", cost=CHEAP)
    assert sidecar.unlock(keys, "anna", "pässword") == made[0]


BROKEN = {
    "not json": "{",
    "no accounts": '{"format": 1, "database": "x", "recovery": {}}',
    "a list": "[]",
    "half an account": '{"format": 1, "database": "x", "accounts": {"anna": {}}, "recovery": {}}',
    "greedy": json.dumps(
        {
            "format": 1,
            "database": "x",
            "recovery": {},
            "accounts": {"anna": {"memory_kib": 2**40, "passes": 1, "lanes": 1, "salt": ""}},
        }
    ),
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file_is_refused_by_name(keys: Path, content: str) -> None:
    keys.write_text(content)
    with pytest.raises(Refused, match=r"board\.mdt\.keys.*damaged"):
        sidecar.unlock(keys, "anna", "x")
    with pytest.raises(Refused, match=r"board\.mdt\.keys.*damaged"):
        sidecar.unlock_with_recovery(keys, wrapping.new_recovery_key())


def test_a_missing_file_and_a_newer_one_are_refused_in_words(keys: Path) -> None:
    with pytest.raises(Refused, match="missing"):
        sidecar.unlock(keys, "anna", "x")
    keys.write_text('{"format": 2}')
    with pytest.raises(Refused, match="newer version"):
        sidecar.unlock(keys, "anna", "x")


def test_a_real_password_costs_a_quarter_gigabyte(in_earnest: None, keys: Path) -> None:
    assert Cost(memory_kib=262_144, passes=4, lanes=2) == STRONG
    sidecar.create(keys, "anna", "pässword")
    kept = json.loads(keys.read_text())["accounts"]["anna"]
    assert {name: kept[name] for name in ("memory_kib", "passes", "lanes")} == asdict(STRONG)


def test_the_keyring_keeps_a_key_for_one_account_of_a_database(memory_keyring: MemoryKeyring) -> None:
    assert keyring_store.load("db", "anna") is None
    assert keyring_store.save("db", "anna", b"k" * 32)
    assert keyring_store.load("db", "anna") == b"k" * 32
    assert keyring_store.load("db", "bert") is None
    keyring_store.forget("db", "anna")
    keyring_store.forget("db", "anna")
    assert keyring_store.load("db", "anna") is None


def test_without_a_keyring_nothing_fails_and_nothing_is_kept() -> None:
    assert not keyring_store.save("db", "anna", b"k" * 32)
    assert keyring_store.load("db", "anna") is None
    keyring_store.forget("db", "anna")


def test_nonsense_in_the_keyring_is_no_key(memory_keyring: MemoryKeyring) -> None:
    memory_keyring.set_password(keyring_store.SERVICE, "db/anna", "no base64!")
    assert keyring_store.load("db", "anna") is None


def test_a_new_recovery_key_opens_and_the_old_one_opens_no_more(keys: Path, made: tuple[bytes, str]) -> None:
    key, old = made
    new = sidecar.change_recovery_key(keys, key)
    assert sidecar.unlock_with_recovery(keys, new) == sidecar.unlock(keys, "anna", "pässword") == key
    with pytest.raises(Refused, match="replaced by a newer one"):
        sidecar.unlock_with_recovery(keys, old)
