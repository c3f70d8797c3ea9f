"""A table's columns are as wide as set; otherwise only where a word would be parted, or a line be saved."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mdt_app.letters.text import Text

SPARE = 0.5
"""Points beside a text that just fits."""

RAGGED = 1.15
"""What the ends of lines cost a text that is set in two."""

MOST_WAYS = 400
"""More ways to share the width than these are not tried."""


def insides(widths: Sequence[float], gap: float) -> list[float]:
    """The columns without the gap that parts each from the next."""
    return [*(wide - gap for wide in widths[:-1]), widths[-1]]


def suited(set_widths: list[float], rows: Sequence[tuple[Text, ...]], gap: float) -> list[float]:
    """The widths as set; a column with a word wider than itself takes what it needs from those with room to spare.

    Where there is no room for whole words, there may be for their parts; else the widths stay as they are.
    """
    inside = insides(set_widths, gap)
    for whole in (True, False):
        least = [
            max((row[column].widest(room, whole) for row in rows), default=0.0)
            for column, room in enumerate(inside)
        ]
        if all(need <= room for need, room in zip(least, inside, strict=True)):
            return set_widths
        needs = [
            max(row[column].widest(0.0, whole) for row in rows) + (gap if column + 1 < len(inside) else 0.0)
            for column in range(len(inside))
        ]
        if sum(needs) + SPARE <= sum(set_widths):
            return raised(set_widths, [need + SPARE / len(needs) for need in needs])
    return set_widths


def raised(widths: list[float], least: list[float]) -> list[float]:
    """Every width at least so much, taken from each of the others by what it has to spare."""
    missing = sum(max(need - wide, 0.0) for wide, need in zip(widths, least, strict=True))
    spare = sum(max(wide - need, 0.0) for wide, need in zip(widths, least, strict=True))
    given = missing / spare if spare else 0.0
    return [
        need if wide < need else wide - (wide - need) * given
        for wide, need in zip(widths, least, strict=True)
    ]


def fitted(set_widths: list[float], rows: Sequence[tuple[Text, ...]], gap: float) -> list[float]:
    """The widths that need the fewest lines for these rows; of like ones mostly those nearest to the widths as set."""
    naturals = [[cell.natural_width() for cell in row] for row in rows]
    columns = [list(column) for column in zip(*naturals, strict=True)]
    if all(max(column) <= room for column, room in zip(columns, insides(set_widths, gap), strict=True)):
        return set_widths
    ways = [choices(*column) for column in zip(columns, insides(set_widths, gap), set_widths, strict=True)]
    if math.prod(map(len, ways)) > MOST_WAYS:
        return set_widths
    total = sum(set_widths)
    possible = [raised(set_widths, list(needs)) for needs in product(*ways) if sum(needs) <= total]

    def apart(widths: list[float]) -> float:
        return sum(abs(wide - other) for wide, other in zip(widths, set_widths, strict=True))

    ranked = [(at_least(naturals, insides(widths, gap)), apart(widths), widths) for widths in possible]
    best, fewest = set_widths, lines(rows, naturals, insides(set_widths, gap))
    for least, _, widths in sorted(ranked):
        if least >= fewest:
            break
        found = lines(rows, naturals, insides(widths, gap))
        if found < fewest:
            best, fewest = widths, found
    return best


def choices(naturals: list[float], room: float, wide: float) -> list[float]:
    """What a column of this width may need: nothing, to keep on one line what is, or to have more on one or on two."""
    kept = [max((natural for natural in naturals if natural <= room), default=0.0)]
    more = [natural for natural in naturals if natural > room]
    half = [max(more) * RAGGED / 2] if more else []
    return sorted({0.0, *(need + wide - room + SPARE for need in (*kept, *more, *half) if need)})


def at_least(naturals: list[list[float]], inside: list[float]) -> int:
    """Fewer lines than this the rows cannot take."""
    return sum(
        max(math.ceil(natural / room) for natural, room in zip(row, inside, strict=True)) for row in naturals
    )


def lines(rows: Sequence[tuple[Text, ...]], naturals: list[list[float]], inside: list[float]) -> int:
    """How many lines the rows take in columns of these widths."""
    return sum(
        max(
            1 if natural <= room else len(cell.lines(room))
            for cell, natural, room in zip(row, of_row, inside, strict=True)
        )
        for row, of_row in zip(rows, naturals, strict=True)
    )
