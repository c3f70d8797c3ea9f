"""Whoever draws says what it is while drawing: text goes to an element of the document, all else is decoration."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from io import BytesIO
from types import TracebackType

from reportlab.lib.colors import Color, black
from reportlab.pdfgen.canvas import Canvas

from mdt_app.domain.letters.mark import Mark
from mdt_app.letters.bidi import Segment
from mdt_app.letters.filing import filed
from mdt_app.letters.fonts import register
from mdt_app.letters.metadata import About
from mdt_app.letters.setting import NO_BREAK, Setter
from mdt_app.letters.structure import LEAVES, Element, Tree, text_string

Line = tuple[float, float, float, float]


class Paper(Canvas):  # type: ignore[misc]
    """A ReportLab canvas that keeps what it draws as a tagged, archivable document.

    `tagged`, `leaf`, `item`, `figure` and `artifact` are used with `with`: what is drawn inside belongs to them.
    """

    def __init__(self, about: About, width: float, height: float) -> None:
        register()
        super().__init__(BytesIO(), pagesize=(width, height), pageCompression=0, invariant=True)
        self.about, self.size = about, (width, height)
        self.accent: Color = black
        self.tree, self.setter = Tree(), Setter()
        self.pictures: dict[Mark, str] = {}
        self._streams: list[bytes] = []
        self._inside: list[tuple[Element | None, bool]] = [(self.tree.root, False)]
        self._open = False
        self._end = _End(self)

    def tagged(self, tag: str, key: Hashable | None = None, entries: str = "") -> _End:
        """An element of its own; with a `key` that was used before, that same element goes on."""
        parent = self._inside[-1][0]
        child = None if parent is None else self.tree.child(parent, tag, key, entries)
        self._inside.append((child, False))
        return self._end

    def item(self) -> _End:
        """A point of a list; points that follow each other are one list."""
        parent = self._inside[-1][0]
        child = None if parent is None else self.tree.child(self.tree.list_at(parent), "LI")
        self._inside.append((child, False))
        return self._end

    def leaf(self, tag: str = "P", key: Hashable | None = None) -> _End:
        """Text: of the element that is open where that can hold text, else of a new one."""
        current = self._inside[-1][0]
        if current is not None and current.tag not in LEAVES:
            current = self.tree.child(current, tag, key)
        return self._begin(current)

    def figure(self, alternative: str, left: float, low: float, right: float, top: float) -> _End:
        """A drawing with the words that stand for it."""
        box = f"/A<</O/Layout/Placement/Block/BBox[{left:.1f} {low:.1f} {right:.1f} {top:.1f}]>>"
        parent = self._inside[-1][0]
        entries = f"/Alt{text_string(alternative.replace(NO_BREAK, ' '))}{box}"
        return self._begin(None if parent is None else self.tree.child(parent, "Figure", None, entries))

    def artifact(self) -> _End:
        """Decoration, and what is said elsewhere: reading does not stop at it."""
        opens = not self._open
        if opens:
            self._code.append("/Artifact BMC")
            self._open = True
        self._inside.append((None, opens))
        return self._end

    def _begin(self, element: Element | None) -> _End:
        """Content of the element; of nothing where something is open already, as inside a figure."""
        opens = element is not None and not self._open
        if opens and element is not None:
            self._code.append(f"/{element.tag}<</MCID {self.tree.mark(element)}>>BDC")
            self._open = True
        self._inside.append((element, opens))
        return self._end

    def _leave(self) -> None:
        _, opened = self._inside.pop()
        if opened:
            self._code.append("EMC")
            self._open = False

    def begun(self, key: Hashable | None) -> bool:
        """Whether the element with this key stands on a page already."""
        return key is not None and key in self.tree.known

    def text(
        self, x: float, baseline: float, size: float, leading: float, lines: Sequence[Sequence[Segment]]
    ) -> None:
        """Lines of text inside what is open."""
        self._code.append(self.setter.lines(x, baseline, size, leading, lines, self._aside))

    def _aside(self, text: str) -> tuple[str, str]:
        """Words of the open element that are said as `text`, whatever the order of their letters on the page."""
        element = self._inside[-1][0]
        if element is None or element.tag == "Figure":
            return "", ""
        span = self.tree.child(element, "Span", None, f"/ActualText{text_string(text)}")
        before = f"EMC /Span<</MCID {self.tree.mark(span)}>>BDC"
        return before, f"EMC /{element.tag}<</MCID {self.tree.mark(element)}>>BDC"

    def picture(self, mark: Mark, x: float, low: float, wide: float, high: float) -> None:
        """A picture inside the figure that is open; where and how large in points."""
        name = self.pictures.setdefault(mark, f"M{len(self.pictures) + 1}")
        self._code.append(f"q {wide:.2f} 0 0 {high:.2f} {x:.2f} {low:.2f} cm /{name} Do Q")

    def lines(self, linelist: Sequence[Line]) -> None:
        """Straight lines; decoration, except in a figure."""
        path = " ".join(f"{x:.2f} {y:.2f} m {right:.2f} {top:.2f} l" for x, y, right, top in linelist)
        if path:
            self._code.append(f"n {path} S" if self._open else f"/Artifact BMC n {path} S EMC")

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        self.lines([(x1, y1, x2, y2)])

    def showPage(self) -> None:
        self._streams.append("\n".join(self._code).encode("ascii"))
        self.tree.pages.append([])
        self._startPage()

    def finished(self) -> bytes:
        """The whole file, always the same for the same drawing."""
        return filed(self.about, self.size, self._streams, self.tree, self.setter.used, self.pictures)


class _End:
    """Leaves what was entered last."""

    __slots__ = ("paper",)

    def __init__(self, paper: Paper) -> None:
        self.paper = paper

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.paper._leave()
