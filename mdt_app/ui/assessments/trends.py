"""Scores over time are seen, read in words and heard alike: every value of the plot is also in its line of words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from mdt_app.domain.trends import Group, Period, Series, Trends
from mdt_app.ui.assessments import trends_words as words
from mdt_app.ui.assessments.trends_table import TrendsTable
from mdt_app.ui.common.buttons import Button
from mdt_app.ui.common.fields import Choice
from mdt_app.ui.common.flow import Flow
from mdt_app.ui.common.frames import Line, Pane, ScrollPanel
from mdt_app.ui.common.messages import EmptyState, InlineMessage
from mdt_app.ui.common.pdf_file import save_pdf
from mdt_app.ui.common.segments import SegmentedButton
from mdt_app.ui.common.text import Label
from mdt_app.ui.common.words import said_day

if TYPE_CHECKING:
    from mdt_app.ui.assessments.trends_paper import Sheet
    from mdt_app.ui.assessments.trends_plot import TrendPlot

SIDE, MOST_WORDS = 24, 0.4
GROUP_PREFIX = "group:"


@dataclass(frozen=True, kw_only=True)
class Whose:
    """The patient on a picture or a page: the name, and birth date and number behind it."""

    patient_id: str
    name: str
    details: str


class TrendsView(Pane):
    """Plot or table of one patient's scores.

    Signals: `record_asked()` from the empty state, `taken(patient id, how)` when a picture, page or table leaves the
    program ("picture", "page", "table"), `said(words, undo, wrong)`.
    """

    record_asked = Signal()
    taken = Signal(str, str)
    said = Signal(str, object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent=parent)
        self._trends: Trends | None = None
        self._longest = ""
        self._whose = Whose(patient_id="", name="", details="")
        self.plot: TrendPlot | None = None
        self.table: TrendsTable | None = None
        periods = [(one.value, words.period(one)) for one in Period]
        self.periods = SegmentedButton(periods, Period.ALL, name=self.tr("How far back"))
        self.choice = Choice([("", self.tr("Everything"))], name=self.tr("What to show"))
        self.as_table = Button(self.tr("Table"))
        self.as_table.setCheckable(True)
        self.copy = Button(self.tr("Copy picture"))
        self.print = Button(self.tr("Print as PDF…"), icon="print")
        self.legend = Label("", "small", wrap=True)
        self.readout = Label("", wrap=True)
        self.readout.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.unscored = InlineMessage(self.tr("Symptoms were never scored"), act=self.tr("Record scores"))
        self.missing = Label("", "small", tone="look", wrap=True)
        self.nothing = EmptyState(
            self.tr("No scores yet"),
            self.tr("Record one, and symptoms, distress and ECOG are drawn here over time."),
            self.tr("Record scores"),
            icon="insight",
        )
        self._tables = QWidget()
        self.body = QStackedWidget()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._fill)
        self._lay_out()
        self._connect()

    def show_trends(self, trends: Trends, whose: Whose) -> None:
        """Show a patient's trends; what was chosen to be seen stays chosen while it is the same patient."""
        if whose.patient_id != self._whose.patient_id:
            self.choice.set_current("")
            if self.plot is not None:
                self.plot.set_day(None)
        self._trends, self._whose = trends, whose
        kept = self.choice.current()
        choices = self._choices(trends)
        self.choice.set_choices(choices, kept if kept in dict(choices) else "")
        self._soon.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what was given while nobody saw it."""
        super().showEvent(event)
        self._soon.start()

    def series(self) -> tuple[Series, ...]:
        """The series that are chosen."""
        if self._trends is None:
            return ()
        chosen = self.choice.current()
        if chosen.startswith(GROUP_PREFIX):
            group = Group(chosen.removeprefix(GROUP_PREFIX))
            return tuple(one for one in self._trends.series if one.group is group)
        return tuple(one for one in self._trends.series if chosen in ("", one.key))

    def period(self) -> Period:
        """How far back."""
        return Period(self.periods.current())

    def sheet(self) -> Sheet | None:
        """What a picture or page of this shows."""
        from mdt_app.ui.assessments.trends_paper import Sheet

        if self._trends is None or not self.series():
            return None
        return Sheet(
            title=self.tr("Symptoms, distress and ECOG over time"),
            whose=f"{self._whose.name}   {self._whose.details}",
            when=self.tr("{period}, as on {day}").format(
                period=words.period(self.period()), day=said_day(self._trends.on)
            ),
            legend=self._legend(),
            trends=self._trends,
            series=self.series(),
            period=self.period(),
        )

    def copy_out(self) -> None:
        """The plot as a picture, or the table as text, into the clipboard."""
        if not self.as_table.isChecked():
            self._copy_picture()
        elif self.table is not None:
            QGuiApplication.clipboard().setText(self.table.text())
            self.taken.emit(self._whose.patient_id, "table")
            self.said.emit(self.tr("The table is copied."), None, False)

    def print_to(self, chosen: str) -> None:
        """Write the page into the file that was chosen; "" for none."""
        from mdt_app.ui.assessments.trends_paper import pdf

        sheet = self.sheet()
        if not chosen or sheet is None:
            return
        try:
            file = save_pdf(Path(chosen), pdf(sheet))
        except OSError as problem:
            reason = problem.strerror or self.tr("it cannot be written")
            self.said.emit(self.tr("No page was written: {why}.").format(why=reason), None, True)
            return
        self.taken.emit(self._whose.patient_id, "page")
        self.said.emit(self.tr("The page is in {file}.").format(file=file), None, False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrower words need more lines."""
        super().resizeEvent(event)
        self._keep_room()

    def changeEvent(self, event: QEvent) -> None:
        """Larger words need more room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.__dict__.get("_soon") is not None:
            self._soon.start()

    def _copy_picture(self) -> None:
        from mdt_app.ui.assessments.trends_paper import picture

        sheet = self.sheet()
        if sheet is not None:
            QGuiApplication.clipboard().setImage(picture(sheet))
            self.taken.emit(self._whose.patient_id, "picture")
            self.said.emit(self.tr("The picture is copied. The patient’s name is on it."), None, False)

    def _ask_file(self) -> None:
        day = self._trends.on if self._trends else date.min
        name = self.tr("Trends {day}").format(day=day) + ".pdf"
        title = self.tr("Print the trends as PDF")
        self.print_to(QFileDialog.getSaveFileName(self, title, str(Path.home() / name), "PDF (*.pdf)")[0])

    def _choices(self, trends: Trends) -> list[tuple[str, str]]:
        groups = dict.fromkeys(one.group for one in trends.series)
        several = [one for one in groups if sum(each.group is one for each in trends.series) > 1]
        return [
            ("", self.tr("Everything")),
            *((GROUP_PREFIX + one, words.group(one)) for one in several),
            *((one.key, words.name(one)) for one in trends.series),
        ]

    def _fill(self) -> None:
        trends, series = self._trends, self.series()
        if trends is None or not self.isVisible():
            return
        for part in (self._tools, self._foot):
            part.setVisible(bool(trends.series))
        symptoms = any(one.group is Group.SYMPTOM for one in trends.series)
        self.unscored.setVisible(bool(trends.series) and not symptoms)
        self.missing.set_text(
            self.tr("Not drawn, no instrument file: {names}.").format(names=", ".join(trends.unread))
        )
        self.missing.setVisible(bool(trends.unread))
        if not series:
            self.body.setCurrentWidget(self.nothing)
        elif self.as_table.isChecked():
            self._fill_table(trends, series)
        else:
            self._fill_plot(trends, series)
        self.legend.set_text(self._legend())
        self.legend.setVisible(bool(self._legend()) and not self.as_table.isChecked())

    def _fill_plot(self, trends: Trends, series: tuple[Series, ...]) -> None:
        plot = self._made_plot()
        self.body.setCurrentWidget(self._plots)
        plot.show_trends(trends, series, self.period())
        plot.setAccessibleName(words.spoken(trends, series))
        days = trends.within(self.period())
        self._longest = max((words.readout(trends, series, days, day) for day in days), key=len, default="")
        self._read_out(plot.day())
        self._keep_room()

    def _fill_table(self, trends: Trends, series: tuple[Series, ...]) -> None:
        if self.table is not None:
            self._tables_box.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
        self.table = TrendsTable(trends, series, self.period())
        self._tables_box.addWidget(self.table)
        self.body.setCurrentWidget(self._tables)
        self._foot.hide()

    def _made_plot(self) -> TrendPlot:
        """pyqtgraph comes in when a plot is first seen, and not before."""
        if self.plot is None:
            from mdt_app.ui.assessments.trends_plot import TrendPlot

            self.plot = TrendPlot()
            self.plot.day_chosen.connect(self._announce)
            self._plots_box.addWidget(self.plot, 100)
            self._plots_box.addStretch(1)
        return self.plot

    def _keep_room(self) -> None:
        """The line of words keeps the height of the longest of them, so that stepping moves nothing."""
        room = QRect(0, 0, max(1, self.width() - 2 * SIDE), self.height())
        flags = Qt.TextFlag.TextWordWrap
        high = self.readout.fontMetrics().boundingRect(room, flags, self._longest).height()
        self.readout.setMinimumHeight(min(high, round(self.height() * MOST_WORDS)))

    def _read_out(self, day: date | None) -> None:
        """The words of the chosen day, else of the newest."""
        trends, plot, series = self._trends, self.plot, self.series()
        if trends is None or plot is None:
            return
        days = trends.within(self.period())
        if days:
            self.readout.set_text(words.readout(trends, series, days, day or days[-1]))
        else:
            self.readout.set_text(self.tr("Nothing was measured in this time."))
        plot.setAccessibleDescription(self.readout.whole_text())

    def _announce(self, day: date) -> None:
        self._read_out(day)
        if self.plot is not None:
            QAccessible.updateAccessibility(
                QAccessibleAnnouncementEvent(self.readout, self.readout.whole_text())
            )

    def _legend(self) -> str:
        series = self.series()
        parts = [
            (any(one.band for one in series), self.tr("Shaded: severe, a criterion for referral.")),
            (
                any(one.limit is not None for one in series),
                self.tr("Dashes across: limit of the instrument."),
            ),
            (
                any(point.value is None for one in series for point in one.points),
                self.tr("Ring under the line: not answered."),
            ),
        ]
        return " ".join(said for holds, said in parts if holds)

    def _lay_out(self) -> None:
        self._tools = Flow([self.periods, self.choice, self.as_table, self.copy, self.print], spacing=8)
        self._plots = QWidget()
        self._plots_box = QVBoxLayout(self._plots)
        self._tables_box = QVBoxLayout(self._tables)
        for box in (self._plots_box, self._tables_box):
            box.setContentsMargins(0, 0, 0, 0)
        for part in (self._plots, self._tables, self.nothing):
            self.body.addWidget(part)
        panel = ScrollPanel(margins=(SIDE, 0, SIDE, 0), spacing=4)
        for part in (self._tools, self.legend, self.unscored, self.missing):
            panel.box.addWidget(part)
        panel.box.addWidget(self.body, 1)
        self._foot = Pane("pane", margins=(SIDE, 8, SIDE, 8))
        self._foot.box.addWidget(self.readout)
        self.box.addWidget(panel, 1)
        self.box.addWidget(Line())
        self.box.addWidget(self._foot)

    def _connect(self) -> None:
        self.periods.chosen.connect(lambda _: self._fill())
        self.choice.chosen.connect(lambda _: self._fill())
        self.as_table.clicked.connect(self._turn)
        self.copy.clicked.connect(self.copy_out)
        self.print.clicked.connect(self._ask_file)
        for offer in (self.nothing, self.unscored):
            offer.acted.connect(self.record_asked)

    def _turn(self) -> None:
        as_table = self.as_table.isChecked()
        self.copy.set_words(self.tr("Copy table") if as_table else self.tr("Copy picture"))
        self._fill()
