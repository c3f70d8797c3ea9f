"""The scores of a patient are drawn over the treatments of the same time, from the first score on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mdt_app.operations.case_rows import Background, Trend
from mdt_app.ui.common import charts, words
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.text import width


def draw(chart: charts.TrendChart, back: Background, most: int) -> bool:
    """Show the first `most` trends of a background; False, and no chart, where nothing was ever measured."""
    shown = back.trends[:most]
    chart.setVisible(bool(shown))
    if not shown:
        return False
    days = sorted({day for trend in shown for day, _ in trend.points} | set(back.progressions))
    since = days[0]
    spans = [
        charts.Span(span.label, max(span.since, since), span.until)
        for span in back.spans
        if span.until is None or span.until >= since
    ]
    chart.set_trends([drawn(one) for one in shown], spans, back.progressions, _axis(days))
    return True


def drawn(trend: Trend) -> charts.Trend:
    """The trend under its label, or under its plain name where the instrument's label is too long for its place."""
    label = trend.label.partition(" (")[0]
    if width(label) > themes.current().px(charts.LABEL) - 4:
        label = trend.item.replace("-", " ").capitalize()
    return charts.Trend(label, trend.points)


def _axis(days: Sequence[date]) -> list[tuple[date, str]]:
    """The first and the last day, or the one day there is."""
    return [(day, words.said_day(day)) for day in dict.fromkeys((days[0], days[-1]))]
