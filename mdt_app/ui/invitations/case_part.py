"""One case of one person: why he comes to it by which facts, what he wrote for it, and how he is taken off it."""

from __future__ import annotations

from datetime import date, tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdt_app.domain.inviting import Answer
from mdt_app.operations.invitations_view import PersonCase
from mdt_app.ui.common.buttons import Button, LinkButton
from mdt_app.ui.common.fields import Field, TextArea
from mdt_app.ui.common.frames import column
from mdt_app.ui.common.frames import row as line
from mdt_app.ui.common.text import Label
from mdt_app.ui.invitations import words


class CasePart(QWidget):
    """Emits `dropped(listing id, reason)`, `restored(listing id)`, `form(listing id)`, `wrote(listing id, text)`,
    `went(patient id)`."""

    dropped = Signal(str, str)
    restored = Signal(str)
    form = Signal(str)
    wrote = Signal(str, str)
    went = Signal(str)

    def __init__(self, case: PersonCase, zone: tzinfo, on: date, *, why: str, may: bool) -> None:
        super().__init__()
        self.listing_id, self._may = case.row.listing.id, may
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 4, 0, 8)
        self._box.setSpacing(2)
        at = words.clock(case.row.slot[0], zone) if case.row.slot else ""
        self.patient = LinkButton(f"{at}  {case.row.patient.name}", low=True)
        self.patient.clicked.connect(lambda: self.went.emit(case.row.patient.id))
        self.drop = LinkButton(self.tr("Drop …"), low=True)
        self.back = LinkButton(self.tr("As before"), low=True)
        gone = case.invited.dropped
        self._box.addLayout(line(self.patient, None, self.back if gone else self.drop))
        self.drop.setVisible(may and not gone)
        self.back.setVisible(may and gone)
        if gone:
            said = self.tr("Not invited: {reason}").format(reason=case.invited.reason)
            self._box.addWidget(Label(said, "small", wrap=True, tone="second"))
        else:
            self._box.addWidget(Label(why, "small", wrap=True))
            for fact in words.facts(case, on, why):
                self._box.addWidget(Label(fact, "small", wrap=True, tone="quiet"))
        self._make_reason()
        if case.invited.answer is Answer.WRITES and not gone:
            self._make_input(case.invited.input_text)
        self.drop.clicked.connect(self._ask)
        self.back.clicked.connect(lambda: self.restored.emit(self.listing_id))

    def _make_reason(self) -> None:
        self.reason = Field(self.tr("Why not? A few words"), name=self.tr("Why he or she is not invited"))
        self.keep = Button(self.tr("Drop"))
        self._asked = QWidget()
        self._asked.setLayout(line(self.reason, self.keep))
        self._box.addWidget(self._asked)
        self._asked.hide()
        for heard in (self.reason.returnPressed, self.keep.clicked):
            heard.connect(self._take)

    def _make_input(self, text: str) -> None:
        self.input = TextArea(
            self.tr("What the form says"), name=self.tr("Written input"), rows=3, grows=True
        )
        self.input.set_text(text)
        self.input.setReadOnly(not self._may)
        self.save = Button(self.tr("Keep input"))
        self.page = Button(self.tr("Form as PDF …"), "print")
        self.save.clicked.connect(self._write)
        self.page.clicked.connect(lambda: self.form.emit(self.listing_id))
        title = Label(
            self.tr("Written input, a contribution and no presence"), "small", tone="second", wrap=True
        )
        self._box.addLayout(column(title, self.input, line(self.save, self.page, None), spacing=4))
        self.save.setVisible(self._may)

    def _ask(self) -> None:
        self._asked.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_reason(self) -> None:
        """Open the line for the reason, where he can be dropped."""
        if self.drop.isVisibleTo(self):
            self._ask()

    def _take(self) -> None:
        if self.reason.text().strip():
            self.reason.setModified(False)
            self.dropped.emit(self.listing_id, self.reason.text())
        else:
            self.reason.set_wrong(True)

    def _write(self) -> None:
        self.input.document().setModified(False)
        self.wrote.emit(self.listing_id, self.input.text())
