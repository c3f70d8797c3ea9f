"""Symptoms over true days, one panel each: a missing answer is a gap with a ring, never a zero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from mdt_app.domain.letters.parts import Series
from mdt_app.letters import measures as m
from mdt_app.letters.blocks import Block, Painted, rule
from mdt_app.letters.fonts import BOLD, REGULAR
from mdt_app.letters.measures import mm
from mdt_app.letters.paper import Paper
from mdt_app.letters.shaping import text_width
from mdt_app.letters.text import P, Style, clean

COLUMNS, PANEL_WIDTH, PANEL_HEIGHT = 5, 29 * mm, 17 * mm
AXIS_WIDTH = 24.5 * mm
TITLE_ROOM, FOOT_ROOM = 14.0, 16.0
FIRST = 4.0
"""Points from the axis to the first day."""

NAME, NAME_BOLD, FIGURE, LATEST = Style(7.8, 9.6), Style(7.8, 9.6, bold=True), 6.6, 8.2
FIGURE_ROOM = 9.0
"""Points kept free for the latest figure."""


Point = tuple[int, float, float]
"""Place in the series, x and y of one answer."""

Label = tuple[str, float, float]
"""A text with the left end of its baseline."""


@dataclass(slots=True)
class Panel:
    """One item: its name in the letter's language and how each number and day is written."""

    series: Series
    name: str
    first_day: str
    last_day: str
    numbers: Sequence[str]
    days: Sequence[str] = ()

    def said(self) -> str:
        """What the panel shows, for who cannot see it: each answer with its day, a missing one as a dash."""
        days = self.days or [f"{day:%d-%m-%Y}" for day, _ in self.series.points]
        shown = (f"{number or '–'} ({day})" for number, day in zip(self.numbers, days, strict=True))
        return f"{self.name}: {', '.join(shown)}"

    @property
    def answered(self) -> list[tuple[int, date, float]]:
        return [
            (place, day, value) for place, (day, value) in enumerate(self.series.points) if value is not None
        ]

    @property
    def severe(self) -> bool:
        answered, limit = self.answered, self.series.severe_from
        return bool(answered) and limit is not None and answered[-1][2] >= limit


@dataclass(slots=True)
class Plot:
    """All panels, five in a row, with the note on how to read them in the first free place."""

    panels: Sequence[Panel]
    legend: Block

    def rows(self) -> int:
        return (len(self.panels) + COLUMNS) // COLUMNS

    def height(self, width: float) -> float:
        return self.rows() * (TITLE_ROOM + PANEL_HEIGHT + FOOT_ROOM)

    def words(self) -> int:
        return 0

    def split(self, width: float, room: float) -> tuple[Block | None, Block | None]:
        return (self, None) if self.height(width) <= room + 0.01 else (None, self)

    def draw(self, canvas: Paper, x: float, top: float, width: float) -> None:
        step = (width - PANEL_WIDTH) / (COLUMNS - 1)
        for number, panel in enumerate(self.panels):
            row, column = divmod(number, COLUMNS)
            draw_panel(canvas, panel, x + column * step, top - row * (TITLE_ROOM + PANEL_HEIGHT + FOOT_ROOM))
        row, column = divmod(len(self.panels), COLUMNS)
        place = top - row * (TITLE_ROOM + PANEL_HEIGHT + FOOT_ROOM)
        self.legend.draw(canvas, x + column * step, place, PANEL_WIDTH)


def draw_panel(canvas: Paper, panel: Panel, x: float, top: float) -> None:
    low = top - TITLE_ROOM - PANEL_HEIGHT - FOOT_ROOM
    with canvas.figure(clean(panel.said()), x, low, x + PANEL_WIDTH, top):
        draw_curve(canvas, panel, x, top)


def draw_curve(canvas: Paper, panel: Panel, x: float, top: float) -> None:
    name = P(panel.name, NAME_BOLD if panel.severe else NAME, "the name of a symptom")
    Painted(name).draw(canvas, x, top, PANEL_WIDTH + 6)
    left, low = x + 9, top - TITLE_ROOM - PANEL_HEIGHT
    draw_axes(canvas, panel, left, low)
    points = placed(panel, left + FIRST, low)
    draw_lines(canvas, panel, points)
    draw_gaps(canvas, panel, left + FIRST, low)
    write(canvas, [*axis_labels(panel, left, low), *first_figure(panel, points)], FIGURE, REGULAR)
    write(canvas, latest_figure(panel, points), LATEST, BOLD)


def draw_axes(canvas: Paper, panel: Panel, left: float, low: float) -> None:
    rule(canvas, left, low, AXIS_WIDTH, m.THIN)
    canvas.line(left, low, left, low + PANEL_HEIGHT)
    if panel.series.severe_from is not None:
        canvas.setDash(1.6, 1.6)
        y = low + height_of(panel, panel.series.severe_from)
        canvas.line(left, y, left + AXIS_WIDTH - FIGURE_ROOM, y)
        canvas.setDash()


def axis_labels(panel: Panel, left: float, low: float) -> list[Label]:
    limit = panel.series.severe_from
    values = [0, panel.series.most, *([limit] if limit is not None else [])]
    labels = [ending(str(value), left - 1.8, low + height_of(panel, value) - 2.2) for value in values]
    labels.append((panel.first_day, left, low - 10.4))
    if panel.last_day != panel.first_day:
        labels.append(ending(panel.last_day, left + AXIS_WIDTH, low - 10.4))
    return labels


def ending(text: str, right: float, y: float) -> Label:
    """A label that ends at `right`."""
    return text, right - text_width(clean(text), REGULAR, FIGURE), y


def height_of(panel: Panel, value: float) -> float:
    return PANEL_HEIGHT * value / panel.series.most


def across(panel: Panel, day: date) -> float:
    """Where a day stands on the axis: true days, not visits."""
    days = [one for one, _ in panel.series.points]
    whole = (days[-1] - days[0]).days
    return (AXIS_WIDTH - FIRST - 11) * ((day - days[0]).days / whole if whole else 0)


def placed(panel: Panel, left: float, low: float) -> list[Point]:
    """Every answer where it is drawn."""
    return [
        (place, left + across(panel, day), low + height_of(panel, value))
        for place, day, value in panel.answered
    ]


def joined(points: list[Point]) -> list[tuple[Point, Point]]:
    """Neighbours that a line may join: nothing unanswered lies between them."""
    return [(one, following) for one, following in pairwise(points) if following[0] == one[0] + 1]


def draw_lines(canvas: Paper, panel: Panel, points: list[Point]) -> None:
    """The line in the accent, and a dot for every answer (a line without length and with round ends)."""
    canvas.setStrokeColor(canvas.accent)
    canvas.setLineWidth(1.5 if panel.severe else 0.8)
    canvas.lines([(x, y, next_x, next_y) for (_, x, y), (_, next_x, next_y) in joined(points)])
    canvas.setLineCap(1)
    canvas.setLineWidth(1.9)
    canvas.lines([(x, y, x, y) for _, x, y in points])
    canvas.setLineCap(0)


def draw_gaps(canvas: Paper, panel: Panel, left: float, low: float) -> None:
    canvas.setStrokeColor(m.INK)
    canvas.setLineWidth(0.5)
    for day, value in panel.series.points:
        if value is None:
            canvas.circle(left + across(panel, day), low - 2.6, 1.3, stroke=1, fill=0)


def first_figure(panel: Panel, points: list[Point]) -> list[Label]:
    """The first answer, small, above its point."""
    return [(panel.numbers[place], x - 0.8, y + 2.6) for place, x, y in points[:1] if len(points) > 1]


def latest_figure(panel: Panel, points: list[Point]) -> list[Label]:
    """The latest answer, bold, behind its point."""
    return [(panel.numbers[place], x + 3, y - 2.8) for place, x, y in points[-1:]]


def write(canvas: Paper, labels: list[Label], size: float, font: str) -> None:
    for label, x, y in labels:
        canvas.text(x, y, size, size, [[(f"{clean(label)} ", font, 0.0)]])
