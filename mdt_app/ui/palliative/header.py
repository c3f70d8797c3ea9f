"""Who it is, the code status and the day stand on top and never scroll; a page turned back says that it is."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from mdt_app.domain.national_number import as_printed
from mdt_app.domain.patient_wills import PatientWills
from mdt_app.operations.palliative_view import PalliativeView
from mdt_app.ui.acp.banner import CodeStatusBanner
from mdt_app.ui.common import words as said
from mdt_app.ui.common.buttons import Button
from mdt_app.ui.common.flow import Flow
from mdt_app.ui.common.frames import Pane, row
from mdt_app.ui.common.marks import Shape, Status
from mdt_app.ui.common.messages import InlineMessage
from mdt_app.ui.common.text import Label
from mdt_app.ui.palliative import words
from mdt_app.ui.patients.day_control import DayControl
from mdt_app.ui.patients.words import full_day


class PalliativeHeader(Pane):
    """Signals: `patient_asked()`, `night_asked()`, `print_asked()`; the two days are in `day` and `known`."""

    patient_asked = Signal()
    night_asked = Signal()
    print_asked = Signal()

    def __init__(self, wills: PatientWills, parent: QWidget | None = None) -> None:
        super().__init__("pane", margins=(16, 8, 16, 8), spacing=4, parent=parent)
        self.name = Label("", "title", name=True)
        self.facts, self.below = Label("", "secondary"), Label("", "secondary", wrap=True)
        self.died = Status(Shape.DOT, "", strong=True, plain=True)
        self.code = CodeStatusBanner(wills)
        self.day, self.known = DayControl(), DayControl(known=True)
        self.patient = Button(self.tr("Patient page"), hint="F7", shortcut="F7")
        self.night = Button(self.tr("Out of hours"), hint="F9")
        self.printed = Button(self.tr("Print…"), hint="Ctrl+P", shortcut="Ctrl+P")
        self.past = InlineMessage("", level="look", act=self.tr("Back to today"))
        top = row(self.name, self.facts, self.died, None, self.code, spacing=16)
        acts = row(self.patient, self.night, self.printed, spacing=8)
        holder = QWidget()
        holder.setLayout(acts)
        self._controls = Flow([self.day, self.known, holder], spacing=12)
        self.box.addLayout(top)
        for part in (self.below, self._controls, self.day.wrong, self.known.wrong, self.past):
            self.box.addWidget(part)
        self.past.hide()
        self.patient.clicked.connect(self.patient_asked)
        self.night.clicked.connect(self.night_asked)
        self.printed.clicked.connect(self.print_asked)

    def show_page(self, page: PalliativeView, today: date) -> None:
        """Who it is, on the page's days."""
        view, back = page.page, page.page.background
        numbers = [as_printed(value) for _, value in view.identifiers[:1]]
        spoken = said.language(back.language) if back.language else self.tr("language not recorded")
        facts = "  ·  ".join([said.born(view.patient.birth_date, view.on), *numbers, spoken])
        self.name.set_text(view.patient.name)
        self.facts.set_text(facts)
        self.below.set_text(facts)
        self.died.setVisible(back.dead is not None)
        if back.dead is not None:
            self.died.set_state(Shape.DOT, self.tr("died {day}").format(day=full_day(back.dead)))
        self.code.show_status(back.code, page.on)
        self.day.show_day(page.on, today, page.days)
        self.known.show_day(page.known_on or today, today, page.recorded)
        self._show_past(page, today)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Short of room, the facts go on a line of their own."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        hints = [self.name, self.facts, self.code, *([self.died] if not self.died.isHidden() else [])]
        fits = sum(one.sizeHint().width() + 16 for one in hints) + 32 <= self.width()
        self.facts.setVisible(fits)
        self.below.setVisible(not fits)

    def _show_past(self, page: PalliativeView, today: date) -> None:
        day = self.tr("as on {day}").format(day=full_day(page.on)) if page.on < today else ""
        known = self.tr("as known on {day}").format(day=full_day(page.known_on)) if page.known_on else ""
        both = ", ".join(part for part in (day, known) if part)
        turned = self.tr("This page is turned back: {days}. It cannot be written on.").format(days=both)
        self.past.set_text(" ".join(filter(None, (turned, words.read_in(page)))))
        self.past.setVisible(bool(both))
