"""A trend shows what was measured and nothing between: no line over a missing value, the severe band always behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mdt_app.ui.common import marks
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.cells import write
from mdt_app.ui.common.marks import Shape
from mdt_app.ui.common.text import elided, set_tip, width
from mdt_app.ui.common.theme import Theme

LABEL, PLOT_HEIGHT, SCALE_HEIGHT, GAP, VALUE_GAP, BAR_HEIGHT = 84, 36, 34, 4, 8, 13
SEVERE, LOOK = 7, 4


@dataclass(frozen=True)
class Trend:
    """One symptom 0-10 over time; None is asked for and not answered: the line has a gap there."""

    name: str
    points: tuple[tuple[date, float | None], ...]

    def last(self) -> float | None:
        """The newest value, or None when the newest is missing."""
        return self.points[-1][1] if self.points else None


@dataclass(frozen=True)
class Span:
    """A treatment bar on the same time axis; no end means it goes on."""

    label: str
    start: date
    end: date | None = None


class TrendChart(QWidget):
    """Trends under each other on one time axis, treatment bars above, dashed lines where the disease progressed.

    `axis` are the words under it, from left to right, as (day, words). `treatment` is the label of the bars' row.
    """

    def __init__(self, *, treatment: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._treatment = treatment or self.tr("Treatment")
        self._trends: tuple[Trend, ...] = ()
        self._spans: tuple[Span, ...] = ()
        self._progressions: tuple[date, ...] = ()
        self._axis: tuple[tuple[date, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_trends(
        self, trends: Sequence[Trend], spans: Sequence[Span] = (), progressions: Sequence[date] = (),
        axis: Sequence[tuple[date, str]] = (),
    ) -> None:  # fmt: skip
        """Show other trends; the words for screen readers follow."""
        self._trends, self._spans = tuple(trends), tuple(spans)
        self._progressions, self._axis = tuple(progressions), tuple(axis)
        self.setAccessibleName("; ".join(spoken(trend) for trend in trends))
        set_tip(self, "\n".join(spoken(trend) for trend in trends))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """336 wide at 100 %; one row of 40 per trend, bars above, axis below."""
        theme = themes.current()
        rows = len(self._trends) * (theme.px(PLOT_HEIGHT) + GAP)
        axis = theme.line_height(12) if self._axis else 0
        return QSize(theme.px(336), self._top(theme) + rows + axis)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw bars, plots, values and axis."""
        theme = themes.current()
        painter = QPainter(self)
        left = theme.px(LABEL)
        plot_width = max(40, self.width() - left - VALUE_GAP - theme.px(32))
        plots = QRect(left, self._top(theme), plot_width, len(self._trends) * (theme.px(PLOT_HEIGHT) + GAP))
        if self._spans:
            self._paint_spans(painter, plots, theme)
        for number, trend in enumerate(self._trends):
            top = plots.top() + number * (theme.px(PLOT_HEIGHT) + GAP)
            box = QRect(left, top, plot_width, theme.px(PLOT_HEIGHT))
            _write_label(painter, QRect(0, top, left - 4, box.height()), trend.name, theme)
            self._paint_plot(painter, box, trend, theme)
            self._paint_value(painter, box, trend, theme)
        self._paint_axis(painter, plots, theme)

    def _top(self, theme: Theme) -> int:
        return theme.px(BAR_HEIGHT) + 6 if self._spans else 0

    def _days(self) -> tuple[date, date]:
        days = [day for trend in self._trends for day, _ in trend.points]
        days += (
            [span.start for span in self._spans] + list(self._progressions) + [day for day, _ in self._axis]
        )
        return (min(days), max(days)) if days else (date.min, date.min)

    def _x(self, day: date, box: QRect) -> float:
        first, last = self._days()
        span = max(1, (last - first).days)
        inner = box.width() - 12
        return box.left() + 6 + inner * min(max((day - first).days, 0), span) / span

    def _paint_spans(self, painter: QPainter, plots: QRect, theme: Theme) -> None:
        write(
            painter,
            QRect(0, 0, plots.left() - 4, theme.px(BAR_HEIGHT) + 2),
            self._treatment,
            theme,
            12,
            False,
            "text2",
        )
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for span in self._spans:
            start = self._x(span.start, plots)
            end = self._x(span.end or self._days()[1], plots)
            bar = QRectF(start, 0.5, max(6, end - start), theme.px(BAR_HEIGHT))
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.setBrush(theme.colour("sunk"))
            painter.drawRoundedRect(bar, 3, 3)
            room = bar.toRect().adjusted(4, 0, -2, 0)
            write(painter, room, elided(span.label, room.width(), 12), theme, 12, False, "text2")
        painter.restore()

    def _paint_plot(self, painter: QPainter, box: QRect, trend: Trend, theme: Theme) -> None:
        painter.fillRect(box, theme.colour("surface"))
        painter.fillRect(
            QRect(box.left(), box.top(), box.width(), round(box.height() * 0.3)), theme.colour("band")
        )
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dashes = QPen(theme.colour("text2"), 1)
        dashes.setDashPattern([2, 2])
        painter.setPen(dashes)
        for day in self._progressions:
            x = round(self._x(day, box)) + 0.5
            painter.drawLine(QPointF(x, box.top() - (GAP if box.top() else 0)), QPointF(x, box.bottom() + 1))
        self._paint_line(painter, box, trend, theme)
        painter.restore()

    def _paint_line(self, painter: QPainter, box: QRect, trend: Trend, theme: Theme) -> None:
        places = [
            None if value is None else QPointF(self._x(day, box), height_of(value, box, theme))
            for day, value in trend.points
        ]
        painter.setPen(QPen(theme.colour("text2"), 1.5))
        for one, two in pairwise(places):
            if one is not None and two is not None:
                painter.drawLine(one, two)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("text2"))
        for place in places[:-1]:
            if place is not None:
                painter.drawEllipse(place, 2, 2)
        if places and places[-1] is not None:
            last, shape = places[-1], shape_of(trend.last())
            marks.draw_mark(painter, shape, last.x() - theme.px(marks.SIZE) / 2, last.y(), theme)

    def _paint_value(self, painter: QPainter, box: QRect, trend: Trend, theme: Theme) -> None:
        value = trend.last()
        tone = marks.WORD_TONE.get(shape_of(value), marks.Tone.PLAIN)
        words = "–" if value is None else f"{value:g}"
        place = QRect(box.right() + 1 + VALUE_GAP, box.top(), theme.px(32), box.height())
        write(painter, place, words, theme, 16, True, tone.value)

    def _paint_axis(self, painter: QPainter, plots: QRect, theme: Theme) -> None:
        for number, (day, words) in enumerate(self._axis):
            room = width(words, 12)
            x = self._x(day, plots) - room / 2
            x = plots.left() if number == 0 else min(x, plots.right() + 1 - room)
            line = QRect(round(max(plots.left(), x)), plots.bottom() + 1 - 2, room, theme.line_height(12))
            write(painter, line, words, theme, 12, False, "text2")


def _write_label(painter: QPainter, box: QRect, label: str, theme: Theme) -> None:
    """A name in one line of 14, or in two of 12 where it is longer."""
    if width(label) <= box.width():
        write(painter, box, label, theme, 14, False, "text")
        return
    breaks = [place for place, letter in enumerate(label) if letter == " "]
    fitting = [place for place in breaks if width(label[:place], 12) <= box.width()]
    lines = (label[: fitting[-1]], label[fitting[-1] + 1 :]) if fitting else (label,)
    high = theme.line_height(12)
    top = box.center().y() - high * len(lines) // 2 + 1
    for number, line in enumerate(lines):
        place = QRect(box.left(), top + number * high, box.width(), high)
        write(painter, place, elided(line, box.width(), 12), theme, 12, False, "text")


def shape_of(value: float | None) -> Shape:
    """Diamond from 7, triangle from 4, else a dot."""
    if value is None or value < LOOK:
        return Shape.DOT
    return Shape.DIAMOND if value >= SEVERE else Shape.TRIANGLE


def height_of(value: float, box: QRect, theme: Theme) -> float:
    """The height in the box of a value 0-10, 10 at the top."""
    scale = theme.px(SCALE_HEIGHT)
    return box.bottom() - (box.height() - scale) / 2 - scale * min(10.0, max(0.0, value)) / 10


def spoken(trend: Trend) -> str:
    """The trend in words: name, newest value, earlier ones, oldest first."""
    values = ", ".join("–" if value is None else f"{value:g}" for _, value in trend.points)
    return f"{trend.name}: {values}"
