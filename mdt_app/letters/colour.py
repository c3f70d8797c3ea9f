"""A letter's colours are sRGB, and the file carries the profile that says so, written from the standard's numbers."""

from __future__ import annotations

import struct
from functools import cache

WHITE = (0.9642, 1.0, 0.8249)
"""D50, the white that every profile is described in (ICC.1:2004-10)."""

RED, GREEN, BLUE = (0.43607, 0.22249, 0.01392), (0.38515, 0.71687, 0.09708), (0.14307, 0.06061, 0.71410)
"""The primaries of IEC 61966-2-1 seen under D50."""

ADAPTATION = (1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168)
"""From D65 to D50, by Bradford."""

CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
"""IEC 61966-2-1: (a x + b) ** g from d on, c x below."""


def fixed(*values: float) -> bytes:
    return b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def words(text: str) -> bytes:
    said = text.encode("utf-16-be")
    return b"mluc" + bytes(4) + struct.pack(">2I2s2s2I", 1, 12, b"en", b"US", len(said), 28) + said


@cache
def profile() -> bytes:
    """An ICC profile, version 4.2, for displays."""
    curve = b"para" + bytes(4) + struct.pack(">2H", 3, 0) + fixed(*CURVE)
    tags = {
        b"desc": words("sRGB"),
        b"cprt": words("CC0"),
        b"wtpt": b"XYZ " + bytes(4) + fixed(*WHITE),
        b"chad": b"sf32" + bytes(4) + fixed(*ADAPTATION),
        b"rXYZ": b"XYZ " + bytes(4) + fixed(*RED),
        b"gXYZ": b"XYZ " + bytes(4) + fixed(*GREEN),
        b"bXYZ": b"XYZ " + bytes(4) + fixed(*BLUE),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    table, body = struct.pack(">I", len(tags)), b""
    start = 128 + 4 + 12 * len(tags)
    placed: dict[bytes, int] = {}
    for name, data in tags.items():
        if data not in placed:
            placed[data] = start + len(body)
            body += data + bytes(-len(data) % 4)
        table += name + struct.pack(">2I", placed[data], len(data))
    day = struct.pack(">6H", 2026, 1, 1, 0, 0, 0)
    head = struct.pack(">I4sI4s4s4s", start + len(body), bytes(4), 0x04200000, b"mntr", b"RGB ", b"XYZ ")
    head += day + b"acsp" + bytes(24) + struct.pack(">I", 0) + fixed(*WHITE)
    return head.ljust(128, b"\0") + table + body
