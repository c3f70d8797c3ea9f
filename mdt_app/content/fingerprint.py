"""The same content has the same fingerprint; one changed figure gives another."""

from __future__ import annotations

from dataclasses import fields
from hashlib import sha256

import msgspec

from mdt_app.domain.guidance import Guidance


def fingerprint(guidance: Guidance, program: str) -> str:
    """16 hexadecimal digits that stand for the content and the version of the program that reads it."""
    read_first = [getattr(guidance, one.name) for one in fields(guidance) if one.name != "further"]
    content = msgspec.json.encode((read_first, guidance.further()), order="deterministic")
    return sha256(program.encode() + b"\n" + content).hexdigest()[:16]
