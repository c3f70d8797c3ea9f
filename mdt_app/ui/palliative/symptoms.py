"""Symptoms over time, the most severe first; severe is said in words, and what was not answered is a gap."""

from __future__ import annotations

from datetime import date

from mdt_app.domain.trends import Happened, Series
from mdt_app.operations.palliative_view import PalliativeView
from mdt_app.ui.common.buttons import LinkButton
from mdt_app.ui.common.text import Label
from mdt_app.ui.common.words import said_day
from mdt_app.ui.palliative import words
from mdt_app.ui.palliative.acts import PalliativeActs
from mdt_app.ui.palliative.fill import Lines, Statement
from mdt_app.ui.palliative.open_line import OpenLine, Opens
from mdt_app.ui.palliative.symptom_line import SymptomLine

SHOWN = 4


class Symptoms(Lines):
    """Small multiples on one time axis; each opens to its dated values."""

    def __init__(self, acts: PalliativeActs) -> None:
        super().__init__(words.tr("Symptoms"), "Alt+S", words.tr("All trends"), most=SHOWN)
        self._acts = acts
        self._page: PalliativeView | None = None
        self.nothing = Label(words.tr("Symptoms have never been measured."), "secondary", wrap=True)
        self.measure = LinkButton(words.tr("Measure"), hint="Alt+M", low=True, shortcut="Alt+M")
        self.box.addWidget(self.nothing)
        self.foot.insertWidget(1, self.measure)
        self.link.clicked.connect(lambda: acts.went.emit("patient", f"{acts.patient_id}/trends"))
        self.measure.clicked.connect(lambda: acts.went.emit("assessments", acts.patient_id))

    def show_page(self, page: PalliativeView) -> None:
        """The series on the page's day."""
        self._page = page
        found = page.symptoms
        days = [point.day for one in found for point in one.points]
        since = min(days, default=page.on)
        self.nothing.setVisible(not found)
        self.link.setVisible(bool(found))
        self.measure.setVisible(self._acts.editable and page.page.background.dead is None)
        self.title.set_note(self._axis(since, page) if found else "")
        self.show_lines(self._statement(one, page) for one in found)

    def _axis(self, since: date, page: PalliativeView) -> str:
        text = words.tr("since {since}, dashed: progression")
        return text.format(since=said_day(since, page.on))

    def _make_line(self, key: str) -> OpenLine:
        return SymptomLine()

    def _say(self, opens: Opens, one: Statement) -> None:
        page = self._page
        assert page is not None
        assert isinstance(opens.line, SymptomLine)
        series = next(found for found in page.symptoms if found.key == one.key)
        since = min(point.day for found in page.symptoms for point in found.points)
        progressions = [mark.day for mark in page.trends.marks if mark.kind is Happened.PROGRESSION]
        opens.line.show_series(series, since, page.on, progressions, spoken(series, page.on))
        opens.show_why(one.why, one.facts, one.source)

    def _statement(self, series: Series, page: PalliativeView) -> Statement:
        newest = series.newest
        why = words.tr("{value} on {day}.").format(value=words.value(series), day=newest.day)
        if series.stale:
            why += " " + words.tr("Too old to count.")
        if newest.contradicts:
            why += " " + words.tr("Another value stands on the same day.")
        source = series.instrument or words.tr("a clinician's score")
        return Statement(
            key=series.key, text=series.label, why=why, facts=page.scored.get(series.key, ()), source=source
        )


def spoken(series: Series, near: date) -> str:
    """A series in words, oldest first: "Pain: 8, severe, 12 Nov; before: 3, 5"."""
    before = ", ".join(
        words.tr("not answered") if one.value is None else f"{one.value:g}" for one in series.points[:-1]
    )
    newest = f"{series.label}: {words.value(series)}, {said_day(series.newest.day, near)}"
    return newest + (words.tr("; before: {values}").format(values=before) if before else "")
