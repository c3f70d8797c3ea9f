"""A file name made from data is always short, plain and inside its folder."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 100
RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))}
)


def safe_name(*parts: str, suffix: str) -> str:
    """The parts joined with dashes, only A-Z a-z 0-9 _ -, never empty, reserved or hidden."""
    flat = unicodedata.normalize("NFKD", "-".join(part for part in parts if part))
    plain = "".join(one for one in flat if not unicodedata.combining(one))
    name = re.sub(r"[^A-Za-z0-9_-]+", "-", plain).strip("-_")[:LONGEST].rstrip("-_")
    if not name or name.lower() in RESERVED:
        name = f"file-{name}".rstrip("-")
    return f"{name}{suffix}"


def letter_name(case_number: str, number: str, version: int, level: str) -> str:
    """ "LUNG-2026-0417-P1-v1-primary.pdf": no patient's name, so that a folder list tells nobody anything."""
    return safe_name(case_number, number, f"v{version}", level, suffix=".pdf")
