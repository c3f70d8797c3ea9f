"""A recommendation's condition reads as one ("if worse"), whatever was typed; nothing that was typed is changed."""

from __future__ import annotations

import re
import unicodedata

BEGIN = (
    "if, when, whenever, unless, in case, in the event, as long as, as soon as, once, after, before, until, till",
    "provided, providing, while, should, depending on, except",
    "als, indien, wanneer, tenzij, ingeval, in geval, zodra, zolang, eens, na, nadat, voor, voordat, vooraleer",
    "alvorens, tot, totdat, mits, bij, zo nodig, behalve",
    "si, s'il, s'ils, quand, lorsque, lorsqu', sauf, à moins, en cas, au cas, tant que, tant qu', dès, une fois",
    "après, avant, jusqu', pourvu, à condition, lors de",
    "wenn, falls, sofern, soweit, sobald, solange, nachdem, nach, bevor, vor, ehe, bis, außer, ausser, es sei denn",
    "im fall, im falle, bei, beim, sollte, sollten, je nach",
)
"""How a condition begins, in the four languages of the letters."""

AHEAD = (
    "only, even, but, and, or, not, sooner, earlier, later, at once, immediately",
    "enkel, alleen, maar, niet, vroeger, eerder, sneller, ook, meteen",
    "seulement, uniquement, mais, pas, plus tôt, plus tard, même, aussi",
    "nur, aber, nicht, früher, eher, später, auch, erst, sofort",
)
"""What may stand before that: "sooner if worse"."""


def _one_of(lines: tuple[str, ...]) -> str:
    words = ", ".join(lines).split(", ")
    return "|".join(re.escape(one) for one in sorted(words, key=len, reverse=True))


READS = re.compile(rf"\W*(?:(?:{_one_of(AHEAD)}),?\s+)*(?:{_one_of(BEGIN)})\b(?!\s*[<>=≤≥+])", re.IGNORECASE)
"""A text that begins so is a condition already. "Na < 130" is sodium, and not Dutch for "after"."""


def is_condition(text: str) -> bool:
    """Whether a text begins like a condition."""
    return bool(READS.match(unicodedata.normalize("NFC", text.strip()).replace("’", "'")))


def as_condition(text: str) -> str:
    """The text as a condition: as typed where it begins like one, else with "if" before it; "" for nothing typed."""
    said = text.strip()
    return said if not said or is_condition(said) else f"if {said}"
