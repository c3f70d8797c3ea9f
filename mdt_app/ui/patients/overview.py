"""The illness at a glance: diagnosis to allergies in two columns, and the scores over the treatment timeline."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from mdt_app.operations.case_rows import Background, Line
from mdt_app.ui.common import charts, frames, trends
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common import words as said
from mdt_app.ui.common.frames import ScrollPanel, column, row
from mdt_app.ui.common.text import Label, SectionTitle, set_tip

SHOWN_TRENDS, TWO_COLUMNS = 9, 500


class Overview(ScrollPanel):
    """What is known of the illness on the page's day."""

    def __init__(self) -> None:
        super().__init__(margins=(24, 8, 24, 16), spacing=8)
        self.left, self.right = QVBoxLayout(), QVBoxLayout()
        for one in (self.left, self.right):
            one.setSpacing(2)
        self._both = row(column(self.left, None), column(self.right, None), spacing=24)
        for place in (0, 1):
            self._both.setStretch(place, 1)
        self.box.addLayout(self._both)
        self.title = SectionTitle(self.tr("Symptoms"), note=self.tr("0–10, shaded 7–10, dashed: progression"))
        self.chart = charts.TrendChart()
        self.nothing = Label(self.tr("Symptoms have never been measured."), "secondary")
        for part in (self.title, self.chart, self.nothing):
            self.box.addWidget(part)
        self.box.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Without room for two columns, one stands under the other."""
        super().resizeEvent(event)
        narrow = self.width() < themes.current().px(TWO_COLUMNS)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._both.setDirection(way)
        self._both.setSpacing(8 if narrow else 24)

    def show_background(self, back: Background) -> None:
        """Fill both columns and the chart."""
        nothing = self.tr("none recorded")
        frames.empty(self.left)
        frames.empty(self.right)
        for title, text in (
            (self.tr("Diagnosis"), back.diagnosis),
            (self.tr("Stage"), back.stage),
            (self.tr("ECOG"), back.ecog),
        ):
            self._group(self.left, title, [text or nothing], quiet=not text)
        self._lines(self.left, self.tr("Treatments"), back.treatments)
        self._lines(self.right, self.tr("Medication"), back.medication)
        self._lines(self.right, self.tr("Allergies"), back.allergies)
        self._lines(self.right, self.tr("Comorbidity"), back.comorbidity)
        self.nothing.setVisible(not trends.draw(self.chart, back, SHOWN_TRENDS))

    def _group(self, box: QVBoxLayout, title: str, lines: Sequence[str], *, quiet: bool = False) -> None:
        box.addWidget(Label(title, "small"))
        for text in lines:
            box.addWidget(Label(text, "secondary" if quiet else "body", wrap=True))
        box.addSpacing(8)

    def _lines(self, box: QVBoxLayout, title: str, lines: Sequence[Line]) -> None:
        if not lines:
            self._group(box, title, [self.tr("none recorded")], quiet=True)
            return
        box.addWidget(Label(title, "small"))
        for line in lines:
            box.addWidget(_Dated(line))
        box.addSpacing(8)


class _Dated(QWidget):
    """A statement with its day in front."""

    def __init__(self, line: Line) -> None:
        super().__init__()
        day = Label(said.said_day(line.day), "small")
        both = row(Label(line.text, wrap=True), day, spacing=8)
        both.setStretch(0, 1)
        both.setAlignment(day, Qt.AlignmentFlag.AlignTop)
        self.setLayout(both)
        set_tip(self, line.source)
