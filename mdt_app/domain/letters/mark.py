"""A house's mark is a small plain picture, whole and without anything hidden in it, or it is refused in words."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import lru_cache

from mdt_app.domain.errors import Refused

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MOST_WIDE, MOST_HIGH = 354, 142
"""Pixels: 30 x 12 mm at 300 to the inch, the place of the mark at the head of a letter."""

MOST_BYTES = 40_000
COLOURS = 3
KEPT = (b"IHDR", b"IDAT", b"IEND")
BROKEN = "This picture cannot be used as a mark: {why}. Choose a PNG or JPEG file."


@dataclass(frozen=True, slots=True)
class Mark:
    """Rows of 8-bit red, green and blue, as PNG filters and deflates them; `data` goes into a PDF as it is."""

    width: int
    height: int
    data: bytes


@lru_cache(maxsize=16)
def mark_of(png: bytes) -> Mark:
    """The mark in a PNG file of 8-bit red, green and blue without transparency. Raises `Refused`."""
    if len(png) > MOST_BYTES:
        raise broken(f"it has {len(png):,} bytes, and {MOST_BYTES:,} are the most")
    parts = chunks(png)
    head = dict(parts).get(b"IHDR", b"")
    width, height = int.from_bytes(head[:4], "big"), int.from_bytes(head[4:8], "big")
    if head[8:] != b"\x08\x02\x00\x00\x00":
        raise broken("it is not in plain colours")
    if not (1 <= width <= MOST_WIDE and 1 <= height <= MOST_HIGH):
        raise broken(f"it has {width} x {height} dots, and {MOST_WIDE} x {MOST_HIGH} are the most")
    data = b"".join(content for kind, content in parts if kind == b"IDAT")
    require_whole(data, width, height)
    return Mark(width, height, data)


def chunks(png: bytes) -> list[tuple[bytes, bytes]]:
    """The parts of a PNG file by their names, each with its check sum right."""
    if not png.startswith(SIGNATURE):
        raise broken("it is not a PNG file")
    found, at = [], len(SIGNATURE)
    while at < len(png):
        size, kind = int.from_bytes(png[at : at + 4], "big"), png[at + 4 : at + 8]
        content, check = png[at + 8 : at + 8 + size], png[at + 8 + size : at + 12 + size]
        if len(check) != 4 or zlib.crc32(kind + content) != int.from_bytes(check, "big"):
            raise broken("the file is damaged")
        found.append((kind, content))
        at += 12 + size
    return found


def require_whole(data: bytes, width: int, height: int) -> None:
    """Raises `Refused` where the picture is not exactly as large as it says."""
    row = 1 + COLOURS * width
    try:
        rows = zlib.decompressobj().decompress(data, row * height + 1)
    except zlib.error:
        raise broken("the file is damaged") from None
    if len(rows) != row * height or any(kind > 4 for kind in rows[::row]):
        raise broken("the file is damaged")


def plain_png(png: bytes) -> bytes:
    """The same picture without words, times and profiles that a file may carry. Raises `Refused`."""
    kept = [(kind, content) for kind, content in chunks(png) if kind in KEPT]
    found = SIGNATURE + b"".join(
        len(content).to_bytes(4, "big") + kind + content + zlib.crc32(kind + content).to_bytes(4, "big")
        for kind, content in kept
    )
    mark_of(found)
    return found


def broken(why: str) -> Refused:
    return Refused(BROKEN.format(why=why))
