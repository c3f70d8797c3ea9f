"""Marks of houses for tests, written as PNG byte by byte."""

from __future__ import annotations

import zlib

from mdt_app.domain.letters.mark import SIGNATURE


def chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content).to_bytes(4, "big")
    return len(content).to_bytes(4, "big") + kind + content + check


def png(width: int, height: int, colours: bytes = b"\x08\x02\x00\x00\x00", more: bytes = b"") -> bytes:
    """Red on the left half, blue on the right; `colours` is the end of the header, `more` chunks before the rows."""
    row = b"\x00" + b"\xff\x00\x00" * (width // 2) + b"\x00\x00\xff" * (width - width // 2)
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + colours
    rows = chunk(b"IDAT", zlib.compress(row * height))
    return SIGNATURE + chunk(b"IHDR", head) + more + rows + chunk(b"IEND", b"")


MARK = png(60, 30)
