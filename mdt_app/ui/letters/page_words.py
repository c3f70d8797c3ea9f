"""Every word of a letter is read from its file, with its place on the page; what is printed around it is left out."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import c_double, c_ulong, cast, create_string_buffer
from dataclasses import dataclass
from functools import lru_cache

import pypdfium2
from pypdfium2 import raw

from mdt_app.ui.letters.tokens import tokens

MM = 72 / 25.4
HEAD, FOOT = 11 * MM, 17.5 * MM
"""Above and below stand what the page is (draft, number, version, day of issue, page), never what the letter says."""

UNSEEN = dict.fromkeys((0x00, 0x02, 0xAD, 0xFFFE))
BULLET = "•"
Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points from the upper left corner of a page."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word as printed, a day, phone number or dose as one; `page` from 1, one of `boxes` for each of its lines."""

    text: str
    page: int
    boxes: tuple[Box, ...]


@lru_cache(maxsize=4)
def words_of(pdf: bytes) -> tuple[Word, ...]:
    """What a letter says, word by word in its reading order. Raises `pypdfium2.PdfiumError` for what is no PDF."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return tuple(
            word for number in range(len(document)) for word in _of_page(document[number], number + 1)
        )
    finally:
        document.close()


def _of_page(page: pypdfium2.PdfPage, number: int) -> Iterator[Word]:
    text, height = page.get_textpage(), page.get_height()
    said = "".join(chr(raw.FPDFText_GetUnicode(text, place)) for place in range(text.count_chars()))
    for found in tokens(said):
        shown = " ".join(plain(found.group()).split())
        boxes = tuple(_boxes(text, found.start(), len(found.group()), height))
        if shown not in ("", BULLET) and boxes and _is_said(text, found.start(), boxes[0], height):
            yield Word(shown, number, boxes)


def plain(text: str) -> str:
    """Without what is not seen, and fit to be shown: half a character is the sign of one that cannot be."""
    return text.translate(UNSEEN).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _boxes(text: pypdfium2.PdfTextPage, start: int, count: int, height: float) -> Iterator[Box]:
    """Where some characters stand, as high as their line is."""
    loose, edges = raw.FS_RECTF(), [c_double() for _ in range(4)]
    line: tuple[float, float] | None = None
    if raw.FPDFText_GetLooseCharBox(text, start, loose):
        line = (height - loose.top, height - loose.bottom)
    for place in range(raw.FPDFText_CountRects(text, start, count)):
        raw.FPDFText_GetRect(text, place, *edges)
        left, top, right, bottom = (one.value for one in edges)
        top, bottom = height - top, height - bottom
        if line is not None and line[0] < bottom and top < line[1]:
            top, bottom = min(top, line[0]), max(bottom, line[1])
        yield left, top, right, bottom


def _is_said(text: pypdfium2.PdfTextPage, place: int, box: Box, height: float) -> bool:
    if box[3] < HEAD or box[1] > height - FOOT:
        return False
    return "Artifact" not in _tags(raw.FPDFText_GetTextObject(text, place))


def _tags(thing: object) -> Iterator[str]:
    """As what the file itself says that something on a page was drawn."""
    name, length = create_string_buffer(64), c_ulong()
    for place in range(max(0, raw.FPDFPageObj_CountMarks(thing))):
        mark = raw.FPDFPageObj_GetMark(thing, place)
        if raw.FPDFPageObjMark_GetName(mark, cast(name, _WIDE), len(name), length):
            yield name.raw[: max(0, length.value - 2)].decode("utf-16-le", "replace")


_WIDE = raw.FPDFPageObjMark_GetName.argtypes[1]
