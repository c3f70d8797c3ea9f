"""Where each character of a page stands, in millimetres from its left and top, and how large, as pdfium sees it."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import c_double
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

MM = 72 / 25.4


@dataclass(frozen=True)
class Sign:
    """A character that can be seen."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    bold: bool


def signs(pdf: bytes, number: int = 0) -> list[Sign]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[number]
        text = page.get_textpage()
        return list(_signs(text, page.get_height()))
    finally:
        document.close()


def _signs(text: pypdfium2.PdfTextPage, height: float) -> Iterator[Sign]:
    for place in range(text.count_chars()):
        letter = text.get_text_range(place, 1)
        if not letter.strip():
            continue
        edges = [c_double() for _ in range(4)]
        raw.FPDFText_GetCharBox(text.raw, place, *edges)
        left, right, bottom, top = (one.value for one in edges)
        size = raw.FPDFText_GetFontSize(text.raw, place)
        bold = raw.FPDFText_GetFontWeight(text.raw, place) > 500
        yield Sign(letter, left / MM, (height - top) / MM, right / MM, (height - bottom) / MM, size, bold)


def places(found: list[Sign], words: str) -> list[Sign]:
    """The first character of each place on a page where these words stand in bold."""
    wanted, text = "".join(words.split()), "".join(one.text for one in found)
    starts = [at for at in range(len(text)) if text.startswith(wanted, at)]
    return [found[at] for at in starts if all(one.bold for one in found[at : at + len(wanted)])]


def page_count(pdf: bytes) -> int:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()
