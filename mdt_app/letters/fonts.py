"""A letter is set in embedded fonts, one for each script, and refused rather than printed without a character."""

from __future__ import annotations

import struct
import unicodedata
from functools import cache, cached_property, lru_cache
from pathlib import Path

import uharfbuzz as harfbuzz

from mdt_app import paths
from mdt_app.domain.errors import Refused

REGULAR, BOLD = "NotoSans", "NotoSans-Bold"
WRITE = "Write it in Latin, Greek or Cyrillic letters, or take it out."
WEIGHTS = {REGULAR: "Regular", BOLD: "Bold"}

SCRIPTS = {
    "Armenian": ((0x530, 0x58F), (0xFB13, 0xFB17)),
    "Hebrew": ((0x591, 0x5F4), (0xFB1D, 0xFB4F)),
    "Arabic": ((0x600, 0x6FF), (0x750, 0x77F), (0x8A0, 0x8FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC)),
    "Devanagari": ((0x900, 0x97F), (0x1CD0, 0x1CFF), (0xA8E0, 0xA8FF)),
    "Bengali": ((0x980, 0x9FF),),
    "Gurmukhi": ((0xA00, 0xA7F),),
    "Tamil": ((0xB80, 0xBFF),),
    "Thai": ((0xE00, 0xE7F),),
    "Georgian": ((0x10A0, 0x10FF), (0x1C90, 0x1CBF), (0x2D00, 0x2D2F)),
    "Ethiopic": ((0x1200, 0x139F), (0x2D80, 0x2DDF), (0xAB00, 0xAB2F)),
}
"""Scripts with their own rules, by the codes they take.

Chinese, Japanese and Korean are refused: a font for them takes more room than all the others together.
"""

WITHIN_MAIN = frozenset({"Devanagari"})
"""Scripts that the font for Latin, Greek and Cyrillic has as well."""

WITHOUT_FORMS = ((0x20, 0x58F), (0x1C80, 0x1C8F), (0x1D00, 0xA7FF), (0xAB30, 0xAB6F), (0xFB00, 0xFB06))
"""Latin, Greek, Cyrillic and signs: written one after the other, where they are not marks on the letter before them."""

JOINERS = "\u200c\u200d"
"""They have no form of their own: they only say whether their neighbours are written joined."""


class Face:
    """One font file: which characters it has, how wide they are in thousandths of the size, and its outlines."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise Refused(
                f"The font {path.name} is missing from {path.parent}. Install the application again."
            )
        self.name = path.stem
        self.outlines = harfbuzz.Face(harfbuzz.Blob.from_file_path(str(path)))
        self.shaper = harfbuzz.Font(self.outlines)
        self.scale = 1000 / self.outlines.upem
        self.glyphs = {code: self.shaper.get_nominal_glyph(code) or 0 for code in self.outlines.unicodes}
        self.glyphs[0xA0] = self.glyphs[0x20]
        self.widths = {code: self.advance(glyph) for code, glyph in self.glyphs.items()}
        self.widths[0x0A] = 0.0
        self.codes = {code: f"{glyph:04X}" for code, glyph in self.glyphs.items()}

    def advance(self, glyph: int) -> float:
        return float(self.shaper.get_glyph_h_advance(glyph) * self.scale)

    def covers(self, letter: str) -> bool:
        return ord(letter) in self.glyphs

    @cached_property
    def simple(self) -> frozenset[str]:
        """Characters that stand one after the other from left to right, each as one glyph whatever its neighbours."""
        return frozenset(
            letter
            for letter in map(chr, self.glyphs)
            if any(first <= ord(letter) <= last for first, last in WITHOUT_FORMS)
            and unicodedata.category(letter) not in ("Mn", "Mc", "Me", "Cf")
        )

    @cached_property
    def box(self) -> tuple[int, ...]:
        """Left, bottom, right and top of all outlines, in thousandths."""
        head = bytes(self.outlines.reference_table("head").data)
        return tuple(round(one * self.scale) for one in struct.unpack(">4h", head[36:44]))

    @cached_property
    def heights(self) -> tuple[int, int, int]:
        """Ascent, descent and height of capitals, in thousandths."""
        table = bytes(self.outlines.reference_table("OS/2").data)
        ascent, descent = struct.unpack(">2h", table[68:72])
        capitals = struct.unpack(">h", table[88:90])[0] if len(table) >= 90 else ascent
        return round(ascent * self.scale), round(descent * self.scale), round(capitals * self.scale)


@cache
def face(file: str) -> Face:
    return Face(paths.fonts() / file)


@cache
def main_face(font: str) -> Face:
    """The face in which Latin, Greek and Cyrillic are set. Raises `Refused` where its file is not there."""
    return face(f"NotoSans-{WEIGHTS[font]}.ttf")


@cache
def register() -> None:
    """Reads both fonts once per process. Raises `Refused` where a file is not there."""
    for font in WEIGHTS:
        main_face(font)


@lru_cache(maxsize=10_000)
def script_of(letter: str) -> str:
    """The script that a character is joined in; "" for Latin, Greek, Cyrillic and signs."""
    code = ord(letter)
    for script, ranges in SCRIPTS.items():
        if any(first <= code <= last for first, last in ranges):
            return script
    return ""


@lru_cache(maxsize=10_000)
def face_of(letter: str, font: str) -> Face | None:
    """The face that draws a character in this weight; None where no font has it."""
    if main_face(font).covers(letter):
        return main_face(font)
    script = script_of(letter)
    if not script or script in WITHIN_MAIN:
        return None
    found = face(f"NotoSans{script}-{WEIGHTS[font]}.ttf")
    return found if found.covers(letter) else None


def is_simple(text: str, font: str) -> bool:
    """Whether the text needs neither another font nor joining nor reordering."""
    return text.isascii() or main_face(font).simple.issuperset(text)


def named(letter: str) -> str:
    """A character with its code and, where that says more than the code, its name."""
    code, name = f"{ord(letter):04X}", unicodedata.name(letter, "").lower()
    return f"“{letter}” (U+{code})" if not name or code.lower() in name else f"“{letter}” (U+{code}, {name})"
