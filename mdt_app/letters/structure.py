"""Content is reached by its meaning: headings, lists, tables and figures, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Hashable

LEAVES = frozenset({"P", "H1", "H2", "H3", "TH", "TD", "Lbl", "LBody", "Figure", "Caption"})
"""Elements that hold text themselves; the others hold elements."""

COLUMN = "/A<</O/Table/Scope/Column>>"
ROW = "/A<</O/Table/Scope/Row>>"

Place = tuple[int, int]
"""A page, from 0, and the number of a stretch of its content."""


class Element:
    """One element with its kids in the order read. `entries` are written into its dictionary as they are."""

    __slots__ = ("entries", "kids", "number", "parent", "tag")

    def __init__(self, tag: str, parent: Element | None, number: int, entries: str = "") -> None:
        self.tag, self.parent, self.number, self.entries = tag, parent, number, entries
        self.kids: list[Element | Place] = []


class Tree:
    """All elements of a document. What is parted over pages is found again by its key and stays one element."""

    def __init__(self) -> None:
        self.root = Element("Document", None, 0)
        self.elements = [self.root]
        self.known: dict[Hashable, Element] = {}
        self.pages: list[list[Element]] = [[]]

    def child(self, parent: Element, tag: str, key: Hashable | None = None, entries: str = "") -> Element:
        """A new last kid of `parent`, or the element that already has this key."""
        if key is not None and key in self.known:
            return self.known[key]
        element = Element(tag, parent, len(self.elements), entries)
        self.elements.append(element)
        parent.kids.append(element)
        if key is not None:
            self.known[key] = element
        return element

    def mark(self, element: Element) -> int:
        """The number of a new stretch of the last page that belongs to `element`."""
        here = self.pages[-1]
        element.kids.append((len(self.pages) - 1, len(here)))
        here.append(element)
        return len(here) - 1

    def list_at(self, parent: Element) -> Element:
        """The list that `parent` ends with, else a new one: neighbouring points are one list."""
        last = parent.kids[-1] if parent.kids else None
        return last if isinstance(last, Element) and last.tag == "L" else self.child(parent, "L")

    def written(self, first: int, root: int, pages: list[int]) -> list[bytes]:
        """Every element as a dictionary; the first has the number `first`, their parent `root`, the pages `pages`."""
        return [self._dictionary(one, first, root, pages) for one in self.elements]

    def _dictionary(self, one: Element, first: int, root: int, pages: list[int]) -> bytes:
        parent = root if one.parent is None else first + one.parent.number
        home = next((kid[0] for kid in one.kids if isinstance(kid, tuple)), None)
        kids = []
        for kid in one.kids:
            if isinstance(kid, Element):
                kids.append(f"{first + kid.number} 0 R")
            elif kid[0] == home:
                kids.append(str(kid[1]))
            else:
                kids.append(f"<</Type/MCR/Pg {pages[kid[0]]} 0 R/MCID {kid[1]}>>")
        shown = f"/K[{' '.join(kids)}]" if len(kids) != 1 else f"/K {kids[0]}"
        page = "" if home is None else f"/Pg {pages[home]} 0 R"
        return f"<</Type/StructElem/S/{one.tag}/P {parent} 0 R{page}{shown}{one.entries}>>".encode()


def text_string(text: str) -> str:
    """Any text as a PDF string."""
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"
