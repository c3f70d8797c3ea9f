"""What a house puts on its letters is looked at before it is kept: a colour that can be read, a foot that fits."""

from __future__ import annotations

import re

from mdt_app.domain.agenda import Letterhead
from mdt_app.domain.errors import Refused
from mdt_app.domain.letters.envelope import COUNTRIES
from mdt_app.domain.letters.mark import mark_of

ACCENT = "#17475A"
"""Of a house that names no colour."""

COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
LEAST_CONTRAST = 4.5
"""On white, WCAG 2.2, 1.4.3: text of usual size."""

MOST_FOOT_LINES, LONGEST_FOOT = 2, 110


def require_letterhead(head: Letterhead) -> None:
    """Raises `Refused` with the first thing that a letter could not print as it should be."""
    if head.logo:
        mark_of(head.logo)
    if head.accent:
        require_colour(head.accent)
    if len(head.foot) > MOST_FOOT_LINES:
        raise Refused(f"The foot of a letter has room for {MOST_FOOT_LINES} lines, not {len(head.foot)}.")
    for line in head.foot:
        if len(line) > LONGEST_FOOT:
            raise Refused(
                f"A line of the foot may have {LONGEST_FOOT} characters; this one has {len(line)}: “{line[:40]}…”."
            )
    if head.country not in COUNTRIES:
        raise Refused(
            f"No window envelope is known for the country “{head.country[:20]}”; there are {', '.join(COUNTRIES)}."
        )


def require_colour(colour: str) -> None:
    """Raises `Refused` where this is no colour, or too pale to be read on white."""
    if not COLOUR.fullmatch(colour):
        raise Refused(f"Write the colour of headings as # and six digits, such as {ACCENT}.")
    found = contrast_on_white(colour)
    if found < LEAST_CONTRAST:
        raise Refused(
            f"The colour {colour} is too pale for headings: its contrast on white is {found:.1f}, and "
            f"{LEAST_CONTRAST} is the least. Choose a darker one."
        )


def contrast_on_white(colour: str) -> float:
    """1 to 21, by WCAG 2.2's relative luminance; the colour as "#17475A"."""
    red, green, blue = (light(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def light(value: float) -> float:
    """A part of a colour, 0 to 1, as light."""
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)
