"""What a user did is a frozen value with an id made at the desk; an operation carries it out, once."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


def new_id() -> str:
    """A UUIDv7 (RFC 9562): sorts by the millisecond it was made in, unique without asking anyone."""
    stamp = (time.time_ns() // 1_000_000) << 80
    random = int.from_bytes(os.urandom(10), "big")
    value = stamp | (0x7 << 76) | ((random >> 64 & 0xFFF) << 64) | (0b10 << 62) | (random & (1 << 62) - 1)
    return str(UUID(int=value))


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """`id` makes it harmless to send again; `actor` is the account's user name, `desk` the machine's own id,
    `number` the desk's running number, `at` the aware moment of the act."""

    id: str
    actor: str
    desk: str
    number: int
    at: datetime
