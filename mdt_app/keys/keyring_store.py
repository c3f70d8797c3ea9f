"""The system's keyring may hold a database's open key for one account; where there is no keyring, nothing fails."""

from __future__ import annotations

import logging
from base64 import b64decode, b64encode

SERVICE = "mdt"
log = logging.getLogger(__name__)


def save(database: str, user: str, key: bytes) -> bool:
    """Keeps the key of a database, by its id, for one account; False where no keyring takes it."""
    try:
        import keyring

        keyring.set_password(SERVICE, name_of(database, user), b64encode(key).decode())
    except Exception as error:  # each system's keyring fails in its own way
        log.info("no keyring: %s", type(error).__name__)
        return False
    return load(database, user) == key


def load(database: str, user: str) -> bytes | None:
    """The key of a database as kept for that account, or None; another account's is not given."""
    try:
        import keyring

        kept = keyring.get_password(SERVICE, name_of(database, user))
        return b64decode(kept, validate=True) if kept else None
    except Exception as error:
        log.info("no keyring: %s", type(error).__name__)
        return None


def forget(database: str, user: str) -> None:
    """Takes an account's key of a database out of the keyring, if it is there."""
    try:
        import keyring

        keyring.delete_password(SERVICE, name_of(database, user))
    except Exception as error:
        log.info("no keyring: %s", type(error).__name__)


def name_of(database: str, user: str) -> str:
    return f"{database}/{user}"
