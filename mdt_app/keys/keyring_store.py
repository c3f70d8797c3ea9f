"""The system's keyring may hold a database's open key; where there is none, nothing fails and nothing is kept."""

from __future__ import annotations

import logging
from base64 import b64decode, b64encode

SERVICE = "mdt"
log = logging.getLogger(__name__)


def save(database: str, key: bytes) -> bool:
    """Keeps the key of a database by its id; False where no keyring takes it."""
    try:
        import keyring

        keyring.set_password(SERVICE, database, b64encode(key).decode())
    except Exception as error:  # each system's keyring fails in its own way
        log.info("no keyring: %s", type(error).__name__)
        return False
    return load(database) == key


def load(database: str) -> bytes | None:
    """The key of a database by its id, or None."""
    try:
        import keyring

        kept = keyring.get_password(SERVICE, database)
        return b64decode(kept, validate=True) if kept else None
    except Exception as error:
        log.info("no keyring: %s", type(error).__name__)
        return None


def forget(database: str) -> None:
    """Takes the key of a database out of the keyring, if it is there."""
    try:
        import keyring

        keyring.delete_password(SERVICE, database)
    except Exception as error:
        log.info("no keyring: %s", type(error).__name__)
