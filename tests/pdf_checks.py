"""What PDF/UA-1 and PDF/A-2 ask of a file's structure, as far as pikepdf can see it.

veraPDF, the reference checker of both, is a Java program that is not among the project's tools: these checks prove no
conformance, they look where a writer of files usually goes wrong.
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf

SHOWS = {"Tj", "TJ", "'", '"'}
PAINTS = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "BI", "EI"}
KIDS = {
    "Table": {"TR"},
    "TR": {"TH", "TD"},
    "L": {"LI"},
    "LI": {"Lbl", "LBody"},
}
"""What an element of this kind may hold; the others may hold anything but parts of these."""

PARTS = {"TR": {"Table"}, "TH": {"TR"}, "TD": {"TR"}, "LI": {"L"}, "Lbl": {"LI"}, "LBody": {"LI"}}
FORBIDDEN = ("/OpenAction", "/AA", "/AcroForm", "/Names", "/JavaScript", "/OCProperties", "/Encrypt")
TRANSPARENT = ("/ExtGState", "/Pattern", "/Shading")
NOT_PLAIN = ("/SMask", "/Mask", "/SMaskInData", "/Alternates", "/OPI", "/Interpolate", "/Intent")


@dataclass
class Content:
    """A page's content as its operators tell it: the text of each stretch, and what is wrong."""

    texts: dict[int, str] = field(default_factory=dict)
    tags: dict[int, str] = field(default_factory=dict)
    codes: dict[str, set[int]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)


@dataclass
class Node:
    """An element with its kids in order: elements, or (page, number of a stretch)."""

    tag: str
    parent: Node | None
    dictionary: pikepdf.Dictionary
    kids: list[Node | tuple[int, int]] = field(default_factory=list)

    def elements(self) -> Iterator[Node]:
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.elements()

    def places(self) -> list[tuple[int, int]]:
        return [kid for one in self.elements() for kid in one.kids if isinstance(kid, tuple)]


class Opened:
    """A file with its contents and its tree."""

    def __init__(self, pdf: bytes) -> None:
        self.pdf = pikepdf.open(io.BytesIO(pdf))
        self.raw = pdf
        self.numbers = {page.obj.objgen: place for place, page in enumerate(self.pdf.pages)}
        self.contents = [content_of(page) for page in self.pdf.pages]
        self.root = self.node(self.pdf.Root.StructTreeRoot.K, None)

    def node(self, dictionary: pikepdf.Dictionary, parent: Node | None) -> Node:
        found = Node(str(dictionary.S)[1:], parent, dictionary)
        page = self.numbers[dictionary.Pg.objgen] if "/Pg" in dictionary else -1
        kids = dictionary.get("/K", pikepdf.Array([]))
        for kid in list(kids) if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int):
                found.kids.append((page, kid))
            elif "/MCID" in kid:
                found.kids.append((self.numbers[kid.Pg.objgen], int(kid.MCID)))
            else:
                found.kids.append(self.node(kid, found))
        return found

    def text(self, node: Node) -> str:
        """What is heard of an element: its own words where it has them, else what is drawn."""
        for entry in ("/ActualText", "/Alt"):
            if entry in node.dictionary:
                return str(node.dictionary[entry])
        return "".join(
            self.text(kid) if isinstance(kid, Node) else self.contents[kid[0]].texts.get(kid[1], "")
            for kid in node.kids
        )

    def all(self, *tags: str) -> list[Node]:
        return [one for one in self.root.elements() if one.tag in tags]


def content_of(page: pikepdf.Page) -> Content:
    found, maps, font = Content(), {name: character_map(one) for name, one in page.Resources.Font.items()}, ""
    inside: list[tuple[str, int | None]] = []
    actual: list[str | None] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            begun(found, inside, actual, operands)
        elif name == "EMC":
            inside.pop()
            actual.pop()
        elif name == "Tf":
            font = str(operands[0])
        elif name in SHOWS | PAINTS:
            kept = [one for one in inside if one[0] == "Artifact" or one[1] is not None]
            if len(kept) != 1:
                found.wrong.append(f"{name} stands in {len(kept)} stretches")
            if name in SHOWS:
                codes = shown(operands[0])
                found.codes.setdefault(font, set()).update(codes)
                text = "".join(maps[font].get(code, "\ufffd") for code in codes)
                heard(found, kept[0][1] if kept and not any(actual) else None, text)
        elif name in ("k", "K", "cs", "CS", "gs"):
            found.wrong.append(f"{name} is no colour of sRGB")
    if inside:
        found.wrong.append(f"{len(inside)} stretches are not closed")
    return found


def heard(found: Content, stretch: int | None, text: str) -> None:
    if stretch is not None:
        found.texts[stretch] = found.texts.get(stretch, "") + text


def begun(
    found: Content, inside: list[tuple[str, int | None]], actual: list[str | None], operands: list
) -> None:
    entries = operands[1] if len(operands) > 1 else {}
    number = int(entries["/MCID"]) if "/MCID" in entries else None
    tag, said = str(operands[0])[1:], str(entries["/ActualText"]) if "/ActualText" in entries else None
    if number is not None:
        if number in found.tags:
            found.wrong.append(f"stretch {number} stands twice")
        found.tags[number] = tag
    if said is not None and inside:
        heard(found, inside[-1][1], said)
    inside.append((tag, number))
    actual.append(said)


def shown(operand: object) -> list[int]:
    strings = operand if isinstance(operand, pikepdf.Array) else [operand]
    data = b"".join(bytes(one) for one in strings if isinstance(one, pikepdf.String))
    return list(struct.unpack(f">{len(data) // 2}H", data))


def character_map(font: pikepdf.Dictionary) -> dict[int, str]:
    pairs = re.findall(rb"<([0-9A-F]{4})><([0-9A-F]+)>\n", font.ToUnicode.read_bytes())
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}


def problems(pdf: bytes) -> list[str]:
    """All that is wrong, in words; empty for a file as it should be."""
    opened = Opened(pdf)
    return [
        *(f"page {place}: {one}" for place, page in enumerate(opened.contents) for one in page.wrong),
        *marked(opened),
        *nested(opened),
        *tables(opened),
        *headings(opened),
        *catalog(opened),
        *fonts(opened),
    ]


def marked(opened: Opened) -> Iterator[str]:
    """Every stretch belongs to one element, and pages and elements say the same of it."""
    owners: dict[tuple[int, int], list[Node]] = {}
    for one in opened.root.elements():
        for kid in one.kids:
            if isinstance(kid, tuple):
                owners.setdefault(kid, []).append(one)
    parents = opened.pdf.Root.StructTreeRoot.ParentTree.Nums
    for place, (page, content) in enumerate(zip(opened.pdf.pages, opened.contents, strict=True)):
        if sorted(content.tags) != list(range(len(content.tags))):
            yield f"page {place}: stretches {sorted(content.tags)}"
        if page.obj.get("/StructParents") != place or page.obj.get("/Tabs") != "/S":
            yield f"page {place}: no StructParents or Tabs"
        listed = list(parents[2 * place + 1])
        if int(parents[2 * place]) != place or len(listed) != len(content.tags):
            yield f"page {place}: {len(listed)} parents for {len(content.tags)} stretches"
        for number, tag in content.tags.items():
            own = owners.pop((place, number), [])
            if [one.tag for one in own] != [tag] or listed[number].objgen != own[0].dictionary.objgen:
                yield f"page {place}: stretch {number} ({tag}) belongs to {[one.tag for one in own]}"
    yield from (f"no content at {place}" for place in owners)


def nested(opened: Opened) -> Iterator[str]:
    for one in opened.root.elements():
        if one.parent is not None and one.dictionary.P.objgen != one.parent.dictionary.objgen:
            yield f"{one.tag} names another parent"
        for kid in one.kids:
            if one.tag in KIDS and (not isinstance(kid, Node) or kid.tag not in KIDS[one.tag]):
                yield f"{one.tag} holds {kid.tag if isinstance(kid, Node) else 'text'}"
            if isinstance(kid, Node) and kid.tag in PARTS and one.tag not in PARTS[kid.tag]:
                yield f"{kid.tag} stands in {one.tag}"
        if one.tag == "Figure" and not str(one.dictionary.get("/Alt", "")).strip():
            yield "a figure without words"


def tables(opened: Opened) -> Iterator[str]:
    for table in opened.all("Table"):
        rows = [
            [cell for cell in row.kids if isinstance(cell, Node)]
            for row in table.kids
            if isinstance(row, Node)
        ]
        if len({len(row) for row in rows}) != 1:
            yield f"a table with rows of {[len(row) for row in rows]} cells"
        heads = [cell for row in rows for cell in row if cell.tag == "TH"]
        if not heads or any("/Scope" not in cell.dictionary.A for cell in heads):
            yield "a table whose heads are not said"
        if any("/A" in cell.dictionary for row in rows for cell in row if cell.tag == "TD"):
            yield "a cell that is no head has a scope"


def headings(opened: Opened) -> Iterator[str]:
    last = 0
    for one in opened.all("H1", "H2", "H3", "H4", "H5", "H6"):
        level = int(one.tag[1])
        if level > last + 1:
            yield f"{one.tag} “{opened.text(one)}” follows level {last}"
        if not opened.text(one).strip():
            yield f"an empty {one.tag}"
        last = level


def catalog(opened: Opened) -> Iterator[str]:
    root, pdf = opened.pdf.Root, opened.pdf
    if not opened.raw.startswith(b"%PDF-1.7\n%") or not str(root.get("/Lang", "")):
        yield "no version 1.7, or no language"
    if root.get("/MarkInfo", {}).get("/Marked") is not True:
        yield "not marked"
    if root.get("/ViewerPreferences", {}).get("/DisplayDocTitle") is not True:
        yield "the title is not shown"
    intent = root.OutputIntents[0]
    profile = intent.DestOutputProfile.read_bytes()
    if intent.S != "/GTS_PDFA1" or profile[36:40] != b"acsp" or profile[16:20] != b"RGB ":
        yield "no output intent of sRGB"
    with pdf.open_metadata() as metadata:
        told = {name: metadata.get(name) for name in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")}
        if told != {"pdfaid:part": "2", "pdfaid:conformance": "A", "pdfuaid:part": "1"}:
            yield f"metadata say {told}"
        if metadata.get("dc:title") != str(pdf.docinfo["/Title"]):
            yield "two titles"
    if "/Filter" in root.Metadata or len(set(map(bytes, pdf.trailer.ID))) != 1:
        yield "pressed metadata, or no identity"
    yield from (f"{name} is not allowed" for name in FORBIDDEN if name in root or name in pdf.trailer)
    for page in pdf.pages:
        yield from (f"{name} may be transparent" for name in TRANSPARENT if name in page.Resources)
        yield from (f"{name} on a page" for name in ("/Annots", "/Group", "/AA") if name in page.obj)
        yield from pictures(page)
    yield from pdf.check_pdf_syntax()


def pictures(page: pikepdf.Page) -> Iterator[str]:
    for name, one in page.Resources.get("/XObject", {}).items():
        yield from (f"{name} has {key}" for key in NOT_PLAIN if key in one)
        if (one.Subtype, one.ColorSpace, one.BitsPerComponent) != ("/Image", "/DeviceRGB", 8):
            yield f"{name} is no plain picture"


def fonts(opened: Opened) -> Iterator[str]:
    """Embedded, and for every code a glyph, its width as in the font, and a text."""
    for page, content in zip(opened.pdf.pages, opened.contents, strict=True):
        for name, codes in content.codes.items():
            font = page.Resources.Font[name]
            descendant = font.DescendantFonts[0]
            file = descendant.FontDescriptor.FontFile2.read_bytes()
            widths, glyphs, texts = (
                widths_of(descendant),
                descendant.CIDToGIDMap.read_bytes(),
                character_map(font),
            )
            for code in sorted(codes):
                glyph = int.from_bytes(glyphs[2 * code : 2 * code + 2], "big")
                if not glyph or not texts.get(code) or set(texts[code]) & {"\0", "\ufeff", "\ufffe"}:
                    yield f"{name}: code {code} has no glyph or no text"
                if abs(widths.get(code, -9) - advance(file, glyph)) > 1:
                    yield f"{name}: code {code} is {widths.get(code)} wide, its glyph {advance(file, glyph)}"
            if not re.fullmatch(r"/[A-Z]{6}\+[\w-]+", str(font.BaseFont)):
                yield f"{name}: no name of a subset"


def widths_of(font: pikepdf.Dictionary) -> dict[int, float]:
    entries, found = list(font.W), {}
    for first, row in zip(entries[::2], entries[1::2], strict=True):
        found.update({int(first) + place: float(wide) for place, wide in enumerate(row)})
    return found


def advance(font: bytes, glyph: int) -> float:
    """A glyph's width in the font file, in thousandths."""
    tables = {}
    for place in range(struct.unpack(">H", font[4:6])[0]):
        tag, _, start, size = struct.unpack(">4sLLL", font[12 + 16 * place : 28 + 16 * place])
        tables[tag] = font[start : start + size]
    unit = struct.unpack(">H", tables[b"head"][18:20])[0]
    count = struct.unpack(">H", tables[b"hhea"][34:36])[0]
    start = 4 * min(glyph, count - 1)
    return float(struct.unpack(">H", tables[b"hmtx"][start : start + 2])[0]) * 1000 / unit
