"""A page of a PDF becomes a picture off the GUI thread; the GUI thread only paints it."""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2
from PySide6.QtGui import QImage

LARGEST_SIDE = 6000


@dataclass(frozen=True)
class Drawn:
    """One page as a picture: `number` from 1, `pages` of the document, `zoom` in pixels per point, `words` its text."""

    image: QImage
    number: int
    pages: int
    zoom: float
    words: str


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
