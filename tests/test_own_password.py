"""The password that leads back from a patient's screen is that of who is signed in, and no other."""

from __future__ import annotations

from pathlib import Path

from memory_keyring import MemoryKeyring

from mdt_app import application


def test_only_the_accounts_own_password_is_its_own(tmp_path: Path, memory_keyring: MemoryKeyring) -> None:
    with application.create(str(tmp_path / "own.db"), "lore", "a quiet evening") as made:
        assert made.is_own_password("a quiet evening")
        assert not made.is_own_password("a quiet morning")
        assert not made.is_own_password("")
