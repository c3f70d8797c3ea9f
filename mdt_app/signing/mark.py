"""What a signature shows on the page is drawn in an embedded font, and a screen reader hears it as a form field."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.font.opentype import GlyphAccumulator
from pyhanko.pdf_utils.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    StreamObject,
    pdf_string,
)
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import PdfFileWriter

from mdt_app import paths
from mdt_app.domain.errors import Refused
from mdt_app.domain.letters.signing import Mark
from mdt_app.signing.structure import tag

FONT, SUBSET = "NotoSans-Regular.ttf", "SIGNED"
INK = b"0.0667 0.0667 0.0667 rg"
"""The letter's ink in the letter's colours."""

ONE_LINE, SMALLEST = 0.85, 0.7
"""How far a long name may shrink before it takes two lines, and before it is refused."""

LEADING = 9.5 / 7.4
"""From line to line, of the size: the letter's foot."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Lines of text as glyphs: operators and width in ems of each, and the font under the name that they use."""

    lines: tuple[tuple[bytes, float], ...]
    fonts: Any

    @property
    def width(self) -> float:
        return max(width for _, width in self.lines)


@lru_cache(maxsize=64)
def drawn(*lines: str) -> Drawn:
    """Shaped and subset once, for every letter of a batch. Raises `Refused` for a character that the font lacks."""
    writer = PdfFileWriter()
    with (paths.fonts() / FONT).open("rb") as file:
        glyphs = GlyphAccumulator(writer, BytesIO(file.read()), 1)
    glyphs.tt.recalcTimestamp = False
    known = glyphs.tt.getBestCmap()
    if lacking := next((one for line in lines for one in line if ord(one) not in known), ""):
        raise Refused(
            f"The signature cannot be shown: the letter's font has no “{lacking}” of the signer's name."
        )
    shaped = [glyphs.shape(line, with_actual_text=False) for line in lines]
    glyphs.prepare_write()
    font = glyphs.as_resource()
    _name_alike(font.get_object())
    writer.root["/Fonts"] = writer.add_object(DictionaryObject({NameObject("/F1"): font}))
    kept = BytesIO()
    writer.write(kept)  # only what was read from a file can be copied into another
    fonts = PdfFileReader(kept).root["/Fonts"]
    return Drawn(tuple((one.graphics_ops, one.x_advance) for one in shaped), fonts)


def _name_alike(font: Any) -> None:
    """The library names a subset by chance; the same letter shall give the same bytes."""
    below = font["/DescendantFonts"][0]
    name = below["/BaseFont"].partition("+")[2]
    below["/BaseFont"] = NameObject(f"/{SUBSET}+{name}")
    below["/FontDescriptor"]["/FontName"] = NameObject(f"/{SUBSET}+{name}")
    font["/BaseFont"] = NameObject(f"/{SUBSET}+{name}-Identity-H")


def appearance(mark: Mark, writer: IncrementalPdfFileWriter) -> StreamObject:
    """The field's picture: a line, of a long name two, that end at the right of its box. Raises `Refused`."""
    width, height = mark.box[2] - mark.box[0], mark.box[3] - mark.box[1]
    shown, size = fitted(mark, width)
    text, y = [], height - mark.size
    for operators, long in shown.lines:
        text.append(b"BT %s /F1 %.3f Tf %.3f %.3f Td %s ET" % (INK, size, width - long * size, y, operators))
        y -= LEADING * size
    stream = StreamObject(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): ArrayObject([FloatObject(one) for one in (0, 0, width, height)]),
            NameObject("/Resources"): _resources(shown, writer),
        },
        stream_data=b"/Tx BMC q %s Q EMC" % b" ".join(text),
    )
    stream.compress()
    return stream


def fitted(mark: Mark, width: float) -> tuple[Drawn, float]:
    """One line where it has room, else two, which may shrink. Raises `Refused` where even that is too little."""
    shown = drawn(mark.words)
    if shown.width * mark.size * ONE_LINE > width and " " in mark.words:
        shown = drawn(*halves(mark.words))
    size = min(mark.size, width / max(shown.width, 0.1))
    if size < mark.size * SMALLEST:
        raise Refused(
            f"“{mark.words}” is too long for the signature's place. Use a certificate with a shorter name."
        )
    return shown, size


def halves(words: str) -> tuple[str, str]:
    """Two lines as alike in length as the spaces allow."""
    spaces = [place for place, letter in enumerate(words) if letter == " "]
    middle = min(spaces, key=lambda place: abs(2 * place - len(words)))
    return words[:middle], words[middle + 1 :]


def _resources(shown: Drawn, writer: IncrementalPdfFileWriter) -> DictionaryObject:
    return DictionaryObject({NameObject("/Font"): writer.import_object(shown.fonts)})


def show(mark: Mark, field: Any, writer: IncrementalPdfFileWriter) -> None:
    """Give a signature's field its picture and its words, and a place in the document's structure where it has one."""
    field["/AP"] = DictionaryObject({NameObject("/N"): writer.add_object(appearance(mark, writer))})
    field["/TU"] = field["/Contents"] = pdf_string(mark.spoken)
    field["/Lang"] = pdf_string(mark.language)
    page = field["/P"]
    page["/Tabs"] = NameObject("/S")
    writer.update_container(page)
    if "/StructTreeRoot" in writer.root:
        tag(mark, field, writer)
    writer.update_container(field)
