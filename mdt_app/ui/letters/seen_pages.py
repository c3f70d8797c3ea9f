"""A page counts as shown once all that is printed on it lay on the screen, large enough to be read."""

from __future__ import annotations

from collections.abc import Sequence

ACROSS, DOWN = 8, 24
"""Cells of a page; those at its edges hold nothing that one reads."""

LEGIBLE = 0.6
"""Pixels a point from which a letter's smallest text can be read."""

EDGE = 0.002
"""Of the page: what a rounding takes away."""

Part = tuple[float, float, float, float]
"""Left, top, right and bottom of a part of a page, each as a share of its width or height."""


class SeenPages:
    """What lay on the screen of each page, by the print of what stands on it: a page that changes is another page."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def look(self, page: str, part: Part, zoom: float) -> None:
        """This part of a page lies on the screen, drawn with so many pixels a point."""
        if zoom >= LEGIBLE:
            self._seen[page] = self._seen.get(page, 0) | _cells(part)

    def first_unseen(self, pages: Sequence[str]) -> int:
        """The number, from 1, of the first page of which something was never shown; 0 where all was."""
        return next((number for number, one in enumerate(pages, start=1) if self.gap(one) is not None), 0)

    def is_begun(self, page: str) -> bool:
        """Whether anything of a page was shown."""
        return bool(self._seen.get(page))

    def gap(self, page: str) -> Part | None:
        """The topmost part of a page that was never shown, None where all was."""
        left = ALL & ~self._seen.get(page, 0)
        if not left:
            return None
        down, across = divmod((left & -left).bit_length() - 1, ACROSS)
        return across / ACROSS, down / DOWN, (across + 1) / ACROSS, (down + 1) / DOWN


def _cells(part: Part) -> int:
    """The cells that lie wholly in a part of a page, a bit each."""
    left, top, right, bottom = part
    found = 0
    for down in range(1, DOWN - 1):
        for across in range(1, ACROSS - 1):
            wide = left - EDGE <= across / ACROSS and (across + 1) / ACROSS <= right + EDGE
            if wide and top - EDGE <= down / DOWN and (down + 1) / DOWN <= bottom + EDGE:
                found |= 1 << (down * ACROSS + across)
    return found


ALL = _cells((0.0, 0.0, 1.0, 1.0))
"""Every cell that one reads."""
