"""The same content has the same fingerprint; one changed figure gives another."""

from __future__ import annotations

from hashlib import sha256

import msgspec

from mdt_app.domain.guidance import Guidance


def fingerprint(guidance: Guidance, program: str) -> str:
    """16 hexadecimal digits that stand for the content and the version of the program that reads it."""
    content = msgspec.json.encode(guidance, order="deterministic")
    return sha256(program.encode() + b"\n" + content).hexdigest()[:16]
