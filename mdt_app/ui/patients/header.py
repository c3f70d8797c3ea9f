"""Who it is stands on top: the name is never cut, what is not recorded is said, and so is a day that is not today."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from mdt_app.domain.patient_wills import PatientWills
from mdt_app.ui.acp.banner import CodeStatusBanner
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common import words as said
from mdt_app.ui.common.buttons import Button, PrimaryButton
from mdt_app.ui.common.frames import Pane, row
from mdt_app.ui.common.marks import Shape, Status
from mdt_app.ui.common.messages import InlineMessage
from mdt_app.ui.common.text import Label, set_tip
from mdt_app.ui.patients import words
from mdt_app.ui.patients.day_control import DayControl
from mdt_app.ui.patients.reading import PatientPage

LONGEST_IN_LINE = 48
SUMMARY_LEAST = 400
MARGINS = 32


class PatientHeader(Pane):
    """Signals: `edit_asked()`, `list_asked()`, `measure_asked()`, `board_asked()`; the day is in `day`."""

    edit_asked = Signal()
    measure_asked = Signal()
    list_asked = Signal()
    board_asked = Signal()

    def __init__(self, wills: PatientWills, parent: QWidget | None = None) -> None:
        super().__init__("pane", margins=(16, 10, 16, 10), spacing=4, parent=parent)
        self.name = Label("", "title", name=True)
        self.whole_name = Label("", "title", wrap=True)
        self.facts = Label("", "secondary", elide=True)
        self.died = Status(Shape.DOT, "", strong=True, plain=True)
        self.code = CodeStatusBanner(wills)
        self.summary = Label("", wrap=True)
        self.day = DayControl()
        self.edit = Button(self.tr("Edit"), shortcut="Ctrl+E")
        self.measure = Button(self.tr("Measure…"), shortcut="Ctrl+M")
        self.palliative = Button(self.tr("Palliative view"), hint="F8")
        self.list = PrimaryButton(self.tr("List on a meeting…"), shortcut="Ctrl+Shift+L")
        self.ask = Button(self.tr("Ask a board…"), shortcut="Ctrl+Shift+B")
        self.past = InlineMessage("", level="info", act=self.tr("Back to today"))
        top = row(self.name, self.facts, self.died, self.code, spacing=16)
        top.setStretch(1, 1)
        self.box.addWidget(self.whole_name)
        self.box.addLayout(top)
        self._buttons = (self.palliative, self.edit, self.measure, self.ask, self.list)
        self._acts = row(self.day, row(*self._buttons, None, spacing=8), spacing=16)
        self._acts.setAlignment(self.day, Qt.AlignmentFlag.AlignLeft)
        self._below = row(self.summary, self._acts, spacing=8)
        self._below.setStretch(0, 1)
        self.box.addLayout(self._below)
        self.box.addWidget(self.day.wrong)
        self.box.addWidget(self.past)
        self.past.hide()
        self.edit.clicked.connect(self.edit_asked)
        self.measure.clicked.connect(self.measure_asked)
        self.list.clicked.connect(self.list_asked)
        self.ask.clicked.connect(self.board_asked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Short of room, the summary has a line of its own."""
        super().resizeEvent(event)
        free = event.size().width() - sum(
            one.sizeHint().width() for one in (self.day, self.palliative, self.measure, self.list)
        )
        beside = free >= themes.current().px(SUMMARY_LEAST)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if way != self._below.direction():
            self._below.setDirection(way)
        in_line = self.day.sizeHint().width() + self._buttons_width() + 16 <= event.size().width() - MARGINS
        way = QBoxLayout.Direction.LeftToRight if in_line else QBoxLayout.Direction.TopToBottom
        if way != self._acts.direction():
            self._acts.setDirection(way)
            self._acts.setSpacing(16 if in_line else 8)

    def minimumSizeHint(self) -> QSize:
        """The buttons go under the day rather than ask for more room than the window has."""
        least = max(self.day.sizeHint().width(), self._buttons_width()) + MARGINS
        size = super().minimumSizeHint()
        return QSize(min(size.width(), least), size.height())

    def _buttons_width(self) -> int:
        shown = [one.sizeHint().width() for one in self._buttons if not one.isHidden()]
        return sum(shown) + 8 * max(0, len(shown) - 1)

    def show_page(self, page: PatientPage, today_page: bool, may_prepare: bool) -> None:
        """Who it is, on the page's day."""
        view, back = page.view, page.view.background
        self._show_name(view.patient.name)
        numbers = [words.said_number(*one) for one in view.identifiers]
        spoken = said.language(back.language) if back.language else self.tr("language not recorded")
        parts = (
            said.born(view.patient.birth_date, view.on),
            words.sex(view.patient.sex),
            *numbers[:2],
            spoken,
        )
        self.facts.set_text("  ·  ".join(part for part in parts if part))
        set_tip(
            self.name, "\n".join((view.patient.name, *numbers, *view.patient.address, view.patient.phone))
        )
        self.died.setVisible(back.dead is not None)
        if back.dead:
            self.died.set_state(Shape.DOT, self.tr("died {day}").format(day=words.full_day(back.dead)))
        self.code.show_status(back.code, view.on)
        self.summary.set_text(said.said_dates(back.summary, view.on) or self.tr("No diagnosis recorded yet."))
        self._show_past(page, today_page)
        self.edit.setVisible(may_prepare)
        self.list.setVisible(may_prepare)
        self.list.setEnabled(today_page)

    def _show_name(self, name: str) -> None:
        """A name too long for its line has lines of its own."""
        alone = len(name) > LONGEST_IN_LINE
        self.name.set_text("" if alone else name)
        self.whole_name.set_text(name if alone else "")
        self.name.setVisible(not alone)
        self.whole_name.setVisible(alone)

    def _show_past(self, page: PatientPage, today_page: bool) -> None:
        day = words.full_day(page.view.on)
        self.past.set_text(self.tr("This page is as on {day}; what came later is not on it.").format(day=day))
        self.past.setVisible(not today_page)
