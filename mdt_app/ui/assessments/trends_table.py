"""The same values in words: a row for each day, a column for each item; not answered is said, not asked is blank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

from mdt_app.domain.trends import Level, Period, Point, Series, Trends
from mdt_app.ui.assessments import trends_words as words
from mdt_app.ui.common.columns import Cell, Column, ColumnsModel
from mdt_app.ui.common.marks import Mark, Shape, Tone
from mdt_app.ui.common.table import TableView
from mdt_app.ui.common.words import said_day

DAY_WIDTH, ITEM_WIDTH, EVENTS_WIDTH = 104, 108, 200
TONES = {Level.CALM: Tone.PLAIN, Level.LOOK: Tone.LOOK, Level.SEVERE: Tone.ACT}
STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class DayRow:
    """One day: what was measured by the series' keys, and what happened, in words."""

    day: date
    points: dict[str, Point] = field(hash=False)
    happened: str = ""


def day_rows(trends: Trends, series: Sequence[Series], period: Period) -> list[DayRow]:
    """The days of a period on which anything was measured or happened, the newest first."""
    since = trends.since(period)
    happened: dict[date, list[str]] = {}
    for mark in trends.marks:
        happened.setdefault(mark.day, []).append(words.happened(mark))
    for span in trends.spans:
        happened.setdefault(span.since, []).append(words.tr("{line} begins").format(line=span.label))
        if span.until is not None:
            happened.setdefault(span.until, []).append(words.tr("{line} ends").format(line=span.label))
    measured = {point.day for one in series for point in one.points}
    days = sorted((day for day in measured | happened.keys() if day >= since), reverse=True)
    return [
        DayRow(
            day,
            {one.key: one.by_day[day] for one in series if day in one.by_day},
            ", ".join(happened.get(day, ())),
        )
        for day in days
    ]


def as_text(series: Sequence[Series], rows: Sequence[DayRow]) -> str:
    """The table as lines of fields between tabs, as a spreadsheet takes it; no field is taken for a formula."""
    head = [words.tr("Date"), words.tr("What happened"), *(words.name(one) for one in series)]
    lines = [head]
    for row in rows:
        values = [words.value(one, row.points[one.key]) if one.key in row.points else "" for one in series]
        lines.append([row.day.isoformat(), row.happened, *values])
    return "\n".join("\t".join(_field(one) for one in line) for line in lines)


def _field(text: str) -> str:
    plain = " ".join(text.split())
    return f"'{plain}" if plain.startswith(STARTS_FORMULA) else plain


class TrendsTable(TableView):
    """A real table for those who cannot see the plot. Ctrl+C copies all of it."""

    def __init__(self, trends: Trends, series: Sequence[Series], period: Period) -> None:
        self._series = tuple(series)
        self._rows = day_rows(trends, series, period)
        model = ColumnsModel(self._columns(), self._rows, same=lambda row: row.day)
        super().__init__(model, name=words.tr("Trends as a table"), flush=True)

    def text(self) -> str:
        """All of it as text."""
        return as_text(self._series, self._rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.text())
        else:
            super().keyPressEvent(event)

    def _columns(self) -> list[Column[DayRow]]:
        day = Column[DayRow](
            words.tr("Date"), lambda row: Cell(said_day(row.day)), DAY_WIDTH, key=lambda row: row.day
        )
        items = [
            Column[DayRow](words.name(one), lambda row, one=one: _cell(one, row), ITEM_WIDTH)  # type: ignore[misc]
            for one in self._series
        ]
        events = Column[DayRow](
            words.tr("What happened"), lambda row: Cell(row.happened, two_lines=True, tip=row.happened), EVENTS_WIDTH
        )  # fmt: skip
        return [day, events, *items]


def _cell(series: Series, row: DayRow) -> Cell:
    point = row.points.get(series.key)
    if point is None:
        return Cell()
    if point.value is None:
        said = words.value(series, point)
        return Cell("", said, marks=(Mark(Shape.RING),), tip=said)
    level = series.level(point.value)
    marks = () if level is Level.CALM else (Mark(words.SHAPES[level]),)
    number, _, rest = words.value(series, point).partition(" ")
    return Cell(
        number, rest, marks=marks, tone=TONES[level], second_tone=TONES[level] if marks else Tone.SECOND,
        strong=level is not Level.CALM, tip=f"{words.name(series)} {number} {rest}".strip(),
    )  # fmt: skip
