"""A page is built of blocks that know their height, can be parted, and draw themselves; none ever loses a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from reportlab.pdfgen.canvas import Canvas

from mdt_app.letters.measures import ACCENT, GUTTER, HAIR, HUNG, INK, THIN
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

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None: ...


def rule(
    canvas: Canvas, x: float, y: float, width: float, weight: float = THIN, accent: bool = False
) -> None:
    canvas.setStrokeColor(ACCENT if accent else INK)
    canvas.setLineWidth(weight)
    canvas.line(x, y, x + width, y)


def draw_rules(canvas: Canvas, rules: list[tuple[float, float, float, float]]) -> None:
    """All thin rules of a table as one path."""
    if rules:
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(HAIR)
        canvas.lines(rules)


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

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        if not self.text.style.accent:
            self.text.draw(canvas, x, top, width)
            return
        canvas.setFillColor(ACCENT)
        self.text.draw(canvas, x, top, width)
        canvas.setFillColor(INK)


@dataclass(slots=True)
class Noted:
    """A heading with a note: behind it, or `hung` where the text of a hung section begins."""

    heading: Text
    note: Text
    hung: bool = False

    def indent(self) -> float:
        return HUNG if self.hung else self.heading.natural_width() + 4

    def height(self, width: float) -> float:
        return max(self.heading.height(width), self.note.height(width - self.indent()))

    def words(self) -> int:
        return self.heading.words() + self.note.words()

    def split(self, width: float, room: float) -> tuple[Block | None, Block | None]:
        return (self, None) if self.height(width) <= room + 0.01 else (None, self)

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
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

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        pass


@dataclass(slots=True)
class Stack:
    """Blocks one under the other."""

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
            return Stack(before) if before else None, Stack(after) if after else None
        return self, None

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
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
        return replace(self, body=head), replace(self, body=tail) if tail else None

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        rule(canvas, x, top, width)
        self.heading.draw(canvas, x, top - self.above, self.hung - 6)
        self.body.draw(canvas, x + self.hung, top - self.above, width - self.hung)


@dataclass(slots=True)
class Titled:
    """A rule, a heading over the whole width, and a body that never leaves its heading behind."""

    heading: Block
    body: Block
    ruled: bool = True
    above: float = 3.0
    below: float = 5.2

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
        return replace(self, body=head), replace(self, body=tail) if tail else None

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        if self.ruled:
            rule(canvas, x, top, width)
        self.heading.draw(canvas, x, top - self.above, width)
        self.body.draw(canvas, x, top - self.above - self.heading.height(width), width)


@dataclass(slots=True)
class Pair:
    """Two groups side by side, each read whole before the other."""

    left: Block
    right: Block
    gutter: float = GUTTER

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
        nothing = Space(0)
        return replace(self, left=left, right=right), replace(
            self, left=left_rest or nothing, right=right_rest or nothing
        )

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        half = (width - self.gutter) / 2
        self.left.draw(canvas, x, top, half)
        self.right.draw(canvas, x + half + self.gutter, top, half)


@dataclass(slots=True)
class Rows:
    """A table: texts in columns, a rule under the head and between rows; the head stands again on each page.

    `shares` are the columns' widths as parts of the whole; `least` is the least height of a row under the head.
    """

    shares: tuple[float, ...]
    rows: Sequence[tuple[Text, ...]]
    head: tuple[Text, ...] = ()
    pad: float = 1.1
    gap: float = 5.0
    closed: bool = True
    least: float = 0.0
    _measured: tuple[float, float, list[float]] = (-1.0, 0.0, [])

    def widths(self, width: float) -> list[float]:
        total = sum(self.shares)
        return [width * share / total for share in self.shares]

    def row_height(self, row: tuple[Text, ...], widths: list[float]) -> float:
        tall = max(cell.height(wide) for cell, wide in zip(row, self.insides(widths), strict=True))
        return max(tall + 2 * self.pad, 0 if row is self.head else self.least)

    def heights(self, width: float) -> tuple[float, list[float]]:
        """Of the head and of each row, measured once."""
        if self._measured[0] != width:
            widths = self.widths(width)
            head = self.row_height(self.head, widths) if self.head else 0.0
            self._measured = (width, head, [self.row_height(row, widths) for row in self.rows])
        return self._measured[1], self._measured[2]

    def insides(self, widths: list[float]) -> list[float]:
        """The columns without the gap that parts each from the next."""
        return [*(wide - self.gap for wide in widths[:-1]), widths[-1]]

    def height(self, width: float) -> float:
        head, rows = self.heights(width)
        return head + sum(rows)

    def words(self) -> int:
        return sum(cell.words() for row in (self.head, *self.rows) for cell in row)

    def split(self, width: float, room: float) -> tuple[Block | None, Block | None]:
        head, heights = self.heights(width)
        room -= head
        fit, used = 0, 0.0
        while fit < len(heights) and used + heights[fit] <= room + 0.01:
            used += heights[fit]
            fit += 1
        if fit == len(self.rows):
            return self, None
        if fit == 0:
            return self.split_first(self.widths(width), room)
        return self.with_rows(self.rows[:fit], closed=True), self.with_rows(self.rows[fit:])

    def with_rows(self, rows: Sequence[tuple[Text, ...]], closed: bool | None = None) -> Rows:
        kept = self.closed if closed is None else closed
        return Rows(self.shares, rows, self.head, self.pad, self.gap, kept, self.least)

    def split_first(self, widths: list[float], room: float) -> tuple[Block | None, Block | None]:
        """Parts one row that is taller than what is left: every cell keeps what fits."""
        heads, tails = [], []
        for cell, wide in zip(self.rows[0], self.insides(widths), strict=True):
            head, tail = cell.split(wide, room - 2 * self.pad)
            heads.append(head)
            tails.append(tail)
        if any(head is None for head in heads):
            return None, self
        first = tuple(head for head in heads if head)
        rest = tuple(tail or Text((), cell.style) for tail, cell in zip(tails, self.rows[0], strict=True))
        return self.with_rows([first], closed=True), self.with_rows([rest, *self.rows[1:]])

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        head, heights = self.heights(width)
        widths = self.widths(width)
        if self.head:
            self.draw_row(canvas, self.head, widths, x, top)
            top -= head
            rule(canvas, x, top, width, THIN, accent=True)
        rules = []
        for number, (row, tall) in enumerate(zip(self.rows, heights, strict=True), start=1):
            self.draw_row(canvas, row, widths, x, top)
            top -= tall
            if self.closed or number < len(self.rows):
                rules.append((x, top, x + width, top))
        draw_rules(canvas, rules)

    def draw_row(
        self, canvas: Canvas, row: tuple[Text, ...], widths: list[float], x: float, top: float
    ) -> None:
        for cell, wide, inside in zip(row, widths, self.insides(widths), strict=True):
            Painted(cell).draw(canvas, x, top - self.pad, inside)
            x += wide


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

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        for number in range(1, self.count + 1):
            rule(canvas, x, top - number * self.leading, width)
