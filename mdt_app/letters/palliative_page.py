"""The palliative view on paper is one page, whole or half: what has no room is counted in words, never dropped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from mdt_app.domain.errors import Refused
from mdt_app.domain.palliative_content import PalliativeContent, PrintedLine, PrintedPart
from mdt_app.domain.phrases import bold, plain
from mdt_app.letters import measures as m
from mdt_app.letters.blocks import Block, Painted, Pair, Space, Stack, Titled, rule
from mdt_app.letters.fonts import BOLD, REGULAR
from mdt_app.letters.measures import mm
from mdt_app.letters.metadata import About
from mdt_app.letters.page import draw_marks, new_paper, put, shortened
from mdt_app.letters.paper import Paper
from mdt_app.letters.plot import Panel, Plot
from mdt_app.letters.text import P, Style, Text

TOP, HALF_BOTTOM = 43 * mm, m.PAGE_HEIGHT / 2 + 10 * mm
WHERE = "the palliative view"
CODE, MOST_CODE_LINES = Style(10.6, 13.4, bold=True), 2
APART, INDENT, LEAST_LINES = 10.0, 7.0, 3
"""A part is not shortened below this many lines."""


@dataclass(frozen=True, slots=True)
class Type:
    """The styles of one size of the page."""

    title: Style
    text: Style
    detail: Style


def _type(size: float, leading: float) -> Type:
    small = (size - 0.9, leading - 0.8)
    title = Style(size, leading, accent=True, bold=True, tag="H2")
    return Type(title=title, text=Style(size, leading), detail=Style(*small))


WHOLE = tuple(_type(size, leading) for size, leading in ((9.4, 12.2), (8.7, 11.2), (8.0, 10.2)))
SHORT = tuple(
    _type(size, leading) for size, leading in ((13.0, 17.0), (11.4, 14.6), (9.8, 12.4), (8.4, 10.6))
)


@dataclass(slots=True)
class Entry:
    """A statement with its detail at the right end of the line where there is room, else under it."""

    text: Text
    detail: Text | None

    def beside(self, width: float) -> bool:
        return self.detail is not None and (
            self.text.natural_width() + self.detail.natural_width() + APART <= width
        )

    def height(self, width: float) -> float:
        under = 0.0 if self.detail is None or self.beside(width) else self.detail.height(width - INDENT)
        return self.text.height(width) + under + 1

    def words(self) -> int:
        return self.text.words() + (self.detail.words() if self.detail else 0)

    def split(self, width: float, room: float) -> tuple[Block | None, Block | None]:
        return (self, None) if self.height(width) <= room else (None, self)

    def draw(self, canvas: Paper, x: float, top: float, width: float) -> None:
        with canvas.tagged("P"):
            self.text.draw(canvas, x, top, width)
            if self.detail is not None:
                self._draw_detail(canvas, self.detail, x, top, width)

    def _draw_detail(self, canvas: Paper, detail: Text, x: float, top: float, width: float) -> None:
        if self.beside(width):
            wide = detail.natural_width()
            detail.draw(canvas, x + width - wide - 0.5, top - 0.4, wide + 1)
        else:
            detail.draw(canvas, x + INDENT, top - self.text.height(width), width - INDENT)


def render_palliative(content: PalliativeContent) -> bytes:
    """The page as PDF, A4. Raises `Refused` where a character cannot be printed or even its heads do not fit."""
    body = _fitted(content)
    canvas = new_paper(About(content.title, content.language))
    if content.demo:
        draw_marks(canvas, ["DEMO"])
    _draw_head(canvas, content)
    canvas.setFillColor(m.INK)
    body.draw(canvas, m.LEFT, m.PAGE_HEIGHT - TOP, m.TEXT_WIDTH)
    _draw_foot(canvas, content)
    canvas.showPage()
    return canvas.finished()


def _fitted(content: PalliativeContent) -> Block:
    """The largest type in which everything has room; else the longest parts say how much more there is."""
    room = m.PAGE_HEIGHT - TOP - _bottom(content)
    sizes = SHORT if content.short else WHOLE
    for one in sizes:
        body = _body(content, one)
        if body.height(m.TEXT_WIDTH) <= room:
            return body
    while (shorter := _shortened(content)) is not None:
        content = shorter
        body = _body(content, sizes[-1])
        if body.height(m.TEXT_WIDTH) <= room:
            return body
    raise Refused("The palliative view does not fit its page. Shorten the longest words in the record.")


def _bottom(content: PalliativeContent) -> float:
    return HALF_BOTTOM + 4 * mm if content.short else m.BOTTOM


def _body(content: PalliativeContent, size: Type) -> Block:
    both = Pair(
        _column(content.left, size, content.unprintable),
        _column(content.right, size, content.unprintable),
        gutter=7 * mm,
    )
    if not content.trends:
        return both
    panels = [Panel(one.series, one.name, one.first_day, one.last_day, one.numbers) for one in content.trends]
    legend = Stack([Painted(P(text, m.LEGEND, WHERE)) for text in content.legend])
    return Stack([Plot(panels, legend), Space(4), both])


def _column(parts: Iterable[PrintedPart], size: Type, instead: str) -> Stack:
    return Stack([_part(one, size, instead, ruled=number > 0) for number, one in enumerate(parts)])


def _part(part: PrintedPart, size: Type, instead: str, *, ruled: bool) -> Block:
    lines: list[Block] = [_entry(one, size, instead) for one in part.lines]
    if part.missing:
        lines.append(Painted(P(bold(part.rest.format(n=part.missing)), size.text, WHERE)))
    title = Painted(P(part.title, size.title, WHERE))
    return Titled(title, Stack(lines), ruled=ruled, above=2.4, below=3.6)


def _entry(one: PrintedLine, size: Type, instead: str) -> Block:
    """A line that the font cannot write is said to be one: it must not cost everybody the page."""
    try:
        text = P(bold(one.text) if one.strong else plain(one.text), size.text, WHERE)
        return Entry(text, P(one.detail, size.detail, WHERE) if one.detail else None)
    except Refused:
        return Painted(P(instead, size.text, WHERE))


def _shortened(content: PalliativeContent) -> PalliativeContent | None:
    """One line less in the longest part of the longer column, which counts what is missing; None where none can."""
    columns = {"left": content.left, "right": content.right}
    heights = {
        key: _column(parts, WHOLE[-1], content.unprintable).height(m.TEXT_WIDTH / 2)
        for key, parts in columns.items()
    }
    for key in sorted(heights, key=lambda one: -heights[one]):
        able = [one for one in columns[key] if one.rest and len(one.lines) > LEAST_LINES]
        if able:
            longest = max(able, key=lambda one: len(one.lines))
            parts = tuple(_cut(one) if one is longest else one for one in columns[key])
            return replace(content, left=parts) if key == "left" else replace(content, right=parts)
    return None


def _cut(part: PrintedPart) -> PrintedPart:
    return replace(part, lines=part.lines[:-1], missing=part.missing + 1)


def _draw_head(canvas: Paper, content: PalliativeContent) -> None:
    """Whose page it is, the code status and the day: nothing of it is ever left out."""
    title = "  ·  ".join(part for part in (content.title, content.hospital) if part)
    canvas.setFillColor(m.ACCENT)
    shown = shortened(title, BOLD, 8.4, 95 * mm)
    put(canvas, shown, m.LEFT, 17 * mm, 8.4, "the title", weight=True, tag="H1")
    canvas.setFillColor(m.INK)
    put(canvas, content.as_on, m.RIGHT, 17 * mm, 8.4, "the day", weight=True, right=True)
    name = shortened(content.patient, BOLD, 14, m.TEXT_WIDTH)
    put(canvas, name, m.LEFT, 24 * mm, 14, "the patient's name", weight=True)
    whose = shortened(content.identity, REGULAR, 9.2, m.TEXT_WIDTH)
    put(canvas, whose, m.LEFT, 29.4 * mm, 9.2, "the patient's numbers")
    code = P(content.code, CODE, "the code status")
    if code.height(m.TEXT_WIDTH) > MOST_CODE_LINES * CODE.leading:
        raise Refused("The code status is longer than two lines. Shorten its words.")
    Painted(code).draw(canvas, m.LEFT, m.PAGE_HEIGHT - 32 * mm, m.TEXT_WIDTH)
    rule(canvas, m.LEFT, m.PAGE_HEIGHT - 42 * mm, m.TEXT_WIDTH, m.HEAD_RULE)


def _draw_foot(canvas: Paper, content: PalliativeContent) -> None:
    """Whose page it is stands at the foot too; half a page has its foot where it is cut."""
    canvas.setFillColor(m.INK)
    low = HALF_BOTTOM if content.short else m.FOOTER_RULE
    rule(canvas, m.LEFT, low, m.TEXT_WIDTH, m.HEAD_RULE)
    y = m.PAGE_HEIGHT - low + 9.5
    whose = shortened(f"{content.patient}  ·  {content.identity}", BOLD, 7.4, m.TEXT_WIDTH)
    with canvas.artifact():
        put(canvas, whose, m.LEFT, y, 7.4, "the patient's name", weight=True)
    put(canvas, shortened(content.foot, REGULAR, 7.4, m.TEXT_WIDTH), m.LEFT, y + 9.5, 7.4, "the foot")
