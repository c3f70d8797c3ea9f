"""A file carries the outlines of every glyph that it draws, and for each code the text that it stands for."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import uharfbuzz as harfbuzz

from mdt_app.letters.fonts import Face
from mdt_app.letters.setting import Used

DROPPED = ("BASE", "DSIG", "GDEF", "GPOS", "GSUB", "OS/2", "cmap", "gasp", "name", "post", "kern", "MATH")
"""What only a shaper or an editor needs of a font."""

MOST_IN_BLOCK = 100
"""How many mappings one block of a character map may hold (Adobe Technical Note 5014)."""

Add = Callable[[bytes, bytes], int]
"""Adds an object from its dictionary's entries and its stream; gives its number."""


@dataclass(frozen=True, slots=True)
class Coded:
    """One code of a font with its glyph and its text."""

    code: int
    glyph: int
    says: str


def coded(face: Face, used: Used) -> list[Coded]:
    plain = (Coded(face.glyphs[ord(one)], face.glyphs[ord(one)], shown(one)) for one in used.letters)
    joined = (Coded(code, glyph, shown(says)) for (glyph, says), code in used.joined.items())
    return sorted({one.code: one for one in (*plain, *joined)}.values(), key=lambda one: one.code)


def shown(text: str) -> str:
    return text.replace("\u00a0", " ")


def embed(face: Face, used: Used, add: Add) -> int:
    """The number of the font's dictionary. `add` is called with (entries, stream); an empty stream for a plain one."""
    found = coded(face, used)
    outlines, numbers = subset(face, {one.glyph for one in found})
    name = f"{prefix(found)}+{face.name}"
    file = add(b"/Length1 %d" % len(outlines), outlines)
    ascent, descent, capitals = face.heights
    box = " ".join(map(str, face.box))
    descriptor = add(
        f"/Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[{box}]/ItalicAngle 0/Ascent {ascent}"
        f"/Descent {descent}/CapHeight {capitals}/StemV {140 if 'Bold' in name else 80}/FontFile2 {file} 0 R".encode(),
        b"",
    )
    glyphs = bytearray(2 * (found[-1].code + 1))
    for one in found:
        struct.pack_into(">H", glyphs, 2 * one.code, numbers[one.glyph])
    to_glyph = add(b"", bytes(glyphs))
    widths = " ".join(f"{first}[{' '.join(row)}]" for first, row in rows(face, found))
    descendant = add(
        f"/Type/Font/Subtype/CIDFontType2/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        f"/Supplement 0>>/FontDescriptor {descriptor} 0 R/DW 0/W[{widths}]/CIDToGIDMap {to_glyph} 0 R".encode(),
        b"",
    )
    unicode = add(b"", character_map(found))
    return add(
        f"/Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts[{descendant} 0 R]"
        f"/ToUnicode {unicode} 0 R".encode(),
        b"",
    )


def subset(face: Face, glyphs: Iterable[int]) -> tuple[bytes, dict[int, int]]:
    """A font file with these glyphs alone, and the new number of each."""
    wanted = harfbuzz.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.flags = harfbuzz.SubsetFlags.NO_HINTING | harfbuzz.SubsetFlags.NO_LAYOUT_CLOSURE
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode().ljust(4)) for tag in DROPPED)
    plan = harfbuzz.SubsetPlan(face.outlines, wanted)
    return bytes(plan.execute().blob.data), dict(plan.old_to_new_glyph_mapping)


def prefix(found: list[Coded]) -> str:
    """Six letters that differ between subsets (ISO 32000-1, 9.6.4)."""
    number = zlib.crc32(repr([(one.code, one.says) for one in found]).encode())
    return "".join(chr(ord("A") + number // 26**place % 26) for place in range(6))


def rows(face: Face, found: list[Coded]) -> list[tuple[int, list[str]]]:
    """Widths of codes that follow each other, with the first code."""
    done: list[tuple[int, list[str]]] = []
    last = -2
    for one in found:
        if one.code != last + 1:
            done.append((one.code, []))
        done[-1][1].append(f"{face.advance(one.glyph):g}")
        last = one.code
    return done


def character_map(found: list[Coded]) -> bytes:
    lines = [f"<{one.code:04X}><{one.says.encode('utf-16-be').hex().upper()}>" for one in found]
    blocks = [lines[start : start + MOST_IN_BLOCK] for start in range(0, len(lines), MOST_IN_BLOCK)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit/ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
        "/CMapName/Adobe-Identity-UCS def/CMapType 2 def\n"
        f"1 begincodespacerange<0000><FFFF>endcodespacerange\n{body}\n"
        "endcmap CMapName currentdict/CMap defineresource pop end end\n"
    ).encode()
