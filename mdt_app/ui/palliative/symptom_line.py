"""A symptom is its name, what was scored and nothing between, and the newest value with its word."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPen

from mdt_app.domain.trends import Level, Series
from mdt_app.ui.common import icons, marks
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.buttons import Look
from mdt_app.ui.common.cells import write
from mdt_app.ui.common.marks import WORD_TONE, Tone
from mdt_app.ui.common.text import width
from mdt_app.ui.common.theme import Theme
from mdt_app.ui.palliative import words
from mdt_app.ui.palliative.open_line import CHEVRON, EDGE, OpenLine

HIGH, NAME, VALUE, LEAST_PLOT = 36, 118, 74, 60


class SymptomLine(OpenLine):
    """One series between `since` and `until`, the severe range shaded, a dashed line at each progression."""

    def __init__(self) -> None:
        self._series: Series | None = None
        self._since = self._until = date.min
        self._progressions: tuple[date, ...] = ()
        super().__init__()

    def show_series(
        self, series: Series, since: date, until: date, progressions: Sequence[date], said: str
    ) -> None:
        """Show a series; `said` is all of it in words."""
        self._series, self._since, self._until = series, since, until
        self._progressions = tuple(day for day in progressions if since <= day <= until)
        self.say(series.label.partition(" (")[0], right=words.value(series))
        self.setAccessibleName(said)

    def heightForWidth(self, width: int) -> int:
        """One height, but for a long name."""
        theme = themes.current()
        named = self._tall(self._words, theme.px(NAME), 14)
        return max(theme.px(HIGH), named + 4)

    def _paint_contents(self, painter: QPainter, theme: Theme, look: Look) -> None:
        series = self._series
        if series is None:
            return
        name, value, side = theme.px(NAME), theme.px(VALUE), theme.px(CHEVRON)
        tall = self._tall(self._words, name, 14)
        box = QRect(EDGE, (self.height() - tall) // 2, name, tall)
        self._wrapped(painter, theme, box, self._words, 14, False, "text")
        left, right = EDGE + name + 4, self.width() - side - 12 - value - 8
        if right - left >= LEAST_PLOT:
            self._paint_plot(painter, theme, QRect(left, 3, right - left, self.height() - 6), series)
        self._paint_value(painter, theme, QRect(right + 8, 0, value, self.height()), series)
        x = self.width() - side - 4
        icon = "chevron-down" if self._opened else "chevron-right"
        icons.draw(painter, icon, x, self.height() / 2, side, theme.colour("text3"))

    def _paint_value(self, painter: QPainter, theme: Theme, box: QRect, series: Series) -> None:
        newest = series.newest.value or 0
        level = series.level(newest)
        tone = WORD_TONE.get(words.LEVEL_SHAPES[level], Tone.PLAIN).value
        shown = f"{newest:g}"
        write(painter, QRect(box.left(), 0, box.width(), box.height()), shown, theme, 16, True, tone)
        room = width(shown, 16, True) + 6
        word = words.value(series).partition(", ")[2]
        write(painter, box.adjusted(room, 0, 0, 0), word, theme, 12, False, tone)

    def _paint_plot(self, painter: QPainter, theme: Theme, box: QRect, series: Series) -> None:
        if series.item is not None and series.item.severe is not None:
            top = self._y(box, series, series.item.severe[1])
            low = self._y(box, series, series.item.severe[0])
            painter.fillRect(
                QRect(box.left(), round(top), box.width(), round(low - top)), theme.colour("band")
            )
        painter.save()
        dashes = QPen(theme.colour("text3"), 1)
        dashes.setDashPattern([2, 2])
        painter.setPen(dashes)
        for day in self._progressions:
            x = round(self._x(box, day)) + 0.5
            painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(QPointF(box.left(), box.bottom() + 0.5), QPointF(box.right(), box.bottom() + 0.5))
        self._paint_line(painter, theme, box, series)
        painter.restore()

    def _paint_line(self, painter: QPainter, theme: Theme, box: QRect, series: Series) -> None:
        """No line over a missing answer."""
        places = [
            None if one.value is None else QPointF(self._x(box, one.day), self._y(box, series, one.value))
            for one in series.points
        ]
        painter.setPen(QPen(theme.colour("text2"), 1.5))
        for one, two in pairwise(places):
            if one is not None and two is not None:
                painter.drawLine(one, two)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("text2"))
        known = [one for one in places if one is not None]
        for one in known[:-1]:
            painter.drawEllipse(one, 2, 2)
        level = series.level(series.newest.value or 0)
        shape = words.LEVEL_SHAPES[level] if level is not Level.CALM else marks.Shape.DOT
        marks.draw_mark(painter, shape, known[-1].x() - theme.px(marks.SIZE) / 2, known[-1].y(), theme)

    def _x(self, box: QRect, day: date) -> float:
        whole = max(1, (self._until - self._since).days)
        share = min(max((day - self._since).days, 0), whole) / whole
        return box.left() + 8 + (box.width() - 16) * share

    def _y(self, box: QRect, series: Series, value: float) -> float:
        share = (value - series.minimum) / max(1.0, series.maximum - series.minimum)
        return box.bottom() - 1 - (box.height() - 2) * min(1.0, max(0.0, share))
