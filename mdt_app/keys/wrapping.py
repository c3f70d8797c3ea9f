"""A data key lies nowhere in the clear: it is wrapped under a password, or under a recovery key printed once."""

from __future__ import annotations

import os
import unicodedata
from base64 import b32decode, b32encode, b64decode, b64encode
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from mdt_app.domain.errors import Refused

KEY_BYTES, SALT_BYTES, NONCE_BYTES = 32, 16, 12
SECRET_BYTES, CHECK_BYTES, GROUP = 18, 2, 4
MISREAD = str.maketrans("018", "OIB", " -\t\r\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What trying one password costs with argon2id: memory in KiB, passes over it, lanes."""

    memory_kib: int
    passes: int
    lanes: int


STRONG = Cost(memory_kib=256 * 1024, passes=4, lanes=2)
MOST = Cost(memory_kib=2 * 1024 * 1024, passes=16, lanes=16)


def wrap_with_password(key: bytes, password: str, about: str, cost: Cost) -> dict[str, Any]:
    """The key wrapped for one account, as JSON values; `about` (database and user) is bound to it."""
    if not password:
        raise Refused("An empty password protects nothing. Choose one.")
    salt = os.urandom(SALT_BYTES)
    return asdict(cost) | {"salt": encoded(salt)} | seal(key, derived(password, salt, cost), about)


def unwrap_with_password(wrapped: dict[str, Any], password: str, about: str) -> bytes | None:
    """The key, or None when the password is wrong. Raises KeyError, ValueError for what is no wrapped key."""
    cost = Cost(**{name: int(wrapped[name]) for name in ("memory_kib", "passes", "lanes")})
    if cost.memory_kib > MOST.memory_kib or cost.passes > MOST.passes or cost.lanes > MOST.lanes:
        raise ValueError("the cost of the password is out of all bounds")
    return unseal(wrapped, derived(password, decoded(wrapped["salt"]), cost), about)


def new_recovery_key() -> str:
    """144 random bits with a checksum, in eight groups of four letters and digits."""
    secret = os.urandom(SECRET_BYTES)
    letters = b32encode(secret + check(secret)).decode()
    return "-".join(letters[start : start + GROUP] for start in range(0, len(letters), GROUP))


def wrap_with_recovery(key: bytes, recovery_key: str, about: str) -> dict[str, Any]:
    return seal(key, stretched(recovery_secret(recovery_key)), about)


def unwrap_with_recovery(wrapped: dict[str, Any], recovery_key: str, about: str) -> bytes | None:
    """The key, or None when it is another database's recovery key. Raises `Refused` for a mistyped one."""
    return unseal(wrapped, stretched(recovery_secret(recovery_key)), about)


def recovery_secret(recovery_key: str) -> bytes:
    """The bits of a recovery key as typed. Raises `Refused` when a letter is wrong or missing."""
    letters = recovery_key.upper().translate(MISREAD)
    try:
        found = b32decode(letters)
    except ValueError:
        found = b""
    secret = found[:SECRET_BYTES]
    if len(found) != SECRET_BYTES + CHECK_BYTES or found[SECRET_BYTES:] != check(secret):
        raise Refused("This recovery key has a typing error. It is eight groups of four letters and digits.")
    return secret


def check(secret: bytes) -> bytes:
    return sha256(b"mdt recovery check" + secret).digest()[:CHECK_BYTES]


def stretched(secret: bytes) -> bytes:
    """The secret is long and random, so one hash is enough to make a key of it."""
    return sha256(b"mdt recovery key" + secret).digest()


def derived(password: str, salt: bytes, cost: Cost) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    typed = unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
    return hash_secret_raw(typed, salt, cost.passes, cost.memory_kib, cost.lanes, KEY_BYTES, Type.ID)


def seal(key: bytes, under: bytes, about: str) -> dict[str, Any]:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(NONCE_BYTES)
    return {"nonce": encoded(nonce), "wrapped": encoded(AESGCM(under).encrypt(nonce, key, about.encode()))}


def unseal(wrapped: dict[str, Any], under: bytes, about: str) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(under).decrypt(decoded(wrapped["nonce"]), decoded(wrapped["wrapped"]), about.encode())
    except InvalidTag:
        return None


def encoded(data: bytes) -> str:
    return b64encode(data).decode()


def decoded(text: str) -> bytes:
    return b64decode(text, validate=True)
