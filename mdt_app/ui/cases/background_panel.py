"""Everything that is known of the patient slides over the lower half of the case and goes with the same key."""

from __future__ import annotations

import re
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from mdt_app.operations.case_rows import Background, CaseView, Line
from mdt_app.ui.common import frames, words
from mdt_app.ui.common.buttons import BareButton
from mdt_app.ui.common.frames import Pane, ScrollPanel, row
from mdt_app.ui.common.text import Label, SectionTitle, set_tip

TIMELINE_SHOWN = 60
_BRACKETS = re.compile(r" \([^)]*\)")


class BackgroundPanel(Pane):
    """Diagnosis, stage, ECOG, treatments; medication, allergies, comorbidity; scores and timeline. Emits `closed`."""

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__("pane", parent=parent)
        self.setAccessibleName(self.tr("Background"))
        self._today = date.max
        self._columns = [_Column() for _ in range(3)]
        close = BareButton(icon="close", name=self.tr("Close background (Esc)"))
        close.clicked.connect(self.closed)
        title = SectionTitle(self.tr("Background"), "Alt+B")
        title.add(close)
        self.box.addWidget(frames.Line())
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(24, 4, 16, 8)
        layout.addWidget(title)
        layout.addLayout(row(*self._columns, spacing=24), 1)
        self.box.addWidget(inside, 1)
        self.hide()

    def show_view(self, view: CaseView, today: date) -> None:
        """What is known on the meeting's day, seen from today."""
        self._today = today
        back, near = view.background, view.meeting.starts_at.date()
        nothing = self.tr("none recorded")
        said = (
            (self.tr("Diagnosis"), back.diagnosis),
            (self.tr("Stage"), back.stage),
            (self.tr("ECOG"), back.ecog),
        )
        first = [(title, [(text or nothing, "")]) for title, text in said]
        self._columns[0].fill([*first, (self.tr("Treatments"), self._lines(back.treatments, nothing))])
        self._columns[1].fill(
            [
                (self.tr("Medication"), self._lines(back.medication, nothing)),
                (self.tr("Allergies"), self._lines(back.allergies, nothing)),
                (self.tr("Comorbidity"), self._lines(back.comorbidity, nothing)),
            ]
        )
        self._columns[2].fill(
            [
                (
                    self.tr("Newest scores"),
                    [(_short(text), source) for text, source in self._lines(back.scores, nothing)],
                ),
                (self.tr("Timeline"), self._timeline(back, nothing)),
            ]
        )
        self.setAccessibleDescription(f"{near:%d-%m-%Y}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _lines(self, lines: tuple[Line, ...], nothing: str) -> list[tuple[str, str]]:
        """Each with its day, and where that is still to come with its mark: it counts on the meeting's day."""
        if not lines:
            return [(nothing, "")]
        return [(f"{line.text}  ·  {words.said_from(line.day, self._today)}", line.source) for line in lines]

    def _timeline(self, back: Background, nothing: str) -> list[tuple[str, str]]:
        shown = self._lines(back.timeline[:TIMELINE_SHOWN], nothing)
        if len(back.timeline) > TIMELINE_SHOWN:
            shown.append((self.tr("Earlier facts: see the patient's page."), ""))
        return shown


class _Column(ScrollPanel):
    """Titles, each with its lines; scrolls with the arrow keys."""

    def __init__(self) -> None:
        super().__init__(spacing=2)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)

    def fill(self, groups: list[tuple[str, list[tuple[str, str]]]]) -> None:
        """Show other groups: (title, (line, source) each)."""
        frames.empty(self.box)
        for title, lines in groups:
            self.box.addWidget(Label(title, "small"))
            for text, source in lines:
                label = Label(text, wrap=True)
                set_tip(label, source)
                self.box.addWidget(label)
            self.box.addSpacing(6)
        self.box.addStretch(1)
        self.setAccessibleName(", ".join(title for title, _ in groups))


def _short(score: str) -> str:
    """A score without its instrument's explanation in brackets."""
    return _BRACKETS.sub("", score)
