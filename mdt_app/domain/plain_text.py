"""Text is kept as it was written, but for characters that nobody sees and that would turn what stands beside them."""

from __future__ import annotations

import re

UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)
"""Controls, halves of characters, and what Qt keeps for itself: no field shows them, so nobody could take them out."""

TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Direction overrides: an unclosed one shows the number or birth date that follows it backwards."""

LINE_ENDS = re.compile("[\t\n\r\x85\u2028\u2029]+")


def seen(text: str) -> str:
    """The text as typed or pasted, without what cannot be seen."""
    return UNSEEN.sub("", text)


def upright(text: str) -> str:
    """The text in reading order as it is written, whatever stands before and after it."""
    return TURNING.sub("", text)


def one_line(text: str) -> str:
    """A name, number or address line: seen, upright, without line ends and outer spaces."""
    return LINE_ENDS.sub(" ", upright(seen(text))).strip()
