"""Symptoms are shown as they were scored, the most severe first; what was not answered is a gap and is said."""

from __future__ import annotations

from datetime import date

from mdt_app.domain.decisions import Said
from mdt_app.operations.rows import CaseView, Trend
from mdt_app.ui.cases.acts import CaseActs
from mdt_app.ui.cases.said import SaidChip, step
from mdt_app.ui.common import charts, words
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.flow import Flow
from mdt_app.ui.common.frames import Section
from mdt_app.ui.common.text import Label, SectionTitle, set_tip, width

SHOWN = 3


class SymptomsSection(Section):
    """Three trends over the treatment timeline, and whether the scores were used in this discussion."""

    def __init__(self, acts: CaseActs) -> None:
        super().__init__(spacing=2)
        self._acts = acts
        self.title = SectionTitle(self.tr("Symptoms"), note=self.tr("0–10, shaded 7–10, dashed: progression"))
        self.used = SaidChip(self.tr("Scores used in this discussion"), "F7")
        self.used.stepped.connect(lambda: step(self._acts, "scores_used", self.used))
        self.chart = charts.TrendChart()
        self.nothing = Label(self.tr("No scores yet. Symptoms have never been measured."), "small", wrap=True)
        for part in (self.title, self.chart, self.nothing, Flow([self.used])):
            self.box.addWidget(part)

    def show_view(self, view: CaseView) -> None:
        """The trends on the meeting's day."""
        back = view.background
        shown = back.trends[:SHOWN]
        self.chart.setVisible(bool(shown))
        self.nothing.setVisible(not shown)
        self.used.setVisible(bool(back.trends))
        self.used.setEnabled(self._acts.editable)
        self.used.show_state(
            Said(view.discussion.scores_used), view.discussion_versions.get("scores_used", 0)
        )
        if not shown:
            return
        days = sorted({day for trend in shown for day, _ in trend.points} | set(back.progressions))
        since = days[0]
        spans = [
            charts.Span(span.label, max(span.since, since), span.until)
            for span in back.spans if span.until is None or span.until >= since
        ]  # fmt: skip
        self.chart.set_trends([_trend(one) for one in shown], spans, back.progressions, self._axis(days))
        set_tip(self.title, "\n".join(charts.spoken(_trend(one)) for one in back.trends))

    def _axis(self, days: list[date]) -> list[tuple[date, str]]:
        first, last = days[0], days[-1]
        if first == last:
            return [(last, words.said_day(last))]
        return [(first, f"{first:%b %Y}"), (last, words.said_day(last, last))]


def _trend(trend: Trend) -> charts.Trend:
    """The trend under its label, or under its plain name where the instrument's label is too long for its place."""
    label = trend.label.partition(" (")[0]
    if width(label) > themes.current().px(charts.LABEL) - 4:
        label = trend.item.replace("-", " ").capitalize()
    return charts.Trend(label, trend.points)
