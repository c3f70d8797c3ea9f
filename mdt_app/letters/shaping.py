"""A word is set as its script is written: joined, marks in place, right to left where it reads so; or refused."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import uharfbuzz as harfbuzz

from mdt_app.domain.errors import Refused
from mdt_app.letters.fonts import JOINERS, WRITE, Face, face_of, is_simple, main_face, named, script_of

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
DOTTED_CIRCLE = 0x25CC
"""What a shaper draws under a mark that has no letter to stand on."""

MOST_MARKS = 6
"""On one letter: scripts that are written stay below it, and more would climb into the lines above."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A shape with what it says; distances in thousandths of the size."""

    number: int
    says: str
    advance: float
    right: float
    up: float


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch in one face and one direction. `glyphs`, in the order drawn, are empty where each character is one."""

    face: Face
    text: str
    glyphs: tuple[Glyph, ...]
    width: float
    broken: bool = False


def reads_leftward(text: str) -> bool:
    return not text.isascii() and RIGHT_TO_LEFT.search(text) is not None


@lru_cache(maxsize=1_000)
def pieces(text: str, font: str, leftward: bool = False) -> tuple[Piece, ...]:
    """The text in its faces, in the order drawn. Characters that no font has are left out: see `require_glyphs`."""
    if is_simple(text, font) and not leftward:
        face = main_face(font)
        return (Piece(face, text, (), sum(face.widths[ord(letter)] for letter in text)),)
    found = [shaped(part, face, leftward) for face, part in by_face(text, font)]
    return tuple(reversed(found)) if leftward else tuple(found)


def by_face(text: str, font: str) -> list[tuple[Face, str]]:
    """Stretches of one face and one script; marks, joiners and what else fits stay with the letter before them."""
    chosen: list[tuple[tuple[Face, str], str]] = []
    before: tuple[Face, str] | None = None
    for letter in text:
        face = face_of(letter, font)
        kind = (face, script_of(letter)) if face is not None else None
        if before is not None and (kind is None or is_mark(letter)) and before[0].covers(letter):
            kind = before
        if kind is not None:
            chosen.append((kind, letter))
            before = kind
    return [
        (face, "".join(letter for _, letter in part))
        for (face, _), part in groupby(chosen, lambda one: one[0])
    ]


def shaped(text: str, face: Face, leftward: bool) -> Piece:
    buffer = harfbuzz.Buffer()
    buffer.cluster_level = harfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if leftward else "ltr"
    harfbuzz.shape(face.shaper, buffer, {"liga": False})
    infos, scale = buffer.glyph_infos, face.scale
    says = said([info.cluster for info in infos], text)
    glyphs = tuple(
        Glyph(info.codepoint, word, at.x_advance * scale, at.x_offset * scale, at.y_offset * scale)
        for info, at, word in zip(infos, buffer.glyph_positions, says, strict=True)
    )
    if leftward:
        glyphs = tuple(part for glyph in glyphs for part in one_by_one(glyph, face))
    circle = face.glyphs.get(DOTTED_CIRCLE)
    drawn = {glyph.number for glyph in glyphs}
    broken = 0 in drawn or (circle in drawn and chr(DOTTED_CIRCLE) not in text)
    return Piece(face, text, glyphs, sum(glyph.advance for glyph in glyphs), broken)


def one_by_one(glyph: Glyph, face: Face) -> list[Glyph]:
    """A shape that says several characters, as in lam-alef, with an empty one before it for each of them but the first.

    Programs that look for text then turn every word round character by character, as they would without it.
    """
    blank = face.glyphs[0x20]
    return [
        *(Glyph(blank, letter, 0.0, 0.0, 0.0) for letter in reversed(glyph.says[1:])),
        Glyph(glyph.number, glyph.says[:1], glyph.advance, glyph.right, glyph.up),
    ]


def said(clusters: list[int], text: str) -> list[str]:
    """What each glyph says: a cluster's characters are shared out, so that all in the order read say the text."""
    starts = sorted(set(clusters))
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    found: list[str] = []
    for start, same in groupby(clusters):
        count, part = len(list(same)), text[start : ends[start]]
        if count > len(part):
            part = unicodedata.normalize("NFKD", part)
        shares = [part[place] if place < len(part) else "\u200b" for place in range(count)]
        shares[-1] += part[count:]
        found += shares if len(clusters) < 2 or clusters[0] <= clusters[-1] else reversed(shares)
    return found


@lru_cache(maxsize=20_000)
def word_width(word: str, font: str) -> float:
    """Width of a word in thousandths of the font's size."""
    widths = main_face(font).widths
    try:
        if is_simple(word, font):
            return sum([widths[letter] for letter in map(ord, word)])
    except KeyError:
        pass
    return sum(piece.width for piece in pieces(word, font, reads_leftward(word)))


def text_width(text: str, font: str, size: float) -> float:
    """Width in points."""
    return word_width(text, font) * size / 1000


@lru_cache(maxsize=20_000)
def _lacking(word: str, font: str) -> str:
    """What cannot be drawn of a word, in words; nothing where all of it can."""
    if is_simple(word, font):
        return ""
    for letter in word:
        if letter not in JOINERS and face_of(letter, font) is None:
            return f"its font has no {named(letter)}"
    for letter, before in zip(word, f" {word}", strict=False):
        if unicodedata.category(letter)[0] == "M" and not before.isalnum() and not is_mark(before):
            return f"it has the mark {named(letter)} without a letter before it"
    if any(len(list(found)) > MOST_MARKS for marks, found in groupby(word, is_mark) if marks):
        return f"it piles more than {MOST_MARKS} marks on one letter"
    if any(piece.broken for piece in pieces(word, font, reads_leftward(word))):
        return f"its font cannot join the letters of “{word[:40]}”"
    return ""


def is_mark(letter: str) -> bool:
    return unicodedata.category(letter)[0] == "M" or letter in JOINERS


def require_glyphs(text: str, font: str, field: str, remedy: str = WRITE) -> None:
    """Raises `Refused`, naming the character, the field and what to do, where no font can draw `text`."""
    if is_simple(text, font):
        return
    for word in text.split():
        if lacking := _lacking(word, font):
            raise Refused(f"The letter cannot be printed: {lacking}, written in: {field}. {remedy}")
