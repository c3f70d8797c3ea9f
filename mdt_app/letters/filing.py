"""A document is written as an archive file, PDF/A-2a and PDF/UA-1 by structure: nothing outside it, no clock asked.

What the file claims is looked at by `pdfua` and by checks of the tests. The reference checker of both standards,
veraPDF, is a Java program that the tests do not have: nobody has certified the claim.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Mapping, Sequence

from mdt_app.domain.letters.mark import COLOURS, Mark
from mdt_app.letters.colour import profile
from mdt_app.letters.embedding import embed
from mdt_app.letters.fonts import Face
from mdt_app.letters.metadata import MADE_WITH, About, packet
from mdt_app.letters.setting import Used
from mdt_app.letters.structure import Tree, text_string

HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
PRESSED = 4
"""The level of compression: two more cost a twentieth of a letter's time and save a twentieth of its size."""

MOST_IN_STREAM = 200
"""How many plain objects are pressed together into one stream."""


class File:
    """Objects by number. Plain ones are pressed together, as ISO 32000-1, 7.5.7 lays down."""

    def __init__(self) -> None:
        self.plain: dict[int, bytes] = {}
        self.streams: dict[int, bytes] = {}
        self.count = 0

    def reserve(self, count: int = 1) -> int:
        """The first of so many numbers for objects that are written later."""
        self.count += count
        return self.count - count + 1

    def add(self, entries: bytes, stream: bytes = b"", number: int = 0) -> int:
        """An object from its dictionary's entries; with a stream, a pressed one."""
        number = number or self.reserve()
        if stream:
            pressed = zlib.compress(stream, PRESSED)
            entries += b"/Filter/FlateDecode/Length %d" % len(pressed)
            self.streams[number] = b"<<%s>>stream\n%s\nendstream" % (entries, pressed)
        else:
            self.plain[number] = b"<<%s>>" % entries
        return number

    def add_raw(self, entries: bytes, stream: bytes) -> int:
        """A stream that may be read without unpressing it."""
        number = self.reserve()
        self.streams[number] = b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(stream), stream)
        return number

    def written(self, root: int, info: int) -> bytes:
        """The whole file, which names itself by what is in it."""
        inside = self._press_plain()
        body, offsets = [HEAD], {}
        at = len(HEAD)
        for number, data in self.streams.items():
            offsets[number] = at
            body.append(b"%d 0 obj\n%s\nendobj\n" % (number, data))
            at += len(body[-1])
        last = self.reserve()
        offsets[last] = at
        rows = [struct.pack(">BIH", 0, 0, 65535)]
        for number in range(1, last + 1):
            if number in inside:
                rows.append(struct.pack(">BIH", 2, *inside[number]))
            else:
                rows.append(struct.pack(">BIH", 1, offsets[number], 0))
        own = hashlib.md5(b"".join(body), usedforsecurity=False).hexdigest().encode()
        table = zlib.compress(b"".join(rows), PRESSED)
        body.append(
            b"%d 0 obj\n<</Type/XRef/Size %d/W[1 4 2]/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]/Filter/FlateDecode"
            b"/Length %d>>stream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n"
            % (last, last + 1, root, info, own, own, len(table), table, at)
        )
        return b"".join(body)

    def _press_plain(self) -> dict[int, tuple[int, int]]:
        """Where each plain object then is: the number of its stream, and its place in there."""
        places: dict[int, tuple[int, int]] = {}
        numbers = list(self.plain)
        for start in range(0, len(numbers), MOST_IN_STREAM):
            block = numbers[start : start + MOST_IN_STREAM]
            heads, bodies, at = [], [], 0
            for number in block:
                heads.append(b"%d %d" % (number, at))
                bodies.append(self.plain[number])
                at += len(bodies[-1]) + 1
            head = b" ".join(heads) + b"\n"
            entries = b"/Type/ObjStm/N %d/First %d" % (len(block), len(head))
            stream = self.add(entries, head + b"\n".join(bodies))
            places.update({number: (stream, place) for place, number in enumerate(block)})
        return places


def filed(
    about: About,
    size: tuple[float, float],
    streams: Sequence[bytes],
    tree: Tree,
    used: Mapping[Face, Used],
    pictures: Mapping[Mark, str] | None = None,
) -> bytes:
    """The pages with their structure as one file; sizes in points."""
    file = File()
    root, info, pages = file.reserve(), file.reserve(), file.reserve()
    fonts = " ".join(f"/{face.name} {embed(face, one, file.add)} 0 R" for face, one in used.items())
    marks = " ".join(f"/{name} {pictured(mark, file)} 0 R" for mark, name in (pictures or {}).items())
    resources = file.add(f"/Font<<{fonts}>>{f'/XObject<<{marks}>>' if marks else ''}".encode())
    numbers = [file.reserve() for _ in streams]
    for place, (number, stream) in enumerate(zip(numbers, streams, strict=True)):
        contents = file.add(b"", stream or b" ")
        page = (
            f"/Type/Page/Parent {pages} 0 R/MediaBox[0 0 {size[0]:.2f} {size[1]:.2f}]/Resources {resources} 0 R"
            f"/Contents {contents} 0 R/StructParents {place}/Tabs/S"
        )
        file.add(page.encode(), number=number)
    kids = " ".join(f"{number} 0 R" for number in numbers)
    file.add(f"/Type/Pages/Count {len(numbers)}/Kids[{kids}]".encode(), number=pages)
    file.add(information(about), number=info)
    file.add(catalog(file, about, pages, structure(file, tree, numbers)), number=root)
    return file.written(root, info)


def pictured(mark: Mark, file: File) -> int:
    """The number of a picture, whose rows stay as PNG has them: PDF knows the same filters."""
    entries = (
        f"/Type/XObject/Subtype/Image/Width {mark.width}/Height {mark.height}/ColorSpace/DeviceRGB/BitsPerComponent 8"
        f"/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors {COLOURS}/BitsPerComponent 8/Columns {mark.width}>>"
    )
    return file.add_raw(entries.encode(), mark.data)


def structure(file: File, tree: Tree, pages: list[int]) -> int:
    """The number of the structure tree's root."""
    root, first = file.reserve(), file.reserve(len(tree.elements))
    for number, element in enumerate(tree.written(first, root, pages), start=first):
        file.plain[number] = element
    parents = " ".join(
        f"{place}[{' '.join(f'{first + one.number} 0 R' for one in marked)}]"
        for place, marked in enumerate(tree.pages[: len(pages)])
    )
    by_page = file.add(f"/Nums[{parents}]".encode())
    entries = f"/Type/StructTreeRoot/K {first} 0 R/ParentTree {by_page} 0 R/ParentTreeNextKey {len(pages)}"
    return file.add(entries.encode(), number=root)


def catalog(file: File, about: About, pages: int, tree: int) -> bytes:
    metadata = file.add_raw(b"/Type/Metadata/Subtype/XML", packet(about))
    colours = file.add(b"/N 3", profile())
    return (
        f"/Type/Catalog/Pages {pages} 0 R/Lang{text_string(about.language)}/MarkInfo<</Marked true>>"
        f"/StructTreeRoot {tree} 0 R/Metadata {metadata} 0 R/ViewerPreferences<</DisplayDocTitle true>>"
        f"/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB)"
        f"/DestOutputProfile {colours} 0 R>>]"
    ).encode()


def information(about: About) -> bytes:
    """The same as the metadata say, for readers that look here."""
    said = {"Title": about.title, "Author": about.author, "Subject": about.subject}
    entries = "".join(f"/{name}{text_string(text)}" for name, text in said.items() if text)
    return f"{entries}/Creator({MADE_WITH})/Producer({MADE_WITH})".encode()
