"""Who the patient is stands on top and never scrolls: the name is never cut, and what is not recorded is said."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdt_app.domain.national_number import as_printed
from mdt_app.domain.patient_wills import PatientWills
from mdt_app.operations.case_rows import CaseView
from mdt_app.ui.acp.banner import CodeStatusBanner
from mdt_app.ui.common import words
from mdt_app.ui.common.buttons import LinkButton
from mdt_app.ui.common.frames import row
from mdt_app.ui.common.marks import Shape, Status
from mdt_app.ui.common.text import Label


class Identity(QWidget):
    """Name, birth date, age, numbers, language, code status; under it the summary. Signals: `background_asked()`, and
    `talk_asked()` when the code status is pressed."""

    background_asked = Signal()
    talk_asked = Signal()

    def __init__(self, wills: PatientWills) -> None:
        super().__init__()
        self.name = Label("", "title", name=True)
        self.beside, self.below = Label("", "secondary"), Label("", "secondary", wrap=True)
        self.died = Status(Shape.DOT, "", strong=True, plain=True)
        self.code = CodeStatusBanner(wills)
        self.summary = Label("", wrap=True)
        self.more = LinkButton(self.tr("Background"), hint="Alt+B", low=True)
        self.palliative = LinkButton(self.tr("Palliative view"), hint="F8", low=True)
        self._links = QWidget()
        self._links.setLayout(row(self.more, self.palliative, spacing=0))
        self.code.clicked.connect(self.talk_asked)
        self.more.clicked.connect(self.background_asked)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 11, 24, 8)
        box.setSpacing(2)
        self._first = row(self.name, self.beside, self.died, None, self.code, spacing=16)
        self._code_line = row(None, spacing=0)
        box.addLayout(self._first)
        box.addLayout(self._code_line)
        self._second, self._third = row(self.below, spacing=8), row(self.summary, self._links, spacing=8)
        self._fourth = row(spacing=8)
        for line in (self._second, self._third):
            line.setStretch(0, 1)
        for line in (self._second, self._third, self._fourth):
            box.addLayout(line)
        self._third.setAlignment(self._links, Qt.AlignmentFlag.AlignTop)

    def show_view(self, view: CaseView) -> None:
        """Who it is on the meeting's day."""
        on, back = view.meeting.starts_at.date(), view.background
        self.name.set_text(view.patient.name)
        numbers = [as_printed(one) for one in view.identifiers[:1]]
        spoken = words.language(back.language) if back.language else self.tr("language not recorded")
        facts = "  ·  ".join([words.born(view.patient.birth_date, on), *numbers, spoken])
        self.beside.set_text(facts)
        self.below.set_text(facts)
        self.died.setVisible(back.dead is not None)
        if back.dead:
            self.died.set_state(Shape.DOT, self.tr("died {day}").format(day=words.said_day(back.dead, on)))
        self.code.show_status(back.code, on, self.tr("Alt+A: a conversation"))
        self.summary.set_text(words.said_dates(back.summary, on) or self.tr("No diagnosis recorded yet."))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Short of room, the facts go on a line of their own, the given name shortens, and then the code status goes
        on a line of its own: the family name is never cut."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        hints = [self.name, self.beside, self.code] + ([self.died] if not self.died.isHidden() else [])
        fits = sum(one.sizeHint().width() + 16 for one in hints) + 48 <= self.width()
        self.beside.setVisible(fits)
        self.below.setVisible(not fits)
        self._place_code()
        both = self.beside.sizeHint().width() + self._links.sizeHint().width() + 56 <= self.width()
        here = self._third if fits else self._second if both else self._fourth
        for line in (self._second, self._third, self._fourth):
            if line is not here and line.indexOf(self._links) >= 0:
                line.removeWidget(self._links)
                here.addWidget(self._links, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)

    def _place_code(self) -> None:
        """Beside the name where the family name and an initial have room there, else under it."""
        family, comma, given = self.name.whole_text().partition(", ")
        least = self.name.fontMetrics().horizontalAdvance(f"{family}, {given[:1]}." if comma else family)
        died = 0 if self.died.isHidden() else self.died.sizeHint().width() + 16
        beside = least + died + self.code.minimumSizeHint().width() + 3 * 16 + 48 <= self.width()
        line = self._first if beside else self._code_line
        if line.indexOf(self.code) < 0:
            (self._code_line if beside else self._first).removeWidget(self.code)
            line.addWidget(self.code)
