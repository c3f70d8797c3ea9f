"""A page of a PDF becomes a picture off the GUI thread; the GUI thread only paints it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

import pypdfium2
from PySide6.QtGui import QImage

from mdt_app.ui.letters.differences import Change, differences

LARGEST_SIDE = 6000
ENDLESS = 1_000_000
"""Room for a page that is as high as it likes: it is fitted by its width alone."""


@dataclass(frozen=True)
class Drawn:
    """One page as a picture: `number` from 1, `pages` of the document, `zoom` in pixels per point, `words` its text."""

    image: QImage
    number: int
    pages: int
    zoom: float
    words: str


@dataclass(frozen=True)
class Asked:
    """What is to be drawn: page `number` of `pdf`, and where `before` is given page `old_number` of it beside it.

    `room` is that of one page; `zoom` and `ratio` as `draw_page` takes them.
    """

    pdf: bytes
    number: int
    room: tuple[int, int]
    zoom: float
    ratio: float
    before: bytes | None = None
    old_number: int = 1


@dataclass(frozen=True)
class Sheets:
    """The page, and where two versions are compared the older one's and all that became another. `prints` stand for
    what each page of the newer one shows."""

    new: Drawn
    prints: tuple[str, ...] = ()
    old: Drawn | None = None
    changes: tuple[Change, ...] = ()

    @property
    def most_pages(self) -> int:
        """Pages of the longer version."""
        return max(self.new.pages, self.old.pages if self.old else 0)


def draw_sheets(asked: Asked) -> Sheets:
    """Draw what is asked for."""
    new = draw_page(asked.pdf, asked.number, asked.room, asked.zoom, asked.ratio)
    prints = page_prints(asked.pdf)
    if asked.before is None:
        return Sheets(new, prints)
    old = draw_page(asked.before, asked.old_number, asked.room, asked.zoom, asked.ratio)
    return Sheets(new, prints, old, differences(asked.before, asked.pdf))


@lru_cache(maxsize=4)
def page_prints(pdf: bytes) -> tuple[str, ...]:
    """What stands for all that each page shows: the same while not a dot of it is lighter or darker."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return tuple(
            sha256(bytes(page.render(scale=1, grayscale=True).buffer)).hexdigest() for page in document
        )
    finally:
        document.close()


def draw_page(pdf: bytes, number: int, room: tuple[int, int], zoom: float, ratio: float) -> Drawn:
    """Draw page `number` (kept within the document). `zoom` 0 fits the whole page into `room` (pixels).

    `ratio` is how many device pixels a pixel has.
    """
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = len(document)
        number = min(max(1, number), pages)
        page = document[number - 1]
        wide, high = page.get_size()
        fitting = min(max(60, room[0]) / wide, max(60, room[1]) / high)
        scale = min(zoom or fitting, LARGEST_SIDE / (max(wide, high) * ratio))
        bitmap = page.render(scale=scale * ratio, prefer_bgrx=True)
        image = QImage(
            bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32
        ).copy()
        image.setDevicePixelRatio(ratio)
        words = page.get_textpage().get_text_range()
        return Drawn(image=image, number=number, pages=pages, zoom=scale, words=words)
    finally:
        document.close()
