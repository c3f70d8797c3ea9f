"""The action that is chosen: what was decided and where, what became of it, and the form that says so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from mdt_app.domain.fates import FateReason
from mdt_app.operations.actions import ActionRow
from mdt_app.ui.actions import words
from mdt_app.ui.actions.mark_form import MarkForm
from mdt_app.ui.actions.marked_words import MarkedWords
from mdt_app.ui.common.buttons import LinkButton
from mdt_app.ui.common.frames import Pane, ScrollPanel, empty, row
from mdt_app.ui.common.marks import Mark, Shape
from mdt_app.ui.common.text import Label, SectionTitle
from mdt_app.ui.common.theme import current
from mdt_app.ui.common.words import said_day

WIDTH = 384


class ActionPane(Pane):
    """The side of the actions screen."""

    def __init__(self, reasons: Sequence[FateReason], parent: QWidget | None = None) -> None:
        super().__init__("pane", parent=parent)
        self._reasons = tuple(reasons)
        self.set_width(WIDTH)
        self.name = Label("", "title", name=True)
        self.about = Label("", "small", wrap=True)
        self.what = Label("", "lead", wrap=True)
        self.state = MarkedWords(Mark(Shape.RING), "")
        self.case = LinkButton(self.tr("Open the case"))
        self.patient = LinkButton(self.tr("Open patient"))
        self.form = MarkForm(self._reasons)
        self.panel = ScrollPanel(margins=(16, 12, 16, 16), spacing=4)
        self._details = Pane("pane", spacing=4)
        for part in (self.name, self.about):
            self.panel.box.addWidget(part)
        self.panel.box.addLayout(row(self.case, self.patient, None, spacing=4))
        self.panel.box.addSpacing(8)
        self.panel.box.addWidget(self.what)
        self.panel.box.addWidget(self._details)
        self.panel.box.addSpacing(12)
        self.panel.box.addWidget(SectionTitle(self.tr("What became of it")))
        self.panel.box.addWidget(self.state)
        self.panel.box.addSpacing(4)
        self.panel.box.addWidget(self.form)
        self.panel.box.addStretch(1)
        self.box.addWidget(self.panel)

    def show_action(self, one: ActionRow, today: date, may: bool) -> None:
        """Show a recommendation; a form that is being filled in stays as it is."""
        given = one.recommendation
        self.name.set_text(one.patient)
        self.about.set_text(
            self.tr("{number}, {board}, decided {day}").format(
                number=one.case_number, board=one.board, day=said_day(one.decided_on, today)
            )
        )
        self.what.set_text(given.what)
        self._show_details(one, today)
        self.state.set_words(words.mark(given, today), words.became(given, self._reasons, today))
        self.form.show_fate(given, today)
        self.form.set_editable(may)

    def _show_details(self, one: ActionRow, today: date) -> None:
        empty(self._details.box)
        given = one.recommendation
        for label, text in (
            (self.tr("Who"), words.owner(given)),
            (
                self.tr("By"),
                said_day(given.due, today, weekday=True) if given.due else self.tr("no day said"),
            ),
            (self.tr("Condition"), given.condition),
            (self.tr("Because"), given.reason),
        ):
            if text.strip():
                name = Label(label, "small")
                name.setFixedWidth(current().px(72))
                line = row(name, Label(text, wrap=True), spacing=8)
                line.setStretch(1, 1)
                self._details.box.addLayout(line)
