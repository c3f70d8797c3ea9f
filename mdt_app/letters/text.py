"""Every text reaches the page through `P`: cleaned, capped, checked for glyphs, and drawn as plain characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from mdt_app.domain.phrases import Line, Run
from mdt_app.letters.bidi import Segment
from mdt_app.letters.fonts import BOLD, REGULAR, is_simple
from mdt_app.letters.paper import Paper
from mdt_app.letters.setting import NO_BREAK
from mdt_app.letters.shaping import is_mark, require_glyphs, text_width

CAP = 20_000
"""Characters of one value; the rest is cut, and the cut is said."""

HELD = re.compile(
    r"(?<!\w)(\d(?:[\d.,/]*[\d./])?|(?<=\d[ \u00a0])h(?= \d)"
    r"|[Dd]r\.?|[Dd]re|[Pp]rof\.|Pre?|Mrs?|M\.|Mme|Mlle|Mevr\.|Mevrouw|Frau|Herrn?)"
    r" (?=[\w°%])"
)
"""A number and its unit, a day and its month, a title and its name: never parted by a line's end."""

PARTS = re.compile("\u00a0|(?<=[^\\W\\d_]-)(?=[^\\W\\d_])")
"""Where a word wider than its line is parted first: at what is held together, and after a hyphen between letters."""

BESIDE = re.compile(r" (?=[:;?!»·–](?:\s|$))|(?<=«) |(?<=[\dh][ \u00a0]–) (?=\d)")
"""Spaces beside the marks of French, before a dot or dash, which begin no line, and within "8 h 30 – 17 h"."""

HIDDEN = dict.fromkeys(
    [
        *(code for code in range(0x20) if code != 0x0A),
        *range(0x7F, 0xA0),
        0xAD,
        0x61C,
        0x200B,
        *range(0x200E, 0x2010),
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


WORD = re.compile(r"[^\W_]\S*")
"""Whatever stands between spaces and holds a letter or a figure."""

MOST_IN_LINE = 2_000
"""More characters than any line has room for."""

STRAY_JOINER = re.compile("(?<![\u0600-\u0dff])[\u200c\u200d]|[\u200c\u200d](?![\u0600-\u0dff])")
"""A joiner that does not stand between letters of a script that is written joined."""


@dataclass(frozen=True, slots=True)
class Style:
    """Size and leading in points; `accent` is for headings alone, and `tag` is what a text of this style is."""

    size: float
    leading: float
    accent: bool = False
    bold: bool = False
    bullet: bool = False
    tag: str = "P"


@lru_cache(maxsize=4_000)
def clean(text: str) -> str:
    """Composed characters without control, direction or zero-width ones, cut at `CAP`, saying after how many more."""
    cut = len(text) - CAP
    text = text[:CAP].replace("\r\n", "\n").replace("\r", "\n").translate(SPACES).translate(HIDDEN)
    if not text.isascii():
        text = unicodedata.normalize("NFC", STRAY_JOINER.sub("", text))
    text = BESIDE.sub(NO_BREAK, HELD.sub(rf"\1{NO_BREAK}", text))
    return f"{text} [… +{cut}]" if cut > 0 else text


def one_line(text: str) -> str:
    """Clean, and without the line breaks that a place of one line has no room for."""
    return clean(text).replace("\n", " ")


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
    key: Hashable | None = None
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
        return len(WORD.findall("".join([text for text, _ in self.runs])))

    def natural_width(self) -> float:
        """Width of the longest line were nothing broken."""
        size = self.style.size
        return self.indent + sum(text_width(text, font, size) for text, font in self.runs)

    def widest(self, over: float, whole: bool = True) -> float:
        """Width of its widest word, or of its widest part that no line parts; only what may be wider than `over`."""
        size, found = self.style.size, 0.0
        for text, font in self.runs:
            for word in text.replace("\n", " ").split(" "):
                if len(word) * size > over:
                    parts = [word] if whole else filter(None, PARTS.split(word))
                    found = max(found, *(text_width(part, font, size) for part in parts))
        return found + self.indent if found else 0.0

    def split(self, width: float, room: float) -> tuple[Text | None, Text | None]:
        """What fits in `room` and the rest; at least two lines stay on each side, else all of it moves."""
        lines, fit = self.lines(width), int((room + 0.01) // self.style.leading)
        if fit >= len(lines):
            return self, None
        fit = min(fit, len(lines) - 2)
        if fit < 2:
            return None, self
        return in_two(self.style, lines, fit, self.indent, self.key or object())

    def draw(self, canvas: Paper, x: float, top: float, width: float) -> None:
        """Draws with the first line's box beginning at `top`, points from the page's bottom."""
        style = self.style
        if not any(self.lines(width)):
            return
        baseline = top - style.leading + (style.leading - style.size * 1.0) / 2 + style.size * 0.16
        if not style.bullet:
            with canvas.leaf(style.tag, self.key):
                self._write(canvas, x, baseline, width)
            return
        with canvas.item():
            with canvas.leaf("Lbl"):
                bullet = [[("• ", REGULAR, 0.0)]]
                canvas.text(x + style.size * 0.15, baseline, style.size, style.leading, bullet)
            with canvas.leaf("LBody", self.key):
                self._write(canvas, x, baseline, width)

    def _write(self, canvas: Paper, x: float, baseline: float, width: float) -> None:
        lines = spaced_lines(self.lines(width))
        canvas.text(x + self.indent, baseline, self.style.size, self.style.leading, lines)


class Ready(Text):
    """A part of a text whose lines are already broken."""

    def __init__(self, style: Style, lines: list[list[Segment]], indent: float, key: Hashable) -> None:
        Text.__init__(self, (), style, key)
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
        return in_two(self.style, self._lines, fit, self._indent, self.key or object())


def in_two(
    style: Style, lines: list[list[Segment]], fit: int, indent: float, key: Hashable
) -> tuple[Text, Text]:
    """The first lines and the rest, which stay one paragraph for who listens."""
    rest = replace(style, bullet=False) if style.bullet else style
    return Ready(style, lines[:fit], indent, key), Ready(rest, lines[fit:], indent, key)


class Chopped(list[Segment]):
    """A line that ends inside a word."""


def spaced_lines(lines: Sequence[list[Segment]]) -> list[list[Segment]]:
    """Where a line ends between two words there is a space, which nobody sees but who listens and who copies."""
    return [
        line if isinstance(line, Chopped) or not line else [*line, (" ", line[-1][1], 0.0)] for line in lines
    ]


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
    for word, wide, joins in narrow(found, size, width):
        space = text_width(" ", word[0][1], size) if current and not joins else 0.0
        if current and used + space + wide > width:
            line = joined(current, size)
            lines.append(Chopped(line) if joins else line)
            current, used, space = [], 0.0, 0.0
        if wide > width:
            *full, word = chopped(word, size, width)
            lines += [Chopped(joined(part, size)) for part in full]
            wide = width_of(word, size)
        if space:
            current.append((" ", word[0][1]))
        current += word
        used += space + wide
    return [*lines, joined(current, size)]


def narrow(found: list[Word], size: float, width: float) -> Iterator[tuple[Word, float, bool]]:
    """The words, those wider than the line in their parts; with each its width, and whether it joins the one before."""
    for word in found:
        wide = width_of(word, size)
        if wide <= width:
            yield word, wide, False
            continue
        for part, joins in opened(word):
            yield part, width_of(part, size), joins


def width_of(word: Word, size: float) -> float:
    return sum([text_width(text, font, size) for text, font in word])


def opened(word: Word) -> list[tuple[Word, bool]]:
    """A word at its held spaces and after its hyphens; with each part whether it joins the one before."""
    parts: list[tuple[Word, bool]] = []
    joins, begun = False, False
    for text, font in word:
        place = 0
        for cut in [*PARTS.finditer(text), None]:
            piece = text[place : cut.start() if cut else None]
            if piece and begun:
                parts[-1][0].append((piece, font))
            elif piece:
                parts.append(([(piece, font)], joins and bool(parts)))
            begun = bool(piece) or begun
            if cut:
                place, begun, joins = cut.end(), False, cut.start() == cut.end()
    return parts


def chopped(word: Word, size: float, width: float) -> list[Word]:
    """A word wider than the line, in pieces that fit; at least one character with its marks each."""
    parts: list[Word] = [[]]
    used = 0.0
    for text, font in word:
        letters, start = clusters(text, font), 0
        while start < len(letters):
            count = fitting(letters, start, font, size, width - used)
            if count or not parts[-1]:
                piece = "".join(letters[start : start + max(count, 1)])
                parts[-1].append((piece, font))
                used += text_width(piece, font, size)
                start += max(count, 1)
            if start < len(letters):
                parts.append([])
                used = 0.0
    return parts


def fitting(letters: Sequence[str], start: int, font: str, size: float, room: float) -> int:
    """How many of the characters from `start` on fit; joined they may be wider than each alone."""
    count, used = 0, 0.0
    for letter in letters[start : start + MOST_IN_LINE]:
        used += text_width(letter, font, size)
        if used > room:
            break
        count += 1
    if isinstance(letters, str):
        return count
    while count > 1 and text_width("".join(letters[start : start + count]), font, size) > room:
        count -= 1
    return count


def clusters(text: str, font: str) -> Sequence[str]:
    """The characters, each with the marks that belong to it; the text itself where none has."""
    if is_simple(text, font):
        return text
    found: list[str] = []
    for letter in text:
        if found and is_mark(letter):
            found[-1] += letter
        else:
            found.append(letter)
    return found


def joined(parts: list[tuple[str, str]], size: float) -> list[Segment]:
    """Neighbours of one font as one stretch."""
    segments: list[list[str]] = []
    for text, font in parts:
        if segments and segments[-1][1] == font:
            segments[-1][0] += text
        else:
            segments.append([text, font])
    return [(text, font, text_width(text, font, size)) for text, font in segments]
