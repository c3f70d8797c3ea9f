"""The plot of 200 assessments is first drawn in little more than the time of a pyqtgraph plot with nothing in it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from figure import Figure, interleaved, middle
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from mdt_app import paths
from mdt_app.content import guidance as guidance_files
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.payloads import Assessment, Event, Payload, Score, TreatmentLine
from mdt_app.domain.record import Record
from mdt_app.domain.trends import Period, Trends, trends
from mdt_app.ui.common import theme

ASSESSMENTS, ROUNDS, SIZE = 200, 25, (1000, 760)
ON, DAYS_BETWEEN = date(2026, 10, 14), 6


def figures() -> Iterator[Figure]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, theme.LIGHT)
    import pyqtgraph

    from mdt_app.ui.assessments.trends_plot import TrendPlot

    found = made()
    assert len(found.days) == ASSESSMENTS

    def empty() -> None:
        draw(pyqtgraph.PlotWidget())

    def ours() -> None:
        plot = TrendPlot()
        plot.resize(*SIZE)
        plot.show_trends(found, found.series, Period.ALL)
        draw(plot)

    def draw(plot: QWidget) -> None:
        plot.resize(*SIZE)
        plot.show()
        app.processEvents()
        plot.hide()
        plot.deleteLater()

    def put_away() -> None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        app.processEvents()

    acts = {"empty": empty, "after empty": put_away, "ours": ours, "after ours": put_away}
    interleaved(acts, 3)
    took = interleaved(acts, ROUNDS)
    yield Figure(
        f"plot of {ASSESSMENTS} assessments first drawn",
        middle(took["ours"]),
        middle(took["empty"]),
        "an empty pyqtgraph plot",
        target=2,
    )


def made() -> Trends:
    """Two hundred ESAS-r with a gap here and there, ECOG, three treatments and two progressions."""
    guidance = guidance_files.load(paths.resources())
    items = [one.code for one in guidance.instruments["esas-r"].items]
    facts = []
    for place in range(ASSESSMENTS):
        back = (ASSESSMENTS - 1 - place) * DAYS_BETWEEN
        scores = tuple(
            (item, None if (place + 3 * row) % 17 == 0 else float((place // 9 + row * 2) % 11))
            for row, item in enumerate(items)
        )
        facts.append(fact(Kind.ASSESSMENT, Assessment(instrument="esas-r", answers=scores), back))
        if place % 8 == 0:
            facts.append(fact(Kind.ECOG, Score(value=min(4, place // 50)), back))
    for number, (since, until) in enumerate(((1100, 800), (750, 400), (350, 20)), start=1):
        line = TreatmentLine(number=number, intent="palliative", kind="systemic", text="treatment")
        facts.append(fact(Kind.TREATMENT_LINE, line, since, until))
    facts += [fact(Kind.PROGRESSION, Event(), back) for back in (780, 380)]
    return trends(Record(tuple(facts), ON), guidance)


def fact(kind: Kind, payload: Payload, back: int, until: int | None = None) -> Fact:
    day = ON - timedelta(days=back)
    return Fact(
        id=f"{kind}-{back}",
        patient_id="patient",
        kind=kind,
        payload=payload,
        true_from=day,
        true_to=None if until is None else ON - timedelta(days=until),
        recorded_at=datetime.combine(day, time(12), UTC),
        recorded_by="benchmark",
    )
