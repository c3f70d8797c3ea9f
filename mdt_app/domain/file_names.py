"""A file name made from data is always short, plain and inside its folder."""

from __future__ import annotations

import re
import unicodedata

from mdt_app.domain.plain_letters import PLAIN_LETTERS

LONGEST = 100
RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))}
)
_BOTH_CASES = PLAIN_LETTERS | {
    small.upper(): plain.capitalize() for small, plain in PLAIN_LETTERS.items() if len(small.upper()) == 1
}
_WRITTEN_OUT = str.maketrans(_BOTH_CASES)


def safe_name(*parts: str, suffix: str) -> str:
    """The parts joined with dashes, only A-Z a-z 0-9 _ - ("Łukasz" is "Lukasz"), never empty, reserved or hidden."""
    flat = unicodedata.normalize("NFKD", "-".join(part for part in parts if part))
    plain = "".join(one for one in flat if not unicodedata.combining(one))
    name = re.sub(r"[^A-Za-z0-9_-]+", "-", plain.translate(_WRITTEN_OUT)).strip("-_")[:LONGEST].rstrip("-_")
    if not name or name.lower() in RESERVED:
        name = f"file-{name}".rstrip("-")
    return f"{name}{suffix}"


def letter_name(case_number: str, number: str, version: int, level: str) -> str:
    """ "LUNG-2026-0417-P1-v1-primary.pdf": no patient's name, so that a folder list tells nobody anything."""
    return safe_name(case_number, number, f"v{version}", level, suffix=".pdf")
