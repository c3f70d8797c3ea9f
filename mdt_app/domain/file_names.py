"""A file name made from data is always short, plain and inside its folder."""

from __future__ import annotations

import re
import unicodedata
from string import Formatter

from mdt_app.domain.errors import Refused
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


PATTERN = "{case}-{letter}-v{version}-{level}"
GAPS = frozenset({"case", "letter", "version", "level", "language", "day", "recipient", "board", "way"})
"""What a pattern of file names may say; never the patient's name."""


def named_by(pattern: str, **values: str) -> str:
    """A letter's file name by a pattern, always safe; raises `Refused` for a gap that is none of `GAPS`.

    A pattern that would give two letters one name gives them the letter's own number as well.
    """
    gaps = {gap for _, gap, _, _ in parsed(pattern) if gap is not None}
    if unknown := sorted(gaps - GAPS):
        raise Refused(f"A file name cannot hold {{{unknown[0]}}}. Use {', '.join(sorted(GAPS))}.")
    name = "".join(text + (values[gap] if gap else "") for text, gap, _, _ in parsed(pattern))
    needed = [values[gap] for gap in ("case", "letter", "version") if gap not in gaps]
    return safe_name(name, *needed, suffix=".pdf")


def parsed(pattern: str) -> list[tuple[str, str | None, str | None, str | None]]:
    try:
        return list(Formatter().parse(pattern))
    except ValueError:
        raise Refused(f"This pattern of file names has a {{ without its }}: {pattern[:80]}.") from None


def letter_name(case_number: str, number: str, version: int, level: str, language: str = "") -> str:
    """ "LUNG-2026-0417-P1-v1-primary.pdf": no patient's name, so that a folder list tells nobody anything.

    `language` is said of a draft in another one than the letter's own, which never takes that letter's place.
    """
    return safe_name(case_number, number, f"v{version}", level, language, suffix=".pdf")
