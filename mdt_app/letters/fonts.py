"""A letter is set in two embedded fonts, and is refused rather than printed with a missing character."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from mdt_app import paths
from mdt_app.domain.errors import Refused

REGULAR, BOLD = "NotoSans", "NotoSans-Bold"
WRITE = "Write it in Latin, Greek or Cyrillic letters, or take it out."
FILES = {REGULAR: "NotoSans-Regular.ttf", BOLD: "NotoSans-Bold.ttf"}


@cache
def register() -> None:
    """Reads both fonts once per process. Raises `Refused` where a file is not there."""
    rl_config.useA85 = 0
    for name, file in FILES.items():
        path = paths.fonts() / file
        if not path.is_file():
            raise Refused(f"The font {file} is missing from {paths.fonts()}. Install the application again.")
        pdfmetrics.registerFont(TTFont(name, str(path)))


@cache
def _widths(font: str) -> tuple[dict[int, float], dict[int, int]]:
    register()
    face = pdfmetrics.getFont(font).face
    return face.charWidths, face.charToGlyph


@lru_cache(maxsize=20_000)
def word_width(word: str, font: str) -> float:
    """Width of a word in thousandths of the font's size."""
    widths, _ = _widths(font)
    return sum(widths.get(ord(letter), 0) for letter in word)


def text_width(text: str, font: str, size: float) -> float:
    """Width in points."""
    return word_width(text, font) * size / 1000


@lru_cache(maxsize=20_000)
def _lacking(word: str, font: str) -> str:
    _, glyphs = _widths(font)
    return next((letter for letter in word if ord(letter) not in glyphs), "")


def require_glyphs(text: str, font: str, field: str, remedy: str = WRITE) -> None:
    """Raises `Refused`, naming the character, the field and what to do, where the font cannot draw `text`."""
    for word in text.split():
        if lacking := _lacking(word, font):
            raise Refused(
                f"The letter cannot be printed: its font has no {named(lacking)}, written in: {field}. {remedy}"
            )


def named(letter: str) -> str:
    """A character with its code and, where that says more than the code, its name."""
    code, name = f"{ord(letter):04X}", unicodedata.name(letter, "").lower()
    return f"“{letter}” (U+{code})" if not name or code.lower() in name else f"“{letter}” (U+{code}, {name})"
