"""Every text reaches the page through `P`: cleaned, capped, checked for glyphs, and drawn as plain characters."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from functools import lru_cache

from reportlab.pdfgen.canvas import Canvas

from mdt_app.domain.phrases import Line, Run
from mdt_app.letters.fonts import BOLD, REGULAR, require_glyphs, text_width

CAP = 20_000
"""Characters of one value; the rest is cut, and the cut is said."""

NO_BREAK = "\u00a0"
HELD = re.compile(r"(?<!\w)(\d[\d.,/]*|Dr|Prof\.|Mrs|Mr|Mme) (?=[\w°%])")
"""A number and its unit, a day and its month, a title and its name: never parted by a line's end."""

HIDDEN = dict.fromkeys(
    [
        *(code for code in range(0x20) if code != 0x0A),
        *range(0x7F, 0xA0),
        0xAD,
        0x61C,
        *range(0x200B, 0x2010),
        *range(0x2028, 0x202F),
        *range(0x2060, 0x2070),
        0xFEFF,
        *range(0xFFF9, 0xFFFE),
    ]
)
SPACES = {
    0x09: " ",
    0x202F: NO_BREAK,
    0x2007: NO_BREAK,
    **dict.fromkeys((0x1680, *range(0x2000, 0x2007), 0x2008, 0x2009, 0x200A, 0x205F, 0x3000), " "),
}


@dataclass(frozen=True, slots=True)
class Style:
    """Size and leading in points; `accent` is for headings alone."""

    size: float
    leading: float
    accent: bool = False
    bold: bool = False
    bullet: bool = False


Segment = tuple[str, str, float]
"""A stretch of one line: text, font, width in points."""


@lru_cache(maxsize=4_000)
def clean(text: str) -> str:
    """Composed characters without control, direction or zero-width ones, cut at `CAP` with a word about it."""
    cut = len(text) - CAP
    text = text[:CAP].replace("\r\n", "\n").replace("\r", "\n").translate(SPACES).translate(HIDDEN)
    text = text if text.isascii() else unicodedata.normalize("NFC", text)
    text = HELD.sub(rf"\1{NO_BREAK}", text)
    return f"{text} [cut here: {cut} more characters]" if cut > 0 else text


def P(value: Line | str, style: Style, where: str) -> Text:
    """A paragraph. Raises `Refused`, naming `where`, when a character cannot be drawn."""
    line = (Run(value),) if isinstance(value, str) else value
    runs = []
    for run in line:
        text, font = clean(run.text), BOLD if run.bold or style.bold else REGULAR
        require_glyphs(text, font, where)
        runs.append((text, font))
    return Text(tuple(runs), style)


@dataclass(slots=True)
class Text:
    """Runs broken into lines at spaces, and inside a word only where the word alone is wider than the line."""

    runs: tuple[tuple[str, str], ...]
    style: Style
    _broken: tuple[float, list[list[Segment]]] = field(default=(-1.0, []))

    def lines(self, width: float) -> list[list[Segment]]:
        if self._broken[0] != width:
            self._broken = (width, broken(self.runs, self.style.size, width - self.indent))
        return self._broken[1]

    @property
    def indent(self) -> float:
        return self.style.size * 0.85 if self.style.bullet else 0.0

    def height(self, width: float) -> float:
        return len(self.lines(width)) * self.style.leading

    def words(self) -> int:
        return len("".join(text for text, _ in self.runs).split())

    def natural_width(self) -> float:
        """Width of the longest line were nothing broken."""
        size = self.style.size
        return self.indent + sum(text_width(text, font, size) for text, font in self.runs)

    def split(self, width: float, room: float) -> tuple[Text | None, Text | None]:
        """What fits in `room` and the rest; at least two lines stay on each side, else all of it moves."""
        lines, fit = self.lines(width), int((room + 0.01) // self.style.leading)
        if fit >= len(lines):
            return self, None
        fit = min(fit, len(lines) - 2)
        if fit < 2:
            return None, self
        rest_style = replace(self.style, bullet=False) if self.style.bullet else self.style
        return Ready(self.style, lines[:fit], self.indent), Ready(rest_style, lines[fit:], self.indent)

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        """Draws with the first line's box beginning at `top`, points from the page's bottom."""
        style = self.style
        baseline = top - style.leading + (style.leading - style.size * 1.0) / 2 + style.size * 0.16
        if style.bullet:
            draw_lines(canvas, x + style.size * 0.15, baseline, style, [[("•", REGULAR, 0.0)]])
        draw_lines(canvas, x + self.indent, baseline, style, self.lines(width))


class Ready(Text):
    """A part of a text whose lines are already broken."""

    def __init__(self, style: Style, lines: list[list[Segment]], indent: float) -> None:
        Text.__init__(self, (), style)
        self._lines, self._indent = lines, indent

    __slots__ = ("_indent", "_lines")

    @property
    def indent(self) -> float:
        return self._indent

    def lines(self, width: float) -> list[list[Segment]]:
        return self._lines

    def split(self, width: float, room: float) -> tuple[Text | None, Text | None]:
        fit = int((room + 0.01) // self.style.leading)
        if fit >= len(self._lines):
            return self, None
        if fit < 1:
            return None, self
        rest = replace(self.style, bullet=False)
        return Ready(self.style, self._lines[:fit], self._indent), Ready(
            rest, self._lines[fit:], self._indent
        )


def draw_lines(canvas: Canvas, x: float, baseline: float, style: Style, lines: list[list[Segment]]) -> None:
    """One text object for all lines: no markup is read, and a space that may not break is drawn as any other."""
    text = canvas.beginText(x, baseline)
    current = ""
    for segments in lines or [[]]:
        for number, (part, font, _) in enumerate(segments or [("", REGULAR, 0.0)], start=1):
            if font != current:
                text.setFont(font, style.size, style.leading)
                current = font
            text._textOut(part.replace(NO_BREAK, " "), number >= len(segments))
    canvas.drawText(text)


def broken(runs: tuple[tuple[str, str], ...], size: float, width: float) -> list[list[Segment]]:
    """The runs as lines not wider than `width` points."""
    lines: list[list[Segment]] = []
    for paragraph in paragraphs(runs):
        lines += filled(paragraph, size, width)
    return lines or [[]]


Word = list[tuple[str, str]]


def paragraphs(runs: tuple[tuple[str, str], ...]) -> list[list[Word]]:
    """Words of each forced line; a word is its stretches of one font, so that it may change weight inside."""
    found: list[list[Word]] = [[]]
    gap = True
    for text, font in runs:
        for number, part in enumerate(text.split("\n")):
            if number:
                found.append([])
                gap = True
            for place, word in enumerate(part.split(" ")):
                gap = gap or place > 0
                if not word:
                    continue
                if gap or not found[-1]:
                    found[-1].append([(word, font)])
                else:
                    found[-1][-1].append((word, font))
                gap = False
    return found


def filled(found: list[Word], size: float, width: float) -> list[list[Segment]]:
    lines: list[list[Segment]] = []
    current: list[tuple[str, str]] = []
    used = 0.0
    for word in found:
        wide = sum(text_width(text, font, size) for text, font in word)
        space = text_width(" ", word[0][1], size) if current else 0.0
        if current and used + space + wide > width:
            lines.append(joined(current, size))
            current, used, space = [], 0.0, 0.0
        if wide > width:
            *full, word = chopped(word, size, width)
            lines += [joined(part, size) for part in full]
            wide = sum(text_width(text, font, size) for text, font in word)
        if current:
            current.append((" ", word[0][1]))
        current += word
        used += space + wide
    return [*lines, joined(current, size)]


def chopped(word: Word, size: float, width: float) -> list[Word]:
    """A word wider than the line, in pieces that fit; at least one character each."""
    parts: list[Word] = [[]]
    used = 0.0
    for text, font in word:
        start = 0
        for place, letter in enumerate(text):
            wide = text_width(letter, font, size)
            if used + wide > width and (parts[-1] or place > start):
                parts[-1].append((text[start:place], font))
                parts.append([])
                start, used = place, 0.0
            used += wide
        parts[-1].append((text[start:], font))
    return [[(text, font) for text, font in part if text] for part in parts]


def joined(parts: list[tuple[str, str]], size: float) -> list[Segment]:
    """Neighbours of one font as one stretch."""
    segments: list[list[str]] = []
    for text, font in parts:
        if segments and segments[-1][1] == font:
            segments[-1][0] += text
        else:
            segments.append([text, font])
    return [(text, font, text_width(text, font, size)) for text, font in segments]
