"""A line with right-to-left words is drawn in the order in which it is seen and kept in the order of reading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from bidi import algorithm

from mdt_app.letters.fonts import JOINERS
from mdt_app.letters.shaping import Piece, pieces, reads_leftward

WORDS = re.compile(r"[\w\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u200c\u200d]+|.")

Segment = tuple[str, str, float]
"""A stretch of one line: text, font, width in points."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one direction and weight, with its left end in points from the line's.

    What reads from right to left comes word by word: `leftward` is then the whole of it with its first word, and ""
    with the words that follow.
    """

    text: str
    pieces: tuple[Piece, ...]
    at: float
    leftward: str | None = None


def in_order(segments: Sequence[Segment], size: float) -> list[Run]:
    """The line's stretches in the order read, each placed where it is seen."""
    parts = [word for part in parted(segments) for word in worded(*part)]
    found = {
        number: pieces(text, font, level % 2 == 1) for number, (text, font, level, _) in enumerate(parts)
    }
    places, at = {}, 0.0
    for number in seen([level for _, _, level, _ in parts]):
        places[number] = at
        at += sum(piece.width for piece in found[number]) * size / 1000
    return [Run(text, found[number], places[number], said) for number, (text, _, _, said) in enumerate(parts)]


def worded(text: str, font: str, level: int) -> list[tuple[str, str, int, str | None]]:
    """A stretch that reads from right to left in words and the signs between them; any other as it is."""
    if level % 2 == 0:
        return [(text, font, level, None)]
    return [
        (word, font, level, text if number == 0 else "") for number, word in enumerate(WORDS.findall(text))
    ]


def parted(segments: Sequence[Segment]) -> list[tuple[str, str, int]]:
    """Text, font and level of each stretch; an odd level reads from right to left."""
    text = "".join(part for part, _, _ in segments)
    if not reads_leftward(text):
        return [(part, font, 0) for part, font, _ in segments if part]
    fonts = [font for part, font, _ in segments for _ in part]
    letters = zip(text, zip(fonts, levels(text), strict=True), strict=True)
    return [
        ("".join(letter for letter, _ in same), font, level)
        for (font, level), same in groupby(letters, lambda one: one[1])
    ]


def levels(text: str) -> list[int]:
    """The level of each character of a line that begins at the left (Unicode Annex 9); joiners as before them."""
    storage = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = 0, "L"
    algorithm.get_embedding_levels(text, storage)
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    counted = iter([letter["level"] for letter in storage["chars"]])
    found, last = [], 0
    for letter in text:
        last = last if letter in JOINERS else next(counted)
        found.append(last)
    return found


def seen(found: Sequence[int]) -> list[int]:
    """Places of the stretches from left to right: from the highest level down, what is at least so high turns round."""
    order = list(range(len(found)))
    for level in range(max(found, default=0), 0, -1):
        start = 0
        for place in range(len(order) + 1):
            if place == len(order) or found[order[place]] < level:
                order[start:place] = reversed(order[start:place])
                start = place + 1
    return order
