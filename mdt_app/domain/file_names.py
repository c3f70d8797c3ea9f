"""A file name made from data is always short, plain and inside its folder."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256
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
    name = _plain("-".join(part for part in parts if part))[:LONGEST].rstrip("-_")
    if not name or name.lower() in RESERVED:
        name = f"file-{name}".rstrip("-")
    return f"{name}{suffix}"


def _plain(text: str) -> str:
    flat = unicodedata.normalize("NFKD", text)
    plain = "".join(one for one in flat if not unicodedata.combining(one))
    return re.sub(r"[^A-Za-z0-9_-]+", "-", plain.translate(_WRITTEN_OUT)).strip("-_")


PATTERN = "{case}-{letter}-v{version}-{level}"
GAPS = frozenset({"case", "letter", "version", "level", "language", "day", "recipient", "board", "way"})
"""What a pattern of file names may say; never the patient's name."""

NUMBERS = ("case", "letter", "version")
"""What tells one letter from every other."""

LONGEST_NAME = 40
"""Of an addressee in a name that is cut."""


def named_by(pattern: str, to: str = "", **values: str) -> str:
    """A letter's file name by a pattern, always safe; raises `Refused` for a gap that is none of `GAPS`.

    A pattern that would give two letters one name gives them the letter's own number as well; so does one whose name
    is too long: it is cut, the number is not. `to` is said where the letter goes to somebody beside its recipient.
    """
    gaps = {gap for _, gap, _, _ in parsed(pattern) if gap is not None}
    if unknown := sorted(gaps - GAPS):
        raise Refused(f"A file name cannot hold {{{unknown[0]}}}. Use {', '.join(sorted(GAPS))}.")
    name = "".join(text + (values[gap] if gap else "") for text, gap, _, _ in parsed(pattern))
    numbers = {gap: f"v{values[gap]}" if gap == "version" else values[gap] for gap in NUMBERS}
    needed = [number for gap, number in numbers.items() if gap not in gaps]
    if len(_plain("-".join(part for part in (name, *needed, to) if part))) <= LONGEST:
        return safe_name(name, *needed, to, suffix=".pdf")
    end = _plain("-".join(part for part in (*numbers.values(), _cut(_plain(to))) if part))[-LONGEST:]
    return safe_name(_plain(name)[: LONGEST - len(end) - 1].rstrip("-_"), end.lstrip("-_"), suffix=".pdf")


def _cut(text: str) -> str:
    """At most `LONGEST_NAME` characters; what is cut still differs from what begins alike."""
    if len(text) <= LONGEST_NAME:
        return text
    return f"{text[: LONGEST_NAME - 7]}-{sha256(text.encode()).hexdigest()[:6]}"


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
