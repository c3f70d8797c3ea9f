"""The plot joins what was measured and nothing else: a value not answered breaks the line and has a ring under it.

The one place that draws with pyqtgraph; importing it takes half a second, so it is imported when first shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QGraphicsGridLayout,
    QGraphicsView,
    QGraphicsWidget,
    QStyleOptionGraphicsItem,
    QWidget,
)

from mdt_app.domain.trends import Period, Series, Trends
from mdt_app.ui.assessments import trends_frame as frames
from mdt_app.ui.assessments.trends_frame import Frame, Side
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.buttons import paint_focus
from mdt_app.ui.common.theme import Theme

DOT, SMALL_DOT, RING, EDGE = 5, 3, 7, 6
ROOMY = 7
"""Pixels for each measurement below which the dots become small."""


class Ground(pg.GraphicsObject):  # type: ignore[misc]
    """What lies behind the lines: severe bands, limits, the feet of the panels, days and events."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._ticks = [day for day, _ in frame.ticks()]

    def boundingRect(self) -> QRectF:
        """All panels."""
        left, right = self._frame.edges
        return QRectF(left, 0, right - left, len(self._frame.series))

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Paint it, in days and panels."""
        frame, theme = self._frame, self._frame.theme
        left, right = frame.edges
        for place, one in enumerate(frame.series):
            if one.band is not None:
                low, high = frame.height(place, one.band[0]), frame.height(place, one.band[1])
                painter.fillRect(QRectF(left, low, right - left, high - low), theme.colour("band"))
        painter.setPen(_pen(theme, "line"))
        for day in self._ticks:
            self._upright(painter, day)
        for place, one in enumerate(frame.series):
            foot = frame.height(place, one.minimum)
            painter.setPen(_pen(theme, "field"))
            painter.drawLine(QPointF(left, foot), QPointF(right, foot))
            if one.limit is not None:
                pen = _pen(theme, "look_mark")
                pen.setDashPattern([6.0, 3.0])
                painter.setPen(pen)
                painter.drawLine(
                    QPointF(left, frame.height(place, one.limit)),
                    QPointF(right, frame.height(place, one.limit)),
                )
        for mark in frame.trends.marks:
            if mark.day >= frame.first:
                painter.setPen(frames.stroke(theme, mark.kind))
                self._upright(painter, mark.day)

    def _upright(self, painter: QPainter, day: date) -> None:
        painter.drawLine(QPointF(day.toordinal(), 0), QPointF(day.toordinal(), len(self._frame.series)))


class TrendPlot(pg.GraphicsView):  # type: ignore[misc]
    """Panels under each other over one time axis. Arrow keys, Home, End and the mouse choose a day: `day_chosen(day)`.

    `paper` is a theme that holds whatever the window's is, for printing.
    """

    day_chosen = Signal(object)

    def __init__(self, *, paper: Theme | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent, background=None)
        self._paper = paper
        self._frame: Frame | None = None
        self._given: tuple[Trends, tuple[Series, ...], Period] | None = None
        self._days: tuple[date, ...] = ()
        self._day: date | None = None
        self._wide = 0
        self._drawn: list[pg.GraphicsObject] = []
        self._pointer: list[pg.GraphicsObject] = []
        self.view = pg.ViewBox(enableMenu=False, enableMouse=False, defaultPadding=0)
        self.view.disableAutoRange()
        self._names = Side(partial(self._painted, frames.paint_names))
        self._values = Side(partial(self._painted, frames.paint_values))
        self._below = Side(self._paint_below)
        self._lay_out()

    def show_trends(self, trends: Trends, series: Sequence[Series], period: Period) -> None:
        """Draw these series over a period; the chosen day stays where it is still shown."""
        self._given = (trends, tuple(series), period)
        self._days = trends.within(period)
        if self._day not in self._days:
            self._day = None
        self._draw()

    def day(self) -> date | None:
        """The chosen day, None before one is chosen."""
        return self._day

    def set_day(self, day: date | None) -> None:
        """Point at a day, silently."""
        self._day = day
        self._point()

    def step(self, by: int) -> None:
        """Go that many measurements on; the first step comes to the newest."""
        if not self._days:
            return
        if self._day is None:
            self._choose(self._days[-1])
            return
        self._choose(self._days[min(len(self._days) - 1, max(0, self._days.index(self._day) + by))])

    def least_height(self) -> int:
        """The height below which the panels would be too low to read."""
        if self._frame is None:
            return 0
        return self._frame.theme.px(frames.LEAST_PANEL) * len(self._frame.series) + self.foot_height()

    def most_height(self) -> int:
        """The height above which panels only become tall."""
        if self._frame is None:
            return 0
        return self._frame.theme.px(frames.MOST_PANEL) * len(self._frame.series) + self.foot_height()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Another width has room for other days under the axis; pyqtgraph itself calls this without an event."""
        super().resizeEvent(event)
        if self.__dict__.get("_given") is not None and self.width() != self._wide:
            self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right step, Home and End go to the first and the newest."""
        far = len(self._days)
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -far, Qt.Key.Key_End: far}
        step = steps.get(Qt.Key(event.key()), 0)
        if step and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            if self._day is None and step == -far and self._days:
                self._choose(self._days[0])
            else:
                self.step(step)
            event.accept()
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the measurement nearest to the mouse."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._choose_near(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """While the button is held, follow the mouse."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._choose_near(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Nothing is dragged here."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The page scrolls, not the plot."""
        event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """There is no menu here; what can be done has a button."""
        event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme or text scale: draw again."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._given is not None:
            self._draw()

    def close(self) -> bool:
        """Only hide: pyqtgraph would take the viewport away, and the next style sheet would crash on its absence."""
        return QGraphicsView.close(self)

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        """The ring of the keyboard's focus."""
        if self.hasFocus():
            paint_focus(painter, QRectF(self.viewport().rect()), themes.current())

    def _lay_out(self) -> None:
        middle = QGraphicsWidget()
        grid = QGraphicsGridLayout(middle)
        grid.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        grid.setSpacing(0)
        for column, part in enumerate((self._names, self.view, self._values)):
            grid.addItem(part, 0, column)
        grid.addItem(self._below, 1, 0, 1, 3)
        grid.setColumnStretchFactor(1, 1)
        grid.setRowStretchFactor(0, 1)
        self._grid = grid
        self.setCentralItem(middle)

    def _draw(self) -> None:
        if self._given is None:
            return
        trends, series, period = self._given
        theme = self._paper or themes.current()
        self._wide = self.width()
        room = self._wide - 2 * EDGE - theme.px(frames.NAMES + frames.VALUES)
        self._frame = Frame.of(trends, series, period, theme, max(120, room))
        if self._paper is None:
            self.setMinimumHeight(self.least_height())
            self.setMaximumHeight(self.most_height())
        self.setBackground(theme.colour("surface"))
        for column, wide in ((0, frames.NAMES), (2, frames.VALUES)):
            self._grid.setColumnFixedWidth(column, theme.px(wide))
        self._grid.setRowFixedHeight(1, self.foot_height() - 2 * EDGE)
        for item in (*self._drawn, *self._pointer):
            self.view.removeItem(item)
        self._drawn, self._pointer = [], []
        left, right = self._frame.edges
        self.view.setRange(xRange=(left, right), yRange=(0, max(1, len(series))), padding=0)
        if series:
            self._drawn = self._items(self._frame)
            for item in self._drawn:
                self.view.addItem(item, ignoreBounds=True)
        self._point()
        for part in (self._names, self._values, self._below):
            part.update()

    def _items(self, frame: Frame) -> list[pg.GraphicsObject]:
        """Four items for all panels: ground, lines, dots, rings."""
        theme = frame.theme
        x, y, missing = arrays(frame)
        known = np.isfinite(y)
        shown = max(1, len(self._days))
        size = theme.px(DOT) if frame.room / shown >= theme.px(ROOMY) else SMALL_DOT
        lines = pg.PlotCurveItem(x, y, connect="finite", pen=_pen(theme, "text2", 1.5), antialias=True)
        lines.setSegmentedLineMode("on")  # Qt strokes one long path many times slower than its pieces
        dots = pg.ScatterPlotItem(
            x=x[known],
            y=y[known],
            size=size,
            pen=None,
            brush=theme.colour("text2"),
            antialias=True,
            useCache=self._paper is None,
        )
        items = [Ground(frame), lines, dots]
        if len(missing):
            items.append(
                pg.ScatterPlotItem(
                    x=missing[:, 0], y=missing[:, 1], size=theme.px(RING), brush=None,
                    pen=_pen(theme, "look_mark", 1.5), antialias=True, useCache=self._paper is None,
                )
            )  # fmt: skip
        return items

    def _point(self) -> None:
        """A line at the chosen day, and a ring around each of its values."""
        for item in self._pointer:
            self.view.removeItem(item)
        self._pointer = []
        if self._day is None or self._frame is None:
            return
        frame, x = self._frame, self._day.toordinal()
        pen = _pen(frame.theme, "accent", 2)
        values = [
            frame.height(place, point.value)
            for place, one in enumerate(frame.series)
            if (point := one.by_day.get(self._day)) is not None and point.value is not None
        ]
        around = pg.ScatterPlotItem(
            x=[x] * len(values), y=values, size=frame.theme.px(11), brush=None, pen=pen, antialias=True
        )
        self._pointer = [pg.InfiniteLine(x, angle=90, pen=_pen(frame.theme, "accent")), around]
        for item in self._pointer:
            self.view.addItem(item, ignoreBounds=True)

    def _choose(self, day: date) -> None:
        self.set_day(day)
        self.day_chosen.emit(day)

    def _choose_near(self, x: float) -> None:
        panels = self.view.geometry()
        if not self._days or self._frame is None or panels.width() <= 0:
            return
        left, right = self._frame.edges
        wanted = left + (x - panels.left()) / panels.width() * (right - left)
        self._choose(min(self._days, key=lambda day: abs(day.toordinal() - wanted)))

    def foot_height(self) -> int:
        """The height of all that is not panels."""
        if self._frame is None:
            return 0
        rows = len(self._frame.rows())
        return 2 * EDGE + self._frame.theme.px(frames.AXIS) + rows * self._frame.theme.px(frames.LANE)

    def _painted(self, paint: frames.Paint, painter: QPainter, box: QRectF) -> None:
        if self._frame is not None and self._frame.series:
            paint(self._frame, painter, box)

    def _paint_below(self, painter: QPainter, box: QRectF) -> None:
        if self._frame is not None:
            left = self._below.geometry().topLeft()
            frames.paint_below(self._frame, self.view.geometry().translated(-left), painter, box)


def arrays(frame: Frame) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """All panels as one line: days, heights with NaN between panels and where nothing was answered; and the rings."""
    x: list[float] = []
    y: list[float] = []
    missing: list[tuple[float, float]] = []
    for place, one in enumerate(frame.series):
        for point in one.points:
            day = float(point.day.toordinal())
            x.append(day)
            y.append(np.nan if point.value is None else frame.height(place, point.value))
            if point.value is None:
                missing.append((day, frame.base(place) + frames.RING))
        x.append(np.nan)
        y.append(np.nan)
    return np.array(x), np.array(y), np.array(missing)


def _pen(theme: Theme, token: str, wide: float = 1) -> QPen:
    """A pen as thick at every zoom."""
    pen = QPen(theme.colour(token), wide * theme.scale)
    pen.setCosmetic(True)
    return pen
