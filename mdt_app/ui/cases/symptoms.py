"""Symptoms are shown as they were scored, the most severe first; what was not answered is a gap and is said."""

from __future__ import annotations

from mdt_app.domain.decisions import Said
from mdt_app.domain.facts import Kind
from mdt_app.domain.payloads import Payload
from mdt_app.operations.assessments import last_scores
from mdt_app.operations.case_rows import CaseView
from mdt_app.ui.assessments.quick import QuickScores
from mdt_app.ui.cases.acts import CaseActs
from mdt_app.ui.cases.said import SaidChip, step
from mdt_app.ui.common import charts, trends
from mdt_app.ui.common.buttons import LinkButton
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
        self.all = LinkButton(self.tr("All trends"), hint="Alt+T", name=self.tr("All trends of this patient"))
        self.all.clicked.connect(self.open_trends)
        self.measure = LinkButton(
            self.tr("Measure"), hint="Alt+M", name=self.tr("Record ECOG or distress"), low=True
        )
        self.measure.clicked.connect(self.open_measure)
        self.quick = QuickScores(acts.services.guidance)
        self.quick.taken.connect(self._record)
        self.quick.more_asked.connect(lambda: acts.went.emit("assessments", acts.view.patient.id))
        self.nothing = Label(self.tr("No scores yet. Symptoms have never been measured."), "small", wrap=True)
        self._below = Flow([self.used, self.measure, self.all], spacing=8)
        for part in (self.title, self.chart, self.nothing, self._below, self.quick):
            self.box.addWidget(part)
        self.quick.hide()

    def open_trends(self) -> None:
        """Go to the patient's page, where every score is drawn and said."""
        self._acts.went.emit("patient", f"{self._acts.view.patient.id}/trends")

    def open_measure(self) -> None:
        """Open the lines for ECOG and distress, or close them."""
        if self.quick.isVisibleTo(self):
            self.quick.hide()
        elif self._acts.editable:
            self._read_last()
            self.quick.show()
            self.quick.begin()

    def _read_last(self) -> None:
        acts, patient_id = self._acts, self._acts.view.patient.id
        guidance, on = acts.services.guidance, acts.services.today()
        acts.tasks.read(
            self, lambda reader: last_scores(reader, guidance, patient_id, on), self.quick.show_last
        )

    def _record(self, kind: Kind, payload: Payload, words: str) -> None:
        self._acts.record(kind, payload, words)
        self._read_last()

    def show_view(self, view: CaseView) -> None:
        """The trends on the meeting's day."""
        back = view.background
        measured = trends.draw(self.chart, back, SHOWN)
        self.nothing.setVisible(not measured)
        self.all.setVisible(measured)
        self.measure.setVisible(self._acts.editable)
        self.used.setVisible(measured)
        self._below.refit()
        self.used.setEnabled(self._acts.editable)
        self.used.show_state(
            Said(view.discussion.scores_used), view.discussion_versions.get("scores_used", 0)
        )
        set_tip(self.title, "\n".join(charts.spoken(trends.drawn(one)) for one in back.trends))
