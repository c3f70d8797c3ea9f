"""Symptoms are shown as they were scored, the most severe first; what was not answered is a gap and is said."""

from __future__ import annotations

from mdt_app.domain.decisions import Said
from mdt_app.operations.rows import CaseView
from mdt_app.ui.cases.acts import CaseActs
from mdt_app.ui.cases.said import SaidChip, step
from mdt_app.ui.common import charts, trends
from mdt_app.ui.common.flow import Flow
from mdt_app.ui.common.frames import Section
from mdt_app.ui.common.text import Label, SectionTitle, set_tip

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
        measured = trends.draw(self.chart, back, SHOWN)
        self.nothing.setVisible(not measured)
        self.used.setVisible(measured)
        self.used.setEnabled(self._acts.editable)
        self.used.show_state(
            Said(view.discussion.scores_used), view.discussion_versions.get("scores_used", 0)
        )
        set_tip(self.title, "\n".join(charts.spoken(trends.drawn(one)) for one in back.trends))
