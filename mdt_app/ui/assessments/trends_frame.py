"""Beside the panels stand names and newest values, under them the days and what happened: all in one place and size."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QGraphicsWidget, QStyleOptionGraphicsItem, QWidget

from mdt_app.domain.trends import Happened, Mark, Period, Series, Span, Trends
from mdt_app.ui.assessments import trends_words as words
from mdt_app.ui.common import marks
from mdt_app.ui.common.marks import Shape
from mdt_app.ui.common.theme import Theme
from mdt_app.ui.common.words import said_day

NAMES, VALUES, LANE, AXIS = 148, 128, 20, 24
LOW, HIGH, RING = 0.2, 0.92, 0.085
LEAST_PANEL, MOST_PANEL = 40, 160
LEAST_WORD = 28
LEAST_DAYS = 14
AIR = 8
"""Pixels between an edge and the nearest day."""
DASHES = (2.0, 2.0)


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What is shown: panels from top to bottom, and the days from edge to edge of `room` pixels."""

    trends: Trends
    series: tuple[Series, ...]
    theme: Theme
    first: date
    last: date
    room: float = 600

    @classmethod
    def of(cls, trends: Trends, series: Sequence[Series], period: Period, theme: Theme, room: float) -> Frame:
        """From a period's first day to the record's day, at least so wide that one point has a place."""
        last = max(trends.on, trends.days[-1]) if trends.days else trends.on
        first = min(trends.since(period), date.fromordinal(last.toordinal() - LEAST_DAYS))
        return cls(trends=trends, series=tuple(series), theme=theme, first=first, last=last, room=room)

    @property
    def edges(self) -> tuple[float, float]:
        """The days at the left and right edge, with a little air."""
        first, last = self.first.toordinal(), self.last.toordinal()
        edge = self.theme.px(AIR)
        air = (last - first) * edge / max(edge, self.room - 2 * edge)
        return first - air, last + air

    def x(self, day: date, room: QRectF) -> float:
        """Where a day stands in a row as wide as the panels; days before the first stand at the edge."""
        left, right = self.edges
        share = (day.toordinal() - left) / (right - left)
        return room.left() + room.width() * min(1.0, max(0.0, share))

    def height(self, place: int, value: float) -> float:
        """Where a value stands, in panels from the bottom."""
        one = self.series[place]
        share = (value - one.minimum) / (one.maximum - one.minimum)
        return self.base(place) + LOW + (HIGH - LOW) * min(1.0, max(0.0, share))

    def base(self, place: int) -> int:
        """The foot of a panel, in panels from the bottom."""
        return len(self.series) - 1 - place

    def rows(self) -> list[str]:
        """What stands under the axis: the treatment lanes, progressions, transitions and death, where there are any."""
        kinds = {one.kind for one in self.trends.marks}
        rows = ["treatment"] * self.trends.lanes
        rows += ["progression"] if Happened.PROGRESSION in kinds else []
        return rows + (["transition"] if kinds - {Happened.PROGRESSION} else [])

    def ticks(self) -> list[tuple[date, str]]:
        """The days under the axis, as many as have room."""
        most = int(self.room / (self.wide("30 Sept 2026", 12) + self.theme.px(16)))
        return [one for one in words.ticks(self.first, self.last, max(2, most)) if one[0] >= self.first]

    def wide(self, text: str, size: int, strong: bool = False) -> float:
        """Width of a text."""
        return QFontMetricsF(self.theme.font(size, strong)).horizontalAdvance(text)

    def cut(self, text: str, room: float, size: int, strong: bool = False) -> str:
        """The text, with an ellipsis where it is wider than its room."""
        metrics = QFontMetricsF(self.theme.font(size, strong))
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)

    def write(
        self, painter: QPainter, box: QRectF, text: str, size: int = 12, token: str = "text2", *,
        strong: bool = False, right: bool = False,
    ) -> float:  # fmt: skip
        """Write one line, centred in height; gives its width."""
        painter.setFont(self.theme.font(size, strong))
        painter.setPen(self.theme.colour(token))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(
            box, int(side | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine), text
        )
        return self.wide(text, size, strong)


Paint = Callable[[Frame, QPainter, QRectF], None]


class Side(QGraphicsWidget):
    """A part of the plot that a function paints: `paint(painter, box)`."""

    def __init__(self, paint: Callable[[QPainter, QRectF], None]) -> None:
        super().__init__()
        self._paint = paint

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Paint it."""
        self._paint(painter, self.rect())


def paint_names(frame: Frame, painter: QPainter, box: QRectF) -> None:
    """Each panel's name, and its scale at the right."""
    high, line = box.height() / len(frame.series), frame.theme.line_height(12)
    gap = frame.theme.px(8)
    for place, one in enumerate(frame.series):
        top = box.top() + place * high
        numerals = frame.wide(f"{max(one.maximum, 10):g}", 12) + gap
        _write_name(frame, painter, QRectF(box.left(), top, box.width() - numerals - gap / 2, high), one)
        for value in (one.minimum, one.maximum):
            share = LOW if value == one.minimum else HIGH
            middle = top + high * (1 - share)
            numeral = QRectF(box.right() - numerals, middle - line / 2, numerals - gap * 0.75, line)
            frame.write(painter, numeral, f"{value:g}", 12, "text3", right=True)


def _write_name(frame: Frame, painter: QPainter, box: QRectF, one: Series) -> None:
    """One line of 14, or two of 12 where it is longer."""
    name = words.name(one)
    if frame.wide(name, 14) <= box.width():
        frame.write(painter, box, name, 14, "text")
        return
    breaks = [at for at, letter in enumerate(name) if letter == " "]
    fitting = [at for at in breaks if frame.wide(name[:at], 12) <= box.width()]
    lines = (name[: fitting[-1]], name[fitting[-1] + 1 :]) if fitting else (name,)
    high = frame.theme.line_height(12)
    top = box.center().y() - high * len(lines) / 2
    for number, text in enumerate(lines):
        place = QRectF(box.left(), top + number * high, box.width(), high)
        frame.write(painter, place, frame.cut(text, box.width(), 12), 12, "text")


def paint_values(frame: Frame, painter: QPainter, box: QRectF) -> None:
    """Each panel's newest value, bold with its shape and word; under it its day, and that it is too old to count."""
    theme, high = frame.theme, box.height() / len(frame.series)
    lines = theme.line_height(16) + theme.line_height(12)
    for place, one in enumerate(frame.series):
        value, level = one.newest.value or 0.0, one.level(one.newest.value or 0.0)
        top = box.top() + place * high + (high - lines) / 2
        line = QRectF(box.left() + theme.px(10), top, box.width() - theme.px(10), theme.line_height(16))
        marks.draw_mark(painter, words.SHAPES[level], line.left(), line.center().y(), theme)
        line.setLeft(line.left() + theme.px(marks.SIZE + 6))
        used = frame.write(painter, line, f"{value:g}", 16, words.TONES[level], strong=True)
        line.setLeft(line.left() + used + theme.px(6))
        word = frame.cut(words.level(one, value), line.width(), 12, True)
        frame.write(painter, line, word, 12, words.TONES[level], strong=True)
        under = QRectF(
            box.left() + theme.px(10), line.bottom(), box.width() - theme.px(10), theme.line_height(12)
        )
        _write_day(frame, painter, under, one)


def _write_day(frame: Frame, painter: QPainter, box: QRectF, one: Series) -> None:
    day = said_day(one.newest.day)
    if not one.stale:
        frame.write(painter, box, day)
        return
    marks.draw_mark(painter, Shape.RING, box.left(), box.center().y(), frame.theme)
    box.setLeft(box.left() + frame.theme.px(marks.SIZE + 6))
    frame.write(painter, box, frame.cut(words.tr("{day}, old").format(day=day), box.width(), 12), 12, "look")


def paint_below(frame: Frame, panels: QRectF, painter: QPainter, box: QRectF) -> None:
    """The days, then a row for each treatment lane, progressions and transitions; `panels` gives left and width."""
    theme = frame.theme
    room = QRectF(panels.left(), box.top(), panels.width(), theme.px(AXIS))
    _paint_days(frame, painter, room)
    titles = {
        "treatment": words.tr("Treatment"),
        "progression": words.tr("Progression"),
        "transition": words.tr("Transition"),
    }
    said = ""
    lane = 0
    for number, kind in enumerate(frame.rows()):
        row = QRectF(room.left(), room.bottom() + number * theme.px(LANE), room.width(), theme.px(LANE))
        if kind != said:
            frame.write(
                painter,
                QRectF(box.left(), row.top(), panels.left() - box.left() - theme.px(8), row.height()),
                titles[kind],
            )
            said = kind
        if kind == "treatment":
            spans = [one for one in frame.trends.spans if one.lane == lane]
            lane += 1
            _paint_spans(frame, painter, row, spans)
        else:
            is_progression = kind == "progression"
            chosen = [
                one
                for one in frame.trends.marks
                if (one.kind is Happened.PROGRESSION) == is_progression and one.day >= frame.first
            ]
            _paint_marks(frame, painter, row, chosen)


def _paint_days(frame: Frame, painter: QPainter, room: QRectF) -> None:
    right = room.left()
    for day, text in frame.ticks():
        wide = frame.wide(text, 12)
        left = max(room.left(), min(frame.x(day, room) - wide / 2, room.right() - wide))
        if left >= right:
            frame.write(painter, QRectF(left, room.top(), wide + 1, room.height()), text)
            right = left + wide + frame.theme.px(8)


def _paint_spans(frame: Frame, painter: QPainter, row: QRectF, spans: Sequence[Span]) -> None:
    """A bar for each line in view, its words inside, or beside it where they do not fit."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    one, least = frame.theme.px(1), frame.theme.px(LEAST_WORD)
    seen = [span for span in spans if span.until is None or span.until >= frame.first]
    starts = [frame.x(span.since, row) for span in seen]
    for number, span in enumerate(seen):
        start = starts[number]
        end = frame.x(span.until or frame.last, row)
        bar = QRectF(start, row.top() + 2 * one, max(6.0 * one, end - start), row.height() - 5 * one)
        painter.setPen(QPen(frame.theme.colour("field"), one))
        painter.setBrush(frame.theme.colour("sunk"))
        painter.drawRoundedRect(bar, 3 * one, 3 * one)
        following = starts[number + 1] if number + 1 < len(starts) else row.right()
        inside = bar.adjusted(5 * one, 0, -3 * one, 0)
        fits = frame.wide(span.label, 12) <= inside.width() or inside.width() >= 2 * least
        beside = QRectF(bar.right() + 4 * one, bar.top(), following - bar.right() - 8 * one, bar.height())
        place = inside if fits or beside.width() < inside.width() else beside
        if place.width() >= least:
            frame.write(painter, place, frame.cut(span.label, place.width(), 12))
    painter.restore()


def _paint_marks(frame: Frame, painter: QPainter, row: QRectF, chosen: Sequence[Mark]) -> None:
    """A stroke for each event, its words at the right, or at the left where the next event is near."""
    places, gap = [frame.x(one.day, row) for one in chosen], frame.theme.px(5)
    taken = row.left()
    for number, mark in enumerate(chosen):
        x = places[number]
        paint_stroke(frame, painter, mark, QPointF(x, row.top()), QPointF(x, row.bottom() - gap / 2))
        following = places[number + 1] - gap if number + 1 < len(places) else row.right()
        for text in _mark_words(mark, frame.trends.on):
            wide = frame.wide(text, 12) + 1
            left = x + gap if x + gap + wide <= following else x - gap - wide
            if left >= taken:
                frame.write(painter, QRectF(left, row.top(), wide, row.height() - gap / 2), text)
                taken = left + wide + gap
                break
        taken = max(taken, x + gap)


def paint_stroke(frame: Frame, painter: QPainter, mark: Mark, top: QPointF, foot: QPointF) -> None:
    """Dashed for a progression, a whole thin line for a transition, thick for the death."""
    painter.setPen(stroke(frame.theme, mark.kind))
    painter.drawLine(top, foot)


def stroke(theme: Theme, kind: Happened) -> QPen:
    """The pen for an event, as thick at every zoom."""
    pen = QPen(theme.colour("text2"), theme.scale * (3 if kind is Happened.DEATH else 1))
    pen.setCosmetic(True)
    if kind is Happened.PROGRESSION:
        pen.setDashPattern(DASHES)
    return pen


def _mark_words(mark: Mark, near: date) -> tuple[str, ...]:
    """An event's words, the longest first; where none has room, the readout and the table still have them."""
    day = said_day(mark.day, near)
    if mark.kind is Happened.PROGRESSION:
        return (f"{day}, {mark.text}", day) if mark.text else (day,)
    if mark.kind is Happened.DEATH:
        return words.tr("died {day}").format(day=day), words.tr("died")
    where = mark.text.replace("-", " ")
    short = words.tr("to {where}").format(where=where)
    return f"{short}, {day}", short, where
