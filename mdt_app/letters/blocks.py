"""A page is built of blocks that know their height, can be parted, and draw themselves; none ever loses a line."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from mdt_app.letters.measures import GUTTER, HUNG, INK, THIN
from mdt_app.letters.paper import Paper
from mdt_app.letters.text import Text


class Block(Protocol):
    """Widths, heights and rooms in points; `top` from the page's bottom edge."""

    def height(self, width: float) -> float: ...

    def words(self) -> int:
        """How many words a reader reads in it."""
        ...

    def split(self, width: float, room: float) -> tuple[Block | None, Block | None]:
        """What fits in `room`, and the rest."""
        ...

    def draw(self, canvas: Paper, x: float, top: float, width: float) -> None: ...


def rule(canvas: Paper, x: float, y: float, width: float, weight: float = THIN, accent: bool = False) -> None:
    canvas.setStrokeColor(canvas.accent if accent else INK)
    canvas.setLineWidth(weight)
    canvas.line(x, y, x + width, y)


@dataclass(slots=True)
class Painted:
    """A text in its colour: the accent for headings; everything else in ink, which every page begins with."""

    text: Text

    def height(self, width: float) -> float:
        return self.text.height(width)

    def words(self) -> int:
        return self.text.words()

    def split(self, width: float, room: float) -> tuple[Block | None, Block | None]:
        head, tail = self.text.split(width, room)
        return Painted(head) if head else None, Painted(tail) if tail else None

    def draw(self, canvas: Paper, x: float, top: float, width: float) -> None:
        if not self.text.style.accent:
            self.text.draw(canvas, x, top, width)
            return
        canvas.setFillColor(canvas.accent)
        self.text.draw(canvas, x, top, width)
        canvas.setFillColor(INK)


class Uncounted(Painted):
    """A text that no limit on words counts."""

    __slots__ = ()

    def words(self) -> int:
        return 0


@dataclass(slots=True)
class Noted:
    """A heading with a note: behind it, or `hung` where the text of a hung section begins."""

    heading: Text
    note: Text
    hung: bool = False

    def indent(self) -> float:
        beside = self.heading.natural_width() + 4
        return max(HUNG, beside) if self.hung else beside

    def height(self, width: float) -> float:
        return max(self.heading.height(width), self.note.height(width - self.indent()))

    def words(self) -> int:
        return self.heading.words() + self.note.words()

    def split(self, width: float, room: float) -> tuple[Block | None, Block | None]:
        return (self, None) if self.height(width) <= room + 0.01 else (None, self)

    def draw(self, canvas: Paper, x: float, top: float, width: float) -> None:
        Painted(self.heading).draw(canvas, x, top, width)
        Painted(self.note).draw(canvas, x + self.indent(), top, width - self.indent())


@dataclass(slots=True)
class Space:
    """Empty room, which vanishes at a page's end."""

    points: float

    def height(self, width: float) -> float:
        return self.points

    def words(self) -> int:
        return 0

    def split(self, width: float, room: float) -> tuple[Block | None, Block | None]:
        return (self, None) if self.points <= room else (None, None)

    def draw(self, canvas: Paper, x: float, top: float, width: float) -> None:
        pass


def is_heading(block: Block) -> bool:
    return isinstance(block, Painted) and block.text.style.tag.startswith("H")


@dataclass(slots=True)
class Stack:
    """Blocks one under the other; a heading never ends a page."""

    blocks: Sequence[Block]

    def height(self, width: float) -> float:
        return sum(block.height(width) for block in self.blocks)

    def words(self) -> int:
        return sum(block.words() for block in self.blocks)

    def split(self, width: float, room: float) -> tuple[Block | None, Block | None]:
        for place, block in enumerate(self.blocks):
            high = block.height(width)
            if high <= room + 0.01:
                room -= high
                continue
            head, tail = block.split(width, room)
            before = [*self.blocks[:place], *([head] if head else [])]
            after = [*([tail] if tail else []), *self.blocks[place + 1 :]]
            while before and is_heading(before[-1]):
                after.insert(0, before.pop())
            return Stack(before) if before else None, Stack(after) if after else None
        return self, None

    def draw(self, canvas: Paper, x: float, top: float, width: float) -> None:
        for block in self.blocks:
            block.draw(canvas, x, top, width)
            top -= block.height(width)


@dataclass(slots=True)
class Section:
    """A rule, a heading hung in the left margin, and a body; a parted section says its heading again."""

    heading: Block
    body: Block
    hung: float = HUNG
    above: float = 3.0
    below: float = 5.2
    key: Hashable | None = None

    def height(self, width: float) -> float:
        inner = max(self.body.height(width - self.hung), self.heading.height(self.hung - 6))
        return self.above + inner + self.below

    def words(self) -> int:
        return self.heading.words() + self.body.words()

    def split(self, width: float, room: float) -> tuple[Block | None, Block | None]:
        if self.height(width) <= room + 0.01:
            return self, None
        if self.heading.height(self.hung - 6) > room - self.above:
            return None, self
        head, tail = self.body.split(width - self.hung, room - self.above)
        if head is None:
            return None, self
        return in_two(self, head, tail)

    def draw(self, canvas: Paper, x: float, top: float, width: float) -> None:
        rule(canvas, x, top, width)
        with sectioned(canvas, self.key, self.heading, x, top - self.above, self.hung - 6):
            self.body.draw(canvas, x + self.hung, top - self.above, width - self.hung)


@dataclass(slots=True)
class Titled:
    """A rule, a heading over the whole width, and a body that never leaves its heading behind."""

    heading: Block
    body: Block
    ruled: bool = True
    above: float = 3.0
    below: float = 5.2
    key: Hashable | None = None

    def height(self, width: float) -> float:
        return self.above + self.heading.height(width) + self.body.height(width) + self.below

    def words(self) -> int:
        return self.heading.words() + self.body.words()

    def split(self, width: float, room: float) -> tuple[Block | None, Block | None]:
        if self.height(width) - self.below <= room + 0.01:
            return self, None
        head, tail = self.body.split(width, room - self.above - self.heading.height(width))
        if head is None:
            return None, self
        return in_two(self, head, tail)

    def draw(self, canvas: Paper, x: float, top: float, width: float) -> None:
        if self.ruled:
            rule(canvas, x, top, width)
        with sectioned(canvas, self.key, self.heading, x, top - self.above, width):
            self.body.draw(canvas, x, top - self.above - self.heading.height(width), width)


Parted = TypeVar("Parted", Section, Titled)


def in_two(block: Parted, head: Block, tail: Block | None) -> tuple[Parted, Parted | None]:
    """Both parts of a section, which stays one for who listens."""
    key = block.key or object()
    return replace(block, body=head, key=key), replace(block, body=tail, key=key) if tail else None


def sectioned(
    canvas: Paper, key: Hashable | None, heading: Block, x: float, top: float, width: float
) -> AbstractContextManager[None]:
    """A section with its heading drawn; where it goes on, the heading is there for the eye alone."""
    again = canvas.begun(key)
    inside = canvas.tagged("Sect", key)
    if again:
        with canvas.artifact():
            heading.draw(canvas, x, top, width)
    else:
        heading.draw(canvas, x, top, width)
    return inside


@dataclass(slots=True)
class Pair:
    """Two groups side by side, each read whole before the other."""

    left: Block
    right: Block
    gutter: float = GUTTER
    key: Hashable | None = None

    def height(self, width: float) -> float:
        half = (width - self.gutter) / 2
        return max(self.left.height(half), self.right.height(half))

    def words(self) -> int:
        return self.left.words() + self.right.words()

    def split(self, width: float, room: float) -> tuple[Block | None, Block | None]:
        half = (width - self.gutter) / 2
        if self.height(width) <= room + 0.01:
            return self, None
        left, left_rest = self.left.split(half, room)
        right, right_rest = self.right.split(half, room)
        if left is None or right is None:
            return None, self
        nothing, key = Space(0), self.key or object()
        return replace(self, left=left, right=right, key=key), replace(
            self, left=left_rest or nothing, right=right_rest or nothing, key=key
        )

    def draw(self, canvas: Paper, x: float, top: float, width: float) -> None:
        half, key = (width - self.gutter) / 2, self.key or object()
        with canvas.tagged("Div", (key, "left")):
            self.left.draw(canvas, x, top, half)
        with canvas.tagged("Div", (key, "right")):
            self.right.draw(canvas, x + half + self.gutter, top, half)


@dataclass(slots=True)
class RuledLines:
    """Empty lines to write on."""

    count: int
    leading: float

    def height(self, width: float) -> float:
        return self.count * self.leading

    def words(self) -> int:
        return 0

    def split(self, width: float, room: float) -> tuple[Block | None, Block | None]:
        return (self, None) if self.height(width) <= room + 0.01 else (None, self)

    def draw(self, canvas: Paper, x: float, top: float, width: float) -> None:
        for number in range(1, self.count + 1):
            rule(canvas, x, top - number * self.leading, width)
