"""Blocks go onto pages in order; what does not fit goes on, and nothing is left behind."""

from __future__ import annotations

from collections.abc import Sequence

from mdt_app.domain.errors import Refused
from mdt_app.letters.blocks import Block, Space
from mdt_app.letters.measures import BOTTOM, INK, LEFT, NEXT_TOP, PAGE_HEIGHT, TEXT_WIDTH
from mdt_app.letters.paper import Paper

KEEP, PART = 0.5, 0.12
"""A block of up to this part of a page is moved whole rather than parted: usually, and where pages are to be saved."""

MOST_PAGES = 200

Page = list[tuple[Block, float]]
"""Blocks with the height of their top from the page's bottom edge."""


def paged(blocks: Sequence[Block], first_top: float, keep: float = KEEP) -> list[Page]:
    """The blocks on pages; `first_top` is where page 1 begins, from its top edge.

    Raises `Refused` where a block can be neither placed nor parted, or the letter passes `MOST_PAGES`.
    """
    pages: list[Page] = [[]]
    top = PAGE_HEIGHT - first_top
    full = PAGE_HEIGHT - NEXT_TOP - BOTTOM
    waiting = list(reversed(blocks))
    while waiting:
        block = waiting.pop()
        room, fresh = top - BOTTOM, not pages[-1]
        head, tail = fitted(block, room, full * keep, fresh)
        if head is not None:
            pages[-1].append((head, top))
            top -= head.height(TEXT_WIDTH)
        if tail is None:
            continue
        if head is None and fresh and len(pages) > 1:
            raise Refused("A part of the letter is too tall for a page. Shorten its text.")
        if len(pages) == MOST_PAGES:
            raise Refused(f"The letter would have more than {MOST_PAGES} pages. Shorten its texts.")
        pages.append([])
        top = PAGE_HEIGHT - NEXT_TOP
        waiting.append(tail)
    return pages if pages[-1] or len(pages) == 1 else pages[:-1]


def room_left(pages: Sequence[Page], first_top: float) -> float:
    """What is free at the end of the last page, in points."""
    if not pages[-1]:
        return PAGE_HEIGHT - first_top - BOTTOM
    block, top = pages[-1][-1]
    return top - block.height(TEXT_WIDTH) - BOTTOM


def fitted(block: Block, room: float, kept: float, fresh: bool) -> tuple[Block | None, Block | None]:
    high = block.height(TEXT_WIDTH)
    if high <= room + 0.01:
        return block, None
    if isinstance(block, Space):
        return None, None
    if not fresh and high <= kept:
        return None, block
    return block.split(TEXT_WIDTH, room)


def draw_page(canvas: Paper, page: Page) -> None:
    canvas.setFillColor(INK)
    for block, top in page:
        block.draw(canvas, LEFT, top, TEXT_WIDTH)
