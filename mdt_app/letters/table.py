"""A table stays one table over its pages, headed on each for the eye and once for the ear; no row loses a line."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace

from mdt_app.letters import columns
from mdt_app.letters.blocks import Block, Painted, rule
from mdt_app.letters.measures import HAIR, INK, THIN
from mdt_app.letters.paper import Paper
from mdt_app.letters.structure import COLUMN, ROW
from mdt_app.letters.text import Text

UNMEASURED: tuple[float, float, list[float]] = (-1.0, 0.0, [])
UNSUITED: tuple[float, list[float]] = (-1.0, [])


def draw_rules(canvas: Paper, rules: list[tuple[float, float, float, float]]) -> None:
    """All thin rules of a table as one path."""
    if rules:
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(HAIR)
        canvas.lines(rules)


@dataclass(slots=True)
class Rows:
    """A table: texts in columns, a rule under the head and between rows; the head stands again on each page.

    `shares` are the columns' widths as parts of the whole, with `natural` only where no others need fewer lines;
    `least` is the least height of a row under the head.
    `first` is the number of its first row in the whole table. Without a head the first column names its row.
    """

    shares: tuple[float, ...]
    rows: Sequence[tuple[Text, ...]]
    head: tuple[Text, ...] = ()
    pad: float = 1.1
    gap: float = 5.0
    closed: bool = True
    least: float = 0.0
    key: Hashable | None = None
    first: int = 0
    natural: bool = False
    _columns: tuple[float, list[float]] = UNSUITED
    _measured: tuple[float, float, list[float]] = UNMEASURED

    def widths(self, width: float) -> list[float]:
        """Of the columns: found once for all rows, so that a parted table keeps them on each page."""
        if self._columns[0] != width:
            total, rows = sum(self.shares), [*([self.head] if self.head else []), *self.rows]
            found = [width * share / total for share in self.shares]
            if self.natural:
                found = columns.fitted(found, rows, self.gap)
            self._columns = (width, columns.suited(found, rows, self.gap))
        return self._columns[1]

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
        return columns.insides(widths, self.gap)

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
        key = self.key or object()
        head_part = replace(self, rows=self.rows[:fit], closed=True, key=key, _measured=UNMEASURED)
        rest = replace(self, rows=self.rows[fit:], key=key, first=self.first + fit, _measured=UNMEASURED)
        return head_part, rest

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
        key = self.key or object()
        head_part = replace(self, rows=[first], closed=True, key=key, _measured=UNMEASURED)
        return head_part, replace(self, rows=[rest, *self.rows[1:]], key=key, _measured=UNMEASURED)

    def draw(self, canvas: Paper, x: float, top: float, width: float) -> None:
        head, heights = self.heights(width)
        widths, rules, key = self.widths(width), [], self.key or object()
        again = canvas.begun((key, "head"))
        with canvas.tagged("Table", key):
            if self.head:
                with canvas.artifact() if again else canvas.tagged("TR", (key, "head")):
                    self.draw_row(canvas, self.head, widths, x, top, head=True)
                top -= head
                rule(canvas, x, top, width, THIN, accent=True)
            for number, (row, tall) in enumerate(zip(self.rows, heights, strict=True)):
                place = (key, self.first + number)
                with canvas.tagged("TR", place):
                    self.draw_row(canvas, row, widths, x, top, place)
                top -= tall
                if self.closed or number + 1 < len(self.rows):
                    rules.append((x, top, x + width, top))
        draw_rules(canvas, rules)

    def draw_row(
        self,
        canvas: Paper,
        row: tuple[Text, ...],
        widths: list[float],
        x: float,
        top: float,
        place: Hashable | None = None,
        head: bool = False,
    ) -> None:
        """A row's cells; `place` names the row, so that a row parted over two pages stays one."""
        for column, (cell, wide, inside) in enumerate(zip(row, widths, self.insides(widths), strict=True)):
            names = head or (column == 0 and not self.head)
            scope = "" if not names else COLUMN if head else ROW
            with canvas.tagged("TH" if names else "TD", None if head else (place, column), scope):
                Painted(cell).draw(canvas, x, top - self.pad, inside)
            x += wide
