"""A patient comes onto a coming meeting with one question to its board."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from mdt_app.operations.rows import MeetingRow
from mdt_app.ui.common.buttons import Button
from mdt_app.ui.common.fields import Choice, Field, TextArea
from mdt_app.ui.common.frames import column, row
from mdt_app.ui.common.text import Label
from mdt_app.ui.patients import words
from mdt_app.ui.patients.side_form import SideForm


class ListForm(SideForm):
    """Emits `asked(meeting id, question, asked by)` and `plan_asked()` where no meeting is planned."""

    asked = Signal(str, str, str)
    plan_asked = Signal()

    def __init__(self) -> None:
        super().__init__(self.tr("List on a meeting"))
        self.meetings = Choice(name=self.tr("Meeting"))
        self.question = TextArea(self.tr("One question to the board"), name=self.tr("Question"), rows=3)
        self.by = Field(self.tr("Who brings the question"), name=self.tr("Asked by"))
        self.put = Button(self.tr("Put on the agenda"))
        self.nothing = Label(self.tr("No meeting is planned. Plan one first."), "secondary", wrap=True)
        self.plan = Button(self.tr("Open meetings"))
        for field in (self.meetings, self.question, self.by):
            self.inner.addLayout(column(Label(field.accessibleName(), "small"), field, spacing=2))
        self.inner.addLayout(row(self.put, None))
        self.inner.addWidget(self.nothing)
        self.inner.addLayout(row(self.plan, None))
        self.finish()
        self.put.clicked.connect(self._put)
        self.by.returnPressed.connect(self._put)
        self.plan.clicked.connect(self.plan_asked)
        self.first = self.question

    def begin(self, meetings: Sequence[MeetingRow]) -> None:
        """Offer the coming meetings, the next one first."""
        choices = [(one.id, words.meeting(one.starts_at, one.board)) for one in meetings]
        self.meetings.set_choices(choices, choices[0][0] if choices else "")
        self.question.set_text("")
        self.by.set_text("")
        self.begin_typing()
        self.put.setEnabled(bool(choices))
        self.nothing.setVisible(not choices)
        self.plan.setVisible(not choices)
        self.question.setFocus()

    def _put(self) -> None:
        question = self.question.text().strip()
        if not question:
            self.say(self.tr("Write the one question to the board."))
            self.question.setFocus()
            return
        self.asked.emit(self.meetings.current(), question, self.by.text().strip())
